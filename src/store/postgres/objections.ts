/**
 * "Never again": the objection is committed before the person hears it confirmed. It reaches all
 * numbers of the person, for the organisation that called and for the controller it called for (RGPD
 * art. 21), and is written in the ledger as a consent withdrawn.
 */
import { assert } from '../../base/assert.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { changedChannel } from './campaignWatch.ts'
import { lockCounters, moveCounters } from './counters.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

type ObjectionVerbs = Pick<Store, 'suppress' | 'addSuppression'>

const attemptOf = {
  name: 'objection-attempt',
  text: `select k.id as campaign, k.controller, k.organisation_id as organisation,
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
  text: `insert into suppression (organisation_id, phone, scope, controller, reason, at, attempt_id)
         select $2, c.phone, reach.scope, reach.controller, $4, $5, $6
         from contact c, (values ('organisation', null), ('controller', $3)) as reach(scope, controller)
         where c.id = any($1::bigint[])
         on conflict (attempt_id, phone, scope) where attempt_id is not null do nothing`,
}
const withdraw = {
  name: 'objection-withdraw',
  text: `insert into consent (contact_id, kind, controller, channel, at)
         select id, 'withdrawn', $2, channel, $3
         from unnest($1::bigint[]) as id, unnest(array['automate', 'volunteer']) as channel`,
}
const addNumber = {
  name: 'suppression-add',
  text: `insert into suppression (organisation_id, phone, scope, controller, reason, at)
         values (coalesce($1::bigint, (select min(id) from organisation)), $2, $3, $4, $5, $6)`,
}
const contactsOf = {
  name: 'suppression-contacts',
  text: 'select array(select id from contact where phone = $1 order by id) as contacts',
}
/** A lease of before is void: arming with it fails, and the next lease carries the new fact. */
const revokeLeases = {
  name: 'suppression-revoke',
  text: `update target set state = 'waiting', waits_for = 'turn', due_at = 0,
           lease_token = null, held_until = null
         where contact_id = any($1::bigint[]) and state = 'leased'`,
}
const tell = { name: 'suppression-tell', text: 'select pg_notify($1, $2)' }

export function objectionVerbs({ pool }: Database): ObjectionVerbs {
  return {
    suppress: (attempt, reason, now) =>
      inSqlTransaction(pool, async (client) => {
        const [found] = await rowsOf<{
          campaign: string
          controller: string
          organisation: number
          contacts: number[]
        }>(client, attemptOf, [attempt])
        assert(found, 'only somebody we called can object to the call')
        const { campaign, controller, organisation, contacts } = found
        await lockCounters(client, [campaign])
        await lockTargetsOf(client, contacts)
        const { rowCount } = await client.query({
          ...suppressPerson,
          values: [contacts, organisation, controller, reason, now, attempt],
        })
        if (!rowCount) return
        await rowsOf(client, withdraw, [contacts, controller, now])
        await moveCounters(client, campaign, { objections: 1 })
        await revokeAndTell(client, contacts, campaign)
      }),
    addSuppression: (number, entry, organisation) =>
      inSqlTransaction(pool, async (client) => {
        const [found] = await rowsOf<{ contacts: number[] }>(client, contactsOf, [number])
        const contacts = found?.contacts ?? []
        await lockTargetsOf(client, contacts)
        await rowsOf(client, addNumber, [
          organisation ?? null,
          number,
          entry.scope,
          entry.controller ?? null,
          entry.reason,
          entry.at,
        ])
        await revokeAndTell(client, contacts, '')
      }),
  }
}

export const lockTargetsOf = (client: SqlClient, contacts: readonly number[]): Promise<unknown> =>
  rowsOf(client, lockTargets, [contacts])

export async function revokeAndTell(
  client: SqlClient,
  contacts: readonly number[],
  about: string,
): Promise<void> {
  await rowsOf(client, revokeLeases, [contacts])
  await rowsOf(client, tell, [changedChannel, about])
}
