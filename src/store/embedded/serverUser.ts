/**
 * Who runs PostgreSQL, which refuses to run as root: ourselves, or as root the user `postgres`, else
 * `nobody` (initdb wants a user with a line in /etc/passwd). And which folders that user can enter.
 */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../../base/failure.ts'

export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
  /** true: we are root and drop our privileges for it. */
  readonly dropped: boolean
}

export function serverUser(): ServerUser {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()]
  if (uid === undefined || gid === undefined) {
    throw new Failure(
      'system',
      'The embedded database runs on Linux only; set DATABASE_URL instead.',
    )
  }
  if (uid !== 0) return { name: `user ${uid}`, uid, gid, dropped: false }
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , found, group] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (found && group) return { name, uid: Number(found), gid: Number(group), dropped: true }
  }
  throw new Failure(
    'system',
    'PostgreSQL does not run as root and there is neither a user postgres nor nobody: ' +
      'run Portevoix as an ordinary user, or add one with `useradd --system postgres`.',
  )
}

/** The first folder on the way to `target` that the user cannot enter; undefined when all are open. */
export function folderBarring(user: ServerUser, target: string): string | undefined {
  let folder = path.resolve(target)
  const way: string[] = []
  while (folder !== path.dirname(folder)) {
    way.unshift(folder)
    folder = path.dirname(folder)
  }
  return way.find((step) => {
    const found = statSync(step, { throwIfNoEntry: false })
    return found?.isDirectory() === true && !mayEnter(user, found)
  })
}

/** Search permission by the mode bits; what access lists add or take away is seen at the start. */
function mayEnter(
  user: ServerUser,
  { mode, uid, gid }: { mode: number; uid: number; gid: number },
) {
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
