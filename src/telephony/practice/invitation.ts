/** What an INVITE asks of the practice carrier: whom to ring, and how to exchange sound with us. */
import { assert } from '../../base/assert.ts'
import type { E164 } from '../../base/units.ts'
import { parsePhoneNumber } from '../../contacts/phoneNumber.ts'
import { answerAudio, wantsSrtp } from '../../sdp/offerAnswer.ts'
import type { SipRequest } from '../../sip/message.ts'
import { bareNumber, parseUri } from '../../sip/uri.ts'
import { newSdesKeys } from '../legMedia.ts'
import type { OfferAnswered } from './phoneLine.ts'

/** o= of our SDP: another number for each call, and its one version (RFC 8866 §5.2). */
let sessions = 0
/** Asks whether an offer is agreeable before there is a port (discard, RFC 863). */
const PROBE_PORT = 9

/** E.164 or the national way, as carriers take both: what is nobody's in fiction is refused. */
export const calledNumber = (request: SipRequest): E164 => {
  const uri = parseUri(request.uri)
  const written = uri && uri.scheme !== 'other' ? bareNumber(uri.user) : ''
  const parsed = parsePhoneNumber(written)
  return parsed.is === 'number' ? parsed.number : (written as E164)
}

/** Our answer to the offer in an INVITE; undefined when there is none we can take. */
export function offerOf(request: SipRequest, address: string): OfferAnswered | undefined {
  sessions += 1
  const sessionId = String(sessions)
  const terms = wantsSrtp(request.body) ? { crypto: newSdesKeys() } : {}
  const answerOn = (port: number) =>
    answerAudio(request.body, { address, port, sessionId, version: 1, ...terms })
  const agreed = answerOn(PROBE_PORT)
  if (agreed.is !== 'agreed') return undefined
  const { audio } = agreed
  return {
    remote: {
      address: audio.address,
      port: audio.port,
      codec: audio.codec,
      payloadType: audio.payloadType,
      ...(audio.eventsOut === undefined ? {} : { telephoneEvent: audio.eventsOut }),
      ...(audio.srtp && { srtp: audio.srtp }),
      send: audio.weSend,
    },
    sdp: (port) => {
      const answer = answerOn(port)
      assert(answer.is === 'agreed', 'an offer that was agreed to is agreed to again')
      return answer.sdp
    },
  }
}
