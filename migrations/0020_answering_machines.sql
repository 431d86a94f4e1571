-- What a campaign does where a machine answers, and the voicemails it left.
-- Instants are bigint milliseconds since 1970 (EpochMs); durations are milliseconds.

-- Whether a voicemail is left becomes one of three answers (src/campaign/campaign.ts).
alter table campaign
  add column answering_machines text not null default 'ignore'
    check (answering_machines in ('ignore', 'hangUp', 'leaveVoicemail')),
  add column voicemails_a_day_max integer check (voicemails_a_day_max between 1 and 1000000);
update campaign set answering_machines = 'leaveVoicemail' where leaves_voicemail;
alter table campaign drop column leaves_voicemail;

-- The talk may last as long as it takes to leave what was recorded after the longest greeting: 55.5 s and the
-- voicemail (src/campaign/answeringMachines.ts).
update campaign k set max_talk_ms = greatest(k.max_talk_ms,
  55500 + ceil((newest.versions->'voicemail'->>'durationMs')::numeric)::integer)
from (select distinct on (campaign_id) campaign_id, versions from voice_message
      order by campaign_id, version desc) newest
where newest.campaign_id = k.id and k.answering_machines = 'leaveVoicemail'
  and k.state in ('draft', 'ready', 'paused') and newest.versions ? 'voicemail';

-- voicemail_day: this call may leave a voicemail, on this day (armed); it did, at least the beginning of one
-- (ended); nobody knows (unknown). Null: it may not, or it left none. So whoever has one is left no other.
-- voicemail_ms: sent in one go since its last beginning.
alter table attempt
  add column voicemail_day    date,
  add column voicemail_ms     integer,
  add column voicemail_starts smallint,
  add column voicemail_beep   boolean;

-- How many of a day's voicemails are taken: left, or by calls that may still leave one.
create table voicemail_counter (
  campaign_id text   not null references campaign,
  day         date   not null,
  taken       bigint not null default 0,
  primary key (campaign_id, day)
) with (fillfactor = 20);
select guard_child('voicemail_counter', 'campaign_id', 'campaign');
