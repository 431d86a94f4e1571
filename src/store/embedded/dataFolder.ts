/**
 * The folder of an embedded database: what lies where in it, whether it is ours to use, and which
 * processes use it now. `portevoix.json` marks it, so that a wrong path never gets a database.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { Failure } from '../../base/failure.ts'
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from './processIdentity.ts'
import { folderBarring, type ServerUser } from './serverUser.ts'

export interface DataFolder {
  readonly root: string
  /** PostgreSQL's own folder, and the one initdb fills before it gets that name. */
  readonly cluster: string
  readonly clusterInMaking: string
  readonly password: string
  readonly log: string
  readonly members: string
  /** The key of the suppression list; outside the cluster, so that no dump of it holds the key. */
  readonly numberKey: string
}

/** Major version of the binaries we ship; a cluster of another one cannot be opened. */
export const serverMajor = 18

/**
 * For root a folder that the server's user can enter, which a home of mode 0700 is not; else below
 * `dataHome`, of which a relative one does not count (XDG Base Directory Specification).
 */
export function defaultDataFolder(dataHome?: string, uid = process.getuid?.()): string {
  if (uid === 0) return '/var/lib/portevoix'
  const home =
    dataHome && path.isAbsolute(dataHome) ? dataHome : path.join(homedir(), '.local', 'share')
  return path.join(home, 'portevoix')
}

/** Checks that the folder is ours or empty, makes it when missing, and marks it. */
export function claimDataFolder(root: string, user: ServerUser): DataFolder {
  const folder = dataFolderAt(path.resolve(root))
  try {
    mkdirSync(folder.root, { recursive: true, mode: 0o711 })
    const found = readdirSync(folder.root)
    if (!found.includes('portevoix.json')) {
      refuseStranger(folder.root, found)
      if (user.dropped) chmodSync(folder.root, 0o711)
      writeFileSync(
        path.join(folder.root, 'portevoix.json'),
        '{"holds":"portevoix data","layout":1}\n',
      )
    }
    mkdirSync(folder.members, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw asFolderFailure(error, folder.root)
  }
  refuseUnreachable(folder.root, user)
  refuseOtherVersion(folder)
  return folder
}

/** A new cluster with our tables takes 46 MB; with room for its first write-ahead log and some data. */
export const freeBytesMin = 100e6

/** Before a new cluster is made: says how much room there is and how much it takes. */
export function refuseFullDisk({ root }: DataFolder, needed = freeBytesMin): void {
  const { bavail, bsize } = statfsSync(root)
  const free = bavail * bsize
  if (free >= needed) return
  const [measured, limit] = [free, needed].map((bytes) => `${Math.floor(bytes / 1e6)} MB`)
  throw new Failure(
    'store',
    `The disk that holds ${root} is full (${measured} free, a new database needs ${limit}): free some ` +
      'space there or choose another data folder.',
    { measured: `${measured}`, limit: `${limit}` },
  )
}

export function dataFolderAt(root: string): DataFolder {
  return {
    root,
    cluster: path.join(root, 'postgres'),
    clusterInMaking: path.join(root, 'postgres.new'),
    password: path.join(root, 'password'),
    log: path.join(root, 'postgres.log'),
    members: path.join(root, 'members'),
    numberKey: path.join(root, 'number.key'),
  }
}

/** What went wrong with a file of the folder, as a Failure; what is not about files stays as it is. */
export function asFolderFailure(error: unknown, folder: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(
        'store',
        `The disk that holds ${folder} is full: free some space there or choose another data folder.`,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure(
        'store',
        `Portevoix may not write in ${folder}: choose another data folder (PORTEVOIX_DATA) or change ` +
          'who owns it.',
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new Failure('store', `${folder} is not a folder: choose another data folder.`)
    default:
      return error
  }
}

/** Says that this process uses the folder; returns how to take that back. */
export function joinMembers(folder: DataFolder): () => void {
  const name = `${formatIdentity(ownIdentity())}.${randomBytes(4).toString('hex')}`
  const file = path.join(folder.members, name)
  writeFileSync(file, '')
  return () => rmSync(file, { force: true })
}

/** How many living uses there are; forgets the ones whose process is dead. */
export function countMembers(folder: DataFolder): number {
  let living = 0
  for (const name of readdirSync(folder.members)) {
    const identity = parseIdentity(name)
    if (identity && isAlive(identity)) living += 1
    else rmSync(path.join(folder.members, name), { force: true })
  }
  return living
}

function refuseStranger(root: string, found: readonly string[]): void {
  if (found.length === 0) return
  throw new Failure(
    'store',
    `${root} is not empty and was not made by Portevoix: choose an empty or a new data folder.`,
  )
}

function refuseUnreachable(root: string, user: ServerUser): void {
  const barred = folderBarring(user, root)
  if (barred === undefined) return
  throw new Failure(
    'store',
    `PostgreSQL runs as ${user.name} and cannot enter ${barred}, so ${root} cannot hold its data: ` +
      'choose another data folder (PORTEVOIX_DATA) or run Portevoix as an ordinary user.',
  )
}

function refuseOtherVersion(folder: DataFolder): void {
  const version = readIfThere(path.join(folder.cluster, 'PG_VERSION'))?.trim()
  if (version === undefined || version === String(serverMajor)) return
  throw new Failure(
    'store',
    `${folder.root} was written by PostgreSQL ${version} and this Portevoix brings ${serverMajor}: use ` +
      'the Portevoix that wrote it, or move its data with pg_dump.',
    { measured: version, limit: String(serverMajor) },
  )
}

export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
