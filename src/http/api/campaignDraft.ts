/** A new campaign from a name and a controller: what a person would choose anyway is chosen. */
import { randomUUID } from 'node:crypto'
import { Failure } from '../../base/failure.ts'
import type { CampaignId, OrganisationId, TrunkId } from '../../base/ids.ts'
import { after, type E164, type EpochMs, hours, minutes, seconds } from '../../base/units.ts'
import { plainTrunk, type Trunk } from '../../call/trunk.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import type { Election } from '../../campaign/election.ts'
import {
  BUILT_IN_PORT,
  PRACTICE_CALLS_PER_SECOND,
  PRACTICE_CONCURRENT_CALLS,
} from '../../engine/campaigns.ts'
import { practiceStart } from '../../law/practiceStart.ts'
import type { Database } from '../../store/database.ts'
import { rowsOf } from '../../store/postgres/sqlTransaction.ts'
import type { Store } from '../../store/store.ts'

/** 01 63 has no block allocated: this number stands for the one an operator would give. */
const practiceCallerId = '+33163001234' as E164
/** Room for the gate, a message of a minute and a half heard twice, and the goodbye. */
const roomyTalk = seconds(240)

interface DraftAsked {
  readonly organisation: number
  readonly name: string
  readonly controller: string
  readonly practice: boolean
  readonly election: Election | null
  readonly now: EpochMs
}

export async function newDraft(
  { database, store }: { readonly database: Database; readonly store: Store },
  asked: DraftAsked,
): Promise<Campaign> {
  const { organisation, name, controller, practice, election, now } = asked
  const trunk = practice
    ? await practiceTrunkOf(store, organisation)
    : await realTrunkOf({ database, store }, organisation)
  const begins = practiceStart(now, election)
  const [callerId = practiceCallerId] = trunk.callerIds
  return {
    id: randomUUID() as string as CampaignId,
    organisation: String(organisation) as OrganisationId,
    ...{ name, controller, purpose: 'electoral', election },
    trunk: trunk.id,
    callerId,
    state: 'draft',
    // 20:00 of the first lawful Tuesday: a day a newcomer sees whole.
    deadline: sameEvening(begins),
    ringTimeoutMs: seconds(25),
    maxTalkMs: roomyTalk,
    menu: { listen: '1', objection: '9', replay: '2', gateTimeoutMs: seconds(5), replaysMax: 1 },
    // Busy lines clear within minutes; who was out is tried in another part of the day.
    retry: {
      attemptsMax: 2,
      busyDelayMs: minutes(20),
      noAnswerDelayMs: hours(3),
      carrierDelayMs: minutes(2),
    },
    message: null,
    practiceStart: practice ? begins : null,
  }
}

/** 20:00 on the day the practice clock starts at 10:00. */
export const sameEvening = (begins: EpochMs): EpochMs => after(begins, hours(10))

/** Each organisation practises over a trunk of its own; the built-in carrier stands behind all of them. */
export async function practiceTrunkOf(store: Store, organisation: number): Promise<Trunk> {
  const own = (await store.trunks()).find(({ kind }) => kind === 'practice')
  if (own) return own
  const trunk: Trunk = {
    id: `practice-${organisation}` as TrunkId,
    kind: 'practice',
    host: '127.0.0.1',
    port: BUILT_IN_PORT,
    callsPerSecond: PRACTICE_CALLS_PER_SECOND,
    concurrentCalls: PRACTICE_CONCURRENT_CALLS,
    ...plainTrunk,
    callerIds: [practiceCallerId],
  }
  await store.addTrunk(trunk)
  return trunk
}

const modeOf = {
  name: 'draft-organisation-mode',
  text: 'select mode from organisation where id = $1',
}

async function realTrunkOf(
  { database, store }: { readonly database: Database; readonly store: Store },
  organisation: number,
): Promise<Trunk> {
  await refusePractising(database, organisation)
  const own = (await store.trunks()).find(({ kind }) => kind === 'real')
  if (own) return own
  throw new Failure(
    'wrongState',
    'There is no trunk of an operator yet: add one in the settings, or make a practice campaign.',
    {
      fr:
        'Il n’y a pas encore de ligne d’opérateur : ajoutez-en une dans les réglages, ou faites ' +
        'une campagne d’entraînement.',
      measured: '0 trunks',
      limit: 'at least 1',
    },
  )
}

export async function refusePractising(database: Database, organisation: number): Promise<void> {
  const [found] = await rowsOf<{ mode: string }>(database.pool, modeOf, [organisation])
  if (found?.mode === 'production') return
  throw new Failure(
    'refused',
    'This organisation is in practice: no real phone rings. An owner changes that in the settings.',
    {
      fr:
        'Cette organisation s’entraîne : aucun vrai téléphone ne sonne. Un propriétaire change ' +
        'cela dans les réglages.',
      measured: found?.mode ?? 'practice',
      limit: 'production',
    },
  )
}
