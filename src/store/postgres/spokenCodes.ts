/**
 * Codes dictated by telephone and what they prove. Asked for one number, a code is stored in the same
 * way whether anything is known about that number or not; one browser has one code at a time.
 */
import { type E164, type EpochMs, epochMs, hours, type Ms, minutes } from '../../base/units.ts'
import { codeCallsWithin } from '../../law/codeCall.ts'
import {
  type CodeAnswer,
  codesOverall,
  codesPerNumber,
  newCode,
  provedForMs,
  type SpokenCode,
  tryCode,
  wrongCodesPerHour,
} from '../../rights/spokenCode.ts'
import type { Database } from '../database.ts'
import { inOneTry, rowsOf } from './sqlTransaction.ts'

/** data: to see and act for a number. consent: to offer a consent. */
export type CodePurpose = 'data' | 'consent'

export interface CodeAsked {
  readonly organisation: number
  readonly purpose: CodePurpose
  /** SHA-256 of the browser's secret. */
  readonly session: Uint8Array
  readonly number: E164
  /** The consent being offered. */
  readonly about: unknown
  /** Keyed with the browser's secret, which is not stored: the row alone does not tell the code. */
  readonly codeHash: Uint8Array
}

/** How far back the limits of rights/spokenCode.ts look. */
const dayMs: Ms = hours(24)
const hourMs: Ms = hours(1)
/** So long a browser may ask for another code without typing the number again. */
export const numberKeptMs: Ms = minutes(30)
/** Rows are kept while a limit counts them. */
const rowKeptMs: Ms = hours(48)

/** Two requests for one number are counted one after the other. */
const lockNumber = {
  name: 'code-lock-number',
  text: `select pg_advisory_xact_lock(6, hashtext(encode($1::bytea, 'hex')))`,
}
const count = {
  name: 'code-count',
  text: `select count(*) filter (where number_hash = $1)::int as of_number, count(*)::int as overall
         from spoken_code where asked_at > $2`,
}
const forgetEarlier = {
  name: 'code-forget-earlier',
  text: `update spoken_code set state = 'dead' where session_hash = $1 and state = 'waiting'`,
}
const insert = {
  name: 'code-insert',
  text: `insert into spoken_code (organisation_id, purpose, session_hash, number_hash, phone, about,
           code_hash, asked_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
}

export type AskAnswer =
  | { readonly is: 'asked'; readonly code: number }
  | { readonly is: 'tooMany'; readonly of: 'number' | 'everybody' }

export async function askCode(
  { pool, numberKey }: Database,
  asked: CodeAsked,
  now: EpochMs,
): Promise<AskAnswer> {
  const { organisation, purpose, session, number, about, codeHash } = asked
  const numberHash = numberKey.hash(number)
  return inOneTry(pool, async (client) => {
    await rowsOf(client, lockNumber, [numberHash])
    const [counted] = await rowsOf<{ of_number: number; overall: number }>(client, count, [
      numberHash,
      now - dayMs,
    ])
    if ((counted?.of_number ?? 0) >= codesPerNumber) return { is: 'tooMany', of: 'number' }
    if ((counted?.overall ?? 0) >= codesOverall) return { is: 'tooMany', of: 'everybody' }
    await rowsOf(client, forgetEarlier, [session])
    const { expiresAt } = newCode(now)
    const [row] = await rowsOf<{ id: number }>(client, insert, [
      ...[organisation, purpose, session, numberHash, number],
      ...[about === null ? null : JSON.stringify(about), codeHash, now, expiresAt],
    ])
    return { is: 'asked', code: row?.id ?? 0 }
  })
}

const newest = {
  name: 'code-newest',
  text: `select id, purpose, phone, about, code_hash, state, attempts, expires_at, asked_at
         from spoken_code where session_hash = $1 and purpose = $2 order by id desc limit 1`,
}
const newestLocked = { name: 'code-newest-locked', text: `${newest.text} for update` }
/** Counted before the guess is compared, so that guesses sent at once are counted too. */
const wrongLately = {
  name: 'code-wrong-lately',
  text: `select coalesce(sum(attempts), 0)::int as wrong from spoken_code
         where asked_at > $1 and last_try_at > $2 and state <> 'used'`,
}
const noteTry = {
  name: 'code-note-try',
  text: `update spoken_code set state = $2, attempts = $3, last_try_at = $4,
           phone = case when $2 = 'used' then null else phone end where id = $1`,
}
const prove = {
  name: 'code-prove',
  text: `insert into proved_number (session_hash, organisation_id, phone, proved_at, expires_at)
         values ($1, $2, $3, $4, $5)
         on conflict (session_hash) do update set organisation_id = excluded.organisation_id,
           phone = excluded.phone, proved_at = excluded.proved_at, expires_at = excluded.expires_at`,
}

interface CodeRow {
  readonly id: number
  readonly phone: E164 | null
  readonly about: unknown
  readonly code_hash: Buffer
  readonly state: SpokenCode['state']
  readonly attempts: number
  readonly expires_at: number
  readonly asked_at: number
}

export interface CodeTry {
  readonly organisation: number
  readonly purpose: CodePurpose
  readonly session: Uint8Array
  /** Compares in constant time. */
  isSame(codeHash: Uint8Array): boolean
  /** The browser's new secret once it has proved something: a fixed one would be worth stealing. */
  readonly nextSession: Uint8Array
}

export type TryAnswer =
  | Exclude<CodeAnswer, { is: 'right' }>
  | { readonly is: 'right'; readonly number: E164; readonly about: unknown }
  | { readonly is: 'tooMany' }

/** One guess at the newest code of this browser. Counted even if the answer never reaches it. */
export async function tryNewestCode(
  { pool }: Database,
  guess: CodeTry,
  now: EpochMs,
): Promise<TryAnswer> {
  const { organisation, purpose, session, nextSession } = guess
  return inOneTry(pool, async (client) => {
    const [lately] = await rowsOf<{ wrong: number }>(client, wrongLately, [
      now - dayMs,
      now - hourMs,
    ])
    if ((lately?.wrong ?? 0) >= wrongCodesPerHour) return { is: 'tooMany' }
    const [row] = await rowsOf<CodeRow>(client, newestLocked, [session, purpose])
    if (!row) return { is: 'dead' }
    const same = guess.isSame(row.code_hash)
    const [after, answer] = tryCode(
      { state: row.state, attempts: row.attempts, expiresAt: epochMs(row.expires_at) },
      same && row.phone !== null,
      now,
    )
    await rowsOf(client, noteTry, [row.id, after.state, after.attempts, now])
    if (answer.is !== 'right' || row.phone === null) {
      return answer.is === 'right' ? { is: 'dead' } : answer
    }
    if (purpose === 'data') {
      const until = now + provedForMs
      await rowsOf(client, prove, [nextSession, organisation, row.phone, now, until])
    }
    return { is: 'right', number: row.phone, about: row.about }
  })
}

export interface AskedLately {
  readonly number: E164
  readonly about: unknown
  readonly askedAt: EpochMs
}

/** What this browser asked a code for; null when it did not, or the number is forgotten by now. */
export async function askedLately(
  { pool }: Database,
  session: Uint8Array,
  purpose: CodePurpose,
): Promise<AskedLately | null> {
  const [row] = await rowsOf<CodeRow>(pool, newest, [session, purpose])
  if (!row?.phone || row.state === 'used') return null
  return { number: row.phone, about: row.about, askedAt: epochMs(row.asked_at) }
}

const proved = {
  name: 'code-proved',
  text: `select phone from proved_number
         where session_hash = $1 and organisation_id = $2 and expires_at > $3`,
}
const leave = { name: 'code-leave', text: 'delete from proved_number where session_hash = $1' }

/** The number this browser may see and act for. */
export async function provedNumber(
  { pool }: Database,
  session: Uint8Array,
  organisation: number,
  now: EpochMs,
): Promise<E164 | null> {
  const [row] = await rowsOf<{ phone: E164 }>(pool, proved, [session, organisation, now])
  return row?.phone ?? null
}

export async function leaveNumber({ pool }: Database, session: Uint8Array): Promise<void> {
  await rowsOf(pool, leave, [session])
}

const callsBefore = {
  name: 'code-calls',
  text: `select count(*) filter (where number_hash = $1)::int as to_number, count(*)::int as overall
         from spoken_code where asked_at > $2 and called_at is not null`,
}
const noteCall = {
  name: 'code-called',
  text: `update spoken_code set called_at = $2 where id = $1 and state = 'waiting'
         and called_at is null returning id`,
}
/**
 * Something the person did, or that we were given about them. What a stranger can write with a number
 * alone (an objection without a code) is not a reason to ring it.
 */
const holds = {
  name: 'code-holds',
  text: `select exists (select from contact where organisation_id = $1 and phone = $2)
           or exists (select from suppression where organisation_id = $1 and number_hash = $3
             and (whole_person or attempt_id is not null or source_id is not null
               or list_id is not null))
           or exists (select from rights_request where organisation_id = $1 and number_hash = $3
             and proof is not null)
           as held`,
}

/** What law/codeCall.ts asks before a code call is placed. */
export async function codeCallFacts(
  { pool, numberKey }: Database,
  organisation: number,
  number: E164,
  now: EpochMs,
): Promise<{
  readonly holdsData: boolean
  readonly callsToNumber: number
  readonly callsOverall: number
}> {
  const hash = numberKey.hash(number)
  const [held] = await rowsOf<{ held: boolean }>(pool, holds, [organisation, number, hash])
  const [calls] = await rowsOf<{ to_number: number; overall: number }>(pool, callsBefore, [
    hash,
    now - codeCallsWithin,
  ])
  return {
    holdsData: held?.held ?? false,
    callsToNumber: calls?.to_number ?? 0,
    callsOverall: calls?.overall ?? 0,
  }
}

/** Committed before the INVITE leaves; false: the code is used up or was called for already. */
export async function noteCodeCall(
  { pool }: Database,
  code: number,
  now: EpochMs,
): Promise<boolean> {
  return (await rowsOf(pool, noteCall, [code, now])).length === 1
}

const expire = {
  name: 'code-expire',
  text: `update spoken_code set state = 'dead' where state = 'waiting' and expires_at <= $1`,
}
const forget = {
  name: 'code-forget',
  text: `update spoken_code set phone = null, about = null
         where phone is not null and state <> 'waiting' and asked_at <= $1`,
}
const discard = { name: 'code-discard', text: 'delete from spoken_code where asked_at <= $1' }
const endProofs = {
  name: 'code-end-proofs',
  text: 'delete from proved_number where expires_at <= $1',
}

/** Forgets what has had its time; the pages do it every minute. */
export async function sweepCodes({ pool }: Database, now: EpochMs): Promise<void> {
  await inOneTry(pool, async (client) => {
    await rowsOf(client, expire, [now])
    await rowsOf(client, forget, [now - numberKeptMs])
    await rowsOf(client, discard, [now - rowKeptMs])
    await rowsOf(client, endProofs, [now])
  })
}
