/** The trunks that campaigns call over, with their clock. */
import { practiceClock, realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Line } from '../runner/run.ts'
import { lastInstant } from '../store/postgres/practiceSide.ts'
import type { Store } from '../store/store.ts'
import { BUILT_IN_PORT } from './campaigns.ts'
import type { Opened } from './opened.ts'

/** The trunk with its clock: the practice clock goes on from the last instant the campaigns have seen. */
export async function lineOf(
  { database, store }: Opened,
  campaigns: readonly Campaign[],
): Promise<Line> {
  const [trunk, ...others] = await routeOf(store, campaigns)
  if (trunk.kind === 'real') {
    const beside = others.map((other) => ({ ...other, kind: 'real' as const }))
    return { kind: 'real', trunk: { ...trunk, kind: 'real' }, others: beside }
  }
  const instants = await Promise.all(
    campaigns.map((campaign) => {
      if (campaign.practiceStart !== null) return nowOf({ database }, campaign)
      throw new Failure(
        'wrongState',
        'A practice trunk needs a practice clock: make the campaign anew.',
        {
          fr: 'Une ligne d’entraînement demande une horloge d’entraînement : refaites la campagne.',
        },
      )
    }),
  )
  const clock = practiceClock(epochMs(Math.max(...instants)))
  const beside = others.map((other) => ({ ...other, kind: 'practice' as const }))
  return { kind: 'practice', trunk: { ...trunk, kind: 'practice' }, others: beside, clock }
}

/** The trunk that the first campaign names, and those that stand in for it. */
async function routeOf(
  store: Store,
  campaigns: readonly Campaign[],
): Promise<readonly [Trunk, ...Trunk[]]> {
  const ids = [...new Set(campaigns.map((campaign) => campaign.trunk))]
  const [id] = ids
  const [trunk, ...others] = id === undefined ? [] : await store.routeOf(id)
  // The practice carrier inside this program answers for nobody outside, and nobody outside for it.
  const isBuiltIn = trunk?.port === BUILT_IN_PORT && trunk.kind === 'practice'
  const route = others.filter(({ port }) => (port === BUILT_IN_PORT) === isBuiltIn)
  const elsewhere = ids.filter((other) => other !== id && !route.some((own) => own.id === other))
  if (id === undefined || elsewhere.length > 0) {
    throw new Failure(
      'usage',
      `One start calls over one trunk or route, and these campaigns have ${ids.join(' and ')}: start them apart.`,
      { measured: `${ids.length} trunks`, limit: '1 route' },
    )
  }
  if (trunk) return [trunk, ...route]
  throw new Failure('notFound', `The trunk "${id}" of this campaign is gone; add it again.`, {
    fr: `La ligne « ${id} » de cette campagne n’existe plus : ajoutez-la de nouveau.`,
  })
}

/** What the campaign's own clock says: the practice one goes on from what was seen last. */
export async function nowOf(
  { database }: Pick<Opened, 'database'>,
  campaign: Campaign,
): Promise<EpochMs> {
  const { id, practiceStart } = campaign
  if (practiceStart === null) return realClock.epoch()
  return epochMs(Math.max(practiceStart, ((await lastInstant(database, id)) ?? 0) + 1))
}
