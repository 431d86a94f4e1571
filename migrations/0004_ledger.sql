-- The ledger: what was consented, withdrawn, imported, approved, declared, answered and erased, each
-- entry bound by hash to the one before (src/store/ledgerChain.ts). It holds hashes, no personal data.

-- What refers to what is held by `audit verify`, not by a foreign key: an import may append 100,000
-- entries, and each check of a row costs as much as its hash.
create table ledger (
  organisation_id bigint not null,
  seq             bigint not null check (seq > 0),
  at              bigint not null,
  kind            text   not null,
  -- Table and key of what is committed to, such as consent/12/7.
  subject         text   collate "C" not null,
  content_hash    text   not null check (content_hash ~ '^[0-9a-f]{64}$'),
  previous_hash   text   not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash            text   not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (organisation_id, seq)
);
create index ledger_subject on ledger (organisation_id, subject);

-- The last entry of each chain; locked by whoever adds to it, until its SqlTransaction ends. to_seal:
-- there may be rows older than the ledger, which the next `audit` command seals (ledgerSeal.ts).
create table ledger_head (
  organisation_id bigint  primary key references organisation,
  seq             bigint  not null,
  hash            text    not null,
  to_seal         boolean not null default false
);
insert into ledger_head
select id, 0, repeat('0', 64), true from organisation
where exists (select from source) or exists (select from consent) or exists (select from suppression)
  or exists (select from campaign);

-- What opens the commitment of an entry: its salt, and its content where no other table holds it.
-- Forgotten with the person (salt and content null): then nobody can try out what was hashed, while the
-- chain still holds.
create table ledger_opening (
  organisation_id bigint not null,
  seq             bigint not null,
  salt            text   check (salt ~ '^[0-9a-f]{64}$'),
  content         jsonb,
  primary key (organisation_id, seq),
  check (salt is not null or content is null)
);

-- Append-only in the database itself, whoever asks.
create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % of % is refused', lower(tg_op), tg_table_name;
end $$;
create trigger ledger_append_only before update or delete or truncate on ledger
  for each statement execute function refuse_ledger_change();
create trigger ledger_opening_kept before delete or truncate on ledger_opening
  for each statement execute function refuse_ledger_change();

-- ── wordings: each exact text once ──────────────────────────────────────────────────────────────────
create table wording (
  organisation_id bigint not null references organisation,
  hash            text   not null check (hash = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
  text            text   not null check (text <> ''),
  language        text   not null default 'fr',
  -- As it was called when first met.
  version         text   not null,
  first_seen      bigint not null,
  primary key (organisation_id, hash)
);
-- As each source calls its wordings: two of them may call different texts v1.
create table source_wording (
  source_id bigint not null references source on delete cascade,
  version   text   not null,
  hash      text   not null,
  primary key (source_id, version)
);
insert into wording (organisation_id, hash, text, version, first_seen)
select distinct on (s.organisation_id, w->>'text') s.organisation_id,
  encode(sha256(convert_to(w->>'text', 'UTF8')), 'hex'), w->>'text', w->>'version', s.imported_at
from source s cross join lateral jsonb_array_elements(s.wordings) w
order by s.organisation_id, w->>'text', s.imported_at, s.id;
insert into source_wording (source_id, version, hash)
select s.id, w->>'version', encode(sha256(convert_to(w->>'text', 'UTF8')), 'hex')
from source s cross join lateral jsonb_array_elements(s.wordings) w;
alter table source drop column wordings;

-- From when consents under a wording are no longer good. Only ever added to; the newest counts, and a
-- null takes back what was said before.
create table wording_expiry (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null,
  hash            text   not null,
  expires_at      bigint,
  said_at         bigint not null,
  said_by         text   not null,
  foreign key (organisation_id, hash) references wording
);
create index wording_expiry_of on wording_expiry (organisation_id, hash, id desc);
create view wording_now as
select w.*, (
  select e.expires_at from wording_expiry e
  where e.organisation_id = w.organisation_id and e.hash = w.hash order by e.id desc limit 1
) as expires_at
from wording w;

-- ── consents given or withdrawn one by one ──────────────────────────────────────────────────────────
-- proof: {kind: web | call | office | file, reference, sha256?}.
alter table consent
  add column wording_hash text,
  add column proof        jsonb;

drop function consents_of(bigint, text, bigint);
-- Everything one number's holder allowed or refused, whether a file or a request says so, and from when
-- its wording is no longer good. A consent reported by two files stands here twice, which changes
-- nothing: the latest entry counts. A function, for a view over two tables is read whole before a person
-- is looked up in it (measured: 2 s).
create function consents_of(contact_id bigint, phone text, organisation_id bigint)
returns table (
  id bigint, kind text, controller text, channel text, at bigint, slots jsonb, wording_version text,
  source_id bigint, line integer, wording_hash text, wording_expired_at bigint, proof jsonb
) language sql stable as $$
  select e.id, e.kind, e.controller, e.channel, e.at, e.slots, e.wording_version, e.source_id, e.line,
    e.wording_hash, (
    select x.expires_at from wording_expiry x
    where x.organisation_id = $3 and x.hash = e.wording_hash order by x.id desc limit 1),
    e.proof
  from (
    select k.id, k.kind, k.controller, k.channel, k.at, k.slots, k.wording_version,
      null::bigint as source_id, null::integer as line, k.wording_hash, k.proof
    from consent k
    where k.contact_id = $1
    union all
    select m.line, 'given', s.controller, s.channel, m.consent_at, a.slots, m.wording_version,
      m.source_id, m.line, v.hash, null
    from mention m
    join source s on s.id = m.source_id and s.organisation_id = $3
    join slot_set a on a.source_id = m.source_id and a.n = m.slot_n
    left join source_wording v on v.source_id = m.source_id and v.version = m.wording_version
    where m.phone = $2 and m.consent_at is not null) e
$$;

-- ── rows of imports: bound in blocks of 1,000 lines ─────────────────────────────────────────────────
-- salt: as that of ledger_opening, one a row; once the row is erased its hash tells nothing.
alter table mention add column salt uuid not null default gen_random_uuid();

-- The text of a row is unambiguous: values are quoted, null is not the empty text. Days, because how a
-- date is written depends on the connection.
create function mention_hash(m mention) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(row(m.salt, m.line, m.part, m.parts, m.phone, m.shared_line, m.last_name,
    m.first_name, m.commune, m.postcode, m.insee, m.territory, m.home_key, m.said_by,
    m.said_at - date '2000-01-01', m.consent_at, m.slot_n, m.wording_version,
    m.objected_at)::text, 'UTF8'))
$$;

-- What one SqlTransaction deleted for good. Itself an entry of the ledger, which `appendToLedger` adds: it
-- names the entries whose openings were forgotten and the rows of imports that are no more.
create table erasure (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  at              bigint not null
);
-- erasure_id null: deleted without an entry. by_transaction: whose erasure it will be.
create table erased_mention (
  source_id      bigint   not null,
  line           integer  not null,
  part           smallint not null,
  hash           bytea    not null,
  by_transaction xid8     not null default pg_current_xact_id(),
  erasure_id     bigint   references erasure,
  primary key (source_id, line, part)
);
create index erased_mention_of on erased_mention (erasure_id);
create index erased_mention_by on erased_mention (by_transaction) where erasure_id is null;
create table erased_entry (
  organisation_id bigint not null,
  seq             bigint not null,
  by_transaction  xid8   not null default pg_current_xact_id(),
  erasure_id      bigint references erasure,
  primary key (organisation_id, seq)
);
create index erased_entry_of on erased_entry (erasure_id);
create index erased_entry_by on erased_entry (by_transaction) where erasure_id is null;

create function keep_hash_of_mention() returns trigger language plpgsql as $$
begin
  insert into erased_mention (source_id, line, part, hash)
  select m.source_id, m.line, m.part, mention_hash(m) from mentions m;
  return null;
end $$;
create trigger mention_erased after delete on mention
  referencing old table as mentions
  for each statement execute function keep_hash_of_mention();

create function keep_forgotten_entry() returns trigger language plpgsql as $$
begin
  insert into erased_entry (organisation_id, seq)
  select o.organisation_id, o.seq
  from openings_before b join openings_after o using (organisation_id, seq)
  where b.salt is not null and o.salt is null;
  return null;
end $$;
create trigger ledger_opening_forgotten after update on ledger_opening
  referencing old table as openings_before new table as openings_after
  for each statement execute function keep_forgotten_entry();

-- Who deletes a consent forgets what opens its entry.
create function forget_consents() returns trigger language plpgsql as $$
begin
  update ledger_opening o set salt = null, content = null
  from consents k cross join organisation g join ledger l on l.organisation_id = g.id
    and l.subject = 'consent/' || k.contact_id || '/' || k.id
  where o.organisation_id = l.organisation_id and o.seq = l.seq and o.salt is not null;
  return null;
end $$;
create trigger consent_erased after delete on consent
  referencing old table as consents
  for each statement execute function forget_consents();
