/**
 * The provider's table: all organisations below one, read at once; when that fails, one by one, so that a
 * single unreadable organisation costs its own row only, and the sums say how many they are of.
 */
import { z } from 'zod'
import { epochMs } from '../../base/units.ts'
import type { OrganisationRecord } from '../../store/accessStore.ts'
import { type OrganisationFigures, organisationFigures } from '../../store/postgres/rollUp.ts'
import { tenantDatabase } from '../../store/tenant.ts'
import type { ApiCall } from './route.ts'
import { instant, isoOrNull } from './times.ts'

const count = z.number().int()

const figuresShape = z.object({
  running: count,
  paused: count,
  preparing: count.describe('Campaigns neither over nor calling.'),
  over: count,
  targets: count,
  remaining: count,
  attempts: count,
  heardToEnd: count,
  objections: count,
  costMicroEuro: count,
  openRights: count,
})

export const rollUpShape = z
  .object({
    items: z.array(
      z.object({
        organisation: count,
        name: z.string(),
        practice: z.boolean(),
        figures: figuresShape
          .extend({ firstDueAt: instant.nullable() })
          .nullable()
          .describe('null: this organisation could not be read.'),
      }),
    ),
    sums: figuresShape,
    read: count.describe('Organisations that the sums are of.'),
    of: count.describe('Organisations there are.'),
  })
  .meta({ id: 'RollUp' })

type Figures = z.input<typeof figuresShape>
type Call = Pick<ApiCall<unknown, unknown, unknown>, 'services' | 'organisation'>

export async function rollUpOf({
  services,
  organisation,
}: Call): Promise<z.input<typeof rollUpShape>> {
  const tree = await services.access.organisationTree(organisation)
  const below = tree.filter(({ id }) => id !== organisation)
  const ids = below.map(({ id }) => id)
  const read = await figuresOf(ids, (asked) => {
    const { pool } = tenantDatabase(services.system, organisation, asked)
    return organisationFigures(pool, asked)
  })
  return {
    items: below.map((record) => rowOf(record, read.get(record.id))),
    sums: sumsOf([...read.values()]),
    read: read.size,
    of: below.length,
  }
}

type Read = (asked: readonly number[]) => Promise<readonly OrganisationFigures[]>

/** What could be read, by organisation. */
export async function figuresOf(
  ids: readonly number[],
  read: Read,
): Promise<ReadonlyMap<number, OrganisationFigures>> {
  if (ids.length === 0) return new Map()
  const all = await read(ids).catch(() => oneByOne(ids, read))
  return new Map(all.map((figures) => [figures.organisation, figures]))
}

async function oneByOne(
  ids: readonly number[],
  read: Read,
): Promise<readonly OrganisationFigures[]> {
  const each = await Promise.allSettled(ids.map((id) => read([id])))
  return each.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
}

type Row = z.input<typeof rollUpShape>['items'][number]

function rowOf(record: OrganisationRecord, found: OrganisationFigures | undefined): Row {
  const { id: organisation, name, mode } = record
  const practice = mode === 'practice'
  if (!found) return { organisation, name, practice, figures: null }
  const { organisation: _id, firstDueAt, ...figures } = found
  const due = firstDueAt === null ? null : epochMs(firstDueAt)
  return { organisation, name, practice, figures: { ...figures, firstDueAt: isoOrNull(due) } }
}

const summed = [
  ...(['running', 'paused', 'preparing', 'over', 'targets', 'remaining', 'attempts'] as const),
  ...(['heardToEnd', 'objections', 'costMicroEuro', 'openRights'] as const),
]

export const sumsOf = (rows: readonly OrganisationFigures[]): Figures =>
  Object.fromEntries(
    summed.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]),
  ) as Figures
