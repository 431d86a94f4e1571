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

-- Where a program of an organisation is told what happens.
create table webhook (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  url             text   not null check (url ~ '^https?://'),
  kinds           text[] not null check (cardinality(kinds) > 0),
  -- Sealed with the installation's key: signing needs the secret itself.
  secret_sealed   bytea  not null,
  created_at      bigint not null,
  created_by      text   not null,
  -- Tries that failed since the last that did not, and since when.
  failures        integer not null default 0,
  failing_since   bigint,
  -- Nothing is sent before: a receiver that is away is asked again ever more rarely.
  quiet_until     bigint not null default 0,
  disabled_at     bigint,
  disabled_why    text,
  check ((disabled_at is null) = (disabled_why is null))
);
create index webhook_of on webhook (organisation_id, id);
select guard_table('webhook');

-- One row a webhook and event, written in the SqlTransaction of what it tells, and its log afterwards.
-- happened_at: by the clock of what happened (a practice campaign has its own). due_at and the others: by
-- the real clock; 0: at once.
create table webhook_delivery (
  id              bigint generated always as identity primary key,
  webhook_id      bigint not null references webhook on delete cascade,
  organisation_id bigint not null references organisation,
  kind            text   not null,
  happened_at     bigint not null,
  about           jsonb  not null,
  state           text   not null default 'waiting'
                  check (state in ('waiting', 'sending', 'delivered', 'failed')),
  tries           smallint not null default 0,
  due_at          bigint not null default 0,
  tried_at        bigint,
  took_ms         integer,
  status          smallint,
  trouble         text
);
create index webhook_delivery_due on webhook_delivery (webhook_id, due_at, id)
  where state in ('waiting', 'sending');
create index webhook_delivery_of on webhook_delivery (webhook_id, id);
create index webhook_delivery_age on webhook_delivery (tried_at)
  where state in ('delivered', 'failed');
select guard_table('webhook_delivery');

-- As lists show a number: `06 39 98 •• 34`.
create function masked_number(phone text) returns text language sql immutable parallel safe as $$
  select case when phone ~ '^\+33\d{9}$'
    then '0' || regexp_replace(phone, '^\+33(\d)(\d\d)(\d\d)\d\d(\d\d)$', '\1 \2 \3 •• \4')
    else left(phone, 4) || repeat('•', greatest(0, length(phone) - 6)) || right(phone, 2) end
$$;

-- With the rights of their owner: what a tenant or the dialler writes is told to whoever subscribed, and
-- the writer needs no grant for it. Each asks first whether anybody subscribed at all: two index look-ups
-- in a table of some rows is what a statement of the dialler pays.
create function tell_attempts() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook where disabled_at is null and 'attempt.ended' = any (kinds)) then
    return null;
  end if;
  insert into webhook_delivery (webhook_id, organisation_id, kind, happened_at, about)
  select w.id, w.organisation_id, 'attempt.ended', a.ended_at, jsonb_build_object(
    'attempt', a.id, 'campaign', a.campaign_id, 'contact', t.contact_id, 'number', masked_number(c.phone),
    'attemptNumber', a.attempt_number, 'outcome', a.outcome, 'sipStatus', a.sip_status,
    'placedAt', a.placed_at, 'endedAt', a.ended_at, 'ringMs', a.ring_ms, 'talkMs', a.talk_ms,
    'heardMs', a.heard_ms, 'keys', a.keys)
  from fresh a
  join before b on b.id = a.id and b.state = 'armed'
  join target t on t.id = a.target_id
  left join contact c on c.id = t.contact_id
  join campaign k on k.id = a.campaign_id
  join webhook w on w.organisation_id = k.organisation_id and w.disabled_at is null
    and 'attempt.ended' = any (w.kinds)
  where a.state = 'ended';
  return null;
end $$;
create trigger attempt_told after update on attempt
  referencing new table as fresh old table as before
  for each statement execute function tell_attempts();

-- A person's objection; entries of lists and of imported files are no event.
create function tell_objections() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook where disabled_at is null and 'objection.recorded' = any (kinds)) then
    return null;
  end if;
  insert into webhook_delivery (webhook_id, organisation_id, kind, happened_at, about)
  -- One objection has a row for each number of the person and each reach: it is told once.
  select w.id, w.organisation_id, 'objection.recorded', min(s.at), jsonb_build_object(
    'reference', s.reference, 'numbers', jsonb_agg(distinct masked_number(s.phone)),
    'scopes', jsonb_agg(distinct s.scope), 'reason', min(s.reason), 'attempt', s.attempt_id,
    'at', min(s.at))
  from fresh s
  join webhook w on w.organisation_id = s.organisation_id and w.disabled_at is null
    and 'objection.recorded' = any (w.kinds)
  where s.list_id is null and s.source_id is null
  group by w.id, w.organisation_id, s.reference, s.attempt_id,
    case when s.reference is null then s.id end;
  return null;
end $$;
create trigger suppression_told after insert on suppression
  referencing new table as fresh for each statement execute function tell_objections();

create function tell_campaigns() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if new.to_state is null then return null; end if;
  insert into webhook_delivery (webhook_id, organisation_id, kind, happened_at, about)
  select w.id, w.organisation_id, 'campaign.moved', new.at, jsonb_build_object(
    'campaign', k.id, 'name', k.name, 'from', new.from_state, 'to', new.to_state, 'why', new.why,
    'who', new.who, 'at', new.at)
  from campaign k
  join webhook w on w.organisation_id = k.organisation_id and w.disabled_at is null
    and 'campaign.moved' = any (w.kinds)
  where k.id = new.campaign_id;
  return null;
end $$;
create trigger campaign_event_told after insert on campaign_event
  for each row execute function tell_campaigns();

create function tell_rights() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_delivery (webhook_id, organisation_id, kind, happened_at, about)
  select w.id, w.organisation_id, 'rights.opened', new.opened_at, jsonb_build_object(
    'reference', new.reference, 'request', new.kind, 'channel', new.channel,
    'openedAt', new.opened_at, 'dueAt', new.due_at)
  from webhook w
  where w.organisation_id = new.organisation_id and w.disabled_at is null
    and 'rights.opened' = any (w.kinds);
  return null;
end $$;
create trigger rights_request_told after insert on rights_request
  for each row execute function tell_rights();

-- How people call a trunk; ids are unique over all organisations, and nobody need read them.
alter table trunk add column label text check (label <> '');
