/** Small values with their machine-readable form: Instant, Duration, Money, Percent, Count. */
import type { ReactNode } from 'react'
import { type Instant as At, useFormat } from '../words/format.ts'

interface InstantProps {
  readonly at: At
  /** `time` « 10 h 05 », `date` « 13 avril 2027 », `day` with its weekday, `full` date and time. */
  readonly show?: 'time' | 'date' | 'day' | 'full'
  readonly zone?: string
}

export function Instant({ at, show = 'full', zone }: InstantProps): ReactNode {
  const format = useFormat()
  const write = { time: format.time, date: format.date, day: format.day, full: format.instant }
  return <time dateTime={new Date(at).toISOString()}>{write[show](at, zone)}</time>
}

export function Money({ microEuro }: { readonly microEuro: number }): ReactNode {
  return <span className="pv-figures">{useFormat().euros(microEuro)}</span>
}

interface PercentProps {
  /** From 0 to 1; null where there is nothing to divide by. */
  readonly share: number | null
  readonly digits?: number
}

export function Percent({ share, digits = 0 }: PercentProps): ReactNode {
  const format = useFormat()
  return <span className="pv-figures">{share === null ? '–' : format.percent(share, digits)}</span>
}

export function Count({ value }: { readonly value: number }): ReactNode {
  return <span className="pv-figures">{useFormat().number(value)}</span>
}
