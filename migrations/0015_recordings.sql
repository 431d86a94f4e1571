-- What a team works on before it is a version of the voice message, and who was asked to approve one.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

-- A take and what was done to it, step by step, so that the last step can be undone. The greatest step
-- is the take as it is. 16-bit samples, 8,000 a second.
create table draft_recording (
  campaign_id text    not null references campaign,
  track       text    not null check (track in ('call', 'voicemail', 'objectionConfirmed')),
  step        integer not null check (step > 0),
  -- Grows with every change: who changes it says which one they saw.
  revision    integer not null check (revision > 0),
  -- How this step came to be: uploaded, or the name of a repair.
  what        text    not null,
  pcm16       bytea   not null check (length(pcm16) between 2 and 2880000),
  segments    jsonb   not null,
  -- What is known of the file (codec, rate, how often it was overdriven), and of the sound (peaks, loudness).
  source      jsonb   not null,
  analysis    jsonb   not null,
  made_by     text    not null,
  made_at     bigint  not null,
  primary key (campaign_id, track, step)
);
-- Sound is not compressible by pglz: it would only cost time.
alter table draft_recording alter column pcm16 set storage external;
select guard_child('draft_recording', 'campaign_id', 'campaign');

-- The words to be read aloud, and where the voice comes from, before anything is recorded.
create table message_script (
  campaign_id  text   primary key references campaign,
  lines        jsonb  not null,
  voice_origin text   not null check (voice_origin in ('recorded', 'synthetic', 'cloned')),
  saved_by     text   not null,
  saved_at     bigint not null
);
select guard_child('message_script', 'campaign_id', 'campaign');

-- Whoever made a version never approves it alone where real phones ring. Null: by the command line.
alter table voice_message
  add column author_user  bigint,
  add column author_name  text,
  add column author_email text;

-- A link is a capability: who holds it hears this version and answers for it, without any other access.
create table approval_link (
  id              bigint generated always as identity primary key,
  -- Lower-case hex SHA-256 of the token; the token itself is shown once.
  token_hash      text    not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  organisation_id bigint  not null references organisation,
  campaign_id     text    not null references campaign,
  version         integer not null,
  hash            text    not null,
  asked_by        text    not null,
  asked_at        bigint  not null,
  expires_at      bigint  not null,
  -- When the holder first asked for the sound: nobody approves before it can have ended.
  first_played_at bigint,
  foreign key (campaign_id, version) references voice_message
);
create index approval_link_of on approval_link (campaign_id, version, id);
select guard_table('approval_link');

-- What people answered about a version. An approval also stands in voice_message_approval, which counts.
create table message_review (
  id              bigint generated always as identity primary key,
  campaign_id     text    not null,
  version         integer not null,
  hash            text    not null,
  -- Null: answered by somebody who is signed in.
  link_id         bigint  references approval_link,
  answer          text    not null check (answer in ('approved', 'returned', 'rejected')),
  reason          text,
  reviewer_name   text    not null check (reviewer_name <> ''),
  reviewer_email  text,
  -- Masked: 06 39 98 •• 34.
  reviewer_number text,
  how             text    not null check (how in ('app', 'link', 'phone')),
  at              bigint  not null,
  check (answer = 'approved' or reason is not null),
  foreign key (campaign_id, version) references voice_message
);
create index message_review_of on message_review (campaign_id, version, id);
create unique index message_review_once on message_review (link_id) where link_id is not null;
select guard_child('message_review', 'campaign_id', 'campaign');
