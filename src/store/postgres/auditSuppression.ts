/**
 * How the ledger reads again what lies beside the objections (auditRights.ts): lists, by the hash of
 * their numbers' keyed hashes; objections lifted; recordings that were killed.
 */
import { type AuditSubject, idKey } from './auditSubject.ts'

const lift: AuditSubject = {
  name: 'suppressionLift',
  kind: 'suppressionLifted',
  read: `select l.reference as key, jsonb_build_object('at', min(l.at), 'proof', min(l.proof),
      'who', min(l.who), 'entries', jsonb_agg(l.suppression_id order by l.suppression_id)) as content
    from suppression_lift l join suppression s on s.id = l.suppression_id
    where s.organisation_id = $1 and l.reference = any($2) group by l.reference`,
  every: `select distinct l.reference as key
    from suppression_lift l join suppression s on s.id = l.suppression_id
    where s.organisation_id = $1`,
}

/** One hash for each first byte of the numbers' hashes: an entry changed, removed or added is found. */
const list: AuditSubject = {
  name: 'suppressionList',
  kind: 'suppressed',
  key: idKey,
  read: `select l.id::text as key, jsonb_build_object('name', l.name, 'holder', l.holder,
      'dated', l.dated - date '2000-01-01', 'scope', l.scope, 'controller', l.controller,
      'file', l.file_sha256, 'importedAt', l.imported_at, 'entries', l.entries,
      'blocks', coalesce(b.hashes, '[]')) as content
    from suppression_list l cross join lateral (
      select jsonb_agg(block.hash order by block.n) as hashes from (
        select get_byte(s.number_hash, 0) as n,
          encode(sha256(string_agg(s.number_hash, ''::bytea order by s.number_hash)), 'hex') as hash
        from suppression s where s.list_id = l.id group by 1) as block) as b
    where l.organisation_id = $1 and l.id = any($2::bigint[])`,
  every: 'select id::text as key from suppression_list where organisation_id = $1',
}

/** A recording belongs to whoever campaigns with it. */
const kill: AuditSubject = {
  name: 'messageKill',
  kind: 'messageKilled',
  read: `select distinct m.hash as key, jsonb_build_object('hash', m.hash, 'why', m.why,
      'by', m.killed_by, 'at', m.at) as content
    from message_kill m where m.hash = any($2) and exists (
      select from voice_message v join campaign k on k.id = v.campaign_id
      where v.hash = m.hash and k.organisation_id = $1)`,
  every: `select distinct m.hash as key
    from message_kill m join voice_message v on v.hash = m.hash
    join campaign k on k.id = v.campaign_id where k.organisation_id = $1`,
}

export const suppressionSubjects: readonly AuditSubject[] = [lift, list, kill]
