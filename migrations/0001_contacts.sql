-- Contacts, where every fact about them came from, and what they allowed or refused.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

create table organisation (
  id   bigint generated always as identity primary key,
  name text not null unique
);
insert into organisation (name) values ('Portevoix');

-- The file or form facts came from. One import = one source; the same file again is found by its hash.
create table source (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  kind            text   not null,
  holder          text   not null,
  collected_from  date,
  collected_to    date,
  controller      text,
  channel         text,
  wording         text,
  wording_version text,
  slots           jsonb  not null default '[]',
  evidence_file   text,
  evidence_sha256 text,
  file_name       text   not null,
  file_sha256     text   not null,
  imported_at     bigint not null,
  rows_read       bigint not null default 0,
  rows_accepted   bigint not null default 0,
  rows_rejected   bigint not null default 0,
  unique (organisation_id, file_sha256)
);

-- One row per telephone number. person_id groups the numbers of one person, household_id those of one home.
create table contact (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  phone           text   not null,
  person_id       bigint not null,
  household_id    bigint not null,
  last_name       text,
  first_name      text,
  commune         text,
  postcode        text,
  insee           text,
  territory       text,
  created_at      bigint not null,
  unique (organisation_id, phone)
);
create index contact_person on contact (person_id);
create index contact_household on contact (household_id);

-- Who said which fact, when. fact: phone, name, commune, insee, postcode …
create table provenance (
  contact_id bigint not null references contact on delete cascade,
  source_id  bigint not null references source,
  fact       text   not null,
  value      text,
  line       bigint not null,
  said_by    text,
  said_at    date,
  primary key (contact_id, source_id, fact)
);

-- Ledger, append-only: a consent given or withdrawn. Slots as in law/facts.ts.
create table consent (
  id              bigint generated always as identity primary key,
  contact_id      bigint not null references contact on delete cascade,
  kind            text   not null check (kind in ('given', 'withdrawn')),
  controller      text   not null,
  channel         text   not null,
  at              bigint not null,
  slots           jsonb  not null default '[]',
  wording_version text,
  source_id       bigint references source,
  line            bigint
);
create index consent_contact on consent (contact_id);

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
