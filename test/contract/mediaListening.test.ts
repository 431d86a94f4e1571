/**
 * Who answered, as every media engine tells it, over real UDP on loopback: synthetic voices and beeps, nobody's. How
 * well people and machines are told apart is measured elsewhere (`npm run bench -- amd`); here that it is told at all,
 * once, in the right order, with instants of the engine's own clock.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { encodeALaw, encodeMuLaw } from '../../src/audio/g711.ts'
import type { AmdSettings } from '../../src/base/amd.ts'
import type { ClipId } from '../../src/base/ids.ts'
import { between, type Ms, ms } from '../../src/base/units.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import type { MediaEngine, MediaEvent, SrtpMedia } from '../../src/telephony/mediaEngine.ts'
import { syntheticSpeech } from '../../src/telephony/practice/syntheticSpeech.ts'
import {
  type AnyEngineOptions,
  anEngine,
  anyEngine,
  farEndOf,
  lacks,
  legNumber,
  mediaEngines,
  pause,
  remote,
  type TestEngine,
  until,
} from '../support/mediaEngines.ts'
import { rtpPeer } from '../support/rtpPeer.ts'

const firstPort = 19_200
const how: AmdSettings = { ...amdDefaults, decideWithinMs: ms(5000) }
/** A crowded machine reads its packets late; and the ear's pauses end a frame sooner or later. */
const about = ms(500)

const quiet = (lengthMs: number): Float32Array =>
  Float32Array.from({ length: lengthMs * 8 }, (_, i) => 0.0005 * Math.sin(i * i))
const beep = (hz: number, lengthMs: number): Float32Array =>
  Float32Array.from(
    { length: lengthMs * 8 },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * hz * i) / 8000),
  )
const speech = (voice: number, lengthMs: number): Float32Array =>
  syntheticSpeech({ voice, words: voice + 1 }, ms(lengthMs))

function clipOf(name: string, ...pieces: readonly Float32Array[]): Clip {
  const samples = Float32Array.from(pieces.flatMap((piece) => [...piece]))
  return { id: name as ClipId, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

const secondListening = /^machine ((human )?(machine|screening)|human|unknown)$/
/** Which of the two is the ear's affair. */
const unsureMeansHuman = /^(human|unknown)$/

/** "Allô ?", and then they wait. */
const person = clipOf('person', quiet(400), speech(7, 450), quiet(3000))
const greetingMs = 4500
const beepAtMs = 500 + greetingMs + 400
/** A mailbox, of a voice that is a machine to the ear with room to spare; then somebody picks up. */
const mailbox = clipOf(
  'mailbox',
  ...[quiet(500), speech(32, greetingMs), quiet(400), beep(1000, 300), quiet(1800)],
  ...[speech(9, 900), quiet(300)],
)

type Told = Extract<MediaEvent, { is: 'amd' | 'beep' | 'farQuiet' | 'farSpeaks' }>

const toldOf = ({ events }: Pick<TestEngine, 'events'>, leg: number): readonly Told[] =>
  events.flatMap((event) =>
    event.leg === leg &&
    (event.is === 'amd' ||
      event.is === 'beep' ||
      event.is === 'farQuiet' ||
      event.is === 'farSpeaks')
      ? [event]
      : [],
  )

/** `machine beep farQuiet farSpeaks` */
const wordsOf = (told: readonly Told[]): string =>
  told.map((event) => (event.is === 'amd' ? event.verdict.verdict : event.is)).join(' ')

interface Ends {
  readonly ours: TestEngine<MediaEngine>
  readonly theirs: TestEngine
  /** Connects leg `leg` of both. */
  connect(leg: number, srtp?: readonly [SrtpMedia, SrtpMedia]): Promise<void>
}

async function twoEnds(t: TestContext, options: AnyEngineOptions): Promise<Ends> {
  const ours = await anyEngine(t, options)
  const theirs = await anEngine(t, farEndOf(options, firstPort), [person, mailbox])
  return {
    ours,
    theirs,
    connect: async (leg, [toThem, toUs] = [] as never) => {
      const [ourPort, theirPort] = [await ours.open(leg), await theirs.open(leg)]
      ours.engine.setRemote(legNumber(leg), remote(theirPort, toThem && { srtp: toThem }))
      theirs.engine.setRemote(legNumber(leg), remote(ourPort, toUs && { srtp: toUs }))
      await Promise.all([ours.engine.health(), theirs.engine.health()])
    },
  }
}

const near = (measured: Ms, expected: number, what: string): void =>
  assert.ok(Math.abs(measured - expected) <= about, `${what}: ${measured} ms, not ${expected} ms`)

for (const options of mediaEngines(firstPort)) {
  const { backend } = options

  test(`media (${backend}): who answers, the beep, the pause and who speaks again are told after listen`, async (t) => {
    const { ours, theirs, connect } = await twoEnds(t, options)
    const [aPerson, aMailbox, unasked, again] = [1, 2, 3, 4]
    for (const leg of [aPerson, aMailbox, unasked, again]) await connect(leg)
    for (const leg of [aPerson, aMailbox, again]) ours.engine.listen?.(legNumber(leg), how)
    theirs.engine.play(legNumber(aPerson), person.id)
    for (const leg of [aMailbox, unasked, again]) theirs.engine.play(legNumber(leg), mailbox.id)
    if (lacks(ours.engine, 'listen')) {
      assert.equal(ours.engine.listen, undefined)
      await pause(3000)
      assert.deepEqual(toldOf(ours, aPerson), [])
      return
    }
    const { at: began } = await theirs.expect('firstAudio', aMailbox)
    const { verdict } = await ours.expect('amd', again)
    assert.equal(verdict.verdict, 'machine')
    ours.engine.listen?.(legNumber(again), how)

    const toPerson = await ours.expect('amd', aPerson, 10_000)
    assert.match(toPerson.verdict.verdict, unsureMeansHuman)
    assert.ok(toPerson.verdict.atMs <= how.decideWithinMs)
    await ours.expect('farSpeaks', aMailbox, 12_000)
    assert.equal(wordsOf(toldOf(ours, aMailbox)), 'machine beep farQuiet farSpeaks')
    const heardBeep = await ours.expect('beep', aMailbox)
    near(between(began, heardBeep.startedAt), beepAtMs, 'the beep begins')
    assert.ok(heardBeep.at > heardBeep.startedAt && Math.abs(heardBeep.hz - 1000) <= 10)
    const fellQuiet = await ours.expect('farQuiet', aMailbox)
    near(between(began, fellQuiet.since), beepAtMs + 300, 'quiet since')
    near(between(fellQuiet.since, fellQuiet.at), how.quietAfterMs, 'quiet after')
    const speaks = await ours.expect('farSpeaks', aMailbox)
    near(between(began, speaks.since), beepAtMs + 300 + 1800, 'speaks since')
    assert.deepEqual(toldOf(ours, unasked), [], 'nothing without listen')
    const verdictsOf = (leg: number): number =>
      toldOf(ours, leg).filter(({ is }) => is === 'amd').length
    await until(() => verdictsOf(again) >= 2, 'a second verdict after the second listen')
    // The second listening begins in the middle of the greeting: what it tells may be corrected, once.
    assert.match(wordsOf(toldOf(ours, again).filter(({ is }) => is === 'amd')), secondListening)
    assert.deepEqual([verdictsOf(aPerson), verdictsOf(aMailbox)], [1, 1], 'once')
  })

  if (backend === 'rtpengine') continue

  test(`media (${backend}): SRTP, packets of 30 ms with one in twelve lost, and a far end that falls silent`, async (t) => {
    const { ours, theirs, connect } = await twoEnds(t, options)
    const suite = 'AES_CM_128_HMAC_SHA1_80'
    const [ourKey, theirKey] = [randomBytes(30), randomBytes(30)]
    await connect(1, [
      { suite, ourKey, theirKey },
      { suite, ourKey: theirKey, theirKey: ourKey },
    ])
    ours.engine.listen?.(legNumber(1), how)
    theirs.engine.play(legNumber(1), person.id)
    const lossy = await rtpPeer()
    const silent = await rtpPeer()
    t.after(lossy.close)
    t.after(silent.close)
    const [toLossy, toSilent] = [await ours.open(2), await ours.open(3)]
    ours.engine.setRemote(legNumber(2), remote(lossy.port))
    ours.engine.setRemote(legNumber(3), remote(silent.port))
    ours.engine.listen?.(legNumber(2), how)
    ours.engine.listen?.(legNumber(3), how)
    const startedAt = performance.now()
    const bytes = mailbox.pcma
    // To the third leg only the greeting, without a packet of silence behind it.
    const untilSilence = (500 + greetingMs) * 8
    for (let n = 0; n * 240 < bytes.length; n += 1) {
      const packet = {
        sequence: n,
        timestamp: n * 240,
        payload: bytes.slice(n * 240, n * 240 + 240),
      }
      if (n % 12 !== 11) lossy.send(toLossy, packet)
      if ((n + 1) * 240 <= untilSilence) silent.send(toSilent, packet)
      const ahead = startedAt + (n + 1) * 30 - performance.now()
      if (ahead > 1) await pause(ahead)
    }
    assert.match((await ours.expect('amd', 1)).verdict.verdict, unsureMeansHuman)
    await until(() => wordsOf(toldOf(ours, 2)) === 'machine beep farQuiet farSpeaks', 'all of it')
    await until(() => wordsOf(toldOf(ours, 3)) === 'machine farQuiet', 'quiet without packets')
    const { at, since } = await ours.expect('farQuiet', 3)
    near(between(since, at), how.quietAfterMs, 'quiet after')
    ours.engine.closeLeg(legNumber(2))
    await ours.expect('closed', 2)
    ours.engine.listen?.(legNumber(2), how)
    ours.engine.listen?.(legNumber(77), how)
    await ours.engine.health()
  })
}
