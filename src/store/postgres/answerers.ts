/**
 * Who answered, kept with the end of the attempt in its SqlTransaction: the verdict and what it was judged
 * by, so that it can be judged again. Features only: no law known here lets sound be kept (law/recordedAnswerers.ts).
 */
import type { AmdFeatures, AmdVerdictName } from '../../base/amd.ts'
import type { CampaignId } from '../../base/ids.ts'
import { type AnswererLabel, agreedLabel, type JudgedVerdict } from '../../report/answerers.ts'
import type { Database } from '../database.ts'
import type { AttemptEnd } from '../store.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

/** Counters are locked by campaign before (counters.ts). A late end of an unknown attempt adds nothing. */
const keep = {
  name: 'answerers-keep',
  text: `with e as (
           select * from jsonb_to_recordset($1) as e(
             attempt uuid, verdict text, at_ms integer, confidence real, features jsonb,
             voice_track text, first_beep_ms integer, signs jsonb)
         ), kept as (
           insert into answerer (attempt_id, campaign_id, verdict, at_ms, confidence, features,
             voice_track, first_beep_ms, signs)
           select a.id, a.campaign_id, e.verdict, e.at_ms, e.confidence, e.features, e.voice_track,
             e.first_beep_ms, e.signs
           from e join attempt a on a.id = e.attempt and a.state = 'ended'
           on conflict (attempt_id) do nothing
           returning campaign_id, verdict
         )
         insert into answerer_counter as k (campaign_id, verdict, calls)
         select campaign_id, verdict, count(*) from kept group by campaign_id, verdict
         order by campaign_id, verdict
         on conflict (campaign_id, verdict) do update set calls = k.calls + excluded.calls`,
}

export async function keepAnswerers(client: SqlClient, ends: readonly AttemptEnd[]): Promise<void> {
  const rows = ends.flatMap(answererOf)
  if (rows.length > 0) await rowsOf(client, keep, [JSON.stringify(rows)])
}

function answererOf({ attempt, answeredBy, farSigns = [] }: AttemptEnd): readonly object[] {
  if (answeredBy === undefined) return []
  const { verdict, atMs, confidence, features, voiceTrack = '' } = answeredBy
  const beep = farSigns.find((sign) => sign.is === 'beep')
  return [
    {
      ...{ attempt, verdict, confidence, features, at_ms: Math.round(atMs), signs: farSigns },
      ...{ voice_track: voiceTrack, first_beep_ms: beep?.fromMs },
    },
  ]
}

const counts = {
  name: 'answerers-counts',
  text: 'select verdict, calls from answerer_counter where campaign_id = $1',
}
/** At most as many rows as were drawn (answererSample.ts). */
const judged = {
  name: 'answerers-judged',
  text: `select a.verdict, array_agg(l.label) as labels
         from answerer_label l join answerer a on a.attempt_id = l.attempt_id
         where l.campaign_id = $1 group by a.attempt_id, a.verdict`,
}

/** How many calls each verdict was given to, and what people say of those they judged. */
export async function judgedVerdicts(
  { pool }: Pick<Database, 'pool'>,
  campaign: CampaignId,
): Promise<readonly JudgedVerdict[]> {
  type Counted = { readonly verdict: AmdVerdictName; readonly calls: number }
  type Judged = { readonly verdict: AmdVerdictName; readonly labels: readonly AnswererLabel[] }
  const [counted, said] = await Promise.all([
    rowsOf<Counted>(pool, counts, [campaign]),
    rowsOf<Judged>(pool, judged, [campaign]),
  ])
  return counted.map(({ verdict, calls }) => {
    const labels: Partial<Record<AnswererLabel, number>> = {}
    for (const each of said) {
      if (each.verdict !== verdict) continue
      const label = agreedLabel(each.labels)
      labels[label] = (labels[label] ?? 0) + 1
    }
    return { verdict, calls, labels }
  })
}

export interface KeptAnswerer {
  readonly attempt: string
  readonly verdict: AmdVerdictName
  readonly features: AmdFeatures
}

const answerersPerPage = 1000
const page = {
  name: 'answerers-page',
  text: `select attempt_id as attempt, verdict, features from answerer
         where campaign_id = $1 and attempt_id > $2 order by attempt_id limit ${answerersPerPage}`,
}
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Everything kept of a campaign, to be judged again. */
export async function* keptAnswerers(
  { pool }: Pick<Database, 'pool'>,
  campaign: CampaignId,
): AsyncGenerator<KeptAnswerer> {
  let last = beforeAll
  for (;;) {
    const rows = await rowsOf<KeptAnswerer>(pool, page, [campaign, last])
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < answerersPerPage) return
    last = end.attempt
  }
}
