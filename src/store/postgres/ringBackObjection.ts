/**
 * "Never again", said by ringing back: as key 9 in a call (objections.ts), by the number alone. Whoever is leased or
 * armed meanwhile is marked in the same SqlTransaction. What a rehearsal's stand-in presses is nobody's objection.
 */
import type { AttemptId } from '../../base/ids.ts'
import type { Database } from '../database.ts'
import { newReference } from '../receipt.ts'
import type { RingBackObjection } from '../ringBackStore.ts'
import type { SuppressionReceipt } from '../store.ts'
import { lockCounters, moveCounters } from './counters.ts'
import { appendToLedger } from './ledger.ts'
import {
  lockTargetsOf,
  revokeAndTell,
  type WithdrawnRow,
  withdrawAgreed,
  withdrawnEntry,
} from './objections.ts'
import { keepRehearsalObjection } from './rehearsal.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

/** As the suppression table keeps it. */
const reasons: Readonly<Record<RingBackObjection['who'], string>> = {
  caller: 'pressed 9 when ringing back',
  typed: 'typed when ringing back from another telephone',
}

/** The number itself, and where the person themselves rang their other numbers. */
const peopleOf = {
  name: 'ring-back-people',
  text: `select array(select other.id from contact named join contact other
             on other.organisation_id = named.organisation_id
               and (other.id = named.id or ($3::boolean and other.person_id = named.person_id))
             where named.phone = $1 and named.organisation_id = $2 order by other.id) as contacts,
           array(select $1 union select other.phone from contact named join contact other
             on other.person_id = named.person_id and other.organisation_id = named.organisation_id
             where named.phone = $1 and named.organisation_id = $2 and $3::boolean) as numbers,
           (select controller from campaign where id = $4) as controller`,
}
const suppress = {
  name: 'ring-back-suppress',
  text: `insert into suppression (organisation_id, phone, number_hash, scope, controller, reason, at,
           attempt_id, reference, whole_person)
         select $2, number, number_hash(number, $9, $10), reach.scope, reach.controller, $4, $5, $6, $7, $8
         from unnest($1::text[]) as number,
           (values ('organisation', null), ('controller', $3)) as reach(scope, controller)
         where reach.scope = 'organisation' or $3::text is not null
         on conflict (attempt_id, number_hash, scope) where attempt_id is not null do nothing`,
}
const receiptOf = {
  name: 'ring-back-receipt',
  text: `select reference, at from suppression
         where attempt_id = $1 and number_hash = $2 order by id limit 1`,
}
const count = {
  name: 'ring-back-count-objection',
  text: `insert into ring_back_counter as k (campaign_id, objections) values ($1, 1)
         on conflict (campaign_id) do update set objections = k.objections + 1`,
}

export async function objectOnRingBack(
  client: SqlClient,
  { numberKey }: Pick<Database, 'numberKey'>,
  objection: RingBackObjection,
): Promise<SuppressionReceipt> {
  const { attempt, campaign, number, who, at } = objection
  const organisation = Number(objection.organisation)
  const whole = who === 'caller'
  const [found] = await rowsOf<People>(client, peopleOf, [number, organisation, whole, campaign])
  const { contacts = [], numbers = [number], controller = null } = found ?? {}
  if (campaign !== null) await lockCounters(client, [campaign])
  const receipt = { reference: newReference('S'), at }
  if (objection.rehearsed !== null && campaign !== null && whole) {
    const by = { attempt: objection.rehearsed, campaign, reason: reasons[who] }
    const { first, ...kept } = await keepRehearsalObjection(client, by, at)
    if (first) await countIn(client, campaign)
    return kept
  }
  await lockTargetsOf(client, contacts)
  const { rowCount } = await client.query({
    ...suppress,
    values: [
      ...[numbers, organisation, controller, reasons[who], at, attempt, receipt.reference, whole],
      ...[numberKey.innerPad, numberKey.outerPad],
    ],
  })
  if (!rowCount) return (await known(client, attempt, numberKey.hash(number))) ?? receipt
  const withdrawn = whole
    ? await rowsOf<WithdrawnRow>(client, withdrawAgreed, [contacts, organisation, at, null])
    : []
  await revokeAndTell(client, contacts, campaign ?? '', { organisation })
  if (campaign !== null) await countIn(client, campaign)
  await appendToLedger(client, organisation, [
    { kind: 'suppressed', at, subject: `suppression/${receipt.reference}`, content: {} },
    ...withdrawn.map((row) => withdrawnEntry(row, at)),
  ])
  return receipt
}

interface People {
  readonly contacts: number[]
  readonly numbers: string[]
  readonly controller: string | null
}

async function known(
  client: SqlClient,
  attempt: AttemptId,
  hash: Buffer,
): Promise<SuppressionReceipt | undefined> {
  return (await rowsOf<SuppressionReceipt>(client, receiptOf, [attempt, hash]))[0]
}

async function countIn(client: SqlClient, campaign: string): Promise<void> {
  await moveCounters(client, campaign, { objections: 1 })
  await rowsOf(client, count, [campaign])
}
