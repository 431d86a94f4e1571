/**
 * The people of a campaign as profiles: everybody up to `peopleReadMax`, beyond them a sample taken evenly over
 * the organisation's people, scaled to how many there are.
 */
import type { EpochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { peopleReadMax } from '../campaign/sampling.ts'
import { lastStart } from '../campaign/schedule.ts'
import type { Database } from '../store/database.ts'
import { latestAudience, reachOfAudience } from '../store/postgres/audience.ts'
import { padsInUse } from '../store/postgres/listKeys.ts'
import { personRanges } from '../store/postgres/personRanges.ts'
import { readChunk } from '../store/postgres/screeningFacts.ts'
import { inSqlTransaction } from '../store/postgres/sqlTransaction.ts'
import type { Store } from '../store/store.ts'
import { campaignFacts } from './campaignFacts.ts'
import type { Profile } from './reachable.ts'
import { sharedVerdicts } from './sameFacts.ts'

const rangesMax = 25

export interface Profiles {
  readonly profiles: readonly Profile[]
  /** Everybody was read; else counts are scaled from a sample. */
  readonly exact: boolean
  readonly people: number
}

export interface ProfilesAsked {
  readonly database: Database
  readonly store: Pick<Store, 'counters'>
  readonly campaign: Campaign
  readonly trunk: Pick<Trunk, 'kind' | 'callerIds'>
  readonly now: EpochMs
}

export async function readProfiles(asked: ProfilesAsked): Promise<Profiles> {
  const { database, store, campaign, trunk, now } = asked
  const { targets } = await store.counters(campaign.id)
  const organisation = Number(campaign.organisation)
  const audience = await latestAudience(database, campaign.id)
  const pads = await padsInUse(database.pool, database)
  const screened = {
    ...{ id: campaign.id, organisation, controller: campaign.controller, now },
    practice: campaign.practiceStart !== null,
    subject: targets > 0 ? ('targets' as const) : ('contacts' as const),
    reach: reachOfAudience(audience),
    pads: [pads[0].map(hexOf), pads[1].map(hexOf)] as const,
  }
  const verdicts = sharedVerdicts(campaignFacts(campaign, trunk, now), lastStart(campaign))
  const { ranges, scale } = await personRanges(database, organisation, peopleReadMax, rangesMax)
  // One look for all ranges: each on its own would ask twice more for every four answers.
  await inSqlTransaction(database.pool, async (client) => {
    for (const range of ranges) {
      for (const each of await readChunk(client, screened, range)) {
        const { insee, territory, number, standIn, ...person } = each
        const callee = { number, ...(insee && { insee }), ...(territory && { territory }) }
        const { consents, suppressions, attempts } = person
        verdicts.of({ callee, ...(standIn && { standIn }), consents, suppressions, attempts })
      }
    }
  })
  const profiles = verdicts.take().map(({ facts, territory, people }) => ({
    ...{ facts, territory },
    people: Math.round(people * scale),
  }))
  const counted = profiles.reduce((sum, { people }) => sum + people, 0)
  return { profiles, exact: scale === 1, people: counted }
}

const hexOf = (pad: Buffer): string => pad.toString('hex')
