/** The SQL of webhooks as their organisation manages them. Works on a tenant's database. */
import { randomBytes } from 'node:crypto'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { Delivery, Webhook } from '../webhookStore.ts'
import { rowsOf } from './sqlTransaction.ts'

/** An organisation needs a few: each costs its share of every event. */
export const webhooksMax = 20

const columns = `id, url, kinds, of_children as "ofChildren", created_at as "createdAt", created_by as "createdBy", failures,
  failing_since as "failingSince", disabled_at as "disabledAt", disabled_why as "disabledWhy"`

const list = {
  name: 'webhooks',
  text: `select ${columns} from webhook where organisation_id = $1 order by id`,
}

export const listWebhooks = ({ pool }: Database, organisation: number): Promise<Webhook[]> =>
  rowsOf<Webhook>(pool, list, [organisation])

const one = {
  name: 'webhook',
  text: `select ${columns} from webhook where organisation_id = $1 and id = $2`,
}

export async function webhook(
  { pool }: Database,
  organisation: number,
  id: number,
): Promise<Webhook> {
  const [found] = await rowsOf<Webhook>(pool, one, [organisation, id])
  if (found) return found
  throw new Failure('notFound', `There is no webhook ${id} here: list them first.`, {
    fr: `Il n’y a pas de webhook ${id} ici : rechargez la liste.`,
  })
}

const insert = {
  name: 'webhook-add',
  text: `insert into webhook (organisation_id, url, kinds, of_children, secret_sealed, created_at, created_by)
    select $1, $2, $3, $4, $5, $6, $7
    where (select count(*) from webhook where organisation_id = $1) < ${webhooksMax}
    returning ${columns}`,
}

interface NewWebhook {
  readonly url: string
  readonly kinds: readonly string[]
  readonly ofChildren: boolean
  readonly by: string
}

/** `secret`: shown this once. */
export async function addWebhook(
  { pool, numberKey }: Database,
  organisation: number,
  { url, kinds, ofChildren, by }: NewWebhook,
  now: EpochMs,
): Promise<{ readonly secret: string; readonly webhook: Webhook }> {
  const secret = newSecret()
  const sealed = numberKey.seal(Buffer.from(secret))
  const [added] = await rowsOf<Webhook>(pool, insert, [
    ...[organisation, url, kinds, ofChildren],
    ...[sealed, now, by],
  ])
  if (added) return { secret, webhook: added }
  throw new Failure(
    'refused',
    `An organisation has ${webhooksMax} webhooks at most: remove one first.`,
    {
      fr: `Une organisation a au plus ${webhooksMax} webhooks : retirez-en un d’abord.`,
      ...{ measured: String(webhooksMax), limit: String(webhooksMax) },
    },
  )
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

const change = {
  name: 'webhook-change',
  text: `update webhook set url = coalesce($3, url), kinds = coalesce($4, kinds),
      of_children = coalesce($8, of_children),
      disabled_at = case when $5::boolean is null then disabled_at when $5 then null else $6 end,
      disabled_why = case when $5::boolean is null then disabled_why when $5 then null else $7 end,
      failures = case when $5 then 0 else failures end,
      failing_since = case when $5 then null else failing_since end,
      quiet_until = case when $5 then 0 else quiet_until end
    where organisation_id = $1 and id = $2 returning ${columns}`,
}

export interface WebhookChange {
  readonly url?: string | undefined
  readonly kinds?: readonly string[] | undefined
  readonly ofChildren?: boolean | undefined
  /** true: send again, whatever failed before. */
  readonly enabled?: boolean | undefined
  readonly by: string
}

export async function changeWebhook(
  { pool }: Database,
  [organisation, id]: readonly [organisation: number, id: number],
  { url, kinds, ofChildren, enabled, by }: WebhookChange,
  now: EpochMs,
): Promise<Webhook> {
  const values = [organisation, id, url ?? null, kinds ?? null, enabled ?? null]
  const why = `Switched off by ${by}.`
  const [changed] = await rowsOf<Webhook>(pool, change, [
    ...[...values, now, why],
    ofChildren ?? null,
  ])
  if (changed) return changed
  throw new Failure('notFound', `There is no webhook ${id} here: list them first.`, {
    fr: `Il n’y a pas de webhook ${id} ici : rechargez la liste.`,
  })
}

const newSecretOf = {
  name: 'webhook-secret',
  text: 'update webhook set secret_sealed = $3 where organisation_id = $1 and id = $2 returning id',
}

/** The one before is worthless at once. */
export async function renewSecret(
  { pool, numberKey }: Database,
  organisation: number,
  id: number,
): Promise<string> {
  const secret = newSecret()
  const sealed = numberKey.seal(Buffer.from(secret))
  const done = await rowsOf(pool, newSecretOf, [organisation, id, sealed])
  if (done.length > 0) return secret
  throw new Failure('notFound', `There is no webhook ${id} here: list them first.`, {
    fr: `Il n’y a pas de webhook ${id} ici : rechargez la liste.`,
  })
}

const remove = {
  name: 'webhook-remove',
  text: 'delete from webhook where organisation_id = $1 and id = $2 returning id',
}

export async function removeWebhook(
  { pool }: Database,
  organisation: number,
  id: number,
): Promise<void> {
  const removed = await rowsOf(pool, remove, [organisation, id])
  if (removed.length === 0) {
    throw new Failure('notFound', `There is no webhook ${id} here: list them first.`, {
      fr: `Il n’y a pas de webhook ${id} ici : rechargez la liste.`,
    })
  }
}

const ofDelivery = `d.id, d.kind, coalesce(d.happened_in, d.organisation_id) as organisation,
  d.happened_at as "happenedAt", d.about, d.state, d.tries,
  case when d.state in ('waiting', 'sending') then d.due_at end as "dueAt", d.tried_at as "triedAt",
  d.took_ms as "tookMs", d.status, d.trouble`

const deliveries = {
  name: 'webhook-deliveries',
  text: `select ${ofDelivery} from webhook_delivery d
    where d.webhook_id = $1 and d.organisation_id = $2 and ($3::bigint is null or d.id < $3)
      and ($5::text is null or d.state = $5)
    order by d.id desc limit $4`,
}

interface DeliveryQuestion {
  readonly before: number | null
  readonly limit: number
  readonly state: string | null
}

/** The newest first. */
export const listDeliveries = (
  { pool }: Database,
  [organisation, id]: readonly [organisation: number, webhook: number],
  { before, limit, state }: DeliveryQuestion,
): Promise<Delivery[]> =>
  rowsOf<Delivery>(pool, deliveries, [id, organisation, before, limit, state])

const again = {
  name: 'webhook-redeliver',
  text: `update webhook_delivery d set state = 'waiting', tries = 0, due_at = 0, trouble = null
    where d.organisation_id = $1 and d.webhook_id = $2 and d.id = $3 and d.state <> 'sending'
    returning ${ofDelivery}`,
}

export async function redeliver(
  { pool }: Database,
  ids: readonly [organisation: number, webhook: number, delivery: number],
): Promise<Delivery> {
  const [delivery] = await rowsOf<Delivery>(pool, again, ids)
  if (delivery) return delivery
  throw new Failure('notFound', `There is no delivery ${ids[2]} to send again: list them first.`, {
    fr: `Il n’y a pas d’envoi ${ids[2]} à refaire : rechargez la liste.`,
  })
}

const test = {
  name: 'webhook-test',
  text: `insert into webhook_delivery as d (webhook_id, organisation_id, kind, happened_at, about)
    select id, organisation_id, $3, $4, $5 from webhook where organisation_id = $1 and id = $2
    returning ${ofDelivery}`,
}

export async function addTestDelivery(
  { pool }: Database,
  [organisation, id]: readonly [organisation: number, webhook: number],
  { kind, about }: { readonly kind: string; readonly about: object },
  now: EpochMs,
): Promise<Delivery> {
  const [delivery] = await rowsOf<Delivery>(pool, test, [organisation, id, kind, now, about])
  if (delivery) return delivery
  throw new Failure('notFound', `There is no webhook ${id} here: list them first.`, {
    fr: `Il n’y a pas de webhook ${id} ici : rechargez la liste.`,
  })
}
