-- Who subscribed is told of each call of somebody who rang back, as of each call we placed.
create function tell_ring_backs() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from webhook where disabled_at is null and 'ringBack.ended' = any (kinds)) then
    return null;
  end if;
  insert into webhook_delivery (webhook_id, organisation_id, happened_in, kind, happened_at, about)
  with told as materialized (
    select o.organisation_id as home, w.id, w.organisation_id
    from (select distinct organisation_id from fresh) o
    cross join lateral webhooks_told(o.organisation_id, 'ringBack.ended') w)
  select w.id, w.organisation_id, w.home, 'ringBack.ended', r.ended_at, jsonb_build_object(
    'attempt', r.attempt_id, 'campaign', r.campaign_id, 'contact', r.contact_id,
    'lastAttempt', r.last_attempt_id, 'says', r.says, 'because', r.because, 'outcome', r.outcome,
    'beganAt', r.began_at, 'answeredAt', r.answered_at, 'endedAt', r.ended_at, 'heardMs', r.heard_ms,
    'keys', r.keys)
  from fresh r
  join before b on b.id = r.id and b.outcome is null
  join told w on w.home = r.organisation_id
  where r.outcome is not null;
  return null;
end $$;
create trigger ring_back_told after update on ring_back
  referencing new table as fresh old table as before
  for each statement execute function tell_ring_backs();
