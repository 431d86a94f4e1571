/** What every command is given. */
import type { Config } from '../config.ts'
import type { Output } from './output.ts'

export interface Invocation {
  readonly output: Output
  /** Read when a command needs it, so that help works with a broken setting. */
  config(): Config
  /** The exit code of a command that ends without a failure. */
  endWith(exitCode: number): void
}
