/**
 * Tones by themselves, for the fit of the ear. Notes of strings that were struck are as pure as a beep, and they fade:
 * hold music has them, the corpus too few. Beeps as short as they come, in as much noise as there may be.
 */

import { LOWEST_HZ } from '../../src/audio/amd/purity.ts'
import { fromALaw, toALaw } from '../../src/audio/g711.ts'
import { ratioOf } from '../../src/audio/sound.ts'
import { type Random, randomFrom } from '../../src/base/random.ts'
import { codecs, throughCodec } from './line.ts'
import { toInt16 } from './manifest.ts'
import { between, msOf, normal, put, rate, scaled, silence } from './mix.ts'
import { noise } from './noise.ts'
import { music } from './tones.ts'

/** A note that fades by less may be anybody's beep with a soft end. */
const leastFadeDb = 2.5

export function struckNote(seed: number): Int16Array {
  const random = randomFrom(seed)
  const hz = LOWEST_HZ * (2000 / LOWEST_HZ) ** random.next()
  const octave = random.next() < 0.3 ? between(random, 0.1, 1) : 0
  const lengthMs = between(random, 90, 700)
  const fadeDb = Math.max(leastFadeDb, (between(random, 8, 45) * lengthMs) / 1000)
  const note = silence(lengthMs).map((_, i, { length }) => {
    const at = (2 * Math.PI * hz * i) / rate
    return (Math.sin(at) + octave * Math.sin(2 * at)) * ratioOf((-fadeDb * i) / length)
  })
  return heardOver(note, { random, db: between(random, -30, -10), snrDb: 50 })
}

const musicMs = 7000

/** Music that somebody is put on hold with, or that plays beside them: nothing in it is a beep. */
export function onlyMusic(seed: number): Int16Array {
  const random = randomFrom(seed)
  const sound = scaled(music(musicMs, random), ratioOf(between(random, -36, -12)))
  put(sound, noise('white', musicMs, random, []), 0, ratioOf(between(random, -78, -50)))
  return toInt16(throughCodec(sound, random.pick(codecs), random))
}

/** `startMs`: where it lies. */
export function shortBeep(seed: number): {
  readonly samples: Int16Array
  readonly startMs: number
  readonly endMs: number
} {
  const random = randomFrom(seed)
  const hz = between(random, 400, 2000)
  const lengthMs = 80 + 400 * random.next() ** 3
  const note = silence(lengthMs).map((_, i) => Math.sin((2 * Math.PI * hz * i) / rate))
  const level = { db: between(random, -30, -6), snrDb: between(random, 18, 50) }
  const samples = heardOver(note, { random, ...level })
  return { samples, startMs: quietMs, endMs: quietMs + lengthMs }
}

const quietMs = 300

function heardOver(
  note: Float32Array,
  { random, db, snrDb }: { readonly random: Random; readonly db: number; readonly snrDb: number },
): Int16Array {
  const sound = silence(msOf(note.length) + quietMs + 600)
  put(sound, note, quietMs, ratioOf(db))
  const floor = ratioOf(db - snrDb)
  return Int16Array.from(sound, (sample) =>
    fromALaw(toALaw(Math.round((sample + floor * normal(random)) * 32_767))),
  )
}
