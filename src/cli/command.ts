/** What every command is given. */
import type { EpochMs } from '../base/units.ts'
import type { Config } from '../config.ts'
import type { Output } from './output.ts'

export interface Invocation {
  readonly output: Output
  /** Read when a command needs it, so that help works with a broken setting. */
  config(): Config
  /** The exit code of a command that ends without a failure. */
  endWith(exitCode: number): void
}

/** `Tue 13 Apr 2027, 20:00 (Paris)`: instants as a campaign team reads them. */
export function readableInstant(at: EpochMs): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  return `${parts.format(at)} (Paris)`
}
