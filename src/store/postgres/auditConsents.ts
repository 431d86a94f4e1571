/**
 * How the ledger reads consents again: those given or withdrawn one by one, the wordings they name, and
 * the sources that report them, whose rows are bound in blocks of 1,000 lines.
 */
import { linesPerBlock } from '../ledger.ts'
import { type AuditSubject, idKey, idPairKey, lineKey } from './auditSubject.ts'

/** Kind of the source that grows with each word of a person about themselves (correction.ts). */
const ownWords = 'person'

/** The number is in it: a consent carried over to another number is another consent. */
const consent: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select a.key, jsonb_build_object('phone', c.phone, 'kind', k.kind, 'controller', k.controller,
      'channel', k.channel, 'at', k.at, 'slots', k.slots, 'wording', k.wording_hash,
      'wordingVersion', k.wording_version, 'proof', k.proof) as content
    from unnest($2::text[]) as a(key)
    join consent k on k.contact_id = split_part(a.key, '/', 1)::bigint
      and k.id = split_part(a.key, '/', 2)::bigint
    join contact c on c.id = k.contact_id and c.organisation_id = $1`,
  every: `select k.contact_id || '/' || k.id as key,
      case k.kind when 'given' then 'consentGiven' else 'consentWithdrawn' end as kind
    from consent k
    join contact c on c.id = k.contact_id where c.organisation_id = $1`,
}

const wording: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select w.hash as key, jsonb_build_object('text', w.text, 'language', w.language,
      'version', w.version, 'firstSeen', w.first_seen) as content
    from wording w where w.organisation_id = $1 and w.hash = any($2)`,
  every: 'select hash as key from wording where organisation_id = $1',
}

const wordingExpiry: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select e.id::text as key, jsonb_build_object('wording', e.hash, 'expiresAt', e.expires_at,
      'saidAt', e.said_at, 'saidBy', e.said_by) as content
    from wording_expiry e where e.organisation_id = $1 and e.id = any($2::bigint[])`,
  every: 'select id::text as key from wording_expiry where organisation_id = $1',
}

/** With what it says of all its rows: the wordings and the slots that they name by number. */
const source: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select s.id::text as key, jsonb_build_object('kind', s.kind, 'holder', s.holder,
      'collectedFrom', s.collected_from - date '2000-01-01',
      'collectedTo', s.collected_to - date '2000-01-01', 'controller', s.controller,
      'channel', s.channel, 'slots', s.slots, 'evidenceFile', s.evidence_file,
      'evidenceSha256', s.evidence_sha256, 'fileName', s.file_name, 'fileSha256', s.file_sha256,
      'importSha256', s.import_sha256, 'importedAt', s.imported_at,
      'rows', jsonb_build_array(s.rows_read, s.rows_accepted, s.rows_duplicate, s.rows_rejected),
      'wordings', (select jsonb_object_agg(w.version, w.hash) from source_wording w
        where w.source_id = s.id),
      'slotSets', (select jsonb_object_agg(a.n, a.slots) from slot_set a where a.source_id = s.id)
    ) as content
    from source s where s.organisation_id = $1 and s.id = any($2::bigint[])`,
  every: `select id::text as key from source where organisation_id = $1 and kind <> '${ownWords}'`,
}

/** Rows erased since count with the hash they had. */
const mention: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select a.key, jsonb_build_object('rows', b.rows, 'hash', b.hash) as content
    from unnest($2::text[]) as a(key)
    cross join lateral (select split_part(a.key, '/', 1)::bigint as source,
      split_part(a.key, '/', 2)::integer * ${linesPerBlock} as first) p
    join source s on s.id = p.source and s.organisation_id = $1
    cross join lateral (
      select count(*) as rows,
        encode(sha256(string_agg(r.hash, ''::bytea order by r.line, r.part)), 'hex') as hash
      from (
        select m.line, m.part, mention_hash(m) as hash from mention m
        where m.source_id = p.source and m.line > p.first and m.line <= p.first + ${linesPerBlock}
        union all
        select e.line, e.part, e.hash from erased_mention e
        where e.source_id = p.source and e.line > p.first and e.line <= p.first + ${linesPerBlock}) r
    ) b where b.rows > 0`,
  every: `select s.id || '/' || block as key
    from source s
    cross join lateral generate_series(0, (
      select max(m.line) - 1 from mention m where m.source_id = s.id) / ${linesPerBlock}) as block
    where s.organisation_id = $1 and s.kind <> '${ownWords}' and exists (
      select from mention m where m.source_id = s.id and m.line > block * ${linesPerBlock}
        and m.line <= (block + 1) * ${linesPerBlock})`,
}

const correction: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select a.key, jsonb_build_object('hash', encode(r.hash, 'hex')) as content
    from unnest($2::text[]) as a(key)
    join source s on s.id = split_part(a.key, '/', 1)::bigint and s.organisation_id = $1
    cross join lateral (
      select mention_hash(m) as hash from mention m
      where m.source_id = s.id and m.line = split_part(a.key, '/', 2)::integer
      union all
      select e.hash from erased_mention e
      where e.source_id = s.id and e.line = split_part(a.key, '/', 2)::integer) r`,
  every: `select m.source_id || '/' || m.line as key from mention m join source s on s.id = m.source_id
    where s.organisation_id = $1 and s.kind = '${ownWords}'`,
}

const erasure: Pick<AuditSubject, 'read' | 'every'> = {
  read: `select e.id::text as key, jsonb_build_object('at', e.at,
      'entries', (select coalesce(jsonb_agg(x.seq order by x.seq), '[]') from erased_entry x
        where x.erasure_id = e.id and x.organisation_id = $1),
      'rows', (select count(*) from erased_mention m where m.erasure_id = e.id),
      'hash', (select encode(sha256(string_agg(convert_to(
          concat_ws('/', m.source_id, m.line, m.part, encode(m.hash, 'hex')), 'UTF8'), '\\x0a'::bytea
          order by m.source_id, m.line, m.part)), 'hex')
        from erased_mention m where m.erasure_id = e.id)) as content
    from erasure e where e.organisation_id = $1 and e.id = any($2::bigint[])`,
  every: 'select id::text as key from erasure where organisation_id = $1',
}

export const consentSubjects: readonly AuditSubject[] = [
  { name: 'wording', kind: 'wording', ...wording },
  { name: 'wordingExpiry', kind: 'wording', key: idKey, ...wordingExpiry },
  { name: 'source', kind: 'imported', key: idKey, ...source },
  { name: 'mention', kind: 'importedBlock', key: lineKey, ...mention },
  { name: 'consent', kind: 'consentGiven', key: idPairKey, ...consent },
  { name: 'correction', kind: 'declared', key: lineKey, ...correction },
  { name: 'erasure', kind: 'erased', key: idKey, ...erasure },
]
