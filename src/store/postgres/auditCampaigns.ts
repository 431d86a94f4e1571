/** How the ledger reads campaigns again: recordings, who approved them, declarations, moves. */
import { type AuditSubject, idKey } from './auditSubject.ts'

type Reading = Pick<AuditSubject, 'read' | 'every'>

/** With the sound itself, in both laws (of the same length): another one under the same id is found. */
const voiceMessage: Reading = {
  read: `select a.key, jsonb_build_object('hash', m.hash, 'parts', m.parts, 'versions', m.versions,
      'voiceOrigin', m.voice_origin, 'addedAt', m.added_at, 'sound', (
        select jsonb_object_agg(s.id, encode(sha256(s.pcma || s.pcmu), 'hex')) from clip s
        where s.id in (select named #>> '{}' from jsonb_path_query(
          jsonb_build_array(m.parts, m.versions), '$.**.clip') as named))) as content
    from unnest($2::text[]) as a(key)
    join voice_message m on m.campaign_id || '/' || m.version = a.key
    join campaign c on c.id = m.campaign_id and c.organisation_id = $1`,
  every: `select m.campaign_id || '/' || m.version as key from voice_message m
    join campaign c on c.id = m.campaign_id where c.organisation_id = $1`,
}

const approval: Reading = {
  read: `select y.id::text as key, jsonb_build_object('campaign', y.campaign_id, 'version', y.version,
      'hash', y.hash, 'by', y.approved_by, 'at', y.approved_at) as content
    from voice_message_approval y
    join campaign c on c.id = y.campaign_id and c.organisation_id = $1
    where y.id = any($2::bigint[])`,
  every: `select y.id::text as key from voice_message_approval y
    join campaign c on c.id = y.campaign_id where c.organisation_id = $1`,
}

const declaration: Reading = {
  read: `select d.id::text as key, jsonb_build_object('campaign', d.campaign_id, 'part', d.part,
      'value', d.value, 'by', d.declared_by, 'at', d.declared_at) as content
    from legal_declaration d
    join campaign c on c.id = d.campaign_id and c.organisation_id = $1
    where d.id = any($2::bigint[])`,
  every: `select d.id::text as key from legal_declaration d
    join campaign c on c.id = d.campaign_id where c.organisation_id = $1`,
}

/** Each version of whom a campaign chooses. */
const audience: Reading = {
  read: `select a.campaign_id || '/' || a.version as key, jsonb_build_object(
      'selection', a.selection, 'insee', a.insee, 'by', a.chosen_by, 'at', a.chosen_at,
      'counts', a.counts) as content
    from unnest($2::text[]) as asked(key)
    join campaign_audience a on a.campaign_id || '/' || a.version = asked.key
    join campaign c on c.id = a.campaign_id and c.organisation_id = $1`,
  every: `select a.campaign_id || '/' || a.version as key from campaign_audience a
    join campaign c on c.id = a.campaign_id where c.organisation_id = $1`,
}

/** Moves only: recordings and declarations are subjects of their own. */
const move: Reading = {
  read: `select e.id::text as key, jsonb_build_object('campaign', e.campaign_id, 'at', e.at,
      'who', e.who, 'what', e.what, 'from', e.from_state, 'to', e.to_state, 'why', e.why) as content
    from campaign_event e
    join campaign c on c.id = e.campaign_id and c.organisation_id = $1
    where e.id = any($2::bigint[])`,
  every: `select e.id::text as key from campaign_event e
    join campaign c on c.id = e.campaign_id where c.organisation_id = $1 and e.what = 'moved'`,
}

export const campaignSubjects: readonly AuditSubject[] = [
  { name: 'voiceMessage', kind: 'messageAdded', ...voiceMessage },
  { name: 'voiceMessageApproval', kind: 'messageApproved', key: idKey, ...approval },
  { name: 'legalDeclaration', kind: 'declared', key: idKey, ...declaration },
  { name: 'campaignAudience', kind: 'declared', ...audience },
  { name: 'campaignEvent', kind: 'campaignMoved', key: idKey, ...move },
]
