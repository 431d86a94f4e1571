/** What a task is: long work of the server that goes on when the page is left, and how a kind of it is declared. */
import type { Permission } from '../access/permission.ts'
import type { FailureCode } from '../base/failure.ts'
import type { EpochMs } from '../base/units.ts'
import type { Database } from '../store/database.ts'

export const taskStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

export interface TaskFailure {
  readonly code: FailureCode
  readonly sentence: string
  readonly fr?: string
  readonly measured?: string
  readonly limit?: string
}

/** A file a task made; it goes with the task. */
export interface TaskFile {
  /** A UUID, and its name in the folder of files. */
  readonly id: string
  /** As the person who downloads it sees it. */
  readonly name: string
  /** Its media type. */
  readonly type: string
  readonly bytes: number
}

export interface Task {
  readonly id: number
  readonly organisation: number
  readonly kind: string
  readonly subject: string | null
  readonly by: string
  readonly state: TaskState
  readonly cancelAsked: boolean
  readonly done: number
  /** null while nobody knows. */
  readonly total: number | null
  /** What is counted: rows, bytes, people. */
  readonly unit: string
  /** Units per second. */
  readonly rate: number | null
  readonly createdAt: EpochMs
  readonly startedAt: EpochMs | null
  readonly endedAt: EpochMs | null
  readonly result: unknown
  readonly failure: TaskFailure | null
  readonly files: readonly TaskFile[]
}

export interface TaskProgress {
  readonly done: number
  readonly total?: number
  readonly unit?: string
}

export interface TaskContext {
  readonly task: number
  readonly organisation: number
  /** Who asked for it. */
  readonly by: string
  /** Sees the organisation of the task only. */
  readonly database: Database
  /** Sees all; for what no tenant may write. */
  readonly system: Database
  /** Aborted when the task is cancelled or the server closes: stop soon, and throw. */
  readonly signal: AbortSignal
  now(): EpochMs
  /** Cheap: what is said more often than four times a second is not stored. */
  progress(progress: TaskProgress): void
  /** Where to write a file people may download once the task is done. */
  newFile(name: string, type: string): string
}

/** Plain data in, plain data out: both are stored as JSON. */
export interface TaskKind<Input, Result> {
  readonly name: string
  /** Begun again from the start after a crash; else it failed. */
  readonly repeatable: boolean
  /** Who may see it, cancel it and download its files. */
  readonly permission: Permission
  run(input: Input, context: TaskContext): Promise<Result>
}

export type AnyTaskKind = TaskKind<never, unknown>
