/**
 * What PostgreSQL says when it cannot start, turned into one sentence that tells a person what to do.
 * A table, first match wins; what is not in it is quoted with the place of the whole log.
 */
import { Failure, type FailureCode } from '../../base/failure.ts'

export interface ServerTrouble {
  /** What was being done: `initialise` or `start`. */
  readonly doing: 'initialise' | 'start'
  readonly folder: string
  /** What the program wrote (the end of it is enough). */
  readonly output: string
}

interface Row {
  readonly says: RegExp
  readonly code: FailureCode
  readonly sentence: (folder: string, match: RegExpMatchArray) => string
}

const rows: readonly Row[] = [
  {
    says: /No space left on device|wrote only \d+ of \d+ bytes|Check free disk space|Disk quota exceeded/,
    code: 'store',
    sentence: (folder) =>
      `The disk that holds ${folder} is full: free some space there (Portevoix needs about 200 MB ` +
      'to begin with) or choose another data folder.',
  },
  {
    says: /database files are incompatible with server|initialized by PostgreSQL version (\S+?)[,.]?\s/,
    code: 'store',
    sentence: (folder) =>
      `The data folder ${folder} was written by another version of PostgreSQL: use the Portevoix ` +
      'that wrote it, or move its data with pg_dump.',
  },
  {
    says: /error while loading shared libraries: ([^:]+)/,
    code: 'system',
    sentence: (_folder, [, library]) =>
      `PostgreSQL lacks the shared library ${library}: run \`npm ci\` again, or install the system ` +
      'package that brings it.',
  },
  {
    says: /lock file "postmaster\.pid" already exists|pre-existing shared memory block/,
    code: 'busy',
    sentence: (folder) =>
      `Another PostgreSQL still uses ${folder}: wait until it has stopped, or stop it.`,
  },
  {
    says: /could not look up effective user ID (\d+)/,
    code: 'system',
    sentence: (_folder, [, uid]) =>
      `User ${uid} has no line in /etc/passwd, which PostgreSQL needs: run Portevoix as a named user.`,
  },
  {
    says: /Permission denied|Operation not permitted|EACCES|EPERM/,
    code: 'store',
    sentence: (folder) =>
      `PostgreSQL may not use ${folder}: make it readable and writable for the user that runs it, ` +
      'or choose another data folder.',
  },
  {
    says: /Read-only file system/,
    code: 'store',
    sentence: (folder) => `${folder} is on a read-only disk: choose another data folder.`,
  },
  {
    says: /could not (?:map anonymous|create|resize) shared memory|Cannot allocate memory|out of memory/,
    code: 'system',
    sentence: () => 'The machine has too little free memory for the database: free about 300 MB.',
  },
  {
    says: /could not locate a valid checkpoint record|invalid (?:primary )?checkpoint|PANIC:|is corrupt/,
    code: 'store',
    sentence: (folder) =>
      `The database in ${folder} is damaged: put the last backup back; nothing was changed.`,
  },
]

export function explainServerTrouble({ doing, folder, output }: ServerTrouble): Failure {
  for (const { says, code, sentence } of rows) {
    const match = output.match(says)
    if (match) return new Failure(code, sentence(folder, match))
  }
  const said = lastComplaint(output)
  return new Failure(
    'store',
    `PostgreSQL could not ${doing} in ${folder}${said ? `: ${said}` : '.'}`,
  )
}

/** The last line that complains, without its date; else the last line. */
function lastComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const complaint = lines.findLast((line) => /FATAL|PANIC|ERROR|error:/.test(line)) ?? lines.at(-1)
  return complaint?.replace(/^[\d\-:. UTC]+\[\d+\]\s*/, '').trim() ?? ''
}
