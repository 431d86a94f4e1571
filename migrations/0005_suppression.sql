-- Suppression that outlives the person: entries by keyed hash, lists of several holders, lifts; what a
-- running dialler must obey at once; and what stops a campaign after the call.

-- HMAC-SHA-256 (RFC 2104) of a number in E.164; the pads are values of the question, so that no key
-- is written beside the hashes.
create function number_hash(phone text, inner_pad bytea, outer_pad bytea) returns bytea
language sql stable parallel safe as $$
  select sha256(outer_pad || sha256(inner_pad || convert_to(phone, 'UTF8')))
$$;

-- Names that differ in case or spaces are one name, for objections (law/standingConsent.ts).
create function same_name(a text, b text) returns boolean language sql immutable parallel safe as $$
  select lower(regexp_replace(btrim(a), '\s+', ' ', 'g')) = lower(regexp_replace(btrim(b), '\s+', ' ', 'g'))
$$;

-- The key of this installation: its fingerprint, and the key itself only where no file keeps it.
create table number_key (
  the_only    boolean primary key default true check (the_only),
  fingerprint text    not null,
  secret      bytea
);

-- Keys of other holders of hashed lists, sealed under our own (AES-256-GCM).
create table suppression_list_key (
  id          bigint generated always as identity primary key,
  holder      text  not null,
  fingerprint text  not null unique,
  sealed      bytea not null
);

-- One file of one list as it was imported. Editions of a list share its name; what an earlier one
-- brought stands, for only the person's own act lifts an entry.
create table suppression_list (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  name            text   not null,
  holder          text   not null,
  dated           date   not null,
  scope           text   not null check (scope in ('organisation', 'controller', 'platform')),
  controller      text,
  hashed          boolean not null,
  key_id          bigint references suppression_list_key,
  file_name       text   not null,
  file_sha256     text   not null,
  imported_at     bigint not null,
  rows_read       bigint not null default 0,
  entries         bigint not null default 0,
  already_there   bigint not null default 0,
  rejected        bigint not null default 0,
  unique (organisation_id, name, file_sha256)
);

-- number_hash is empty only in rows of before, until the program that holds the key has filled it in.
-- phone: kept while the person is not erased. reference: the receipt of the person who objected.
-- whole_person: the person's own act, which reaches the other numbers known to be theirs.
alter table suppression
  alter column phone drop not null,
  alter column reason drop not null,
  alter column whole_person drop expression,
  alter column whole_person set default false,
  alter column whole_person set not null,
  add column number_hash bytea,
  add column list_id bigint references suppression_list,
  add column reference text,
  add check (number_hash is not null or phone is not null),
  add check (reason is not null or list_id is not null);
create index suppression_number on suppression (number_hash);
create index suppression_unhashed on suppression (id) where number_hash is null;
create index suppression_reference on suppression (reference) where reference is not null;
create index suppression_of_list on suppression (list_id) where list_id is not null;
drop index suppression_phone;
create index suppression_phone on suppression (phone) where phone is not null;
drop index suppression_once;
create unique index suppression_once on suppression (attempt_id, number_hash, scope)
  where attempt_id is not null;

-- The person took their objection back: only ever added to, with the proof of their own act.
create table suppression_lift (
  suppression_id bigint primary key references suppression,
  reference      text   not null,
  proof          text   not null,
  at             bigint not null,
  who            text   not null
);
create view standing_suppression as
select * from suppression s
where not exists (select from suppression_lift l where l.suppression_id = s.id);

-- Recordings nobody may hear any more, by their hash. A new version has another one.
create table message_kill (
  hash      text   primary key,
  why       text   not null,
  killed_by text   not null,
  at        bigint not null
);

-- Written beside an armed attempt by whoever learns that its call must not be, or must end: the runner
-- that has it ends it. Not the state in the index: an attempt that ends would be written twice.
alter table attempt add column barred text check (barred in ('person', 'message'));
create index attempt_barred on attempt (campaign_id) where barred is not null;

-- What stops a campaign by itself: shares stricter than the usual ones, and the counts from which it
-- is measured (those at the last resume by hand, once it had stopped by itself).
create table campaign_threshold (
  campaign_id        text   primary key references campaign,
  objection_share_max double precision,
  complaint_share_max double precision,
  answers_before     bigint not null default 0,
  objections_before  bigint not null default 0,
  complaints_before  bigint not null default 0,
  paused_at          bigint
);
create table complaint (
  campaign_id text   not null references campaign,
  reference   text   not null,
  at          bigint not null,
  primary key (campaign_id, reference)
);
