-- Organisations in a tree, the people and programs that act in them, and isolation of tenants in the
-- database itself: whoever works as portevoix_tenant sees the organisations named by the setting
-- portevoix.organisations and writes into the first of them. Nothing named: nothing seen.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

-- Roles belong to the server, not to one of its databases: another database may have made it.
do $$
declare
  refused constant text := 'the database user may not make the role portevoix_tenant or act as it: as an '
    'administrator run: create role portevoix_tenant nologin; grant portevoix_tenant to this user';
begin
  begin
    if not exists (select from pg_roles where rolname = 'portevoix_tenant') then
      create role portevoix_tenant nologin;
    end if;
  exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then raise exception '%', refused;
  end;
  begin
    grant portevoix_tenant to current_user;
  exception when insufficient_privilege then
    -- An administrator may have done it before us.
    if not pg_has_role(current_user, 'portevoix_tenant', 'member') then raise exception '%', refused; end if;
  end;
end $$;

create function reach() returns bigint[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('portevoix.organisations', true), ''), '{}')::bigint[]
$$;
create function own_organisation() returns bigint language sql stable parallel safe as $$
  select (reach())[1]
$$;
-- Whose a new row is when nobody says so: the tenant's; for the system, the first organisation's.
create function default_organisation() returns bigint language sql stable parallel safe as $$
  select coalesce(own_organisation(), (select min(id) from organisation))
$$;

-- Every table that holds something of a tenant is guarded by one of these two. guard_table: the table
-- says whose a row is.
create function guard_table(guarded regclass, owner_column text default 'organisation_id') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('create policy tenant on %s to portevoix_tenant '
    'using (%2$I = any ((select reach())::bigint[])) with check (%2$I = (select own_organisation()))',
    guarded, owner_column);
  execute format('grant select, insert, update, delete on %s to portevoix_tenant', guarded);
end $$;
-- guard_child: the row belongs to one of another guarded table.
create function guard_child(guarded regclass, child_column text, parent regclass,
  parent_column text default 'id') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('create policy tenant on %s to portevoix_tenant '
    'using (exists (select from %s p where p.%I = %s.%I))',
    guarded, parent, parent_column, guarded, child_column);
  execute format('grant select, insert, update, delete on %s to portevoix_tenant', guarded);
end $$;

grant usage, select on all sequences in schema public to portevoix_tenant;
-- An import gives ids to the people of a home together, under the lock it holds.
grant update on sequence contact_id_seq to portevoix_tenant;
alter default privileges in schema public grant usage, select on sequences to portevoix_tenant;

-- ── organisations: a tree ───────────────────────────────────────────────────────────────────────────
-- mode: a practice organisation calls nobody. rules: src/access/organisationRules.ts; what holds is the
-- stricter of its own and of everything above.
alter table organisation
  add column parent_id  bigint references organisation check (parent_id < id),
  add column mode       text   not null default 'practice' check (mode in ('practice', 'production')),
  add column created_at bigint not null default 0,
  add column rules      jsonb  not null default '{}';
alter table organisation drop constraint organisation_name_key;
create unique index organisation_name on organisation (coalesce(parent_id, 0), lower(name));
create index organisation_parent on organisation (parent_id);
-- Itself at depth 0; as a tenant: those within reach.
create function organisations_above(organisation_id bigint) returns table (id bigint, depth integer)
language sql stable parallel safe as $$
  with recursive line as (
    select o.id, o.parent_id, 0 as depth from organisation o where o.id = $1
    union all
    select o.id, o.parent_id, l.depth + 1 from line l join organisation o on o.id = l.parent_id)
  select id, depth from line
$$;
create function organisations_below(organisation_id bigint) returns table (id bigint, depth integer)
language sql stable parallel safe as $$
  with recursive branch as (
    select o.id, 0 as depth from organisation o where o.id = $1
    union all
    select o.id, b.depth + 1 from branch b join organisation o on o.parent_id = b.id)
  select id, depth from branch
$$;
alter table organisation enable row level security;
create policy tenant on organisation for select to portevoix_tenant
  using (id = any ((select reach())::bigint[]));
grant select on organisation to portevoix_tenant;

-- ── what there was before there were tenants ────────────────────────────────────────────────────────
alter table trunk add column organisation_id bigint not null default default_organisation()
  references organisation;
alter table own_phone add column organisation_id bigint not null default default_organisation()
  references organisation;
alter table own_phone drop constraint own_phone_pkey;
alter table own_phone add primary key (organisation_id, phone);

select guard_table(t) from unnest(array['source', 'contact', 'suppression', 'trunk', 'own_phone',
  'campaign', 'ledger', 'ledger_head', 'ledger_opening', 'wording', 'wording_expiry', 'erasure',
  'erased_entry', 'suppression_list', 'consent_offer', 'spoken_code', 'proved_number',
  'rights_request', 'purge_log', 'consent_proof', 'place_table']::regclass[]) as t;
select guard_child(t, 'campaign_id', 'campaign') from unnest(array['campaign_event', 'voice_message',
  'voice_message_approval', 'target', 'attempt', 'campaign_counter', 'refusal_counter',
  'outcome_counter', 'legal_declaration', 'campaign_threshold', 'complaint', 'campaign_audience', 'screening']::regclass[])
  as t;
select guard_child(t, 'source_id', 'source') from unnest(array['slot_set', 'mention',
  'source_rejection', 'source_wording', 'erased_mention']::regclass[]) as t;
select guard_child('consent', 'contact_id', 'contact');
select guard_child('refusal', 'target_id', 'target');
select guard_child('suppression_lift', 'suppression_id', 'suppression');
select guard_child('place_figure', 'table_id', 'place_table');
select guard_child('screening_chunk', 'screening_id', 'screening');

-- Sound by its hash is nobody's; it is heard through a voice message of one's own. Ids are 64 hexadecimal
-- digits, which stand nowhere by chance. Who adds one says `on conflict do nothing` and names no column:
-- else the new row would have to be heard already.
alter table clip enable row level security;
create policy tenant_hears on clip for select to portevoix_tenant using (exists (
  select from voice_message v
  where strpos(v.parts::text, clip.id) > 0 or strpos(v.versions::text, clip.id) > 0));
create policy tenant_adds on clip for insert to portevoix_tenant with check (true);
grant select, insert on clip to portevoix_tenant;

-- Who kills a recording kills that sound, in whatever campaign it is heard.
create index voice_message_hash on voice_message (hash);
select guard_child('message_kill', 'hash', 'voice_message', 'hash');

-- One key protects everybody's suppressed numbers; of it a tenant sees which one it is. Keys of other
-- holders' lists lie sealed under it: whoever screens needs all of them.
grant select (the_only, fingerprint) on number_key to portevoix_tenant;
grant select, insert on suppression_list_key to portevoix_tenant;

-- Whoever objects to everybody's calls (scope platform) is seen by all tenants, by the hash of the number
-- and without the number. With the rights of its owner and without security_barrier: a tenant looks
-- people up by index, which a policy would forbid (sha256 is not leakproof); tenants write no SQL.
create or replace view standing_suppression as
select s.id, s.organisation_id, case when v.own then s.phone end as phone, s.scope, s.controller, s.reason,
  s.at, s.attempt_id, s.source_id, s.line, s.whole_person, s.number_hash, s.list_id,
  case when v.own then s.reference end as reference
from suppression s
cross join lateral (select current_user <> 'portevoix_tenant'
  or s.organisation_id = any ((select reach())::bigint[]) as own) v
where (v.own or s.scope = 'platform')
  and not exists (select from suppression_lift l where l.suppression_id = s.id);
grant select on standing_suppression to portevoix_tenant;

-- The other views show what the asker may see of their tables.
alter view provenance set (security_invoker = true);
alter view wording_now set (security_invoker = true);
grant select on provenance, wording_now to portevoix_tenant;

-- What follows from a deletion is done with the rights of the owner: a consent is its tenant's through a
-- contact that is gone by then. These act on the rows the tenant has just deleted, and on nothing else.
alter function erase_contact_facts() security definer set search_path = public, pg_temp;
alter function keep_hash_of_mention() security definer set search_path = public, pg_temp;
alter function keep_forgotten_entry() security definer set search_path = public, pg_temp;
alter function forget_consents() security definer set search_path = public, pg_temp;

-- ── people and programs ─────────────────────────────────────────────────────────────────────────────
-- None of these is granted to tenants: src/store/postgres/access*.ts reads them as the system, with the
-- organisation in every question. Secrets stand here as SHA-256, passwords as argon2id.

create table app_user (
  id            bigint generated always as identity primary key,
  email         text   not null check (email <> ''),
  name          text   not null check (name <> ''),
  language      text   not null default 'fr' check (language in ('fr', 'en')),
  password_hash text   not null,
  created_at    bigint not null,
  -- The second factor: its secret sealed with the installation's key; in force once confirmed. last_step:
  -- of the last code that was good; it and those before are refused (RFC 6238 § 5.2).
  totp_sealed       bytea,
  totp_confirmed_at bigint,
  totp_last_step    bigint not null default 0,
  check (totp_confirmed_at is null or totp_sealed is not null)
);
create unique index app_user_email on app_user (lower(email));

create table recovery_code (
  user_id   bigint not null references app_user,
  code_hash bytea  not null check (length(code_hash) = 32),
  used_at   bigint,
  primary key (user_id, code_hash)
);

create table user_session (
  id           bigint generated always as identity primary key,
  user_id      bigint not null references app_user,
  secret_hash  bytea  not null unique check (length(secret_hash) = 32),
  opened_at    bigint not null,
  last_seen_at bigint not null,
  idle_until   bigint not null,
  ends_at      bigint not null,
  address      text   not null,
  agent        text   not null
);
create index user_session_of on user_session (user_id);
create index user_session_end on user_session (ends_at);

create table membership (
  user_id         bigint not null references app_user,
  organisation_id bigint not null references organisation,
  roles           text[] not null check (cardinality(roles) > 0),
  since           bigint not null,
  primary key (user_id, organisation_id)
);
create index membership_of on membership (organisation_id);

create table invitation (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  token_hash      bytea  not null unique check (length(token_hash) = 32),
  email           text   not null,
  roles           text[] not null check (cardinality(roles) > 0),
  invited_by      text   not null,
  invited_at      bigint not null,
  expires_at      bigint not null,
  accepted_at     bigint,
  revoked_at      bigint
);
create index invitation_of on invitation (organisation_id, id);

create table api_key (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  name            text   not null check (name <> ''),
  prefix          text   not null,
  secret_hash     bytea  not null unique check (length(secret_hash) = 32),
  scopes          text[] not null check (cardinality(scopes) > 0),
  created_by      text   not null,
  created_at      bigint not null,
  expires_at      bigint,
  last_used_at    bigint,
  revoked_at      bigint
);
create index api_key_of on api_key (organisation_id, id);

-- Failed sign-ins in a row, by e-mail address and by network address (src/access/lockout.ts).
create table sign_in_failures (
  subject        text    primary key,
  failures       integer not null,
  last_failed_at bigint  not null
);

-- The link of the first run: in force until it is used or replaced.
create table setup_token (
  the_only   boolean primary key default true check (the_only),
  token_hash bytea   not null check (length(token_hash) = 32),
  expires_at bigint  not null
);

-- Who administered what. Only ever added to; the ledger binds each row.
create table administrative_act (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  at              bigint not null,
  who             text   not null,
  what            text   not null,
  about           jsonb  not null
);
create index administrative_act_of on administrative_act (organisation_id, id);
select guard_table('administrative_act');
create function refuse_change_of_act() returns trigger language plpgsql as $$
begin
  raise exception 'administrative acts are only ever added to';
end $$;
create trigger administrative_act_only_added before update or delete on administrative_act
  for each row execute function refuse_change_of_act();
