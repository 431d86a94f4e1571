/** What `amd` does: each file through an ear of its own, as the media worker hears a call. */
import { openAmdEar } from '../audio/amd/ear.ts'
import { toTelephoneRate } from '../audio/resample.ts'
import type { AmdFeatures, AmdSettings, AmdVerdict, AmdVerdictName } from '../base/amd.ts'
import { amdDefaults } from '../call/amdSettings.ts'
import { decodeRecording } from '../intake/recording.ts'
import type { Invocation } from './command.ts'

export interface JudgedRecording {
  readonly file: string
  readonly verdict: AmdVerdictName
  readonly atMs: number
  readonly confidence: number
  /** Where the first beep began; null when none was heard. */
  readonly beepAtMs: number | null
  readonly features: AmdFeatures
}

export async function judgeRecordings(
  invocation: Invocation,
  files: readonly string[],
  { silent = false }: { readonly silent?: boolean },
): Promise<void> {
  const { output } = invocation
  const { language } = invocation.config()
  const judged: JudgedRecording[] = []
  for (const file of files) {
    const { samples } = toTelephoneRate((await decodeRecording(file)).sound)
    const heard = hearRecording(samples, { weSpeak: !silent, settings: amdDefaults })
    output.say(sentenceOf({ file, ...heard }, language))
    judged.push({ file, ...heard })
  }
  output.result(files.length === 1 ? judged[0] : judged)
}

const frameSamples = 160
/** A beep at the very end is believed once it is quiet after it. */
const silenceAfterMs = 1000

export function hearRecording(
  samples: Float32Array,
  how: { readonly weSpeak: boolean; readonly settings: AmdSettings },
): Omit<JudgedRecording, 'file'> {
  const ear = openAmdEar(how.settings)
  let verdict: AmdVerdict | undefined
  let beepAtMs: number | null = null
  const hear = (frame: Int16Array): void => {
    // Whoever finds a machine stops speaking to it.
    for (const sign of ear.hear(frame, how.weSpeak && verdict?.verdict !== 'machine')) {
      if (sign.is === 'verdict') verdict = sign.verdict
      if (sign.is === 'beep') beepAtMs ??= sign.startedAtMs
    }
  }
  for (const frame of framesOf(samples)) hear(frame)
  const silence = new Int16Array(frameSamples)
  for (let atMs = 0; atMs < silenceAfterMs; atMs += 20) hear(silence)
  // A recording that ends before anything could be said goes on in silence until the time is up.
  for (let atMs = 0; verdict === undefined && atMs <= how.settings.decideWithinMs; atMs += 20) {
    hear(silence)
  }
  return {
    verdict: verdict?.verdict ?? 'unknown',
    atMs: verdict?.atMs ?? how.settings.decideWithinMs,
    confidence: verdict?.confidence ?? 0,
    beepAtMs,
    features: verdict?.features ?? {},
  }
}

/** 20 ms each; what the last one lacks is silence. */
function* framesOf(samples: Float32Array): Generator<Int16Array> {
  for (let from = 0; from < samples.length; from += frameSamples) {
    const frame = new Int16Array(frameSamples)
    samples.subarray(from, from + frameSamples).forEach((sample, i) => {
      frame[i] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)))
    })
    yield frame
  }
}

const words: Readonly<Record<AmdVerdictName, { readonly en: string; readonly fr: string }>> = {
  human: { en: 'a person', fr: 'une personne' },
  machine: { en: 'a machine', fr: 'un répondeur' },
  screening: { en: 'an assistant that asks who calls', fr: 'un assistant qui demande qui appelle' },
  fax: { en: 'a fax or a modem', fr: 'un télécopieur ou un modem' },
  unknown: {
    en: 'unsure, and so treated as a person',
    fr: 'incertain, donc traité comme une personne',
  },
}

function sentenceOf(judged: JudgedRecording, language: 'en' | 'fr'): string {
  const { file, verdict, atMs, confidence, beepAtMs } = judged
  const inSeconds = (ms: number): string =>
    (ms / 1000).toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const share = Math.round(confidence * 100)
  const who = words[verdict][language]
  if (language === 'fr') {
    const beep = beepAtMs === null ? 'aucun bip' : `bip à ${inSeconds(beepAtMs)} s`
    return `${file} : ${who}, dit à ${inSeconds(atMs)} s (confiance ${share} %), ${beep}`
  }
  const beep = beepAtMs === null ? 'no beep' : `beep at ${inSeconds(beepAtMs)} s`
  return `${file}: ${who}, said at ${inSeconds(atMs)} s (confidence ${share} %), ${beep}`
}
