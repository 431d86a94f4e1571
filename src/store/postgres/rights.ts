/**
 * Requests of people about their data (RGPD art. 12 to 21): opened, listed, answered. The number is in
 * clear only while somebody must answer; the ledger commits to the request, never to the number.
 */
import { randomBytes } from 'node:crypto'
import { Failure } from '../../base/failure.ts'
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import {
  type Asked,
  answer,
  byUrgency,
  opened,
  type RightsRequest,
  referenceBytes,
  referenceFrom,
} from '../../rights/request.ts'
import type { Database } from '../database.ts'
import { appendToLedger } from './ledger.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { countComplaint } from './thresholds.ts'

export interface NewRequest extends Asked {
  readonly organisation: number
  readonly number: E164
}

/** How often another reference is drawn when one is taken: one in 2^40 each time. */
const drawsMax = 3

const columns = `reference, kind, opened_at as "openedAt", due_at as "dueAt", channel, proof, words,
  reach, state, answered_at as "answeredAt", answer`

const insert = {
  name: 'rights-open',
  text: `insert into rights_request
           (reference, organisation_id, kind, opened_at, due_at, channel, proof, phone, words, reach,
            number_hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (reference) do nothing
         returning reference`,
}

export async function openRequest(
  { pool, numberKey }: Database,
  { organisation, number, kind, channel, proof, words, reach }: NewRequest,
  now: EpochMs,
): Promise<RightsRequest> {
  const asked = { kind, channel, proof, words, reach }
  return inSqlTransaction(pool, async (client) => {
    for (let draw = 1; draw <= drawsMax; draw += 1) {
      const request = opened(referenceFrom(randomBytes(referenceBytes)), asked, now)
      const { reference, openedAt, dueAt } = request
      const made = await rowsOf(client, insert, [
        ...[reference, organisation, kind, openedAt, dueAt, channel, proof, number, words, reach],
        numberKey.hash(number),
      ])
      if (made.length === 0) continue
      if (kind === 'complain')
        await countComplaint(client, { organisation, number, reference }, now)
      await appendToLedger(client, organisation, [
        { kind: 'rightsOpened', at: now, subject: `rights/${reference}`, content: {} },
      ])
      return request
    }
    throw new Failure(
      'internal',
      'No reference could be drawn: the source of randomness is broken.',
    )
  })
}

const lockRequest = {
  name: 'rights-lock',
  text: `select ${columns} from rights_request where organisation_id = $1 and reference = $2 for update`,
}
const close = {
  name: 'rights-answer',
  text: `update rights_request set state = $2, answered_at = $3, answered_by = $4, answer = $5,
           phone = null where reference = $1`,
}

export interface GivenAnswer {
  readonly state: 'answered' | 'refused'
  readonly text: string
  /** The person of the team who answers, or the part of the program that did what was asked. */
  readonly by: string
}

export async function answerRequest(
  { pool }: Database,
  organisation: number,
  reference: string,
  given: GivenAnswer,
  now: EpochMs,
): Promise<RightsRequest> {
  return inSqlTransaction(pool, async (client) => {
    const [row] = await rowsOf<RequestRow>(client, lockRequest, [organisation, reference])
    if (!row) throw noSuchRequest(reference)
    const answering = answer(requestOf(row), given, now)
    if (answering.is === 'refused') {
      const { why, measured, limit } = answering
      if (why === 'closed') throw answeredAlready(reference, { measured, limit })
      throw new Failure(
        'usage',
        'An answer, and a refusal too, has a text the person can read (RGPD art. 12 § 4).',
        {
          fr: 'Une réponse, et un refus aussi, a un texte que la personne peut lire (RGPD, art. 12, 4).',
          ...{ measured, limit },
        },
      )
    }
    const { request } = answering
    await rowsOf(client, close, [reference, request.state, now, given.by, request.answer])
    await appendToLedger(client, organisation, [
      { kind: 'rightsAnswered', at: now, subject: `rightsAnswer/${reference}`, content: {} },
    ])
    return request
  })
}

const list = {
  name: 'rights-list',
  text: `select ${columns} from rights_request
         where organisation_id = $1 and (state = 'open' or not $2::boolean)
         order by state = 'open' desc, due_at, reference limit $3`,
}

/** More is not shown at once: the inbox of one organisation, not its archive. */
export const requestsShownMax = 10_000

export async function listRequests(
  { pool }: Database,
  organisation: number,
  { openOnly = false } = {},
): Promise<readonly RightsRequest[]> {
  const rows = await rowsOf<RequestRow>(pool, list, [organisation, openOnly, requestsShownMax])
  return rows.map(requestOf).sort(byUrgency)
}

const byReference = {
  name: 'rights-show',
  text: `select ${columns}, phone from rights_request where organisation_id = $1 and reference = $2`,
}

/** The number is there only while the request is open. */
export async function findRequest(
  { pool }: Database,
  organisation: number,
  reference: string,
): Promise<{ readonly request: RightsRequest; readonly number: E164 | null }> {
  const [row] = await rowsOf<RequestRow & { readonly phone: E164 | null }>(pool, byReference, [
    organisation,
    reference,
  ])
  if (!row) throw noSuchRequest(reference)
  const { phone, ...request } = row
  return { request: requestOf(request), number: phone }
}

/** Did the person behind this number open this request, having typed a code dictated to it? */
export async function provedByCode(
  { pool, numberKey }: Database,
  organisation: number,
  number: E164,
  reference: string,
): Promise<boolean> {
  const requests = await requestsOfNumber(pool, organisation, numberKey.hash(number))
  return requests.some((request) => request.reference === reference && request.proof === 'code')
}

const ofNumber = {
  name: 'rights-of-number',
  text: `select ${columns} from rights_request where organisation_id = $1 and number_hash = $2
         order by opened_at, reference`,
}

export async function requestsOfNumber(
  client: SqlClient,
  organisation: number,
  numberHash: Buffer,
): Promise<readonly RightsRequest[]> {
  return (await rowsOf<RequestRow>(client, ofNumber, [organisation, numberHash])).map(requestOf)
}

const noSuchRequest = (reference: string): Failure =>
  new Failure('notFound', `There is no request ${reference}: see \`portevoix rights list\`.`, {
    fr: `Il n’y a pas de demande ${reference}.`,
  })

type RequestRow = Omit<RightsRequest, 'openedAt' | 'dueAt' | 'answeredAt'> & {
  readonly openedAt: number
  readonly dueAt: number
  readonly answeredAt: number | null
}

const requestOf = ({ openedAt, dueAt, answeredAt, ...request }: RequestRow): RightsRequest => ({
  ...request,
  openedAt: epochMs(openedAt),
  dueAt: epochMs(dueAt),
  answeredAt: answeredAt === null ? null : epochMs(answeredAt),
})

const answeredAlready = (
  reference: string,
  about: { readonly measured: string; readonly limit: string },
): Failure =>
  new Failure(
    'wrongState',
    `The request ${reference} is answered already; a person who asks again opens a new one.`,
    {
      fr: `La demande ${reference} a déjà sa réponse ; qui redemande en ouvre une nouvelle.`,
      ...about,
    },
  )
