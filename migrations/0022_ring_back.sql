-- Who rings back the number our calls show: each call that comes in, its own row, written before it is answered.
-- Instants are bigint milliseconds since 1970 (EpochMs), on the clock of the campaign it is about.

-- attempt_id: its own, as telephony names it. last_attempt_id: the call that is rung back. contact_id and
-- caller_hash: only where a person we hold rings; erasing them empties both, purging by time the first. A number
-- that is typed is kept nowhere but in the suppression it asked for. says, because: what was played, and the rule
-- that kept the message from being played. keys: of the menu, never of a number.
create table ring_back (
  id              bigint  generated always as identity primary key,
  organisation_id bigint  not null references organisation,
  attempt_id      uuid    not null unique,
  trunk_id        text    not null,
  called          text,
  campaign_id     text    references campaign,
  last_attempt_id uuid,
  contact_id      bigint,
  caller_hash     bytea,
  rehearsed       boolean not null default false,
  says            text    not null check (says in ('message', 'rights', 'general', 'nothing')),
  because         text,
  began_at        bigint  not null,
  answered_at     bigint,
  ended_at        bigint,
  outcome         text,
  heard_ms        integer,
  keys            text    not null default '',
  check ((ended_at is null) = (outcome is null))
) with (autovacuum_analyze_scale_factor = 0.01);
create index ring_back_of_campaign on ring_back (campaign_id, id) where campaign_id is not null;
create index ring_back_of_organisation on ring_back (organisation_id, id);
create index ring_back_of_contact on ring_back (contact_id) where contact_id is not null;
create index ring_back_of_hash on ring_back (caller_hash) where caller_hash is not null;
create index ring_back_open on ring_back (began_at) where outcome is null;
select guard_table('ring_back');

-- Counters, moved in the same SqlTransaction as what they count.
create table ring_back_counter (
  campaign_id  text   primary key references campaign,
  calls        bigint not null default 0,
  heard        bigint not null default 0,
  objections   bigint not null default 0,
  refused_busy bigint not null default 0
) with (fillfactor = 20);
select guard_child('ring_back_counter', 'campaign_id', 'campaign');

-- Which campaigns show the number that was rung. Who rings is found by (organisation_id, phone) of contact, then
-- by target_contact and the attempts of a target: no index of attempts is added for it.
create index campaign_shows on campaign (caller_id);
