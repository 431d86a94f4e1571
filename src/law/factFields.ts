/** Fields of facts as a person writes them in JSON, each with the sentence that says what is wrong. */
import { z } from 'zod'
import { type E164, type EpochMs, epochMs } from '../base/units.ts'
import { type CivilDay, civilDay, parseDay } from './civilDate.ts'
import { lastInstant, parseInstant } from './instantText.ts'
import { readNumber } from './numberText.ts'
import { parseTimeOfDay } from './slotWindows.ts'

/** Longest lists a question may carry; a person's whole history is a fraction of them. */
export const listMax = 10_000
export const textMax = 500
/** Bounds of the campaign's own settings are tighter (campaign/readiness.ts). */
const durationMaxMs = 86_400_000

export const text = z.string().trim().min(1).max(textMax)

export const instant = z
  .union([z.int().min(0).max(lastInstant), z.string().meta({ format: 'date-time' })], {
    error: instantHelp(),
  })
  .transform((written, context): EpochMs => {
    const parsed = parseInstant(written)
    if (parsed === undefined) context.addIssue(instantHelp())
    return parsed ?? epochMs(0)
  })

export const number = z.string().transform((written, context): E164 => {
  const parsed = readNumber(written)
  if (parsed === undefined) {
    context.addIssue(
      'this is no telephone number; write it in a French notation, in E.164, or as a short number',
    )
  }
  return parsed ?? ('+0' as E164)
})

export const duration = z.int().min(0).max(durationMaxMs)

const dateHelp = 'write a day of the calendar as YYYY-MM-DD'
export const calendarDate = z
  .string()
  .refine((written) => parseDay(written) !== undefined, dateHelp)
  .meta({ format: 'date' })

export const calendarDay = z
  .string()
  .transform((written, context): CivilDay => {
    const parsed = parseDay(written)
    if (parsed === undefined) context.addIssue(dateHelp)
    return parsed ?? civilDay(0)
  })
  .meta({ format: 'date' })

export const insee = z
  .string()
  .toUpperCase()
  .regex(/^(?:\d{5}|2[AB]\d{3})$/, 'an INSEE code has five characters, such as 75056 or 2A004')

export const inseePrefix = z
  .string()
  .toUpperCase()
  .regex(
    /^(?:\d{1,5}|2[AB]\d{0,3})$/,
    'an INSEE prefix has one to five characters, such as 972 or 75056',
  )

export const channel = z.enum(['automate', 'volunteer'])

export const clock = z
  .string()
  .refine(
    (written) => parseTimeOfDay(written) !== undefined,
    'write a time of day as 18:30 (or 24:00)',
  )

/** Hours of the week a campaign chose (campaign/schedule.ts). */
export const weeklyHours = z
  .strictObject({
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .meta({ description: 'Days of the week: 1 Monday … 7 Sunday.', examples: [[2, 4]] }),
    from: clock.meta({ description: 'First minute in, local time.', examples: ['10:00'] }),
    to: clock.meta({
      description: 'First minute out; `24:00` is the end of the day.',
      examples: ['13:00'],
    }),
  })
  .refine(({ from, to }) => from < to, {
    error: 'hours end after they begin; hours across midnight are two rows',
  })

function instantHelp(): string {
  return (
    'write an instant in ISO 8601 with its offset (…T18:05:00+01:00), or as milliseconds since ' +
    '1970, up to the year 2200'
  )
}
