/**
 * One PostgreSQL server as an operating-system process: initdb, start, find the one that runs on a
 * folder, stop. It runs in a session of its own, so that Ctrl-C in the terminal reaches only us, and
 * we stop it after the calls have drained. Callers hold the folder lock.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { steadyNow } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { minutes, ms, seconds } from '../../base/units.ts'
import type { Binaries } from './binaries.ts'
import { type DataFolder, freeBytesMin, readIfThere, refuseFullDisk } from './dataFolder.ts'
import { commandLineOf, identityOf, isAlive } from './processIdentity.ts'
import { explainServerTrouble } from './serverMessages.ts'
import type { ServerUser } from './serverUser.ts'

export const adminName = 'portevoix'

/** A crashed server replays at most max_wal_size (2 GB) before it is ready. */
const readyWithinMs = minutes(2)
const stoppedWithinMs = seconds(30)
const killedWithinMs = seconds(5)
const pollMs = ms(10)
/** sun_path of unix(7) holds 108 bytes, the last one is NUL. */
const socketPathMax = 107
/** How much of the log's end is read to explain a failed start. */
const logTailBytes = 8192
/** Above any Linux pid (PID_MAX_LIMIT 2^22): surely nobody's. */
const nobodysPid = 2 ** 22 + 1

export interface RunningServer {
  readonly pid: number
  readonly socketFolder: string
  readonly port: number
}

export interface ServerContext {
  readonly folder: DataFolder
  readonly user: ServerUser
  readonly binaries: Binaries
  /** The folder is thrown away afterwards: nothing in it has to survive a power cut. */
  readonly temporary: boolean
}

/** Fills a new cluster; it gets its name only when it is whole, so a killed initdb leaves nothing. */
export async function initialise(
  { folder, user, binaries, temporary }: ServerContext,
  freeBytes = freeBytesMin,
): Promise<void> {
  refuseFullDisk(folder, freeBytes)
  const password = randomBytes(24).toString('base64url')
  rmSync(folder.clusterInMaking, { recursive: true, force: true })
  mkdirSync(folder.clusterInMaking, { mode: 0o700 })
  const handedOver = path.join(folder.root, 'password.new')
  writeFileSync(handedOver, password, { mode: 0o600 })
  if (user.dropped) {
    chownSync(folder.clusterInMaking, user.uid, user.gid)
    chownSync(handedOver, user.uid, user.gid)
  }
  const output = await runInitdb(binaries, user, [
    `--pgdata=${folder.clusterInMaking}`,
    `--username=${adminName}`,
    `--pwfile=${handedOver}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // One order of letters on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(temporary ? ['--no-sync'] : []),
  ])
  if (output !== undefined) {
    rmSync(folder.clusterInMaking, { recursive: true, force: true })
    rmSync(handedOver, { force: true })
    throw explainServerTrouble({ doing: 'initialise', folder: folder.root, output })
  }
  if (user.dropped) chownSync(handedOver, 0, 0)
  renameSync(handedOver, folder.password)
  renameSync(folder.clusterInMaking, folder.cluster)
}

export async function start(context: ServerContext): Promise<RunningServer> {
  const { folder, user, binaries } = context
  const socketFolder = makeSocketFolder(folder, user)
  renewLog(folder)
  const log = openSync(folder.log, 'a', 0o600)
  const child = spawn(
    binaries.postgres,
    ['-D', folder.cluster, ...settings(context, socketFolder)],
    {
      ...(user.dropped && { uid: user.uid, gid: user.gid }),
      env: serverEnvironment,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  let ended = false
  let notStarted = ''
  child.once('exit', () => {
    ended = true
  })
  child.once('error', (error) => {
    notStarted = error.message
    ended = true
  })
  child.unref()
  const givenUpAt = steadyNow() + readyWithinMs
  while (steadyNow() < givenUpAt) {
    const running = findRunning(folder)
    if (running?.ready && running.pid === child.pid) return running
    if (ended) {
      throw explainServerTrouble({
        doing: 'start',
        folder: folder.root,
        output: notStarted || tailOf(folder.log),
      })
    }
    await pause(pollMs)
  }
  child.kill('SIGQUIT')
  throw new Failure(
    'store',
    `The database in ${folder.root} was not ready after ${readyWithinMs / 1000} s; see ${folder.log}.`,
    { limit: `${readyWithinMs} ms` },
  )
}

/** The server that runs on this folder, whoever started it; undefined when none does. */
export function findRunning(
  folder: DataFolder,
): (RunningServer & { readonly ready: boolean }) | undefined {
  const lines = readIfThere(path.join(folder.cluster, 'postmaster.pid'))?.split('\n')
  const [pid, , , port, socketFolder] = lines ?? []
  const status = lines?.[7]?.trim()
  if (!lines || !pid || !isOurServer(Number(pid), folder)) return undefined
  return {
    pid: Number(pid),
    port: Number(port ?? 0),
    socketFolder: socketFolder ?? '',
    ready: status === 'ready' && socketFolder !== '',
  }
}

/**
 * PostgreSQL itself removes the lock file of a dead server, but takes any living process of its user
 * for one, and one that is dead and was never reaped (PID 1 of many containers reaps nobody). So the
 * file gets nobody's pid: removing it would also remove the check that no orphaned backend is left.
 */
export function mendStaleLock(folder: DataFolder): void {
  const file = path.join(folder.cluster, 'postmaster.pid')
  const text = readIfThere(file)
  if (text !== undefined && !findRunning(folder)) {
    writeFileSync(file, text.replace(/^\d+/, String(nobodysPid)))
  }
}

/** Fast shutdown (SIGINT), then without a checkpoint (SIGQUIT): nothing committed is lost either way. */
export async function stop(folder: DataFolder, server: RunningServer): Promise<void> {
  const identity = identityOf(server.pid)
  for (const [signal, limitMs] of [
    ['SIGINT', stoppedWithinMs],
    ['SIGQUIT', killedWithinMs],
  ] as const) {
    signalServer(folder, server.pid, signal)
    const givenUpAt = steadyNow() + limitMs
    while (steadyNow() < givenUpAt) {
      if (!identity || !isAlive(identity)) {
        removeSocketFolder(folder, server.socketFolder)
        return
      }
      await pause(pollMs)
    }
  }
  throw new Failure(
    'store',
    `The database server (process ${server.pid}) did not stop in ` +
      `${(stoppedWithinMs + killedWithinMs) / 1000} s; see ${folder.log}.`,
  )
}

/** Asks a server to stop without waiting for it. */
export function signalServer(folder: DataFolder, pid: number, signal: NodeJS.Signals): void {
  if (!isOurServer(pid, folder)) return
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isOurServer(pid: number, folder: DataFolder): boolean {
  if (!identityOf(pid)) return false
  const [program, ...rest] = commandLineOf(pid)
  return path.basename(program ?? '').startsWith('postgres') && rest.includes(folder.cluster)
}

const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** undefined: it went well; else what it said. */
async function runInitdb(
  binaries: Binaries,
  user: ServerUser,
  args: readonly string[],
): Promise<string | undefined> {
  const child = spawn(binaries.initdb, args, {
    ...(user.dropped && { uid: user.uid, gid: user.gid }),
    env: serverEnvironment,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stdout.on('data', (chunk) => said.push(String(chunk)))
  child.stderr.on('data', (chunk) => said.push(String(chunk)))
  try {
    const [code] = await once(child, 'close')
    return code === 0 ? undefined : said.join('')
  } catch (error) {
    return (error as Error).message
  }
}

/** Modest: two cores shared with the program itself, tens of connections, batches of rows. */
function settings({ temporary }: ServerContext, socketFolder: string): readonly string[] {
  const values: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '50',
    shared_buffers: '128MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Nobody replicates from this server. What a first import writes then goes to the disk once
    // (store/postgres/contactIndexes.ts), and is there before its commit is.
    wal_level: 'minimal',
    max_wal_senders: '0',
    wal_buffers: '16MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // Workers of one query need /dev/shm, of which containers often have 64 MB only.
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: temporary ? 'off' : 'on',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Inside the data folder when that path is short enough for a socket, else a private one in /tmp. */
function makeSocketFolder(folder: DataFolder, user: ServerUser): string {
  const inside = path.join(folder.root, 'socket')
  const fits = Buffer.byteLength(path.join(inside, '.s.PGSQL.5432')) <= socketPathMax
  // No server runs on this folder: what lies there is a dead one's.
  rmSync(inside, { recursive: true, force: true })
  const chosen = fits ? inside : mkdtempSync('/tmp/portevoix-')
  mkdirSync(chosen, { recursive: true, mode: 0o700 })
  if (user.dropped) chownSync(chosen, user.uid, user.gid)
  return chosen
}

function removeSocketFolder(folder: DataFolder, socketFolder: string): void {
  if (path.dirname(socketFolder) === '/tmp') rmSync(socketFolder, { recursive: true, force: true })
  else rmSync(path.join(folder.root, 'socket'), { recursive: true, force: true })
}

function renewLog(folder: DataFolder): void {
  if (readIfThere(folder.log)) renameSync(folder.log, `${folder.log}.1`)
}

function tailOf(file: string): string {
  return readFileSync(file).subarray(-logTailBytes).toString('utf8')
}

/** A folder that both we and the server's user reach, for a database that is thrown away. */
export const temporaryRoots = (): readonly string[] => [tmpdir(), '/tmp']
