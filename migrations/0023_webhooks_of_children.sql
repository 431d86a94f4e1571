-- A provider is told of what happens in the organisations below it by one webhook of its own.

alter table webhook add column of_children boolean not null default false;
-- Where it happened, when that is an organisation below; the delivery itself belongs to the webhook's.
alter table webhook_delivery add column happened_in bigint references organisation;

-- Whom to tell of `kind` in this organisation: its own, and those above that asked for their children's. Called
-- by the triggers, with the rights of their owner; a tenant who calls it sees what they may see anyway.
create function webhooks_told(organisation bigint, kind text) returns setof webhook
language sql stable as $$
  select w.* from webhook w
  where w.disabled_at is null and $2 = any (w.kinds) and (w.organisation_id = $1
    or w.of_children and w.organisation_id in (select id from organisations_above($1)))
$$;

create or replace function tell_attempts() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook where disabled_at is null and 'attempt.ended' = any (kinds)) then
    return null;
  end if;
  -- Asked once an organisation: a batch of the dialler has many attempts of one.
  insert into webhook_delivery (webhook_id, organisation_id, happened_in, kind, happened_at, about)
  with told as materialized (
    select o.organisation_id as home, w.id, w.organisation_id
    from (select distinct k.organisation_id from fresh a join campaign k on k.id = a.campaign_id) o
    cross join lateral webhooks_told(o.organisation_id, 'attempt.ended') w)
  select w.id, w.organisation_id, w.home, 'attempt.ended', a.ended_at, jsonb_build_object(
    'attempt', a.id, 'campaign', a.campaign_id, 'contact', t.contact_id, 'number', masked_number(c.phone),
    'attemptNumber', a.attempt_number, 'outcome', a.outcome, 'sipStatus', a.sip_status,
    'placedAt', a.placed_at, 'endedAt', a.ended_at, 'ringMs', a.ring_ms, 'talkMs', a.talk_ms,
    'heardMs', a.heard_ms, 'keys', a.keys)
  from fresh a
  join before b on b.id = a.id and b.state = 'armed'
  join target t on t.id = a.target_id
  left join contact c on c.id = t.contact_id
  join campaign k on k.id = a.campaign_id
  join told w on w.home = k.organisation_id
  where a.state = 'ended';
  return null;
end $$;

create or replace function tell_objections() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook where disabled_at is null and 'objection.recorded' = any (kinds)) then
    return null;
  end if;
  insert into webhook_delivery (webhook_id, organisation_id, happened_in, kind, happened_at, about)
  with told as materialized (
    select o.organisation_id as home, w.id, w.organisation_id
    from (select distinct organisation_id from fresh) o
    cross join lateral webhooks_told(o.organisation_id, 'objection.recorded') w)
  -- One objection has a row for each number of the person and each reach: it is told once.
  select w.id, w.organisation_id, w.home, 'objection.recorded', min(s.at), jsonb_build_object(
    'reference', s.reference, 'numbers', jsonb_agg(distinct masked_number(s.phone)),
    'scopes', jsonb_agg(distinct s.scope), 'reason', min(s.reason), 'attempt', s.attempt_id,
    'at', min(s.at))
  from fresh s
  join told w on w.home = s.organisation_id
  where s.list_id is null and s.source_id is null
  group by w.id, w.organisation_id, w.home, s.reference, s.attempt_id,
    case when s.reference is null then s.id end;
  return null;
end $$;

create or replace function tell_campaigns() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if new.to_state is null then return null; end if;
  insert into webhook_delivery (webhook_id, organisation_id, happened_in, kind, happened_at, about)
  select w.id, w.organisation_id, k.organisation_id, 'campaign.moved', new.at, jsonb_build_object(
    'campaign', k.id, 'name', k.name, 'from', new.from_state, 'to', new.to_state, 'why', new.why,
    'who', new.who, 'at', new.at)
  from campaign k cross join lateral webhooks_told(k.organisation_id, 'campaign.moved') w
  where k.id = new.campaign_id;
  return null;
end $$;

create or replace function tell_rights() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  insert into webhook_delivery (webhook_id, organisation_id, happened_in, kind, happened_at, about)
  select w.id, w.organisation_id, new.organisation_id, 'rights.opened', new.opened_at, jsonb_build_object(
    'reference', new.reference, 'request', new.kind, 'channel', new.channel,
    'openedAt', new.opened_at, 'dueAt', new.due_at)
  from webhooks_told(new.organisation_id, 'rights.opened') w;
  return null;
end $$;
