/** Takes the samples of the back-pressure: how late sound, program and store are, once a second. */
import { after, between, type MonoMs, ms } from '../base/units.ts'
import {
  backPressure,
  noPressure,
  type PressureSample,
  sampleEveryMs,
} from '../dialer/backPressure.ts'
import type { Run } from './context.ts'
import { openDelays } from './delays.ts'
import { heartbeatMs } from './limits.ts'
import type { RunOptions } from './run.ts'

/** Between two looks at how late this program wakes up: with the heartbeat. */
const wakeEveryMs = heartbeatMs

/** Until it is called off; the samples are posted when they change the pace. */
export function feelPressure(
  run: Run,
  { soundLateMs }: Pick<RunOptions, 'soundLateMs'>,
): () => void {
  const { timer, storeDelays } = run
  const wakes = openDelays(timer)
  let pressure = noPressure
  let sampleAt = after(timer.mono(), sampleEveryMs)
  let callOff = (): void => {}
  let asking = false
  let sound: number | null = null

  const sample = (now: MonoMs): void => {
    const taken: PressureSample = {
      program: wakes.take(),
      store: storeDelays.take(),
      ...(sound === null ? {} : { sound: ms(sound) }),
    }
    const before = pressure
    pressure = backPressure(before, taken, now)
    if (pressure.share !== before.share || pressure.why !== before.why) {
      run.post({ is: 'pressed', pressure })
    }
    if (soundLateMs === undefined || asking) return
    asking = true
    soundLateMs()
      .then((late) => {
        sound = late
      })
      // A media engine that cannot say is not late for that; what it carries fails on its own.
      .catch(() => {
        sound = null
      })
      .finally(() => {
        asking = false
      })
  }
  const wake = (at: MonoMs): void => {
    callOff = timer.wakeAt(at, () => {
      const now = timer.mono()
      wakes.add(between(at, now))
      if (now >= sampleAt) {
        sampleAt = after(now, sampleEveryMs)
        sample(now)
      }
      wake(after(now, wakeEveryMs))
    })
  }
  wake(after(timer.mono(), wakeEveryMs))
  return () => callOff()
}
