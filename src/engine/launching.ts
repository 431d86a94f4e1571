/** What a campaign is judged by before it may call: its readiness and the gates of the law. */
import type { EpochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type Missing, missingFor, type ReadinessFacts } from '../campaign/readiness.ts'
import { isApproved, spokenVersions } from '../campaign/voiceMessage.ts'
import { type GateAnswer, judgeLaunch, type LaunchVerdict } from '../law/launch.ts'
import type { LaunchFacts } from '../law/launchFacts.ts'
import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import type { LaunchRecord } from '../store/launchStore.ts'
import { rulesAbove } from '../store/postgres/accessOrganisations.ts'
import { postgresLaunchStore } from '../store/postgres/launch.ts'
import { trunkOf } from './campaigns.ts'
import type { Opened } from './opened.ts'
import { houseRefusals } from './organisationGates.ts'

export interface Launching {
  readonly verdict: LaunchVerdict
  readonly facts: ReadinessFacts
  readonly missing: readonly Missing[]
  /** What refuses nothing, and is told all the same. */
  readonly warnings: readonly Warning[]
}

export interface Warning {
  readonly code: 'answeringMachines'
  readonly title: Said
  readonly measured: string
  readonly limit: string
  readonly say: Said
}

/** Judges at an instant of the campaign's own clock. */
export async function launchingOf(
  { database, store }: Opened,
  campaign: Campaign,
  now: EpochMs,
): Promise<Launching> {
  const [trunk, { targets }, record, house] = await Promise.all([
    trunkOf(store, campaign.trunk),
    store.counters(campaign.id),
    postgresLaunchStore(database).launchRecord(campaign.id),
    houseOf(database, campaign),
  ])
  const verdict = judgeLaunch(launchFactsOf(campaign, trunk, record, now))
  const facts = { trunk, targets, refusedGates: refusedGates(verdict), house }
  const warnings = warningsOf(campaign, trunk)
  return { verdict, facts, missing: missingFor(campaign, facts, now), warnings }
}

/** Its mode is asked where it is set, by the server: who works from the command line alone has none. */
async function houseOf(database: Opened['database'], campaign: Campaign) {
  const rules = await rulesAbove(database, Number(campaign.organisation))
  const refusals = await houseRefusals(database, campaign, rules)
  return refusals.filter(({ what }) => what !== 'houseMode')
}

/** Whoever carries the sound must tell who answers; where it cannot, machines hear what people hear. */
function warningsOf({ answeringMachines }: Campaign, trunk: Trunk | null): readonly Warning[] {
  const listens = (answeringMachines ?? 'ignore') !== 'ignore'
  if (!listens || trunk?.profile.media.engine !== 'rtpengine') return []
  return [
    {
      code: 'answeringMachines',
      title: both('Answering machines', 'Répondeurs'),
      measured: 'rtpengine',
      limit: 'embedded',
      say: both(
        `Over the trunk “${trunk.id}” rtpengine carries the sound, and does not tell who answers: ` +
          'machines will hear what people hear, and no voicemail is left.',
        `Sur la ligne « ${trunk.id} », rtpengine porte le son et ne dit pas qui décroche : les répondeurs ` +
          'entendront ce qu’entendent les personnes, et aucun message n’y sera laissé.',
      ),
    },
  ]
}

export function launchFactsOf(
  campaign: Campaign,
  trunk: Trunk | null,
  record: LaunchRecord,
  now: EpochMs,
): LaunchFacts {
  const { message, menu, practiceStart } = campaign
  return {
    now,
    purpose: campaign.purpose,
    election: campaign.election,
    controller: campaign.controller,
    trunkKind: trunk?.kind ?? (practiceStart === null ? 'real' : 'practice'),
    heard: message ? spokenVersions(message) : {},
    ...(message && { voiceOrigin: message.voiceOrigin, messageHash: message.hash }),
    approval: message?.approval && isApproved(message) ? message.approval : null,
    ...(campaign.answeringMachines === 'leaveVoicemail' && { leavesVoicemail: true }),
    ...(record.messageAddedAt !== null && { messageChangedAt: record.messageAddedAt }),
    firstUsedAt: record.firstUsedAt,
    keysOffered: [menu.listen, menu.replay, menu.objection],
    objectionKey: menu.objection,
    callerId: campaign.callerId,
    callerIds: trunk?.callerIds ?? [],
    sourceKinds: record.sourceKinds,
    legalFile: record.legalFile,
    ringTimeoutMs: campaign.ringTimeoutMs,
    ...(record.firstUsedAt !== null && { firstCallAt: record.firstUsedAt }),
  }
}

function refusedGates({ gates }: LaunchVerdict): ReadinessFacts['refusedGates'] {
  return gates
    .filter(({ is }) => is === 'refused' || is === 'unknown')
    .map(({ rule, measured, limit, reason, title }) => ({
      ...{ rule, measured, limit },
      say: reason ?? title,
    }))
}

/** What would be refused with real calls, in one line; undefined when nothing would. */
export function warningLine({ gates }: LaunchVerdict): string | undefined {
  const warned = gates.filter(({ is }) => is === 'warned')
  if (warned.length === 0) return undefined
  const named = warned.map((gate: GateAnswer) => gate.title.en.toLowerCase())
  return `With real calls these gates would still refuse: ${named.join('; ')}.`
}
