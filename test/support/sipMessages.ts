/** Messages for the tests of this folder and of the legs: complete, with a Via, on fiction numbers. */
import { nameAddr, parseVia, type Via } from '../../src/sip/header.ts'
import {
  type ReplyOptions,
  replyTo,
  type SipRequest,
  type SipResponse,
} from '../../src/sip/message.ts'

export function aRequest(method: string, changes: Partial<SipRequest> = {}): SipRequest {
  return {
    is: 'request',
    method,
    uri: 'sip:+33199001234@127.0.0.1:5070',
    vias: [parseVia('SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bKaaaa') as Via],
    from: nameAddr('sip:+33163001234@127.0.0.1', 'ours'),
    to: nameAddr('sip:+33199001234@127.0.0.1'),
    callId: 'aCall',
    cseq: { number: 1, method },
    contacts: [nameAddr('sip:+33163001234@127.0.0.1:5080')],
    recordRoutes: [],
    routes: [],
    maxForwards: 70,
    headers: [],
    body: '',
    ...changes,
  }
}

export function aReply(
  request: SipRequest,
  status: number,
  options: ReplyOptions = {},
): SipResponse {
  return replyTo(request, status, { toTag: 'theirs', ...options })
}
