/**
 * The classic answering machine detector, as Asterisk documents AMD() and its defaults (and FreeSWITCH's mod_amd
 * has them): frames are
 * silent or not by their mean magnitude, words and silences are counted, the first limit that is reached decides.
 * Restated
 * here in our own code, to stand beside ours on the same sound. It knows no beeps, and does not mind that we speak.
 *
 *  started in a word: the first word counts only after `betweenWordsMs` of silence.
 *
 *  frame ─total ≥ totalAnalysisMs→ notSure
 *    ├ silent: silence so far ≥ betweenWordsMs → between words
 *    │    ├ nothing was said yet and silence ≥ initialSilenceMs → machine
 *    │    └ a greeting began and silence ≥ afterGreetingSilenceMs → human
 *    └ loud: run ≥ minimumWordMs after a silence → one word more; the greeting begins with the first such run
 *         ├ words ≥ maximumWords → machine
 *         └ a greeting began and all that was loud ≥ greetingMs → machine
 */

export interface ClassicSettings {
  readonly initialSilenceMs: number
  readonly greetingMs: number
  readonly afterGreetingSilenceMs: number
  readonly totalAnalysisMs: number
  readonly minimumWordMs: number
  readonly betweenWordsMs: number
  readonly maximumWords: number
  /** A single run as long as this is a machine. */
  readonly maximumWordMs: number
  /** Mean of the magnitudes of 16-bit samples below which a frame is silent. */
  readonly silenceThreshold: number
}

/** The defaults written in app_amd.c and amd.conf. */
export const classicDefaults: ClassicSettings = {
  initialSilenceMs: 2500,
  greetingMs: 1500,
  afterGreetingSilenceMs: 800,
  totalAnalysisMs: 5000,
  minimumWordMs: 100,
  betweenWordsMs: 50,
  maximumWords: 3,
  maximumWordMs: 5000,
  silenceThreshold: 256,
}

export interface ClassicVerdict {
  readonly status: 'human' | 'machine' | 'notSure'
  readonly cause:
    | 'initialSilence'
    | 'human'
    | 'longGreeting'
    | 'maxWords'
    | 'maxWordLength'
    | 'tooLong'
  readonly atMs: number
}

export interface ClassicEar {
  /** One frame of 8 kHz sound; the verdict once, when it is reached. */
  hear(frame: Int16Array): ClassicVerdict | undefined
}

export function openClassicEar(settings: ClassicSettings = classicDefaults): ClassicEar {
  const counts = {
    ...{ totalMs: 0, quietRunMs: 0, loudRunMs: 0, loudMs: 0, words: 0 },
    ...{ inSilence: false, greetingBegan: false },
  }
  let decided = false
  return {
    hear: (frame) => {
      if (decided) return undefined
      const frameMs = frame.length / 8
      counts.totalMs += frameMs
      const found =
        counts.totalMs >= settings.totalAnalysisMs
          ? ({ status: 'notSure', cause: 'tooLong' } as const)
          : meanMagnitude(frame) < settings.silenceThreshold
            ? quiet(counts, frameMs, settings)
            : loud(counts, frameMs, settings)
      if (!found) return undefined
      decided = true
      return { ...found, atMs: counts.totalMs }
    },
  }
}

interface Counts {
  totalMs: number
  quietRunMs: number
  loudRunMs: number
  loudMs: number
  words: number
  inSilence: boolean
  greetingBegan: boolean
}

type Found = Omit<ClassicVerdict, 'atMs'> | undefined

function quiet(counts: Counts, frameMs: number, settings: ClassicSettings): Found {
  counts.quietRunMs += frameMs
  if (counts.quietRunMs >= settings.betweenWordsMs) {
    counts.inSilence = true
    counts.loudRunMs = 0
  }
  if (!counts.greetingBegan && counts.quietRunMs >= settings.initialSilenceMs) {
    return { status: 'machine', cause: 'initialSilence' }
  }
  if (counts.greetingBegan && counts.quietRunMs >= settings.afterGreetingSilenceMs) {
    return { status: 'human', cause: 'human' }
  }
  return undefined
}

function loud(counts: Counts, frameMs: number, settings: ClassicSettings): Found {
  counts.quietRunMs = 0
  counts.loudRunMs += frameMs
  counts.loudMs += frameMs
  if (counts.loudRunMs >= settings.minimumWordMs && counts.inSilence) {
    counts.words += 1
    counts.inSilence = false
  }
  if (counts.loudRunMs >= settings.maximumWordMs)
    return { status: 'machine', cause: 'maxWordLength' }
  if (counts.words >= settings.maximumWords) return { status: 'machine', cause: 'maxWords' }
  if (counts.greetingBegan && counts.loudMs >= settings.greetingMs) {
    return { status: 'machine', cause: 'longGreeting' }
  }
  if (counts.loudRunMs >= settings.minimumWordMs) counts.greetingBegan = true
  return undefined
}

function meanMagnitude(frame: Int16Array): number {
  let sum = 0
  for (const sample of frame) sum += Math.abs(sample)
  return sum / frame.length
}
