/**
 * Objections that were heard and may not be in the database yet: one line each, on the disk before the
 * person can be told, so that a database that is away and a process that is killed lose none between
 * them. A run writes a file of its own; the next run stores what is left of runs that died.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'
import type { AttemptId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from './embedded/processIdentity.ts'

/** No number stands in it: the attempt names the person. */
export interface HeardObjection {
  readonly attempt: AttemptId
  readonly reason: string
  readonly at: EpochMs
  /** Heard from somebody who rang us: sealed, for it names a number (ringBackJournal.ts). */
  readonly ringBack?: string
}

export interface ObjectionJournal {
  /** Resolves when it is on the disk. */
  heard(objection: HeardObjection): Promise<void>
  /** It is in the database: the line has done its work. */
  stored(attempt: AttemptId): void
  /** Removes the file when nothing is left in it. */
  close(): Promise<void>
}

/** `database`: fingerprint of its number key; journals of another one are left alone. */
export async function openObjectionJournal(
  folder: string,
  database: string,
): Promise<ObjectionJournal> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `${database}.${formatIdentity(ownIdentity())}.journal`)
  const left = new Set<AttemptId>()
  const handle: FileHandle = await open(file, 'a', 0o600)
  return {
    async heard(objection) {
      left.add(objection.attempt)
      await handle.appendFile(`${JSON.stringify(objection)}\n`)
      await handle.sync()
    },
    stored: (attempt) => {
      left.delete(attempt)
    },
    async close() {
      await handle.close()
      if (left.size === 0) rmSync(file, { force: true })
    },
  }
}

/** What runs that died had heard; `store` takes the same objection twice without harm. */
export async function replayJournals(
  folder: string,
  database: string,
  store: (objection: HeardObjection) => Promise<unknown>,
): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let replayed = 0
  for (const name of readdirSync(folder)) {
    const owner = ownerOf(name, database)
    if (owner === undefined || isAlive(owner)) continue
    const file = path.join(folder, name)
    for (const objection of objectionsIn(readFileSync(file, 'utf8'))) {
      await store(objection)
      replayed += 1
    }
    rmSync(file, { force: true })
  }
  return replayed
}

function ownerOf(name: string, database: string): ReturnType<typeof parseIdentity> {
  const wanted = name.startsWith(`${database}.`) && name.endsWith('.journal')
  return wanted ? parseIdentity(name.slice(database.length + 1, -'.journal'.length)) : undefined
}

/** The last line may be cut off: then its objection was not confirmed to anybody either. */
function objectionsIn(text: string): readonly HeardObjection[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as HeardObjection)
}
