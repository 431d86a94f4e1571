/**
 * A database of its own for a test: one server per test process (a temporary embedded one, or that of
 * DATABASE_URL), migrated once into a template, which is cloned for each test.
 */
import { after } from 'node:test'
import pg from 'pg'
import { clientConfig, type Database, openDatabase, openPool } from '../../src/store/database.ts'

interface TestServer {
  readonly admin: pg.Client
  readonly templateName: string
  close(): Promise<void>
}

const closedFirst: (() => Promise<void>)[] = []

/** For what a whole test file shares: its own hook would come after that of the server. */
export function closeBeforeServer(close: () => Promise<void>): void {
  closedFirst.push(close)
}

/** Migrated and empty. Close it when the test is done; the server goes with the test process. */
export const openTestDatabase = testServer(() => {
  const url = process.env['DATABASE_URL']
  return openDatabase(url ? { url } : { temporary: true })
})

/** Opens clones on the server that `open` leads to. Call it at the top of a module. */
export function testServer(open: () => Promise<Database>): () => Promise<Database> {
  let server: Promise<TestServer> | undefined
  let clones = 0
  // At the top of a module: a hook of the test file and not of the first test.
  after(async () => {
    for (const close of closedFirst.splice(0)) await close()
    await (await server)?.close()
  })
  return async () => {
    server ??= open().then(makeTemplate)
    const { admin, templateName } = await server
    clones += 1
    const name = `${templateName}_${clones}`
    await admin.query(`create database ${name} template ${templateName}`)
    return openPool(clientConfig({ ...addressOf(admin), database: name }), null, async () => {
      await admin.query(`drop database if exists ${name} with (force)`)
    })
  }
}

/** The same database as a URL, for a child process. It holds the password of a throw-away server. */
export function urlOf({ connection }: Database): string {
  const { host, port, user, password, database: name } = connection
  const login = `${user}:${encodeURIComponent(String(password))}`
  return `postgres://${login}@localhost/${name}?host=${encodeURIComponent(host ?? '')}&port=${port}`
}

async function makeTemplate(first: Database): Promise<TestServer> {
  const admin = new pg.Client(first.connection)
  await admin.connect()
  const templateName = `portevoix_test_${process.pid}`
  await admin.query(`drop database if exists ${templateName}`)
  await admin.query(`create database ${templateName} template template0`)
  const template = await openPool(
    clientConfig({ ...addressOf(admin), database: templateName }),
    null,
    async () => undefined,
  )
  // A template may have no connection while it is cloned.
  await template.close()
  const close = async (): Promise<void> => {
    await admin.query(`drop database if exists ${templateName} with (force)`)
    await admin.end()
    await first.close()
  }
  return { admin, templateName, close }
}

const addressOf = (client: pg.Client): pg.ClientConfig => ({
  host: client.host,
  port: client.port,
  user: client.user ?? '',
  password: client.password ?? '',
})
