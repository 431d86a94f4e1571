/** Errors of the driver and the server as Failures a person can act on; bugs stay what they are. */
import { Failure } from '../../base/failure.ts'

/** SQLSTATE (five characters), or the code of a socket error → sentence. */
const sentences: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the password of DATABASE_URL: correct it.',
  '28000': 'The database refuses this user (see its pg_hba.conf): correct DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist: create it, or name another one.',
  '42501': 'The database user may not do this: give it all rights on its database.',
  '53100':
    'The disk of the database is full: free some space; nothing of the last step was stored.',
  '53200': 'The database server is out of memory: free some, then try again.',
  '53300': 'The database has no free connection: close other programs, or raise max_connections.',
  '25006': 'The database is read-only (a standby?): point DATABASE_URL at the primary.',
  '57P01': 'The database server was stopped: start it again, then start again.',
  '57P02': 'The database server crashed: start it again, then start again.',
  '57P03': 'The database server is starting or stopping: try again in a moment.',
  '55P03': 'Another process keeps a lock on the database for too long: stop it, then try again.',
  ENOTFOUND: 'The host of DATABASE_URL does not exist: correct it.',
  ECONNREFUSED: 'No PostgreSQL answers at that address: start it, or correct DATABASE_URL.',
  EHOSTUNREACH: 'The host of the database cannot be reached: check the network.',
  ETIMEDOUT: 'The database did not answer in time: check the network and DATABASE_URL.',
  ECONNRESET: 'The connection to the database broke: start again.',
  EPIPE: 'The connection to the database broke: start again.',
  ENOENT: 'The socket of the database is gone: the server was stopped; start again.',
  EACCES: 'The socket of the database belongs to another user: run as that user.',
}

/** SQLSTATE 42501 too; row-level security refuses a row in these words. */
const policy = /violates row-level security policy/

/** Messages of the driver that carry no code. */
const messages: readonly (readonly [RegExp, string])[] = [
  [policy, 'This belongs to another organisation, or a name is taken by one: choose another name.'],
  [/timeout expired|timeout exceeded|connect.*timed? ?out/i, sentences['ETIMEDOUT'] as string],
  [/Connection terminated|not queryable|connection error/i, sentences['ECONNRESET'] as string],
  [
    /Invalid URL|parse.*connection/i,
    'DATABASE_URL is not an address: postgres://user@host/database.',
  ],
  [/password must be a string/, 'DATABASE_URL has no password and the database wants one: add it.'],
  [/does not support SSL/, 'The database offers no TLS: remove sslmode from DATABASE_URL.'],
]

/** A Failure when the error is about the database's state; the error itself when it is a bug. */
export function asDatabaseFailure(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error
  const code = codeOf(error)
  const sentence =
    (code !== undefined && !policy.test(error.message) ? sentences[code] : undefined) ??
    messages.find(([says]) => says.test(error.message))?.[1]
  return sentence ? new Failure('store', sentence) : error
}

/** While connecting every error is a Failure; never the driver's own words, they may hold the URL. */
export function connectionFailure(error: unknown): Failure {
  const known = asDatabaseFailure(error)
  if (known instanceof Failure) return known
  const code = error instanceof Error ? codeOf(error) : undefined
  return new Failure(
    'store',
    `The database of DATABASE_URL could not be used${code ? ` (${code})` : ''}: correct the address.`,
  )
}

/** Several addresses were tried (localhost as ::1 and 127.0.0.1): the first error speaks for all. */
export function codeOf(error: Error): string | undefined {
  const first = error instanceof AggregateError ? error.errors[0] : error
  const code = (first as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' ? code : undefined
}
