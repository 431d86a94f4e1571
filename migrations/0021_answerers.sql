-- Who or what answered each call, as the ear judged it, with what it measured: so that another rule can judge
-- the same call again, and that people can say how often it is wrong. Never any sound.
-- Instants are bigint milliseconds since 1970 (EpochMs).

-- Goes with the attempt, and before it with the person (src/store/postgres/forgetting.ts).
create table answerer (
  attempt_id    uuid     primary key references attempt on delete cascade,
  campaign_id   text     not null references campaign,
  verdict       text     not null check (verdict in ('human', 'machine', 'screening', 'fax', 'unknown')),
  -- From our ACK to the verdict.
  at_ms         integer  not null check (at_ms >= 0),
  confidence    real     not null check (confidence between 0 and 1),
  features      jsonb    not null,
  -- src/base/voiceTrack.ts.
  voice_track   text     not null default '',
  first_beep_ms integer  check (first_beep_ms >= 0),
  -- src/call/farSigns.ts.
  signs         jsonb    not null default '[]',
  -- By chance, and the same for the same call whenever it is computed: samples are drawn in this order.
  lot           integer  not null generated always as
    (('x' || left(md5(campaign_id || attempt_id::text), 8))::bit(32)::integer) stored
);
create index answerer_lot on answerer (campaign_id, verdict, lot, attempt_id);
select guard_child('answerer', 'campaign_id', 'campaign');

-- How many, moved in the SqlTransaction of what it counts; of people forgotten since, the counts stay.
create table answerer_counter (
  campaign_id text   not null references campaign,
  verdict     text   not null,
  calls       bigint not null default 0,
  primary key (campaign_id, verdict)
) with (fillfactor = 20);
select guard_child('answerer_counter', 'campaign_id', 'campaign');

-- Calls drawn to be judged by people. turn: those of one turn, one of each verdict at most, come together.
create table answerer_sample (
  attempt_id  uuid    primary key references answerer on delete cascade,
  campaign_id text    not null references campaign,
  turn        integer not null check (turn > 0),
  drawn_at    bigint  not null,
  drawn_by    text    not null
);
create index answerer_sample_of on answerer_sample (campaign_id, turn);
select guard_child('answerer_sample', 'campaign_id', 'campaign');

-- What a person says it was: one answer a call and person; taken back, it is gone (the journal knows both).
create table answerer_label (
  attempt_id  uuid   not null references answerer_sample on delete cascade,
  -- user/7, key/3: names change.
  labelled_by text   not null check (labelled_by <> ''),
  campaign_id text   not null references campaign,
  label       text   not null check (label in ('human', 'machine', 'screening', 'fax', 'cannotTell')),
  at          bigint not null,
  primary key (attempt_id, labelled_by)
);
create index answerer_label_of on answerer_label (campaign_id);
select guard_child('answerer_label', 'campaign_id', 'campaign');
