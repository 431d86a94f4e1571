/**
 * What each retention rule finds due, as SQL that walks a table in order of its ids: `find` takes its
 * own values, then the id it goes on after and how many it may find.
 */
import type { EpochMs } from '../../base/units.ts'
import type { CampaignRetention, Cutoffs, RetentionTimes } from '../../rights/retention.ts'

export interface PurgeContext {
  readonly organisation: number
  readonly now: EpochMs
  readonly times: RetentionTimes
  readonly cutoffs: Cutoffs
  readonly campaigns: readonly CampaignRetention[]
  /** When each campaign ended, by id. */
  readonly endedAt: ReadonlyMap<string, EpochMs>
  /** Campaigns in which nobody is left to purge. */
  readonly purged: ReadonlySet<string>
}

export interface PurgeStep {
  readonly rule: string
  readonly article: string
  readonly subject: string
  readonly keptFrom: EpochMs | null
  readonly find: { readonly text: string; readonly values: readonly unknown[] }
  /** Contacts are forgotten with all that hangs on them; of others, the statement takes the ids. */
  readonly delete: 'contacts' | string
}

export function purgeSteps(context: PurgeContext): readonly PurgeStep[] {
  return [
    ...calledContacts(context),
    neverCalledContacts(context),
    ...proofs(context),
    answeredRequests(context),
    ...codes(context),
  ]
}

/**
 * Called by campaigns whose time has come, and by no other. "Unless they agreed otherwise" (NS-34): who
 * agreed to be called by somebody else, or anew since, stays as long as somebody never called.
 */
const called = `select c.id from contact c
  where c.organisation_id = $1 and c.id > $6
    and exists (select from target t where t.contact_id = c.id and t.campaign_id = any($2::text[]))
    and not exists (select from target t where t.contact_id = c.id
      and t.campaign_id <> all($2::text[]) and t.campaign_id <> all($4::text[]))
    and not exists (select from target t where t.contact_id = c.id and t.state = 'armed')
    and not exists (
      select from consents_of(c.id, c.phone, c.organisation_id) e
      where e.kind = 'given' and e.at >= $5 and (
        not exists (select from target t join campaign k on k.id = t.campaign_id
          where t.contact_id = c.id and t.campaign_id = any($2::text[])
            and same_name(k.controller, e.controller))
        or e.at > (select max(d.ended) from target t
          join unnest($2::text[], $3::bigint[]) as d(campaign, ended) on d.campaign = t.campaign_id
          where t.contact_id = c.id)))
  order by c.id limit $7`

function calledContacts(context: PurgeContext): readonly PurgeStep[] {
  const { organisation, campaigns, endedAt, cutoffs, times } = context
  const due = campaigns.filter((campaign) => campaign.due)
  // Those long emptied stand in the list: a person of theirs and of a new one has one reason to stay.
  if (due.every(({ campaign }) => context.purged.has(campaign))) return []
  const { practice } = groupsOf(context)
  const { rule, article } = times.purgeAfterElectionDays
  const ids = due.map(({ campaign }) => campaign)
  const ends = ids.map((id) => endedAt.get(id))
  return [
    {
      rule,
      article,
      subject: 'contact',
      keptFrom: null,
      find: { text: called, values: [organisation, ids, ends, practice, cutoffs.neverCalled] },
      delete: 'contacts',
    },
  ]
}

/** A practice campaign rings nobody, and is no reason to keep a person or to delete them. */
const groupsOf = ({ campaigns }: PurgeContext): { readonly practice: readonly string[] } => ({
  practice: campaigns.filter(({ practice }) => practice).map(({ campaign }) => campaign),
})

/** The first line is asked once: as long as the oldest contact is young, nobody is walked along. */
const neverCalled = `select c.id from contact c
  where (select o.created_at from contact o where o.organisation_id = $1 order by o.id limit 1) < $3
    and c.organisation_id = $1 and c.id > $4 and c.created_at < $3
    and not exists (select from target t where t.contact_id = c.id
      and t.campaign_id <> all($2::text[]))
    and not exists (select from target t where t.contact_id = c.id and t.state = 'armed')
    and not exists (select from consents_of(c.id, c.phone, c.organisation_id) e where e.at >= $3)
    and not exists (
      select from mention m join source s on s.id = m.source_id
        and s.organisation_id = c.organisation_id
      where m.phone = c.phone and s.imported_at >= $3)
  order by c.id limit $5`

function neverCalledContacts(context: PurgeContext): PurgeStep {
  const { organisation, cutoffs, times } = context
  const { rule, article } = times.neverCalledYears
  return {
    rule,
    article,
    subject: 'contact',
    keptFrom: cutoffs.neverCalled,
    find: {
      text: neverCalled,
      values: [organisation, groupsOf(context).practice, cutoffs.neverCalled],
    },
    delete: 'contacts',
  }
}

/** Asked once: most of the time no campaign is that old. */
const someOldCampaign = `exists (select from campaign old
    where old.organisation_id = $1 and old.created_at < $2)`
/** Targets have the ids one walks along; their attempts go with the last of them being old enough. */
const oldAttempts = `select t.id from target t join campaign k on k.id = t.campaign_id
  where ${someOldCampaign} and k.organisation_id = $1 and k.created_at < $2 and t.id > $3 and t.state <> 'armed'
    and exists (select from attempt a where a.target_id = t.id)
    and not exists (select from attempt a where a.target_id = t.id
      and a.armed_at >= $2 and k.practice_start is null)
  order by t.id limit $4`
const oldRefusals = `select r.target_id as id from refusal r join target t on t.id = r.target_id
  join campaign k on k.id = t.campaign_id
  where ${someOldCampaign} and k.organisation_id = $1 and k.created_at < $2 and r.target_id > $3
    and (r.judged_at < $2 or k.practice_start is not null)
  order by r.target_id limit $4`
/** With its attempts gone, nothing is left that the link could prove. */
const oldLinks = `select t.id from target t join campaign k on k.id = t.campaign_id
  where ${someOldCampaign} and k.organisation_id = $1 and k.created_at < $2 and t.id > $3 and t.number_hash is not null
    and not exists (select from attempt a where a.target_id = t.id)
  order by t.id limit $4`
const oldRingBacks = `select id from ring_back
  where organisation_id = $1 and began_at < $2 and id > $3 and outcome is not null
  order by id limit $4`
const oldConsents = `select id from consent_proof
  where organisation_id = $1 and purged_at < $2 and id > $3 order by id limit $4`

function proofs({ organisation, cutoffs, times }: PurgeContext): readonly PurgeStep[] {
  const { rule, article } = times.proofYears
  const step = (subject: string, find: string, statement: string): PurgeStep => ({
    rule,
    article,
    subject,
    keptFrom: cutoffs.proofs,
    find: { text: find, values: [organisation, cutoffs.proofs] },
    delete: statement,
  })
  return [
    step('attempt', oldAttempts, 'delete from attempt where target_id = any($1::bigint[])'),
    step('refusal', oldRefusals, 'delete from refusal where target_id = any($1::bigint[])'),
    step('target', oldLinks, 'update target set number_hash = null where id = any($1::bigint[])'),
    step('ring_back', oldRingBacks, 'delete from ring_back where id = any($1::bigint[])'),
    step('consent_proof', oldConsents, 'delete from consent_proof where id = any($1::bigint[])'),
  ]
}

/** The row stays for the ledger, with the keyed hash; what it says of a person goes. */
function answeredRequests({ organisation, cutoffs, times }: PurgeContext): PurgeStep {
  const { rule, article } = times.proofYears
  return {
    rule,
    article,
    subject: 'rights_request',
    keptFrom: cutoffs.proofs,
    find: {
      text: `select id from rights_request
             where organisation_id = $1 and answered_at < $2 and id > $3
               and (words is not null or answer is not null)
             order by id limit $4`,
      values: [organisation, cutoffs.proofs],
    },
    delete: `update rights_request set words = null, answer = null
             where id = any($1::bigint[])`,
  }
}

function codes({ organisation, cutoffs, now }: PurgeContext): readonly PurgeStep[] {
  const step = (subject: string, at: string, before: EpochMs): PurgeStep => ({
    rule: 'fr.RGPD-32',
    article: 'RGPD, art. 32',
    subject,
    keptFrom: before,
    find: {
      text: `select id from ${subject} where organisation_id = $1 and ${at} < $2 and id > $3
             order by id limit $4`,
      values: [organisation, before],
    },
    delete: `delete from ${subject} where id = any($1::bigint[])`,
  })
  return [
    step('spoken_code', 'asked_at', cutoffs.codes),
    // What a browser has proved holds a number in clear: no longer than it may be used.
    step('proved_number', 'expires_at', now),
  ]
}
