/** What one person allowed or took back, and what is known of them, each with who said it and where. */
import type pg from 'pg'
import type { E164, EpochMs } from '../../base/units.ts'
import type { ConsentEntry } from '../../contacts/consent.ts'
import type { ConsentProof } from '../../contacts/consentProof.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface ConsentLine extends Pick<ConsentEntry, 'kind' | 'controller' | 'channel' | 'at'> {
  readonly slots: NonNullable<ConsentEntry['slots']>
  readonly wordingVersion: string | null
  readonly wordingHash: string | null
  readonly wordingExpiredAt: EpochMs | null
  /** Who held the file, and the line of it; null: given or withdrawn otherwise than by a file. */
  readonly holder: string | null
  readonly source: number | null
  readonly line: number | null
  readonly proof: ConsentProof | null
}

const consents = {
  name: 'history-consents',
  text: `select e.kind, e.controller, e.channel, e.at, coalesce(e.slots, '[]') as slots,
           e.wording_version as "wordingVersion", e.wording_hash as "wordingHash",
           e.wording_expired_at as "wordingExpiredAt", s.holder, e.source_id as source, e.line, e.proof
         from contact named
         join contact mine on mine.person_id = named.person_id
           and mine.organisation_id = named.organisation_id
         cross join lateral consents_of(mine.id, mine.phone, mine.organisation_id) e
         left join source s on s.id = e.source_id
         where named.organisation_id = $1 and named.phone = $2 order by e.at, e.id`,
}

/** Of the person: what they allowed on another of their numbers counts for this one. */
export const consentsOfNumber = (
  pool: pg.Pool,
  organisation: number,
  number: E164,
): Promise<readonly ConsentLine[]> => rowsOf<ConsentLine>(pool, consents, [organisation, number])

export interface FactLine {
  readonly fact: string
  readonly value: string
  readonly holder: string
  readonly source: number | null
  readonly line: number | null
  readonly saidBy: string | null
  readonly saidAt: string | null
}

const facts = {
  name: 'history-facts',
  text: `select p.fact, p.value, p.holder, p.source_id as source, p.line, p.said_by as "saidBy",
           p.said_at as "saidAt"
         from contact c join provenance p on p.contact_id = c.id
         where c.organisation_id = $1 and c.phone = $2
         order by p.fact, p.imported_at, p.source_id, p.line`,
}

export const factsOfNumber = (
  pool: pg.Pool,
  organisation: number,
  number: E164,
): Promise<readonly FactLine[]> => rowsOf<FactLine>(pool, facts, [organisation, number])
