/** What a call attempt is told and what it then wants done: the words of call/attempt.ts. */
import type { AmdHow } from '../base/amd.ts'
import type { ClipId } from '../base/ids.ts'
import type { AttemptRecord } from './attemptRecord.ts'
import type { Attempt } from './attemptState.ts'
import type { CallEvent } from './telephony.ts'

export type AttemptInput =
  | CallEvent
  | { readonly is: 'start' }
  /** Armed, but the INVITE must not leave any more. */
  | { readonly is: 'notPlaced' }
  | { readonly is: 'suppressionStored' }
  /** Campaign stopped, deadline or eve reached, recording killed. */
  | { readonly is: 'stopNow' }
  /** The person objected or withdrew elsewhere: on a page, by letter, to another campaign. */
  | { readonly is: 'barred' }
  /** A deadline of `nextDeadline` may have passed. */
  | { readonly is: 'wake' }

/** `unwanted`: the call was marked so on the phone (SIP 607, RFC 8197). */
export type ObjectionBy = 'key' | 'unwanted'

export type AttemptEffect =
  | { readonly is: 'place' }
  | { readonly is: 'play'; readonly clip: ClipId }
  | { readonly is: 'stopPlaying' }
  /** Who answers is listened for, beside what is played; again: from the beginning. */
  | { readonly is: 'listen'; readonly how: AmdHow }
  | { readonly is: 'hangUp' }
  /** Store the objection now, then answer with `suppressionStored`. */
  | { readonly is: 'suppress'; readonly by: ObjectionBy }
  /** Exactly once, and the last effect but a late `suppress`. */
  | { readonly is: 'end'; readonly record: AttemptRecord }

export type AttemptStep = readonly [Attempt, readonly AttemptEffect[]]
