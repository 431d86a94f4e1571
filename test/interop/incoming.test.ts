/** SIPp and baresip ring us, over real SIP and RTP: the offer is theirs or ours, they press keys, hold, and hear. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { z } from 'zod'
import { encodeALaw, encodeMuLaw } from '../../src/audio/g711.ts'
import { realClock } from '../../src/base/clock.ts'
import type { AttemptId, ClipId } from '../../src/base/ids.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import type { trunkProfileSchema } from '../../src/call/trunkProfile.ts'
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { toneClip, until } from '../support/mediaEngines.ts'
import { inSequence, tone } from '../support/sounds.ts'
import { toneTrack } from '../support/toneTrack.ts'
import { startBaresip } from './support/baresip.ts'
import { trunkAt } from './support/call.ts'
import { keyPressFile } from './support/pcap.ts'
import {
  answeredBy200,
  callersRequest,
  ok,
  receive,
  receiveReply,
  ring,
  sdpOf,
  startCaller,
  useWanted,
  wait,
  wants,
} from './support/sipp.ts'

const clip = toneClip('what callers hear', { ms: 500, fromHz: 400, toHz: 1200 })

/** Each fits whole periods into a window of 10 ms, so that no tone is heard in another. */
const tones = [700, 1000, 1400, 2000]

interface LineOptions {
  readonly port: number
  readonly theirPort: number
  readonly profile?: z.input<typeof trunkProfileSchema>
  /** Hang up once the clip is over; else the caller does. */
  readonly weHangUp?: boolean
  readonly said?: Clip
}

/** Answers who rings, plays them a clip. */
async function answeringLine(
  context: TestContext,
  { port, theirPort, profile = {}, weHangUp = false, said = clip }: LineOptions,
): Promise<{ readonly events: readonly CallEvent[]; words(): string }> {
  const portRange = { from: 24_000 + (port % 100) * 2, to: 24_100 + (port % 100) * 2 }
  const media = await openMediaEngine({ portRange, raisePriority: false })
  const telephony = await openTelephony({
    ...{ trunks: [trunkAt(theirPort, profile)], media, clock: realClock, version: 'test', port },
    newAttemptId: () => randomUUID() as string as AttemptId,
  })
  context.after(() => telephony.close())
  await telephony.loadClip(said)
  const events: CallEvent[] = []
  telephony.onIncoming(({ attempt }) => telephony.accept(attempt))
  telephony.onEvent((event) => {
    events.push(event)
    if (event.is === 'answered') telephony.play(event.attempt, said.id)
    // A phone plays what it received a tenth of a second ago.
    if (event.is === 'playEnded' && weHangUp) setTimeout(() => telephony.hangUp(event.attempt), 200)
  })
  const words = (): string =>
    events
      .map((event) => {
        if (event.is === 'key') return `key:${event.key}`
        return event.is === 'ended' ? `ended:${event.by}` : event.is
      })
      .join(' ')
  return { events, words }
}

const ended = (line: { readonly events: readonly CallEvent[] }, calls = 1): Promise<void> =>
  until(() => line.events.filter(({ is }) => is === 'ended').length === calls, 'the end', 20_000)

test('SIPp rings, presses 1 and 9 while it hears the message, and hangs up', async (context) => {
  const line = await answeringLine(context, { port: 15_000, theirPort: 16_300 })
  const caller = startCaller({
    ...{ port: 16_300, to: 15_000, files: { 'keys.pcap': keyPressFile(['1', '9']) } },
    steps: [
      ring(),
      ...answeredBy200(wants('Content-Type', 'application/sdp', 'answered')),
      callersRequest('ACK', 1),
      '<nop><action><exec play_pcap_audio="keys.pcap"/></action></nop>',
      wait(1200),
      callersRequest('BYE', 2),
      receiveReply(200),
      useWanted('answered'),
    ],
  })
  await caller.done
  await ended(line)
  const keysApart = line.words().replaceAll(/ key:\d/g, '')
  assert.equal(keysApart, 'answered firstAudio playEnded ended:callee')
  assert.deepEqual(line.words().match(/key:\d/g), ['key:1', 'key:9'])
})

test('SIPp offers nothing in its INVITE: our offer is in the 200, its answer in the ACK; we hang up', async (context) => {
  const line = await answeringLine(context, { port: 15_004, theirPort: 16_304, weHangUp: true })
  const caller = startCaller({
    ...{ port: 16_304, to: 15_004 },
    steps: [
      ring({ sdp: '' }),
      ...answeredBy200(wants('Content-Type', 'application/sdp', 'offered')),
      callersRequest('ACK', 1, sdpOf()),
      receive('BYE'),
      ok(),
      useWanted('offered'),
    ],
  })
  await caller.done
  await ended(line)
  assert.equal(line.words(), 'answered firstAudio playEnded ended:us')
})

test('SIPp holds and resumes, and refreshes its session by UPDATE, as RFC 3264 and RFC 4028 have it', async (context) => {
  const line = await answeringLine(context, { port: 15_008, theirPort: 16_308 })
  const timers = ['Supported: timer', 'Session-Expires: 600;refresher=uac']
  const caller = startCaller({
    ...{ port: 16_308, to: 15_008 },
    steps: [
      ring({ headers: timers }),
      ...answeredBy200(wants('Session-Expires', '600;refresher=uac', 'session')),
      callersRequest('ACK', 1),
      callersRequest('INVITE', 2, sdpOf('sendonly', 2)),
      receiveReply(200, wants('Content-Type', 'application/sdp', 'held')),
      callersRequest('ACK', 2),
      wait(200),
      callersRequest('INVITE', 3, sdpOf('sendrecv', 3)),
      receiveReply(200),
      callersRequest('ACK', 3),
      callersRequest('UPDATE', 4),
      receiveReply(200),
      // Held at once, it may have heard nothing before: now it does.
      wait(200),
      callersRequest('BYE', 5),
      receiveReply(200),
      useWanted('session', 'held'),
    ],
  })
  await caller.done
  await ended(line)
  assert.match(line.words(), /^answered firstAudio .*ended:callee$/)
})

test('SIPp rings with a codec we have not: 488 with a Warning', async (context) => {
  const line = await answeringLine(context, { port: 15_012, theirPort: 16_312 })
  const caller = startCaller({
    ...{ port: 16_312, to: 15_012 },
    steps: [
      ring({ sdp: sdpOf().replace('RTP/AVP 8 101', 'RTP/AVP 18') }),
      receiveReply(488, wants('Warning', '399 portevoix', 'why')),
      callersRequest('ACK', 1),
      useWanted('why'),
    ],
  })
  await caller.done
  assert.equal(line.words(), '')
})

test('SIPp rings with its own scenario (-sn uac), 20 calls a second for two seconds: each is heard and over', async (context) => {
  const line = await answeringLine(context, { port: 15_016, theirPort: 16_316 })
  const caller = startCaller({ port: 16_316, to: 15_016, calls: 40, callsPerSecond: 20 })
  await caller.done
  await ended(line, 40)
  const ends = line.events.flatMap((event) => (event.is === 'ended' ? [event.by] : []))
  assert.deepEqual(new Set(ends), new Set(['callee']))
})

test('SIPp over TCP: the call is the same', async (context) => {
  const profile = { network: { transport: 'tcp' as const } }
  const line = await answeringLine(context, {
    ...{ port: 15_020, theirPort: 16_320, profile, weHangUp: true },
  })
  const caller = startCaller({
    ...{ port: 16_320, to: 15_020, transport: 'tcp' as const },
    steps: [ring(), ...answeredBy200(), callersRequest('ACK', 1), receive('BYE'), ok()],
  })
  await caller.done
  await ended(line)
  assert.equal(line.words(), 'answered firstAudio playEnded ended:us')
})

for (const codec of ['PCMA', 'PCMU'] as const) {
  test(`baresip rings with ${codec}, decodes every tone of the message at its length, and is hung up`, async (context) => {
    const [port, theirPort] = codec === 'PCMA' ? [15_032, 16_340] : [15_036, 16_380]
    const { samples } = inSequence(...tones.map((hz) => tone({ hz, seconds: 0.5 })))
    const scale = { pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
    const said = { ...scale, id: 'four tones' as ClipId }
    const line = await answeringLine(context, { port, theirPort, said, weHangUp: true })
    const phone = await startBaresip(context, { port: theirPort, codec })
    await phone.dial(`sip:+33163001234@127.0.0.1:${port}`)
    await ended(line)
    assert.equal(line.words(), 'answered firstAudio playEnded ended:us')
    const { decoded } = await phone.recorded()
    const track = toneTrack(decoded, tones)
    assert.deepEqual(
      track.map(({ hz }) => hz),
      tones,
    )
    for (const [index, { hz, fromMs, toMs }] of track.entries()) {
      // It opens its ear once its ACK has left, which our first packets follow at once.
      const missingMax = index === 0 ? 80 : 20
      assert.ok(
        Math.abs(toMs - fromMs - 500) <= missingMax,
        `${hz} Hz from ${fromMs} to ${toMs} ms`,
      )
    }
  })
}
