/** Synthetic people of every kind for screening, made by SQL; nobody can dial them from here. */
import type { EpochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { type NumberKey, numberKeyOf } from '../../src/store/numberKey.ts'

export interface Filling {
  readonly people: number
  readonly controller: string
  readonly now: EpochMs
}

const day = 86_400_000

/**
 * Numbers of all plans, and some that are nobody's; one in ten shares a person with the one before;
 * consents of two files and of later acts, withdrawn, for others, to come, under a wording that ends;
 * suppressions of every scope, own acts and lists under another key; attempts of two campaigns.
 */
export async function fillForScreening(database: Database, filling: Filling): Promise<void> {
  const { pool } = database
  await pool.query(contacts, [filling.people])
  for (const sql of consents(filling)) await pool.query(sql)
  await pool.query(suppressions(filling), [
    database.numberKey.innerPad,
    database.numberKey.outerPad,
  ])
  const other = await keyOfAnotherHolder(database)
  await pool.query(suppressionsOfList, [other.innerPad, other.outerPad])
  for (const sql of attempts(filling)) await pool.query(sql)
  await pool.query('analyze')
}

async function keyOfAnotherHolder({ pool, numberKey }: Database): Promise<NumberKey> {
  const secret = Buffer.alloc(32, 7)
  const key = numberKeyOf(secret)
  await pool.query(
    `insert into suppression_list_key (holder, fingerprint, sealed) values ('test', $1, $2)`,
    [key.fingerprint, numberKey.seal(secret)],
  )
  return key
}

const contacts = `insert into contact (id, organisation_id, phone, person_id, household_id, commune, insee,
    territory, created_at) overriding system value
  select n, 1, case
      when n % 40 = 0 then '+262692' || lpad(n::text, 6, '0')
      when n % 41 = 0 then '+596596' || lpad(n::text, 6, '0')
      when n % 43 = 0 then '+590690' || lpad(n::text, 6, '0')
      when n % 47 = 0 then '+68940' || lpad(n::text, 6, '0')
      when n % 53 = 0 then '+338' || lpad(n::text, 8, '0')
      when n % 59 = 0 then '+33162' || lpad(n::text, 6, '0')
      when n % 61 = 0 then '+339' || lpad((50000000 + n)::text, 8, '0')
      when n % 3 = 0 then '+331' || lpad((40000000 + n)::text, 8, '0')
      else '+336' || lpad((10000000 + n)::text, 8, '0') end,
    case when n % 10 = 0 then n - 1 else n end, case when n % 10 = 0 then n - 1 else n end, null,
    case when n % 17 = 0 then null when n % 41 = 0 or n % 29 = 0 then '97209' when n % 40 = 0 then '97411'
      when n % 23 = 0 then '67482' when n % 19 = 0 then '98735' else lpad((1 + n % 19)::text, 2, '0') || '001' end,
    case when n % 34 = 0 then null when n % 41 = 0 or n % 29 = 0 then 'MQ' when n % 40 = 0 then 'RE'
      when n % 19 = 0 then 'PF' else 'FR' end, 0
  from generate_series(1, $1::int) as n`

const consents = ({ controller, now }: Filling): readonly string[] => [
  `insert into source (organisation_id, kind, holder, collected_from, collected_to, controller, channel,
     file_name, file_sha256, import_sha256, imported_at)
   select 1, 'ownForm', 'test', '2026-01-01', '2026-12-31', c, 'automate', 'f', '', n::text, 0
   from unnest(array['${controller}', 'Quelqu’un d’autre']) with ordinality as x(c, n)`,
  `insert into slot_set select s.id, n, case when n % 7 = 6 then '[]'::jsonb else
       jsonb_build_array(jsonb_build_object('days', case n % 3 when 0 then '[1,2,3,4,5]'::jsonb
         when 1 then '[2]' else '[4,6]' end, 'from', lpad((9 + n % 8)::text, 2, '0') || ':00',
         'to', '19:00')) end
   from source s, generate_series(0, 20) as n`,
  `insert into mention (source_id, line, part, parts, phone, shared_line, consent_at, slot_n)
   select s.id, c.id, 0, 1, c.phone, false, case when c.id % 6 = 0 then null
     when c.id % 71 = 0 then ${now + day} else ${now - 200 * day} + c.id % 1000000 end, c.id % 21
   from contact c join (select id, row_number() over (order by id) as n from source) s
     on s.n = case when c.id % 13 = 0 then 2 else 1 end`,
  `insert into consent (contact_id, kind, controller, channel, at, slots)
   select id, case when id % 3 = 0 then 'withdrawn' else 'given' end,
     case when id % 5 = 0 then upper('${controller}') else '${controller}' end,
     case when id % 7 = 0 then 'volunteer' else 'automate' end,
     case when id % 2 = 0 then ${now - day} else ${now - 300 * day} end,
     '[{"days":[2],"from":"12:00","to":"13:00"}]'
   from contact where id % 11 = 0`,
]

const suppressions = ({ controller, now }: Filling): string => `
  insert into suppression (organisation_id, phone, scope, controller, reason, at, whole_person, number_hash)
  select 1, null, (array['organisation', 'controller', 'platform'])[1 + id % 3],
    case when id % 6 = 1 then lower('${controller}') when id % 6 = 4 then 'Quelqu’un d’autre' end,
    'test', ${now - day}, id % 2 = 0, number_hash(phone, $1, $2)
  from contact where id % 31 = 0 or id % 37 = 0`

const suppressionsOfList = `
  insert into suppression (organisation_id, scope, reason, at, number_hash)
  select 1, 'organisation', 'of a list', 1, number_hash(phone, $1, $2) from contact where id % 67 = 0`

const attempts = ({ now }: Filling): readonly string[] => [
  `insert into target (campaign_id, contact_id, state, outcome, attempts)
   select 'other', id, 'done', 'listened', 1 from contact where id % 14 = 0`,
  `insert into attempt (id, campaign_id, target_id, attempt_number, lease_token, state, verdict,
     armed_at, outcome)
   select gen_random_uuid(), 'other', t.id, n, t.id * 10 + n, 'ended', '{}',
     ${now} - (n * (t.contact_id % 12) * ${day}), case when t.contact_id % 4 = 0 then 'rejectedByCarrier'
       else 'noAnswer' end
   from target t, generate_series(1, 5) as n where t.contact_id % 28 = 0 or n < 3`,
]
