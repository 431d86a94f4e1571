-- The ledger: what was consented, withdrawn, imported, approved, declared, answered and erased, each
-- entry bound by hash to the one before (src/store/ledgerChain.ts). It holds hashes, no personal data.

create table ledger (
  organisation_id bigint not null references organisation,
  seq             bigint not null check (seq > 0),
  at              bigint not null,
  kind            text   not null,
  -- Table and key of what is committed to, such as consent/12/7.
  subject         text   not null,
  content_hash    text   not null check (content_hash ~ '^[0-9a-f]{64}$'),
  previous_hash   text   not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash            text   not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (organisation_id, seq)
);
create index ledger_subject on ledger (organisation_id, subject text_pattern_ops);

-- The last entry of each chain; locked by whoever adds to it, until its SqlTransaction ends.
create table ledger_head (
  organisation_id bigint primary key references organisation,
  seq             bigint not null,
  hash            text   not null
);

-- What opens the commitment of an entry: its salt, and its content where no other table holds it.
-- Forgotten with the person (salt and content null): then nobody can try out what was hashed, while the
-- chain still holds.
create table ledger_opening (
  organisation_id bigint not null,
  seq             bigint not null,
  salt            text   check (salt ~ '^[0-9a-f]{64}$'),
  content         jsonb,
  primary key (organisation_id, seq),
  foreign key (organisation_id, seq) references ledger,
  check (salt is not null or content is null)
);

-- Append-only in the database itself, whoever asks.
create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % of % is refused', lower(tg_op), tg_table_name;
end $$;
create trigger ledger_append_only before update or delete or truncate on ledger
  for each statement execute function refuse_ledger_change();
create trigger ledger_opening_kept before delete or truncate on ledger_opening
  for each statement execute function refuse_ledger_change();
