/**
 * How a call sounds, from what can be counted: the E-model (ITU-T G.107) reduced to what differs between
 * calls in G.711 — lost packets, packets too late to be played, delay. Everything else has the default
 * values of G.107, which give R = 93.2. An estimate of a network, never of the recording's own quality.
 *
 *   R = 93.2 − Idd(one-way delay) − Ie,eff(lost and late share)         MOS = 1 … 4.5 (G.107 Annex B)
 */
import { type Ms, ms } from '../base/units.ts'
import { FRAME_MS } from './schedule.ts'

/** G.107 with all its default values (table 2): the echo path of the defaults included. */
const BEST_R = 93.2
/** G.113 appendix I: G.711 loses nothing by itself (Ie), with concealment (G.711 appendix I) Bpl is 25.1. */
const LOSS_ROBUSTNESS = 25.1
/** G.107 §7.5: the most that loss can take. */
const MOST_IMPAIRED = 95
/** What a telephone commonly keeps back; a packet later than this is as good as lost. */
export const JITTER_BUFFER_MS: Ms = ms(60)

export interface HeardCall {
  /** Of the packets that should have come, 0 to 1. */
  readonly lostShare: number
  /** RFC 3550 A.8. */
  readonly jitterMs: Ms
  /** Undefined: never measured; the network's part of the delay is then taken for nothing. */
  readonly roundTripMs: Ms | undefined
}

/** Mean opinion score, 1 (bad) to 4.5, rounded to hundredths. */
export function estimatedMos(heard: HeardCall): number {
  return Math.round(mosOf(ratingOf(heard)) * 100) / 100
}

export function ratingOf({ lostShare, jitterMs, roundTripMs }: HeardCall): number {
  const oneWayMs = (roundTripMs ?? 0) / 2 + FRAME_MS + JITTER_BUFFER_MS
  const arrived = 1 - Math.min(1, Math.max(0, lostShare))
  const missing = 1 - arrived * (1 - lateShare(jitterMs))
  return BEST_R - delayImpairment(ms(oneWayMs)) - lossImpairment(missing)
}

/**
 * Delays about their mean spread as an exponential on both sides (Laplace), whose mean distance the
 * jitter estimates: what comes later than the buffer is half of e^(−buffer/jitter).
 */
export const lateShare = (jitterMs: Ms): number =>
  jitterMs <= 0 ? 0 : Math.exp(-JITTER_BUFFER_MS / jitterMs) / 2

/** G.107 §7.4 (7-27, 7-28): Idd, nothing up to 100 ms. */
export function delayImpairment(oneWayMs: Ms): number {
  if (oneWayMs <= 100) return 0
  const x = Math.log2(oneWayMs / 100)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}

/** G.107 §7.5 (7-29) with random loss (BurstR = 1). */
export function lossImpairment(share: number): number {
  const percent = share * 100
  return (MOST_IMPAIRED * percent) / (percent + LOSS_ROBUSTNESS)
}

/** G.107 Annex B (B-4). */
export function mosOf(rating: number): number {
  if (rating <= 0) return 1
  if (rating >= 100) return 4.5
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6)
}
