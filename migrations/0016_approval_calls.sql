-- Phones that were rung so that somebody approves a recording: counted, so that a link that asks for an
-- approval cannot be used to pester a number. Kept for a day. Instants are bigint milliseconds (EpochMs).

create table approval_call (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  -- HMAC-SHA-256 of the number, as in suppression: whose phone it was is not kept.
  number_hash     bytea  not null check (length(number_hash) = 32),
  asked_at        bigint not null
);
create index approval_call_of on approval_call (organisation_id, asked_at);
select guard_table('approval_call');
