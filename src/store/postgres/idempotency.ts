/**
 * Requests that create something, and the answers they were given: one row a key, taken before the work
 * and filled after it. What was taken and never filled (a crash) may be taken anew after a while.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { type EpochMs, hours, type Ms, minutes } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface IdempotentRequest {
  readonly scope: string
  readonly key: string
  readonly requestHash: Buffer
}

export type Taken =
  | { readonly is: 'ours' }
  | { readonly is: 'running' }
  | { readonly is: 'otherRequest' }
  | { readonly is: 'answered'; readonly answer: string }

export const answersKeptFor: Ms = hours(24)
/** Longer than any request that answers; after it the worker is taken for dead. */
export const workedOnAtMost: Ms = minutes(2)

const take = {
  name: 'idempotent-take',
  text: `insert into idempotent_request as r (scope, key_hash, request_hash, started_at)
    values ($1, $2, $3, $4)
    on conflict (scope, key_hash) do update set request_hash = $3, started_at = $4, answer = null
      where r.started_at <= $5 or (r.answer is null and r.started_at <= $6 and r.request_hash = $3)
    returning 1`,
}
const look = {
  name: 'idempotent-look',
  text: `select request_hash as "requestHash", answer from idempotent_request
    where scope = $1 and key_hash = $2`,
}

export async function takeRequest(
  { pool }: Database,
  request: IdempotentRequest,
  now: EpochMs,
): Promise<Taken> {
  const { scope, key, requestHash } = request
  const keyHash = hashOf(key)
  const limits = [now - answersKeptFor, now - workedOnAtMost]
  const taken = await rowsOf(pool, take, [scope, keyHash, requestHash, now, ...limits])
  if (taken.length > 0) return { is: 'ours' }
  const [row] = await rowsOf<{ requestHash: Buffer; answer: Buffer | null }>(pool, look, [
    scope,
    keyHash,
  ])
  // Given up between the two statements: whoever asks again takes it.
  if (!row) return { is: 'running' }
  if (!row.requestHash.equals(requestHash)) return { is: 'otherRequest' }
  if (row.answer === null) return { is: 'running' }
  return { is: 'answered', answer: opened(row.answer, key) }
}

const fill = {
  name: 'idempotent-fill',
  text: `update idempotent_request set answer = $3 where scope = $1 and key_hash = $2`,
}

export async function fillRequest(
  { pool }: Database,
  { scope, key }: IdempotentRequest,
  answer: string,
): Promise<void> {
  await rowsOf(pool, fill, [scope, hashOf(key), sealed(answer, key)])
}

const giveUp = {
  name: 'idempotent-give-up',
  text: `delete from idempotent_request where scope = $1 and key_hash = $2 and answer is null`,
}

/** Nothing was created: the same request may be tried again. */
export async function giveUpRequest(
  { pool }: Database,
  { scope, key }: IdempotentRequest,
): Promise<void> {
  await rowsOf(pool, giveUp, [scope, hashOf(key)])
}

const purge = {
  name: 'idempotent-purge',
  text: 'delete from idempotent_request where started_at <= $1',
}

export async function purgeRequests({ pool }: Database, now: EpochMs): Promise<void> {
  await rowsOf(pool, purge, [now - answersKeptFor])
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

const nonceBytes = 12
const tagBytes = 16
const sealingKey = (key: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', 'portevoix idempotent answer', 32))

/** AES-256-GCM under a key that only the sender of the request knows. */
function sealed(text: string, key: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function opened(bytes: Buffer, key: string): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), bytes.subarray(0, nonceBytes))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const body = bytes.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}
