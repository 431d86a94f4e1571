/** Replies of an outgoing leg, as effects. */
import { type ReplyOptions, replyTo, type SipRequest } from '../sip/message.ts'
import type { LegEffect } from './outgoingLegState.ts'

export const reply = (
  request: SipRequest,
  status: number,
  options: ReplyOptions = {},
): LegEffect => ({ is: 'reply', reply: replyTo(request, status, options) })
