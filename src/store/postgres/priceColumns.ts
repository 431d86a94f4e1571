/** The price list of a trunk as migrations/0011 keeps it: four columns, all of them or none. */
import type { PriceList } from '../../money/price.ts'

export interface PriceColumns {
  readonly per_minute_micro_euro: number | null
  readonly per_call_micro_euro: number | null
  readonly first_increment_s: number | null
  readonly increment_s: number | null
}

export const priceColumns = `trunk.per_minute_micro_euro, trunk.per_call_micro_euro,
  trunk.first_increment_s, trunk.increment_s`

export function priceOf(row: PriceColumns): PriceList | undefined {
  const { per_minute_micro_euro, per_call_micro_euro, first_increment_s, increment_s } = row
  if (per_minute_micro_euro === null || per_call_micro_euro === null) return undefined
  if (first_increment_s === null || increment_s === null) return undefined
  return {
    perMinuteMicroEuro: per_minute_micro_euro,
    perCallMicroEuro: per_call_micro_euro,
    firstIncrementSeconds: first_increment_s,
    incrementSeconds: increment_s,
  }
}

export const columnsOfPrice = (price: PriceList | undefined): PriceColumns => ({
  per_minute_micro_euro: price?.perMinuteMicroEuro ?? null,
  per_call_micro_euro: price?.perCallMicroEuro ?? null,
  first_increment_s: price?.firstIncrementSeconds ?? null,
  increment_s: price?.incrementSeconds ?? null,
})
