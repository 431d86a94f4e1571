/**
 * The campaign machine. A refused move is a value that lists everything missing.
 *
 *  draft ─makeReady→ ready ─start→ running ⇄ pause/resume ⇄ paused
 *    ↑ reopen ┘ │                    │ remaining = 0 → completed          │ deadlineReached →
 *    (recording changed)             │ stop, deadlineReached → stopped ←──┘ completed | stopped
 *
 * `completed` only when nobody is left to call; `stopped` says how many people were not called.
 */
import { unreachable } from '../base/assert.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign, CampaignState } from './campaign.ts'
import { type Missing, missingFor, type ReadinessFacts } from './readiness.ts'
import { deadlinePassed } from './schedule.ts'

export type CampaignInput =
  | { readonly is: 'makeReady'; readonly facts: ReadinessFacts }
  /** The recording or a setting changed: what was ready is to be checked again. */
  | { readonly is: 'reopen' }
  | { readonly is: 'start'; readonly facts: ReadinessFacts }
  | { readonly is: 'pause'; readonly why: string }
  | { readonly is: 'resume'; readonly facts: ReadinessFacts }
  | { readonly is: 'stop'; readonly why: string; readonly remaining: number }
  /** The runner's tick: nothing is up, and `remaining` people are not decided for good. */
  | { readonly is: 'idle'; readonly remaining: number }
  | { readonly is: 'deadlineReached'; readonly remaining: number }

/** What the runner owes once the move is stored. */
export type CampaignEffect = 'startCalls' | 'stopNewCalls' | 'hangUpAll'

export type CampaignMove =
  | {
      readonly is: 'moved'
      readonly to: CampaignState
      readonly why: string
      /** People nobody has called to the end; only `stopped` leaves any. */
      readonly notCalled?: number
      readonly effects: readonly CampaignEffect[]
    }
  | { readonly is: 'stays' }
  | { readonly is: 'refused'; readonly missing: readonly Missing[] }
  | {
      readonly is: 'wrongState'
      readonly measured: CampaignState
      readonly limit: readonly CampaignState[]
    }

/** Pure: the caller stores the move by compare-and-set, then does the effects. */
export function step(campaign: Campaign, input: CampaignInput, now: EpochMs): CampaignMove {
  switch (input.is) {
    case 'makeReady':
      return from(campaign, ['draft'], () =>
        whenComplete(campaign, input.facts, now, moved('ready', 'checked and ready')),
      )
    case 'reopen':
      return from(campaign, ['draft', 'ready'], () =>
        campaign.state === 'draft'
          ? { is: 'stays' }
          : moved('draft', 'changed since it was checked'),
      )
    case 'start':
      // Checked again: the deadline may have come near, an approval may be of an older recording.
      return from(campaign, ['ready'], () =>
        whenComplete(campaign, input.facts, now, moved('running', 'started', ['startCalls'])),
      )
    case 'pause':
      return from(campaign, ['running'], () => moved('paused', input.why, ['stopNewCalls']))
    case 'resume':
      return from(campaign, ['paused'], () =>
        whenComplete(campaign, input.facts, now, moved('running', 'resumed', ['startCalls'])),
      )
    case 'stop':
      return from(campaign, ['ready', 'running', 'paused'], () =>
        over(input.why, input.remaining, ['hangUpAll']),
      )
    case 'idle':
      return from(campaign, ['running'], () =>
        input.remaining === 0 ? over('everybody was called', 0, []) : { is: 'stays' },
      )
    case 'deadlineReached':
      return from(campaign, ['ready', 'running', 'paused'], () =>
        deadlinePassed(campaign, now)
          ? over('stopped by deadline', input.remaining, ['hangUpAll'])
          : { is: 'stays' },
      )
    default:
      return unreachable(input)
  }
}

/** The states from which nothing happens any more. */
export function isOver(state: CampaignState): state is 'completed' | 'stopped' {
  switch (state) {
    case 'completed':
    case 'stopped':
      return true
    case 'draft':
    case 'ready':
    case 'running':
    case 'paused':
      return false
    default:
      return unreachable(state)
  }
}

function from(
  campaign: Campaign,
  allowed: readonly CampaignState[],
  move: () => CampaignMove,
): CampaignMove {
  if (allowed.includes(campaign.state)) return move()
  return { is: 'wrongState', measured: campaign.state, limit: allowed }
}

function moved(
  to: CampaignState,
  why: string,
  effects: readonly CampaignEffect[] = [],
): CampaignMove {
  return { is: 'moved', to, why, effects }
}

function whenComplete(
  campaign: Campaign,
  facts: ReadinessFacts,
  now: EpochMs,
  move: CampaignMove,
): CampaignMove {
  const missing = missingFor(campaign, facts, now)
  return missing.length === 0 ? move : { is: 'refused', missing }
}

function over(why: string, remaining: number, effects: readonly CampaignEffect[]): CampaignMove {
  if (remaining === 0) return { is: 'moved', to: 'completed', why, effects }
  return { is: 'moved', to: 'stopped', why, notCalled: remaining, effects }
}
