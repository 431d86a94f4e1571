/** One campaign as a screen needs it: settings, counters, what blocks or warns, and the mark of each step. */
import type { z } from 'zod'
import type { Campaign } from '../../campaign/campaign.ts'
import { launchingOf } from '../../engine/launching.ts'
import { nowOf } from '../../engine/line.ts'
import type { Database } from '../../store/database.ts'
import { eventsSinceCheck, latestCheck } from '../../store/postgres/campaignChecks.ts'
import { hasListened, peopleOf } from '../../store/postgres/campaignPage.ts'
import type { Store } from '../../store/store.ts'
import { type Begun, findingsOf, stepMarks } from './campaignFindings.ts'
import { campaignReply, type campaignShape } from './campaignShapes.ts'

interface Opened {
  readonly database: Database
  readonly store: Store
}

export async function campaignView(
  { database, store }: Opened,
  campaign: Campaign,
): Promise<z.input<typeof campaignShape>> {
  const { id } = campaign
  const now = await nowOf({ database }, campaign)
  const [counters, people, launching, checked, heard] = await Promise.all([
    store.counters(id),
    peopleOf(database, id),
    launchingOf({ database, store }, campaign, now),
    checkedAs(database, id),
    hasListened(database, id),
  ])
  const findings = findingsOf(campaign, launching, people, now)
  const begun: Begun = { people: counters.targets > 0 || people > 0, checked, heard }
  return {
    ...campaignReply(campaign, counters, now),
    steps: [...stepMarks(campaign, findings, begun)],
    findings: [...findings],
  }
}

/** What a person did since (an approval, an audience, a setting) makes the check one of yesterday. */
async function checkedAs(database: Database, id: Campaign['id']): Promise<Begun['checked']> {
  const check = await latestCheck<{ readonly launchable: boolean }>(database, id)
  if (!check) return 'never'
  if ((await eventsSinceCheck(database, id)).length > 0) return 'stale'
  return check.result.launchable ? 'launchable' : 'blocked'
}
