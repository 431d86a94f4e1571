/** Long work of the server, as anybody who may see it follows it from any page. */
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { Failure, type FailureCode, failures } from '../../base/failure.ts'
import { listTasks, readTask } from '../../store/postgres/tasks.ts'
import { leftOf } from '../../tasks/progress.ts'
import { type Task, taskStates } from '../../tasks/task.ts'
import { taskOf } from '../../tasks/tasks.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import type { LiveEvent } from './eventHub.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

export const taskShape = z
  .object({
    id: z.int(),
    kind: z.string().describe('What is done: import, export, …'),
    subject: z
      .string()
      .nullable()
      .describe('What it is about: the id of a campaign, of an upload.'),
    by: z.string().describe('Who asked for it.'),
    state: z.enum(taskStates),
    cancelAsked: z.boolean(),
    done: z.number(),
    total: z.number().nullable().describe('null while nobody knows.'),
    unit: z.string().describe('What done and total count: rows, bytes, people.'),
    rate: z.number().nullable().describe('Units per second, lately.'),
    leftMs: z.number().nullable().describe('Milliseconds it still takes, as the rate suggests.'),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    result: z.unknown().describe('What it found; its form is that of the kind.'),
    failure: z
      .object({
        code: z.enum(Object.keys(failures) as [FailureCode, ...FailureCode[]]),
        sentence: z.string(),
        fr: z.string().optional().describe('The sentence in French.'),
        measured: z.string().optional(),
        limit: z.string().optional(),
      })
      .nullable(),
    files: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        type: z.string(),
        bytes: z.number().describe('Size.'),
      }),
    ),
  })
  .meta({ id: 'Task' })

export const taskReply = (task: Task): z.input<typeof taskShape> => {
  const { organisation: _organisation, createdAt, startedAt, endedAt, ...rest } = task
  return {
    ...rest,
    files: [...task.files],
    leftMs: leftOf(task),
    createdAt: isoOf(createdAt),
    startedAt: isoOrNull(startedAt),
    endedAt: isoOrNull(endedAt),
  }
}

/** What everybody of the organisation hears of it; results and files are asked for by who may see them. */
export const taskEvent = (task: Task): LiveEvent => {
  const { id, kind, subject, state, done, total, unit, rate } = task
  return {
    ...{ kind: 'task', task: id, taskKind: kind, subject, state, done, total, unit, rate },
    leftMs: leftOf(task),
  }
}

const ofTask = z.object({ organisation: z.coerce.number().int(), task: z.coerce.number().int() })

/** Not to be seen is not to be there. */
async function taskFor(call: ApiCall<z.output<typeof ofTask>, unknown, unknown>): Promise<Task> {
  const { task: id } = call.params
  const row = Number.isSafeInteger(id) ? await readTask(call.database.pool, id) : undefined
  if (!row || !mayBeSeen(call, row.kind)) {
    throw new Failure('notFound', `There is no task ${id} here that you may see.`, {
      fr: `Il n’y a pas ici de tâche ${id} que vous puissiez voir.`,
    })
  }
  return taskOf(row)
}

function mayBeSeen({ services, may }: Pick<ApiCall<0, 0, 0>, 'services' | 'may'>, kind: string) {
  const permission = services.tasks.kinds.get(kind)?.permission
  return permission !== undefined && may(permission)
}

const list = route({
  name: 'listTasks',
  method: 'GET',
  path: '/organisations/:organisation/tasks',
  tag: 'Tasks',
  summary: 'Tasks of the organisation that you may see, the newest first.',
  access: 'campaign.read',
  params: z.object({ organisation: z.coerce.number().int() }),
  query: pageQuery.extend({
    kind: z.string().max(60).optional(),
    subject: z.string().max(200).optional().describe('Those about this campaign, upload, …'),
    open: z.stringbool().default(false).describe('true: only those that wait or run.'),
  }),
  reply: pageOf(taskShape),
  async handle(call) {
    const { limit, after, kind, subject, open } = call.query
    const before = keyAfter(after, z.int()) ?? Number.MAX_SAFE_INTEGER
    const found = await listTasks(call.database.pool, {
      organisation: call.organisation,
      ...{ before, kind, subject, open, limit: limit + 1 },
    })
    const page = onePage(found, limit, { item: taskOf, key: ({ id }) => id })
    const seen = page.items.filter((task) => mayBeSeen(call, task.kind))
    return { items: seen.map(taskReply), next: page.next }
  },
})

const one = route({
  name: 'getTask',
  method: 'GET',
  path: '/organisations/:organisation/tasks/:task',
  tag: 'Tasks',
  summary: 'One task: how far it is, how it ended, the files it made.',
  access: 'campaign.read',
  params: ofTask,
  reply: taskShape,
  handle: async (call) => taskReply(await taskFor(call)),
})

const cancel = route({
  name: 'cancelTask',
  method: 'POST',
  path: '/organisations/:organisation/tasks/:task/cancel',
  tag: 'Tasks',
  summary: 'Stops a task; what it had begun is undone. One that has ended stays as it is.',
  access: 'campaign.read',
  params: ofTask,
  reply: taskShape,
  async handle(call) {
    const task = await taskFor(call)
    return taskReply((await call.services.tasks.cancel(task.id)) ?? (await taskFor(call)))
  },
})

const file = route({
  name: 'getTaskFile',
  method: 'GET',
  path: '/organisations/:organisation/tasks/:task/files/:file',
  tag: 'Tasks',
  summary: 'A file the task made.',
  access: 'campaign.read',
  params: ofTask.extend({ file: z.uuid() }),
  streams: 'application/octet-stream',
  async handle(call) {
    const task = await taskFor(call)
    const found = task.files.find(({ id }) => id === call.params.file)
    if (!found)
      throw new Failure('notFound', 'This file is not (any more) among those of the task.', {
        fr: 'Ce fichier n’est pas, ou n’est plus, parmi ceux de la tâche.',
      })
    await call.reply
      .header('content-type', found.type)
      .header('content-length', found.bytes)
      .header('content-disposition', attachment(found.name))
      .header('cache-control', 'no-store')
      .send(createReadStream(call.services.tasks.pathOfFile(found.id)))
    return undefined
  },
})

/** RFC 6266: the plain name for old programs, the whole one beside it. Never shown as a page of ours. */
export const attachment = (name: string): string => {
  const plain = name.replace(/[^A-Za-z0-9 ._-]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}

export const taskRoutes: readonly AnyRoute[] = [list, one, cancel, file]
