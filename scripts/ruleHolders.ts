/** Where rules stand in the repository, for docs/law.md: the file that holds each one, and its tests. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { countries } from '../src/law/country.ts'
import type { RuleHolders } from '../src/law/lawPageRule.ts'
import { testsOfRule } from '../src/law/ruleTests.ts'

const root = path.join(import.meta.dirname, '..')

export function ruleHolders(): RuleHolders {
  const files = new Map<string, string>()
  for (const name of globSync('src/law/**/*.ts', { cwd: root }).sort()) {
    if (name.endsWith('.test.ts')) continue
    const text = readFileSync(path.join(root, name), 'utf8')
    for (const [, id] of text.matchAll(/\bid: '([^']+)'/g)) files.set(id as string, name)
    for (const [, id] of text.matchAll(/\bid: `\$\{country\}\.([^`]+)`/g)) {
      for (const country of countries) files.set(`${country}.${id}`, name)
    }
  }
  return { fileOf: (rule) => files.get(rule), testsOf: testsOfRule }
}
