/**
 * The port by which people ring us: the line the campaigns show. Each call that comes in has an AttemptId of its
 * own, and once it is answered its keys, its sound and its end come as CallEvents of Telephony under that id; it is
 * spoken to with `play`, `stopPlaying` and `hangUp` of Telephony.
 */
import type { AttemptId, TrunkId } from '../base/ids.ts'
import type { E164, MonoMs } from '../base/units.ts'

export interface IncomingCall {
  readonly attempt: AttemptId
  readonly at: MonoMs
  readonly trunk: TrunkId
  /** The number that was rung, one of the trunk's caller IDs; null: none of them is named. */
  readonly called: E164 | null
  /** Who says to be calling: never proof of who it is. null: hidden (RFC 3323), or no number that can be. */
  readonly caller: E164 | null
}

/** `busy`: 486, all lines taken. `notHere`: 404, a number we do not answer. `unavailable`: 480. */
export type IncomingRefusal = 'busy' | 'notHere' | 'unavailable'

/**
 * `openTelephony` (telephony/telephony.ts) returns a Telephony that is this too. Its option `newAttemptId` makes the
 * ids and its option `port` says where carriers reach us (0: only those we register with, or called from there).
 * For each call told here `ended` comes exactly once, whatever became of it: refused (`us`), given up by the caller
 * before an answer (`callee`, 487), or hung up later by either side.
 */
export interface IncomingTelephony {
  /**
   * Who answers; without one every INVITE gets 480. Within a second, exactly one of `accept` and `refuse` must be
   * called; later ones are ignored.
   */
  onIncoming(listener: (call: IncomingCall) => void): void
  /** Told of callers who heard the engaged tone before they could be offered: all lines of their trunk are taken. */
  onEngaged(listener: (call: Pick<IncomingCall, 'trunk' | 'called'>) => void): void
  /** 200 OK; `answered` follows with its ACK, then the events of any call. */
  accept(attempt: AttemptId): void
  refuse(attempt: AttemptId, why: IncomingRefusal): void
}
