/**
 * When a campaign that calls at this pace will have called everybody who is left, in the time the law and
 * its own hours leave it: nights, Sundays, holidays, the eve of the vote and hours it did not choose are
 * walked over. On the clock of metropolitan France, for people who agreed to every hour.
 */
import { type E164, type EpochMs, epochMs } from '../base/units.ts'
import type { CallFacts } from '../law/facts.ts'
import { judge } from '../law/judge.ts'
import { rulesOfTime } from './lawfulWeek.ts'
import type { CampaignFacts } from './sameFacts.ts'

export interface OutlookAsked {
  readonly campaign: CampaignFacts
  /** No call starts from this instant on. */
  readonly lastStart: EpochMs
  readonly from: EpochMs
  readonly remaining: number
  /** Calls a second while calls are allowed. */
  readonly pace: number
}

export interface Outlook {
  /** null: not before the campaign is over. */
  readonly endsAt: EpochMs | null
  readonly notCalledInTime: number
}

/** Time opens and closes four times a day at most: half a year of it. */
const outlookTurnsMax = 1000

export function campaignOutlook({
  campaign,
  lastStart,
  from,
  remaining,
  pace,
}: OutlookAsked): Outlook {
  const facts: CallFacts = { ...campaign, callee: aParisian, trunk: noTrunk }
  let leftMs = (remaining / pace) * 1000
  let now: number = from
  for (let turn = 0; turn < outlookTurnsMax && now < lastStart; turn += 1) {
    const { verdict, until } = judge({ ...facts, now: epochMs(now) }, rulesOfTime)
    if (verdict.allowed) {
      const open = Math.min(until, lastStart) - now
      if (open >= leftMs) return { endsAt: epochMs(Math.round(now + leftMs)), notCalledInTime: 0 }
      leftMs -= open
      now += Math.max(1, open)
      continue
    }
    if (verdict.askAgainAt === undefined) break
    now = Math.max(now + 1, verdict.askAgainAt)
  }
  return { endsAt: null, notCalledInTime: Math.ceil((leftMs / 1000) * pace) }
}

const aParisian = { number: '+33199000000' as E164, insee: '75056' }
const noTrunk = { kind: 'practice', callerIds: [] } as const
