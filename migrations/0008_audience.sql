-- Whom a campaign chooses, by what: places, what the person themselves gave, and public figures of whole
-- communes. And the count of who may be called, made chunk by chunk so that it can be taken up again.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

-- Only as the person gave it: in a form, in a conversation. Where they vote is not how they vote.
alter table mention add column language text, add column polling_district text;
alter table contact add column language text, add column polling_district text;

create or replace view provenance as
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
  ('territory', m.territory, m.said_by, m.said_at),
  ('language', m.language, null, null),
  ('pollingDistrict', m.polling_district, null, null)
) as f (fact, value, said_by, said_at)
where f.value is not null;

-- An edition of a public table of figures by commune (turnout, for instance), as it was imported.
create table place_table (
  id              bigint generated always as identity primary key,
  organisation_id bigint  not null references organisation,
  name            text    not null,
  holder          text    not null,
  dated           date    not null,
  figures         text[]  not null,
  file_name       text    not null,
  file_sha256     text    not null,
  imported_at     bigint  not null,
  rows            integer not null,
  unique (organisation_id, name, file_sha256)
);

-- One row a commune; numbers in the order of place_table.figures, null where the table is empty.
create table place_figure (
  table_id bigint not null references place_table,
  insee    text   collate "C" not null,
  numbers  double precision[] not null,
  primary key (table_id, insee)
);

-- Each version of a campaign's selection, the criteria as they are told in the notice, and the communes
-- they come to (null: not narrowed by commune). What was once chosen stays, to be shown later.
create table campaign_audience (
  campaign_id text    not null references campaign,
  version     integer not null,
  selection   jsonb   not null,
  insee       text[]  collate "C",
  chosen_by   text    not null,
  chosen_at   bigint  not null,
  counts      jsonb   not null,
  primary key (campaign_id, version)
);

-- A count of who may be called, at one instant under one version of the law. basis: hash of everything
-- it rests on; a count that was cut short is taken up only where nothing of that has changed.
create table screening (
  id          bigint generated always as identity primary key,
  campaign_id text    not null references campaign,
  basis       text    not null,
  subject     text    not null check (subject in ('contacts', 'targets')),
  judged_at   bigint  not null,
  last_person bigint  not null,
  chunk_size  integer not null check (chunk_size > 0)
);
create index screening_of on screening (campaign_id);

-- One row a chunk of persons that is done: written once, with what was counted.
create table screening_chunk (
  screening_id bigint not null references screening on delete cascade,
  after_person bigint not null,
  tally        jsonb  not null,
  primary key (screening_id, after_person)
);
