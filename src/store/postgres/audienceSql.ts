/** A selection as SQL: who of `contact c` is in the audience, and by which criterion the others are not. */
import type { Reach } from '../../campaign/audience.ts'

/** Each criterion on its own, in the order in which those left out are counted; $n to $(n+5). */
export function criteriaSql(n: number): readonly (readonly [criterion: string, sql: string])[] {
  const areas = `($${n}::text[] is null
    or c.insee ^@ any($${n}::text[])
    or c.territory = any($${n + 1}::text[]) or c.postcode = any($${n + 2}::text[]))`
  return [
    ['areas', areas],
    ['conditions', `($${n + 3}::text[] is null or c.insee = any($${n + 3}::text[]))`],
    [
      'pollingDistricts',
      `($${n + 4}::text[] is null or c.polling_district = any($${n + 4}::text[]))`,
    ],
    ['languages', `($${n + 5}::text[] is null or c.language = any($${n + 5}::text[]))`],
  ]
}

/** coalesce: what is not known of a person does not choose them. */
export const inAudience = (n: number): string =>
  `coalesce(${criteriaSql(n)
    .map(([, sql]) => sql)
    .join(' and ')}, false)`

export const reachValues = (reach: Reach | null): readonly unknown[] => [
  reach?.inseePrefixes ?? null,
  reach?.territories ?? null,
  reach?.postcodes ?? null,
  reach?.among ?? null,
  reach?.pollingDistricts ?? null,
  reach?.languages ?? null,
]
