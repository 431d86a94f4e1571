/** A PostgreSQL 15 of the system, the oldest we support, started in a temporary folder for contract tests. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { serverUser } from '../../src/store/embedded/serverUser.ts'

const programs = '/usr/lib/postgresql/15/bin'
const password = 'throw-away'
const readyWithinTries = 300

export const hasPostgres15 = existsSync(path.join(programs, 'postgres'))

export async function openPostgres15(): Promise<Database> {
  const user = serverUser()
  const folder = mkdtempSync('/tmp/portevoix-pg15-')
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, password)
  for (const file of [folder, passwordFile]) chownSync(file, user.uid, user.gid)
  const runAs = {
    ...(user.dropped && { uid: user.uid, gid: user.gid }),
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    cwd: '/',
  }
  const data = path.join(folder, 'data')
  execFileSync(
    path.join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'tester',
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '-E',
      'UTF8',
      '-N',
    ],
    { ...runAs, stdio: 'ignore' },
  )
  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`]
  const server = spawn(
    path.join(programs, 'postgres'),
    ['-D', data, ...settings, '-c', 'fsync=off'],
    { ...runAs, stdio: 'ignore' },
  )
  const exited = once(server, 'exit')
  const url = `postgres://tester:${password}@localhost/postgres?host=${encodeURIComponent(folder)}`
  for (let tried = 1; !existsSync(path.join(folder, '.s.PGSQL.5432.lock')); tried += 1) {
    if (tried > readyWithinTries) throw new Error('PostgreSQL 15 did not start')
    await pause(20)
  }
  const database = await openPatiently(url)
  return {
    ...database,
    async close() {
      await database.close()
      server.kill('SIGINT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The socket is there a moment before the server takes connections. */
async function openPatiently(url: string): Promise<Database> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await openDatabase({ url })
    } catch (error) {
      if (tried >= readyWithinTries) throw error
      await pause(20)
    }
  }
}
