-- What is heard beside the live call, and what a campaign declares on paper before it may be launched.

-- {voicemail, callback} as src/campaign/voiceMessage.ts has them; null: the live version only. What is
-- said in each recording, with its times, stands in `parts` and here.
alter table voice_message add column versions jsonb;

-- Is a voicemail left where a machine answers?
alter table campaign add column leaves_voicemail boolean not null default false;

-- The legal file, part by part: who declared what, when. Only ever added to; the newest of a part
-- counts. A null value takes back what was declared before.
create table legal_declaration (
  id          bigint generated always as identity primary key,
  campaign_id text   not null references campaign,
  part        text   not null,
  value       jsonb,
  declared_by text   not null check (declared_by <> ''),
  declared_at bigint not null
);
create index legal_declaration_of on legal_declaration (campaign_id, part, id);

create function refuse_change_of_declaration() returns trigger language plpgsql as $$
begin
  raise exception 'declarations are only ever added to';
end $$;
create trigger legal_declaration_only_added before update or delete on legal_declaration
  for each row execute function refuse_change_of_declaration();
