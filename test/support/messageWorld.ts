/** The API (and the built web app, if any) over real HTTP and PostgreSQL, with people who are signed in. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Role } from '../../src/access/permission.ts'
import { type Clock, realClock } from '../../src/base/clock.ts'
import { type EpochMs, ms } from '../../src/base/units.ts'
import type { PhoneRinger } from '../../src/http/api/approvalCalls.ts'
import { openServices } from '../../src/http/openServices.ts'
import { hashPassword } from '../../src/http/passwords.ts'
import { openServer } from '../../src/http/server.ts'
import { csrfToken, setAppSecret } from '../../src/http/session.ts'
import type { AccessStore } from '../../src/store/accessStore.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresAccessStore } from '../../src/store/postgres/access.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestDatabase } from './database.ts'

export interface Person {
  readonly user: number
  readonly cookie: string
  readonly csrf: string
}

export interface MessageWorld {
  readonly database: Database
  readonly store: Store
  readonly url: string
  /** Moves the server's clock. */
  later(duration: number): void
  signIn(email: string): Promise<Person>
  addMember(email: string, roles: readonly Role[]): Promise<Person>
  ask(as: Person | null, method: string, path: string, sent?: Sent): Promise<Answer>
  close(): Promise<void>
}

export interface Sent {
  readonly body?: unknown
  readonly bytes?: Uint8Array
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it expects
  readonly json: any
}

export const owner = 'ada@exemple.fr'
export const passphrase = 'une phrase de passe assez longue'

interface WorldOptions {
  readonly phones?: PhoneRinger
  readonly webFolder?: string
}

export async function messageWorld(options: WorldOptions = {}): Promise<MessageWorld> {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  const access = postgresAccessStore(database)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portevoix-files-'))
  let moved = 0
  const clock: Clock = {
    mono: realClock.mono,
    epoch: () => (realClock.epoch() + moved) as EpochMs,
  }
  const log = (): void => undefined
  const opened = await openServices({
    ...{ system: database, store, access, clock, filesFolder: folder, log },
  })
  const services = {
    ...opened.services,
    ...(options.phones && { phones: options.phones }),
  }
  await firstOwner(access, clock.epoch())
  const server = await openServer({
    desk: {
      ...{ database, store, clock, organisation: 1, cookies: { secure: false } },
      codes: { ask: () => undefined, close: async () => undefined },
      ...{ practice: true, practicePhone: null, answerEvery: ms(5) },
    },
    ...{ trustProxy: [], log, api: { services, clock, tenant: opened.tenant } },
    ...(options.webFolder === undefined ? {} : { webFolder: options.webFolder }),
  })
  const { port } = (await server.listen({ host: '127.0.0.1', port: 0 })) as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const signIn = (email: string): Promise<Person> => personOf(access, email, clock.epoch())
  return {
    ...{ database, store, url, signIn },
    later: (duration) => {
      moved += duration
    },
    addMember: async (email, roles) => {
      await invited(access, { email, roles }, clock.epoch())
      return signIn(email)
    },
    ask: (as, method, where, sent) => ask(`${url}/api/v1${where}`, as, method, sent),
    async close() {
      await server.close()
      await opened.close()
      await store.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function firstOwner(access: AccessStore, now: EpochMs): Promise<void> {
  const setupToken = await access.makeSetupToken(now)
  const passwordHash = await hashPassword(passphrase)
  const who = {
    email: owner,
    name: 'Ada Exemple',
    language: 'fr',
    organisationName: 'Essai',
  } as const
  await access.createOwner({ ...who, setupToken, passwordHash }, now)
}

async function invited(
  access: AccessStore,
  person: { readonly email: string; readonly roles: readonly Role[] },
  now: EpochMs,
): Promise<void> {
  const { token } = await access.invite(1, person, { is: 'system', name: 'test' }, now)
  const name = person.email.split('@')[0] ?? 'x'
  const passwordHash = await hashPassword(passphrase)
  await access.acceptInvitation({ token, name, passwordHash, user: null, language: 'fr' }, now)
}

async function personOf(access: AccessStore, email: string, now: EpochMs): Promise<Person> {
  const found = await access.credentials(email)
  if (!found) throw new Error(`nobody is called ${email}`)
  const visit = { address: '127.0.0.1', agent: 'test' }
  const { secret } = await access.openSession(found.user.id, visit, now)
  const cookie = setAppSecret(secret, { secure: false }).split(';')[0] ?? ''
  return { user: found.user.id, cookie, csrf: csrfToken(secret) }
}

async function ask(
  url: string,
  as: Person | null,
  method: string,
  { body, bytes, type, headers }: Sent = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      'accept-language': 'en',
      ...(as ? { cookie: as.cookie, 'x-portevoix-csrf': as.csrf } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(type === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
  })
  const got = Buffer.from(await response.arrayBuffer())
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    ...{ status: response.status, headers: response.headers, bytes: got },
    json: isJson ? JSON.parse(got.toString('utf8')) : null,
  }
}
