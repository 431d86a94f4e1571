/** What listening costs: the processor time of this thread, not the time that passed beside others. */
import { type GatedRows, gatedLayers } from '../../src/audio/amd/gatedUnits.ts'
import { gatedRows, SAID_INPUTS } from '../../src/audio/amd/said.ts'
import type { AmdEar } from '../../src/audio/amd/signs.ts'
import { plainStep } from './plainUnits.ts'

/** Calls in detection at once: 46 answered a second over 5 s (shared design, 6 M calls in four days). */
export const earsAtOnce = 232
const frameSamples = 160
const frameMs = 20
const listenSeconds = 6
const warmUpRounds = 2

export interface Cost {
  readonly ears: number
  /** Of a core, while that many calls are listened to in real time. */
  readonly share: number
  readonly microsecondsAFrame: number
  /** Processor time of one call: until its verdict, and for the six seconds of sound. */
  readonly msACall: number
  readonly heardSeconds: number
}

export interface StepCost {
  readonly vectorsUs: number
  readonly plainUs: number
}

const stepsTimed = 2000

/** One look at a voice: the network of said.ts in vectors, and the same number by number. */
export function costOfStep(): StepCost {
  const rows = gatedRows()
  const layers = gatedLayers(rows)
  const input = new Float32Array(SAID_INPUTS).fill(0.1)
  const states = layers.map(({ units }) => new Float32Array(units))
  const eachLayer = (take: (index: number, given: Float32Array, state: Float32Array) => void) => {
    for (const [index, state] of states.entries()) take(index, states[index - 1] ?? input, state)
  }
  const timed = (step: () => void): number => {
    for (let n = 0; n < stepsTimed; n += 1) step()
    const { user } = process.threadCpuUsage()
    for (let n = 0; n < stepsTimed; n += 1) step()
    return (process.threadCpuUsage().user - user) / stepsTimed
  }
  const vectorsUs = timed(() =>
    eachLayer((index, given, state) => layers[index]?.step(given, state)),
  )
  const plainUs = timed(() =>
    eachLayer((index, given, state) =>
      state.set(plainStep(rows[index] as GatedRows, given, state)),
    ),
  )
  return { vectorsUs, plainUs }
}

/** Every ear hears another clip, frame by frame in turn, as packets arrive: caches are as cold as in the worker. */
export function costOf(openEar: () => AmdEar, clips: readonly Int16Array[]): Cost {
  for (let round = 0; round < warmUpRounds; round += 1) listen(openEar, clips)
  const { spentMs, heardMs, frames } = listen(openEar, clips)
  return {
    ears: earsAtOnce,
    share: spentMs / heardMs,
    microsecondsAFrame: (spentMs * 1000) / frames,
    msACall: spentMs / earsAtOnce,
    heardSeconds: heardMs / 1000,
  }
}

function listen(openEar: () => AmdEar, clips: readonly Int16Array[]) {
  const ears = Array.from({ length: earsAtOnce }, openEar)
  const views = ears.map((_, index) => framesOf(clips[index % clips.length] as Int16Array))
  const rounds = (listenSeconds * 1000) / frameMs
  const before = process.threadCpuUsage()
  for (let round = 0; round < rounds; round += 1) {
    ears.forEach((ear, index) => {
      const frames = views[index] as readonly Int16Array[]
      ear.hear(frames[round % frames.length] as Int16Array, true)
    })
  }
  const { user, system } = process.threadCpuUsage(before)
  return {
    spentMs: (user + system) / 1000,
    heardMs: listenSeconds * 1000,
    frames: rounds * earsAtOnce,
  }
}

function framesOf(samples: Int16Array): readonly Int16Array[] {
  return Array.from({ length: Math.floor(samples.length / frameSamples) }, (_, index) =>
    samples.subarray(index * frameSamples, (index + 1) * frameSamples),
  )
}
