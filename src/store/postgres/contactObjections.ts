/**
 * Objections that a file states (step 3 of the path), in the SqlTransaction of its import: its numbers
 * are suppressed, the consents of the person are withdrawn in the ledger, and who was about to be
 * called no longer is. As after key 9 (objections.ts), but for every controller.
 */
import type pg from 'pg'
import type { EpochMs } from '../../base/units.ts'
import type { NumberPads } from '../numberKey.ts'
import { appendToLedger } from './ledger.ts'
import { lockTargetsOf, revokeAndTell, type WithdrawnRow, withdrawnEntry } from './objections.ts'
import { rowsOf } from './sqlTransaction.ts'

/** One entry a number and file: the earliest day given. */
const suppress = {
  name: 'import-suppress',
  text: `insert into suppression
           (organisation_id, phone, number_hash, scope, reason, at, source_id, line, whole_person)
         select distinct on (phone) $2::bigint, phone, number_hash(phone, $3, $4), 'organisation',
           'objection in imported file, line ' || line, objected_at, $1::bigint, line, true
         from mention where source_id = $1 and objected_at is not null
         order by phone, objected_at, line`,
}
/** All numbers of the persons: a withdrawal reaches what any of them allowed. */
const contactsOf = {
  name: 'import-objectors',
  text: `select array(
           select distinct c.id from suppression s
           join contact named on named.phone = s.phone and named.organisation_id = $2
           join contact c on c.person_id = named.person_id and c.organisation_id = $2
           where s.source_id = $1 order by c.id) as contacts`,
}
const withdraw = {
  name: 'import-withdraw',
  text: `insert into consent (contact_id, kind, controller, channel, at)
         select distinct named.id, 'withdrawn', agreed.controller, channel, s.at
         from suppression s
         join contact named on named.phone = s.phone and named.organisation_id = $2
         cross join lateral (
           select e.controller
           from contact c cross join lateral consents_of(c.id, c.phone, c.organisation_id) e
           where c.person_id = named.person_id and c.organisation_id = $2 and e.kind = 'given'
           union select controller from source where id = $1 and controller is not null) agreed
         cross join unnest(array['automate', 'volunteer']) as channel
         where s.source_id = $1
         returning contact_id as contact, id, controller, channel, at`,
}

/** Withdrawals in one call of the ledger: bounded memory however many people objected. */
const withdrawnPerEntry = 5000

interface ObjectionsOfFile {
  readonly source: number
  readonly organisation: number
  readonly now: EpochMs
  readonly numberKey: NumberPads
}

export async function writeObjections(
  client: pg.PoolClient,
  { source, organisation, now, numberKey }: ObjectionsOfFile,
): Promise<void> {
  const { innerPad, outerPad } = numberKey
  const about = [source, organisation]
  await rowsOf(client, suppress, [...about, innerPad, outerPad])
  const [found] = await rowsOf<{ contacts: number[] }>(client, contactsOf, about)
  const contacts = found?.contacts ?? []
  await lockTargetsOf(client, contacts)
  const withdrawn = await rowsOf<WithdrawnRow & { at: EpochMs }>(client, withdraw, about)
  await revokeAndTell(client, contacts, '', { organisation })
  for (let from = 0; from < withdrawn.length; from += withdrawnPerEntry) {
    const some = withdrawn.slice(from, from + withdrawnPerEntry)
    const entries = some.map((row) => withdrawnEntry(row, row.at))
    await appendToLedger(client, organisation, entries)
  }
  await appendToLedger(client, organisation, [
    { kind: 'suppressed', at: now, subject: `sourceObjections/${source}`, content: {} },
  ])
}
