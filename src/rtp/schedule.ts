/**
 * When packets are due. One thread serves all legs in slots of 2 ms; ten slots make the 20 ms of a
 * frame, so each leg has a phase (slot number modulo 10) and packet n of a leg that joined in slot j
 * is due at t0 + (j + 10·n)·2 ms: an absolute instant, which no late packet can shift.
 */
import { type MonoMs, type Ms, monoMs, ms } from '../base/units.ts'

/** RFC 3551 §4.2: the default packet of G.711 carries 20 ms. */
export const FRAME_MS: Ms = ms(20)
/** 20 ms at 8,000 Hz; one byte each in both G.711 laws. */
export const FRAME_TICKS = 160
export const TICKS_PER_MS = 8
export const PHASES = 10
export const SLOT_MS: Ms = ms(FRAME_MS / PHASES)

export const slotDueAt = (t0: MonoMs, slot: number): MonoMs => monoMs(t0 + slot * SLOT_MS)

export const phaseOf = (slot: number): number => slot % PHASES

/** The first slot that is not yet due at `now`. */
export const nextSlot = (t0: MonoMs, now: MonoMs): number =>
  Math.max(0, Math.ceil((now - t0) / SLOT_MS))

/**
 * A packet later than this is not sent at all: three frames at once already empty a jitter buffer of
 * 60 ms, and a worker that was stopped for a second must not answer with fifty packets per leg.
 */
export const DROP_WHEN_LATER_THAN: Ms = ms(60)

/** Signed distance on a clock that wraps at 2³² (timestamps) as RFC 3550 readers compare them. */
export const ticksBetween = (from: number, to: number): number => (to - from) | 0
