/** Consents a team asks for on a page: each wording as it stands, from now until a day. */
import { randomInt } from 'node:crypto'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Channel } from '../../contacts/consent.ts'
import type { Database } from '../database.ts'
import { sha256 } from './ledgerClient.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface ConsentOffer {
  readonly id: string
  readonly organisation: number
  readonly controller: string
  readonly channel: Channel
  readonly wordingVersion: string
  readonly language: 'fr' | 'en'
  readonly wording: string
  readonly wordingSha256: string
  readonly createdAt: EpochMs
  readonly endsAt: EpochMs
}

export type NewOffer = Omit<ConsentOffer, 'id' | 'wordingSha256' | 'createdAt'>

/** Said on paper and typed by hand: no 0, 1, l, o; ten of 31 signs are not found by trying. */
const signs = 'abcdefghijkmnpqrstuvwxyz23456789'
const signsInId = 10

const columns = `id, organisation_id as organisation, controller, channel,
  wording_version as "wordingVersion", language, wording, wording_sha256 as "wordingSha256",
  created_at as "createdAt", ends_at as "endsAt"`
const insert = {
  name: 'offer-insert',
  text: `insert into consent_offer (id, organisation_id, controller, channel, wording_version, language,
           wording, wording_sha256, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${columns}`,
}
const find = {
  name: 'offer-find',
  text: `select ${columns} from consent_offer where organisation_id = $1 and id = $2`,
}
const list = {
  name: 'offer-list',
  text: `select ${columns} from consent_offer where organisation_id = $1 order by created_at, id`,
}

export async function addOffer(
  { pool }: Database,
  offer: NewOffer,
  now: EpochMs,
): Promise<ConsentOffer> {
  const id = Array.from({ length: signsInId }, () => signs[randomInt(signs.length)]).join('')
  const { organisation, controller, channel, wordingVersion, language, wording, endsAt } = offer
  const [made] = await rowsOf<ConsentOffer>(pool, insert, [
    ...[id, organisation, controller, channel, wordingVersion, language],
    ...[wording, sha256(wording), now, endsAt],
  ])
  return { ...offer, id, wordingSha256: made?.wordingSha256 ?? '', createdAt: now }
}

export async function findOffer(
  { pool }: Database,
  organisation: number,
  id: string,
): Promise<ConsentOffer | null> {
  const [row] = await rowsOf<ConsentOffer>(pool, find, [organisation, id])
  return row ? offerOf(row) : null
}

export async function listOffers(
  { pool }: Database,
  organisation: number,
): Promise<readonly ConsentOffer[]> {
  return (await rowsOf<ConsentOffer>(pool, list, [organisation])).map(offerOf)
}

const offerOf = (row: ConsentOffer): ConsentOffer => ({
  ...row,
  createdAt: epochMs(row.createdAt),
  endsAt: epochMs(row.endsAt),
})
