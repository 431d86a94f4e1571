import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aLaunchFacts,
  aLegalFile,
  declaring,
  hearing,
  identity,
  identityText,
  objection,
  segment,
  source,
  voicemailObjection,
} from '../../test/support/aLaunch.ts'
import { epochMs, hours } from '../base/units.ts'
import type { VersionName } from '../campaign/voiceMessage.ts'
import { launchGates } from './fr/launchGates.ts'
import { judgeLaunch } from './launch.ts'
import type { LaunchFacts } from './launchFacts.ts'
import { france } from './ruleSets.ts'

/** Rules that do not pass, with how. */
const wrong = (facts: LaunchFacts): readonly string[] =>
  judgeLaunch(facts)
    .gates.filter(({ is }) => is !== 'passed')
    .map(({ rule, is }) => `${is} ${rule}`)

const with_ = (change: Partial<LaunchFacts>): LaunchFacts => ({ ...aLaunchFacts, ...change })
function without(fact: keyof LaunchFacts): LaunchFacts {
  const { [fact]: _left, ...others } = aLaunchFacts
  return others as LaunchFacts
}
const saying = (text: string): LaunchFacts =>
  hearing('live', [identity(), objection(), segment('content', 20_000, text), source])
const identityOf = (text: string): LaunchFacts =>
  hearing('live', [segment('identity', 4000, text), objection(), source])
const sponsor = (change: object): LaunchFacts => {
  const { sponsor: usual } = aLegalFile
  assert.ok(usual)
  return declaring({ sponsor: { ...usual, ...change } })
}
const declared = { by: 'Nour Exemple', at: aLaunchFacts.now }
const at = (instant: string, change: Partial<LaunchFacts> = {}): LaunchFacts =>
  with_({ ...change, now: epochMs(Date.parse(instant)) })

test('gates: a launch with everything declared passes each of them', () => {
  const verdict = judgeLaunch(aLaunchFacts)
  assert.deepEqual(wrong(aLaunchFacts), [])
  assert.equal(verdict.launchable, true)
  assert.equal(verdict.lawVersion, france.version)
  for (const { rule, article, title } of verdict.gates) {
    assert.ok(rule.startsWith('fr.') && article !== '' && title.fr !== title.en, rule)
  }
})

// biome-ignore format: one refusal a row, read as a table
const refusals: readonly (readonly [name: string, facts: LaunchFacts, wrong: readonly string[]])[] = [
  ['CNIL: the first words name nobody', with_({ controller: 'Liste Autre' }), ['refused fr.CNIL-identity']],
  ['CNIL: no identity segment', hearing('callback', [objection(), source]),
    ['refused fr.CNIL-identity', 'refused fr.RPP-11', 'refused fr.AIA-50-voice']],
  ['CNIL: nothing is declared of what a call says', hearing('live', undefined),
    ['unknown fr.CNIL-identity', 'unknown fr.CNIL-objection', 'unknown fr.RGPD-13-14', 'unknown fr.RPP-11', 'unknown fr.AIA-50-voice']],
  ['CNIL: a number to ring back is declared, and no callback version is recorded', hearing('callback', undefined),
    ['unknown fr.CNIL-identity', 'unknown fr.CNIL-objection', 'unknown fr.RGPD-13-14', 'unknown fr.RPP-11', 'unknown fr.AIA-50-voice']],
  ['CNIL: voicemails are left, and no voicemail version is recorded', hearing('voicemail', undefined),
    ['unknown fr.CNIL-identity', 'unknown fr.CNIL-objection', 'unknown fr.RGPD-13-14', 'unknown fr.RPP-11', 'unknown fr.AIA-50-voice']],
  ['CNIL: the objection says another key', with_({ objectionKey: '8' }), ['refused fr.CNIL-objection']],
  ['CNIL: a voicemail has no keys', hearing('voicemail', [identity(), objection(), source]), ['refused fr.CNIL-objection']],
  ['RGPD 13 and 14: no version says where the data come from', hearing('voicemail', [identity(), voicemailObjection()]), ['refused fr.RGPD-13-14']],
  ['Regulation 2024/900: no label', identityOf('Voix de synthèse : Camille Exemple, candidate à la présidentielle.'), ['refused fr.RPP-11']],
  ['Regulation 2024/900: no election', identityOf('Publicité politique, voix de synthèse : Camille Exemple.'), ['refused fr.RPP-11']],
  ['Regulation 2024/900: another sponsor', sponsor({ name: 'Parti Exemple' }), ['refused fr.RPP-11']],
  ['Regulation 2024/900: nobody says which election', without('election'),
    ['unknown fr.RPP-11', 'unknown fr.L50-1', 'unknown fr.L48-2', 'unknown fr.RPP-5', 'unknown fr.L50-1-abroad']],
  ['Regulation 2024/1689: a synthetic voice that does not say so', identityOf('Publicité politique de Camille Exemple, candidate à la présidentielle.'), ['refused fr.AIA-50-voice']],
  ['Regulation 2024/1689: nobody says where the voice comes from', without('voiceOrigin'), ['unknown fr.AIA-50-voice']],
  ['Regulation 2024/1689: a cloned voice without consent', with_({ voiceOrigin: 'cloned' }), ['unknown fr.AIA-50-consent']],
  ['Loi 77-808: a key that votes', saying('Si vous votez pour elle, tapez 1.'), ['refused fr.loi77-808-keys']],
  ['Loi 77-808: a key that says an opinion', saying('Êtes-vous pour ? Vous êtes favorable : appuyez sur la touche 2.'), ['refused fr.loi77-808-keys']],
  ['Loi 77-808: a question before the key', saying('Voterez-vous pour elle ? Si oui, tapez 1.'), ['refused fr.loi77-808-keys']],
  ['Loi 77-808: a key that is not in the menu', saying('Pour en savoir plus, tapez quatre.'), ['refused fr.loi77-808-keys']],
  ['L50-1: a free number to ring back', declaring({ callbackNumber: '0800 12 34 56' }), ['refused fr.L50-1']],
  ['L50-1: a free number said in figures', saying('Appelez le 0 805 12 34 56.'), ['refused fr.L50-1']],
  ['L50-1: a free number said in words', saying('Appelez le zéro huit cent, douze, trente-quatre, cinquante-six.'), ['refused fr.L50-1']],
  ['L50-1: a free number said in two segments', hearing('live', [identity(), objection(), segment('content', 15_000, 'Appelez le zéro huit cent'), segment('closing', 20_000, 'douze trente-quatre cinquante-six.'), source]), ['refused fr.L50-1']],
  ['L50-1: a free short number', saying('Appelez le trente dix.'), ['refused fr.L50-1']],
  ['L50-1: a free short number declared as spoken', declaring({ spokenNumbers: ['116117'] }), ['refused fr.L50-1']],
  ['CPCE L34-5: a premium number to ring back', declaring({ callbackNumber: '08 92 12 34 56' }), ['refused fr.CPCE-L34-5-premium']],
  ['CPCE L34-5: a premium number said in words', saying('Composez le zéro huit cent quatre-vingt-dix, douze, trente-quatre, cinquante-six.'), ['refused fr.L50-1', 'refused fr.CPCE-L34-5-premium']],
  ['CPCE L34-5: a short number with its own price', saying('Appelez le 3639.'), ['refused fr.CPCE-L34-5-premium']],
  ['Arcep: a number that is not one of the trunk', with_({ callerIds: ['+33163009999'] }), ['refused fr.ARCEP-stable-ID']],
  ['CPCE R10: people known from a directory only', with_({ sourceKinds: ['ownForm', 'directory'] }), ['refused fr.CPCE-R10-sources']],
  ['L48: nobody approved', with_({ approval: null }), ['refused fr.L48']],
  ['L48: an approval without a name', with_({ approval: { by: ' ', at: aLaunchFacts.now } }), ['refused fr.L48']],
  ['L48: it is unknown who approved', without('approval'), ['unknown fr.L48']],
  ['Loi 2020-901: no proof of the number', declaring({ numberMandate: undefined }), ['unknown fr.MAN']],
  ['Loi 2020-901: the proof of another number', declaring({ numberMandate: { ...declared, number: '+33163009999' } }), ['refused fr.MAN']],
  ['L52-4: no financial agent', declaring({ financialAgent: undefined }), ['unknown fr.L52-4']],
  ['L52-4: nobody says who pays', declaring({ payer: undefined }), ['unknown fr.L52-4']],
  ['L52-4: another payer', declaring({ payer: { ...declared, name: 'Camille Exemple' } }), ['refused fr.L52-4']],
  ['L52-8: a company pays', sponsor({ kind: 'company' }), ['refused fr.L52-8']],
  ['L52-8: a rebate', declaring({ rebate: { ...declared, percent: 10 } }), ['refused fr.L52-8-rebate']],
  ['L52-8: for nothing, whatever the rule', declaring({ rebate: { ...declared, percent: 100, publicRule: 'for all' } }), ['refused fr.L52-8-rebate']],
  ['L52-1 al. 2: a town hall pays', sponsor({ kind: 'publicBody' }), ['refused fr.L52-1-2']],
  ['Regulation 2024/900: no sponsor’s declaration', declaring({ sponsor: undefined }), ['unknown fr.RPP-7']],
  ['Regulation 2024/900: a sponsor from outside the Union', sponsor({ establishedIn: 'CH' }), ['refused fr.RPP-5']],
  ['Regulation 2024/900: a sponsor controlled from outside', sponsor({ controlledBy: 'Exemple AG', controllerEstablishedIn: 'US' }), ['refused fr.RPP-5']],
  ['Regulation 2024/900: no address of the notice', declaring({ noticeUrl: undefined }), ['unknown fr.RPP-12-address']],
  ['RGPD 28: no contract', declaring({ processorContract: undefined }), ['unknown fr.RGPD-28']],
  ['RGPD 35: no impact assessment', declaring({ impactAssessment: undefined }), ['unknown fr.RGPD-35']],
]

test('gates: each of them refuses what its text forbids, and only it', () => {
  for (const [name, facts, expected] of refusals) {
    assert.deepEqual(wrong(facts), expected, name)
    assert.equal(judgeLaunch(facts).launchable, false, name)
  }
})

test('gates: none is without a launch that it refuses', () => {
  const refused = new Set(
    refusals.flatMap(([, , rules]) => rules.map((rule) => rule.split(' ')[1])),
  )
  // By its own tests below: the hours before an eve.
  refused.add('fr.L48-2')
  assert.deepEqual(
    launchGates.map(({ id }) => id).filter((id) => !refused.has(id)),
    [],
  )
})

test('gates: a refusal says what was measured and what would pass, in both languages', () => {
  for (const [name, facts] of refusals) {
    for (const { is, measured, limit, reason, missing } of judgeLaunch(facts).gates) {
      if (is === 'passed') continue
      assert.ok(measured !== '' && limit !== '', name)
      assert.match(reason?.en ?? '', /^[A-Z].*[.)]$/s, name)
      assert.match(reason?.fr ?? '', /^[A-ZÀÉÊ].*[.)]$/s, name)
      assert.notEqual(reason?.en, reason?.fr, name)
      assert.equal(missing !== undefined, is === 'unknown', name)
    }
  }
})

const allowed: readonly (readonly [name: string, facts: LaunchFacts])[] = [
  ['a recorded voice announces nothing', { ...identityOf(identityText), voiceOrigin: 'recorded' }],
  [
    'a rebate that a public rule gives to all',
    declaring({ rebate: { ...declared, percent: 10, publicRule: '10 % from 100,000 calls' } }),
  ],
  [
    'no election concerns the campaign: a company may pay',
    { ...sponsor({ kind: 'company' }), election: null },
  ],
  [
    'a number at the normal tariff, said in words',
    saying('Appelez le zéro un, soixante-trois, zéro zéro, douze, trente-quatre.'),
  ],
  [
    'figures that are no telephone number',
    saying('Nous avons rouvert 3010 classes en 2026 et 116 crèches.'),
  ],
  [
    'the keys that work',
    saying('Pour réécouter, tapez deux. Pour ne plus être appelé, tapez neuf.'),
  ],
  ['where to vote is no opinion', saying('Pour savoir où voter, tapez 1. Comment ? En ligne.')],
  ['the right to vote is no question', saying('Dimanche, votez librement.')],
  [
    'a free number once the vote is settled',
    at('2027-05-03T10:00:00+02:00', declaring({ callbackNumber: '0800123456' })),
  ],
]

test('gates: what no text forbids passes', () => {
  for (const [name, facts] of allowed) {
    const changed = { ...facts }
    assert.deepEqual(wrong(changed), [], name)
  }
})

const versions: readonly VersionName[] = ['live', 'voicemail', 'callback']

test('CNIL: identity is fully spoken by 5 s, the objection by 12 s, to the millisecond in all three versions', () => {
  for (const version of versions) {
    const object = version === 'voicemail' ? voicemailObjection : objection
    for (const [endsAt, expected] of [
      [4999, []],
      [5000, []],
      // Said after 5 s, the announcement of the voice is late too.
      [5001, ['refused fr.CNIL-identity', 'refused fr.AIA-50-voice']],
    ] as const) {
      assert.deepEqual(
        wrong(hearing(version, [identity(endsAt), object(), source])),
        expected,
        version,
      )
    }
    for (const [endsAt, expected] of [
      [11_999, []],
      [12_000, []],
      [12_001, ['refused fr.CNIL-objection']],
    ] as const) {
      assert.deepEqual(
        wrong(hearing(version, [identity(), object(endsAt), source])),
        expected,
        version,
      )
    }
  }
})

test('CNIL: an identity in two segments is said when the second one is; a label at the end is none', () => {
  const [label, name] = [
    'Publicité politique, voix de synthèse :',
    'Camille Exemple, présidentielle.',
  ]
  const split = (endsAt: number) => [
    segment('identity', 2000, label),
    segment('identity', endsAt, name),
    objection(),
    source,
  ]
  assert.deepEqual(wrong(hearing('live', split(5000))), [])
  assert.deepEqual(wrong(hearing('live', split(5001))), ['refused fr.CNIL-identity'])
  const atTheEnd = [
    segment('identity', 3000, 'Camille Exemple.'),
    objection(),
    source,
    identity(40_000),
  ]
  assert.deepEqual(wrong(hearing('live', atTheEnd)), [
    'refused fr.RPP-11',
    'refused fr.AIA-50-voice',
  ])
})

test('CNIL: the objection said again at the end does no harm', () => {
  const again = [identity(), objection(), source, objection(40_000)]
  assert.deepEqual(wrong(hearing('live', again)), [])
})

/** 00:00 of Friday 16 April 2027 in Saint-Pierre-et-Miquelon: the first eve of those that vote. */
const firstEve = Date.UTC(2027, 3, 16, 2)

test('L48-2: the 72 hours begin to the millisecond, counted from the first eve of any territory', () => {
  // Wallis votes on the Sunday: its Saturday begins at 12:00 UTC on the Friday, after that of Miquelon.
  for (const [now, expected] of [
    [firstEve - hours(72) - 1, []],
    [firstEve - hours(72), ['refused fr.L48-2']],
    [firstEve - hours(72) + 1, ['refused fr.L48-2']],
    [firstEve - 1, ['refused fr.L48-2']],
  ] as const) {
    assert.deepEqual(wrong(with_({ now: epochMs(now) })), expected, new Date(now).toISOString())
  }
})

test('L48-2: what was used before them, or is attested by its hash, may go on', () => {
  const from = firstEve - hours(72)
  const late = epochMs(firstEve - hours(10))
  const used = (firstUsedAt: number, messageChangedAt = 0): LaunchFacts =>
    with_({
      now: late,
      firstUsedAt: epochMs(firstUsedAt),
      messageChangedAt: epochMs(messageChangedAt),
    })
  assert.deepEqual(wrong(used(from - 1)), [])
  assert.deepEqual(wrong(used(from)), ['refused fr.L48-2'])
  assert.deepEqual(wrong(used(from - 1, from)), ['refused fr.L48-2'])
  const attested = (messageHash: string): LaunchFacts => ({
    ...declaring({ reattestation: { ...declared, messageHash } }),
    now: late,
  })
  assert.deepEqual(wrong(attested('hash of the recording')), [])
  assert.deepEqual(wrong(attested('hash of another')), ['refused fr.L48-2'])
  const unknown = { ...without('messageChangedAt'), now: late }
  assert.deepEqual(wrong(unknown), ['unknown fr.L48-2'])
})

test('L48-2: between the rounds the eve of the second one counts', () => {
  const used = { firstUsedAt: epochMs(Date.UTC(2027, 3, 19, 8)) }
  assert.deepEqual(wrong(at('2027-04-29T12:00:00+02:00', used)), [])
  assert.deepEqual(wrong(at('2027-04-29T12:00:00+02:00')), ['refused fr.L48-2'])
})

test('L50-1: the six months begin on 1 October 2026 at 00:00 in Paris', () => {
  const free = declaring({ callbackNumber: '0800 12 34 56' })
  const from = Date.parse('2026-10-01T00:00:00+02:00')
  for (const [now, expected] of [
    [from - 1, []],
    [from, ['refused fr.L50-1']],
    [from + 1, ['refused fr.L50-1']],
  ] as const) {
    assert.deepEqual(wrong({ ...free, now: epochMs(now) }), expected)
  }
})

test('Regulation 2024/900: the three months begin on 17 January 2027, before the first to vote', () => {
  const foreign = sponsor({ establishedIn: 'US' })
  for (const [instant, expected] of [
    ['2027-01-16T23:59:59.999+01:00', []],
    ['2027-01-17T00:00:00+01:00', ['refused fr.RPP-5']],
    ['2027-01-17T00:00:00.001+01:00', ['refused fr.RPP-5']],
  ] as const) {
    assert.deepEqual(wrong({ ...foreign, now: epochMs(Date.parse(instant)) }), expected, instant)
  }
})

test('gates: a campaign is judged under the law of its day', () => {
  const rules = (instant: string) => judgeLaunch(at(instant)).gates.map(({ rule }) => rule)
  const added = (before: string, from: string) => {
    const known = new Set(rules(before))
    return rules(from).filter((rule) => !known.has(rule))
  }
  assert.deepEqual(added('2025-10-09T12:00:00Z', '2025-10-10T12:00:00Z'), [
    'fr.RPP-11',
    'fr.RPP-7',
    'fr.RPP-5',
    'fr.RPP-12-address',
  ])
  assert.deepEqual(added('2026-08-01T12:00:00Z', '2026-08-02T12:00:00Z'), ['fr.AIA-50-voice'])
  assert.deepEqual(added('2018-05-24T12:00:00Z', '2018-05-25T12:00:00Z'), [
    'fr.RGPD-13-14',
    'fr.RGPD-28',
    'fr.RGPD-35',
  ])
})

test('gates: in practice papers only warn, and what is heard still refuses', () => {
  const bare = { ...declaring({}), legalFile: {}, trunkKind: 'practice' as const }
  const verdict = judgeLaunch(bare)
  assert.equal(verdict.launchable, true)
  assert.deepEqual(wrong(bare), [
    'warned fr.MAN',
    'warned fr.L52-4',
    'warned fr.RPP-7',
    'warned fr.RPP-12-address',
    'warned fr.RGPD-28',
    'warned fr.RGPD-35',
  ])
  const late = {
    ...hearing('live', [identity(5001), objection(), source]),
    trunkKind: 'practice' as const,
  }
  assert.equal(judgeLaunch(late).launchable, false)
  assert.deepEqual(judgeLaunch({ ...bare, trunkKind: 'real' }).launchable, false)
})
