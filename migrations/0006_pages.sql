-- The public pages: offers to consent, codes dictated by telephone, and what a browser has proved.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

-- A consent a team asks people for on a page of its own: the exact wording, shown as it stands.
create table consent_offer (
  id              text   primary key check (id ~ '^[a-z2-9]{10}$'),
  organisation_id bigint not null references organisation,
  controller      text   not null,
  channel         text   not null check (channel in ('automate', 'volunteer')),
  wording_version text   not null,
  language        text   not null check (language in ('fr', 'en')),
  wording         text   not null,
  wording_sha256  text   not null check (wording_sha256 ~ '^[0-9a-f]{64}$'),
  created_at      bigint not null,
  -- Nobody can agree to it from this instant on.
  ends_at         bigint not null
);

-- One code asked for on a page, to be dictated in a call to the number. The code itself is never
-- stored, only its hash; what is asked for a number nobody knows is stored just the same. session_hash:
-- the browser that asked, the only one that can use it. about: the consent that was being offered.
-- phone is forgotten as soon as the code is used up or expired.
create table spoken_code (
  id              bigint   generated always as identity primary key,
  organisation_id bigint   not null references organisation,
  purpose         text     not null check (purpose in ('data', 'consent')),
  session_hash    bytea    not null check (length(session_hash) = 32),
  number_hash     bytea    not null,
  phone           text     collate "C",
  about           jsonb,
  code_hash       bytea    not null check (length(code_hash) = 32),
  state           text     not null default 'waiting' check (state in ('waiting', 'used', 'dead')),
  attempts        smallint not null default 0,
  asked_at        bigint   not null,
  expires_at      bigint   not null,
  last_try_at     bigint,
  -- The call that dictated it; null: none was placed.
  called_at       bigint,
  check (state <> 'waiting' or phone is not null)
);
create index spoken_code_of_session on spoken_code (session_hash, id);
create index spoken_code_of_number on spoken_code (number_hash, asked_at);
create index spoken_code_asked on spoken_code (asked_at);

-- A browser that typed the code of a number may see and act for it, for a while.
create table proved_number (
  session_hash    bytea  primary key check (length(session_hash) = 32),
  organisation_id bigint not null references organisation,
  phone           text   collate "C" not null,
  proved_at       bigint not null,
  expires_at      bigint not null
);
create index proved_number_expiry on proved_number (expires_at);
