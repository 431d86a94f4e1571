/** What a server needs for long work: the worker of tasks with all its kinds, and the folder of uploads. */
import path from 'node:path'
import { type Clock, realClock } from '../../base/clock.ts'
import { maskNumbersIn } from '../../base/redact.ts'
import { openUploads, type Uploads } from '../../intake/uploads.ts'
import type { Database } from '../../store/database.ts'
import { startTasks, type Tasks } from '../../tasks/tasks.ts'
import type { EventHub } from './eventHub.ts'
import { taskKinds } from './taskKinds.ts'
import { taskEvent } from './taskRoutes.ts'

export interface LongWork {
  readonly tasks: Tasks
  readonly uploads: Uploads
  close(): Promise<void>
}

export interface LongWorkOptions {
  readonly system: Database
  readonly tenant: (organisation: number) => Database
  readonly events: EventHub
  /** Uploads and the files of tasks lie below it: in the data folder, or beside one's own database. */
  readonly folder: string
  readonly log: (line: string) => void
  readonly clock?: Clock
}

export function startLongWork(options: LongWorkOptions): LongWork {
  const { system, tenant, events, folder, log, clock = realClock } = options
  const failed = (error: unknown): void =>
    log(`long work failed: ${maskNumbersIn(String((error as Error)?.stack ?? error))}`)
  const uploads = openUploads(path.join(folder, 'uploads'), system, clock, failed)
  const tasks = startTasks({
    ...{ system, tenant, clock, failed },
    kinds: taskKinds({ uploads }),
    filesFolder: path.join(folder, 'files'),
    publish: (organisation, task) => events.publish(organisation, taskEvent(task)),
  })
  return {
    ...{ tasks, uploads },
    async close() {
      await tasks.close()
      await uploads.close()
    },
  }
}
