/** Tells the listeners of an organisation when one of its campaigns moved, by whatever process. */
import type { CampaignId } from '../base/ids.ts'
import { maskNumbersIn } from '../base/redact.ts'
import type { Database } from '../store/database.ts'
import { rowsOf } from '../store/postgres/sqlTransaction.ts'
import type { Store } from '../store/store.ts'
import type { EventHub } from './api/eventHub.ts'

interface NewsOptions {
  readonly system: Database
  readonly store: Store
  readonly events: EventHub
  readonly log: (line: string) => void
}

const stateNow = {
  name: 'campaign-news',
  text: `select c.organisation_id as organisation, c.state, e.why
    from campaign c left join lateral (
      select why from campaign_event where campaign_id = c.id order by id desc limit 1
    ) e on true
    where c.id = $1`,
}

interface CampaignNow {
  readonly organisation: number
  readonly state: string
  readonly why: string | null
}

export async function tellCampaigns(options: NewsOptions): Promise<{ close(): Promise<void> }> {
  const { system, store, events, log } = options
  /** By campaign: a look that found nothing new says nothing. */
  const told = new Map<CampaignId, string>()
  const tell = async (campaign: CampaignId): Promise<void> => {
    const [now] = await rowsOf<CampaignNow>(system.pool, stateNow, [campaign])
    if (!now) return
    const { organisation, state, why } = now
    if (told.get(campaign) === `${state} ${why}`) return
    told.set(campaign, `${state} ${why}`)
    events.publish(organisation, { kind: 'campaign', campaign, state, why })
  }
  return store.onCampaignChanged((campaign) => {
    tell(campaign).catch((error: unknown) => {
      log(`the news of a campaign was not told: ${maskNumbersIn(String(error))}`)
    })
  })
}
