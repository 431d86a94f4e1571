/**
 * Replies to the INVITE after its first 2xx (or after the leg ended): the same 2xx again because our ACK
 * was lost, or another branch of a fork that answered too. RFC 3261 §13.2.2.4.
 */
import { ackFor, dialogOfCaller, requestIn } from '../sip/dialog.ts'
import { type SipResponse, tagOf } from '../sip/message.ts'
import { type Next, type OutgoingLeg, strayAnswersMax } from './outgoingLegState.ts'

type Late = Extract<OutgoingLeg, { is: 'answered' | 'terminating' | 'ended' }>

export function lateResponse(leg: Late, response: SipResponse): Next {
  if (response.status < 200 || response.status >= 300) return [leg, []]
  const tag = tagOf(response.to) ?? ''
  if (leg.confirmed?.tag === tag) {
    const { ack } = leg.confirmed
    return [leg, ack ? [{ is: 'ack', request: ack }] : []]
  }
  const bare = dialogOfCaller(leg.invite, response)
  // A branch that rang reliably has counted our PRACKs: its BYE comes after them (§12.2.1.1).
  const dialog = { ...bare, localSeq: leg.used.get(tag) ?? bare.localSeq }
  const { headers } = leg.setup
  const ack = ackFor(dialog, leg.invite.cseq.number, { headers })
  if (leg.strays.includes(tag)) return [leg, [{ is: 'ack', request: ack }]]
  if (leg.strays.length >= strayAnswersMax) return [leg, []]
  const [, bye] = requestIn(dialog, 'BYE', { headers })
  return [
    { ...leg, strays: [...leg.strays, tag] },
    [
      { is: 'ack', request: ack },
      { is: 'bye', request: bye, of: 'stray' },
    ],
  ]
}
