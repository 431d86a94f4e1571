-- What carriers differ in, several trunks that stand in for each other, and how each call sounded.
-- Instants are bigint milliseconds since 1970 (EpochMs).

-- profile: src/call/trunkProfile.ts; what is absent takes its default there.
-- route: trunks of one organisation with the same route carry each other's calls: those of the lowest
-- priority first, among equals by weight (as RFC 2782 does for servers). Null: a trunk by itself.
alter table trunk
  add column profile  jsonb    not null default '{}',
  add column route    text     check (route <> ''),
  add column priority smallint not null default 10 check (priority between 0 and 65535),
  add column weight   smallint not null default 10 check (weight between 1 and 1000);
create index trunk_route on trunk (organisation_id, route) where route is not null;

-- Over which trunk the call went; null: it was never placed, or before this migration. No foreign key:
-- trunks that carried calls are not removed (src/store/postgres/trunkBook.ts).
-- mos: estimated from loss, jitter and delay as we heard them (ITU-T G.107 reduced); the rest is what the
-- far end reported about what we sent (RFC 3550 §6.4).
alter table attempt
  add column trunk_id           text,
  add column mos               double precision check (mos between 1 and 5),
  add column round_trip_ms      double precision check (round_trip_ms >= 0),
  add column rtp_out_lost       bigint check (rtp_out_lost >= 0),
  add column rtp_out_jitter_ms  double precision check (rtp_out_jitter_ms >= 0);
