/**
 * From a decoded recording to the sound of a clip: telephone rate, one loudness for all recordings,
 * no clipping, no silence before or after, a sensible length.
 */
import { type Ms, ms, seconds } from '../base/units.ts'
import { limit } from './limiter.ts'
import { integratedLoudness } from './loudness.ts'
import { toTelephoneRate } from './resample.ts'
import { trimSilence } from './silence.ts'
import { decibels, durationOf, peakOf, ratioOf, type Sound, type SoundRefusal } from './sound.ts'

/**
 * −19 LUFS, what is usual for speech in one channel; the same for every part, so that no part is
 * louder than the one before it.
 */
export const TARGET_LUFS = -19
/** Peaks between samples may exceed them: 3 dB are left for that and for the coding. */
export const PEAK_CEILING_DBFS = -3
/** Raising more than this would make noise out of a microphone that was off. */
export const GAIN_AT_MOST_DB = 30
export const SHORTEST_PART: Ms = seconds(1)
export const LONGEST_PART: Ms = seconds(180)

export interface PreparedSound {
  readonly sound: Sound
  readonly loudnessLufsBefore: number
  readonly gainDb: number
  readonly leadingSilenceCutMs: Ms
  readonly trailingSilenceCutMs: Ms
  readonly peakDbfs: number
}

export function prepareSound(recorded: Sound): PreparedSound | SoundRefusal {
  const centred = withoutOffset(toTelephoneRate(recorded))
  const loudness = integratedLoudness(centred)
  if (loudness === undefined)
    return {
      refused: 'holds silence only: record it again',
      fr: 'ne contient que du silence : enregistrez-le de nouveau',
    }
  const gainDb = TARGET_LUFS - loudness
  if (gainDb > GAIN_AT_MOST_DB) {
    const lowest = TARGET_LUFS - GAIN_AT_MOST_DB
    return {
      refused: `is too quiet (${loudness.toFixed(1)} LUFS; ${lowest} is the least): record it nearer to the microphone`,
      fr: `est trop faible (${loudness.toFixed(1)} LUFS, il en faut au moins ${lowest}) : enregistrez-le plus près du micro`,
      measured: `${loudness.toFixed(1)} LUFS`,
      limit: `${lowest} LUFS`,
    }
  }
  const loud = limit(amplify(centred, ratioOf(gainDb)), ratioOf(PEAK_CEILING_DBFS))
  const trimmed = trimSilence(loud)
  if (trimmed === undefined)
    return {
      refused: 'holds no speech, only clicks: record it again',
      fr: 'ne contient aucune parole, seulement des clics : enregistrez-le de nouveau',
    }
  const { sound, leadingCutMs, trailingCutMs } = trimmed
  return (
    refuseLength(durationOf(sound)) ?? {
      sound,
      loudnessLufsBefore: loudness,
      gainDb,
      leadingSilenceCutMs: leadingCutMs,
      trailingSilenceCutMs: trailingCutMs,
      peakDbfs: decibels(peakOf(sound.samples)),
    }
  )
}

/** At the telephone's rate, and otherwise as it was recorded: loudness and silence are left to whoever asks. */
export function unpreparedSound(recorded: Sound): Sound | SoundRefusal {
  const centred = withoutOffset(toTelephoneRate(recorded))
  return refuseLength(durationOf(centred)) ?? centred
}

/** Judges the length of a part without the silence around it. */
export function refuseLength(duration: Ms): SoundRefusal | undefined {
  const measured = `${(duration / 1000).toFixed(1)} s`
  const isShort = duration < SHORTEST_PART
  if (!isShort && duration <= LONGEST_PART) return undefined
  const bound = ms((isShort ? SHORTEST_PART : LONGEST_PART) / 1000)
  return {
    refused: isShort
      ? `holds ${measured} of sound; a part lasts ${bound} s at least: record a whole sentence`
      : `holds ${measured} of sound; a part lasts ${bound} s at most: shorten it`,
    fr: isShort
      ? `contient ${measured} de son, et une partie dure au moins ${bound} s : enregistrez une phrase entière`
      : `contient ${measured} de son, et une partie dure au plus ${bound} s : raccourcissez-le`,
    measured,
    limit: `${bound} s`,
  }
}

/** Cheap sound cards add a constant: it would hide silence. */
function withoutOffset({ rateHz, samples }: Sound): Sound {
  const offset = samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length)
  return { rateHz, samples: samples.map((sample) => sample - offset) }
}

const amplify = ({ rateHz, samples }: Sound, gain: number): Sound => ({
  rateHz,
  samples: samples.map((sample) => sample * gain),
})
