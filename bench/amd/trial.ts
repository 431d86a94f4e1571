/** Limits of the judge by trial: each of a grid over the same calls, none of which the fit of what is said heard. */
import { openAmdEar } from '../../src/audio/amd/ear.ts'
import { judgeBounds } from '../../src/audio/amd/judge.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { hearWithEar } from './hear.ts'
import { type ClipRow, readClip } from './manifest.ts'
import { type Share, score } from './score.ts'

const confidences = [0.97, 0.975, 0.98, 0.985, 0.99]
const lastingOdds = [1, 3, 6, 10, 20]

export interface Tried {
  readonly machineConfidence: number
  readonly lastingOdds: number
  /** Per cent. */
  readonly right: number
  readonly humansCalledMachine: number
  readonly machinesMissed: number
  readonly machineMs: number
}

export function tryLimits(rows: readonly ClipRow[]): readonly Tried[] {
  const clips = rows.map(readClip)
  const percent = ({ share }: Share): number => Math.round(share * 10_000) / 100
  return confidences.flatMap((machineConfidence) =>
    lastingOdds.map((odds) => {
      const settings = { ...amdDefaults, machineConfidence }
      const bounds = { ...judgeBounds, lastingOdds: odds }
      const heard = rows.map((row, index) => ({
        row,
        heard: hearWithEar(openAmdEar(settings, bounds), row, clips[index] as Int16Array),
      }))
      const found = score(heard)
      return {
        ...{ machineConfidence, lastingOdds: odds },
        right: percent(found.accuracy),
        humansCalledMachine: percent(found.humansCalledMachine),
        machinesMissed: percent(found.machinesCalledHuman),
        machineMs: found.machineSinceSpeechMs.p50,
      }
    }),
  )
}
