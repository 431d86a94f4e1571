/**
 * Runs approval calls (src/campaign/approvalCall.ts): whoever can ring a phone is a `PhoneRinger` and tells
 * what happens; the machine decides what is played and when an answer is stored. How each call goes is
 * kept a while, for the page of the person whose phone rings.
 */
import { randomUUID } from 'node:crypto'
import { realClock } from '../../base/clock.ts'
import type { ClipId } from '../../base/ids.ts'
import type { E164 } from '../../base/units.ts'
import {
  type ApprovalCallInput,
  type ApprovalCallState,
  approvalCallDeadline,
  type CallAnswer,
  startApprovalCall,
  stepApprovalCall,
} from '../../campaign/approvalCall.ts'
import type { Campaign } from '../../campaign/campaign.ts'

/** A call to one phone that listens to nothing but its keys. */
export interface RungPhone {
  /** From its beginning; `partEnded` is told once its last sample was sent. */
  play(part: number): void
  hangUp(): void
}

export interface PhoneRinger {
  /** Rings over the campaign's own trunk with its number shown. Fails when it cannot even try. */
  ring(
    request: {
      readonly campaign: Campaign
      readonly number: E164
      readonly clips: readonly ClipId[]
    },
    told: (input: ApprovalCallInput) => void,
  ): Promise<RungPhone>
}

export interface ApprovalCallRequest {
  readonly ringer: PhoneRinger
  readonly campaign: Campaign
  readonly number: E164
  readonly clips: readonly ClipId[]
  /** Resolved = committed. */
  readonly store: (answer: CallAnswer) => Promise<void>
}

/** Calls whose page is gone are forgotten, the oldest first. */
export const callsRememberedMax = 200
const states = new Map<string, ApprovalCallState>()

export const approvalCallState = (id: string): ApprovalCallState | undefined => states.get(id)

/** Its id, with which its page asks how it goes. */
export async function placeApprovalCall(request: ApprovalCallRequest): Promise<string> {
  const id = randomUUID()
  const { ringer, campaign, number, clips, store } = request
  let timer: NodeJS.Timeout | undefined
  let phone: RungPhone | undefined
  remember(id, startApprovalCall(realClock.mono()))
  const told = (input: ApprovalCallInput): void => {
    const before = states.get(id)
    if (!before) return
    const now = realClock.mono()
    const [state, effects] = stepApprovalCall(before, input, { now, parts: clips.length })
    states.set(id, state)
    for (const effect of effects) {
      if (effect.is === 'play') phone?.play(effect.part)
      else if (effect.is === 'hangUp') phone?.hangUp()
      else {
        const isStored = (ok: boolean): void => told({ is: 'stored', ok })
        store(effect.answer).then(
          () => isStored(true),
          () => isStored(false),
        )
      }
    }
    clearTimeout(timer)
    const deadline = approvalCallDeadline(state)
    if (!deadline) return
    timer = setTimeout(() => told({ is: 'deadline' }), Math.max(0, deadline.at - now))
    timer.unref()
  }
  phone = await ringer.ring({ campaign, number, clips }, told)
  // What was told while it began to ring had no phone yet: the deadline of the state is set here.
  const state = states.get(id)
  if (state?.is === 'hearing') phone.play(state.part)
  else told({ is: 'deadline' })
  return id
}

function remember(id: string, state: ApprovalCallState): void {
  states.set(id, state)
  if (states.size <= callsRememberedMax) return
  const [oldest] = states.keys()
  if (oldest !== undefined) states.delete(oldest)
}
