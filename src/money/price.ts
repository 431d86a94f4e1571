/**
 * What calls cost, in whole micro-euros (a millionth of a euro: operators price in fractions of a cent).
 * An answered call costs so much for itself and so much a minute, in steps of the price list; a call
 * that nobody answered costs nothing.
 */
import { assert } from '../base/assert.ts'
import { type Ms, ms } from '../base/units.ts'

export interface PriceList {
  readonly perMinuteMicroEuro: number
  /** For each answered call, however short. */
  readonly perCallMicroEuro: number
  /** The least that is billed of an answered call, in seconds. */
  readonly firstIncrementSeconds: number
  /** What is longer is billed in steps of so many seconds. */
  readonly incrementSeconds: number
}

export interface Charge {
  readonly billedMs: Ms
  readonly costMicroEuro: number
}

export const nothing: Charge = { billedMs: ms(0), costMicroEuro: 0 }

/** `talkMs` undefined: never answered. No price list: the time is billed, and costs nothing we know of. */
export function chargeOf(price: PriceList | undefined, talkMs: number | undefined): Charge {
  if (talkMs === undefined) return nothing
  assert(talkMs >= 0, 'nobody talks for less than nothing')
  if (price === undefined) return { billedMs: ms(Math.round(talkMs)), costMicroEuro: 0 }
  const first = price.firstIncrementSeconds * 1000
  const step = price.incrementSeconds * 1000
  const billedMs = first + Math.ceil(Math.max(0, talkMs - first) / step) * step
  const minutes = Math.ceil((price.perMinuteMicroEuro * billedMs) / 60_000)
  return { billedMs: ms(billedMs), costMicroEuro: price.perCallMicroEuro + minutes }
}

/** The most that one call can cost: it is answered and lasts as long as it may. */
export const dearestCall = (price: PriceList | undefined, maxTalkMs: number): number =>
  chargeOf(price, maxTalkMs).costMicroEuro

/** Before a launch: everybody answers and hears everything (`atMost`), or as many as usual do. */
export function estimate(
  price: PriceList,
  {
    people,
    messageMs,
    answeredShare,
  }: {
    readonly people: number
    /** From the answer to the end of a call in which everything is heard. */
    readonly messageMs: number
    /** From 0 to 1. */
    readonly answeredShare: number
  },
): { readonly expectedMicroEuro: number; readonly atMostMicroEuro: number } {
  const { costMicroEuro } = chargeOf(price, messageMs)
  const atMostMicroEuro = people * costMicroEuro
  return { expectedMicroEuro: Math.round(atMostMicroEuro * answeredShare), atMostMicroEuro }
}
