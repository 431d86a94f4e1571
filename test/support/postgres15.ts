/**
 * PostgreSQL 15, the oldest we support, in a temporary folder for contract tests. Its programs come with
 * `npm ci` like those we ship and are staged the same way, so it runs on every machine that has them.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { type Binaries, prepareBinaries } from '../../src/store/embedded/binaries.ts'
import { type ServerUser, serverUser } from '../../src/store/embedded/serverUser.ts'

/** The npm package with these programs exists for this processor only. */
export const processorOfPostgres15 = 'x64'

const password = 'throw-away'
const readyWithinTries = 1000

export async function openPostgres15(): Promise<Database> {
  const user = serverUser()
  const programs = prepareBinaries(user, programsOf15())
  const folder = mkdtempSync('/tmp/portevoix-pg15-')
  const server = startServer(programs, user, folder)
  const exited = once(server, 'exit')
  const url = `postgres://tester:${password}@localhost/postgres?host=${encodeURIComponent(folder)}`
  for (let tried = 1; !existsSync(path.join(folder, '.s.PGSQL.5432.lock')); tried += 1) {
    if (tried > readyWithinTries || server.exitCode !== null) {
      throw new Error(`PostgreSQL 15 did not start (exit code ${server.exitCode})`)
    }
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

function programsOf15(): { home: string; version: string } {
  try {
    const entry = createRequire(import.meta.url).resolve('postgres-15')
    const home = path.dirname(path.dirname(entry))
    const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
    return { home, version }
  } catch (error) {
    throw new Error(
      'The programs of PostgreSQL 15 are missing: run `npm ci` again, with optional dependencies.',
      { cause: error },
    )
  }
}

function startServer(programs: Binaries, user: ServerUser, folder: string) {
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, password)
  for (const file of [folder, passwordFile]) chownSync(file, user.uid, user.gid)
  const runAs = {
    ...(user.dropped && { uid: user.uid, gid: user.gid }),
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    cwd: '/',
    stdio: 'ignore',
  } as const
  const data = path.join(folder, 'data')
  const login = ['-U', 'tester', '-A', 'scram-sha-256', '--pwfile', passwordFile]
  execFileSync(programs.initdb, ['-D', data, ...login, '-E', 'UTF8', '-N'], runAs)
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off']
  const options = settings.flatMap((setting) => ['-c', setting])
  return spawn(programs.postgres, ['-D', data, ...options], runAs)
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
