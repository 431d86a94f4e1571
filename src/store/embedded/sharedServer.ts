/**
 * Shares one embedded server between all processes that use a data folder: the first starts it, later
 * ones attach, an orphan (its processes were killed) is adopted, the last one out stops it. Every
 * decision is taken under the folder lock; who uses it is written in members/.
 *
 *   nobody ─join/initdb, start→ running ─join/attach→ running ─leave, others left→ running
 *      ↑                           └── leave, last one/stop ──→ nobody;  killed → orphan ─join/adopt→ running
 */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { realClock } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { minutes, ms, seconds } from '../../base/units.ts'
import { asDatabaseFailure } from '../postgres/failures.ts'
import { prepareBinaries } from './binaries.ts'
import {
  asFolderFailure,
  claimDataFolder,
  countMembers,
  type DataFolder,
  dataFolderAt,
  joinMembers,
  readIfThere,
} from './dataFolder.ts'
import { atEnding } from './endings.ts'
import { takeLock, withFolderLock } from './folderLock.ts'
import {
  adminName,
  findRunning,
  initialise,
  mendStaleLock,
  type RunningServer,
  type ServerContext,
  signalServer,
  start,
  stop,
  temporaryRoots,
} from './postgresServer.ts'
import { folderBarring, serverUser } from './serverUser.ts'

export interface SharedServer {
  /** How to connect; the password is in it. */
  readonly connection: pg.ClientConfig & { readonly host: string; readonly port: number }
  readonly pid: number
  leave(): Promise<void>
}

const temporaryPrefix = 'portevoix-temporary-'
const databaseName = 'portevoix'
/** SQLSTATE invalid_password. */
const wrongPassword = '28P01'
const attachWithinMs = seconds(10)
/** A folder younger than this may be one that another process is just making. */
const sweptAfterMs = minutes(2)

/** Joins the server of a data folder, starting it when nobody has. */
export async function joinServer(root: string, temporary = false): Promise<SharedServer> {
  const user = serverUser()
  const folder = claimDataFolder(root, user)
  return withFolderLock(folder.root, async () => {
    try {
      const context = { folder, user, binaries: prepareBinaries(user), temporary }
      const server = await startOrAttach(context)
      const leaveMembers = joinMembers(folder)
      try {
        const connection = await connectionTo(folder, server)
        return membership(folder, server, connection, leaveMembers, temporary)
      } catch (error) {
        leaveMembers()
        if (countMembers(folder) === 0) await stop(folder, server)
        throw error
      }
    } catch (error) {
      throw asFolderFailure(error, folder.root)
    }
  })
}

/** A server on a new folder that is removed when the last one leaves. */
export async function joinTemporaryServer(): Promise<SharedServer> {
  const user = serverUser()
  const roots = temporaryRoots()
  const parent = roots.find((root) => !folderBarring(user, root)) ?? '/tmp'
  await sweepTemporaryFolders(parent)
  const root = mkdtempSync(path.join(parent, temporaryPrefix))
  if (user.dropped) chmodSync(root, 0o711)
  try {
    return await joinServer(root, true)
  } catch (error) {
    rmSync(root, { recursive: true, force: true })
    throw error
  }
}

async function startOrAttach(context: ServerContext): Promise<RunningServer> {
  const { folder } = context
  const running = findRunning(folder)
  if (running?.ready) return running
  // Left behind by a start that was killed: it answers nobody, and its start is not waited for.
  if (running) await stop(folder, running)
  if (readIfThere(path.join(folder.cluster, 'PG_VERSION')) === undefined) await initialise(context)
  mendStaleLock(folder)
  return start(context)
}

/** Proves that the server is the one of this folder and knows our password; makes our database. */
async function connectionTo(
  folder: DataFolder,
  server: RunningServer,
): Promise<SharedServer['connection']> {
  const connection = {
    host: server.socketFolder,
    port: server.port,
    user: adminName,
    password: readFileSync(folder.password, 'utf8'),
    database: databaseName,
  }
  const admin = new pg.Client({
    ...connection,
    database: 'postgres',
    connectionTimeoutMillis: attachWithinMs,
  })
  try {
    await admin.connect()
    const { rows } = await admin.query('show data_directory')
    if (rows[0]?.data_directory !== folder.cluster) throw new Error('it serves another folder')
    const found = await admin.query('select from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await admin.query(`create database ${databaseName}`)
    return connection
  } catch (error) {
    // Its own words first: a disk that has just become full is no reason to stop the server.
    const known = asDatabaseFailure(error)
    if (known instanceof Failure && (error as { code?: string }).code !== wrongPassword) throw known
    throw new Failure(
      'store',
      `A PostgreSQL (process ${server.pid}) runs on ${folder.root} but is not usable ` +
        `(${(error as Error).message}): stop it and try again.`,
    )
  } finally {
    await admin.end()
  }
}

function membership(
  folder: DataFolder,
  server: RunningServer,
  connection: SharedServer['connection'],
  leaveMembers: () => void,
  temporary: boolean,
): SharedServer {
  /** A process that ends without leave(): asks the server to stop, if nobody else needs it. */
  const leaveInHaste = (): void => {
    if (!existsSync(folder.members)) return
    leaveMembers()
    const release = takeLock(folder.root)
    if (!release) return
    if (countMembers(folder) === 0) signalServer(folder, server.pid, 'SIGINT')
    release()
  }
  const forgetEnding = atEnding(leaveInHaste)
  let left: Promise<void> | undefined
  const leave = async (): Promise<void> => {
    forgetEnding()
    leaveMembers()
    await withFolderLock(folder.root, async () => {
      if (countMembers(folder) > 0) return
      const running = findRunning(folder)
      if (running) await stop(folder, running)
    })
    if (temporary && countMembers(folder) === 0) removeTemporary(folder.root)
  }
  return {
    connection,
    pid: server.pid,
    leave: () => {
      left ??= leave()
      return left
    },
  }
}

/** What a killed process left behind: its temporary server is stopped, its folder removed. */
async function sweepTemporaryFolders(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(temporaryPrefix)) continue
    try {
      await sweep(dataFolderAt(path.join(parent, name)))
    } catch (error) {
      // Another process is sweeping the same folder and was faster.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

async function sweep(folder: DataFolder): Promise<void> {
  if (!isOrphaned(folder)) return
  const release = takeLock(folder.root)
  if (!release) return
  const running = findRunning(folder)
  if (running) await stop(folder, running)
  removeTemporary(folder.root)
}

/** Ours, used by nobody alive, and not one that is being made this very moment. */
function isOrphaned(folder: DataFolder): boolean {
  const found = statSync(folder.root, { throwIfNoEntry: false })
  if (found?.uid !== process.getuid?.()) return false
  if (!found || found.birthtimeMs > realClock.epoch() - sweptAfterMs) return false
  return !existsSync(folder.members) || countMembers(folder) === 0
}

function removeTemporary(root: string): void {
  // A server that was just told to stop may still write its last files.
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: ms(50) })
}
