-- Drafts that are changed, copied and taken back; a campaign's own calendar; rehearsals, in which each
-- chosen number has a number of fiction as its stand-in; and the last check a person saw.
-- Instants are bigint milliseconds since 1970 (EpochMs), on the campaign's own clock where it has one.

alter table campaign
  -- Null: as soon as it is launched. hours: [{days, from, to}], null: all hours of the law.
  add column starts_at   bigint,
  add column hours       jsonb,
  -- A draft that was taken back. Its row stays: what was declared for it stands in the ledger.
  add column deleted_at  bigint,
  add column copied_from text,
  -- The first calls leave slowly: so many, at so many a second. Null: at the trunk's pace at once.
  add column soft_start  jsonb;
create index campaign_list on campaign (organisation_id, created_at desc, id desc) where deleted_at is null;

-- Where everybody is chosen: the newest contact there was then. No newer one, nobody to choose. Null: chosen
-- by criteria, which a correction of a contact may change.
alter table campaign_counter add column chosen_up_to bigint;

-- Arcep 2018-0881, annexe § 2.5.12: what src/contacts/numberPlan.ts calls fiction.
create function is_fiction(phone text) returns boolean language sql immutable parallel safe as $$
  select phone ~ '^\+33(19900|26191|35301|46571|53649|63998)[0-9]{4}$'
$$;
-- All 60,000 of them, n from 0 on: neighbours stand in different ranges.
create function fiction_number(n bigint) returns text language sql immutable parallel safe as $$
  select '+33' || (array['19900', '26191', '35301', '46571', '53649', '63998'])[1 + n % 6]
    || lpad((n / 6)::text, 4, '0')
$$;

-- Who is rung instead of a chosen contact whose number is real. One number, one target of a campaign.
create table stand_in (
  target_id   bigint primary key references target on delete cascade,
  campaign_id text   not null references campaign,
  phone       text   not null check (is_fiction(phone)),
  unique (campaign_id, phone)
);
select guard_child('stand_in', 'campaign_id', 'campaign');

-- What the last choice of a rehearsal came to: chosen = fiction + stand_ins + left_out.
create table rehearsal (
  campaign_id text   primary key references campaign,
  chosen      bigint not null,
  fiction     bigint not null,
  stand_ins   bigint not null,
  left_out    bigint not null,
  check (chosen = fiction + stand_ins + left_out)
);
select guard_child('rehearsal', 'campaign_id', 'campaign');

-- Key 9 pressed by a practice phone that stood in for somebody real: a fact of the rehearsal, and no
-- objection of that person, who heard nothing.
create table rehearsal_objection (
  attempt_id  uuid   primary key references attempt on delete cascade,
  campaign_id text   not null references campaign,
  reason      text   not null,
  at          bigint not null,
  reference   text   not null
);
create index rehearsal_objection_of on rehearsal_objection (campaign_id);
select guard_child('rehearsal_objection', 'campaign_id', 'campaign');

-- What a person read before launching: the launch compares with it. event: the campaign's last event then.
create table campaign_check (
  id          bigint generated always as identity primary key,
  campaign_id text   not null references campaign,
  made_at     bigint not null,
  judged_at   bigint not null,
  event       bigint not null,
  targets     bigint not null,
  result      jsonb  not null
);
create index campaign_check_of on campaign_check (campaign_id, id desc);
select guard_child('campaign_check', 'campaign_id', 'campaign');
