/**
 * The rules of an organisation at a launch, beside the law and the quotas: how often a person is tried, in
 * which hours, how many approved, at which shares the campaign stops by itself, and that a practising
 * organisation rings no real telephone.
 */
import type { MinuteWindow, OrganisationRules } from '../access/organisationRules.ts'
import { windowText } from '../access/organisationRules.ts'
import { Failure } from '../base/failure.ts'
import { usualLimits } from '../campaign/afterCall.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Missing } from '../campaign/readiness.ts'
import type { Database } from '../store/database.ts'
import { rowsOf } from '../store/postgres/sqlTransaction.ts'
import type { Store } from '../store/store.ts'

/** Who approved the sound that would be heard, and in which mode the organisation is. */
const known = {
  name: 'organisation-gates',
  text: `select o.mode, t.kind as trunk, (
           select count(distinct a.approved_by)::int from voice_message_approval a
           where a.campaign_id = k.id and a.hash = (select v.hash from voice_message v
             where v.campaign_id = k.id order by v.version desc limit 1)) as approvers
         from campaign k join organisation o on o.id = k.organisation_id
         join trunk t on t.id = k.trunk_id where k.id = $1`,
}

export interface GateFacts {
  readonly mode: 'practice' | 'production'
  readonly trunk: 'practice' | 'real'
  readonly approvers: number
}

/** Fails at the first rule that refuses; sets thresholds that are looser than the organisation's. */
export async function refuseBeyondRules(
  database: Pick<Database, 'pool'>,
  store: Pick<Store, 'afterCall' | 'setThresholds'>,
  campaign: Campaign,
  rules: OrganisationRules,
): Promise<void> {
  const [refused] = await houseRefusals(database, campaign, rules)
  if (refused) {
    const { say, measured, limit } = refused
    throw new Failure('refused', say.en, { fr: say.fr, measured, limit })
  }
  await tightenThresholds(store, campaign, rules)
}

/** Everything these rules refuse: announced by the check, and refused again at the launch. */
export async function houseRefusals(
  { pool }: Pick<Database, 'pool'>,
  campaign: Campaign,
  rules: OrganisationRules,
): Promise<readonly Missing[]> {
  const [facts] = await rowsOf<GateFacts>(pool, known, [campaign.id])
  return facts ? refusedBy(campaign, facts, rules) : []
}

export function refusedBy(
  campaign: Pick<Campaign, 'retry' | 'hours' | 'practiceStart' | 'budgetMicroEuro'>,
  facts: GateFacts,
  { attemptsMax, callingHours, approversMin, budgetMicroEuroMax }: OrganisationRules,
): readonly Missing[] {
  const refused: Missing[] = []
  if (facts.mode === 'practice' && facts.trunk === 'real') {
    refused.push({
      ...{ what: 'houseMode', measured: 'practice', limit: 'production' },
      say: {
        en: 'This organisation practises and rings no real telephone: change its mode first.',
        fr: 'Cette organisation s’entraîne et ne fait sonner aucun vrai téléphone : changez d’abord son mode.',
      },
    })
  }
  const tries = campaign.retry.attemptsMax
  if (attemptsMax !== undefined && tries > attemptsMax) {
    refused.push({
      ...{ what: 'houseTries', measured: `${tries} tries`, limit: `${attemptsMax} tries` },
      say: {
        en: `Each person may be tried ${attemptsMax} times here: set fewer tries in the schedule.`,
        fr: `Chaque personne peut être appelée ici ${attemptsMax} fois au plus : réglez moins d’essais dans les horaires.`,
      },
    })
  }
  // What is rehearsed alone is approved alone: a second person is asked for when it is in earnest.
  const isReal = campaign.practiceStart === null
  if (isReal && approversMin !== undefined && facts.approvers < approversMin) {
    refused.push({
      ...{ what: 'houseApprovals', limit: `${approversMin} approved` },
      measured: `${facts.approvers} approved`,
      say: {
        en: `The recording needs the approval of ${approversMin} persons here: ask for more.`,
        fr: `L’enregistrement demande ici l’accord de ${approversMin} personnes : demandez-en d’autres.`,
      },
    })
  }
  const outside = callingHours && refusedHours(campaign.hours, callingHours)
  const spent = refusedBudget(campaign.budgetMicroEuro, budgetMicroEuroMax)
  return [...refused, ...(outside ? [outside] : []), ...(spent ? [spent] : [])]
}

/** Without hours of its own a campaign calls whenever the law lets it. */
function refusedHours(hours: Campaign['hours'], window: MinuteWindow): Missing | undefined {
  const limit = windowText(window)
  const say = {
    en: `Calls leave between ${limit} here: choose hours within them in the schedule.`,
    fr: `Les appels partent ici entre ${limit} : choisissez des heures dans ces bornes.`,
  }
  const what = 'houseHours' as const
  if (hours === undefined || hours.length === 0) return { what, say, measured: 'no hours', limit }
  const outside = hours.find(
    ({ from, to }) => minuteOf(from) < window.fromMinute || minuteOf(to) > window.toMinute,
  )
  return outside && { what, say, measured: `${outside.from}–${outside.to}`, limit }
}

function refusedBudget(budget: number | undefined, most: number | undefined): Missing | undefined {
  if (most === undefined || (budget ?? Infinity) <= most) return undefined
  return {
    ...{ what: 'houseBudget', limit: `${most / microPerEuro} €` },
    measured: budget === undefined ? 'none' : `${budget / microPerEuro} €`,
    say: {
      en: 'The budget of this campaign is higher than its organisation allows: set a lower one.',
      fr: 'Le budget de cette campagne dépasse celui que permet son organisation : baissez-le.',
    },
  }
}

const microPerEuro = 1_000_000

function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

async function tightenThresholds(
  store: Pick<Store, 'afterCall' | 'setThresholds'>,
  { id }: Campaign,
  rules: OrganisationRules,
): Promise<void> {
  const now = (await store.afterCall(id)).limits ?? usualLimits
  const names = ['objectionShareMax', 'complaintShareMax'] as const
  const stricter = names.flatMap((name) => {
    const share = rules[name]
    return share !== undefined && share < now[name] ? [[name, share] as const] : []
  })
  if (stricter.length > 0) await store.setThresholds(id, Object.fromEntries(stricter))
}
