/**
 * When a question over UDP is sent again, and when it is given up. rtpengine answers in a millisecond and keeps
 * its answers for a while: a question that comes twice with one cookie is done once and answered twice.
 *
 *   asked ─100 ms→ again ─200→ again ─400→ again ─800→ given up (1.5 s)
 */
import { after, type Deadline, type MonoMs, type Ms, ms } from '../../base/units.ts'

export const FIRST_WAIT: Ms = ms(100)
export const SENT_AT_MOST = 4
/** 100 + 200 + 400 + 800. */
export const GIVEN_UP_AFTER: Ms = ms(1500)

export interface Exchange {
  readonly sent: number
  readonly due: Deadline<'again' | 'giveUp'>
}

export const beginExchange = (now: MonoMs): Exchange => sentOnce(1, now)

/** The next exchange: send again; undefined: give up. */
export const nextOf = ({ sent }: Exchange, now: MonoMs): Exchange | undefined =>
  sent >= SENT_AT_MOST ? undefined : sentOnce(sent + 1, now)

const sentOnce = (sent: number, now: MonoMs): Exchange => ({
  sent,
  due: {
    at: after(now, ms(FIRST_WAIT * 2 ** (sent - 1))),
    why: sent === SENT_AT_MOST ? 'giveUp' : 'again',
  },
})
