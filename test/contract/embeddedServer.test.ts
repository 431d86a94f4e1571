/** The supervisor of the embedded PostgreSQL, with real servers and real deaths. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '../../src/base/failure.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { prepareBinaries } from '../../src/store/embedded/binaries.ts'
import { dataFolderAt } from '../../src/store/embedded/dataFolder.ts'
import { initialise } from '../../src/store/embedded/postgresServer.ts'
import { identityOf, userOf } from '../../src/store/embedded/processIdentity.ts'
import { explainServerTrouble } from '../../src/store/embedded/serverMessages.ts'
import { serverUser } from '../../src/store/embedded/serverUser.ts'
import { startChild } from '../support/child.ts'
import { aDataFolder } from '../support/dataFolder.ts'

const program = path.join(import.meta.dirname, '..', 'support', 'storeChild.ts')
const isRunning = (pid: number | null): boolean => pid !== null && identityOf(pid) !== undefined
const failure = (says: RegExp) => (error: unknown) =>
  error instanceof Failure && says.test(error.message)

async function usable(database: Database): Promise<void> {
  assert.equal((await database.pool.query('select 1 as one')).rows[0].one, 1)
}

test('embedded: starts without root, scram and socket only, and stops with its last user', async (context) => {
  const folder = aDataFolder(context)
  const database = await openDatabase({ dataFolder: folder })
  const { serverPid } = database
  assert.ok(serverPid)
  assert.notEqual(userOf(serverPid), 0)
  const { rows } = await database.pool.query(
    `select name, setting from pg_settings where name in
     ('fsync', 'listen_addresses', 'password_encryption', 'TimeZone', 'server_encoding') order by name`,
  )
  assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
    fsync: 'on',
    listen_addresses: '',
    password_encryption: 'scram-sha-256',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
  })
  assert.equal(statSync(dataFolderAt(folder).password).mode & 0o777, 0o600)
  const wrong = openDatabase({ url: urlWith(database, 'wrong password') })
  await assert.rejects(wrong, failure(/refuses the password/))
  await database.close()
  assert.equal(isRunning(serverPid), false)
  assert.deepEqual(readdirSync(dataFolderAt(folder).members), [])
})

test('embedded: a second process attaches, and the last one out stops the server', async (context) => {
  const folder = aDataFolder(context)
  const first = await openDatabase({ dataFolder: folder })
  const child = startChild(program, ['stay', folder, ''])
  assert.equal(await child.line((line) => line.startsWith('server')), `server ${first.serverPid}`)
  await first.close()
  assert.equal(isRunning(first.serverPid), true, 'the other process still needs it')
  const again = await openDatabase({ dataFolder: folder })
  await child.kill()
  await usable(again)
  await again.close()
  assert.equal(isRunning(first.serverPid), false)
})

test('embedded: eight processes that start at once share one server', async (context) => {
  const folder = aDataFolder(context)
  const databases = await Promise.all(
    Array.from({ length: 8 }, () => openDatabase({ dataFolder: folder })),
  )
  assert.equal(new Set(databases.map(({ serverPid }) => serverPid)).size, 1)
  await Promise.all(databases.map((database) => database.close()))
  assert.equal(isRunning(databases[0]?.serverPid ?? null), false)
})

test('embedded: the orphan of a killed process is adopted, and stopped in the end', async (context) => {
  const folder = aDataFolder(context)
  const child = startChild(program, ['stay', folder, ''])
  const said = await child.line((line) => line.startsWith('server'))
  await child.kill()
  const orphan = Number(said.split(' ')[1])
  assert.equal(isRunning(orphan), true)
  const database = await openDatabase({ dataFolder: folder })
  assert.equal(database.serverPid, orphan)
  await usable(database)
  await database.close()
  assert.equal(isRunning(orphan), false)
})

test('embedded: a process that ends without closing, or by a signal, takes the server with it', async (context) => {
  for (const signal of [null, 'SIGINT', 'SIGTERM'] as const) {
    const folder = aDataFolder(context)
    const child = startChild(program, [signal ? 'stay' : 'forget', folder, ''])
    const said = await child.line((line) => line.startsWith('server'))
    if (signal) child.process.kill(signal)
    await child.ended()
    assert.equal(child.process.signalCode, signal)
    const pid = Number(said.split(' ')[1])
    for (let tried = 0; isRunning(pid) && tried < 200; tried += 1) await pause(20)
    assert.equal(isRunning(pid), false, `after ${signal}`)
  }
})

test('embedded: locks of dead processes are recovered, even when their pid lives on as another', async (context) => {
  const folder = aDataFolder(context)
  const child = startChild(program, ['stay', folder, ''])
  const said = await child.line((line) => line.startsWith('server'))
  await child.kill()
  process.kill(Number(said.split(' ')[1]), 'SIGKILL')
  const lockFile = path.join(dataFolderAt(folder).cluster, 'postmaster.pid')
  const reused = readFileSync(lockFile, 'utf8').replace(/^\d+/, String(process.pid))
  writeFileSync(lockFile, reused)
  const database = await openDatabase({ dataFolder: folder })
  await usable(database)
  await database.close()
})

test('embedded: a folder that is not ours, or of another version, is left alone', async (context) => {
  const strange = aDataFolder(context)
  mkdirSync(strange)
  writeFileSync(path.join(strange, 'letter.txt'), 'x')
  await assert.rejects(openDatabase({ dataFolder: strange }), failure(/was not made by Portevoix/))
  assert.deepEqual(readdirSync(strange), ['letter.txt'])
  const file = path.join(strange, 'letter.txt')
  await assert.rejects(openDatabase({ dataFolder: file }), failure(/is not a folder/))
  const old = aDataFolder(context)
  mkdirSync(path.join(old, 'postgres'), { recursive: true })
  writeFileSync(path.join(old, 'portevoix.json'), '{}')
  writeFileSync(path.join(old, 'postgres', 'PG_VERSION'), '15\n')
  await assert.rejects(openDatabase({ dataFolder: old }), failure(/PostgreSQL 15 .* brings 18/))
})

test('embedded: a folder the server cannot enter is named in one sentence', async (context) => {
  const folder = aDataFolder(context)
  const locked = path.dirname(folder)
  chmodSync(locked, 0o600)
  // As root, the server's user cannot enter; as an ordinary user, neither can we.
  await assert.rejects(openDatabase({ dataFolder: folder }), failure(/cannot enter|may not write/))
  chmodSync(locked, 0o711)
})

test('embedded: a path too long for a socket is no obstacle', async (context) => {
  const folder = path.join(aDataFolder(context), 'd'.repeat(120))
  const database = await openDatabase({ dataFolder: folder })
  await usable(database)
  const socketFolder = String(database.connection.host)
  assert.ok(socketFolder.length < 100)
  await database.close()
  assert.equal(existsSync(socketFolder), false)
})

test('embedded: a disk that is full, or becomes so, is said in one sentence', async (context) => {
  const folder = aDataFolder(context)
  mkdirSync(folder)
  if (!mountTiny(folder)) {
    // Not root, or a container that may not mount: what PostgreSQL would say.
    const output = 'initdb: error: could not write file "x": No space left on device'
    const told = explainServerTrouble({ doing: 'initialise', folder, output })
    assert.match(told.message, /disk that holds .* is full/)
    return
  }
  try {
    const full = failure(/disk that holds .* is full/)
    await assert.rejects(openDatabase({ dataFolder: folder }), full)
    const data = dataFolderAt(folder)
    const user = serverUser()
    mkdirSync(data.members, { recursive: true })
    const context18 = { folder: data, user, binaries: prepareBinaries(user), temporary: true }
    await assert.rejects(initialise(context18, 0), full)
    assert.deepEqual(readdirSync(folder).sort(), ['members', 'portevoix.json'])
  } finally {
    execFileSync('umount', [folder])
  }
})

test('embedded: a temporary database leaves nothing behind', async () => {
  const database = await openDatabase({ temporary: true })
  const folder = path.dirname(String(database.connection.host))
  assert.equal(existsSync(folder), true)
  await database.close()
  assert.equal(existsSync(folder), false)
  assert.equal(isRunning(database.serverPid), false)
})

function mountTiny(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', folder], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}

function urlWith({ connection }: Database, password: string): string {
  const { host, user, database } = connection
  const login = `${user}:${encodeURIComponent(password)}`
  return `postgres://${login}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`
}
