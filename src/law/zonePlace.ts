/** Hours of a law outside France: in the zone of the callee, and of the slots their consent names. */
import { zoneNamed } from './abroad.ts'
import { zoneOf } from './calendar.ts'
import type { CivilDay } from './civilDate.ts'
import { weekdayOf } from './civilDate.ts'
import { allowedUntil, type DialCase, refused } from './rule.ts'
import { both, exactInstant, sayInstant, sayWhen } from './say.ts'
import { parseTimeOfDay } from './slotWindows.ts'
import type { Place } from './territory.ts'
import { unknownLocalTime } from './unknownFacts.ts'
import type { RuleAnswer } from './verdict.ts'
import { closedPlace, closesAt, type Interval, opensAt, type Windows } from './windows.ts'

/** Every zone of the world fits. */
const placesMax = 1000
const places = new Map<string, readonly Place[]>()

/** The place a zone stands for; none when no zone, or no such zone, was given. */
function placesOfZone(zone: string | undefined): readonly Place[] {
  const name = zone === undefined ? undefined : zoneNamed(zone)
  if (name === undefined) return []
  const known = places.get(name)
  if (known) return known
  if (places.size >= placesMax) places.clear()
  const place: Place = {
    territory: 'ABROAD',
    zone: zoneOf(name),
    holidays: 'FR',
    clock: both(`in the zone ${name}`, `dans le fuseau ${name}`),
    where: both(`in the zone ${name}`, `dans le fuseau ${name}`),
  }
  places.set(name, [place])
  return [place]
}

/** `09:00–21:30` of Monday to Friday, and of the weekend; an empty list is a closed day. */
interface WeekHours {
  readonly weekdays: readonly string[]
  readonly weekend: readonly string[]
}

const friday = 5

export function windowsOf({ weekdays, weekend }: WeekHours): Windows {
  const week = weekdays.map(intervalOf)
  const sundays = weekend.map(intervalOf)
  return (_place: Place, day: CivilDay) => (weekdayOf(day) > friday ? sundays : week)
}

function intervalOf(text: string): Interval {
  const [opens = '', closes = ''] = text.split('–')
  return { from: parseTimeOfDay(opens) ?? 0, to: parseTimeOfDay(closes) ?? 0 }
}

/** Open now in the callee's zone? Unknown zone: unknown. */
export function hoursAnswer({ facts, now }: DialCase, windows: Windows, limit: string): RuleAnswer {
  // The United Kingdom has one clock.
  const zone = facts.callee.zone ?? (facts.country === 'uk' ? 'Europe/London' : undefined)
  const where = placesOfZone(zone)
  if (where.length === 0) return unknownLocalTime
  const closed = closedPlace(windows, where, now)
  if (!closed) return allowedUntil(closesAt(windows, where, now))
  const opening = opensAt(windows, where, now)
  return refused(() => {
    const here = sayInstant(closed, now, now)
    const again = opening === undefined ? undefined : sayWhen(closed, opening, now)
    return {
      measured: exactInstant(closed, now),
      limit,
      reason: both(
        `It is ${here.en} ${closed.clock.en}.${again ? ` Calls start again ${again.en}.` : ''}`,
        `Il est ${here.fr} ${closed.clock.fr}.${again ? ` Les appels reprennent ${again.fr}.` : ''}`,
      ),
    }
  }, opening)
}
