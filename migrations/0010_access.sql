-- Organisations in a tree, the people and programs that act in them, and isolation of tenants in the
-- database itself: whoever works as portevoix_tenant sees the organisations named by the setting
-- portevoix.organisations and writes into the first of them. Nothing named: nothing seen.
-- Instants are bigint milliseconds since 1970 (EpochMs); SQL never reads a clock.

-- Roles belong to the server, not to one of its databases: another database may have made it.
do $$ begin
  create role portevoix_tenant nologin;
exception when duplicate_object or unique_violation then null;
end $$;
grant portevoix_tenant to current_user;

create function reach() returns bigint[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('portevoix.organisations', true), ''), '{}')::bigint[]
$$;
create function own_organisation() returns bigint language sql stable parallel safe as $$
  select (reach())[1]
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
