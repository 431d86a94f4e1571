-- Long work of the server: one row a task, that anybody of the organisation may look at from any page.
-- A worker holds an advisory lock on each task it runs; a running task that nobody holds was left behind
-- by a crash. Instants are bigint milliseconds since 1970 (EpochMs).

create table task (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation,
  kind text not null,
  -- What it is about, if anything: a campaign's id, an upload's.
  subject text,
  input jsonb not null,
  by text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  cancel_asked boolean not null default false,
  tries smallint not null default 0,
  done bigint not null default 0,
  total bigint,
  unit text not null default 'steps',
  -- Units per second, as measured lately.
  rate double precision,
  created_at bigint not null,
  started_at bigint,
  ended_at bigint,
  result jsonb,
  -- {code, sentence, measured, limit}
  failure jsonb,
  -- [{id, name, type, bytes}], in the folder of the server's files.
  files jsonb not null default '[]',
  check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null))
);
select guard_table('task');

create index task_latest on task (organisation_id, id desc);
create index task_open on task (id) where state in ('waiting', 'running');
create index task_ended on task (ended_at) where ended_at is not null;

-- Files on their way in: what lies in the folder of uploads under this id, for a day at most.
create table upload (
  id uuid primary key,
  organisation_id bigint not null references organisation,
  -- As the person's machine calls it; never part of a path.
  name text not null,
  bytes bigint not null,
  by text not null,
  created_at bigint not null,
  completed_at bigint
);
select guard_table('upload');
create index upload_organisation on upload (organisation_id, created_at);
create index upload_age on upload (created_at);

-- The list of contacts is read by name, and searched by how a name begins: without case or accents.
-- In every encoding and collation the same, for an index holds what it says.
create function name_key(last_name text, first_name text) returns text
language sql immutable parallel safe as $$
  select translate(lower(concat_ws(' ', $1, $2)),
    'àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸ-''’',
    'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy   ')
$$;
-- A column of its own: under row-level security no function may look at a row before the policy has, so
-- an index of the expression would not be used.
alter table contact add column sort_name text collate "C"
  generated always as (name_key(last_name, first_name)) stored;
create index contact_name on contact (organisation_id, sort_name, id);
-- Objections received today, and the newest of them.
create index suppression_newest on suppression (organisation_id, at, id);
