/**
 * The worker of tasks: takes what waits, at most `tasksAtOnce` together, and what a crash left running.
 * Each task it runs is held by an advisory lock of the worker's own connection, which a crash gives up.
 *
 *   waiting ─taken→ running ─→ done | failed | cancelled
 *      ^  └─cancel→ cancelled      │ the server closes, or died (repeatable kinds)
 *      └───────────────────────────┘
 */
import pg from 'pg'
import { type Clock, realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { epochMs, hours, type Ms, seconds } from '../base/units.ts'
import { clientConfig, type Database } from '../store/database.ts'
import * as rows from '../store/postgres/tasks.ts'
import { cancelled, closing, leftBehind, lost, runTask, triedTooOften } from './runTask.ts'
import type { AnyTaskKind, Task, TaskKind } from './task.ts'
import { type TaskFiles, taskFilesIn } from './taskFiles.ts'

/** Two cores: one more would only make all slower. */
export const tasksAtOnce = 2
/** A task whose server died each time is not begun a fourth time. */
export const triesMax = 3
/** Tasks asked for by another process, and those left by a dead one, are found within this time. */
const lookEveryMs: Ms = seconds(1)
/** Ended tasks and their files are kept this long. */
export const keptForMs: Ms = hours(30 * 24)
const forgetEveryMs: Ms = hours(1)
const forgottenAtOnce = 500
/** Takeable rows looked at in one go: those held by another worker are passed over. */
const lookedAtMax = 50

export interface TasksOptions {
  readonly system: Database
  /** A database that sees one organisation only. */
  readonly tenant: (organisation: number) => Database
  readonly kinds: readonly AnyTaskKind[]
  /** Where the files of tasks lie. */
  readonly filesFolder: string
  readonly publish?: (organisation: number, task: Task) => void
  /** A bug or a database that is away, for the log. */
  readonly failed?: (error: unknown) => void
  readonly clock?: Clock
}

export interface NewTaskRequest<Input> {
  readonly organisation: number
  readonly input: Input
  readonly by: string
  readonly subject?: string
  /** While one of this kind and subject waits or runs, that one is answered. */
  readonly once?: boolean
}

export interface Tasks {
  readonly kinds: ReadonlyMap<string, AnyTaskKind>
  /** Kinds made after the start; known before their first task is asked for. */
  register(kind: AnyTaskKind): void
  add<Input, Result>(kind: TaskKind<Input, Result>, request: NewTaskRequest<Input>): Promise<Task>
  /** Does nothing to one that has ended. Whose it is has been checked before. */
  cancel(id: number): Promise<Task | undefined>
  pathOfFile(file: string): string
  /** Resolves when it has ended, or the worker closes. */
  ended(id: number): Promise<Task>
  /** Stops what runs: repeatable kinds wait for the next start. */
  close(): Promise<void>
}

interface Worker extends Required<Omit<TasksOptions, 'kinds'>> {
  readonly kinds: Map<string, AnyTaskKind>
  readonly files: TaskFiles
  readonly running: Map<number, { readonly stop: AbortController; readonly over: Promise<void> }>
  client: pg.Client | undefined
  closed: boolean
  forgotAt: number
}

export function startTasks(options: TasksOptions): Tasks {
  const worker: Worker = {
    publish: () => undefined,
    failed: () => undefined,
    clock: realClock,
    ...options,
    kinds: new Map(options.kinds.map((kind) => [kind.name, kind])),
    files: taskFilesIn(options.filesFolder),
    running: new Map(),
    client: undefined,
    closed: false,
    forgotAt: Number.NEGATIVE_INFINITY,
  }
  const loop = lookLoop(worker)
  const { system, clock, kinds } = worker
  return {
    kinds,
    register: (kind) => void kinds.set(kind.name, kind),
    async add(kind, { organisation, input, by, subject = null, once = false }) {
      const now = clock.epoch()
      const row = await rows.addTask(
        system.pool,
        { organisation, kind: kind.name, subject, input, by, now },
        once,
      )
      tell(worker, row)
      loop.wake()
      return taskOf(row)
    },
    async cancel(id) {
      const row = await rows.askToCancel(system.pool, id, clock.epoch())
      if (row) tell(worker, row)
      worker.running.get(id)?.stop.abort(cancelled)
      return row && taskOf(row)
    },
    pathOfFile: worker.files.pathOf,
    ended: (id) => whenEnded(worker, id),
    async close() {
      worker.closed = true
      await loop.close()
      for (const { stop } of worker.running.values()) stop.abort(closing)
      await Promise.all([...worker.running.values()].map(({ over }) => over))
      await worker.client?.end().catch(worker.failed)
    },
  }
}

export const taskOf = (row: rows.TaskRow): Task => {
  const { input: _input, tries: _tries, ...task } = row
  return task as Task
}

const tell = (worker: Worker, row: rows.TaskRow): void =>
  worker.publish(row.organisation, taskOf(row))

/** Looks when woken, and every second; never twice at a time. */
function lookLoop(worker: Worker): { wake(): void; close(): Promise<void> } {
  let looking: Promise<void> | undefined
  let again = false
  const wake = (): void => {
    if (worker.closed) return
    if (looking) {
      again = true
      return
    }
    again = false
    looking = look(worker, wake)
      .catch(worker.failed)
      .finally(() => {
        looking = undefined
        if (again) wake()
      })
  }
  const timer = setInterval(wake, lookEveryMs)
  timer.unref()
  wake()
  return {
    wake,
    async close() {
      clearInterval(timer)
      await looking
    },
  }
}

async function look(worker: Worker, wake: () => void): Promise<void> {
  const client = await connected(worker)
  const mine = [...worker.running.keys()]
  for (const id of await rows.cancelsAmong(client, mine)) {
    worker.running.get(id)?.stop.abort(cancelled)
  }
  const names = [...worker.kinds.keys()]
  if (worker.running.size < tasksAtOnce) {
    for (const task of await rows.takeableTasks(client, names, mine, lookedAtMax)) {
      if (worker.closed || worker.running.size >= tasksAtOnce) break
      if (await rows.holdTask(client, task.id)) await take(worker, client, task, wake)
    }
  }
  await forgetOld(worker)
}

/** Held by us: nobody else runs it. */
async function take(
  worker: Worker,
  client: pg.Client,
  task: rows.TakeableTask,
  wake: () => void,
): Promise<void> {
  const { system, clock } = worker
  const kind = worker.kinds.get(task.kind)
  const abandoned = task.state === 'running'
  const failure =
    abandoned && !kind?.repeatable ? leftBehind : task.tries >= triesMax ? triedTooOften : null
  if (!kind || failure) {
    const ended = await rows.endTask(
      system.pool,
      task.id,
      { state: 'failed', failure: failure ?? leftBehind },
      clock.epoch(),
    )
    if (ended) tell(worker, ended)
    return await rows.leaveTask(client, task.id)
  }
  const row = await rows.beginTask(client, task, clock.epoch())
  if (!row) return await rows.leaveTask(client, task.id)
  if (row.cancelAsked) {
    const ended = await rows.endTask(system.pool, row.id, { state: 'cancelled' }, clock.epoch())
    if (ended) tell(worker, ended)
    return await rows.leaveTask(client, task.id)
  }
  tell(worker, row)
  const stop = new AbortController()
  const over = runTask(row, kind, stop.signal, {
    ...worker,
    changed: (changed) => tell(worker, changed),
    failed: worker.failed,
  })
    .catch(worker.failed)
    .then(() => (worker.client === client ? rows.leaveTask(client, row.id) : undefined))
    .catch(worker.failed)
    .finally(() => {
      worker.running.delete(row.id)
      wake()
    })
  worker.running.set(row.id, { stop, over })
}

/** One connection holds the locks; when it breaks, what it held may be another's by now. */
async function connected(worker: Worker): Promise<pg.Client> {
  if (worker.client) return worker.client
  const client = new pg.Client(clientConfig(worker.system.connection))
  const broken = (): void => {
    if (worker.client !== client) return
    worker.client = undefined
    for (const { stop } of worker.running.values()) stop.abort(lost)
  }
  client.on('error', broken)
  client.on('end', broken)
  await client.connect()
  worker.client = client
  return client
}

async function forgetOld(worker: Worker): Promise<void> {
  const now = worker.clock.epoch()
  if (now - worker.forgotAt < forgetEveryMs) return
  const before = epochMs(now - keptForMs)
  const { tasks, files } = await rows.forgetTasks(worker.system.pool, before, forgottenAtOnce)
  await worker.files.forget(files)
  // More are waiting: go on at the next look.
  if (tasks === forgottenAtOnce) return
  await worker.files.forgetOlderThan(before)
  worker.forgotAt = now
}

async function whenEnded(worker: Worker, id: number): Promise<Task> {
  for (;;) {
    const row = await rows.readTask(worker.system.pool, id)
    if (!row)
      throw new Failure('notFound', `There is no task ${id}.`, {
        fr: `Il n’y a pas de tâche ${id}.`,
      })
    if (row.endedAt !== null || worker.closed) return taskOf(row)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
