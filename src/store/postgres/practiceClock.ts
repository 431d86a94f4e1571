/** Where the practice clock of a campaign stands when no run moves it. */
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

const setStart = {
  name: 'practice-clock',
  text: `update campaign set practice_start = $2, revision = nextval('campaign_revision')
         where id = $1 and practice_start is not null`,
}

export async function setPracticeStart(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
  to: EpochMs,
): Promise<void> {
  await rowsOf(pool, setStart, [id, to])
}
