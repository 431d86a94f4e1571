/** Webhooks of an organisation, what is to be delivered to them, and the log of it. */
import type { EpochMs, Ms } from '../base/units.ts'

export interface Webhook {
  readonly id: number
  readonly url: string
  readonly kinds: readonly string[]
  /** Told of what happens in the organisations below as well. */
  readonly ofChildren: boolean
  readonly createdAt: EpochMs
  readonly createdBy: string
  /** Tries that failed since the last that did not. */
  readonly failures: number
  readonly failingSince: EpochMs | null
  readonly disabledAt: EpochMs | null
  readonly disabledWhy: string | null
}

export type DeliveryState = 'waiting' | 'sending' | 'delivered' | 'failed'

export interface Delivery {
  readonly id: number
  readonly kind: string
  /** Where it happened: the webhook's organisation, or one below it. */
  readonly organisation: number
  readonly happenedAt: EpochMs
  readonly about: Readonly<Record<string, unknown>>
  readonly state: DeliveryState
  readonly tries: number
  /** null: not tried again by itself. */
  readonly dueAt: EpochMs | null
  readonly triedAt: EpochMs | null
  readonly tookMs: Ms | null
  readonly status: number | null
  readonly trouble: string | null
}

/** One to be sent now, with what sending needs. */
export interface DueDelivery extends Delivery {
  readonly webhook: number
  readonly url: string
  readonly secret: string
  /** Its organisation practises: a receiver on this machine is fine. */
  readonly practice: boolean
  readonly failures: number
  readonly failingSince: EpochMs | null
}

/** How one try ended. */
export interface DeliveryTry {
  readonly status: number | null
  readonly trouble: string | null
  readonly tookMs: Ms
  /** null: delivered, or given up. */
  readonly nextTryAt: EpochMs | null
  /** Of the webhook. */
  readonly quietUntil: EpochMs
  readonly disabledWhy: string | null
}
