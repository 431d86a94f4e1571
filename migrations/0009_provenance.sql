-- Everything a row of an import says is bound by its hash, and a number that its holder gave us with a
-- consent, or took one back, has a provenance too.

create or replace function mention_hash(m mention) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(row(m.salt, m.line, m.part, m.parts, m.phone, m.shared_line, m.last_name,
    m.first_name, m.commune, m.postcode, m.insee, m.territory, m.home_key, m.said_by,
    m.said_at - date '2000-01-01', m.consent_at, m.slot_n, m.wording_version, m.objected_at,
    m.language, m.polling_district)::text, 'UTF8'))
$$;

-- One row a fact. Where a person gave us their number themselves, source and line are null, and the holder
-- is whom they gave it to: the organisation.
create or replace view provenance as
select c.id as contact_id, m.source_id, m.line, f.fact, f.value, f.said_by, f.said_at, s.kind, s.holder,
  s.collected_from, s.collected_to, s.imported_at
from contact c
join mention m on m.phone = c.phone
join source s on s.id = m.source_id and s.organisation_id = c.organisation_id
cross join lateral (values
  ('phone', m.phone, null::text, null::date),
  ('lastName', m.last_name, null, null),
  ('firstName', m.first_name, null, null),
  ('commune', m.commune, m.said_by, m.said_at),
  ('postcode', m.postcode, m.said_by, m.said_at),
  ('insee', m.insee, m.said_by, m.said_at),
  ('territory', m.territory, m.said_by, m.said_at),
  ('language', m.language, null, null),
  ('pollingDistrict', m.polling_district, null, null)
) as f (fact, value, said_by, said_at)
where f.value is not null
union all
select c.id, null, null, 'phone', c.phone, 'the person', said.day, 'ownForm', o.name, said.day, said.day,
  k.at
from contact c
join consent k on k.contact_id = c.id and k.proof->>'kind' in ('web', 'office')
  and not exists (
    select from consent e where e.contact_id = k.contact_id and e.id < k.id
      and e.proof->>'kind' in ('web', 'office'))
  and (k.kind = 'given' or not exists (
    select from mention m join source s on s.id = m.source_id
    where m.phone = c.phone and s.organisation_id = c.organisation_id))
join organisation o on o.id = c.organisation_id
cross join lateral (select (to_timestamp(k.at / 1000.0) at time zone 'UTC')::date as day) said;
