/**
 * Delivers what is due: takes it, sends it, writes how it went. Several servers on one database share the
 * work; what one took and never finished is sent again by another, under the same delivery number.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import { between, type EpochMs, epochMs, hours, type Ms, ms } from '../base/units.ts'
import type { Database } from '../store/database.ts'
import { endTry, forgetDeliveries, takeDue } from '../store/postgres/webhookOutbox.ts'
import type { DeliveryTry, DueDelivery } from '../store/webhookStore.ts'
import type { AddressRules } from './address.ts'
import { isGivenUp, nextTryAt, quietAfter } from './retry.ts'
import { type Post, type Posted, post } from './send.ts'

export interface WorkerOptions {
  readonly system: Database
  readonly clock: Clock
  /** The configuration says that receivers stand in the own network. */
  readonly privateNetworks: boolean
  readonly failed: (error: unknown) => void
  /** Absent: over the network. */
  readonly send?: (post: Post, rules: AddressRules, now: EpochMs) => Promise<Posted>
}

export interface WebhookWorker {
  /** Sends what is due now, and resolves when it has been tried. How many were. */
  deliverDue(): Promise<number>
  close(): Promise<void>
}

/** Sent at once, to all receivers together. */
export const atOnceMax = 8
const lookEvery: Ms = ms(1000)
const forgetEvery: Ms = hours(1)

export function startWebhookWorker(options: WorkerOptions): WebhookWorker {
  const { system, clock, failed } = options
  const stop = new AbortController()
  let forgotAt = epochMs(0)
  const deliverDue = async (): Promise<number> => {
    const due = await takeDue(system, atOnceMax, clock.epoch())
    await Promise.all(due.map((delivery) => deliver(options, delivery)))
    return due.length
  }
  const forget = async (): Promise<void> => {
    const now = clock.epoch()
    if (between(forgotAt, now) < forgetEvery) return
    forgotAt = now
    await forgetDeliveries(system, now)
  }
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const sent = await deliverDue().catch((error: unknown) => {
        failed(error)
        return 0
      })
      await forget().catch(failed)
      if (sent < atOnceMax)
        await pause(lookEvery, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    deliverDue,
    async close() {
      stop.abort()
      await running
    },
  }
}

async function deliver(
  { system, clock, privateNetworks, send = post, failed }: WorkerOptions,
  delivery: DueDelivery,
): Promise<void> {
  const began = clock.mono()
  const { url, secret, id, kind, practice } = delivery
  const sending = { url, secret, delivery: id, kind, body: bodyOf(delivery) }
  const posted = await send(sending, { loopback: practice, privateNetworks }, clock.epoch())
  const now = clock.epoch()
  const tookMs = ms(Math.round(between(began, clock.mono())))
  await endTry(system, delivery, { ...outcomeOf(delivery, posted, now), tookMs }, now).catch(failed)
}

function outcomeOf(
  { tries, failures, failingSince }: DueDelivery,
  { status, trouble }: Posted,
  now: EpochMs,
): Omit<DeliveryTry, 'tookMs'> {
  if (trouble === null) {
    return { status, trouble, nextTryAt: null, quietUntil: epochMs(0), disabledWhy: null }
  }
  const inARow = failures + 1
  const isOver = isGivenUp(inARow, failingSince ?? now, now)
  return {
    ...{ status, trouble },
    nextTryAt: nextTryAt(tries, now),
    quietUntil: epochMs(now + quietAfter(inARow)),
    disabledWhy: isOver
      ? `${inARow} tries in a row failed, for a day or more. The last: ${trouble}`
      : null,
  }
}

/** The same text at every try: whatever ends in At is an instant. */
export function bodyOf(
  delivery: Pick<DueDelivery, 'id' | 'kind' | 'organisation' | 'happenedAt' | 'about'>,
): string {
  const { id, kind, organisation, happenedAt, about } = delivery
  const facts = Object.entries(about).map(([name, value]) => [
    name,
    /(^a|A)t$/.test(name) && typeof value === 'number' ? new Date(value).toISOString() : value,
  ])
  const at = new Date(happenedAt).toISOString()
  return JSON.stringify({ delivery: id, kind, organisation, at, about: Object.fromEntries(facts) })
}
