/**
 * Lists by key: `?limit=50&after=CURSOR` → `{ items, next }`. A cursor holds the key of the last item, as
 * text nobody needs to read; what comes back is checked like any other input.
 */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'

export const pageItemsMax = 200
const cursorMax = 400

/** The query of every list; a route adds its own filters with `.extend`. */
export const pageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(pageItemsMax)
    .default(50)
    .describe('How many items at most.'),
  after: z
    .string()
    .max(cursorMax)
    .optional()
    .describe('The `next` of the page before; absent: the first page.'),
})

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('What to give as `after`; null: this was the last page.'),
  })

/** The key after which a list goes on, or null for its beginning. */
export function keyAfter<Key extends z.ZodType>(
  after: string | undefined,
  key: Key,
): z.output<Key> | null {
  if (after === undefined) return null
  const read = key.safeParse(parsed(after))
  if (read.success) return read.data
  throw new Failure('badInput', 'This `after` is no cursor of this list: take it from `next`.', {
    fr: 'Cette liste n’a pas de page qui commence ici : revenez à son début.',
    fields: [
      {
        field: 'after',
        sentence: 'Take it from `next` of the page before.',
        fr: 'Prenez-le dans `next` de la page d’avant.',
      },
    ],
  })
}

const parsed = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

export const cursorOf = (key: unknown): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/** `found`: one more than `limit` when there is another page. */
export function onePage<Row, Item>(
  found: readonly Row[],
  limit: number,
  { item, key }: { readonly item: (row: Row) => Item; readonly key: (row: Row) => unknown },
): { items: Item[]; next: string | null } {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last !== undefined ? cursorOf(key(last)) : null
  return { items: shown.map(item), next }
}
