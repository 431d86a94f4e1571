/** How long practice people and their machines take. */
import type { Ms } from '../../base/units.ts'
import type { OwnSound } from './soundPlans.ts'

export type Span = readonly [least: Ms, most: Ms]

/** How long people take. Every span is drawn evenly. */
export interface Manners {
  readonly postDialMs: Span
  readonly longPostDialMs: Span
  readonly ringMs: Span
  readonly mailboxRingMs: Span
  readonly rejectMs: Span
  /** From the answer to "allô". */
  readonly alloMs: Span
  /** From the start of the gate to a key or to hanging up. */
  readonly thinkMs: Span
  readonly betweenKeysMs: Span
  readonly greetings: readonly OwnSound[]
  /** From the end of a greeting to its beep, where they do not follow at once. */
  readonly beforeBeepMs: Span
  /** From the beep in the greeting itself to the real one. */
  readonly secondBeepMs: Span
  /** How long a mailbox records before it hangs up by itself, and an impatient one. */
  readonly recordingMs: Span
  readonly cutMs: Span
  readonly retryAfterSeconds: number
}
