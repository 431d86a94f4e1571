/**
 * A consent as it is offered and read back: which slots can be ticked, and the whole text that is
 * agreed to. Hours outside the usual ones count only when asked for in so many words.
 */
import { z } from 'zod'
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Slot } from '../contacts/consent.ts'
import type { Language } from './language.ts'
import { consentWords } from './words/consent.ts'

/** Code conso. D223-9: Monday to Friday, 10 to 13 and 14 to 20; kept here as usual hours. */
export const usualDays = [1, 2, 3, 4, 5] as const
export const usualHours = ['10-13', '14-18', '18-20'] as const
export const weekendDays = [6, 7] as const
export const outsideHours = ['08-10', '13-14', '20-21'] as const
export const weekendHours = ['10-13', '14-18', '18-20'] as const

/** Every box of the two tables, `day-from-to`. */
export const usualBoxes: readonly string[] = usualDays.flatMap((day) =>
  usualHours.map((hours) => `${day}-${hours}`),
)
export const outsideBoxes: readonly string[] = [
  ...usualDays.flatMap((day) => outsideHours.map((hours) => `${day}-${hours}`)),
  ...weekendDays.flatMap((day) => weekendHours.map((hours) => `${day}-${hours}`)),
]

/** Boxes with the same hours become one slot. */
export function slotsOf(boxes: readonly string[], express: boolean): Slot[] {
  const byHours = new Map<string, number[]>()
  for (const box of [...boxes].sort()) {
    const [day = '', from = '', to = ''] = box.split('-')
    const hours = `${from}-${to}`
    byHours.set(hours, [...(byHours.get(hours) ?? []), Number(day)])
  }
  return [...byHours].map(([hours, days]) => {
    const [from, to] = hours.split('-')
    const slot: Slot = { days, from: `${from}:00`, to: `${to}:00` }
    return express ? { ...slot, expressOutsideHours: true } : slot
  })
}

/** What the person was shown and ticked, whole: the team's wording, politics, age. */
export function wholeWording(wording: string, language: Language): string {
  const words = consentWords[language]
  return `${wording.trim()}\n\n${words.political}\n\n${words.adult}`
}

const draftSchema = z.object({
  offer: z.string(),
  slots: z
    .array(
      z.object({
        days: z.array(z.number().int().min(1).max(7)),
        from: z.string(),
        to: z.string(),
        expressOutsideHours: z.literal(true).optional(),
      }),
    )
    .min(1),
  postcode: z.string().nullable(),
  tickedAt: z.number(),
})

/** What waits for the code: which offer, when to call, where the person lives. */
export interface ConsentDraft {
  readonly offer: string
  readonly slots: readonly Slot[]
  readonly postcode: string | null
  readonly tickedAt: EpochMs
}

/** As it comes back from the database; null: it is not one. */
export function readDraft(about: unknown): ConsentDraft | null {
  const read = draftSchema.safeParse(about)
  if (!read.success) return null
  const slots = read.data.slots.map(({ expressOutsideHours, ...slot }) =>
    expressOutsideHours ? { ...slot, expressOutsideHours } : slot,
  )
  return { ...read.data, slots, tickedAt: epochMs(read.data.tickedAt) }
}
