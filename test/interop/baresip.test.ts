/** Calls to baresip, a phone of others that decodes: the recording is found in what it recorded. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { encodeALaw, encodeMuLaw } from '../../src/audio/g711.ts'
import type { ClipId } from '../../src/base/ids.ts'
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import { inSequence, tone } from '../support/sounds.ts'
import { type ToneStretch, toneTrack } from '../support/toneTrack.ts'
import { type BaresipOptions, startBaresip } from './support/baresip.ts'
import { callTo } from './support/call.ts'

/** Each fits whole periods into a window of 10 ms, so that no tone is heard in another. */
const tones = [700, 1000, 1400, 2000]
const toneMs = 500
const { samples } = inSequence(...tones.map((hz) => tone({ hz, seconds: toneMs / 1000 })))
const scale: Clip = {
  id: 'four tones' as ClipId,
  pcma: encodeALaw(samples),
  pcmu: encodeMuLaw(samples),
}

/** A packet is 20 ms: one that is missing is a hole, two in a row are heard. */
const gapMsMax = 40

const worstGap = (stretches: readonly ToneStretch[]): number =>
  stretches.reduce((worst, { fromMs, gapMs }, i) => {
    const before = stretches[i - 1]
    return Math.max(worst, gapMs, before ? fromMs - before.toMs : 0)
  }, 0)

async function listensToTheEnd(t: TestContext, options: BaresipOptions): Promise<void> {
  const phone = await startBaresip(t, options)
  const result = await callTo(options.port, { message: scale })
  const { decoded, played } = await phone.recorded()
  assert.equal(result.outcome, 'heardToEnd')
  const track = toneTrack(decoded, tones)
  const late = toneTrack(played, tones)
  t.diagnostic(
    `${options.codec}: worst gap ${worstGap(track)} ms decoded, ${worstGap(late)} ms played`,
  )
  assert.deepEqual(
    track.map(({ hz }) => hz),
    tones,
  )
  assert.ok(worstGap(track) < gapMsMax, `a gap of ${worstGap(track)} ms`)
  for (const { hz, fromMs, toMs } of track) {
    assert.ok(Math.abs(toMs - fromMs - toneMs) <= 20, `${hz} Hz from ${fromMs} to ${toMs} ms`)
  }
  assert.deepEqual(
    late.map(({ hz }) => hz),
    tones,
  )
  assert.ok(worstGap(late) < gapMsMax, `a gap of ${worstGap(late)} ms as it was played`)
  // It sends back what it hears: both directions carry sound.
  assert.ok(result.rtp.received >= 80, `received ${result.rtp.received}`)
  assert.equal(result.rtp.lost, 0)
}

test('baresip decodes PCMA: every tone in its recording, in order, at its length, without gaps', (t) =>
  listensToTheEnd(t, { port: 15_850, codec: 'PCMA' }))

test('baresip decodes PCMU: every tone in its recording, in order, at its length, without gaps', (t) =>
  listensToTheEnd(t, { port: 15_890, codec: 'PCMU' }))

test('baresip hangs up in the middle: its BYE ends the call, and it heard the first half', async (t) => {
  const phone = await startBaresip(t, { port: 15_930, codec: 'PCMA' })
  const call = callTo(15_930, { message: scale })
  await phone.hears()
  await pause(700)
  await phone.hangUp()
  const result = await call
  const { decoded } = await phone.recorded()
  assert.equal(result.outcome, 'heardPart')
  const heard = toneTrack(decoded, tones)
  assert.equal(heard[0]?.hz, tones[0])
  assert.ok(heard.length < tones.length, `heard ${heard.length} tones`)
  assert.ok(worstGap(heard) < gapMsMax, `a gap of ${worstGap(heard)} ms`)
})
