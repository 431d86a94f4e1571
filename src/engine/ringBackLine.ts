/** A telephony that rings us, as the desk that answers needs it. */
import type { Clock } from '../base/clock.ts'
import type { TrunkId } from '../base/ids.ts'
import type { IncomingTelephony } from '../call/incoming.ts'
import type { Telephony } from '../call/telephony.ts'

export interface RingBackLine {
  readonly telephony: Pick<Telephony, 'onEvent' | 'loadClip' | 'play' | 'stopPlaying' | 'hangUp'> &
    IncomingTelephony
  /** What the calendar of its campaigns says. */
  readonly clock: Pick<Clock, 'epoch'>
  /** How many may ring at once, by trunk; a trunk that is not named, or has none, is not answered. */
  readonly trunks: readonly { readonly id: TrunkId; readonly incomingCalls: number }[]
}
