/** The form of a trunk as text, and what is sent of it. Pure. */
import { eurosText, microEuroIn } from '../../../parts/euros.ts'
import { type CarrierWays, usualWays, type WithWays, waysOf, waysSent } from './carrierWays.ts'

export interface TrunkValues extends CarrierWays {
  label: string
  host: string
  port: string
  user: string
  /** Empty: stays as it is. */
  password: string
  callsPerSecond: string
  concurrentCalls: string
  /** One number a line. */
  callerIds: string
  /** Euros a minute; empty: not known. */
  pricePerMinute: string
  /** Euros for each answered call. */
  pricePerCall: string
  /** Seconds: the least that is billed, and the steps after it. */
  firstIncrement: string
  increment: string
}

interface KnownTrunk extends WithWays {
  readonly label: string
  readonly host: string
  readonly port: number
  readonly user: string | null
  readonly callsPerSecond: number
  readonly concurrentCalls: number
  readonly callerIds: readonly { readonly shown: string }[]
  readonly price: PriceList | null
}

interface PriceList {
  readonly perMinuteMicroEuro: number
  readonly perCallMicroEuro: number
  readonly firstIncrementSeconds: number
  readonly incrementSeconds: number
}

export const emptyTrunk: TrunkValues = {
  ...{ label: '', host: '', port: '5060', user: '', password: '' },
  ...{ callsPerSecond: '10', concurrentCalls: '100', callerIds: '', pricePerMinute: '' },
  ...{ pricePerCall: '0', firstIncrement: '1', increment: '1' },
  ...usualWays,
}

export const valuesOf = (trunk: KnownTrunk): TrunkValues => ({
  ...{ label: trunk.label, host: trunk.host, port: String(trunk.port), password: '' },
  user: trunk.user ?? '',
  callsPerSecond: String(trunk.callsPerSecond),
  concurrentCalls: String(trunk.concurrentCalls),
  callerIds: trunk.callerIds.map(({ shown }) => shown).join('\n'),
  pricePerMinute: trunk.price === null ? '' : eurosText(trunk.price.perMinuteMicroEuro),
  pricePerCall: eurosText(trunk.price?.perCallMicroEuro ?? 0),
  firstIncrement: String(trunk.price?.firstIncrementSeconds ?? 1),
  increment: String(trunk.price?.incrementSeconds ?? 1),
  ...waysOf(trunk),
})

/** Millionths of a euro; null: empty; undefined: not a price. */
export const microEuroOf = (text: string): number | null | undefined =>
  microEuroIn(text, 100_000_000)

export const numbersOf = (text: string): readonly string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What is sent of the form; `before`: the profile whose other rows stay. */
export function bodyOf(values: TrunkValues, before: WithWays['profile'] | null) {
  const perMinute = microEuroOf(values.pricePerMinute) ?? null
  const steps = {
    perCallMicroEuro: microEuroOf(values.pricePerCall) ?? 0,
    firstIncrementSeconds: Number(values.firstIncrement),
    incrementSeconds: Number(values.increment),
  }
  return {
    label: values.label.trim(),
    host: values.host.trim(),
    port: Number(values.port),
    user: values.user.trim(),
    callsPerSecond: Number(values.callsPerSecond),
    concurrentCalls: Number(values.concurrentCalls),
    callerIds: [...numbersOf(values.callerIds)],
    price: perMinute === null ? null : { ...steps, perMinuteMicroEuro: perMinute },
    ...(values.password === '' ? {} : { password: values.password }),
    ...waysSent(values, before),
  }
}
