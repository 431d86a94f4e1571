/**
 * One process at a time decides about a data folder (start, adopt, stop its server). The lock is a
 * folder holding the owner's identity: renaming a folder is atomic and refuses a target that is not
 * empty, so a lock never exists without an owner, and a dead owner's lock is broken exactly once
 * (its grave bears the owner's nonce; a second breaker finds the grave taken).
 */
import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { realClock, steadyNow } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { type Ms, minutes, ms } from '../../base/units.ts'
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from './processIdentity.ts'

/** Longer than the longest thing done under the lock: initdb and a start after a crash. */
export const lockWaitMs = minutes(4)
const retryMs = ms(20)
/** A grave must outlive every process that may still believe in the dead owner. */
const graveKeptMs = minutes(60)

const lockName = 'lock'
const gravePrefix = 'lock.broken.'

/** Runs `work` as the only one on this folder; waits for the present owner, at most `waitMs`. */
export async function withFolderLock<Result>(
  folder: string,
  work: () => Promise<Result>,
  waitMs: Ms = lockWaitMs,
): Promise<Result> {
  const givenUpAt = steadyNow() + waitMs
  let release = takeLock(folder)
  while (!release) {
    if (steadyNow() >= givenUpAt) {
      const owner = parseIdentity(ownerOf(folder) ?? '')
      throw new Failure(
        'busy',
        `Process ${owner?.pid ?? 'unknown'} has been starting or stopping the database in ${folder} ` +
          `for ${Math.round(waitMs / 1000)} s; wait for it or stop it.`,
      )
    }
    await pause(retryMs)
    release = takeLock(folder)
  }
  try {
    return await work()
  } finally {
    release()
  }
}

/** Takes the lock if it is free or its owner is dead; undefined when somebody alive has it. */
export function takeLock(folder: string): (() => void) | undefined {
  const lock = path.join(folder, lockName)
  const nonce = randomBytes(8).toString('hex')
  const prepared = path.join(folder, `lock.new.${nonce}`)
  const owner = ownerOf(folder)
  if (owner !== undefined) {
    const identity = parseIdentity(owner)
    if (identity && isAlive(identity)) return undefined
    if (!moveFolder(lock, path.join(folder, gravePrefix + nonceOf(owner)))) return undefined
  }
  mkdirSync(prepared, { mode: 0o700 })
  writeFileSync(path.join(prepared, 'owner'), `${formatIdentity(ownIdentity())} ${nonce}`)
  if (!moveFolder(prepared, lock)) {
    rmSync(prepared, { recursive: true, force: true })
    return undefined
  }
  removeOldGraves(folder)
  return () => {
    const released = path.join(folder, `lock.released.${nonce}`)
    if (moveFolder(lock, released)) rmSync(released, { recursive: true, force: true })
  }
}

const nonceOf = (owner: string): string => owner.split(' ')[1]?.trim() || 'unreadable'

function ownerOf(folder: string): string | undefined {
  try {
    return readFileSync(path.join(folder, lockName, 'owner'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** false: the target is taken, or the source is gone; both mean that somebody else was first. */
function moveFolder(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false
    throw error
  }
}

function removeOldGraves(folder: string): void {
  const before = realClock.epoch() - graveKeptMs
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(gravePrefix) && !name.startsWith('lock.new.')) continue
    const grave = path.join(folder, name)
    const found = statSync(grave, { throwIfNoEntry: false })
    if (found && found.ctimeMs < before) rmSync(grave, { recursive: true, force: true })
  }
}
