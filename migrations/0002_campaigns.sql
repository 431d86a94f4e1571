-- Campaigns, their recordings, and the dialling of their targets.
-- Instants are bigint milliseconds since 1970 (EpochMs), on the campaign's own clock; SQL never reads one.

create table trunk (
  id               text primary key,
  kind             text    not null check (kind in ('practice', 'real')),
  host             text    not null,
  port             integer not null,
  username         text,
  password         text,
  calls_per_second double precision not null check (calls_per_second > 0),
  concurrent_calls integer not null check (concurrent_calls > 0),
  caller_ids       text[]  not null
);

-- Phones of the organisation itself: the only ones a trunk test may ring over a real trunk.
create table own_phone (
  phone    text   primary key,
  label    text   not null,
  added_at bigint not null
);

-- Every change of a campaign takes the next revision: who watches sees that something changed.
create sequence campaign_revision;

create table campaign (
  id              text   primary key,
  organisation_id bigint not null references organisation,
  name            text   not null,
  controller      text   not null,
  purpose         text   not null check (purpose in ('electoral', 'other')),
  election        jsonb,
  trunk_id        text   not null references trunk,
  caller_id       text   not null,
  state           text   not null
                  check (state in ('draft', 'ready', 'running', 'paused', 'completed', 'stopped')),
  deadline        bigint not null,
  ring_timeout_ms integer not null,
  max_talk_ms     integer not null,
  menu            jsonb  not null,
  retry           jsonb  not null,
  practice_start  bigint,
  created_at      bigint not null,
  revision        bigint not null default nextval('campaign_revision')
);
create index campaign_revision_of on campaign (revision);

-- Who did what to a campaign, when and why. Only ever added to.
create table campaign_event (
  id          bigint generated always as identity primary key,
  campaign_id text   not null references campaign,
  at          bigint not null,
  who         text   not null,
  what        text   not null,
  from_state  text,
  to_state    text,
  why         text   not null
);
create index campaign_event_of on campaign_event (campaign_id, id);

-- Audio ready to be sent, once per sound: id is the SHA-256 of its A-law bytes.
create table clip (
  id   text  primary key check (id ~ '^[0-9a-f]{64}$'),
  pcma bytea not null,
  pcmu bytea not null check (length(pcmu) = length(pcma))
);

create table voice_message (
  campaign_id  text    not null references campaign,
  version      integer not null,
  hash         text    not null,
  parts        jsonb   not null,
  voice_origin text    not null check (voice_origin in ('recorded', 'synthetic', 'cloned')),
  added_at     bigint  not null,
  primary key (campaign_id, version)
);

-- Who approved which sound. An approval counts for the version whose hash it names, and no other.
create table voice_message_approval (
  id          bigint generated always as identity primary key,
  campaign_id text    not null,
  version     integer not null,
  hash        text    not null,
  approved_by text    not null,
  approved_at bigint  not null,
  foreign key (campaign_id, version) references voice_message
);
create index voice_message_approval_of on voice_message_approval (campaign_id, version);

-- One row a lease: a later lease has a greater token, so an old holder can be told apart (fencing).
create sequence lease_token;

-- A contact chosen for a campaign. Narrow: this is the table that moves.
--
--   ready ─lease→ leased ─arm→ armed ─end→ done
--     ↑             │ └─refuse→ refused     └─end, try again→ waiting
--     └ first time  └─release, expiry, refused for now, home busy→ waiting ─due→ leased
--
-- `ready` has never been leased and lies above the campaign's floor; everything that comes back waits
-- with a due instant of its own, in its own index, so that the floor never hides it.
create table target (
  id          bigint generated always as identity primary key,
  campaign_id text     not null references campaign,
  contact_id  bigint   not null references contact,
  state       text     not null default 'ready'
              check (state in ('ready', 'leased', 'waiting', 'armed', 'done', 'refused')),
  attempts    smallint not null default 0,
  -- turn: at once; household: until the home's call has ended; window: law; retry: after an attempt.
  waits_for   text check (waits_for in ('turn', 'household', 'window', 'retry')),
  due_at      bigint,
  lease_token bigint,
  -- leased: end of the lease. armed: the longest its call can last.
  held_until  bigint,
  -- How its last ended attempt ended.
  outcome     text,
  check ((state = 'waiting') = (waits_for is not null)),
  check ((state = 'waiting') = (due_at is not null)),
  check ((state in ('leased', 'armed')) = (lease_token is not null)),
  check ((state in ('leased', 'armed')) = (held_until is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.01);
create unique index target_contact on target (contact_id, campaign_id);
create index target_ready on target (campaign_id, id) where state = 'ready';
create index target_waiting on target (campaign_id, due_at, id) where state = 'waiting';
create index target_home on target (contact_id) where waits_for = 'household';
create index target_held on target (campaign_id, held_until) where state in ('leased', 'armed');

-- One try to reach a target: committed as armed before the INVITE leaves, so that a crash loses none.
create table attempt (
  id             uuid     primary key,
  campaign_id    text     not null references campaign,
  target_id      bigint   not null references target,
  attempt_number smallint not null,
  lease_token    bigint   not null,
  state          text     not null default 'armed' check (state in ('armed', 'ended', 'unknown')),
  verdict        jsonb    not null,
  armed_at       bigint   not null,
  placed_at      bigint,
  ended_at       bigint,
  outcome        text,
  sip_status     smallint,
  ring_ms        integer,
  talk_ms        integer,
  first_audio_ms double precision,
  heard_ms       integer,
  keys           text     not null default '',
  rtp_sent       bigint,
  rtp_received   bigint,
  rtp_lost       bigint,
  rtp_jitter_ms  double precision,
  check ((state = 'armed') = (outcome is null)),
  unique (target_id, attempt_number),
  unique (target_id, lease_token)
) with (fillfactor = 80, autovacuum_analyze_scale_factor = 0.01);
create index attempt_of_campaign on attempt (campaign_id, armed_at, id);

-- The last refusal of each target, with the whole verdict: the answer to "why was nobody called?".
create table refusal (
  target_id bigint primary key references target,
  verdict   jsonb  not null,
  judged_at bigint not null,
  for_good  boolean not null
);

-- Counters, moved in the same SqlTransaction as what they count; never count(*) over millions.
-- `untried`: targets without any attempt. Locked first by whatever moves targets of the campaign.
create table campaign_counter (
  campaign_id     text   primary key references campaign,
  -- The highest target id ever leased: everything `ready` lies above it.
  floor           bigint not null default 0,
  targets         bigint not null default 0,
  remaining       bigint not null default 0,
  refused         bigint not null default 0,
  refused_untried bigint not null default 0,
  closed_untried  bigint not null default 0,
  attempts        bigint not null default 0,
  objections      bigint not null default 0,
  armed           bigint not null default 0,
  armed_first     bigint not null default 0
) with (fillfactor = 20);

-- attempts: how many ended so. last_of: targets whose last ended attempt ended so.
create table outcome_counter (
  campaign_id text   not null references campaign,
  outcome     text   not null,
  attempts    bigint not null default 0,
  last_of     bigint not null default 0,
  primary key (campaign_id, outcome)
) with (fillfactor = 20);

-- How many targets a rule refused for good before any attempt, after one, and how often for now only.
create table refusal_counter (
  campaign_id   text   not null references campaign,
  rule          text   not null,
  untried       bigint not null default 0,
  tried         bigint not null default 0,
  postponed     bigint not null default 0,
  -- The first refusal by this rule, as an example: {measured, limit, reason} or {missing}.
  example       jsonb  not null,
  primary key (campaign_id, rule)
) with (fillfactor = 20);

-- One objection is stored once per number and reach, however often it is reported.
create unique index suppression_once on suppression (attempt_id, phone, scope)
  where attempt_id is not null;

-- Why rows of an import were rejected: how many for each reason. The import fills it in its SqlTransaction.
create table source_rejection (
  source_id bigint not null references source on delete cascade,
  reason    text   not null,
  rows      bigint not null,
  primary key (source_id, reason)
);
