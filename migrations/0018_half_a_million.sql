-- What half a million people paid row by row, paid once a statement.

-- Names were brought to one form in 5 to 8 s: more than half of it looked for accents where there are none,
-- the rest was a call a row, for concat_ws is not immutable and the function of 0013 never became part of the
-- statement that called it. What it answers is the same for every name.
create or replace function name_key(last_name text, first_name text) returns text
language sql immutable parallel safe as $$
  select case
    when (coalesce($1, '') || coalesce($2, '')) collate "C" ~ '[^\x01-\x7f]' then translate(lower(
      case when $1 is null then coalesce($2, '') when $2 is null then $1 else $1 || ' ' || $2 end),
      'àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ-''’',
      'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy   ')
    else translate(lower(
      case when $1 is null then coalesce($2, '') when $2 is null then $1 else $1 || ' ' || $2 end),
      '-''', '  ')
  end
$$;

-- Choosing half a million people asked two foreign keys about each of them (half of the 37 s it took on a
-- busy machine), taking them out again asked three (three quarters of 72 s). The same is now asked once of all
-- rows of a statement; who would have been refused still is, with a code that has the work tried again.
alter table target drop constraint target_campaign_id_fkey, drop constraint target_contact_id_fkey;
alter table attempt drop constraint attempt_target_id_fkey;
alter table refusal drop constraint refusal_target_id_fkey;
alter table stand_in drop constraint stand_in_target_id_fkey;

-- Choosing and forgetting wait for each other, whole statements: whoever comes second sees what the first did.
create function wait_for_choosing() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7260335);
  return null;
end $$;
create trigger contact_waits before delete on contact
  for each statement execute function wait_for_choosing();

create function targets_have_people() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(7260335);
  if exists (select from fresh f left join contact c on c.id = f.contact_id
      where f.contact_id is not null and c.id is null)
    or exists (select from (select distinct campaign_id from fresh) f
      where not exists (select from campaign k where k.id = f.campaign_id)) then
    raise exception 'a target has no person, or no campaign' using errcode = 'serialization_failure';
  end if;
  return null;
end $$;
create trigger target_has_person after insert on target
  referencing new table as fresh for each statement execute function targets_have_people();

create function people_have_no_targets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from gone g join target t on t.contact_id = g.id) then
    raise exception 'a person who is forgotten was chosen meanwhile' using errcode = 'serialization_failure';
  end if;
  return null;
end $$;
create trigger contact_has_no_target after delete on contact
  referencing old table as gone for each statement execute function people_have_no_targets();

create function campaigns_have_no_targets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from gone g join target t on t.campaign_id = g.id) then
    raise exception 'the campaign has targets' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger campaign_has_no_target after delete on campaign
  referencing old table as gone for each statement execute function campaigns_have_no_targets();

-- Whatever hangs on a target is written under the lock of its row.
create function target_is_there() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from fresh f where not exists (select from target t where t.id = f.target_id)) then
    raise exception 'there is no such target' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger attempt_has_target after insert on attempt
  referencing new table as fresh for each statement execute function target_is_there();
create trigger refusal_has_target after insert on refusal
  referencing new table as fresh for each statement execute function target_is_there();
create trigger stand_in_has_target after insert on stand_in
  referencing new table as fresh for each statement execute function target_is_there();

create function nothing_hangs_on_targets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from gone g join attempt a on a.target_id = g.id)
    or exists (select from gone g join refusal r on r.target_id = g.id) then
    raise exception 'a target that was judged or called stays' using errcode = 'foreign_key_violation';
  end if;
  delete from stand_in s using gone g where s.target_id = g.id;
  return null;
end $$;
create trigger target_gone after delete on target
  referencing old table as gone for each statement execute function nothing_hangs_on_targets();

-- Whom a campaign chose is chosen again only when somebody came (chosen_up_to is the newest of then) or what
-- an audience is chosen by changed: then that mark goes, of the campaigns of that organisation that wait.
create function choose_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update campaign_counter n set chosen_up_to = null from campaign k
  where k.id = n.campaign_id and k.state in ('draft', 'ready') and n.chosen_up_to is not null
    and k.organisation_id in (
      select a.organisation_id from after_it a join before_it b on b.id = a.id
      where (a.insee, a.territory, a.postcode, a.polling_district, a.language)
        is distinct from (b.insee, b.territory, b.postcode, b.polling_district, b.language));
  return null;
end $$;
create trigger contact_changed after update on contact
  referencing old table as before_it new table as after_it
  for each statement execute function choose_again();
