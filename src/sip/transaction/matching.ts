/** Which transaction a message belongs to: RFC 3261 §17.1.3 for replies, §17.2.3 for requests. */
import { type SipRequest, type SipResponse, tagOf } from '../message.ts'

export const magicCookie = 'z9hG4bK'

/** Branch and method: CANCEL shares the branch of its INVITE, and is a transaction of its own. */
export const clientKey = (branch: string, method: string): string => `${branch}\n${method}`

export const clientKeyOf = (response: SipResponse): string =>
  clientKey(response.vias[0]?.params.get('branch') ?? '', response.cseq.method)

/** The key of the transaction a request starts or belongs to; an ACK has the key of its INVITE. */
export function serverKeyOf(request: SipRequest): string {
  return keyOf(request, request.method === 'ACK' ? 'INVITE' : request.method)
}

/** §9.2: the transaction a CANCEL is about. */
export const canceledKeyOf = (cancel: SipRequest): string => keyOf(cancel, 'INVITE')

function keyOf(request: SipRequest, method: string): string {
  const via = request.vias[0]
  const branch = via?.params.get('branch') ?? ''
  if (branch.startsWith(magicCookie) && branch.length > magicCookie.length) {
    return `${branch}\n${via?.host}:${via?.port ?? 5060}\n${method}`
  }
  // RFC 2543 senders, and the cookie alone (RFC 4475 §3.2.1). The To tag is left out: an ACK has the
  // one of our reply, its INVITE has none.
  const { uri, callId, cseq } = request
  return `${uri}\n${callId}\n${tagOf(request.from) ?? ''}\n${cseq.number}\n${via?.text}\n${method}`
}

/** What the ACK of a 2xx shares with it (§13.2.2.4): the dialog's caller side and the CSeq number. */
export const answerKeyOf = (message: SipRequest | SipResponse): string =>
  `${message.callId}\n${tagOf(message.from) ?? ''}\n${tagOf(message.to) ?? ''}\n${message.cseq.number}`
