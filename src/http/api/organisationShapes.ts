/** The rules an organisation gives itself, as they are sent and answered. */
import { z } from 'zod'
import type { OrganisationRules } from '../../access/organisationRules.ts'
import { ms } from '../../base/units.ts'

const minuteOfDay = z.number().int().min(0).max(1440)
const share = z.number().min(0).max(1)
const count = (most: number) => z.number().int().min(0).max(most)

export const organisationRules = z
  .object({
    callsPerSecondMax: count(1_000).optional().describe('Of all running campaigns together.'),
    concurrentCallsMax: count(50_000).optional(),
    campaignsRunningMax: count(1_000).optional(),
    attemptsMax: count(20).optional().describe('Of one person in one campaign.'),
    callingHours: z
      .object({ fromMinute: minuteOfDay, toMinute: minuteOfDay })
      .optional()
      .describe('Minutes of the day where the person is: 540 is 9 o’clock.'),
    objectionShareMax: share.optional().describe('Between 0 and 1: a campaign pauses by itself.'),
    complaintShareMax: share.optional(),
    approversMin: count(5).optional().describe('Persons beside the author.'),
    budgetMicroEuroMax: z.number().int().min(0).optional().describe('Of one campaign.'),
    idleSessionMsMax: z.number().int().min(60_000).optional().describe('Milliseconds.'),
  })
  .meta({ id: 'OrganisationRules' })

/** Without what was not said. */
export function rulesOf(sent: z.output<typeof organisationRules>): OrganisationRules {
  const { idleSessionMsMax, ...others } = sent
  const said = Object.entries(others).filter(([, value]) => value !== undefined)
  return {
    ...(Object.fromEntries(said) as OrganisationRules),
    ...(idleSessionMsMax === undefined ? {} : { idleSessionMsMax: ms(idleSessionMsMax) }),
  }
}
