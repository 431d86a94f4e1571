/** Practice calls in virtual time: a whole population in some milliseconds. */
import { type E164, type MonoMs, monoMs, seconds } from '../../src/base/units.ts'
import type { PlayedPart } from '../../src/telephony/practice/behaviour.ts'
import type { CarrierLimits } from '../../src/telephony/practice/carrierLimits.ts'
import type { Mix } from '../../src/telephony/practice/population.ts'
import type { EarMistakes } from '../../src/telephony/practice/virtualEar.ts'
import { virtualTelephony } from '../../src/telephony/practice/virtualTelephony.ts'
import { aCampaign, aMessage, tuesdayTen } from './aCampaign.ts'
import { type CallsPlan, practiceCalls } from './practiceCalls.ts'

export interface VirtualRun {
  readonly seed: number
  readonly mix: Mix
  readonly numbers: readonly E164[]
  readonly callsPerSecond: number
  readonly plan?: CallsPlan
  readonly limits?: CarrierLimits
  readonly ear?: EarMistakes
}

export const usualPlan: CallsPlan = {
  parts: aMessage.parts,
  menu: aCampaign().menu,
  ringTimeoutMs: seconds(15),
}

/** Fiction numbers, as many as wanted (10,000 a range). */
export const fictionNumbers = (count: number): E164[] =>
  Array.from({ length: count }, (_, i) => `+3363998${String(i).padStart(4, '0')}` as E164)

/** Calls every number once, evenly, and lives until the last call has ended. */
export function liveVirtually({ seed, mix, numbers, callsPerSecond, ...run }: VirtualRun) {
  const start = monoMs(1000)
  let now = start
  const clock = {
    mono: (): MonoMs => now,
    epoch: () => (tuesdayTen + now - start) as typeof tuesdayTen,
  }
  const plan = run.plan ?? usualPlan
  const left = plan.machines?.voicemail
  const voicemail: readonly PlayedPart[] = left ? [{ ...left, role: 'voicemail' }] : []
  const parts = [...Object.values(plan.parts), ...voicemail]
  const world = virtualTelephony({
    ...{ seed, mix, parts, clock },
    ...(run.limits && { limits: run.limits }),
    ...(run.ear && { ear: run.ear }),
  })
  const calls = practiceCalls(world.telephony, clock, plan)
  for (let placed = 0; placed < numbers.length || calls.up() > 0; ) {
    const nextCallAt =
      placed < numbers.length ? start + (placed * 1000) / callsPerSecond : Number.POSITIVE_INFINITY
    const instants = [nextCallAt, world.nextEventAt(), calls.nextDeadlineAt()]
    now = monoMs(Math.max(now, Math.min(...instants.map((at) => at ?? Number.POSITIVE_INFINITY))))
    world.advanceTo(now)
    calls.wake()
    if (now >= nextCallAt) {
      calls.call(numbers[placed] as E164)
      placed += 1
    }
  }
  // What was said last is still on its way to the phone.
  world.advanceTo(monoMs(now + 10))
  return { lived: calls.lived(), objected: calls.objected, records: world.records() }
}
