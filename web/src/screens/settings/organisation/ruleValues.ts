/** Rules as a person types them, and as the API takes them. Pure. */
import type { components } from '../../../api/schema.gen.ts'

export type Rules = components['schemas']['OrganisationRules']
export type RuleName = keyof Rules
export type NumberName = Exclude<RuleName, 'callingHours'>
export type RuleTexts = Readonly<Record<NumberName | 'from' | 'to', string>>

/** What one unit of the field is in the API. */
export const numberRules = {
  callsPerSecondMax: 1,
  concurrentCallsMax: 1,
  campaignsRunningMax: 1,
  attemptsMax: 1,
  objectionShareMax: 0.01,
  complaintShareMax: 0.01,
  approversMin: 1,
  budgetMicroEuroMax: 1_000_000,
  idleSessionMsMax: 60_000,
} as const satisfies Record<NumberName, number>
export const numberNames = Object.keys(numberRules) as readonly NumberName[]

/** Shares are told to a tenth of a percent, and no computed digit beyond is shown. */
const inUnits = (name: NumberName, value: number): number =>
  Math.round((value / numberRules[name]) * 1000) / 1000

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export function textsOf(rules: Rules): RuleTexts {
  const numbers = numberNames.map((name) => [
    name,
    rules[name] === undefined ? '' : String(inUnits(name, rules[name])),
  ])
  const hours = rules.callingHours
  return {
    ...(Object.fromEntries(numbers) as Record<NumberName, string>),
    from: hours ? clock(hours.fromMinute) : '',
    to: hours ? clock(hours.toMinute) : '',
  }
}

/** As it is read beside a field: `5`, `09:00–18:30`; undefined: no limit. */
export function shownRule(name: RuleName, rules: Rules): string | undefined {
  if (name === 'callingHours') {
    const hours = rules.callingHours
    return hours && `${clock(hours.fromMinute)}–${clock(hours.toMinute)}`
  }
  const value = rules[name]
  return value === undefined ? undefined : String(inUnits(name, value))
}

export type WrongRules = Partial<Record<RuleName, 'notANumber' | 'notHours'>>

export function rulesIn(texts: RuleTexts): { readonly rules: Rules; readonly wrong: WrongRules } {
  const rules: Record<string, unknown> = {}
  const wrong: WrongRules = {}
  for (const name of numberNames) {
    const text = texts[name].trim().replace(/\s/g, '').replace(',', '.')
    if (text === '') continue
    if (!/^\d{1,12}(\.\d{1,3})?$/.test(text)) wrong[name] = 'notANumber'
    else rules[name] = numberOf(name, Number(text))
  }
  const hours = [minuteOf(texts.from), minuteOf(texts.to)] as const
  if (texts.from !== '' || texts.to !== '') {
    const [fromMinute, toMinute] = hours
    if (fromMinute === null || toMinute === null || fromMinute >= toMinute) {
      wrong.callingHours = 'notHours'
    } else rules['callingHours'] = { fromMinute, toMinute }
  }
  return { rules: rules as Rules, wrong }
}

const isShare = (name: NumberName): boolean => numberRules[name] < 1

/** The nearest value the API takes: shares to five digits, the rest whole. */
const numberOf = (name: NumberName, typed: number): number =>
  isShare(name)
    ? Math.round(typed * numberRules[name] * 100_000) / 100_000
    : Math.round(typed * numberRules[name])

function minuteOf(text: string): number | null {
  const found = /^(\d{1,2})(?::|\s*h\s*)(\d{2})?$/.exec(text.trim())
  if (!found) return null
  const minute = Number(found[1]) * 60 + Number(found[2] ?? 0)
  return minute <= 1440 ? minute : null
}
