/** What commands and routes ask about campaigns and their trunks. */
import { Failure } from '../base/failure.ts'
import type { TrunkId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Missing } from '../campaign/readiness.ts'
import type { Store } from '../store/store.ts'

/** Limits of the built-in practice carrier when nothing else is asked for. */
export const PRACTICE_CALLS_PER_SECOND = 40
export const PRACTICE_CONCURRENT_CALLS = 500
export const PRACTICE_TRUNK = 'practice' as TrunkId
/** Port 0: the practice carrier inside this program; another port: one that runs on its own. */
export const BUILT_IN_PORT = 0

/** Finds by whole id or by an unambiguous beginning. */
export async function findCampaign(store: Store, id: string): Promise<Campaign> {
  const all = await store.campaigns()
  const found = all.filter((campaign) => campaign.id.startsWith(id))
  if (found.length === 1 && found[0]) return found[0]
  throw new Failure(
    'notFound',
    found.length === 0
      ? `There is no campaign "${id}". \`portevoix campaign list\` shows them.`
      : `"${id}" is the beginning of ${found.length} campaigns; write more of it.`,
    {
      fr:
        found.length === 0
          ? `Il n’y a pas de campagne « ${id} ».`
          : `${found.length} campagnes commencent par « ${id} » : écrivez-en davantage.`,
    },
  )
}

export async function trunkOf(store: Store, id: TrunkId): Promise<Trunk | null> {
  return (await store.trunks()).find((trunk) => trunk.id === id) ?? null
}

/** The built-in practice trunk lets every automated-system number be shown that a campaign chose. */
export async function ensurePracticeTrunk(store: Store, callerId: E164): Promise<void> {
  const existing = await trunkOf(store, PRACTICE_TRUNK)
  const callerIds = new Set([...(existing?.callerIds ?? []), callerId])
  await store.addTrunk({
    ...(existing ?? {
      id: PRACTICE_TRUNK,
      kind: 'practice',
      host: '127.0.0.1',
      port: BUILT_IN_PORT,
      callsPerSecond: PRACTICE_CALLS_PER_SECOND,
      concurrentCalls: PRACTICE_CONCURRENT_CALLS,
      ...plainTrunk,
    }),
    callerIds: [...callerIds],
  })
}

/** One sentence a line: what is missing, measured and what would pass. */
export function missingSentence(campaign: Campaign, missing: readonly Missing[]): string {
  const lines = missing.map(
    ({ say, measured, limit, rule }) =>
      `  - ${rule ? `${rule}: ` : ''}${say.en} (${measured}; needs ${limit})`,
  )
  return `Campaign ${campaign.id} cannot start yet:\n${lines.join('\n')}`
}

export const missingFrench = (missing: readonly Missing[]): string =>
  ['Cette campagne ne peut pas encore démarrer.', ...missing.map(({ say }) => say.fr)].join(' ')
