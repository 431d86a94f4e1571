/** Takes with their steps, and the script that is read aloud (migrations/0015_recordings.sql). */
import type pg from 'pg'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { Database } from '../database.ts'
import type { DraftRecording, MessageStore, NewStep, SavedScript, Track } from '../messageStore.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

/** More are forgotten, the oldest first: a take of three minutes has 2.9 MB. */
export const stepsKeptMax = 8

type DraftVerbs = Pick<
  MessageStore,
  | 'drafts'
  | 'draftSound'
  | 'addStep'
  | 'setSegments'
  | 'undoStep'
  | 'removeDraft'
  | 'script'
  | 'saveScript'
  | 'fitCampaign'
>

const newest = {
  name: 'draft-newest',
  text: `select distinct on (track) track, step, revision, what, segments, source, analysis,
           made_by as "madeBy", made_at as "madeAt",
           (count(*) over (partition by track))::int - 1 as undoable
         from draft_recording where campaign_id = $1 order by track, step desc`,
}
const sound = {
  name: 'draft-sound',
  text: `select pcm16 from draft_recording where campaign_id = $1 and track = $2
         order by step desc limit 1`,
}
const insertStep = {
  name: 'draft-step',
  text: `insert into draft_recording (campaign_id, track, step, revision, what, pcm16, segments,
           source, analysis, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
}
const forgetSteps = {
  name: 'draft-forget',
  text: 'delete from draft_recording where campaign_id = $1 and track = $2 and step <= $3',
}
const segmentsOf = {
  name: 'draft-segments',
  text: `update draft_recording set segments = $4, revision = revision + 1
         where campaign_id = $1 and track = $2 and step = $3`,
}
const undo = {
  name: 'draft-undo',
  text: 'delete from draft_recording where campaign_id = $1 and track = $2 and step = $3',
}
/** Who changes what was undone saw an older revision. */
const afterUndo = {
  name: 'draft-after-undo',
  text: `update draft_recording set revision = $4
         where campaign_id = $1 and track = $2 and step = $3`,
}
const remove = {
  name: 'draft-remove',
  text: 'delete from draft_recording where campaign_id = $1 and track = $2',
}
const script = {
  name: 'message-script',
  text: 'select lines, voice_origin as "voiceOrigin" from message_script where campaign_id = $1',
}
const saveScript = {
  name: 'message-script-save',
  text: `insert into message_script (campaign_id, lines, voice_origin, saved_by, saved_at)
         values ($1, $2, $3, $4, $5)
         on conflict (campaign_id) do update set lines = excluded.lines,
           voice_origin = excluded.voice_origin, saved_by = excluded.saved_by,
           saved_at = excluded.saved_at`,
}
const fit = {
  name: 'message-fit',
  text: `update campaign set answering_machines = coalesce($2, answering_machines),
           max_talk_ms = greatest(max_talk_ms, $3), revision = nextval('campaign_revision') where id = $1`,
}

export function draftVerbs({ pool }: Database): DraftVerbs {
  return {
    drafts: (campaign) => rowsOf<DraftRecording>(pool, newest, [campaign]),
    async draftSound(campaign, track) {
      const [row] = await rowsOf<{ pcm16: Uint8Array }>(pool, sound, [campaign, track])
      if (!row) throw nothingRecorded()
      return row.pcm16
    },
    addStep: (campaign, track, step, { seen, who, now }) =>
      changing(pool, campaign, async (client) => {
        const current = await currentOf(client, campaign, track)
        if (seen !== null) refuseChanged(current, seen)
        const number = (current?.step ?? 0) + 1
        await rowsOf(client, insertStep, [
          ...[campaign, track, number, (current?.revision ?? 0) + 1, ...valuesOf(step)],
          ...[who, now],
        ])
        await rowsOf(client, forgetSteps, [campaign, track, number - stepsKeptMax])
      }),
    setSegments: (campaign, track, segments, seen) =>
      changing(pool, campaign, async (client) => {
        const current = await currentOf(client, campaign, track)
        const { step } = refuseChanged(current, seen)
        await rowsOf(client, segmentsOf, [campaign, track, step, JSON.stringify(segments)])
      }),
    undoStep: (campaign, track, seen) =>
      changing(pool, campaign, async (client) => {
        const { step, revision, undoable } = refuseChanged(
          await currentOf(client, campaign, track),
          seen,
        )
        if (undoable === 0)
          throw new Failure('wrongState', 'There is nothing left to undo.', {
            fr: 'Il n’y a plus rien à annuler.',
          })
        await rowsOf(client, undo, [campaign, track, step])
        await rowsOf(client, afterUndo, [campaign, track, step - 1, revision + 1])
      }),
    async removeDraft(campaign, track) {
      await rowsOf(pool, remove, [campaign, track])
    },
    async script(campaign) {
      const [row] = await rowsOf<SavedScript>(pool, script, [campaign])
      return row ?? null
    },
    async saveScript(campaign, { lines, voiceOrigin }, who, now) {
      await changing(pool, campaign, (client) =>
        rowsOf(client, saveScript, [campaign, JSON.stringify(lines), voiceOrigin, who, now]),
      )
    },
    async fitCampaign(campaign, { answeringMachines, maxTalkMs }) {
      await rowsOf(pool, fit, [campaign, answeringMachines ?? null, maxTalkMs])
    },
  }
}

const nothingRecorded = (): Failure =>
  new Failure('notFound', 'Nothing is recorded here yet: record it, or drop a file.', {
    fr: 'Rien n’est encore enregistré ici : enregistrez-vous, ou déposez un fichier.',
  })

const valuesOf = ({ what, pcm16, segments, source, analysis }: NewStep): readonly unknown[] => [
  ...[what, Buffer.from(pcm16.buffer, pcm16.byteOffset, pcm16.byteLength)],
  ...[segments, source, analysis].map((each) => JSON.stringify(each)),
]

/** One change at a time of a campaign: it is locked, and must be there for whoever asks. */
const lock = { name: 'draft-lock', text: 'select id from campaign where id = $1 for no key update' }

function changing<Result>(
  pool: pg.Pool,
  campaign: CampaignId,
  change: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inSqlTransaction(pool, async (client) => {
    const [known] = await rowsOf(client, lock, [campaign])
    if (!known) throw noSuchCampaign(campaign)
    return change(client)
  })
}

async function currentOf(
  client: pg.PoolClient,
  campaign: CampaignId,
  track: Track,
): Promise<DraftRecording | undefined> {
  const all = await rowsOf<DraftRecording>(client, newest, [campaign])
  return all.find((each) => each.track === track)
}

function refuseChanged(current: DraftRecording | undefined, seen: number): DraftRecording {
  if (!current) throw nothingRecorded()
  if (current.revision === seen) return current
  throw new Failure(
    'wrongState',
    'The recording changed meanwhile, in another window or by somebody else: look at it again.',
    {
      fr:
        'L’enregistrement a changé entre-temps, dans une autre fenêtre ou par quelqu’un d’autre : ' +
        'regardez-le de nouveau.',
      measured: String(seen),
      limit: String(current.revision),
    },
  )
}
