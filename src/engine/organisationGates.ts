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
  { pool }: Pick<Database, 'pool'>,
  store: Pick<Store, 'afterCall' | 'setThresholds'>,
  campaign: Campaign,
  rules: OrganisationRules,
): Promise<void> {
  const [facts] = await rowsOf<GateFacts>(pool, known, [campaign.id])
  const refused = facts && refusedBy(campaign, facts, rules)
  if (refused) {
    const { sentence, fr, measured, limit } = refused
    throw new Failure('refused', sentence, { fr, measured, limit })
  }
  await tightenThresholds(store, campaign, rules)
}

interface Refused {
  readonly sentence: string
  readonly fr: string
  readonly measured: string
  readonly limit: string
}

export function refusedBy(
  campaign: Pick<Campaign, 'retry' | 'hours' | 'practiceStart'>,
  facts: GateFacts,
  { attemptsMax, callingHours, approversMin }: OrganisationRules,
): Refused | undefined {
  if (facts.mode === 'practice' && facts.trunk === 'real') {
    return {
      sentence: 'This organisation practises and rings no real telephone: change its mode first.',
      fr: 'Cette organisation s’entraîne et ne fait sonner aucun vrai téléphone : changez d’abord son mode.',
      ...{ measured: 'practice', limit: 'production' },
    }
  }
  const tries = campaign.retry.attemptsMax
  if (attemptsMax !== undefined && tries > attemptsMax) {
    return {
      sentence: `Each person may be tried ${attemptsMax} times here: set fewer tries in the schedule.`,
      fr: `Chaque personne peut être appelée ici ${attemptsMax} fois au plus : réglez moins d’essais dans les horaires.`,
      ...{ measured: `${tries} tries`, limit: `${attemptsMax} tries` },
    }
  }
  // What is rehearsed alone is approved alone: a second person is asked for when it is in earnest.
  const isReal = campaign.practiceStart === null
  if (isReal && approversMin !== undefined && facts.approvers < approversMin) {
    return {
      sentence: `The recording needs the approval of ${approversMin} persons here: ask for more.`,
      fr: `L’enregistrement demande ici l’accord de ${approversMin} personnes : demandez-en d’autres.`,
      ...{ measured: `${facts.approvers} approved`, limit: `${approversMin} approved` },
    }
  }
  return callingHours && refusedHours(campaign.hours, callingHours)
}

/** Without hours of its own a campaign calls whenever the law lets it. */
function refusedHours(hours: Campaign['hours'], window: MinuteWindow): Refused | undefined {
  const limit = windowText(window)
  const sentence = `Calls leave between ${limit} here: choose hours within them in the schedule.`
  const fr = `Les appels partent ici entre ${limit} : choisissez des heures dans ces bornes.`
  if (hours === undefined || hours.length === 0)
    return { sentence, fr, measured: 'no hours', limit }
  const outside = hours.find(
    ({ from, to }) => minuteOf(from) < window.fromMinute || minuteOf(to) > window.toMinute,
  )
  return outside && { sentence, fr, measured: `${outside.from}–${outside.to}`, limit }
}

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
