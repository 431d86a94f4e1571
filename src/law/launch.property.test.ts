import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aLaunchFacts, aLegalFile } from '../../test/support/aLaunch.ts'
import { assertFrench } from '../../test/support/french.ts'
import { epochMs, ms } from '../base/units.ts'
import { type LegalFile, legalParts } from '../campaign/legalFile.ts'
import { type SpokenSegment, segmentRoles } from '../campaign/voiceMessage.ts'
import { measuredIn } from '../report/measuredWords.ts'
import { judgeLaunch } from './launch.ts'
import type { LaunchFacts } from './launchFacts.ts'
import type { RuleSet } from './ruleSets.ts'
import { france } from './ruleSets.ts'

const aText = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    'Publicité politique, voix de synthèse : Camille Exemple, candidate à la présidentielle.',
    'Pour ne plus recevoir d’appel, tapez 9.',
    'Appelez le zéro huit cent, douze, trente-quatre, cinquante-six.',
    'Si vous votez pour elle, tapez 1.',
  ),
)
const aSegment: fc.Arbitrary<SpokenSegment> = fc
  .record({
    role: fc.constantFrom(...segmentRoles),
    text: aText,
    endsAtMs: fc.integer({ min: 0, max: 30_000 }),
  })
  .map(({ role, text, endsAtMs }) => ({ role, text, startsAtMs: ms(0), endsAtMs: ms(endsAtMs) }))
const segments = fc.option(fc.array(aSegment, { maxLength: 5 }), { nil: undefined })

const someFacts: fc.Arbitrary<LaunchFacts> = fc
  .record({
    now: fc.integer({ min: 0, max: Date.UTC(2035, 0, 1) }),
    trunkKind: fc.constantFrom('practice' as const, 'real' as const),
    election: fc.constantFrom(aLaunchFacts.election, null, undefined),
    voiceOrigin: fc.constantFrom('recorded' as const, 'synthetic' as const, 'cloned' as const),
    live: segments,
    voicemail: segments,
    callback: segments,
    declared: fc.subarray([...legalParts]),
  })
  .map(({ now, election, live, voicemail, callback, declared, ...rest }) => {
    const { election: _usual, ...facts } = aLaunchFacts
    const heard = Object.entries({ live, voicemail, callback }).filter(([, said]) => said)
    const legalFile = Object.entries(aLegalFile).filter(([part]) =>
      (declared as readonly string[]).includes(part),
    )
    return {
      ...facts,
      ...rest,
      now: epochMs(now),
      ...(election !== undefined && { election }),
      heard: Object.fromEntries(heard),
      legalFile: Object.fromEntries(legalFile) as LegalFile,
    }
  })

test('gates: any facts are judged, by every gate that applies, and one that does not pass is enough', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const { launchable, gates } = judgeLaunch(facts)
      assert.equal(
        launchable,
        gates.every(
          ({ is }) => is === 'passed' || (is === 'warned' && facts.trunkKind === 'practice'),
        ),
      )
      assert.ok(gates.every(({ is, reason }) => (is === 'passed') === (reason === undefined)))
    }),
  )
})

test('gates: adding one never makes a refused launch launchable', () => {
  fc.assert(
    fc.property(someFacts, fc.subarray([...france.launch]), (facts, some) => {
      const fewer: RuleSet = { ...france, launch: some }
      if (!judgeLaunch(facts, fewer).launchable) assert.equal(judgeLaunch(facts).launchable, false)
    }),
  )
})

test('gates: what practice refuses, real calls are refused too', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const refused = (trunkKind: 'practice' | 'real') =>
        judgeLaunch({ ...facts, trunkKind }).gates.filter(
          ({ is }) => is === 'refused' || is === 'unknown',
        )
      const real = new Set(refused('real').map(({ rule }) => rule))
      assert.deepEqual(
        refused('practice').filter(({ rule }) => !real.has(rule)),
        [],
      )
    }),
  )
})

test('gates: said later, identity and objection never pass where they were refused', () => {
  const late = (delayMs: number) => {
    const heard = Object.fromEntries(
      Object.entries(aLaunchFacts.heard).map(([version, said = []]) => [
        version,
        said.map((each) => ({ ...each, endsAtMs: ms(each.endsAtMs + delayMs) })),
      ]),
    )
    return judgeLaunch({ ...aLaunchFacts, heard }).gates.filter(({ is }) => is === 'refused').length
  }
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (delay, more) => {
      assert.ok(late(delay + more) >= late(delay))
    }),
  )
  assert.equal(late(0), 0)
  assert.ok(late(10_000) > 0)
})

test('gates: what was measured, and what would pass, is told a French reader in French', () => {
  const texts = new Set<string>()
  fc.assert(
    fc.property(someFacts, (facts) => {
      for (const { measured, limit } of judgeLaunch(facts).gates) texts.add(measured).add(limit)
    }),
    { numRuns: 300 },
  )
  // What somebody recorded stands in quotes, and may be in any language.
  for (const text of texts) {
    const known = text.replace(/“[^”]*”/g, '“…”')
    assertFrench(measuredIn(known, 'fr'), text)
  }
})
