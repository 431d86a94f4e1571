-- What a campaign's live page and its report need beside the counters: figures by area, how long people
-- listened, and what it cost. All moved in the SqlTransaction of what they count.
-- Money is in whole micro-euros. Instants are bigint milliseconds since 1970 (EpochMs).

-- What the operator charges for an answered call: so much for the call, so much for each minute begun in
-- steps. All or nothing; no price known: calls count as costing nothing, and screens say so.
alter table trunk
  add column per_minute_micro_euro bigint check (per_minute_micro_euro >= 0),
  add column per_call_micro_euro   bigint check (per_call_micro_euro >= 0),
  add column first_increment_s     integer check (first_increment_s between 0 and 3600),
  add column increment_s           integer check (increment_s between 1 and 3600),
  add constraint trunk_price_whole check (
    num_nulls(per_minute_micro_euro, per_call_micro_euro, first_increment_s, increment_s) in (0, 4));

-- Null: no limit of its own. Calls stop before it is exceeded.
alter table campaign add column budget_micro_euro bigint check (budget_micro_euro >= 0);

-- first_target, last_target: between them lie all targets of the campaign (and few of others, chosen at
-- the same time), so that a list of people reads its own part of the table by the primary key.
alter table campaign_counter
  add column billed_ms       bigint not null default 0,
  add column cost_micro_euro bigint not null default 0,
  add column first_target    bigint,
  add column last_target     bigint;
grant select on sequence target_id_seq to portevoix_tenant;

-- targets: people chosen there. called: those of them with an ended attempt. area: as area_of writes it,
-- '' where nobody knows.
create table area_counter (
  campaign_id  text   not null references campaign,
  area         text   not null,
  targets      bigint not null default 0,
  called       bigint not null default 0,
  attempts     bigint not null default 0,
  heard_to_end bigint not null default 0,
  objections   bigint not null default 0,
  primary key (campaign_id, area)
) with (fillfactor = 20);
select guard_child('area_counter', 'campaign_id', 'campaign');

-- How many calls in which the content was heard ended in this second of it. The last second counts
-- whatever is longer (src/store/postgres/counters.ts).
create table heard_counter (
  campaign_id text     not null references campaign,
  second      smallint not null,
  calls       bigint   not null default 0,
  primary key (campaign_id, second)
) with (fillfactor = 20);
select guard_child('heard_counter', 'campaign_id', 'campaign');

-- `cut`: everything of this campaign is hung up at once.
alter table attempt drop constraint attempt_barred_check,
  add constraint attempt_barred_check check (barred in ('person', 'message', 'cut'));

-- Campaigns that ran before this migration.
insert into area_counter (campaign_id, area, targets, called, attempts, heard_to_end, objections)
select t.campaign_id, coalesce(t.area, area_of(c.insee, c.territory), ''), count(distinct t.id),
  count(distinct t.id) filter (where a.outcome is not null), count(a.outcome),
  count(*) filter (where a.outcome = 'heardToEnd'), count(*) filter (where a.outcome = 'objected')
from target t left join contact c on c.id = t.contact_id left join attempt a on a.target_id = t.id
group by 1, 2;
update campaign_counter k set first_target = t.first, last_target = t.last
from (select campaign_id, min(id) as first, max(id) as last from target group by campaign_id) t
where t.campaign_id = k.campaign_id;
insert into heard_counter (campaign_id, second, calls)
select campaign_id, least(heard_ms / 1000, 600), count(*) from attempt
where heard_ms > 0 and state = 'ended' group by 1, 2;
