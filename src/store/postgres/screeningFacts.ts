/**
 * What law needs to know about everybody of a chunk of persons, joined by SQL at once and handed over
 * as text: a row of its own for each would cost more than the law does. The facts are those of
 * leasedFacts.ts, for people nobody has leased; a test holds the two together.
 */
import type { CampaignId } from '../../base/ids.ts'
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import type { Reach } from '../../campaign/audience.ts'
import type { Channel, ConsentEntry, Slot } from '../../contacts/consent.ts'
import type { SuppressionEntry } from '../../contacts/suppression.ts'
import type { LeasedTarget } from '../store.ts'
import { inAudience, reachValues } from './audienceSql.ts'
import { attemptsSince, uncounted } from './leasedFacts.ts'
import { rowsOf, type SqlClient, type Statement } from './sqlTransaction.ts'

/** Persons with a greater id than `afterPerson`, up to `toPerson`. */
export interface Chunk {
  readonly afterPerson: number
  readonly toPerson: number
}

/** Whose people, as which campaign would see them. Plain data: it travels between threads. */
export interface ScreenedCampaign {
  readonly id: CampaignId
  readonly organisation: number
  readonly controller: string
  readonly practice: boolean
  readonly now: EpochMs
  readonly subject: 'contacts' | 'targets'
  /** null: everybody. */
  readonly reach: Reach | null
  /** Of every key a suppressed number may lie under (listKeys.ts), in hexadecimal. */
  readonly pads: readonly [inner: readonly string[], outer: readonly string[]]
}

export interface ScreenedPerson
  extends Pick<LeasedTarget, 'consents' | 'suppressions' | 'attempts' | 'number'> {
  readonly contact: string
  readonly standIn?: E164
  readonly insee?: string
  readonly territory?: string
}

/** Between values and rows of what the server hands over: no number, code or name holds them. */
const betweenCells = '\x1f'
const betweenRows = '\x1e'

/** What somebody wrote, without the two characters above. */
const said = (text: string): string => `translate(coalesce(${text}, ''), E'\\x1e\\x1f', '')`

const chunkOf = 'c.organisation_id = $1 and c.person_id > $2 and c.person_id <= $3'
const rowsAsText = (cells: readonly string[], from: string, order: string): string =>
  `select coalesce(string_agg(concat_ws(E'\\x1f', ${cells.join(', ')}), E'\\x1e' order by ${order}),
     '') as text from ${from}`

const contactsWith = (name: string, ...more: readonly string[]): Statement => ({
  name,
  text: rowsAsText(
    [
      ...['c.person_id', 'c.id', 'c.phone', `coalesce(c.insee, '')`, `coalesce(c.territory, '')`],
      `case when $5 = 'targets' then exists (select from target t
         where t.contact_id = c.id and t.campaign_id = $4 and t.state <> 'done')
       else ${inAudience(6)} end`,
      ...more,
    ],
    `contact c where ${chunkOf}`,
    'c.person_id, c.id',
  ),
})
const contacts = contactsWith('screening-contacts')
/** Practice: whom a stand-in is rung for, and before anybody is chosen, for whom one would be. */
const rehearsedContacts = contactsWith(
  'screening-rehearsed',
  `coalesce((select s.phone from target t join stand_in s on s.target_id = t.id
     where t.contact_id = c.id and t.campaign_id = $4),
   case when $5 = 'targets' or is_fiction(c.phone) then '' else fiction_number(0) end)`,
)
/**
 * What consents_of (migrations) answers for one contact, asked of all at once: a few thousand answers of
 * sources are read once, not once a person.
 */
const consents: Statement = {
  name: 'screening-consents',
  text: `with answer as materialized (
      select a.source_id, a.n, a.slots::text as slots, s.controller, s.channel
      from source s join slot_set a on a.source_id = s.id where s.organisation_id = $1
    ), ends as materialized (
      select hash, expires_at from wording_now where organisation_id = $1 and expires_at is not null
    ), ends_in_source as materialized (
      select v.source_id, v.version, w.expires_at
      from source_wording v join ends w on w.hash = v.hash
    ), ledger as (
      select c.person_id, k.at, k.id, k.kind, k.channel, k.controller,
        coalesce(k.slots::text, '[]') as slots, w.expires_at, k.wording_version
      from contact c join consent k on k.contact_id = c.id left join ends w on w.hash = k.wording_hash
      where ${chunkOf}
      union all
      select c.person_id, m.consent_at, m.line, 'given', a.channel, a.controller, a.slots,
        w.expires_at, m.wording_version
      from contact c
      join mention m on m.phone = c.phone and m.consent_at is not null
      join answer a on a.source_id = m.source_id and a.n = m.slot_n
      left join ends_in_source w on w.source_id = m.source_id and w.version = m.wording_version
      where ${chunkOf}
    ) ${rowsAsText(
      [
        ...['e.person_id', 'e.at', 'e.kind', 'e.channel', said('e.controller'), 'e.slots'],
        ...[`coalesce(e.expires_at::text, '')`, 'e.wording_version is not null'],
        said('e.wording_version'),
      ],
      'ledger e',
      'e.person_id, e.at, e.id',
    )}`,
}
/** Those of the number itself, and objections made on any number of the person. */
const suppressions: Statement = {
  name: 'screening-suppressions',
  text: rowsAsText(
    [
      ...['c.person_id', 'c.id', 's.scope', 's.at', 's.whole_person'],
      ...['s.controller is not null', said('s.controller')],
      said(`coalesce(s.reason, 'on the list ' || l.name || ' of ' || l.holder)`),
    ],
    `contact c
     cross join unnest($4::bytea[], $5::bytea[]) as key(inner_pad, outer_pad)
     join standing_suppression s
       on s.number_hash = number_hash(c.phone, key.inner_pad, key.outer_pad)
     left join suppression_list l on l.id = s.list_id
     where ${chunkOf} and (s.scope <> 'organisation' or s.organisation_id = $1)`,
    'c.person_id, s.at, s.id',
  ),
}
const attempts: Statement = {
  name: 'screening-attempts',
  text: rowsAsText(
    ['c.person_id', 'a.armed_at', 'c.phone', 'a.campaign_id = $4'],
    `contact c join target t on t.contact_id = c.id
     join campaign k on k.id = t.campaign_id and k.controller = $5
       and (k.practice_start is not null) = $7
     join attempt a on a.target_id = t.id
     where ${chunkOf} and (a.campaign_id = $4 or a.armed_at >= $6)
       and (a.outcome is null or a.outcome <> all($8::text[]))`,
    'c.person_id, a.armed_at, a.id',
  ),
}

/** Everybody of the chunk whom the campaign means to call, with the facts of all their numbers. */
export async function readChunk(
  client: SqlClient,
  campaign: ScreenedCampaign,
  { afterPerson, toPerson }: Chunk,
): Promise<readonly ScreenedPerson[]> {
  const { id, organisation, controller, practice, now, subject } = campaign
  const pads = campaign.pads.map((side) => side.map((pad) => Buffer.from(pad, 'hex')))
  const chunk = [organisation, afterPerson, toPerson]
  const ask = async (statement: Statement, ...values: readonly unknown[]): Promise<string> =>
    (await rowsOf<{ text: string }>(client, statement, [...chunk, ...values]))[0]?.text ?? ''
  const everybody = practice ? rehearsedContacts : contacts
  const asked = rowsIn(await ask(everybody, id, subject, ...reachValues(campaign.reach)))
  const given = byPerson(await ask(consents))
  const barred = byPerson(await ask(suppressions, ...pads))
  const tried = byPerson(
    await ask(attempts, id, controller, now - attemptsSince, practice, uncounted),
  )
  return asked.flatMap((row) => {
    const [person = '', contact = '', phone, insee, territory, chosen, standIn] =
      row.split(betweenCells)
    if (chosen !== 't') return []
    return {
      contact,
      number: phone as E164,
      ...(standIn ? { standIn: standIn as E164 } : {}),
      ...(insee ? { insee } : {}),
      ...(territory ? { territory } : {}),
      consents: (given.get(person) ?? nothing).map(consentEntry),
      suppressions: (barred.get(person) ?? nothing).flatMap((cells) =>
        suppressionEntry(cells, contact),
      ),
      attempts: (tried.get(person) ?? nothing).map(attemptOf),
    }
  })
}

const nothing: readonly (readonly string[])[] = []

const rowsIn = (text: string): readonly string[] => (text === '' ? [] : text.split(betweenRows))

/** Cells after the person's id. */
function byPerson(text: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = new Map<string, (readonly string[])[]>()
  for (const row of rowsIn(text)) {
    const [person = '', ...cells] = row.split(betweenCells)
    const known = found.get(person)
    if (known) known.push(cells)
    else found.set(person, [cells])
  }
  return found
}

function consentEntry(cells: readonly string[]): ConsentEntry {
  const [at, kind, channel, controller = '', slots = '[]', expires, versioned, version = ''] = cells
  return {
    kind: kind as ConsentEntry['kind'],
    controller,
    channel: channel as Channel,
    at: epochMs(Number(at)),
    slots: slotsOf(slots),
    ...(versioned === 't' && { wordingVersion: version }),
    ...(expires && { wordingExpiredAt: epochMs(Number(expires)) }),
  }
}

/** Thousands of people give the same few answers: one array each, which marks them as the same. */
const slotSetsRemembered = 50_000
const slotSets = new Map<string, readonly Slot[]>()

function slotsOf(text: string): readonly Slot[] {
  const known = slotSets.get(text)
  if (known) return known
  if (slotSets.size >= slotSetsRemembered) slotSets.clear()
  const slots = JSON.parse(text) as readonly Slot[]
  slotSets.set(text, slots)
  return slots
}

function suppressionEntry(
  [of, scope, at, whole, named, controller = '', reason = '']: readonly string[],
  contact: string,
): readonly SuppressionEntry[] {
  if (of !== contact && whole !== 't') return []
  const entry = { scope: scope as SuppressionEntry['scope'], at: epochMs(Number(at)), reason }
  return [named === 't' ? { ...entry, controller } : entry]
}

const attemptOf = ([at, number, own]: readonly string[]): LeasedTarget['attempts'][number] => ({
  at: epochMs(Number(at)),
  number: number as E164,
  thisCampaign: own === 't',
})
