/**
 * What somebody who rings back may be told: the campaign's message, only who called and their rights, or only
 * what anybody may hear. They rang us: no rule about calling people judges it; its rules stand in law/fr/ringBack.ts.
 */
import type { E164, EpochMs, Ms } from '../base/units.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import type { Election } from '../campaign/election.ts'
import type { Country } from './country.ts'
import { type Freeze, freezeAt, freezesAnywhere, freezesFor, isDated } from './electionFreeze.ts'
import type { CallFacts } from './facts.ts'
import { freezeMarginMs } from './fr/codeElectoralL49.ts'
import { both, sayDay, sayDayAndHour, sayInstant } from './say.ts'
import { type Place, placesIn } from './territory.ts'
import type { RuleId, Said } from './verdict.ts'
import { whereaboutsOf } from './whereabouts.ts'

/**
 * message: all of the callback version. rights: who called, where the number comes from, objection. general: that
 * calls are made from this number, and objection; no campaign is named.
 */
export type RingBackSays = 'message' | 'rights' | 'general'

export interface RingBackFacts {
  readonly now: EpochMs
  /** Whose law judges; absent: that of France. */
  readonly country?: Country
  /** The campaign that called them last, or the one that anybody may hear of on this number; null: none. */
  readonly campaign: {
    readonly state: CampaignState
    readonly deadline: EpochMs
    readonly purpose: 'electoral' | 'other'
    readonly election: Election | null
    /** Nobody hears this recording any more. */
    readonly killed: boolean
    /** Its newest recording is approved by name. */
    readonly approved: boolean
    /** What is called a callback version was recorded. */
    readonly recorded: boolean
  } | null
  /** Who rings, as far as they are known to us; null: nobody we called. */
  readonly ringer: (Omit<CallFacts['callee'], 'number' | 'line'> & { readonly number: E164 }) | null
  /** They objected, or withdrew, before. */
  readonly objected: boolean
  /** How long the longest talk lasts: nothing of it may reach into the eve. */
  readonly talkMaxMs: Ms
}

export interface RingBackVerdict {
  readonly says: RingBackSays
  /** What keeps the message from being played; null: it is. */
  readonly because: { readonly rule: RuleId; readonly reason: Said } | null
}

export function judgeRingBack(facts: RingBackFacts): RingBackVerdict {
  const { campaign, now } = facts
  if (campaign === null || campaign.state === 'draft' || campaign.state === 'ready') {
    return general('fr.ring-back-stranger', nobodyCalled)
  }
  // A recording that nobody may hear any more says nothing, not even whose it was.
  if (campaign.killed) return general('fr.kill-switch', recordingKilled)
  if (!campaign.approved) return general('fr.L48', notApproved)
  const eve = frozen(facts)
  if (eve !== null) return rights('fr.L49-ring-back', eve)
  if (facts.objected) return rights('fr.RGPD-21', objectedBefore)
  if (campaign.state === 'paused' || campaign.state === 'stopped') {
    return rights('fr.ring-back-ended', campaign.state === 'paused' ? paused : stopped)
  }
  if (now >= campaign.deadline)
    return rights('fr.ring-back-ended', deadlinePast(campaign.deadline, now))
  if (!campaign.recorded) return rights('fr.L221-16', nothingRecorded)
  return { says: 'message', because: null }
}

/** Code électoral L49, read as for the calls we place: where the person may vote, and the talk's length before it. */
function frozen({ campaign, ringer, now, talkMaxMs, country = 'fr' }: RingBackFacts): Said | null {
  if (country !== 'fr' || campaign === null || campaign.purpose !== 'electoral') return null
  const { election } = campaign
  if (election === null) return null
  if (!isDated(election)) return noPollDays
  const whereabouts = ringer === null ? null : whereaboutsOf({ callee: ringer })
  // Who is not known, or lives nobody knows where, may vote in the place that falls silent first.
  const freezes =
    whereabouts === null || whereabouts.residence === 'unknown'
      ? freezesAnywhere(election)
      : freezesFor(election, whereabouts)
  const freeze = freezeAt(freezes, now, talkMaxMs + freezeMarginMs)
  return freeze === undefined ? null : eveOf(freeze, now)
}

function eveOf({ place, pollDay, startsAt }: Freeze, now: EpochMs): Said {
  const vote = sayDay(pollDay)
  const eve = sayDayAndHour(place, startsAt, now)
  return both(
    `The vote ${place.where.en} is on ${vote.en}: from ${eve.en} on, and in a talk that could last until then, ` +
      'no propaganda is heard.',
    `Scrutin ${place.where.fr} le ${vote.fr}\u202f: à partir du ${eve.fr}, et dans un appel qui pourrait durer ` +
      'jusque-là, aucune propagande n’est diffusée.',
  )
}

const general = (rule: RuleId, reason: Said): RingBackVerdict => ({
  says: 'general',
  because: { rule, reason },
})
const rights = (rule: RuleId, reason: Said): RingBackVerdict => ({
  says: 'rights',
  because: { rule, reason },
})

const paris = placesIn.FR[0] as Place
const nobodyCalled = both(
  'No campaign that goes on called the number they ring from.',
  'Aucune campagne en cours n’a appelé le numéro d’où elle téléphone.',
)
const recordingKilled = both(
  'The recording was withdrawn: nobody hears it any more.',
  'L’enregistrement a été retiré : plus personne ne l’entend.',
)
const notApproved = both(
  'The newest recording is not approved by name.',
  'Le dernier enregistrement n’a pas été approuvé nommément.',
)
const objectedBefore = both(
  'This person objected before: they hear who called, and no message.',
  'Cette personne s’est déjà opposée : elle entend qui a appelé, et aucun message.',
)
const paused = both('The campaign is paused.', 'La campagne est en pause.')
const stopped = both('The campaign was stopped.', 'La campagne a été arrêtée.')
const nothingRecorded = both(
  'No message for people who ring back was recorded.',
  'Aucun message n’a été enregistré pour qui rappelle.',
)
const noPollDays = both(
  'The polling days of the election cannot be read: nobody knows when it silences.',
  'Les jours de vote de l’élection ne sont pas lisibles : nul ne sait quand elle impose le silence.',
)

function deadlinePast(deadline: EpochMs, now: EpochMs): Said {
  const end = sayInstant(paris, deadline, now)
  return both(`The campaign ended ${end.en}.`, `La campagne s’est achevée : ${end.fr}.`)
}
