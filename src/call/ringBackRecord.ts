/** What a call that came in measured about itself, and the record it leaves. */
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { between, type MonoMs, type Ms, ms } from '../base/units.ts'
import { keysRecordedMax } from './attemptRecord.ts'
import type { RingBackOutcome } from './ringBackOutcome.ts'
import type { CallEvent, RtpStats } from './telephony.ts'

export interface RingBackSeen {
  readonly answeredAt: MonoMs | null
  /** The longest stretch of the message that was sent in one go. */
  readonly heardMs: Ms
  readonly heardWholly: boolean
  /** The message was begun. */
  readonly began: boolean
  /** The greeting was said to its end. */
  readonly greeted: boolean
  /** Keys of the menu: the digits of a number that is typed are recorded nowhere. */
  readonly keys: readonly DtmfKey[]
  /** Where the number comes from, or whom to write to. */
  readonly asked: boolean
  readonly objections: readonly {
    readonly who: 'caller' | 'typed'
    readonly state: 'storing' | 'stored'
  }[]
}

export interface RingBackRecord {
  readonly outcome: RingBackOutcome
  /** From the answer to the end of the leg; absent: never answered. */
  readonly talkMs?: Ms
  readonly heardMs?: Ms
  readonly keys: readonly DtmfKey[]
  readonly rtp?: RtpStats
}

export const noteKey = (seen: RingBackSeen, key: DtmfKey): RingBackSeen =>
  seen.keys.length < keysRecordedMax ? { ...seen, keys: [...seen.keys, key] } : seen

export function noteMessage(
  seen: RingBackSeen,
  since: MonoMs,
  until: MonoMs,
  durationMs: Ms,
): RingBackSeen {
  const stretch = Math.min(durationMs, Math.max(0, Math.round(between(since, until))))
  return { ...seen, heardMs: ms(Math.max(seen.heardMs, stretch)) }
}

type Ended = Extract<CallEvent, { is: 'ended' }>

export function ringBackRecord(
  seen: RingBackSeen,
  typed: boolean,
  end: {
    readonly at: MonoMs
    readonly by: Ended['by']
    readonly asked: boolean
    readonly rtp?: RtpStats
  },
): RingBackRecord {
  const { answeredAt, heardMs, keys } = seen
  return {
    outcome: outcomeOf(seen, typed, end),
    keys,
    ...(answeredAt === null
      ? {}
      : { talkMs: ms(Math.max(0, Math.round(between(answeredAt, end.at)))), heardMs }),
    ...(end.rtp === undefined ? {} : { rtp: end.rtp }),
  }
}

/** What the person did says more than who ended the leg. `asked`: we were about to end it. */
function outcomeOf(
  seen: RingBackSeen,
  typed: boolean,
  { by, asked }: { readonly by: Ended['by']; readonly asked: boolean },
): RingBackOutcome {
  if (seen.objections.some(({ who }) => who === 'typed')) return 'objectedForTyped'
  if (seen.objections.length > 0) return 'objected'
  if (by === 'internalError') return 'internalError'
  if (seen.heardWholly) return 'heardToEnd'
  if (seen.answeredAt === null) return asked ? 'stopped' : 'abandoned'
  if (seen.began) return 'heardPart'
  if (typed) return 'typedNumber'
  if (seen.asked) return 'toldRights'
  switch (by) {
    case 'mediaTimeout':
      return 'mediaLost'
    case 'us':
      if (!asked) return 'stopped'
      return seen.keys.length === 0 && seen.greeted ? 'pressedNothing' : 'hungUpAtGreeting'
    case 'callee':
    case 'refused':
      return seen.keys.length === 0 && seen.greeted ? 'pressedNothing' : 'hungUpAtGreeting'
    default:
      return unreachable(by)
  }
}
