/** What the routes share beside the database: each has its own folder; main wires them together. */
import type { Database } from '../../store/database.ts'

export interface Services {
  /** Sees every organisation: for the few things no tenant owns. Handlers use `call.database`. */
  readonly system: Database
}
