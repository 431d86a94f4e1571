/**
 * Our side of a practice campaign, to be compared with what the practice people lived, and where its
 * clock stood. Whole numbers, so practice campaigns only: theirs are fiction.
 */
import type { DtmfKey } from '../../base/dtmf.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface PracticeSide {
  readonly attempts: readonly {
    readonly number: E164
    readonly outcome: Outcome
    readonly keys: readonly DtmfKey[]
  }[]
  readonly objected: ReadonlySet<E164>
}

const attempts = {
  name: 'practice-attempts',
  text: `select coalesce(s.phone, c.phone) as number, a.outcome, a.keys
         from attempt a join target t on t.id = a.target_id join contact c on c.id = t.contact_id
         left join stand_in s on s.target_id = t.id
         join campaign k on k.id = a.campaign_id
         where a.campaign_id = $1 and k.practice_start is not null and a.outcome is not null
         order by t.id, a.attempt_number`,
}
const objected = {
  name: 'practice-objected',
  text: `select distinct c.phone as number
         from suppression s join attempt a on a.id = s.attempt_id join target t on t.id = a.target_id
         join contact c on c.id = t.contact_id join campaign k on k.id = a.campaign_id
         where a.campaign_id = $1 and k.practice_start is not null and s.phone = c.phone
         union
         select s.phone from rehearsal_objection o join attempt a on a.id = o.attempt_id
         join stand_in s on s.target_id = a.target_id where o.campaign_id = $1`,
}
const lastInstantOf = {
  name: 'practice-last-instant',
  text: `select max(greatest(armed_at, coalesce(ended_at, 0))) as at from attempt where campaign_id = $1`,
}

export async function practiceSide({ pool }: Database, id: CampaignId): Promise<PracticeSide> {
  const rows = await rowsOf<{ number: E164; outcome: Outcome; keys: string }>(pool, attempts, [id])
  const numbers = await rowsOf<{ number: E164 }>(pool, objected, [id])
  return {
    attempts: rows.map(({ number, outcome, keys }) => ({
      number,
      outcome,
      keys: [...keys] as DtmfKey[],
    })),
    objected: new Set(numbers.map(({ number }) => number)),
  }
}

/** The latest instant any attempt of a campaign has seen on the campaign's own clock. */
export async function lastInstant({ pool }: Database, id: CampaignId): Promise<EpochMs | null> {
  const [row] = await rowsOf<{ at: EpochMs | null }>(pool, lastInstantOf, [id])
  return row?.at ?? null
}
