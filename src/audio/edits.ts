/**
 * Cuts, moves and insertions of stretches of sound. Every edit keeps the arithmetic of time exact: what
 * is cut is missing to the sample, what is moved keeps its length. Joints are faded over 5 ms, so that a
 * cut inside noise does not click.
 */
import { type Ms, ms } from '../base/units.ts'
import { durationOf, type Sound } from './sound.ts'

export interface Stretch {
  readonly fromMs: Ms
  readonly toMs: Ms
}

const FADE_MS: Ms = ms(5)

/** Without these stretches, which are in order and do not overlap. */
export function cutStretches(sound: Sound, stretches: readonly Stretch[]): Sound {
  const ends = [...stretches.map(({ fromMs }) => fromMs), durationOf(sound)]
  const begins = [ms(0), ...stretches.map(({ toMs }) => toMs)]
  return joined(begins.map((fromMs, i) => pieceOf(sound, { fromMs, toMs: ends[i] as Ms })))
}

/** The stretch heard before what stood at `beforeMs`, which lies outside of it. */
export function moveStretch(sound: Sound, { fromMs, toMs }: Stretch, beforeMs: Ms): Sound {
  const end = durationOf(sound)
  const cuts = [ms(0), ...[fromMs, toMs, beforeMs].sort((a, b) => a - b), end]
  const pieces = cuts.slice(1).map((to, i) => pieceOf(sound, { fromMs: cuts[i] as Ms, toMs: to }))
  const [first, second, third, fourth] = pieces as [Sound, Sound, Sound, Sound]
  return joined([first, third, second, fourth])
}

/** `inserted`, of the same rate, instead of the stretch; an empty stretch inserts only. */
export function replaceStretch(sound: Sound, { fromMs, toMs }: Stretch, inserted: Sound): Sound {
  const before = pieceOf(sound, { fromMs: ms(0), toMs: fromMs })
  return joined([before, inserted, pieceOf(sound, { fromMs: toMs, toMs: durationOf(sound) })])
}

/** A copy. */
export function pieceOf({ rateHz, samples }: Sound, { fromMs, toMs }: Stretch): Sound {
  const at = (instant: Ms): number => Math.round((instant * rateHz) / 1000)
  return { rateHz, samples: samples.slice(at(fromMs), Math.max(at(fromMs), at(toMs))) }
}

/** One after the other; at each joint both sides fade to nothing. */
export function joined(sounds: readonly Sound[]): Sound {
  const heard = sounds.filter(({ samples }) => samples.length > 0)
  const rateHz = heard[0]?.rateHz ?? sounds[0]?.rateHz ?? 0
  const samples = new Float32Array(heard.reduce((sum, each) => sum + each.samples.length, 0))
  let at = 0
  heard.forEach((each, place) => {
    samples.set(each.samples, at)
    if (place > 0) fade(samples, at, Math.round((FADE_MS * rateHz) / 1000))
    at += each.samples.length
  })
  return { rateHz, samples }
}

/** To nothing at the joint, up again behind it. */
function fade(samples: Float32Array, joint: number, length: number): void {
  for (let i = 0; i < length; i += 1) {
    const gain = i / length
    const [before, behind] = [joint - 1 - i, joint + i]
    if (before >= 0) samples[before] = (samples[before] as number) * gain
    if (behind < samples.length) samples[behind] = (samples[behind] as number) * gain
  }
}
