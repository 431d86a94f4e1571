/** Limits of the judge by trial: each of a grid over the same calls, none of which the fit of what is said heard. */
import { openAmdEar } from '../../src/audio/amd/ear.ts'
import { type JudgeBounds, judgeBounds } from '../../src/audio/amd/judge.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { hearWithEar } from './hear.ts'
import { type ClipRow, readClip } from './manifest.ts'
import { score } from './score.ts'

const confidences = [0.97, 0.975, 0.98, 0.985, 0.99]
const lastingOdds = [1, 3, 6, 10, 20]
/** `asksWho`, `mayAskWho`. */
const assistants = [
  [2, -1],
  [2.5, -1],
  [3, -1],
  [3, -0.5],
  [3, 0],
  [4, 0],
] as const

type Limits = Omit<JudgeBounds, 'humanBelow'> & { readonly machineConfidence: number }

export interface Tried extends Limits {
  /** Per cent. */
  readonly right: number
  readonly humansCalledMachine: number
  readonly machinesMissed: number
  readonly machinesCalledScreening: number
  readonly screeningTold: number
  readonly machineMs: number
}

/** How sure with how lasting, each with each; then how clearly an assistant asks, with what the ear has. */
export function tryLimits(rows: readonly ClipRow[]): readonly Tried[] {
  const { humanBelow: _, ...bounds } = judgeBounds
  const asTheEarHas = { ...bounds, machineConfidence: amdDefaults.machineConfidence }
  const grid = [
    ...confidences.flatMap((confidence) =>
      lastingOdds.map((odds) => ({
        ...{ ...asTheEarHas, machineConfidence: confidence, lastingOdds: odds },
      })),
    ),
    ...assistants.map(([asksWho, mayAskWho]) => ({ ...asTheEarHas, asksWho, mayAskWho })),
  ]
  const clips = rows.map(readClip)
  return grid.map((limits) => tried(rows, clips, limits))
}

function tried(rows: readonly ClipRow[], clips: readonly Int16Array[], limits: Limits): Tried {
  const { machineConfidence, ...others } = limits
  const settings = { ...amdDefaults, machineConfidence }
  const bounds = { ...judgeBounds, ...others }
  const found = score(
    rows.map((row, index) => ({
      row,
      heard: hearWithEar(openAmdEar(settings, bounds), row, clips[index] as Int16Array),
    })),
  )
  const told = (label: 'machine' | 'screening', verdict: string): number => {
    const of = found.confusion[label] ?? {}
    const all = Object.values(of).reduce((sum, count) => sum + count, 0)
    return percent((of[verdict] ?? 0) / Math.max(1, all))
  }
  return {
    ...limits,
    right: percent(found.accuracy.share),
    humansCalledMachine: percent(found.humansCalledMachine.share),
    machinesMissed: percent(found.machinesCalledHuman.share),
    machinesCalledScreening: told('machine', 'screening'),
    screeningTold: told('screening', 'screening'),
    machineMs: found.machineSinceSpeechMs.p50,
  }
}

const percent = (share: number): number => Math.round(share * 10_000) / 100
