/**
 * The key under which suppressed numbers are kept: HMAC-SHA-256 (RFC 2104), so that a list outlives the
 * person it protects and tells nobody who they are. The key lies in a file of mode 0600, or in the
 * database where no file is named; `number_key` holds its fingerprint, so that a lost or another key
 * is found before one lookup is wrong.
 */

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import type pg from 'pg'
import { Failure } from '../base/failure.ts'
import type { E164 } from '../base/units.ts'
import { advisoryLocks } from './postgres/advisoryLocks.ts'
import { sealOldPasswords } from './postgres/trunkSecrets.ts'

export interface NumberKey {
  readonly fingerprint: string
  /** For SQL: `number_hash(phone, innerPad, outerPad)` is the same as `hash(phone)`. */
  readonly innerPad: Buffer
  readonly outerPad: Buffer
  hash(number: E164): Buffer
  /** Another holder's key, as it may lie in the database. */
  seal(secret: Buffer): Buffer
  unseal(sealed: Buffer): Buffer
}

/** What SQL needs of a key; plain data, which may go to a thread. */
export type NumberPads = Pick<NumberKey, 'innerPad' | 'outerPad'>

export const keyBytes = 32
/** Of SHA-256; a shorter key is filled up with zeros (RFC 2104 §2). */
const blockBytes = 64

export function numberKeyOf(secret: Buffer): NumberKey {
  const pad = (filler: number): Buffer =>
    Buffer.alloc(blockBytes, filler).map((byte, at) => byte ^ (secret[at] ?? 0)) as Buffer
  const hmac = (text: string): Buffer => createHmac('sha256', secret).update(text).digest()
  const sealing = Buffer.from(hkdfSync('sha256', secret, '', 'portevoix list keys', keyBytes))
  return {
    fingerprint: hmac('portevoix number key').toString('hex').slice(0, 16),
    innerPad: Buffer.from(pad(0x36)),
    outerPad: Buffer.from(pad(0x5c)),
    hash: (number) => hmac(number),
    seal: (other) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const body = Buffer.concat([cipher.update(other), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    unseal: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
    },
  }
}

/** A key file: 64 hexadecimal digits, readable by nobody else. */
export function readKeyFile(file: string): Buffer | undefined {
  let text: string
  try {
    const { mode } = statSync(file)
    if ((mode & 0o077) !== 0) {
      throw new Failure(
        'store',
        `Others may read the key in ${file}: run \`chmod 600\` on it, then try again.`,
        { measured: (mode & 0o777).toString(8), limit: '600' },
      )
    }
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (error instanceof Failure) throw error
    throw new Failure(
      'store',
      `The key in ${file} cannot be read (${(error as Error).message}): give it back to this user.`,
    )
  }
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  throw new Failure(
    'store',
    `${file} holds no key (64 hexadecimal digits): put the right file back.`,
  )
}

interface KeyRow {
  readonly fingerprint: string
  readonly secret: Buffer | null
}

/**
 * Opens the key of a migrated database, making it on first use. `file`: where it lies, or is put when it
 * lay in the database until now; absent: in the database.
 */
export async function openNumberKey(pool: pg.Pool, file?: string): Promise<NumberKey> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [advisoryLocks.numberKey])
    const { rows } = await client.query<KeyRow>('select fingerprint, secret from number_key')
    const key =
      file === undefined ? await inDatabase(client, rows[0]) : await inFile(client, file, rows[0])
    await hashOldEntries(client, key)
    await sealOldPasswords(client, key)
    await client.query('commit')
    return key
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function inDatabase(client: pg.PoolClient, row: KeyRow | undefined): Promise<NumberKey> {
  if (row === undefined) {
    const secret = randomBytes(keyBytes)
    const key = numberKeyOf(secret)
    await client.query('insert into number_key (fingerprint, secret) values ($1, $2)', [
      key.fingerprint,
      secret,
    ])
    return key
  }
  if (row.secret === null) {
    throw new Failure(
      'store',
      'The number key of this database is kept in a file: name it by PORTEVOIX_NUMBER_KEY.',
      { measured: 'no file', limit: `key ${row.fingerprint}` },
    )
  }
  return sameKey(numberKeyOf(row.secret), row, 'the database itself')
}

async function inFile(
  client: pg.PoolClient,
  file: string,
  row: KeyRow | undefined,
): Promise<NumberKey> {
  let secret = readKeyFile(file)
  if (secret === undefined) {
    if (row !== undefined && row.secret === null) {
      throw new Failure(
        'store',
        `The number key ${file} is missing, and without it nobody can be recognised in the ` +
          'suppression list: put the file back from your backup.',
        { measured: 'no file', limit: `key ${row.fingerprint}` },
      )
    }
    secret = row?.secret ?? randomBytes(keyBytes)
    writeKeyFile(file, secret)
  }
  const key = numberKeyOf(secret)
  if (row !== undefined) sameKey(key, row, file)
  await client.query(
    `insert into number_key (fingerprint) values ($1)
     on conflict (the_only) do update set secret = null where number_key.secret is not null`,
    [key.fingerprint],
  )
  return key
}

function sameKey(key: NumberKey, row: KeyRow, where: string): NumberKey {
  if (key.fingerprint === row.fingerprint) return key
  throw new Failure(
    'store',
    `The number key in ${where} is not the one the suppression list was written with: put the right ` +
      'key back; no call may be made with another one.',
    { measured: `key ${key.fingerprint}`, limit: `key ${row.fingerprint}` },
  )
}

/** On the disk before the first hash is written with it. */
function writeKeyFile(file: string, secret: Buffer): void {
  try {
    const handle = openSync(file, 'wx', 0o600)
    try {
      writeSync(handle, `${secret.toString('hex')}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw new Failure(
      'store',
      `The number key could not be written to ${file} (${(error as Error).message}): give a place ` +
        'where this user may write.',
    )
  }
}

/** Entries of before there was a key. */
async function hashOldEntries(client: pg.PoolClient, key: NumberKey): Promise<void> {
  await client.query(
    `update suppression set number_hash = number_hash(phone, $1, $2) where number_hash is null`,
    [key.innerPad, key.outerPad],
  )
}
