/** The trunk that campaigns call over, with its clock. */
import { practiceClock, realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Line } from '../runner/run.ts'
import { lastInstant } from '../store/postgres/practiceSide.ts'
import type { Store } from '../store/store.ts'
import { trunkOf } from './campaigns.ts'
import type { Opened } from './opened.ts'

/** The trunk with its clock: the practice clock goes on from the last instant the campaigns have seen. */
export async function lineOf(
  { database, store }: Opened,
  campaigns: readonly Campaign[],
): Promise<Line> {
  const trunk = await oneTrunkOf(store, campaigns)
  if (trunk.kind === 'real') return { kind: 'real', trunk: { ...trunk, kind: 'real' } }
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
  return { kind: 'practice', trunk: { ...trunk, kind: 'practice' }, clock }
}

async function oneTrunkOf(store: Store, campaigns: readonly Campaign[]): Promise<Trunk> {
  const ids = [...new Set(campaigns.map((campaign) => campaign.trunk))]
  const [id] = ids
  if (id === undefined || ids.length > 1) {
    throw new Failure(
      'usage',
      `One start calls over one trunk, and these campaigns have ${ids.join(' and ')}: start them apart.`,
      { measured: `${ids.length} trunks`, limit: '1' },
    )
  }
  const trunk = await trunkOf(store, id)
  if (trunk) return trunk
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
