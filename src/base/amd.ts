/** What answered, as far as its sound tells: the words that the ear, the call and the report share. */
import type { Ms } from './units.ts'

/**
 * human. machine: a mailbox or an answering machine that greets. screening: an assistant that asks who is calling
 * before a person decides. fax: a fax or a modem. unknown: nothing that tells them apart; treated as human.
 */
export const amdVerdictNames = ['human', 'machine', 'screening', 'fax', 'unknown'] as const
export type AmdVerdictName = (typeof amdVerdictNames)[number]

/** What was measured, by name; kept beside every verdict, so that another rule can judge the same call again. */
export type AmdFeatures = Readonly<Record<string, number>>

export interface AmdVerdict {
  readonly verdict: AmdVerdictName
  /** From the moment the ear began to listen (our ACK) to the verdict. */
  readonly atMs: Ms
  /** 0 to 1. */
  readonly confidence: number
  readonly features: AmdFeatures
  /** Who made a sound until then (voiceTrack.ts). */
  readonly voiceTrack?: string
}

/** How an ear listens: of the country pack, with what a trunk says otherwise. Levels in dBFS, times in ms. */
export interface AmdSettings {
  /** Confidence asked for before anything but a human is said. */
  readonly machineConfidence: number
  /** No verdict by then: unknown. */
  readonly decideWithinMs: Ms
  /** The far end has said nothing for so long: a greeting is over. */
  readonly quietAfterMs: Ms
  /** Tones shorter than this are no beep. */
  readonly beepMs: Ms
}

/** How an ear listens to this call now. `afterMachine`: a machine answered; who is said to be a person must surely be. */
export type AmdHow = AmdSettings & { readonly afterMachine?: boolean }
