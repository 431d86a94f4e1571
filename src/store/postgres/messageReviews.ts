/** Versions with who made them, links by which somebody is asked, and what people answered. */
import { CompiledQuery } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { epochMs } from '../../base/units.ts'
import type { VoiceMessage } from '../../campaign/voiceMessage.ts'
import type { Database } from '../database.ts'
import type { ApprovalLink, MessageStore, Review, VersionRecord } from '../messageStore.ts'
import { addEvent } from './campaignEvents.ts'
import { draftVerbs } from './messageDrafts.ts'
import { rowsOf } from './sqlTransaction.ts'

type ReviewVerbs = Pick<
  MessageStore,
  'versions' | 'addLink' | 'links' | 'linkOf' | 'notePlayed' | 'addReview'
>

interface VersionRow {
  readonly version: number
  readonly hash: string
  readonly parts: VoiceMessage['parts']
  readonly versions: Pick<VoiceMessage, 'voicemail' | 'callback'> | null
  readonly voiceOrigin: VoiceMessage['voiceOrigin']
  readonly addedAt: number
  readonly user: number | null
  readonly name: string | null
  readonly email: string | null
  readonly approval: { readonly by: string; readonly at: number; readonly hash: string } | null
  readonly reviews: readonly Review[]
}

const reviewObject = `jsonb_build_object('answer', r.answer, 'reason', r.reason,
  'by', r.reviewer_name, 'number', r.reviewer_number, 'how', r.how, 'at', r.at)`

const versions = {
  name: 'message-versions',
  text: `select m.version, m.hash, m.parts, m.versions, m.voice_origin as "voiceOrigin",
           m.added_at as "addedAt", m.author_user as user, m.author_name as name,
           m.author_email as email,
           (select jsonb_build_object('by', a.approved_by, 'at', a.approved_at, 'hash', a.hash)
            from voice_message_approval a where a.campaign_id = m.campaign_id
              and a.version = m.version and a.hash = m.hash order by a.id desc limit 1) as approval,
           coalesce((select jsonb_agg(${reviewObject} order by r.id desc)
            from (select * from message_review r where r.campaign_id = m.campaign_id
              and r.version = m.version order by r.id desc limit 20) r), '[]') as reviews
         from voice_message m
         where m.campaign_id = $1 and m.version < coalesce($2::int, 2147483647)
         order by m.version desc limit $3`,
}
const addLink = {
  name: 'approval-link-add',
  text: `insert into approval_link (token_hash, organisation_id, campaign_id, version, hash, asked_by,
           asked_at, expires_at)
         select $1, c.organisation_id, c.id, $3, $4, $5, $6, $7 from campaign c where c.id = $2`,
}
const linkColumns = `select l.id, l.organisation_id as organisation, l.campaign_id as campaign,
  l.version, l.hash, l.asked_by as "askedBy", l.asked_at as "askedAt", l.expires_at as "expiresAt",
  l.first_played_at as "firstPlayedAt",
  (select ${reviewObject} from message_review r where r.link_id = l.id) as review
  from approval_link l`
const links = {
  name: 'approval-links',
  text: `${linkColumns} where l.campaign_id = $1 and l.version = $2 order by l.id desc limit 20`,
}
const linkOf = { name: 'approval-link-of', text: `${linkColumns} where l.token_hash = $1` }
const notePlayed = {
  name: 'approval-link-played',
  text: 'update approval_link set first_played_at = $2 where id = $1 and first_played_at is null',
}

export function postgresMessageStore(database: Database): MessageStore {
  return { ...draftVerbs(database), ...reviewVerbs(database) }
}

function reviewVerbs({ pool, kysely }: Database): ReviewVerbs {
  return {
    async versions(campaign, { before, limit }) {
      const rows = await rowsOf<VersionRow>(pool, versions, [campaign, before, limit])
      return rows.map(recordOf)
    },
    async addLink(campaign, { tokenHash, version, hash, askedBy, askedAt, expiresAt }) {
      const about = [version, hash, askedBy, askedAt, expiresAt]
      await rowsOf(pool, addLink, [tokenHash, campaign, ...about])
    },
    links: (campaign, version) => rowsOf<ApprovalLink>(pool, links, [campaign, version]),
    async linkOf(tokenHash) {
      const [link] = await rowsOf<ApprovalLink>(pool, linkOf, [tokenHash])
      return link ?? null
    },
    async notePlayed(link, now) {
      await rowsOf(pool, notePlayed, [link, now])
    },
    addReview: (campaign, review, who, now) =>
      kysely.transaction().execute(async (tx) => {
        const { version, hash, link, answer, reason, by, email, number, how } = review
        const { rows } = await tx.executeQuery<{ id: number }>(
          insertReview([
            ...[campaign, version, hash, link, answer, reason, by, email, number, how],
            now,
          ]),
        )
        if (rows.length === 0) throw alreadyAnswered()
        if (answer === 'approved') return
        await addEvent(tx, {
          ...{ campaign_id: campaign, at: now, who, from_state: null, to_state: null },
          what: `voice message ${answer}`,
          why: `version ${version} by ${by}: ${reason ?? ''}`,
        })
      }),
  }
}

/** A link is answered once: whoever is second is told so. */
const insertReview = (values: readonly unknown[]): CompiledQuery<{ id: number }> =>
  CompiledQuery.raw(
    `insert into message_review (campaign_id, version, hash, link_id, answer, reason, reviewer_name,
       reviewer_email, reviewer_number, how, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (link_id) where link_id is not null do nothing returning id`,
    [...values],
  )

const alreadyAnswered = (): Failure =>
  new Failure('wrongState', 'This link was answered already: ask for another one.', {
    fr: 'Ce lien a déjà reçu sa réponse : demandez-en un autre.',
  })

function recordOf(row: VersionRow): VersionRecord {
  const { version, hash, parts, versions: heard, voiceOrigin, approval } = row
  return {
    message: {
      ...{ version, hash, parts, ...heard, voiceOrigin },
      approval: approval && { ...approval, at: epochMs(approval.at) },
    },
    addedAt: epochMs(row.addedAt),
    author: row.name === null ? null : { user: row.user, name: row.name, email: row.email },
    reviews: row.reviews,
  }
}

/** What is approved and what is asked is always a version that is there. */
export async function versionOf(
  store: MessageStore,
  campaign: CampaignId,
  version: number,
): Promise<VersionRecord> {
  const [record] = await store.versions(campaign, { before: version + 1, limit: 1 })
  if (record?.message.version === version) return record
  throw new Failure('notFound', `There is no version ${version} of this message.`, {
    fr: `Il n’y a pas de version ${version} de ce message.`,
  })
}
