/** Time that moves only when told, ringing the alarms of openWakeUps on its way. */
import type { MonoMs } from '../../src/base/units.ts'
import type { Alarm } from '../../src/telephony/wakeUps.ts'

export interface VirtualAlarms {
  now(): MonoMs
  readonly alarm: Alarm
  /** Moves to `until`, or as far as `roundsMax` alarms go: a machine that never rests is found. */
  run(until: MonoMs): void
}

const roundsMax = 100_000

export function virtualAlarms(start: MonoMs): VirtualAlarms {
  let instant = start
  const alarms = new Set<{ readonly at: MonoMs; readonly run: () => void }>()
  const firstDue = (until: MonoMs) => {
    let first: { readonly at: MonoMs; readonly run: () => void } | undefined
    for (const set of alarms) if (set.at <= until && (!first || set.at < first.at)) first = set
    return first
  }
  return {
    now: () => instant,
    alarm(at, run) {
      const set = { at, run }
      alarms.add(set)
      return () => alarms.delete(set)
    },
    run(until) {
      for (let round = 0; round < roundsMax; round += 1) {
        const due = firstDue(until)
        if (!due) {
          instant = until
          return
        }
        alarms.delete(due)
        if (due.at > instant) instant = due.at
        due.run()
      }
      throw new Error(`more than ${roundsMax} alarms rang`)
    },
  }
}
