/**
 * How the ledger reads again what the people called asked and were answered: objections, requests, what
 * was deleted. Numbers by keyed hash only, for these rows outlive the person.
 */
import { type AuditSubject, idKey } from './auditSubject.ts'

type Reading = Pick<AuditSubject, 'read' | 'every'>

/** One receipt: the number, and the others of the person that the same act bars. */
const suppression: Reading = {
  read: `select s.reference as key, jsonb_agg(jsonb_build_object('scope', s.scope,
      'controller', s.controller, 'number', encode(s.number_hash, 'hex'), 'reason', s.reason,
      'at', s.at, 'attempt', s.attempt_id, 'person', s.whole_person) order by s.id) as content
    from suppression s where s.organisation_id = $1 and s.reference = any($2) group by s.reference`,
  every: `select distinct reference as key from suppression
    where organisation_id = $1 and reference is not null`,
}

/** Those that the rows of one file state. */
const ofSource: Reading = {
  read: `select s.source_id::text as key, jsonb_build_object('rows', count(*), 'hash',
      encode(sha256(convert_to(string_agg(row(s.scope, s.controller, encode(s.number_hash, 'hex'),
        s.reason, s.at, s.whole_person)::text, '' order by s.id), 'UTF8')), 'hex')) as content
    from suppression s where s.organisation_id = $1 and s.source_id = any($2::bigint[])
    group by s.source_id`,
  every: `select distinct source_id::text as key from suppression
    where organisation_id = $1 and source_id is not null`,
}

/** Older than receipts. */
const single: Reading = {
  read: `select s.id::text as key, jsonb_build_object('scope', s.scope, 'controller', s.controller,
      'number', encode(s.number_hash, 'hex'), 'reason', s.reason, 'at', s.at,
      'attempt', s.attempt_id) as content
    from suppression s where s.organisation_id = $1 and s.id = any($2::bigint[])`,
  every: `select id::text as key from suppression where organisation_id = $1
    and reference is null and source_id is null and list_id is null`,
}

const request: Reading = {
  read: `select r.reference as key, jsonb_build_object('kind', r.kind, 'openedAt', r.opened_at,
      'dueAt', r.due_at, 'channel', r.channel, 'proof', r.proof,
      'number', encode(r.number_hash, 'hex'), 'reach', r.reach) as content
    from rights_request r where r.organisation_id = $1 and r.reference = any($2)`,
  every: 'select reference as key from rights_request where organisation_id = $1',
}

const answer: Reading = {
  read: `select r.reference as key, jsonb_build_object('state', r.state, 'at', r.answered_at,
      'by', r.answered_by) as content
    from rights_request r
    where r.organisation_id = $1 and r.reference = any($2) and r.state <> 'open'`,
  every: `select reference as key from rights_request
    where organisation_id = $1 and state <> 'open'`,
}

const purge: Reading = {
  read: `select p.id::text as key, jsonb_build_object('at', p.at, 'rule', p.rule,
      'article', p.article, 'subject', p.subject, 'rows', p.rows, 'keptFrom', p.kept_from) as content
    from purge_log p where p.organisation_id = $1 and p.id = any($2::bigint[])`,
  every: 'select id::text as key from purge_log where organisation_id = $1',
}

export const rightsSubjects: readonly AuditSubject[] = [
  { name: 'suppression', kind: 'suppressed', ...suppression },
  { name: 'sourceObjections', kind: 'suppressed', key: idKey, ...ofSource },
  { name: 'singleSuppression', kind: 'suppressed', key: idKey, ...single },
  { name: 'rights', kind: 'rightsOpened', ...request },
  { name: 'rightsAnswer', kind: 'rightsAnswered', ...answer },
  { name: 'purge', kind: 'purged', key: idKey, ...purge },
]
