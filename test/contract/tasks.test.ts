/** Tasks: followed, cancelled, limited, and what becomes of them when their server dies or closes. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import { epochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { advisoryLockClasses } from '../../src/store/postgres/advisoryLocks.ts'
import { addTask, listTasks } from '../../src/store/postgres/tasks.ts'
import type { AnyTaskKind, Task, TaskContext, TaskKind } from '../../src/tasks/task.ts'
import { keptForMs, startTasks, type Tasks, tasksAtOnce, triesMax } from '../../src/tasks/tasks.ts'
import { startChild } from '../support/child.ts'
import { openTestDatabase, urlOf } from '../support/database.ts'

const CHILD = path.join(import.meta.dirname, '..', 'support', 'taskChild.ts')

interface World {
  readonly database: Database
  readonly organisation: number
  readonly filesFolder: string
  readonly told: Task[]
  start(...kinds: AnyTaskKind[]): Tasks
}

async function world(t: TestContext): Promise<World> {
  const database = await openTestDatabase()
  const filesFolder = mkdtempSync(path.join(tmpdir(), 'portevoix-tasks-'))
  const started: Tasks[] = []
  t.after(async () => {
    for (const tasks of started) await tasks.close()
    await database.close()
    rmSync(filesFolder, { recursive: true })
  })
  const { rows } = await database.pool.query('select min(id) as id from organisation')
  const told: Task[] = []
  return {
    ...{ database, filesFolder, told, organisation: rows[0].id },
    start(...kinds) {
      const tasks = startTasks({
        ...{ system: database, tenant: () => database, kinds, filesFolder },
        publish: (_organisation, task) => void told.push(task),
      })
      started.push(tasks)
      return tasks
    },
  }
}

const aKind = <Input, Result>(
  run: (input: Input, context: TaskContext) => Promise<Result>,
  named: Partial<TaskKind<Input, Result>> = {},
): TaskKind<Input, Result> => ({
  ...{ name: 'count', repeatable: true, permission: 'people.read', run },
  ...named,
})

/** Runs until it is stopped. */
const endless = aKind((_: null, { signal }) => {
  return new Promise<null>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')))
  })
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    assert.ok(tries < 500, 'it did not happen within 10 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('tasks: a task runs, tells its progress and keeps its result and its files', async (t) => {
  const { organisation, told, start, filesFolder } = await world(t)
  const kind = aKind(async ({ to }: { to: number }, { progress, newFile }) => {
    for (let done = 0; done <= to; done += 1) progress({ done, total: to, unit: 'rows' })
    writeFileSync(newFile('é"; x.csv', 'text/csv'), 'a;b')
    newFile('never written', 'text/csv')
    return { counted: to }
  })
  const tasks = start(kind)
  const asked = await tasks.add(kind, { organisation, input: { to: 900 }, by: 'Nour' })
  assert.equal(asked.state, 'waiting')
  const ended = await tasks.ended(asked.id)
  assert.deepEqual(
    [ended.state, ended.done, ended.total, ended.unit, ended.result, ended.by],
    ['done', 900, 900, 'rows', { counted: 900 }, 'Nour'],
  )
  assert.deepEqual(ended.files, [
    { id: ended.files[0]?.id, name: 'é"; x.csv', type: 'text/csv', bytes: 3 },
  ])
  assert.deepEqual(readdirSync(filesFolder), [ended.files[0]?.id])
  assert.deepEqual(told.map(({ state }) => state).slice(0, 2), ['waiting', 'running'])
  assert.equal(told.at(-1)?.state, 'done')
  // 901 reports within milliseconds: two are due, the first of its unit and the last before the end.
  assert.ok(told.length <= 6, `${told.length} changes were told`)
})

test('tasks: what a person can mend is kept as its sentence, a bug as a bug', async (t) => {
  const { organisation, start } = await world(t)
  const bad = aKind(
    async () => {
      throw new Failure('badInput', 'Line 3 is cut.', { measured: '3', limit: '4' })
    },
    { name: 'bad' },
  )
  const buggy = aKind(async () => Promise.reject(new Error('secret 06 39 98 00 01')), {
    name: 'buggy',
  })
  const tasks = start(bad, buggy)
  const one = await tasks.add(bad, { organisation, input: null, by: 'Nour' })
  assert.deepEqual((await tasks.ended(one.id)).failure, {
    ...{ code: 'badInput', sentence: 'Line 3 is cut.', measured: '3', limit: '4' },
  })
  const two = await tasks.add(buggy, { organisation, input: null, by: 'Nour' })
  const { failure } = await tasks.ended(two.id)
  assert.equal(failure?.code, 'internal')
  assert.doesNotMatch(failure?.sentence ?? '', /secret/)
})

test('tasks: no more than the named number run at a time, and a cancelled one makes room', async (t) => {
  const { organisation, database, start } = await world(t)
  const tasks = start(endless)
  const asked: Task[] = []
  for (let n = 0; n < tasksAtOnce + 2; n += 1) {
    asked.push(await tasks.add(endless, { organisation, input: null, by: 'Nour' }))
  }
  const states = async (): Promise<string> => {
    const rows = await listTasks(database.pool, { organisation, before: 1e9, limit: 50 })
    return rows.map(({ state }) => state).join(' ')
  }
  await until(async () => (await states()) === 'waiting waiting running running')
  await tasks.cancel(asked.at(-1)?.id ?? 0)
  assert.equal(await states(), 'cancelled waiting running running')
  await tasks.cancel(asked[0]?.id ?? 0)
  await until(async () => (await states()) === 'cancelled running running cancelled')
  assert.equal((await tasks.ended(asked[0]?.id ?? 0)).failure, null)
})

test('tasks: asked for once, a task that is open is answered instead of a second one', async (t) => {
  const { organisation, start } = await world(t)
  const tasks = start(endless)
  const ask = (subject: string): Promise<Task> =>
    tasks.add(endless, { organisation, input: null, by: 'Nour', subject, once: true })
  const [first, second, other] = await Promise.all([ask('a'), ask('a'), ask('b')])
  assert.equal(first.id, second.id)
  assert.notEqual(first.id, other.id)
})

test('tasks: kill -9 of the server: a repeatable task begins again, another says that it failed', async (t) => {
  const { organisation, database, filesFolder, start } = await world(t)
  const ask = (kind: string): ReturnType<typeof addTask> =>
    addTask(
      database.pool,
      { organisation, kind, subject: null, input: null, by: 'Nour', now: epochMs(1) },
      false,
    )
  const [again, once] = [await ask('again'), await ask('once')]
  const child = startChild(CHILD, [urlOf(database), filesFolder])
  await child.line((line) => line === `running ${again.id}`)
  await child.line((line) => line === `running ${once.id}`)
  let runs = 0
  const kinds = ['again', 'once'].map((name) =>
    aKind(async () => (runs += 1), { name, repeatable: name === 'again' }),
  )
  const tasks = start(...kinds)
  // While the other server lives, its tasks are its own.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  assert.equal(runs, 0)
  await child.kill()
  assert.equal((await tasks.ended(again.id)).state, 'done')
  const failed = await tasks.ended(once.id)
  assert.equal(failed.state, 'failed')
  assert.match(failed.failure?.sentence ?? '', /server stopped unexpectedly/)
  assert.equal(runs, 1)
})

test('tasks: one whose server died each time is not begun once more than allowed', async (t) => {
  const { organisation, database, start } = await world(t)
  const kind = aKind(async () => 'ran')
  const ask = async (tries: number): Promise<number> => {
    const row = await addTask(
      database.pool,
      { organisation, kind: 'count', subject: null, input: null, by: 'Nour', now: epochMs(1) },
      false,
    )
    await database.pool.query(
      `update task set state = 'running', started_at = 1, tries = $2 where id = $1`,
      [row.id, tries],
    )
    return row.id
  }
  const [below, at] = [await ask(triesMax - 1), await ask(triesMax)]
  const tasks = start(kind)
  assert.equal((await tasks.ended(below)).state, 'done')
  assert.match((await tasks.ended(at)).failure?.sentence ?? '', /each time/)
})

test('tasks: a server that closes puts a repeatable task back to wait for the next', async (t) => {
  const { organisation, database, start } = await world(t)
  const first = start(endless)
  const { id } = await first.add(endless, { organisation, input: null, by: 'Nour' })
  const row = async (): Promise<string> => {
    const [found] = await listTasks(database.pool, { organisation, before: 1e9, limit: 1 })
    return `${found?.state} ${found?.tries}`
  }
  await until(async () => (await row()) === 'running 1')
  await first.close()
  assert.equal(await row(), 'waiting 0')
  const second = start(aKind(async () => 'ran'))
  assert.equal((await second.ended(id)).result, 'ran')
})

test('tasks: when the connection that holds them breaks, their work is stopped and begun again', async (t) => {
  const { organisation, database, start } = await world(t)
  let runs = 0
  const kind = aKind(async (_: null, { signal }) => {
    runs += 1
    if (runs > 1) return 'second run'
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return 'first run, too late'
  })
  const tasks = start(kind)
  const { id } = await tasks.add(kind, { organisation, input: null, by: 'Nour' })
  await until(() => runs === 1)
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = $1`,
    [advisoryLockClasses.task],
  )
  assert.equal((await tasks.ended(id)).result, 'second run')
})

test('tasks: ended ones are kept for thirty days with their files, and not longer', async (t) => {
  const { organisation, database, filesFolder, start } = await world(t)
  const kind = aKind(async (_: null, { newFile }) => {
    writeFileSync(newFile('a.csv', 'text/csv'), 'a')
  })
  const first = start(kind)
  const ids: number[] = []
  for (const age of [keptForMs - 60_000, keptForMs + 1]) {
    const { id } = await first.add(kind, { organisation, input: null, by: 'Nour' })
    await first.ended(id)
    ids.push(id)
    await database.pool.query('update task set ended_at = $2 where id = $1', [id, Date.now() - age])
  }
  await first.close()
  start(kind)
  await until(() => readdirSync(filesFolder).length === 1)
  const left = await listTasks(database.pool, { organisation, before: 1e9, limit: 50 })
  assert.deepEqual(
    left.map(({ id }) => id),
    [ids[0]],
  )
  assert.ok(existsSync(path.join(filesFolder, left[0]?.files[0]?.id ?? '')))
})
