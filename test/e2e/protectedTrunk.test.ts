/** A trunk that demands SRTP: the whole call through telephony and the practice carrier, its keys in the SDP. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { practiceClock } from '../../src/base/clock.ts'
import { seconds } from '../../src/base/units.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import { trunkProfileSchema } from '../../src/call/trunkProfile.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { quickMix } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'
import { contractPlan, noiseFor } from '../support/contractWorlds.ts'
import { practiceCalls } from '../support/practiceCalls.ts'
import { fictionNumbers } from '../support/virtualCalls.ts'

for (const keys of ['events', 'inBand', 'both'] as const) {
  test(`a trunk with SRTP and keys as ${keys}: people hear, press 9 once, and the sound is rated`, async () => {
    const carrier = await startPracticeCarrier({
      seed: 2,
      mix: { ...quickMix, weights: { objectsAtGate: 1 } },
    })
    const clock = practiceClock(tuesdayTen)
    const media = await openMediaEngine({ portRange: { from: 19_200, to: 19_599 } })
    const profile = trunkProfileSchema.parse({ media: { protection: 'sdes', keys } })
    const trunks = [{ ...practiceTrunk, host: '127.0.0.1', port: carrier.port, profile }]
    const telephony = await openTelephony({ trunks, media, clock, version: 'test' })
    const events: CallEvent[] = []
    telephony.onEvent((event) => events.push(event))
    try {
      for (const part of Object.values(contractPlan.parts)) {
        await telephony.loadClip(noiseFor(part))
      }
      const calls = practiceCalls(telephony, clock, { ...contractPlan, ringTimeoutMs: seconds(2) })
      for (const number of fictionNumbers(4)) calls.call(number)
      while (calls.up() > 0) {
        calls.wake()
        await wait(5)
      }
      assert.deepEqual(
        calls.lived().map(({ outcome }) => outcome),
        Array(4).fill('objected'),
      )
      for (const ended of events.filter((event) => event.is === 'ended')) {
        const pressed = events.filter(
          (event) => event.is === 'key' && event.attempt === ended.attempt,
        )
        assert.equal(pressed.length, 1, 'one press is one key')
        assert.ok(ended.rtp.received > 10, `${ended.rtp.received} packets were opened`)
        assert.ok((ended.rtp.mos ?? 0) > 1, `MOS ${ended.rtp.mos}`)
      }
    } finally {
      await telephony.close()
      await carrier.close()
    }
  })
}
