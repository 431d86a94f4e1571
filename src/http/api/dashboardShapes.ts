/** Shapes of the dashboard. */
import { z } from 'zod'
import { epochMs } from '../../base/units.ts'
import type { DashboardCampaign } from '../../store/postgres/dashboard.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

/** Older ones are found in the list of campaigns. */
export const campaignsShownMax = 50

const count = z.number().int()

export const campaignShape = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'ready', 'running', 'paused', 'completed', 'stopped']),
    practice: z.boolean().describe('No real phone rings.'),
    deadline: instant,
    createdAt: instant,
    why: z.string().nullable().describe('Why it is in its state.'),
    since: instant.nullable(),
    targets: count,
    remaining: count.describe('Targets not decided for good.'),
    attempts: count.describe('Calls that ended.'),
    heardToEnd: count.describe('Those of them in which everything was heard.'),
    objections: count,
    costMicroEuro: count,
    budgetMicroEuro: count.nullable(),
  })
  .meta({ id: 'DashboardCampaign' })

export const shownCampaign = (row: DashboardCampaign): z.input<typeof campaignShape> => ({
  ...row,
  deadline: isoOf(row.deadline),
  createdAt: isoOf(row.createdAt),
  since: isoOrNull(row.since === null ? null : epochMs(row.since)),
})

export const toDoShape = z
  .discriminatedUnion('is', [
    z.object({
      is: z.literal('approval'),
      campaign: z.string(),
      campaignName: z.string(),
      version: count,
      askedBy: z.string(),
      askedAt: instant,
    }),
    z.object({ is: z.literal('rights'), open: count, firstDueAt: instant }),
    z.object({
      is: z.literal('rejectedLines'),
      source: count,
      fileName: z.string(),
      lines: count,
      importedAt: instant,
      task: count,
      file: z
        .object({ id: z.string(), name: z.string() })
        .describe('Of the task: the lines with the reason in front, to correct and send again.'),
    }),
  ])
  .meta({ id: 'ToDo' })
