/**
 * What ledger entries speak of, and how each is read again: subject `consent/12/7` is key `12/7` of the
 * subject `consent`. Whoever writes a table that must not be changed unseen adds one row here.
 *
 * - `read`: $1 organisation, $2 text[] of keys → rows (key, content jsonb). Only columns that never
 *   change after the entry was appended (an answer given later is a subject of its own), no clock.
 * - `every`: $1 organisation → all keys there are: a row without an entry was inserted by hand.
 *
 * The content of a subject that stands here is read from its own table by `appendToLedger`, in the same
 * SqlTransaction, after the row was written. Of any other subject the content given is kept beside the
 * ledger.
 */
import type { LedgerKind } from '../ledger.ts'

export interface AuditSubject {
  /** What stands before the first `/` of the subject. */
  readonly name: string
  /** Of an entry made for a row that is older than the ledger. */
  readonly kind: LedgerKind
  readonly read: string
  readonly every: string
}

export const auditSubjects: readonly AuditSubject[] = [
  // Neither the number nor the words: they are forgotten once answered, or with the person.
  {
    name: 'rights',
    kind: 'rightsOpened',
    read: `select reference as key, jsonb_build_object('request', kind, 'openedAt', opened_at,
             'dueAt', due_at, 'channel', channel, 'proof', proof, 'reach', reach) as content
           from rights_request where organisation_id = $1 and reference = any($2)`,
    every: 'select reference as key from rights_request where organisation_id = $1',
  },
  {
    name: 'rightsAnswer',
    kind: 'rightsAnswered',
    read: `select reference as key, jsonb_build_object('state', state, 'answeredAt', answered_at,
             'by', answered_by) as content
           from rights_request where organisation_id = $1 and reference = any($2)`,
    every: `select reference as key from rights_request
            where organisation_id = $1 and state <> 'open'`,
  },
  {
    name: 'purge',
    kind: 'purged',
    read: `select id::text as key, jsonb_build_object('at', at, 'rule', rule, 'article', article,
             'subject', subject, 'rows', rows, 'keptFrom', kept_from) as content
           from purge_log where organisation_id = $1 and id = any($2::bigint[])`,
    every: 'select id::text as key from purge_log where organisation_id = $1',
  },
]

export function auditSubjectOf(subject: string): AuditSubject | undefined {
  const name = nameOf(subject)
  return auditSubjects.find((known) => known.name === name)
}

export const nameOf = (subject: string): string => subject.slice(0, subject.indexOf('/'))
export const keyOf = (subject: string): string => subject.slice(subject.indexOf('/') + 1)
