/** What the ear tells of a call, a packet of sound at a time. All instants: since the ear was opened. */
import type { AmdVerdict } from '../../base/amd.ts'
import type { Ms } from '../../base/units.ts'

export type AmdSign =
  /** Who answered; once more where a person turns out to be none. */
  | { readonly is: 'verdict'; readonly verdict: AmdVerdict }
  /** A mailbox's beep is over (`atMs`: told now, when the silence after it is believed). */
  | {
      readonly is: 'beep'
      readonly atMs: Ms
      readonly startedAtMs: Ms
      /** Of the lower one, where it has two. */
      readonly hz: number
    }
  /** After the verdict: the far end has said nothing for `quietAfterMs`; it was last heard at `sinceMs`. */
  | { readonly is: 'quiet'; readonly atMs: Ms; readonly sinceMs: Ms }
  /** After a `quiet` or a `beep`: the far end speaks (again), since `sinceMs`. */
  | { readonly is: 'speaks'; readonly atMs: Ms; readonly sinceMs: Ms }

export interface AmdEar {
  /**
   * The next 20 ms of the far end: 160 samples of 8 kHz. `weSpeak`: while we played something to it.
   * What nothing happened in is answered by one shared empty list.
   */
  hear(samples: Int16Array, weSpeak: boolean): readonly AmdSign[]
  /** So many packets never came: their time has passed, and they are no pause. */
  lost(frames: number): void
}
