/**
 * Numbers that carry their unit in their type. Two kinds of time exist and never mix:
 * EpochMs (law, reports: what the calendar says) and MonoMs (timers: what a steady clock says).
 */

declare const unit: unique symbol
type Unit<Name extends string> = number & { readonly [unit]: Name }
type Text<Name extends string> = string & { readonly [unit]: Name }

/** A duration in milliseconds. */
export type Ms = Unit<'Ms'>
/** Milliseconds since 1970-01-01T00:00Z. Practice campaigns read it from the practice clock. */
export type EpochMs = Unit<'EpochMs'>
/** Milliseconds of CLOCK_MONOTONIC (`process.hrtime`): the same origin in every thread of a machine. */
export type MonoMs = Unit<'MonoMs'>
/** A telephone number as ITU-T E.164 writes it, `+33639981234`. Made only by contacts/phoneNumber. */
export type E164 = Text<'E164'>

export const ms = (value: number): Ms => value as Ms
export const seconds = (value: number): Ms => (value * 1000) as Ms
export const minutes = (value: number): Ms => (value * 60_000) as Ms
export const hours = (value: number): Ms => (value * 3_600_000) as Ms
export const epochMs = (value: number): EpochMs => value as EpochMs
export const monoMs = (value: number): MonoMs => value as MonoMs

/** The instant `duration` after `instant`, on the same clock. */
export const after = <Instant extends EpochMs | MonoMs>(instant: Instant, duration: Ms): Instant =>
  (instant + duration) as Instant

/** How long from `from` to `to`; negative when `to` is earlier. */
export const between = <Instant extends EpochMs | MonoMs>(from: Instant, to: Instant): Ms =>
  (to - from) as Ms

/** When a machine wants to be woken, and why: "why did it wake up?" is always answerable. */
export interface Deadline<Why extends string = string> {
  readonly at: MonoMs
  readonly why: Why
}

/** The earliest of some deadlines, or undefined when nothing is awaited. */
export function earliest<Why extends string>(
  deadlines: readonly (Deadline<Why> | undefined)[],
): Deadline<Why> | undefined {
  let first: Deadline<Why> | undefined
  for (const deadline of deadlines) {
    if (deadline && (!first || deadline.at < first.at)) first = deadline
  }
  return first
}
