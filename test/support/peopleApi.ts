/** The API over HTTP on a database of its own, for programs with keys; a key's name is its organisation. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import Fastify from 'fastify'
import { permissions } from '../../src/access/permission.ts'
import { realClock } from '../../src/base/clock.ts'
import { apiPlugin } from '../../src/http/api/apiServer.ts'
import { openEventHub } from '../../src/http/api/eventHub.ts'
import { startLongWork } from '../../src/http/api/longWork.ts'
import type { AccessStore } from '../../src/store/accessStore.ts'
import type { Database } from '../../src/store/database.ts'
import { tenantDatabase } from '../../src/store/tenant.ts'
import { openTestDatabase } from './database.ts'

export interface PeopleApi {
  readonly database: Database
  readonly folder: string
  /** Two organisations that know nothing of each other. */
  readonly organisations: readonly [number, number]
  readonly url: string
  /** `as`: whose key is shown; absent: that of the organisation in the path. */
  ask(method: string, path: string, body?: unknown, as?: number): Promise<Answered>
  send(organisation: number, name: string, content: string | Uint8Array): Promise<string>
  /** Waits until the task has ended. */
  ended(organisation: number, task: number): Promise<TaskAnswer>
}

export interface Answered {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is looked at by the test
  readonly body: any
  readonly text: string
  readonly headers: Headers
}

export interface TaskAnswer {
  readonly id: number
  readonly state: string
  // biome-ignore lint/suspicious/noExplicitAny: the result of the kind at hand
  readonly result: any
  readonly failure: { readonly code: string; readonly sentence: string } | null
  readonly files: readonly { readonly id: string; readonly name: string }[]
  readonly total: number | null
  readonly done: number
}

/** A line that names what was refused; what is left is a bug. */
const refusal = /^PV-\w{6} [A-Z]+ \S+: [a-zA-Z]+: /

export async function openPeopleApi(t: TestContext): Promise<PeopleApi> {
  const database = await openTestDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-people-'))
  const organisations = await twoOrganisations(database)
  const tenant = (organisation: number): Database => tenantDatabase(database, organisation)
  const events = openEventHub(realClock.epoch())
  const bugs: string[] = []
  const log = (line: string): void => {
    if (!refusal.test(line)) bugs.push(line)
  }
  const work = startLongWork({ system: database, tenant, events, folder, log })
  const access = {
    keyHolder: async (key: string) => ({
      ...{ key: Number(key), name: 'a test', organisation: Number(key), scopes: permissions },
    }),
    isWithin: async (organisation: number, top: number) => organisation === top,
  } as unknown as AccessStore
  const app = Fastify()
  const listen = { close: async () => undefined }
  const services = {
    ...{ system: database, access, events, listen },
    ...{ tasks: work.tasks, uploads: work.uploads },
  }
  await app.register(apiPlugin, {
    ...{ prefix: '/api/v1', clock: realClock, tenant, log },
    services: services as unknown as Parameters<typeof apiPlugin>[1]['services'],
    cookies: { secure: false },
  } as Parameters<typeof apiPlugin>[1] & { prefix: string })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    await app.close()
    await work.close()
    events.close?.()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
    if (bugs.length > 0) throw new Error(bugs.join('\n'))
  })
  const ask = asker(url)
  return {
    ...{ database, folder, organisations, url, ask },
    async send(organisation, name, content) {
      const response = await fetch(
        `${url}/api/v1/organisations/${organisation}/files?name=${encodeURIComponent(name)}`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${organisation}`, 'content-type': 'text/csv' },
          body: Buffer.from(content as string),
        },
      )
      const body = (await response.json()) as { upload: string }
      if (response.status !== 201) throw new Error(JSON.stringify(body))
      return body.upload
    },
    async ended(organisation, task) {
      for (;;) {
        const { body } = await ask('GET', `/organisations/${organisation}/tasks/${task}`)
        if (body.endedAt !== null) return body
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}

function asker(url: string): PeopleApi['ask'] {
  return async (method, asked, body, as) => {
    const whose = as ?? /organisations\/(\d+)/.exec(asked)?.[1] ?? 0
    const response = await fetch(`${url}/api/v1${asked}`, {
      method,
      headers: {
        authorization: `Bearer ${whose}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const { status, headers } = response
    return { status, headers, text, body: isJson && text !== '' ? JSON.parse(text) : null }
  }
}

async function twoOrganisations({ pool }: Database): Promise<readonly [number, number]> {
  const { rows } = await pool.query<{ id: number }>('select min(id) as id from organisation')
  const second = await pool.query<{ id: number }>(
    `insert into organisation (name, parent_id) select 'Autre équipe', min(id) from organisation returning id`,
  )
  return [rows[0]?.id ?? 0, second.rows[0]?.id ?? 0]
}
