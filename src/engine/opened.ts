/** The database that campaigns are run from, with its verbs. */
import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'

export interface Opened {
  readonly database: Database
  readonly store: Store
}
