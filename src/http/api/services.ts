/** What the routes share beside the database: each has its own folder; main wires them together. */
import type { Engine } from '../../engine/engine.ts'
import type { Uploads } from '../../intake/uploads.ts'
import type { AccessStore } from '../../store/accessStore.ts'
import type { Database } from '../../store/database.ts'
import type { Tasks } from '../../tasks/tasks.ts'
import type { ListenDesk } from '../../telephony/browser/listenDesk.ts'
import type { PhoneRinger } from './approvalCalls.ts'
import type { EventHub } from './eventHub.ts'

export interface Services {
  /** Sees every organisation: for the few things no tenant owns. Handlers use `call.database`. */
  readonly system: Database
  readonly access: AccessStore
  readonly events: EventHub
  /** Receivers of webhooks may stand in the own network: the configuration says so. */
  readonly webhooks: { readonly privateNetworks: boolean }
  /** Long work: kinds are listed in taskKinds.ts. */
  readonly tasks: Tasks
  /** Files that arrived, for a day at most. */
  readonly uploads: Uploads
  /** Rings one phone for an approval; absent: this server has no way to. */
  readonly phones?: PhoneRinger
  /** Runs campaigns; absent: this server prepares and shows them only. */
  readonly engine?: Engine
  /** Browsers that are rung with a message. */
  readonly listen: ListenDesk
}
