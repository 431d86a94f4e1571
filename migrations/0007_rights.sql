-- Rights of the people called (RGPD art. 12 to 21), and what was deleted when its time had come.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

-- What a person asked, with its clock. phone is there while somebody must answer; afterwards number_hash
-- (the keyed hash of the number, as in suppression) finds the request again. The ledger binds it.
create table rights_request (
  id              bigint generated always as identity unique,
  reference       text   primary key check (reference ~ '^PV(-[2-9A-HJ-NP-Z]{4}){2}$'),
  organisation_id bigint not null references organisation,
  kind            text   not null
                  check (kind in ('access', 'correct', 'export', 'erase', 'object', 'complain')),
  opened_at       bigint not null,
  due_at          bigint not null,
  channel         text   not null check (channel in ('web', 'call', 'office')),
  proof           text   check (proof in ('code')),
  number_hash     bytea  not null,
  phone           text   collate "C",
  words           text,
  reach           text   check (reach in ('campaign', 'organisation', 'everything')),
  state           text   not null default 'open' check (state in ('open', 'answered', 'refused')),
  answered_at     bigint,
  answered_by     text,
  answer          text,
  check ((state = 'open') = (answered_at is null)),
  check (state = 'open' or phone is null)
);
create index rights_request_of on rights_request (organisation_id, number_hash);
create index rights_request_due on rights_request (organisation_id, due_at) where state = 'open';

-- One row a batch of a purge, and a table of an erasure: which rule deleted how many rows of which
-- table. No personal data. kept_from: what is younger stays.
create table purge_log (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  at              bigint not null,
  rule            text   not null,
  article         text   not null,
  subject         text   not null,
  rows            bigint not null check (rows > 0),
  kept_from       bigint
);
create index purge_log_of on purge_log (organisation_id, at);

-- A target whose person was erased or purged keeps its place in the counts and its attempts, and points
-- at nobody. number_hash: of a person purged by time, so that the proof of their calls can be found by
-- whoever knows the number; empty when the person asked to be erased. area: département or territory in
-- which they were called, so that counts by place do not change when people go.
-- The first two or three signs of the commune's code, or the territory where no commune is known.
create function area_of(insee text, territory text) returns text
language sql immutable parallel safe as $$
  select coalesce(left(insee, case when insee ~ '^9[78]' then 3 else 2 end), territory)
$$;
alter table target alter contact_id drop not null;
alter table target add column number_hash bytea, add column area text;
alter table target add constraint target_of_nobody
  check (contact_id is not null or state in ('done', 'refused'));
create index target_of_hash on target (number_hash) where number_hash is not null;

-- What remains of a consent once the person was purged by time: its proof, by keyed hash, until the end
-- of the limitation period (RGPD art. 17 § 3 e).
create table consent_proof (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  number_hash     bytea  not null,
  kind            text   not null check (kind in ('given', 'withdrawn')),
  controller      text   not null,
  channel         text   not null,
  at              bigint not null,
  slots           jsonb  not null,
  wording_version text,
  wording_hash    text,
  proof           jsonb,
  source_id       bigint references source,
  line            integer,
  purged_at       bigint not null
);
create index consent_proof_of on consent_proof (organisation_id, number_hash);

-- When the last person was purged from a campaign whose time had come: it is not asked about again.
alter table campaign add column people_purged_at bigint;

-- For the purge, which walks along ids.
alter table proved_number add column id bigint generated always as identity;

-- What the person said of themselves stands against any file imported later.
alter table contact add own_words boolean not null default false;
