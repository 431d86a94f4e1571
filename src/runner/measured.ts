/** What a run measures about itself, as the live page and the result are told it. */

/** From our ACK to the first packet of sound, in milliseconds. */
export type FirstAudio = { readonly p50: number; readonly p99: number; readonly max: number } | null

export interface Peaks {
  /** Most INVITEs that left in any one second. */
  readonly callsPerSecond: number
  /** Most calls up at one instant. */
  readonly concurrentCalls: number
}

/** What the last calls say about the trunk. */
export interface RecentCalls {
  readonly ended: number
  readonly answered: number
  /** Refused or failed by the carrier. */
  readonly refused: number
  readonly firstAudioMs: FirstAudio
}
