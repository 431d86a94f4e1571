/**
 * Everything held about the person behind one number, for them to see (RGPD art. 15). A number nobody
 * knows is asked exactly the same questions, and gets the same file, empty.
 */
import { assert } from '../../base/assert.ts'
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { ConsentEntry } from '../../contacts/consent.ts'
import type { SuppressionEntry } from '../../contacts/suppression.ts'
import type { Verdict } from '../../law/verdict.ts'
import type { PersonCall, PersonFact, PersonFile, PersonRingBack } from '../../rights/personFile.ts'
import type { Database } from '../database.ts'
import { requestsOfNumber } from './rights.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

const organisationName = {
  name: 'person-organisation',
  text: 'select name from organisation where id = $1',
}

const facts = {
  name: 'person-facts',
  text: `select p.fact, p.value, p.line, p.said_by as "saidBy", p.said_at as "saidAt", p.kind,
           p.holder, p.collected_from as "collectedFrom", p.collected_to as "collectedTo",
           p.imported_at as "importedAt"
         from contact c join provenance p on p.contact_id = c.id
         where c.organisation_id = $1 and c.phone = $2
         order by p.imported_at, p.source_id, p.line, p.fact`,
}

/**
 * Of a person purged by time, what is found by the keyed hash of the number.
 * The recording: the newest approved one that was there when the call was made. A practice campaign
 * calls on a clock of its own, which says nothing about when a recording was added.
 */
const calls = {
  name: 'person-calls',
  text: `select k.id as campaign, k.name as "campaignName", k.controller,
           coalesce(a.placed_at, a.armed_at) as at, a.outcome, a.verdict,
           k.practice_start is not null as practice, m.version, m.hash,
           (select jsonb_build_object('verdict', r.verdict, 'features', r.features)
             from answerer r where r.attempt_id = a.id) as answerer,
           (select d.value #>> '{}' from legal_declaration d
             where d.campaign_id = k.id and d.part = 'noticeUrl'
             order by d.id desc limit 1) as "noticeUrl",
           (select d.value #>> '{}' from legal_declaration d
             where d.campaign_id = k.id and d.part = 'dataProtectionContact'
             order by d.id desc limit 1) as "dataProtectionContact"
         from (
           select t.id from contact c join target t on t.contact_id = c.id
           where c.organisation_id = $1 and c.phone = $2
           union all
           select t.id from target t where t.number_hash = $3) as t
         -- A rehearsal rang a stand-in: nobody called this person.
         left join stand_in s on s.target_id = t.id
         join attempt a on a.target_id = t.id
         join campaign k on k.id = a.campaign_id and k.organisation_id = $1
         left join lateral (
           select v.version, v.hash from voice_message v
           where v.campaign_id = k.id and exists (
             select from voice_message_approval y where y.campaign_id = v.campaign_id
               and y.version = v.version and y.hash = v.hash
               and (y.approved_at <= a.armed_at or k.practice_start is not null))
           order by v.version desc limit 1) m on true
         where s.target_id is null
         order by a.armed_at, a.id`,
}

const ringBacks = {
  name: 'person-ring-backs',
  text: `select r.began_at as at, r.outcome, k.controller, k.name as "campaignName"
         from ring_back r left join campaign k on k.id = r.campaign_id
         where r.organisation_id = $1 and r.caller_hash = $2 order by r.id`,
}

const consents = {
  name: 'person-consents',
  text: `select e.kind, e.controller, e.channel, e.at, coalesce(e.slots, '[]') as slots,
           e.wording_version as "wordingVersion", s.holder as source,
           (select w.text from wording w
             where w.organisation_id = $1 and w.hash = e.wording_hash) as wording
         from (
           select e.kind, e.controller, e.channel, e.at, e.slots, e.wording_version, e.wording_hash,
             e.source_id
           from contact c cross join lateral consents_of(c.id, c.phone, c.organisation_id) e
           where c.organisation_id = $1 and c.phone = $2
           union all
           select kind, controller, channel, at, slots, wording_version, wording_hash, source_id
           from consent_proof
           where organisation_id = $1 and number_hash = $3) as e
         left join source s on s.id = e.source_id order by e.at, e.kind, e.controller, e.channel`,
}

const suppressions = {
  name: 'person-suppressions',
  text: `select s.scope, s.controller, s.at, coalesce(s.reason, l.name) as reason
         from standing_suppression s left join suppression_list l on l.id = s.list_id
         where s.number_hash = $2 and (s.scope <> 'organisation' or s.organisation_id = $1)
         order by s.at, s.id`,
}

export async function personFile(
  database: Database,
  organisation: number,
  number: E164,
  now: EpochMs,
): Promise<PersonFile> {
  const hash = database.numberKey.hash(number)
  const asked = [organisation, number]
  return inSqlTransaction(database.pool, async (client) => {
    const [owner] = await rowsOf<{ name: string }>(client, organisationName, [organisation])
    assert(owner, 'an organisation asks about its own people')
    return {
      number,
      organisation: owner.name,
      facts: (await rowsOf<FactRow>(client, facts, asked)).map(factOf),
      calls: (await rowsOf<CallRow>(client, calls, [...asked, hash])).map(callOf),
      ringBacks: await rowsOf<PersonRingBack>(client, ringBacks, [organisation, hash]),
      consents: (await rowsOf<ConsentRow>(client, consents, [...asked, hash])).map(consentOf),
      suppressions: (await rowsOf<SuppressionRow>(client, suppressions, [organisation, hash])).map(
        suppressionOf,
      ),
      requests: await requestsOfNumber(client, organisation, hash),
      drawnAt: now,
    }
  })
}

type FactRow = Omit<PersonFact, 'source'> & PersonFact['source']

const factOf = ({ fact, value, line, saidBy, saidAt, ...source }: FactRow): PersonFact => ({
  fact,
  value,
  source: { ...source, importedAt: epochMs(source.importedAt) },
  line,
  saidBy,
  saidAt,
})

interface CallRow extends Pick<PersonCall, 'answerer'> {
  readonly campaign: string
  readonly campaignName: string
  readonly controller: string
  readonly at: number
  readonly outcome: Outcome | null
  readonly verdict: Verdict
  readonly practice: boolean
  readonly version: number | null
  readonly hash: string | null
  readonly noticeUrl: string | null
  readonly dataProtectionContact: string | null
}

const callOf = ({ version, hash, at, ...call }: CallRow): PersonCall => ({
  ...call,
  at: epochMs(at),
  message: version === null || hash === null ? null : { version, hash },
})

interface ConsentRow extends Omit<ConsentEntry, 'wordingVersion' | 'at'> {
  readonly at: number
  readonly wordingVersion: string | null
  readonly source: string | null
  readonly wording: string | null
}

const consentOf = ({ at, wordingVersion, ...entry }: ConsentRow) => ({
  ...entry,
  at: epochMs(at),
  ...(wordingVersion !== null && { wordingVersion }),
})

interface SuppressionRow extends Pick<SuppressionEntry, 'scope' | 'reason'> {
  readonly at: number
  readonly controller: string | null
}

const suppressionOf = ({ scope, controller, at, reason }: SuppressionRow): SuppressionEntry => ({
  scope,
  at: epochMs(at),
  reason,
  ...(controller !== null && { controller }),
})
