/** Something like speech, made in code: as many syllables as a text has vowels, in a throat of the voice's size. */
import { atUnitLevel, biquad, filtered, joined, normal, silence } from '../../bench/amd/mix.ts'
import type { Speak } from '../../bench/amd/speech.ts'
import { voiceId } from '../../bench/amd/voices.ts'
import { type Random, randomFrom, seedOf } from '../../src/base/random.ts'

const vowels = [
  [300, 2200, 3000],
  [500, 1800, 2500],
  [750, 1300, 2500],
  [500, 900, 2400],
  [320, 800, 2300],
  [450, 1450, 2350],
] as const

export const toySpeak: Speak = async (text, voice) => {
  const random = randomFrom(seedOf(voice.pitch, text, voiceId(voice)))
  const pitchHz = (80 + voice.pitch * 1.6) * voice.size
  const syllableMs = 38_000 / voice.wordsPerMinute
  const parts: Float32Array[] = []
  const syllables = text.match(/[aeiouyàâéèêîïôùû]+|[.,?!:]/gi) ?? ['a']
  syllables.forEach((piece, index) => {
    if (/[.,?!:]/.test(piece)) {
      if (index < syllables.length - 1) parts.push(silence(piece === ',' ? 140 : 260))
      return
    }
    const last = index >= syllables.length - 2
    parts.push(
      consonant(random),
      vowel(random, { pitchHz, size: voice.size, ms: syllableMs * (last ? 1.3 : 0.75) }),
    )
  })
  return atUnitLevel(joined(parts))
}

function consonant(random: Random): Float32Array {
  const hiss = silence(30 + random.next() * 40).map(() => normal(random) * 0.15)
  return filtered(hiss, [biquad('high', 1500)])
}

function vowel(
  random: Random,
  { pitchHz, size, ms }: { readonly pitchHz: number; readonly size: number; readonly ms: number },
): Float32Array {
  const formants = random.pick(vowels)
  const bend = 0.85 + random.next() * 0.3
  let phase = 0
  const source = silence(ms)
  for (let i = 0; i < source.length; i += 1) {
    const share = i / source.length
    phase += (pitchHz * (bend + (1 - bend) * share * 0.8)) / 8000
    // A pulse a period, and a little breath.
    if (phase >= 1) {
      phase -= 1
      source[i] = 1
    }
    source[i] = (source[i] as number) + normal(random) * 0.004
  }
  const voiced = formants
    .map((hz, n) => ({
      sound: filtered(source, [biquad('band', hz * size, 6)]),
      gain: [1, 0.5, 0.25][n] as number,
    }))
    .reduce(
      (sum, { sound, gain }) => sum.map((sample, i) => sample + gain * (sound[i] as number)),
      silence(ms),
    )
  return voiced.map(
    (sample, i) => sample * Math.sin((Math.PI * (i + 1)) / (voiced.length + 1)) ** 0.4,
  )
}
