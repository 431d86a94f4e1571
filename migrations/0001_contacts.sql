-- Contacts, where every fact about them came from, and what they allowed or refused.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

create table organisation (
  id   bigint generated always as identity primary key,
  name text not null unique
);
insert into organisation (name) values ('Portevoix');

-- The file or form facts came from, as it was declared. One import = one source; the same file again
-- is found by its hash. wordings: the exact texts agreed to, [{version, text}]; slots as in consent.
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
  imported_at     bigint not null,
  rows_read       bigint not null default 0,
  rows_accepted   bigint not null default 0,
  rows_duplicate  bigint not null default 0,
  rows_rejected   bigint not null default 0,
  unique (organisation_id, file_sha256)
);

-- One row per telephone number. person_id groups the numbers of one person, household_id those of one
-- home; each is the id of one of its contacts. home_key: hash of last name and full address.
-- contact, mention and consent take a million rows in one import: a foreign key checked row by row
-- would cost 4 s each per million (measured), so what they refer to is written by the same
-- SqlTransaction, and erasing a contact erases the rest through the trigger below.
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

-- What one line of one source said about one number: the provenance of each fact. A fact not said is
-- null. said_by, said_at: who placed the person in that commune, and when.
create table mention (
  contact_id bigint  not null,
  source_id  bigint  not null,
  line       integer not null,
  last_name  text,
  first_name text,
  commune    text,
  postcode   text,
  insee      text,
  territory  text,
  said_by    text,
  said_at    date,
  primary key (contact_id, source_id, line)
);

-- The same, one row a fact: who said it, in which line of which source.
create view provenance as
select m.contact_id, m.source_id, m.line, f.fact, f.value, f.said_by, f.said_at
from mention m
join contact c on c.id = m.contact_id
cross join lateral (values
  ('phone', c.phone, null::text, null::date),
  ('lastName', m.last_name, null, null),
  ('firstName', m.first_name, null, null),
  ('commune', m.commune, m.said_by, m.said_at),
  ('postcode', m.postcode, m.said_by, m.said_at),
  ('insee', m.insee, m.said_by, m.said_at),
  ('territory', m.territory, m.said_by, m.said_at)
) as f (fact, value, said_by, said_at)
where f.value is not null;

-- Ledger, append-only: a consent given or withdrawn. Slots as in contacts/consent.ts.
create table consent (
  id              bigint generated always as identity,
  contact_id      bigint not null,
  kind            text   not null check (kind in ('given', 'withdrawn')),
  controller      text   not null,
  channel         text   not null,
  at              bigint not null,
  slots           jsonb  not null default '[]',
  wording_version text,
  source_id       bigint,
  line            integer,
  primary key (contact_id, id)
);

create function erase_contact_facts() returns trigger language plpgsql as $$
begin
  delete from mention m using erased e where m.contact_id = e.id;
  delete from consent k using erased e where k.contact_id = e.id;
  return null;
end $$;
create trigger contact_erased after delete on contact
  referencing old table as erased
  for each statement execute function erase_contact_facts();

create table suppression (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  phone           text   not null,
  scope           text   not null check (scope in ('organisation', 'controller', 'platform')),
  controller      text,
  reason          text   not null,
  at              bigint not null,
  attempt_id      uuid
);
create index suppression_phone on suppression (phone);
