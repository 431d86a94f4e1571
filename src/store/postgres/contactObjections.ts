/**
 * Objections that a file states (step 3 of the path), in the SqlTransaction of its import: its numbers
 * are suppressed, the consents of the person are withdrawn in the ledger, and who was about to be
 * called no longer is. As after key 9 (objections.ts), but for every controller.
 */
import type pg from 'pg'
import { lockTargetsOf, revokeAndTell } from './objections.ts'
import { rowsOf } from './sqlTransaction.ts'

/** One entry a number and file: the earliest day given. */
const suppress = {
  name: 'import-suppress',
  text: `insert into suppression (organisation_id, phone, scope, reason, at, source_id, line)
         select distinct on (phone) $2::bigint, phone, 'organisation',
           'objection in imported file, line ' || line, objected_at, $1::bigint, line
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
         where s.source_id = $1`,
}

export async function writeObjections(
  client: pg.PoolClient,
  source: number,
  organisation: number,
): Promise<void> {
  const about = [source, organisation]
  await rowsOf(client, suppress, about)
  const [found] = await rowsOf<{ contacts: number[] }>(client, contactsOf, about)
  const contacts = found?.contacts ?? []
  await lockTargetsOf(client, contacts)
  await rowsOf(client, withdraw, about)
  await revokeAndTell(client, contacts, '')
}
