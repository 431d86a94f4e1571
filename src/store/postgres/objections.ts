/**
 * "Never again": an objection is committed before the person hears it confirmed. A person's own act
 * reaches all numbers known to be theirs (RGPD art. 21) and is written in the ledger as consents
 * withdrawn (art. 7 § 3). Whoever is leased or armed meanwhile is marked in the same SqlTransaction, so
 * that no dialler, of whatever process, calls them.
 */
import { assert } from '../../base/assert.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { LedgerEntry } from '../ledger.ts'
import { newReference } from '../receipt.ts'
import type { NewSuppression, Store, SuppressionReceipt } from '../store.ts'
import { changedChannel } from './campaignWatch.ts'
import { lockCounters, moveCounters } from './counters.ts'
import { appendToLedger } from './ledger.ts'
import { keepRehearsalObjection } from './rehearsal.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { asOwner } from './tenantRole.ts'

type ObjectionVerbs = Pick<Store, 'suppress' | 'addSuppression'>

const attemptOf = {
  name: 'objection-attempt',
  text: `select k.id as campaign, k.controller, k.organisation_id as organisation,
           k.practice_start is not null and exists (select from contact mine
             where mine.person_id = c.person_id and mine.organisation_id = c.organisation_id
               and not is_fiction(mine.phone)) as rehearsed,
           array(select mine.id from contact mine where mine.person_id = c.person_id
             and mine.organisation_id = c.organisation_id order by mine.id) as contacts
         from attempt a join target t on t.id = a.target_id join contact c on c.id = t.contact_id
         join campaign k on k.id = a.campaign_id where a.id = $1`,
}
/** Who leases one of them waits until the objection is committed, and then sees it. */
const lockTargets = {
  name: 'objection-lock',
  text: `select id from target where contact_id = any($1::bigint[]) and state <> 'done'
         order by id for update`,
}
const suppressPerson = {
  name: 'objection-suppress',
  text: `insert into suppression (organisation_id, phone, number_hash, scope, controller, reason, at,
           attempt_id, reference, whole_person)
         select $2, c.phone, number_hash(c.phone, $8, $9), reach.scope, reach.controller, $4, $5, $6,
           $7, true
         from contact c, (values ('organisation', null), ('controller', $3)) as reach(scope, controller)
         where c.id = any($1::bigint[])
         on conflict (attempt_id, number_hash, scope) where attempt_id is not null do nothing`,
}
const receiptOf = {
  name: 'objection-receipt',
  text: 'select reference, at from suppression where attempt_id = $1 order by id limit 1',
}
const addNumbers = {
  name: 'suppression-add',
  text: `insert into suppression
           (organisation_id, phone, number_hash, scope, controller, reason, at, reference, whole_person)
         select $1, phone, number_hash(phone, $8, $9), $3, $4, $5, $6, $7, $10
         from unnest($2::text[]) as phone`,
}
const organisationOf = {
  name: 'suppression-organisation',
  text: 'select coalesce($1::bigint, (select min(id) from organisation)) as id',
}
/** The number itself in every organisation, and in this one the person's other numbers. */
const contactsOf = {
  name: 'suppression-contacts',
  text: `select array(select id from contact where phone = $1
             union select other.id from contact named join contact other
               on other.person_id = named.person_id and other.organisation_id = named.organisation_id
             where named.phone = $1 and named.organisation_id = $2 and $3::boolean
             order by 1) as contacts,
           array(select $1 union select other.phone from contact named join contact other
               on other.person_id = named.person_id and other.organisation_id = named.organisation_id
             where named.phone = $1 and named.organisation_id = $2 and $3::boolean) as numbers`,
}
const withdraw = {
  name: 'objection-withdraw',
  text: `insert into consent (contact_id, kind, controller, channel, at)
         select id, 'withdrawn', $2, channel, $3
         from unnest($1::bigint[]) as id, unnest(array['automate', 'volunteer']) as channel
         returning contact_id as contact, id, controller, channel`,
}
/** Whatever controller was ever allowed; null: all of them. */
export const withdrawAgreed = {
  name: 'suppression-withdraw',
  text: `insert into consent (contact_id, kind, controller, channel, at)
         select c.id, 'withdrawn', agreed.controller, channel, $3
         from contact c cross join lateral (
           select distinct e.controller from consents_of(c.id, c.phone, c.organisation_id) e
           where e.kind = 'given' and ($4::text is null or same_name(e.controller, $4))) agreed
         cross join unnest(array['automate', 'volunteer']) as channel
         where c.id = any($1::bigint[]) and c.organisation_id = $2
         returning contact_id as contact, id, controller, channel`,
}
/** A lease of before is void: arming with it fails, and the next lease carries the new fact. */
const revokeLeases = {
  name: 'suppression-revoke',
  text: `update target set state = 'waiting', waits_for = 'turn', due_at = 0,
           lease_token = null, held_until = null
         where contact_id = any($1::bigint[]) and state = 'leased'`,
}
/** Armed or on the telephone: the runner that has the call ends it. */
const barArmed = {
  name: 'suppression-bar',
  text: `update attempt a set barred = 'person'
         from target t, campaign k
         where t.contact_id = any($1::bigint[]) and a.target_id = t.id and a.state = 'armed'
           and a.barred is null and k.id = a.campaign_id and a.id is distinct from $2::uuid
           and ($3::bigint is null or k.organisation_id = $3)
           and ($4::text is null or same_name(k.controller, $4))`,
}
const tell = { name: 'suppression-tell', text: 'select pg_notify($1, $2)' }

export interface WithdrawnRow {
  readonly contact: number
  readonly id: number
  readonly controller: string
  readonly channel: string
}

export function objectionVerbs(database: Database): ObjectionVerbs {
  return {
    suppress: (attempt, reason, now) =>
      inSqlTransaction(database.pool, (client) =>
        suppressCalled(client, database, { attempt, reason, now }),
      ),
    addSuppression: (number, entry, organisation) =>
      inSqlTransaction(database.pool, async (client) => {
        const [asked] = await rowsOf<{ id: number }>(client, organisationOf, [organisation ?? null])
        assert(asked, 'every database has an organisation')
        return await addEntry(client, database, { number, entry, organisation: asked.id })
      }),
  }
}

async function suppressCalled(
  client: SqlClient,
  { numberKey }: Database,
  { attempt, reason, now }: { attempt: string; reason: string; now: EpochMs },
): Promise<SuppressionReceipt> {
  const [found] = await rowsOf<{
    campaign: string
    controller: string
    organisation: number
    rehearsed: boolean
    contacts: number[]
  }>(client, attemptOf, [attempt])
  assert(found, 'only somebody we called can object to the call')
  const { campaign, controller, organisation, contacts } = found
  await lockCounters(client, [campaign])
  await lockTargetsOf(client, contacts)
  if (found.rehearsed) {
    // A practice phone pressed 9 for somebody real, who heard nothing: no objection of theirs.
    const { first, ...kept } = await keepRehearsalObjection(
      client,
      { attempt, campaign, reason },
      now,
    )
    if (first) await moveCounters(client, campaign, { objections: 1 })
    return kept
  }
  const receipt = { reference: newReference('S'), at: now }
  const { rowCount } = await client.query({
    ...suppressPerson,
    values: [
      ...[contacts, organisation, controller, reason, now, attempt, receipt.reference],
      ...[numberKey.innerPad, numberKey.outerPad],
    ],
  })
  if (!rowCount) {
    const [known] = await rowsOf<SuppressionReceipt>(client, receiptOf, [attempt])
    return known ?? receipt
  }
  const withdrawn = await rowsOf<WithdrawnRow>(client, withdraw, [contacts, controller, now])
  await moveCounters(client, campaign, { objections: 1 })
  await revokeAndTell(client, contacts, campaign, { exceptAttempt: attempt })
  await appendToLedger(client, organisation, [
    suppressedEntry(receipt),
    ...withdrawn.map((row) => withdrawnEntry(row, now)),
  ])
  return receipt
}

/** Also for those who already hold a SqlTransaction of their own (a request answered, an erasure). */
export async function addEntry(
  client: SqlClient,
  { numberKey }: Pick<Database, 'numberKey'>,
  {
    number,
    entry,
    organisation,
  }: { readonly number: string; readonly entry: NewSuppression; readonly organisation: number },
): Promise<SuppressionReceipt> {
  const { scope, controller = null, reason, at, ownAct = false } = entry
  // Of other organisations nothing is told to a tenant: their calls are only ended.
  const everywhere = <Result>(work: () => Promise<Result>): Promise<Result> =>
    scope === 'organisation' ? work() : asOwner(client, work)
  const [found] = await everywhere(async () => {
    const rows = await rowsOf<{ contacts: number[]; numbers: string[] }>(client, contactsOf, [
      ...[number, organisation, ownAct],
    ])
    await lockTargetsOf(client, rows[0]?.contacts ?? [])
    return rows
  })
  const { contacts, numbers } = found ?? { contacts: [], numbers: [number] }
  const receipt = { reference: newReference('S'), at }
  await rowsOf(client, addNumbers, [
    ...[organisation, numbers, scope, controller, reason, at, receipt.reference],
    ...[numberKey.innerPad, numberKey.outerPad, ownAct],
  ])
  const withdrawn = ownAct
    ? await rowsOf<WithdrawnRow>(client, withdrawAgreed, [
        ...[contacts, organisation, at],
        scope === 'controller' ? controller : null,
      ])
    : []
  await everywhere(() =>
    revokeAndTell(client, contacts, '', {
      ...(scope === 'organisation' && { organisation }),
      ...(scope === 'controller' && controller !== null && { controller }),
    }),
  )
  await appendToLedger(client, organisation, [
    suppressedEntry(receipt),
    ...withdrawn.map((row) => withdrawnEntry(row, at)),
  ])
  return receipt
}

const suppressedEntry = ({ reference, at }: SuppressionReceipt): LedgerEntry => ({
  kind: 'suppressed',
  at,
  subject: `suppression/${reference}`,
  content: {},
})

export const withdrawnEntry = (
  { contact, id, controller, channel }: WithdrawnRow,
  at: EpochMs,
): LedgerEntry => ({
  kind: 'consentWithdrawn',
  at,
  subject: `consent/${contact}/${id}`,
  content: { controller, channel },
})

export const lockTargetsOf = (client: SqlClient, contacts: readonly number[]): Promise<unknown> =>
  rowsOf(client, lockTargets, [contacts])

/**
 * These contacts must not be called any more: leases are void, armed calls are marked for their runner,
 * and every runner is told. Also after a consent was withdrawn otherwise than by an objection.
 */
export async function revokeAndTell(
  client: SqlClient,
  contacts: readonly number[],
  about: string,
  reach: {
    /** The call in which the person objected goes on until they have heard it confirmed. */
    readonly exceptAttempt?: string
    readonly organisation?: number
    readonly controller?: string
  } = {},
): Promise<void> {
  const { exceptAttempt = null, organisation = null, controller = null } = reach
  await rowsOf(client, revokeLeases, [contacts])
  await rowsOf(client, barArmed, [contacts, exceptAttempt, organisation, controller])
  await rowsOf(client, tell, [changedChannel, about])
}
