/** Takes: repairs and their segments, proposals, problems, and how a take becomes parts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inSequence, silence, tone } from '../../../test/support/sounds.ts'
import { analyse } from '../../audio/analysis.ts'
import { durationOf, type Sound } from '../../audio/sound.ts'
import { ms } from '../../base/units.ts'
import { recordedOf } from './recordedOf.ts'
import { sampleTake, shippedSounds } from './shippedSounds.ts'
import type { DraftRole, DraftSegment, Take } from './take.ts'
import { repaired, snapped, withSegmentReplaced } from './takeEdits.ts'
import { partsOf } from './takeParts.ts'
import { problemsOf } from './takeProblems.ts'
import { proposedSegments } from './takeProposal.ts'
import { placedSegments } from './takeSegments.ts'
import { usualScript } from './usualScript.ts'

/** Each word a tone of its own, so that an ear can tell what stands where. */
const roles = ['identity', 'content', 'objection'] as const
const hz = { identity: 300, content: 500, objection: 700 } as const
const wordS = 2
const pauseS = 0.6

/** Identity, content, objection: two seconds each, pauses of 0.6 s between them. */
function aTake(lead = 0): Take {
  const words = roles.map((role) => tone({ hz: hz[role], seconds: wordS }))
  const [one, two, three] = words as [Sound, Sound, Sound]
  const sound = inSequence(silence(lead), one, silence(pauseS), two, silence(pauseS), three)
  const segments = roles.map((role, place): DraftSegment => {
    const from = Math.round((lead + place * (wordS + pauseS)) * 1000)
    return { role, text: wordsFor(role), startsAtMs: ms(from), endsAtMs: ms(from + wordS * 1000) }
  })
  return { sound, segments }
}

const wordsFor = (role: DraftRole): string => `Ce qui est dit dans ${role}, ici.`

/** How many times a second the sound crosses zero, halved: which word is heard there. */
function heardAt({ samples, rateHz }: Sound, fromMs: number, toMs: number): number {
  const stretch = samples.slice((fromMs * rateHz) / 1000, (toMs * rateHz) / 1000)
  const crossings = stretch.filter(
    (sample, i) => i > 0 && sample >= 0 !== (stretch[i - 1] ?? 0) >= 0,
  )
  return Math.round((crossings.length * 500) / (toMs - fromMs))
}

/** What every segment says it holds is heard there. */
function assertTrue({ sound, segments }: Take): void {
  for (const { role, startsAtMs, endsAtMs } of segments) {
    const heard = heardAt(sound, startsAtMs + 20, endsAtMs - 20)
    assert.ok(
      Math.abs(heard - hz[role as keyof typeof hz]) < 15,
      `${role} at ${startsAtMs}: ${heard} Hz`,
    )
  }
}

test('take: after any repair each segment still holds the words it says it holds', () => {
  const repairs = fc.oneof(
    fc.constant({ is: 'cutEnds' } as const),
    fc.constant({ is: 'setLoudness' } as const),
    fc.constant({ is: 'snapSegments' } as const),
    fc
      .integer({ min: 0, max: 7200 })
      .map((at) => ({ is: 'cutPausesBefore', beforeMs: ms(at) }) as const),
    fc
      .tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }))
      .map(([from, before]) => ({ is: 'moveSegment', from, before }) as const),
  )
  fc.assert(
    fc.property(fc.array(repairs, { minLength: 1, maxLength: 4 }), (asked) => {
      const mended = asked.reduce(repaired, aTake(0.8))
      assertTrue(mended)
      assert.ok(mended.segments.every(({ endsAtMs }) => endsAtMs <= durationOf(mended.sound) + 1))
    }),
    { numRuns: 60 },
  )
})

test('take: cutting the ends leaves 30 ms before the first word', () => {
  const mended = repaired(aTake(1.5), { is: 'cutEnds' })
  assert.equal(mended.segments[0]?.startsAtMs, 30)
  assert.equal(Math.round(durationOf(mended.sound)), 30 + 7200)
})

test('take: shortened pauses leave 0.2 s each, and only those that end before the instant', () => {
  const take = aTake()
  const both = repaired(take, { is: 'cutPausesBefore', beforeMs: ms(7200) })
  assert.equal(durationOf(take.sound) - durationOf(both.sound), 800)
  const first = repaired(take, { is: 'cutPausesBefore', beforeMs: ms(2600) })
  assert.equal(durationOf(take.sound) - durationOf(first.sound), 400)
  assert.deepEqual(repaired(take, { is: 'cutPausesBefore', beforeMs: ms(2599) }), take)
})

test('take: the objection is moved before the content, and what follows starts later', () => {
  const mended = repaired(aTake(), { is: 'moveSegment', from: 2, before: 1 })
  assert.deepEqual(
    mended.segments.map(({ role, startsAtMs }) => [role, startsAtMs]),
    [
      ['identity', 0],
      ['objection', 2600],
      ['content', 4800],
    ],
  )
})

test('take: a segment recorded anew moves what follows by the difference', () => {
  const mended = withSegmentReplaced(aTake(), 1, tone({ hz: hz.content, seconds: 3 }))
  assert.deepEqual(
    mended.segments.map(({ startsAtMs, endsAtMs }) => [startsAtMs, endsAtMs]),
    [
      [0, 2000],
      [2600, 5600],
      [6200, 8200],
    ],
  )
  assertTrue(mended)
})

test('take: limits that stand in words are put into the pauses, each into one of its own', () => {
  const { sound, segments } = aTake()
  const wrong = segments.map((segment, place) => ({
    ...segment,
    startsAtMs: ms(place * 1000),
    endsAtMs: ms((place + 1) * 1000),
  }))
  assert.deepEqual(
    snapped({ sound, segments: wrong }).map(({ startsAtMs, endsAtMs }) => [startsAtMs, endsAtMs]),
    [
      [0, 2000],
      [2600, 4600],
      [5200, 7200],
    ],
  )
})

test('take: a limit is put into a pause 150 ms away and left where it is at 151 ms', () => {
  const { sound, segments } = aTake()
  const endOfFirst = (endsAtMs: number) =>
    placedSegments({
      sound,
      segments: segments.map((each, place) =>
        place === 0 ? { ...each, endsAtMs: ms(endsAtMs) } : each,
      ),
    })[0]?.endsAtMs
  assert.equal(endOfFirst(1850), 2000)
  assert.equal(endOfFirst(1849), 1849)
})

test('take: segments out of order, too short or after the end are refused in one sentence', () => {
  const { sound, segments } = aTake()
  const [first] = segments as [DraftSegment]
  const tried = (change: Partial<DraftSegment>) => () =>
    placedSegments({ sound, segments: [{ ...first, ...change }] })
  assert.throws(tried({ endsAtMs: ms(7201) }), /ends after the recording/)
  assert.throws(tried({ endsAtMs: ms(99) }), /shorter than 0\.1 s/)
  assert.doesNotThrow(tried({ endsAtMs: ms(100) }))
  assert.throws(() => placedSegments({ sound, segments: [first, first] }), /overlaps/)
})

test('take: the segments of a shipped recording are found from its words and its pauses', async () => {
  const { sound, segments } = await sampleTake('call')
  const proposed = proposedSegments(sound, segments)
  proposed.forEach(({ role, endsAtMs }, place) => {
    const known = segments[place]
    assert.equal(role, known?.role)
    assert.ok(Math.abs(endsAtMs - (known?.endsAtMs ?? 0)) < 200, `${role} ends at ${endsAtMs}`)
  })
})

test('take: a recording without any pause still gets a segment a line, in order', () => {
  const proposed = proposedSegments(tone({ hz: 300, seconds: 6 }), [])
  assert.deepEqual(
    proposed.map(({ role }) => role),
    ['identity', 'objection', 'content'],
  )
  assert.ok(proposed.every(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs))
})

test('take: what is wrong is told with what would pass and how to mend it', () => {
  const { sound, segments } = aTake(0.8)
  const about = { analysis: analyse(sound), clippedRuns: 2 }
  const problems = problemsOf('call', { sound, segments: segments.slice(0, 2) }, about)
  const told = problems.map(({ id, level, repairs }) => [
    id,
    level,
    repairs.map((r) => r.repair.is),
  ])
  assert.deepEqual(told, [
    ['clipped', 'warns', []],
    ['loudness', 'blocks', ['setLoudness']],
    ['leadingSilence', 'warns', ['cutEnds']],
    ['undeclared/5400', 'blocks', ['snapSegments']],
  ])
  const none = problemsOf('call', { sound, segments: [] }, about).find(
    ({ id }) => id === 'noSegments',
  )
  assert.match(none?.say.fr ?? '', /marquez au moins un segment/)
})

test('take: pauses of 1.5 s are none, one of 1.51 s is told and cut', () => {
  const word = tone({ hz: 300, seconds: 1 })
  const told = (pause: number) => {
    const sound = inSequence(word, silence(pause), word)
    return problemsOf(
      'voicemail',
      { sound, segments: [] },
      { analysis: analyse(sound), clippedRuns: 0 },
    )
      .filter(({ id }) => id.startsWith('pause/'))
      .flatMap(({ repairs }) => repairs.map(({ repair }) => repair.is))
  }
  assert.deepEqual(told(1.5), [])
  assert.deepEqual(told(1.51), ['cutPause'])
})

test('take: the gate ends with what everybody must hear, the goodbye is what closes', async () => {
  const { sound, segments } = await sampleTake('call')
  const { gate, content, closing, lacksInvitation } = partsOf({ sound, segments })
  assert.deepEqual(
    [gate, content, closing].map((part) => part?.segments.map(({ role }) => role).join(' ')),
    ['identity content objection content', 'content content content', 'closing source'],
  )
  assert.equal(lacksInvitation, false)
  const without = segments.filter(({ role }) => role !== 'invitation' && role !== 'closing')
  assert.equal(partsOf({ sound, segments: without }).lacksInvitation, true)
  assert.equal(partsOf({ sound, segments: without }).closing, null)
})

test('take: one recording is enough; the sounds it lacks are shipped ones', async () => {
  const call = repaired(aTake(), { is: 'moveSegment', from: 2, before: 1 })
  const made = recordedOf({ call }, await shippedSounds())
  const { gate, closing, objectionConfirmed } = made?.recorded.parts ?? assert.fail('nothing made')
  assert.match(gate.segments?.at(-1)?.text ?? '', /tapez un/)
  assert.match(closing.segments?.[0]?.text ?? '', /Merci de votre écoute/)
  assert.match(objectionConfirmed.segments?.[0]?.text ?? '', /C'est noté/)
  assert.equal(recordedOf({}, await shippedSounds()), null)
})

test('script: what may be read names who calls, for which election, and the keys of the menu', () => {
  const lines = usualScript({
    controller: 'Camille Exemple',
    sponsor: 'Parti Exemple',
    election: { name: 'Présidentielle', kind: 'presidential', rounds: [], status: 'announced' },
    listenKey: '1',
    objectionKey: '9',
    noticeUrl: 'https://www.exemple.fr/droits/',
  })
  const text = lines.map((line) => line.text).join(' ')
  assert.match(text, /^Publicité politique\u202f: message de Camille Exemple, pour Parti Exemple, /)
  assert.match(text, /l’élection présidentielle\. .*tapez 9, .*tapez 1\. .* exemple\.fr\/droits\.$/)
})
