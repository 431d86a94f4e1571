-- Everything a row of an import says is bound by its hash, and what a person told us themselves has a
-- provenance too.

create or replace function mention_hash(m mention) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(row(m.salt, m.line, m.part, m.parts, m.phone, m.shared_line, m.last_name,
    m.first_name, m.commune, m.postcode, m.insee, m.territory, m.home_key, m.said_by,
    m.said_at - date '2000-01-01', m.consent_at, m.slot_n, m.wording_version, m.objected_at,
    m.language, m.polling_district)::text, 'UTF8'))
$$;
