/** `npm run docs`: writes the generated pages. `generatedDocs` is what test/tidy.test.ts compares with. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { errorsPage } from '../src/base/errorsPage.ts'
import { lawPage } from '../src/law/lawPage.ts'
import { outcomesPage } from '../src/telephony/outcomesPage.ts'
import { generatedApi } from './openapi.ts'
import { ruleHolders } from './ruleHolders.ts'
import { statesPage } from './statesPage.ts'
import { trunkProfilePage } from './trunkProfilePage.ts'

/** Path from the root → text. */
export function generatedDocs(): Readonly<Record<string, string>> {
  return {
    'docs/errors.md': errorsPage(),
    'docs/law.fr.md': lawPage('fr', ruleHolders()),
    'docs/law.md': lawPage('en', ruleHolders()),
    'docs/outcomes.md': outcomesPage(),
    'docs/states.md': statesPage(),
    'docs/trunk-profile.md': trunkProfilePage(),
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of Object.entries({ ...generatedDocs(), ...(await generatedApi()) })) {
    writeFileSync(path.join(import.meta.dirname, '..', name), text)
    console.log(`wrote ${name}`)
  }
}
