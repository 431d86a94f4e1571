/** The rows of tasks: asked for, taken by a worker, followed, ended, forgotten. */

import type pg from 'pg'
import type { EpochMs } from '../../base/units.ts'
import { advisoryLockClasses } from './advisoryLocks.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface TaskRow {
  readonly id: number
  readonly organisation: number
  readonly kind: string
  readonly subject: string | null
  readonly input: unknown
  readonly by: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly cancelAsked: boolean
  readonly tries: number
  readonly done: number
  readonly total: number | null
  readonly unit: string
  readonly rate: number | null
  readonly createdAt: EpochMs
  readonly startedAt: EpochMs | null
  readonly endedAt: EpochMs | null
  readonly result: unknown
  readonly failure: unknown
  readonly files: readonly StoredTaskFile[]
}

interface StoredTaskFile {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly bytes: number
}

const columns = `id, organisation_id as organisation, kind, subject, input, by, state,
  cancel_asked as "cancelAsked", tries, done, total, unit, rate, created_at as "createdAt",
  started_at as "startedAt", ended_at as "endedAt", result, failure, files`

export interface NewTask {
  readonly organisation: number
  readonly kind: string
  readonly subject: string | null
  readonly input: unknown
  readonly by: string
  readonly now: EpochMs
}

const insert = {
  name: 'task-insert',
  text: `insert into task (organisation_id, kind, subject, input, by, created_at)
         values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
}
const openOfSubject = {
  name: 'task-open-of-subject',
  text: `select ${columns} from task where organisation_id = $1 and kind = $2
           and subject is not distinct from $3 and state in ('waiting', 'running')
         order by id limit 1`,
}

/** `once`: while one of this kind and subject is open, that one is returned. */
export function addTask(pool: pg.Pool, task: NewTask, once: boolean): Promise<TaskRow> {
  const { organisation, kind, subject, input, by, now } = task
  return inSqlTransaction(pool, async (client) => {
    if (once) {
      await client.query('select pg_advisory_xact_lock(hashtext($1), hashtext($2))', [
        `task ${organisation} ${kind}`,
        subject ?? '',
      ])
      const [open] = await rowsOf<TaskRow>(client, openOfSubject, [organisation, kind, subject])
      if (open) return open
    }
    const [added] = await rowsOf<TaskRow>(client, insert, [
      ...[organisation, kind, subject, JSON.stringify(input), by, now],
    ])
    return added as TaskRow
  })
}

const one = { name: 'task-one', text: `select ${columns} from task where id = $1` }
export const readTask = async (client: SqlClient, id: number): Promise<TaskRow | undefined> =>
  (await rowsOf<TaskRow>(client, one, [id]))[0]

const latest = {
  name: 'task-latest',
  text: `select ${columns} from task
         where organisation_id = $1 and id < $2 and ($3::text is null or kind = $3)
           and ($4::text is null or subject = $4)
           and (not $5::boolean or state in ('waiting', 'running'))
         order by id desc limit $6`,
}

export interface TasksAsked {
  readonly organisation: number
  readonly before: number
  readonly limit: number
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  readonly open?: boolean | undefined
}

/** The newest first. */
export const listTasks = (client: SqlClient, asked: TasksAsked): Promise<TaskRow[]> =>
  rowsOf<TaskRow>(client, latest, [
    ...[asked.organisation, asked.before, asked.kind ?? null, asked.subject ?? null],
    ...[asked.open ?? false, asked.limit],
  ])

/** Fair between organisations: who has fewest running comes first. */
const takeable = {
  name: 'task-takeable',
  text: `select id, kind, state, tries from task t
         where kind = any($1::text[]) and (state = 'waiting' or state = 'running' and id <> all($2::bigint[]))
         order by state = 'waiting',
           (select count(*) from task r
            where r.state = 'running' and r.organisation_id = t.organisation_id), id
         limit $3`,
}

export interface TakeableTask {
  readonly id: number
  readonly kind: string
  readonly state: 'waiting' | 'running'
  readonly tries: number
}

export const takeableTasks = (
  client: SqlClient,
  kinds: readonly string[],
  mine: readonly number[],
  limit: number,
): Promise<TakeableTask[]> => rowsOf<TakeableTask>(client, takeable, [kinds, mine, limit])

const int4 = 2 ** 31
const lock = { name: 'task-lock', text: 'select pg_try_advisory_lock($1, $2) as held' }
const unlock = { name: 'task-unlock', text: 'select pg_advisory_unlock($1, $2)' }

/** True: no living worker runs this task, and ours holds it while its connection lives. */
export async function holdTask(client: SqlClient, id: number): Promise<boolean> {
  const [row] = await rowsOf<{ held: boolean }>(client, lock, [advisoryLockClasses.task, id % int4])
  return row?.held ?? false
}

export async function leaveTask(client: SqlClient, id: number): Promise<void> {
  await rowsOf(client, unlock, [advisoryLockClasses.task, id % int4])
}

const begin = {
  name: 'task-begin',
  text: `update task set state = 'running', started_at = $2, tries = tries + 1, done = 0, total = null,
           rate = null where id = $1 and state = $3 and tries = $4 returning ${columns}`,
}

/** Undefined: another worker was there before, or it was cancelled. */
export const beginTask = async (
  client: SqlClient,
  { id, state, tries }: TakeableTask,
  now: EpochMs,
): Promise<TaskRow | undefined> =>
  (await rowsOf<TaskRow>(client, begin, [id, now, state, tries]))[0]

const follow = {
  name: 'task-progress',
  text: `update task set done = $2, total = $3, unit = $4, rate = $5
         where id = $1 and state = 'running' returning ${columns}`,
}

export const storeProgress = async (
  client: SqlClient,
  id: number,
  { done, total, unit, rate }: Pick<TaskRow, 'done' | 'total' | 'unit' | 'rate'>,
): Promise<TaskRow | undefined> =>
  (await rowsOf<TaskRow>(client, follow, [id, Math.floor(done), total, unit, rate]))[0]

const end = {
  name: 'task-end',
  text: `update task set state = $2, ended_at = $3, result = $4, failure = $5, files = $6,
           done = case when $2 = 'done' and total is not null then total else done end
         where id = $1 and state in ('waiting', 'running') returning ${columns}`,
}

export interface TaskEnd {
  readonly state: 'done' | 'failed' | 'cancelled'
  readonly result?: unknown
  readonly failure?: unknown
  readonly files?: readonly StoredTaskFile[]
}

export const endTask = async (
  client: SqlClient,
  id: number,
  { state, result, failure, files = [] }: TaskEnd,
  now: EpochMs,
): Promise<TaskRow | undefined> =>
  (
    await rowsOf<TaskRow>(client, end, [
      ...[id, state, now, result === undefined ? null : JSON.stringify(result)],
      ...[failure === undefined ? null : JSON.stringify(failure), JSON.stringify(files)],
    ])
  )[0]

const again = {
  name: 'task-again',
  text: `update task set state = 'waiting', started_at = null, tries = tries - 1
         where id = $1 and state = 'running' and not cancel_asked returning ${columns}`,
}
/** Put back by a server that closes in good order: the try does not count. */
export const putBackTask = async (client: SqlClient, id: number): Promise<TaskRow | undefined> =>
  (await rowsOf<TaskRow>(client, again, [id]))[0]

const ask = {
  name: 'task-cancel',
  text: `update task set cancel_asked = true,
           state = case when state = 'waiting' then 'cancelled' else state end,
           ended_at = case when state = 'waiting' then $2::bigint end
         where id = $1 and state in ('waiting', 'running') returning ${columns}`,
}
export const askToCancel = async (
  client: SqlClient,
  id: number,
  now: EpochMs,
): Promise<TaskRow | undefined> => (await rowsOf<TaskRow>(client, ask, [id, now]))[0]

const asked = {
  name: 'task-cancels',
  text: 'select id from task where id = any($1::bigint[]) and cancel_asked',
}
/** Of these, the ones somebody wants ended. */
export const cancelsAmong = async (client: SqlClient, ids: readonly number[]): Promise<number[]> =>
  (await rowsOf<{ id: number }>(client, asked, [ids])).map(({ id }) => id)

const forget = {
  name: 'task-forget',
  text: `delete from task where id in (
           select id from task where ended_at < $1 order by ended_at limit $2) returning files`,
}
/** Ended before `before`; returns the ids of the files they leave behind. */
export const forgetTasks = async (
  client: SqlClient,
  before: number,
  limit: number,
): Promise<{ readonly tasks: number; readonly files: readonly string[] }> => {
  const rows = await rowsOf<Pick<TaskRow, 'files'>>(client, forget, [before, limit])
  return { tasks: rows.length, files: rows.flatMap(({ files }) => files.map(({ id }) => id)) }
}
