-- Contacts, where every fact about them came from, and what they allowed or refused.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

create table organisation (
  id   bigint generated always as identity primary key,
  name text not null unique
);
insert into organisation (name) values ('Portevoix');

-- The file or form facts came from, as it was declared. One import = one source; the same file, read
-- and declared the same way, is found again by import_sha256, the hash of all three. wordings: the
-- exact texts agreed to, [{version, text}]; slots as in consent.
create table source (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  kind            text   not null,
  holder          text   not null,
  collected_from  date   not null,
  collected_to    date   not null,
  controller      text,
  channel         text,
  wordings        jsonb  not null default '[]',
  slots           jsonb  not null default '[]',
  evidence_file   text,
  evidence_sha256 text,
  file_name       text   not null,
  file_sha256     text   not null,
  import_sha256   text   not null,
  imported_at     bigint not null,
  rows_read       bigint not null default 0,
  rows_accepted   bigint not null default 0,
  rows_duplicate  bigint not null default 0,
  rows_rejected   bigint not null default 0,
  unique (organisation_id, import_sha256)
);

-- One row per telephone number. person_id groups the numbers of one person, household_id those of one
-- home; each is the id of one of its contacts. home_key: hash of last name and full address.
-- contact and mention take a million rows in one import: a foreign key checked row by row would cost
-- 4 s each per million (measured), so what they refer to is written by the same SqlTransaction, and
-- erasing a contact erases the rest through the trigger below.
create table contact (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null,
  phone           text   collate "C" not null,
  person_id       bigint not null,
  household_id    bigint not null,
  last_name       text,
  first_name      text,
  commune         text,
  postcode        text,
  insee           text,
  territory       text,
  home_key        uuid,
  created_at      bigint not null,
  unique (organisation_id, phone)
);
create index contact_person on contact (person_id);
create index contact_household on contact (household_id);
create index contact_home on contact (home_key) where home_key is not null;

-- The different answers of one source to « when may we call? »: thousands of people give the same few.
create table slot_set (
  source_id bigint  not null references source,
  n         integer not null,
  slots     jsonb   not null,
  primary key (source_id, n)
);

-- What one row of one source said about one number: the provenance of each fact, and the consent it
-- reports. A fact not said is null. part: which of the `parts` numbers of its row; shared_line: fixed,
-- not mobile. said_by, said_at: who placed the person in that commune, and when. slot_n: see slot_set.
-- objected_at: the row says that this person does not want to be called.
create table mention (
  source_id       bigint   not null,
  line            integer  not null,
  part            smallint not null,
  parts           smallint not null,
  phone           text     collate "C" not null,
  shared_line     boolean  not null,
  last_name       text,
  first_name      text,
  commune         text,
  postcode        text,
  insee           text,
  territory       text,
  home_key        uuid,
  said_by         text,
  said_at         date,
  consent_at      bigint,
  slot_n          integer,
  wording_version text,
  objected_at     bigint,
  primary key (source_id, line, part)
);
create index mention_phone on mention (phone);

-- The same, one row a fact: who said it, in which line of which source.
create view provenance as
select c.id as contact_id, m.source_id, m.line, f.fact, f.value, f.said_by, f.said_at
from contact c
join mention m on m.phone = c.phone
join source s on s.id = m.source_id and s.organisation_id = c.organisation_id
cross join lateral (values
  ('phone', m.phone, null::text, null::date),
  ('lastName', m.last_name, null, null),
  ('firstName', m.first_name, null, null),
  ('commune', m.commune, m.said_by, m.said_at),
  ('postcode', m.postcode, m.said_by, m.said_at),
  ('insee', m.insee, m.said_by, m.said_at),
  ('territory', m.territory, m.said_by, m.said_at)
) as f (fact, value, said_by, said_at)
where f.value is not null;

-- Consents given or withdrawn otherwise than by a file: key 9, a request. Append-only. Slots as in
-- contacts/consent.ts.
create table consent (
  id              bigint generated always as identity,
  contact_id      bigint not null,
  kind            text   not null check (kind in ('given', 'withdrawn')),
  controller      text   not null,
  channel         text   not null,
  at              bigint not null,
  slots           jsonb  not null default '[]',
  wording_version text,
  primary key (contact_id, id)
);

-- Everything one number's holder allowed or refused, whether a file or a request says so. A consent
-- reported by two files stands here twice, which changes nothing: the latest entry counts. A function,
-- for a view over two tables is read whole before a person is looked up in it (measured: 2 s).
create function consents_of(contact_id bigint, phone text, organisation_id bigint)
returns table (
  id bigint, kind text, controller text, channel text, at bigint, slots jsonb, wording_version text,
  source_id bigint, line integer
) language sql stable as $$
  select k.id, k.kind, k.controller, k.channel, k.at, k.slots, k.wording_version, null, null
  from consent k
  where k.contact_id = $1
  union all
  select m.line, 'given', s.controller, s.channel, m.consent_at, a.slots, m.wording_version,
    m.source_id, m.line
  from mention m
  join source s on s.id = m.source_id and s.organisation_id = $3
  join slot_set a on a.source_id = m.source_id and a.n = m.slot_n
  where m.phone = $2 and m.consent_at is not null
$$;

create function erase_contact_facts() returns trigger language plpgsql as $$
begin
  delete from mention m using erased e, source s
    where m.phone = e.phone and s.id = m.source_id and s.organisation_id = e.organisation_id;
  delete from consent k using erased e where k.contact_id = e.id;
  return null;
end $$;
create trigger contact_erased after delete on contact
  referencing old table as erased
  for each statement execute function erase_contact_facts();

-- An objection made in a call, or stated by a row of a file, is the person's: it reaches the other
-- numbers known to be theirs. Any other entry reaches the number it names.
create table suppression (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  phone           text   not null,
  scope           text   not null check (scope in ('organisation', 'controller', 'platform')),
  controller      text,
  reason          text   not null,
  at              bigint not null,
  attempt_id      uuid,
  source_id       bigint references source,
  line            integer,
  whole_person    boolean generated always as
                  (attempt_id is not null or source_id is not null) stored
);
create index suppression_phone on suppression (phone);
