/** Phones rung for approvals: what law/approvalCall.ts asks before one rings, and that it was rung. */
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import { approvalCallsWithin } from '../../law/approvalCall.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface ApprovalCallCounts {
  readonly objected: boolean
  readonly callsToNumber: number
  readonly callsOverall: number
}

const counts = {
  name: 'approval-call-counts',
  text: `select count(*) filter (where number_hash = $2)::int as "callsToNumber",
           count(*)::int as "callsOverall",
           exists (select from suppression s where s.number_hash = $2
             and s.organisation_id = $1
             and not exists (select from suppression_lift l where l.suppression_id = s.id)) as objected
         from approval_call where organisation_id = $1 and asked_at > $3`,
}
const forget = {
  name: 'approval-call-forget',
  text: 'delete from approval_call where organisation_id = $1 and asked_at <= $2',
}
const note = {
  name: 'approval-call-note',
  text: 'insert into approval_call (organisation_id, number_hash, asked_at) values ($1, $2, $3)',
}

export async function approvalCallCounts(
  { pool, numberKey }: Database,
  organisation: number,
  number: E164,
  now: EpochMs,
): Promise<ApprovalCallCounts> {
  const since = epochMs(now - approvalCallsWithin)
  const [row] = await rowsOf<ApprovalCallCounts>(pool, counts, [
    ...[organisation, numberKey.hash(number), since],
  ])
  return row ?? { objected: false, callsToNumber: 0, callsOverall: 0 }
}

/** Committed before the INVITE leaves. What is older than a day is forgotten. */
export async function noteApprovalCall(
  { pool, numberKey }: Database,
  organisation: number,
  number: E164,
  now: EpochMs,
): Promise<void> {
  await rowsOf(pool, forget, [organisation, epochMs(now - approvalCallsWithin)])
  await rowsOf(pool, note, [organisation, numberKey.hash(number), now])
}
