/** Launching: what the one sentence says, and the launch itself, bound to the count and the sound that were seen. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { epochMs } from '../../base/units.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { onePassMs } from '../../campaign/voiceMessage.ts'
import { trunkOf } from '../../engine/campaigns.ts'
import { nowOf } from '../../engine/line.ts'
import { estimate } from '../../money/price.ts'
import type { Database } from '../../store/database.ts'
import {
  type EventSince,
  eventsSinceCheck,
  type KeptCheck,
  latestCheck,
} from '../../store/postgres/campaignChecks.ts'
import { calledForReal } from '../../store/postgres/campaignPage.ts'
import { draftStore } from '../../store/postgres/drafts.ts'
import type { Store } from '../../store/store.ts'
import { nameOf } from './callerName.ts'
import { findingShape, ofCampaign } from './campaignShapes.ts'
import { changeShape, type checkShape } from './checkShapes.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import type { Services } from './services.ts'
import { instant, isoOf } from './times.ts'

const tag = 'Campaigns'
const path = '/organisations/:organisation/campaigns/:campaign/launch'

type Kept = KeptCheck<z.input<typeof checkShape>>

const previewShape = z
  .object({
    state: z
      .enum(['ready', 'unchecked', 'changed', 'blocked', 'started'])
      .describe('ready: may be launched. changed: something was changed since the check.'),
    practice: z.boolean(),
    people: z.int().nullable().describe('Who may be called now or later, as the check counted.'),
    messageHash: z.string().nullable(),
    messageMs: z.number().nullable().describe('Length of one pass.'),
    controller: z.string(),
    from: instant,
    until: instant,
    atMostMicroEuro: z
      .int()
      .nullable()
      .describe('If everybody hears everything; null: no price is known.'),
    softStartProposed: z.boolean().describe('The first real campaign of the organisation.'),
    since: z.array(changeShape).describe('Who changed what since the check.'),
    blockers: z.array(findingShape),
  })
  .meta({ id: 'LaunchPreview' })

const preview = route({
  ...{ name: 'previewLaunch', method: 'GET', path, tag, access: 'campaign.read' },
  summary:
    'What the launch sentence says: how many people, from when to when, at what price at most.',
  params: ofCampaign,
  reply: previewShape,
  async handle({ database, store, params }) {
    const campaign = await store.campaign(params.campaign as CampaignId)
    return previewOf({ database, store }, campaign)
  },
})

async function previewOf(
  { database, store }: { readonly database: Database; readonly store: Store },
  campaign: Campaign,
): Promise<z.input<typeof previewShape>> {
  const { id, message, menu, practiceStart } = campaign
  const now = await nowOf({ database }, campaign)
  const check = await latestCheck<Kept['result']>(database, id)
  const since = check ? await eventsSinceCheck(database, id) : []
  const trunk = await trunkOf(store, campaign.trunk)
  const people = callableOf(check)
  const messageMs = message ? onePassMs(message, menu.gateTimeoutMs) : null
  const price = trunk?.price
  const atMost =
    price && people !== null && messageMs !== null
      ? estimate(price, { people, messageMs, answeredShare: 1 }).atMostMicroEuro
      : null
  return {
    state: stateOf(campaign, check, since),
    practice: practiceStart !== null,
    people,
    messageHash: message?.hash ?? null,
    messageMs,
    controller: campaign.controller,
    from: isoOf(epochMs(Math.max(now, campaign.startsAt ?? 0))),
    until: isoOf(campaign.deadline),
    atMostMicroEuro: atMost,
    softStartProposed:
      practiceStart === null && !(await calledForReal(database, Number(campaign.organisation))),
    since: since.map((each) => ({ ...each, at: isoOf(each.at) })),
    blockers: (check?.result.findings ?? []).filter(({ weight }) => weight === 'blocks'),
  }
}

/** Everybody the law lets be called before the campaign is over. */
const callableOf = (check: Kept | null): number | null =>
  check?.result.people ? check.result.people.now + check.result.people.later : null

function stateOf(
  { state }: Campaign,
  check: Kept | null,
  since: readonly EventSince[],
): z.input<typeof previewShape>['state'] {
  if (state !== 'draft' && state !== 'ready') return 'started'
  if (!check) return 'unchecked'
  if (since.length > 0) return 'changed'
  return check.result.launchable ? 'ready' : 'blocked'
}

const launch = route({
  ...{ name: 'launchCampaign', method: 'POST', path, tag, access: 'campaign.launch' },
  summary: 'Launches exactly what was seen: its count and its sound; else says who changed what.',
  params: ofCampaign,
  body: z.object({
    people: z.int().min(0).describe('The count the person confirmed.'),
    messageHash: z.string().max(128).describe('Of the recording the person heard.'),
    softStart: z
      .boolean()
      .optional()
      .describe('The first 200 calls leave at 2 a second; absent: as the campaign says.'),
  }),
  reply: z.object({
    state: z.string(),
    targets: z.int(),
    warning: z.string().nullable().describe('What real calls would still be refused for.'),
  }),
  async handle(call) {
    const { database, store, params, body, services, organisation } = call
    const campaign = await store.campaign(params.campaign as CampaignId)
    const check = await latestCheck<Kept['result']>(database, campaign.id)
    await refuseOther({ database, store }, campaign, check, body)
    await setSoftStart(call, campaign.id, body.softStart)
    const { targets, warning } = await starterOf(services).start(campaign.id, nameOf(call))
    const { state } = await store.campaign(campaign.id)
    services.events.publish(organisation, {
      kind: 'campaign',
      campaign: campaign.id,
      state,
      why: '',
    })
    return { state, targets, warning: warning ?? null }
  },
})

/** Long enough to hear how the first ones went. */
const softStart = { calls: 200, callsPerSecond: 2 }

async function setSoftStart(
  call: Pick<ApiCall<unknown, unknown, unknown>, 'database' | 'caller' | 'now'>,
  id: CampaignId,
  wanted: boolean | undefined,
): Promise<void> {
  if (wanted === undefined) return
  const changes = { softStart: wanted ? softStart : null }
  await draftStore(call.database, nameOf(call)).updateCampaign(id, changes, call.now)
}

interface Starter {
  start(
    campaign: CampaignId,
    by: string,
  ): Promise<{ readonly targets: number; readonly warning: string | undefined }>
}

/** A server that prepares campaigns only has no engine. */
function starterOf({ engine }: Services & { readonly engine?: Starter }): Starter {
  if (engine) return engine
  throw new Failure('system', 'This server does not call: start it with `portevoix serve`.', {
    fr: 'Ce serveur n’appelle pas : démarrez-le avec `portevoix serve`.',
  })
}

/** What was confirmed must be what is launched: people, sound, and everything the check rests on. */
async function refuseOther(
  { database, store }: { readonly database: Database; readonly store: Store },
  campaign: Campaign,
  check: Kept | null,
  seen: { readonly people: number; readonly messageHash: string },
): Promise<void> {
  if (check === null) {
    throw new Failure('conflict', 'This campaign was not checked: check it, then launch it.', {
      fr: 'Cette campagne n’a pas été vérifiée : vérifiez-la, puis lancez-la.',
      measured: 'no check',
      limit: 'a check of what is launched',
    })
  }
  const since = await eventsSinceCheck(database, campaign.id)
  const hash = campaign.message?.hash ?? 'no message'
  if (since.length > 0 || hash !== seen.messageHash) {
    const said = since.map(changeSentence).join(' ')
    throw changedMeanwhile(
      { en: said, fr: 'La campagne a changé depuis la vérification.' },
      seen.messageHash,
      hash,
    )
  }
  const now = await nowOf({ database }, campaign)
  await store.chooseTargets(campaign.id, null, now)
  const { targets } = await store.counters(campaign.id)
  const people = callableOf(check) ?? 0
  if (people === seen.people && targets === check.targets) return
  const more = targets - check.targets
  const said =
    more === 0
      ? {
          en: 'The count confirmed is not the one of the check.',
          fr: 'Le nombre confirmé n’est pas celui de la vérification.',
        }
      : {
          en: `${Math.abs(more)} people were ${more > 0 ? 'added' : 'taken out'} since the check.`,
          fr: `Depuis la vérification, ${Math.abs(more)} personnes ont été ${more > 0 ? 'ajoutées' : 'retirées'}.`,
        }
  throw changedMeanwhile(said, `${seen.people} people`, `${people + more} people`)
}

const changedMeanwhile = (
  said: { readonly en: string; readonly fr: string },
  measured: string,
  limit: string,
): Failure =>
  new Failure('conflict', `Nobody was called. ${said.en} Check again, then launch.`, {
    fr: `Personne n’a été appelé. ${said.fr} Vérifiez de nouveau, puis lancez.`,
    measured,
    limit,
  })

const changeSentence = ({ who, what, at }: EventSince): string => `${who}: ${what} (${isoOf(at)}).`

export const launchRoutes: readonly AnyRoute[] = [preview, launch]
