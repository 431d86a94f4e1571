/** The API as people and programs meet it: real HTTP, real PostgreSQL, a clock that the test moves. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import type { Permission, Role } from '../../src/access/permission.ts'
import { type PracticeClock, practiceClock } from '../../src/base/clock.ts'
import { epochMs, ms } from '../../src/base/units.ts'
import type { Services } from '../../src/http/api/services.ts'
import type { Desk } from '../../src/http/desk.ts'
import { openServices } from '../../src/http/openServices.ts'
import { hashPassword } from '../../src/http/passwords.ts'
import { openServer } from '../../src/http/server.ts'
import type { AccessStore } from '../../src/store/accessStore.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresAccessStore } from '../../src/store/postgres/access.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestDatabase } from './database.ts'
import { type Answer, Browser } from './pagesWorld.ts'

export interface ApiWorld {
  readonly database: Database
  readonly store: Store
  readonly access: AccessStore
  readonly services: Services
  readonly clock: PracticeClock
  readonly url: string
  readonly logged: readonly string[]
  /** Nobody yet; `address`: where a proxy says it is. */
  stranger(address?: string): ApiBrowser
  /** A person with these roles in the organisation, signed in. */
  person(role: Role, organisation?: number): Promise<ApiBrowser>
  /** A program's key. */
  key(scopes: readonly Permission[], organisation?: number): Promise<string>
}

export const owner = { email: 'nour@exemple.example', name: 'Nour Exemple' } as const
export const password = 'quatre mots sans rapport'

/** The owner of organisation 1 exists; nobody is signed in. `calls`: with an engine. */
export async function openApiWorld(
  context: TestContext,
  { calls = false }: { readonly calls?: boolean } = {},
): Promise<ApiWorld> {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  const access = postgresAccessStore(database)
  const clock = practiceClock(epochMs(Date.UTC(2026, 10, 28, 10)))
  const logged: string[] = []
  const log = (line: string): void => void logged.push(line)
  const filesFolder = mkdtempSync(path.join(os.tmpdir(), 'portevoix-api-'))
  const opened = await openServices({
    ...{ system: database, store, access, clock, filesFolder, log },
    ...(calls ? { calling: { media: 'dgram', version: 'test' } as const } : {}),
  })
  const { services, tenant } = opened
  const desk: Desk = {
    ...{ database, store, clock, organisation: 1, cookies: { secure: false } },
    codes: { ask: () => undefined, close: async () => undefined },
    ...{ practice: true, practicePhone: null, answerEvery: ms(5) },
  }
  const server = await openServer({
    ...{ desk, log, trustProxy: ['127.0.0.1'] },
    api: { services, clock, tenant },
  })
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  context.after(async () => {
    await server.close()
    await opened.close()
    await store.close()
    await database.close()
    rmSync(filesFolder, { recursive: true, force: true })
  })
  const url = `http://127.0.0.1:${port}`
  const passwordHash = await hashPassword(password)
  await access.createOwner(
    {
      ...owner,
      setupToken: await access.makeSetupToken(clock.epoch()),
      ...{ passwordHash, language: 'fr', organisationName: 'Équipe Exemple' },
    },
    clock.epoch(),
  )
  let strangers = 0
  const stranger = (address?: string): ApiBrowser => {
    strangers += 1
    return new ApiBrowser(url, address ?? `198.51.100.${strangers}`)
  }
  const actor = { is: 'system', name: 'tester' } as const
  return {
    ...{ database, store, access, services, clock, url, logged, stranger },
    async person(role, organisation = 1) {
      const email = `${role.toLowerCase()}-${randomUUID()}@exemple.example`
      const now = clock.epoch()
      const { token } = await access.invite(organisation, { email, roles: [role] }, actor, now)
      const newcomer = { token, name: role, passwordHash, user: null, language: 'fr' } as const
      await access.acceptInvitation(newcomer, now)
      const browser = stranger()
      await browser.signIn(email)
      return browser
    },
    async key(scopes, organisation = 1) {
      const made = { name: 'program', scopes, expiresAt: null }
      return (await access.createKey(organisation, made, actor, clock.epoch())).secret
    },
  }
}

export interface ApiAnswer extends Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is looked at by the test
  readonly json: any
}

export interface Asked {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A browser that keeps its cookie, and sends the csrf token it was given. */
export class ApiBrowser {
  readonly browser: Browser
  csrf: string | undefined

  constructor(url: string, address: string) {
    this.browser = new Browser(url, { address })
  }

  async ask(method: string, path: string, { body, headers = {} }: Asked = {}): Promise<ApiAnswer> {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const answer = await this.browser.send(method, `/api/v1${path}`, {
      ...(text === undefined ? {} : { body: text }),
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.csrf === undefined ? {} : { 'x-portevoix-csrf': this.csrf }),
        ...headers,
      },
    })
    const isJson = /json/.test(String(answer.headers['content-type']))
    return { ...answer, json: isJson ? JSON.parse(answer.body) : null }
  }

  get(path: string): Promise<ApiAnswer> {
    return this.ask('GET', path)
  }

  post(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    return this.ask('POST', path, { body, headers })
  }

  async signIn(email: string, given = password, code?: string): Promise<ApiAnswer> {
    const body = { email, password: given, ...(code === undefined ? {} : { code }) }
    const answer = await this.post('/sign-in', body)
    this.csrf = answer.json?.me?.csrfToken ?? this.csrf
    return answer
  }
}
