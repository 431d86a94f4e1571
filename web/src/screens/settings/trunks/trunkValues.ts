/** The form of a trunk as text, and what is sent of it. Pure. */

export interface TrunkValues extends Record<string, string> {
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
}

interface KnownTrunk {
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

const microPerEuro = 1_000_000

export const emptyTrunk: TrunkValues = {
  ...{ label: '', host: '', port: '5060', user: '', password: '' },
  ...{ callsPerSecond: '10', concurrentCalls: '100', callerIds: '', pricePerMinute: '' },
}

export const valuesOf = (trunk: KnownTrunk): TrunkValues => ({
  ...{ label: trunk.label, host: trunk.host, port: String(trunk.port), password: '' },
  user: trunk.user ?? '',
  callsPerSecond: String(trunk.callsPerSecond),
  concurrentCalls: String(trunk.concurrentCalls),
  callerIds: trunk.callerIds.map(({ shown }) => shown).join('\n'),
  pricePerMinute: trunk.price === null ? '' : eurosText(trunk.price.perMinuteMicroEuro),
})

const eurosText = (microEuro: number): string => String(microEuro / microPerEuro).replace('.', ',')

/** `0,009` or `0.009`; null: empty; undefined: not a price. */
export function microEuroOf(text: string): number | null | undefined {
  const plain = text
    .trim()
    .replace(/\s*€.*$/, '')
    .replace(',', '.')
  if (plain === '') return null
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined
  const value = Math.round(Number(plain) * microPerEuro)
  return value <= 100 * microPerEuro ? value : undefined
}

export const numbersOf = (text: string): readonly string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What is sent of the form; `before`: the price list that is only changed in its minute. */
export function bodyOf(values: TrunkValues, before: PriceList | null) {
  const perMinute = microEuroOf(values.pricePerMinute) ?? null
  const steps = before ?? { perCallMicroEuro: 0, firstIncrementSeconds: 1, incrementSeconds: 1 }
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
  }
}
