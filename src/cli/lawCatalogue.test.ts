import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import type { Config } from '../config.ts'
import { countries } from '../law/country.ts'
import { phaseNames } from '../law/rule.ts'
import { ruleSetOf, rulesOf } from '../law/ruleSets.ts'
import { rulesCommand, showCommand } from './lawCatalogue.ts'
import { electionsCommand } from './lawElections.ts'

function asked(json: boolean, language: 'en' | 'fr' = 'en') {
  const lines: string[] = []
  const printed: Record<string, unknown>[] = []
  const invocation = {
    output: {
      json,
      say: (line: string) => lines.push(line),
      result: (value: unknown) => printed.push(value as Record<string, unknown>),
      progress: () => assert.fail('nothing to wait for'),
      progressDone: () => assert.fail('nothing to wait for'),
    },
    config: () => ({ language }) as Config,
    endWith: () => assert.fail('it never ends with another code'),
  }
  return { invocation, lines, printed }
}

test('law rules: every rule of the country, or of one phase of it, in the language of the team', async () => {
  for (const country of countries) {
    const { invocation, printed } = asked(true)
    await rulesCommand(invocation, { country })
    const { rules, version } = printed[0] as { rules: readonly { id: string }[]; version: string }
    const pack = ruleSetOf(country)
    assert.equal(version, pack.version)
    assert.deepEqual(
      rules.map(({ id }) => id),
      rulesOf(pack).map(({ id }) => id),
    )
    assert.deepEqual(JSON.parse(JSON.stringify(printed)), printed)
  }
  let counted = 0
  for (const phase of phaseNames) {
    const { invocation, lines } = asked(false, 'fr')
    await rulesCommand(invocation, { country: 'fr', phase })
    counted += lines.length - 1
    assert.match(lines.at(-1) ?? '', new RegExp(`^${lines.length - 1} `))
    for (const line of lines.slice(0, -1)) assert.ok(line.includes(`[${phase}, `), line)
  }
  assert.equal(counted, rulesOf(ruleSetOf('fr')).length)
})

test('law show: words, dates, parameters, confidence and keeper of one rule, whatever the case', async () => {
  const { invocation, printed } = asked(true)
  await showCommand(invocation, 'FR.d223-9-HOURS ')
  const shown = printed[0] ?? {}
  assert.equal(shown['id'], 'fr.D223-9-hours')
  assert.equal(shown['country'], 'fr')
  assert.deepEqual(shown['inForce'], { from: '2023-03-01' })
  const parameters = shown['parameters'] as Record<string, readonly { readonly from: string }[]>
  assert.equal(parameters['hours']?.[0]?.from, '2023-03-01')
  const french = asked(false, 'fr')
  await showCommand(french.invocation, 'us.AI-voice')
  const text = french.lines.join('\n')
  for (const part of [/à confirmer/, /FCC 24-17/, /Tenue par : src\/law\/us\//, /\(paraphrase\)/]) {
    assert.match(text, part)
  }
})

test('law show: an unknown rule is one sentence that says where the rules are', async () => {
  const { invocation } = asked(false)
  await assert.rejects(
    showCommand(invocation, 'fr.L999'),
    (error) =>
      error instanceof Failure &&
      error.code === 'notFound' &&
      error.message ===
        'There is no rule "fr.L999": `portevoix law rules` lists them (fr.L49-3, for instance).',
  )
})

test('law elections: those known, the dates of one, one sentence for another', async () => {
  const all = asked(true)
  await electionsCommand(all.invocation)
  assert.ok(JSON.stringify(all.printed).includes('presidentielle-2027'))
  const one = asked(true)
  await electionsCommand(one.invocation, 'municipales-2026')
  const { accountDeposit, noFreeNumber } = one.printed[0] ?? {}
  assert.equal(accountDeposit, '2026-05-22T16:00:00Z')
  assert.deepEqual(noFreeNumber, { from: '2025-09-01', to: '2026-03-23' })
  const text = asked(false)
  await electionsCommand(text.invocation, 'Presidentielle-2027')
  assert.match(text.lines.join('\n'), /MQ +America\/Martinique +2027-04-16T04:00:00Z/)
  await assert.rejects(electionsCommand(text.invocation, 'x'), { code: 'notFound' })
})
