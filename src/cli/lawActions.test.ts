import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { decideCommand, factsBytesMax, runLawDecide } from './lawActions.ts'

const example = path.join(import.meta.dirname, '../../examples/facts.json')
const facts = readFileSync(example, 'utf8')

test('law decide: the answer has the fields it promises', () => {
  const allowed = runLawDecide(facts)
  assert.deepEqual(Object.keys(allowed), [
    ...['allowed', 'refusals', 'unknown', 'rulesRun', 'judgedAt', 'lawVersion'],
  ])
  assert.equal(allowed.allowed, true)
  assert.ok(allowed.rulesRun.includes('fr.L49-3'))
  const late = runLawDecide(facts.replace('T18:05', 'T21:05'))
  assert.equal(late.askAgainAt, '2026-11-26T17:00:00.000Z')
  assert.deepEqual(late.refusals[1], {
    rule: 'fr.D223-9-hours',
    article: 'Code de la consommation, D223-9, al. 1 et 2',
    measured: '2026-11-24T21:05:00.000+01:00 Europe/Paris',
    limit: 'Monday to Friday, 10:00–13:00 and 14:00–20:00, no public holiday, local time',
    reason: 'It is 21:05 in Paris. Calls start again on Wednesday 25 November, 10:00.',
    reasonFr:
      'Il est 21\u202fh\u202f05 à Paris. Les appels reprennent le mercredi 25 novembre, 10\u202fh.',
  })
  const unknown = runLawDecide(
    facts.replace('"insee": "75056"', '"territory": "FR"').replace('"suppressions": [],', ''),
  )
  assert.deepEqual(
    unknown.unknown.map(({ rule, missing }) => `${rule} ${missing}`),
    ['fr.RGPD-21 suppressions'],
  )
})

test('law decide: exit code 5 when refused, none set when allowed, a failure for what cannot be read', async () => {
  const said: string[] = []
  const ends: number[] = []
  const printed: unknown[] = []
  const invocation = {
    output: {
      json: true,
      say: (line: string) => said.push(line),
      result: (value: unknown) => printed.push(value),
      progress: () => assert.fail('nothing to wait for'),
      progressDone: () => assert.fail('nothing to wait for'),
    },
    config: () => ({
      databaseUrl: undefined,
      dataFolder: undefined,
      dataHome: undefined,
      numberKeyFile: undefined,
      media: 'native' as const,
      rtpengine: undefined,
      language: 'fr' as const,
      ...{ server: undefined, apiKey: undefined, sipPort: undefined },
      ...{ privateWebhooks: false, desktop: false },
    }),
    endWith: (code: number) => ends.push(code),
  }
  await decideCommand(invocation, example)
  assert.deepEqual([ends, printed.length], [[], 1])
  assert.match(said.join('\n'), /^Allowed: all \d+ rules agree\.$/)
  const folder = mkdtempSync(path.join(tmpdir(), 'facts-'))
  const padded = (bytes: number): string => {
    const file = path.join(folder, `${bytes}.json`)
    const facts = readFileSync(example)
    writeFileSync(file, Buffer.concat([facts, Buffer.alloc(bytes - facts.length, ' ')]))
    return file
  }
  try {
    for (const bytes of [factsBytesMax - 1, factsBytesMax]) {
      await decideCommand(invocation, padded(bytes))
    }
    await assert.rejects(decideCommand(invocation, padded(factsBytesMax + 1)), /too long for one/)
  } finally {
    rmSync(folder, { recursive: true })
  }
  await assert.rejects(decideCommand(invocation, '/nonexistent'), (error) => {
    return (
      error instanceof Failure && error.code === 'badInput' && /cannot be read/.test(error.message)
    )
  })
})
