/**
 * The end of an outgoing leg that was answered: our BYE and its reply, RFC 3261 §15.1.1.
 * Steps of the machine in outgoingLeg.ts.
 */
import { after, type MonoMs } from '../base/units.ts'
import { answerTo, authorized } from '../sip/authentication.ts'
import { requestIn } from '../sip/dialog.ts'
import type { SipHeader, SipRequest, SipResponse } from '../sip/message.ts'
import { quote } from '../sip/text.ts'
import {
  byePatience,
  dialogChallengesMax,
  type Ending,
  type Next,
  type OutgoingLeg,
} from './outgoingLegState.ts'

type Answered = Extract<OutgoingLeg, { is: 'answered' }>
type Terminating = Extract<OutgoingLeg, { is: 'terminating' }>

/** `why`: written into its Reason header when the call was unusable (RFC 3326). */
export function hangUp(leg: Answered, ending: Ending, now: MonoMs, why?: string): Next {
  const headers: SipHeader[] = [...leg.setup.headers]
  if (why !== undefined) headers.push({ name: 'reason', value: `SIP;cause=488;text=${quote(why)}` })
  const [next, bye] = writeBye({ ...leg, is: 'terminating', ending, byeTries: 0 }, headers)
  return [
    { ...next, giveUpAt: after(now, byePatience) },
    [{ is: 'closeMedia' }, { is: 'bye', request: bye, of: 'ours' }],
  ]
}

function writeBye(leg: Terminating, headers: readonly SipHeader[]): [Terminating, SipRequest] {
  const [dialog, bare] = requestIn(leg.dialog, 'BYE', { headers })
  const [auth, bye] = authorized(leg.setup, leg.auth, bare)
  return [{ ...leg, dialog, auth, byeTries: leg.byeTries + 1 }, bye]
}

/** A challenged BYE is sent once more with credentials; any other final reply ends the leg. */
export function byeAnswered(leg: Terminating, response: SipResponse): Next {
  if (response.status < 200) return [leg, []]
  const auth = answerTo(leg.setup, leg.auth, response, 'proven')
  if (auth === undefined || leg.byeTries > dialogChallengesMax) return finish(leg, leg.ending)
  const [next, bye] = writeBye({ ...leg, auth }, leg.setup.headers)
  return [next, [{ is: 'bye', request: bye, of: 'ours' }]]
}

export function finish(leg: Answered | Terminating, ending: Ending): Next {
  const { setup, invite, confirmed, strays, used } = leg
  return [{ is: 'ended', setup, invite, confirmed, strays, used }, [{ is: 'ended', ending }]]
}
