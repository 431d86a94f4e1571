/** Requests that belong to no dialog, and are no call. */
import { replyTo, type SipRequest, type SipResponse, tagOf } from '../sip/message.ts'
import { legMethods } from './outgoingLegState.ts'

/** Keep-alive OPTIONS are answered (§11); unknown dialogs do not exist. */
export function replyOutsideDialogs(request: SipRequest, toTag: string): SipResponse {
  if (tagOf(request.to) !== undefined) return replyTo(request, 481)
  if (request.method !== 'OPTIONS') return replyTo(request, 481, { toTag })
  const headers = [
    { name: 'allow', value: legMethods.join(', ') },
    { name: 'accept', value: 'application/sdp' },
  ]
  return replyTo(request, 200, { toTag, headers })
}
