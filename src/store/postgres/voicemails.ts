/**
 * Who may be left a voicemail: nobody twice in a campaign, and no more in a day than the campaign wants. A call
 * that may leave one takes one of the day when it is armed, and gives it back when it ends without. Everything
 * here happens under the lock of the campaign's counters: several dialling loops are one after the other.
 */
import type { EpochMs } from '../../base/units.ts'
import { localDay, zoneOf } from '../../law/calendar.ts'
import { isoDate } from '../../law/civilDate.ts'
import type { LeasedTarget } from '../store.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

const paris = zoneOf('Europe/Paris')

export const voicemailDay = (now: EpochMs): string => isoDate(localDay(paris, now))

/** A voicemail of a call under way counts as left, and so does one of which nobody knows. */
const leftBefore = (campaign: string, person: string): string => `exists (
  select from contact other join target theirs on theirs.contact_id = other.id
  join attempt earlier on earlier.target_id = theirs.id
  where other.person_id = ${person} and theirs.campaign_id = ${campaign}
    and earlier.voicemail_day is not null)`

const haveNone = {
  name: 'voicemail-none',
  text: `select asked.id::text as person from unnest($2::bigint[]) as asked(id)
         where not ${leftBefore('$1', 'asked.id')}`,
}
const takenOn = {
  name: 'voicemail-taken',
  text: 'select taken from voicemail_counter where campaign_id = $1 and day = $2::date',
}

export async function mayLeave(
  client: SqlClient,
  { id, voicemailsADayMax }: { readonly id: string; readonly voicemailsADayMax: number | null },
  leased: readonly LeasedTarget[],
  now: EpochMs,
): Promise<readonly LeasedTarget[]> {
  if (leased.length === 0) return leased
  const people = [...new Set(leased.map(({ person }) => person))]
  const free = await rowsOf<{ person: string }>(client, haveNone, [id, people])
  const [day] = await rowsOf<{ taken: number }>(client, takenOn, [id, voicemailDay(now)])
  const hasNone = new Set(free.map(({ person }) => person))
  let room = (voicemailsADayMax ?? Number.POSITIVE_INFINITY) - (day?.taken ?? 0)
  return leased.map((target) => {
    if (room <= 0 || !hasNone.has(target.person)) return target
    room -= 1
    return { ...target, mayLeaveVoicemail: true }
  })
}

/** Of those that would leave one, who still may; the others are not armed, and are leased anew. */
const mayStill = {
  name: 'voicemail-granted',
  text: `with asked as (
           select a.attempt, a.target, a.voicemail_day as day, t.campaign_id as campaign, c.person_id,
             row_number() over (partition by t.campaign_id, c.person_id order by a.attempt) as turn
           from jsonb_to_recordset($1) as a(attempt uuid, target bigint, voicemail_day date)
           join target t on t.id = a.target join contact c on c.id = t.contact_id
           where a.voicemail_day is not null
         ), alone as (
           select asked.*, k.voicemails_a_day_max as most, coalesce(n.taken, 0) as taken,
             row_number() over (partition by asked.campaign, asked.day order by asked.attempt) as place
           from asked join campaign k on k.id = asked.campaign
           left join voicemail_counter n on n.campaign_id = asked.campaign and n.day = asked.day
           where asked.turn = 1 and k.answering_machines = 'leaveVoicemail'
             and not ${leftBefore('asked.campaign', 'asked.person_id')}
         )
         select attempt from alone where most is null or taken + place <= most`,
}

export async function granted<
  Asked extends { readonly attempt: string; readonly voicemail_day: string | null },
>(client: SqlClient, asked: readonly Asked[]): Promise<readonly Asked[]> {
  const leaving = asked.filter(({ voicemail_day: day }) => day !== null)
  if (leaving.length === 0) return asked
  const rows = await rowsOf<{ attempt: string }>(client, mayStill, [JSON.stringify(leaving)])
  const may = new Set(rows.map(({ attempt }) => attempt))
  return asked.filter(({ attempt, voicemail_day: day }) => day === null || may.has(attempt))
}

const take = {
  name: 'voicemail-take',
  text: `insert into voicemail_counter as n (campaign_id, day, taken)
         select d.campaign, d.day, d.calls from jsonb_to_recordset($1)
           as d(campaign text, day date, calls bigint)
         on conflict (campaign_id, day) do update set taken = n.taken + excluded.taken`,
}

/** Moves the counters of the days: `by` 1 for each that may leave one, −1 for each that did not. */
export async function takeVoicemails(
  client: SqlClient,
  calls: readonly { readonly campaign: string; readonly voicemailDay: string | null }[],
  by: 1 | -1,
): Promise<void> {
  const taking = calls.filter(({ voicemailDay: day }) => day !== null)
  if (taking.length === 0) return
  const days = Map.groupBy(taking, ({ campaign, voicemailDay: day }) => `${day} ${campaign}`)
  const moves = [...days.values()].flatMap((own) => {
    const [first] = own
    return first
      ? [{ campaign: first.campaign, day: first.voicemailDay, calls: by * own.length }]
      : []
  })
  await rowsOf(client, take, [JSON.stringify(moves)])
}
