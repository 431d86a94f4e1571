/**
 * Limits of the judge by trial: each of a grid over the same calls, none of which the fit of what is said heard. A call
 * is heard once; what was measured of it each time that it is asked about is kept, and judged anew for all limits.
 */
import { ASK_FRAMES, ask, mayBeAsked, newAsking } from '../../src/audio/amd/asking.ts'
import { type FeatureRow, featureAt } from '../../src/audio/amd/features.ts'
import { type JudgeBounds, judgeBounds } from '../../src/audio/amd/judge.ts'
import { hearFrame, loseFrames, measureNow, newListening } from '../../src/audio/amd/listening.ts'
import type { AmdVerdict } from '../../src/base/amd.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { eachFrame, frameMs, type Heard, heardOf } from './hear.ts'
import type { ClipRow } from './manifest.ts'
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

export type Limits = JudgeBounds & { readonly machineConfidence: number }

export interface Tried extends Limits {
  /** Per cent. */
  readonly right: number
  readonly humansCalledMachine: number
  readonly machinesMissed: number
  readonly machinesCalledScreening: number
  readonly screeningTold: number
  readonly machineMs: number
}

export const limitsOfTheEar: Limits = {
  ...judgeBounds,
  machineConfidence: amdDefaults.machineConfidence,
}

/** How sure with how lasting, each with each; then how clearly an assistant asks, with what the ear has. */
export function tryLimits(
  rows: readonly ClipRow[],
  samplesOf: (row: ClipRow) => Int16Array,
): readonly Tried[] {
  const calls = rows.map((row) => ({ row, asked: askedOf(row, samplesOf(row)) }))
  const grid = [
    ...confidences.flatMap((machineConfidence) =>
      lastingOdds.map((odds) => ({ ...limitsOfTheEar, machineConfidence, lastingOdds: odds })),
    ),
    ...assistants.map(([asksWho, mayAskWho]) => ({ ...limitsOfTheEar, asksWho, mayAskWho })),
  ]
  return grid.map((limits) => tried(calls, limits))
}

/** What was measured of a call, as often as the ear asks. */
interface Asked {
  readonly row: FeatureRow
  readonly inTurn: boolean
  /** After its end a call is only asked about while nothing is told. */
  readonly isOver: boolean
}

export function askedOf(clip: ClipRow, samples: Int16Array): readonly Asked[] {
  const heard = newListening(amdDefaults.beepMs)
  const lost = new Set(clip.lost)
  const asked: Asked[] = []
  eachFrame(samples, (frame, index) => {
    if (lost.has(index)) {
      loseFrames(heard, 1)
      return false
    }
    const beep = hearFrame(heard, frame, index * frameMs < clip.weSpeakUntilMs, false)
    const inTurn = heard.frame % ASK_FRAMES === 0
    const isOver = (index - 1) * frame.length >= samples.length
    if (beep || inTurn) asked.push({ row: measureNow(heard).slice(), inTurn, isOver })
    return heard.beeps.counted.beeps > 0
  })
  return asked
}

/** What the ear says with these limits. */
export function judged(asked: readonly Asked[], limits: Limits): Heard {
  const { machineConfidence, ...bounds } = limits
  const how = { settings: { ...amdDefaults, machineConfidence }, bounds }
  const asking = newAsking()
  let told: AmdVerdict | undefined
  let beeps = 0
  for (const { row, inTurn, isOver } of asked) {
    const atMs = row[featureAt.atMs] as number
    if (!mayBeAsked(asking, { beeps, atMs }, how.settings) || (told && isOver)) break
    told = ask(asking, row, inTurn, how) ?? told
    beeps = row[featureAt.beeps] as number
  }
  return heardOf(told, [])
}

function tried(
  calls: readonly { readonly row: ClipRow; readonly asked: readonly Asked[] }[],
  limits: Limits,
): Tried {
  const found = score(calls.map(({ row, asked }) => ({ row, heard: judged(asked, limits) })))
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
