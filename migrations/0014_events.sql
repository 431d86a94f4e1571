-- Requests that are answered once however often they are sent.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

create table idempotent_request (
  -- Whose key it is: organisation and caller. Another caller's key of the same text is another key.
  scope text not null,
  -- SHA-256 of the key: the key itself opens the answer below, and stays with whoever made it.
  key_hash bytea not null,
  -- SHA-256 of method, path and body.
  request_hash bytea not null,
  started_at bigint not null,
  -- null: still being worked on. Sealed under the key, since an answer may hold a secret shown once.
  answer bytea,
  primary key (scope, key_hash)
);
create index idempotent_request_age on idempotent_request (started_at);
-- No tenant reads it: no policy, no grant.
alter table idempotent_request enable row level security;
