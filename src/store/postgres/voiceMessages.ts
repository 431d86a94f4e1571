/** Recordings: clips by hash, voice messages by version, approvals that bind to a hash. */
import { type Kysely, sql } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId, ClipId } from '../../base/ids.ts'
import { epochMs } from '../../base/units.ts'
import type { Clip, VoiceMessage } from '../../campaign/voiceMessage.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { addEvent, noSuchCampaign, organisationOf } from './campaignEvents.ts'
import { appendToLedger } from './ledger.ts'
import type { Tables } from './tables.ts'

type VoiceMessageVerbs = Pick<Store, 'addVoiceMessage' | 'clip' | 'approve'>

export function voiceMessageVerbs({ kysely }: Database, who: string): VoiceMessageVerbs {
  return {
    addVoiceMessage: (campaign, message, clips, now, author = null) =>
      kysely.transaction().execute(async (tx) => {
        const newest = await newestOf(tx, campaign)
        refuseOldVersion(message, newest)
        await addClips(tx, clips)
        await tx
          .insertInto('voice_message')
          .values({
            campaign_id: campaign,
            version: message.version,
            hash: message.hash,
            parts: JSON.stringify(message.parts),
            versions: versionsOf(message),
            voice_origin: message.voiceOrigin,
            added_at: now,
            author_user: author?.user ?? null,
            author_name: author?.name ?? null,
            author_email: author?.email ?? null,
          })
          .execute()
        const what = 'voice message added'
        const why = `version ${message.version}`
        await addEvent(tx, { ...change(campaign, now, who), what, why })
        await appendToLedger(tx, await organisationOf(tx, campaign), [
          {
            kind: 'messageAdded',
            at: now,
            subject: `voiceMessage/${campaign}/${message.version}`,
            content: { hash: message.hash, voiceOrigin: message.voiceOrigin, by: who },
          },
        ])
      }),
    async clip(id) {
      const row = await kysely
        .selectFrom('clip')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row)
        throw new Failure('notFound', `There is no clip ${id}: add the recording again.`, {
          fr: `Il n’y a pas de son ${id} : ajoutez de nouveau l’enregistrement.`,
        })
      return { id: row.id as ClipId, pcma: row.pcma, pcmu: row.pcmu }
    },
    approve: (campaign, hash, by, now) =>
      kysely.transaction().execute(async (tx) => {
        const newest = await newestOf(tx, campaign)
        const version = versionOfSound(campaign, newest, hash)
        const { id } = await tx
          .insertInto('voice_message_approval')
          .values({ campaign_id: campaign, version, hash, approved_by: by, approved_at: now })
          .returning('id')
          .executeTakeFirstOrThrow()
        const what = 'voice message approved'
        await addEvent(tx, { ...change(campaign, now, who), what, why: `by ${by}` })
        await appendToLedger(tx, await organisationOf(tx, campaign), [
          {
            kind: 'messageApproved',
            at: now,
            subject: `voiceMessageApproval/${id}`,
            content: { campaign, version, hash, by },
          },
        ])
      }),
  }
}

/** null when there is the live version only, as it was before there were others. */
function versionsOf({ voicemail, callback }: VoiceMessage): string | null {
  if (!voicemail && !callback) return null
  return JSON.stringify({ ...(voicemail && { voicemail }), ...(callback && { callback }) })
}

const change = (campaign: CampaignId, at: number, who: string) => ({
  campaign_id: campaign,
  at,
  who,
  from_state: null,
  to_state: null,
})

/** Locks the campaign, so that versions and approvals come one after the other, and marks it changed. */
async function newestOf(
  tx: Kysely<Tables>,
  campaign: CampaignId,
): Promise<VoiceMessage | undefined> {
  const found = await tx
    .updateTable('campaign')
    .set({ revision: sql`nextval('campaign_revision')` })
    .where('id', '=', campaign)
    .executeTakeFirst()
  if (found.numUpdatedRows === 0n) throw noSuchCampaign(campaign)
  return (await latestVoiceMessages(tx, [campaign])).get(campaign)
}

function refuseOldVersion(message: VoiceMessage, newest: VoiceMessage | undefined): void {
  if (!newest || newest.version < message.version) return
  throw new Failure(
    'wrongState',
    `Version ${newest.version} of the voice message is stored already: add this one as version ` +
      `${newest.version + 1}.`,
    {
      fr:
        `La version ${newest.version} du message vocal existe déjà : ajoutez celle-ci comme ` +
        `version ${newest.version + 1}.`,
      measured: String(message.version),
      limit: String(newest.version + 1),
    },
  )
}

function versionOfSound(
  campaign: CampaignId,
  newest: VoiceMessage | undefined,
  hash: string,
): number {
  if (!newest) {
    throw new Failure('wrongState', `Campaign "${campaign}" has no recording to approve yet.`, {
      fr: 'Cette campagne n’a pas encore d’enregistrement à approuver.',
    })
  }
  if (newest.hash === hash) return newest.version
  throw new Failure(
    'refused',
    'The recording is not the one that was listened to: listen to it again, then approve it.',
    {
      fr:
        'Ce n’est pas l’enregistrement qui a été écouté : écoutez-le de nouveau, puis ' +
        'approuvez-le.',
      measured: hash,
      limit: newest.hash,
    },
  )
}

async function addClips(tx: Kysely<Tables>, clips: readonly Clip[]): Promise<void> {
  for (const { id, pcma, pcmu } of clips) {
    await tx
      .insertInto('clip')
      .values({ id, pcma, pcmu })
      // No column is named: a tenant may add a sound that it cannot hear yet (0010_access.sql).
      .onConflict((on) => on.doNothing())
      .execute()
  }
}

/** The newest version of each campaign's voice message, with its newest approval. */
export async function latestVoiceMessages(
  kysely: Kysely<Tables>,
  campaigns: readonly string[],
): Promise<ReadonlyMap<string, VoiceMessage>> {
  if (campaigns.length === 0) return new Map()
  const rows = await kysely
    .selectFrom('voice_message as m')
    .leftJoin('voice_message_approval as a', (join) =>
      join
        .onRef('a.campaign_id', '=', 'm.campaign_id')
        .onRef('a.version', '=', 'm.version')
        .onRef('a.hash', '=', 'm.hash'),
    )
    .distinctOn('m.campaign_id')
    .select(['m.campaign_id', 'm.version', 'm.hash', 'm.parts', 'm.versions', 'm.voice_origin'])
    .select(['a.approved_by', 'a.approved_at', 'a.hash as approved_hash'])
    .where('m.campaign_id', 'in', [...campaigns])
    .orderBy('m.campaign_id')
    .orderBy('m.version', 'desc')
    .orderBy('a.id', (order) => order.desc().nullsLast())
    .execute()
  return new Map(rows.map((row) => [row.campaign_id, messageOf(row)]))
}

function messageOf(row: {
  version: number
  hash: string
  parts: VoiceMessage['parts']
  versions: Pick<VoiceMessage, 'voicemail' | 'callback'> | null
  voice_origin: VoiceMessage['voiceOrigin']
  approved_by: string | null
  approved_at: number | null
  approved_hash: string | null
}): VoiceMessage {
  const { approved_by: by, approved_at: at, approved_hash: approvedHash } = row
  return {
    version: row.version,
    hash: row.hash,
    parts: row.parts,
    ...row.versions,
    voiceOrigin: row.voice_origin,
    approval:
      by === null || at === null || approvedHash === null
        ? null
        : { by, at: epochMs(at), hash: approvedHash },
  }
}
