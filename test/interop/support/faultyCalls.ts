/** Calls to the practice carrier's people over a bad link: real SIP, real RTP, one telephony a link. */
import type { TestContext } from 'node:test'
import { practiceClock } from '../../../src/base/clock.ts'
import { type E164, type Ms, ms, seconds } from '../../../src/base/units.ts'
import { openMediaEngine } from '../../../src/telephony/media.ts'
import {
  type PracticeCarrier,
  startPracticeCarrier,
} from '../../../src/telephony/practice/carrier.ts'
import type { PersonRecord } from '../../../src/telephony/practice/personCall.ts'
import { behaviourOf, type Mix, quickMix } from '../../../src/telephony/practice/population.ts'
import { openTelephony, type SipTelephony } from '../../../src/telephony/telephony.ts'
import { aPart, practiceTrunk, tuesdayTen } from '../../support/aCampaign.ts'
import { contractPlan, noiseFor } from '../../support/contractWorlds.ts'
import { until } from '../../support/mediaEngines.ts'
import { type CallsPlan, type PracticeCalls, practiceCalls } from '../../support/practiceCalls.ts'
import { fictionNumbers } from '../../support/virtualCalls.ts'
import type { Faults } from './faults.ts'
import { type FaultyLink, openFaultyLink } from './faultyLink.ts'

export const seed = 11

export const people = ['listens', 'hangsUpMidMessage', 'ringsOut'] as const
export type Kind = (typeof people)[number]

const mix: Mix = { ...quickMix, weights: { listens: 1, hangsUpMidMessage: 1, ringsOut: 1 } }

/** Patient enough for 0.5 s of round trip and for what is sent again; 10 s of cut fit into the long one. */
const lasting = (contentMs: number): CallsPlan => ({
  ...contractPlan,
  parts: { ...contractPlan.parts, content: aPart('content', contentMs) },
  menu: { ...contractPlan.menu, gateTimeoutMs: seconds(8) },
  ringTimeoutMs: seconds(6),
})
export const plan = lasting(4000)
export const longPlan = lasting(13_000)

/** One carrier for one plan; it closes with the test. */
export async function aCarrier(t: TestContext, { parts }: CallsPlan): Promise<PracticeCarrier> {
  const carrier = await startPracticeCarrier({
    ...{ seed, mix, parts: Object.values(parts), clips: Object.values(parts).map(noiseFor) },
  })
  t.after(() => carrier.close())
  return carrier
}

/** The place-th group of so many people who behave so: nobody is in two groups. */
export function numbersOf(kind: Kind, count: number, place: number): readonly E164[] {
  const all = fictionNumbers(10_000).filter((number) => behaviourOf(seed, number, 0, mix) === kind)
  return all.slice(place * count, (place + 1) * count)
}

export interface LinkedWorld {
  readonly link: FaultyLink
  readonly calls: PracticeCalls
  readonly telephony: SipTelephony
  /** Lives until every call has ended here, and its phone has put down there. */
  finished(within: Ms): Promise<readonly PersonRecord[]>
  /** Lives until no transaction is left (timers D, J, K, M of RFC 3261 and RFC 6026). */
  forgotten(): Promise<void>
}

export interface LinkedOptions {
  readonly carrier: PracticeCarrier
  readonly faults: Faults
  readonly plan: CallsPlan
  /** Of RFC 3261; transactions live 64 of it. */
  readonly t1: Ms
}

let worlds = 0

export async function linkedWorld(
  t: TestContext,
  { carrier, faults, plan: callsPlan, t1 }: LinkedOptions,
): Promise<LinkedWorld> {
  const link = await openFaultyLink({ carrierPort: carrier.port, faults, seed })
  t.after(() => link.close())
  const media = await openMediaEngine({
    ...{ portRange: { from: 21_000, to: 22_999 }, raisePriority: false },
  })
  const clock = practiceClock(tuesdayTen)
  const trunk = { ...practiceTrunk, host: '127.0.0.1', port: link.port, callsPerSecond: 500 }
  const timers = { t1, t2: ms(8 * t1), t4: ms(1000) }
  const telephony = await openTelephony({ trunks: [trunk], media, clock, version: 'test', timers })
  t.after(() => telephony.close())
  for (const part of Object.values(callsPlan.parts)) await telephony.loadClip(noiseFor(part))
  const firstAttempt = 1000 * worlds
  worlds += 1
  const calls = practiceCalls(telephony, clock, { ...callsPlan, firstAttempt })
  const called = () => new Set(calls.lived().map(({ number }) => number))
  const waking = setInterval(() => calls.wake(), 5)
  t.after(() => clearInterval(waking))
  const ownRecords = async (): Promise<readonly PersonRecord[]> => {
    const ours = called()
    return (await carrier.records()).filter(({ number }) => ours.has(number))
  }
  return {
    ...{ link, calls, telephony },
    async finished(within) {
      await until(() => calls.up() === 0, 'the calls to end', within)
      const end = performance.now() + within
      for (;;) {
        const records = await ownRecords()
        const isOver = records.every(({ endedAt }) => endedAt !== undefined)
        if (isOver || performance.now() > end) return records
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    forgotten: () =>
      until(
        () =>
          telephony
            .counts()
            .every(({ clientTransactions: c, serverTransactions: s }) => c + s === 0),
        'the transactions to be forgotten',
        64 * t1 + 10_000,
      ),
  }
}
