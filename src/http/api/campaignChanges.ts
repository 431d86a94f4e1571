/** What a person changes of a draft, with what follows from it: the clock of the trunk, the number shown. */
import type { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { TrunkId } from '../../base/ids.ts'
import { type E164, type EpochMs, ms } from '../../base/units.ts'
import type { Trunk } from '../../call/trunk.ts'
import { voicemailTalkMs } from '../../campaign/answeringMachines.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import type { CampaignChanges } from '../../campaign/changes.ts'
import type { Election } from '../../campaign/election.ts'
import { knownElection } from '../../law/fr/elections.ts'
import { practiceStart } from '../../law/practiceStart.ts'
import type { Database } from '../../store/database.ts'
import type { Store } from '../../store/store.ts'
import { refusePractising, sameEvening } from './campaignDraft.ts'
import type { campaignPatchBody } from './campaignShapes.ts'
import { epochOf } from './times.ts'

type Patch = z.output<typeof campaignPatchBody>

export async function changesOf(
  { database, store, now }: { readonly database: Database; readonly store: Store; now: EpochMs },
  campaign: Campaign,
  patch: Patch,
): Promise<CampaignChanges> {
  const election = electionOf(patch.election)
  const plain = plainChanges(patch)
  const withElection = { ...plain, ...(election !== undefined && { election }) }
  const trunk = patch.trunk === undefined ? undefined : await trunkNamed(store, patch.trunk)
  if (trunk?.kind === 'real') await refusePractising(database, Number(campaign.organisation))
  const overTrunk = trunk ? trunkChanges(campaign, trunk, patch, now) : {}
  return followed(
    campaign,
    { ...withElection, ...overTrunk, ...roomForVoicemail(campaign, plain) },
    now,
  )
}

/** Who chooses to leave the voicemail wants it left whole: the talk may then last as long as that takes. */
function roomForVoicemail(campaign: Campaign, changes: CampaignChanges): CampaignChanges {
  const voicemail = campaign.message?.voicemail
  const leaves = changes.answeringMachines === 'leaveVoicemail' && voicemail !== undefined
  if (!leaves || changes.maxTalkMs !== undefined) return {}
  const needed = voicemailTalkMs(voicemail.durationMs)
  return { maxTalkMs: ms(Math.max(campaign.maxTalkMs, needed)) }
}

function plainChanges(patch: Patch): CampaignChanges {
  const { name, controller, purpose, hours, softStart, budgetMicroEuro } = patch
  const { answeringMachines, voicemailsADayMax } = patch
  const { callerId, startsAt, deadline, practiceStart: clock, ringTimeoutMs, maxTalkMs } = patch
  const { retry } = patch
  const given = {
    ...{ name, controller, purpose, hours, softStart, budgetMicroEuro },
    ...{ answeringMachines, voicemailsADayMax },
    callerId: callerId as E164 | undefined,
    startsAt: startsAt == null ? startsAt : epochOf(startsAt),
    deadline: deadline === undefined ? undefined : epochOf(deadline),
    practiceStart: clock === undefined ? undefined : epochOf(clock),
    ringTimeoutMs: ringTimeoutMs === undefined ? undefined : ms(ringTimeoutMs),
    maxTalkMs: maxTalkMs === undefined ? undefined : ms(maxTalkMs),
    retry: retry && {
      attemptsMax: retry.attemptsMax,
      busyDelayMs: ms(retry.busyDelayMs),
      noAnswerDelayMs: ms(retry.noAnswerDelayMs),
      carrierDelayMs: ms(retry.carrierDelayMs),
    },
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as CampaignChanges
}

function electionOf(asked: Patch['election']): Election | null | undefined {
  if (asked === undefined || asked === null) return asked
  if (!('known' in asked)) return asked as Election
  return electionKnown(asked.known)
}

export function electionKnown(key: string): Election {
  const election = knownElection(key)
  if (election) return election
  throw new Failure('badInput', `No election is known as "${key}": list them, or send your own.`, {
    fr:
      `Aucune élection connue ne s’appelle « ${key} » : choisissez-en une dans la liste, ou ` +
      'décrivez la vôtre.',
    fields: [
      {
        field: 'election.known',
        sentence: 'Take the key of a known election.',
        fr: 'Prenez la clé d’une élection connue.',
      },
    ],
  })
}

async function trunkNamed(store: Store, id: string): Promise<Trunk> {
  const trunk = (await store.trunks()).find((each) => each.id === id)
  if (trunk) return trunk
  throw new Failure('badInput', `There is no trunk "${id}": choose one of those of the settings.`, {
    fr: `Il n’y a pas de ligne « ${id} » : choisissez-en une parmi celles des réglages.`,
    fields: [
      {
        field: 'trunk',
        sentence: 'Choose one of the trunks there are.',
        fr: 'Choisissez une des lignes de la liste.',
      },
    ],
  })
}

/** A practice trunk has the practice clock, a real one the real clock; each shows numbers of its own. */
function trunkChanges(
  campaign: Campaign,
  trunk: Trunk,
  { callerId }: Patch,
  now: EpochMs,
): CampaignChanges {
  const shown = (callerId ?? campaign.callerId) as E164
  const [first] = trunk.callerIds
  const clock = campaign.practiceStart ?? practiceStart(now, campaign.election)
  return {
    trunk: trunk.id as TrunkId,
    practiceStart: trunk.kind === 'practice' ? clock : null,
    ...(!trunk.callerIds.includes(shown) && first !== undefined && { callerId: first }),
  }
}

/** A practice clock that was the proposed one stays so; a deadline behind the beginning follows it. */
function followed(campaign: Campaign, changes: CampaignChanges, now: EpochMs): CampaignChanges {
  const { election, practiceStart: clock, deadline } = changes
  const wasProposed =
    campaign.practiceStart !== null &&
    campaign.practiceStart === practiceStart(now, campaign.election)
  const begins =
    election !== undefined && clock === undefined && wasProposed
      ? practiceStart(now, election)
      : clock
  if (begins === undefined || begins === null) return changes
  const ends = deadline ?? campaign.deadline
  const evening = ends <= begins && deadline === undefined ? { deadline: sameEvening(begins) } : {}
  return { ...changes, practiceStart: begins, ...evening }
}
