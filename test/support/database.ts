/**
 * A database of its own for a test: one server per test process (a temporary embedded one, or that of
 * DATABASE_URL), migrated once into a template, which is cloned for each test in some 30 ms.
 */
import { after } from 'node:test'
import pg from 'pg'
import { clientConfig, type Database, openDatabase, openPool } from '../../src/store/database.ts'

interface TestServer {
  readonly admin: pg.Client
  readonly templateName: string
  close(): Promise<void>
}

let server: Promise<TestServer> | undefined
let clones = 0

// At the top of the module, so that it is a hook of the test file and not of the first test.
after(async () => (await server)?.close())

/** Migrated and empty. Close it when the test is done; the server goes with the test process. */
export async function openTestDatabase(): Promise<Database> {
  server ??= startServer()
  const { admin, templateName } = await server
  clones += 1
  const name = `${templateName}_${clones}`
  await admin.query(`create database ${name} template ${templateName}`)
  const connection = clientConfig({ ...addressOf(admin), database: name })
  const database = await openPool(connection, null, async () => {
    await admin.query(`drop database if exists ${name} with (force)`)
  })
  return database
}

/** The same database as a URL, for a child process. It holds the password of a throw-away server. */
export function urlOf(database: Database): string {
  const { host, port, user, password, database: name } = database.connection
  const login = `${user}:${encodeURIComponent(String(password))}`
  return `postgres://${login}@localhost/${name}?host=${encodeURIComponent(host ?? '')}&port=${port}`
}

async function startServer(): Promise<TestServer> {
  const url = process.env['DATABASE_URL']
  const first = await openDatabase(url ? { url } : { temporary: true })
  const admin = new pg.Client(first.connection)
  await admin.connect()
  const templateName = `portevoix_test_${process.pid}`
  await admin.query(`drop database if exists ${templateName}`)
  await admin.query(`create database ${templateName} template template0`)
  const template = await openPool(
    clientConfig({ ...addressOf(admin), database: templateName }),
    null,
    async () => {},
  )
  // A template may have no connection while it is cloned.
  await template.pool.end()
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
