/**
 * The call by which a second person approves a recording: their phone rings, they hear the whole of it,
 * and the key they press at its end is their answer. Pure; whoever rings the phone does the effects.
 *
 *  ringing ─answered→ hearing ─last part ended→ choosing ─1→ storing(approved) ─stored→ ended
 *     │ failed, time       │ hung up: ended(notHeard)  │ 3→ storing(returned) ─stored→ ended
 *     └→ ended(noAnswer)   │ a key: not heard yet      └ time, hung up → ended(noKey)
 *
 * Who heard less than the whole has approved nothing, whatever they pressed.
 */
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { after, type Deadline, type MonoMs, seconds } from '../base/units.ts'

export const approvalKeys = { approve: '1', return: '3' } as const satisfies Record<string, DtmfKey>

export const ringsFor = seconds(40)
/** From the end of the message to the key. */
export const choosesWithin = seconds(30)
const storedWithin = seconds(10)

export type CallAnswer = 'approved' | 'returned'

export type ApprovalCallState =
  | { readonly is: 'ringing'; readonly since: MonoMs }
  /** `part`: the place of the part that is heard, from 0. */
  | { readonly is: 'hearing'; readonly part: number; readonly parts: number }
  | { readonly is: 'choosing'; readonly since: MonoMs }
  | { readonly is: 'storing'; readonly answer: CallAnswer; readonly since: MonoMs }
  | {
      readonly is: 'ended'
      readonly how: CallAnswer | 'noAnswer' | 'notHeard' | 'noKey' | 'notStored'
    }

export type ApprovalCallInput =
  | { readonly is: 'answered' }
  /** The part that was playing was sent to its last sample. */
  | { readonly is: 'partEnded' }
  | { readonly is: 'key'; readonly key: DtmfKey }
  /** The other side hung up, or never took the call. */
  | { readonly is: 'over' }
  | { readonly is: 'stored'; readonly ok: boolean }
  | { readonly is: 'deadline' }

export type ApprovalCallEffect =
  | { readonly is: 'play'; readonly part: number }
  | { readonly is: 'store'; readonly answer: CallAnswer }
  | { readonly is: 'hangUp' }

export type ApprovalCallStep = readonly [ApprovalCallState, readonly ApprovalCallEffect[]]

export const startApprovalCall = (now: MonoMs): ApprovalCallState => ({ is: 'ringing', since: now })

export function approvalCallDeadline(state: ApprovalCallState): Deadline | undefined {
  switch (state.is) {
    case 'ringing':
      return { at: after(state.since, ringsFor), why: 'nobody takes the call' }
    case 'choosing':
      return { at: after(state.since, choosesWithin), why: 'no key is pressed' }
    case 'storing':
      return { at: after(state.since, storedWithin), why: 'the answer is not stored' }
    case 'hearing':
    case 'ended':
      return undefined
    default:
      return unreachable(state)
  }
}

/** `parts`: how many are played one after the other. */
export function stepApprovalCall(
  state: ApprovalCallState,
  input: ApprovalCallInput,
  { now, parts }: { readonly now: MonoMs; readonly parts: number },
): ApprovalCallStep {
  const isDue =
    input.is === 'deadline' && (approvalCallDeadline(state)?.at ?? Number.POSITIVE_INFINITY) <= now
  switch (state.is) {
    case 'ringing':
      if (input.is === 'answered') {
        return [{ is: 'hearing', part: 0, parts }, [{ is: 'play', part: 0 }]]
      }
      if (input.is === 'over') return ended('noAnswer')
      return isDue ? hungUp('noAnswer') : [state, []]
    case 'hearing':
      if (input.is === 'over') return ended('notHeard')
      return input.is === 'partEnded' ? afterPart(state, now) : [state, []]
    case 'choosing':
      if (input.is === 'key') return chosen(state, input.key, now)
      if (input.is === 'over') return ended('noKey')
      return isDue ? hungUp('noKey') : [state, []]
    case 'storing':
      // Who hangs up after the key has answered: what is being stored counts.
      if (input.is === 'stored') return hungUp(input.ok ? state.answer : 'notStored')
      return isDue ? hungUp('notStored') : [state, []]
    case 'ended':
      return [state, []]
    default:
      return unreachable(state)
  }
}

type Ended = Extract<ApprovalCallState, { readonly is: 'ended' }>['how']

const ended = (how: Ended): ApprovalCallStep => [{ is: 'ended', how }, []]
const hungUp = (how: Ended): ApprovalCallStep => [{ is: 'ended', how }, [{ is: 'hangUp' }]]

function afterPart(
  { part, parts }: Extract<ApprovalCallState, { readonly is: 'hearing' }>,
  now: MonoMs,
): ApprovalCallStep {
  const next = part + 1
  if (next >= parts) return [{ is: 'choosing', since: now }, []]
  return [{ is: 'hearing', part: next, parts }, [{ is: 'play', part: next }]]
}

function chosen(state: ApprovalCallState, key: DtmfKey, now: MonoMs): ApprovalCallStep {
  const answers: Partial<Record<DtmfKey, CallAnswer>> = {
    [approvalKeys.approve]: 'approved',
    [approvalKeys.return]: 'returned',
  }
  const answer = answers[key]
  if (!answer) return [state, []]
  return [{ is: 'storing', answer, since: now }, [{ is: 'store', answer }]]
}
