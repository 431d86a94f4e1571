/** `npm run docs`: writes the generated pages. `generatedDocs` is what test/tidy.test.ts compares with. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { errorsPage } from '../src/base/errorsPage.ts'

/** Path from the root → text. */
export function generatedDocs(): Readonly<Record<string, string>> {
  return {
    'docs/errors.md': errorsPage(),
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of Object.entries(generatedDocs())) {
    writeFileSync(path.join(import.meta.dirname, '..', name), text)
    console.log(`wrote ${name}`)
  }
}
