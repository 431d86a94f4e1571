/**
 * The deadline of a campaign as instants: a call that could still be up at the deadline is not started
 * (the S1 campaigns of 2017 had to be silent at 20:00). Step 6 of the path.
 */
import { after, type EpochMs, ms } from '../base/units.ts'
import type { Campaign } from './campaign.ts'

type CallTimes = Pick<Campaign, 'deadline' | 'ringTimeoutMs' | 'maxTalkMs'>

/** What a campaign tells the law of its own calendar. */
export const ownSchedule = ({
  startsAt,
  hours,
}: Pick<Campaign, 'startsAt' | 'hours'>): Pick<Campaign, 'startsAt' | 'hours'> => ({
  ...(startsAt !== undefined && { startsAt }),
  ...(hours !== undefined && { hours }),
})

/** The first instant at which no call may start any more: it could ring and talk until the deadline. */
export function lastStart(campaign: CallTimes): EpochMs {
  return after(campaign.deadline, ms(-(campaign.ringTimeoutMs + campaign.maxTalkMs)))
}

/** Strictly before: a call started at lastStart itself could be up at the deadline. */
export function mayStartAt(campaign: CallTimes, now: EpochMs): boolean {
  return now < lastStart(campaign)
}

/** From the deadline on, what is still up is hung up. */
export function deadlinePassed(campaign: CallTimes, now: EpochMs): boolean {
  return now >= campaign.deadline
}
