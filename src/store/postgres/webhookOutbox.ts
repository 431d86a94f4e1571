/** The SQL of the delivery worker: it takes what is due of every organisation, and writes how it went. */
import { type EpochMs, hours, type Ms, seconds } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { DeliveryTry, DueDelivery } from '../webhookStore.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

/** A worker that died while sending: another sends it again. Longer than a try may last. */
export const sendingFor: Ms = seconds(60)
export const logKeptFor: Ms = hours(30 * 24)
/** Sent at once to one receiver: a slow one holds only its own up. */
export const atOnceOfOneMax = 2

const take = {
  name: 'webhook-take',
  // Receiver by receiver: the backlog of one hides nobody else's.
  text: `with due as (
      select d.id from webhook w cross join lateral (
        select d.id from webhook_delivery d
        where d.webhook_id = w.id and d.state in ('waiting', 'sending') and d.due_at <= $1
        order by d.due_at, d.id
        limit ${atOnceOfOneMax} - (select count(*) from webhook_delivery s
          where s.webhook_id = w.id and s.state = 'sending' and s.due_at > $1)
      ) d
      where w.disabled_at is null and w.quiet_until <= $1
    ), taken as (
      select d.id from webhook_delivery d join due on due.id = d.id
      where d.state in ('waiting', 'sending') and d.due_at <= $1
      order by d.due_at, d.id limit $3 for update of d skip locked
    )
    update webhook_delivery d set state = 'sending', due_at = $2, tries = d.tries + 1, tried_at = $1
    from taken, webhook w join organisation o on o.id = w.organisation_id
    where d.id = taken.id and w.id = d.webhook_id
    returning d.id, d.webhook_id as webhook, coalesce(d.happened_in, d.organisation_id) as organisation, d.kind,
      d.happened_at as "happenedAt", d.about, d.state, d.tries, d.due_at as "dueAt",
      d.tried_at as "triedAt", d.took_ms as "tookMs", d.status, d.trouble, w.url,
      w.secret_sealed as sealed, o.mode = 'practice' as practice, w.failures,
      w.failing_since as "failingSince"`,
}

type TakenRow = Omit<DueDelivery, 'secret'> & { readonly sealed: Buffer }

export async function takeDue(
  { pool, numberKey }: Database,
  limit: number,
  now: EpochMs,
): Promise<readonly DueDelivery[]> {
  const rows = await inSqlTransaction(
    pool,
    (client) => rowsOf<TakenRow>(client, take, [now, now + sendingFor, limit]),
    { durable: false },
  )
  return rows.map(({ sealed, ...row }) => ({ ...row, secret: numberKey.unseal(sealed).toString() }))
}

const end = {
  name: 'webhook-end',
  text: `update webhook_delivery set
      state = case when $2::text is null then 'delivered' when $3::bigint is null then 'failed' else 'waiting' end,
      due_at = coalesce($3, due_at), status = $4, trouble = $2, took_ms = $5
    where id = $1 and state = 'sending'`,
}
const went = {
  name: 'webhook-went',
  text: `update webhook set failures = 0, failing_since = null, quiet_until = 0
    where id = $1 and (failures > 0 or quiet_until > 0)`,
}
const failed = {
  name: 'webhook-failed',
  text: `update webhook set failures = failures + 1, failing_since = coalesce(failing_since, $2),
      quiet_until = $3, disabled_at = case when $4::text is null then null else $2 end, disabled_why = $4
    where id = $1 and disabled_at is null`,
}

export function endTry(
  { pool }: Database,
  { id, webhook }: Pick<DueDelivery, 'id' | 'webhook'>,
  tried: DeliveryTry,
  now: EpochMs,
): Promise<void> {
  const { status, trouble, tookMs, nextTryAt, quietUntil, disabledWhy } = tried
  return inSqlTransaction(pool, async (client) => {
    await rowsOf(client, end, [id, trouble, nextTryAt, status, tookMs])
    if (trouble === null) await rowsOf(client, went, [webhook])
    else await rowsOf(client, failed, [webhook, now, quietUntil, disabledWhy])
  })
}

const forget = {
  name: 'webhook-forget',
  text: `delete from webhook_delivery where id in (
      select id from webhook_delivery where state in ('delivered', 'failed') and tried_at < $1
      order by tried_at limit $2)`,
}
const forgottenAtOnce = 5_000

export async function forgetDeliveries({ pool }: Database, now: EpochMs): Promise<void> {
  await rowsOf(pool, forget, [now - logKeptFor, forgottenAtOnce])
}
