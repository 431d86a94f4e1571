-- Password and private key of a trunk, sealed under the number key (src/store/postgres/trunkSecrets.ts): a
-- copy of the database alone lets nobody call at an organisation's cost. `password` is read from rows of
-- before this migration only, and sealed when the database is opened.
alter table trunk add column secrets_sealed bytea;
