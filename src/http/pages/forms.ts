/** What the forms of all pages share on the server's side. */
import type { z } from 'zod'
import type { AddressLimit } from '../limits.ts'
import { Problem } from '../problems.ts'

export const limited = ({ max, within }: AddressLimit) => ({
  config: { rateLimit: { max, timeWindow: within as number } },
})

/** A route whose answer concerns a number: it leaves on a fixed schedule (schedule.ts). */
export const scheduled = (limit: AddressLimit) => ({
  config: { ...limited(limit).config, onSchedule: true },
})

/** A form as zod reads it; what is not a form of ours is a bad request, told without details. */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body ?? {})
  if (!read.success) throw new Problem('badRequest')
  return read.data
}
