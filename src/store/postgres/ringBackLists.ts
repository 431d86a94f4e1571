/** Figures of who rang back, kept as they come, and the list behind them: newest first, a page at a time. */
import type { CampaignId } from '../../base/ids.ts'
import type { Database } from '../database.ts'
import type { ListedRingBack, RingBackFigures } from '../ringBackStore.ts'
import { rowsOf } from './sqlTransaction.ts'

const figures = {
  name: 'ring-back-figures',
  text: `select calls, heard, objections, refused_busy as "refusedBusy"
         from ring_back_counter where campaign_id = $1`,
}
const page = {
  name: 'ring-back-page',
  text: `select id, began_at as at, outcome, says, because, heard_ms as "heardMs", keys,
           contact_id as contact
         from ring_back where campaign_id = $1 and id < $2 order by id desc limit $3`,
}

export async function ringBackFigures(
  { pool }: Pick<Database, 'pool'>,
  campaign: CampaignId,
): Promise<RingBackFigures> {
  const [found] = await rowsOf<RingBackFigures>(pool, figures, [campaign])
  return found ?? { calls: 0, heard: 0, objections: 0, refusedBusy: 0 }
}

export interface RingBackPage {
  readonly rows: readonly ListedRingBack[]
  /** Give it as `before`; null: this is the end. */
  readonly next: number | null
}

export async function ringBackPage(
  { pool }: Pick<Database, 'pool'>,
  {
    campaign,
    before,
    limit,
  }: { readonly campaign: CampaignId; readonly before: number | null; readonly limit: number },
): Promise<RingBackPage> {
  const rows = await rowsOf<ListedRingBack>(pool, page, [
    ...[campaign, before ?? Number.MAX_SAFE_INTEGER, limit],
  ])
  return { rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}
