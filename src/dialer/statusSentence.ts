/**
 * Why nothing is being called now: a closed list, one sentence each, the same on the command line and
 * on the page. "I pressed start and nothing dialled" always has a written answer.
 */
import { unreachable } from '../base/assert.ts'
import type { CampaignId, TrunkId } from '../base/ids.ts'
import type { EpochMs, MonoMs } from '../base/units.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import type { PressureWhy } from './backPressure.ts'
import type { BreakerWhy } from './breaker.ts'
import type { Dialer } from './dialerState.ts'
import { callsFree, type DialledTrunk } from './dialledTrunk.ts'
import type { Lane } from './lane.ts'
import { allowedShare, nextStartAt } from './pacer.ts'
import { usableTrunks } from './placing.ts'
import { inMs, percentIn, sicknessIn } from './trunkWords.ts'

export type Quiet =
  | { readonly is: 'calling' }
  | { readonly is: 'notStarted' }
  | { readonly is: 'paused'; readonly why: string }
  | { readonly is: 'over'; readonly completed: boolean; readonly why: string }
  | { readonly is: 'draining'; readonly callsUp: number }
  | { readonly is: 'retryAfter'; readonly until: EpochMs }
  | { readonly is: 'carrierFaults'; readonly until: EpochMs }
  | { readonly is: 'linesFull'; readonly concurrentCalls: number }
  /** No trunk of the route works: nothing leaves but what tries whether one does again. */
  | {
      readonly is: 'trunksIll'
      readonly trunk: TrunkId
      readonly trunks: number
      readonly illness: BreakerWhy
      /** null: when the carrier says so. */
      readonly nextTryAt: EpochMs | null
    }
  /** They were all ill; a few calls see whether one works again. */
  | { readonly is: 'trying' }
  /** Calls leave, fewer than configured; `congested`: the carrier turns some away. */
  | { readonly is: 'slowed'; readonly share: number; readonly slowedBy: PressureWhy | 'congested' }
  | { readonly is: 'paced'; readonly callsPerSecond: number }
  | { readonly is: 'softStart'; readonly callsLeft: number; readonly callsPerSecond: number }
  | { readonly is: 'homesOccupied' }
  | { readonly is: 'nobodyBefore'; readonly at: EpochMs }
  | { readonly is: 'lastCalls'; readonly callsUp: number }
  | { readonly is: 'late'; readonly deadline: EpochMs }
  | { readonly is: 'spent'; readonly callsUp: number }
  | { readonly is: 'nothingLeft' }
  | { readonly is: 'askingStore' }

/** What the dialler does not know about a campaign. */
export interface CampaignView {
  readonly campaign: CampaignId
  readonly state: CampaignState
  readonly why: string
  readonly deadline: EpochMs
  readonly draining: boolean
  /** The earliest instant somebody may be called, when nobody may now. */
  readonly nextReadyAt: EpochMs | null
}

/** `calendar` turns an instant of the steady clock into one of the calendar. */
export function quietOf(
  dialer: Dialer,
  view: CampaignView,
  now: MonoMs,
  calendar: (at: MonoMs) => EpochMs,
): Quiet {
  switch (view.state) {
    case 'draft':
    case 'ready':
      return { is: 'notStarted' }
    case 'completed':
    case 'stopped':
      return { is: 'over', completed: view.state === 'completed', why: view.why }
    case 'paused':
      return { is: 'paused', why: view.why }
    case 'running':
      return whileRunning(dialer, view, now, calendar)
    default:
      return unreachable(view.state)
  }
}

function whileRunning(
  dialer: Dialer,
  view: CampaignView,
  now: MonoMs,
  calendar: (at: MonoMs) => EpochMs,
): Quiet {
  const callsUp = dialer.upOf.get(view.campaign) ?? 0
  if (view.draining) return { is: 'draining', callsUp }
  const lane = dialer.lanes.find(({ campaign }) => campaign === view.campaign)
  if (lane === undefined) return { is: 'notStarted' }
  if (lane.gate === 'late') return { is: 'late', deadline: view.deadline }
  if (lane.gate === 'spent') return { is: 'spent', callsUp }
  const usable = usableTrunks(dialer, lane)
  if (usable.length === 0) return illness(dialer, lane, calendar)
  const held = heldTrunk(usable, now)
  if (held !== null) return { is: held.why, until: calendar(held.until) }
  if (usable.every((trunk) => callsFree(trunk) === 0)) {
    return {
      is: 'linesFull',
      concurrentCalls: usable.reduce((sum, { concurrentCalls }) => sum + concurrentCalls, 0),
    }
  }
  const quiet = whoIsThere(dialer, lane, view, callsUp, now)
  if (quiet.is !== 'calling') return quiet
  return usable.every(({ breaker }) => breaker.is === 'halfOpen')
    ? { is: 'trying' }
    : (slowness(dialer, usable, now) ?? quiet)
}

/** The one that is tried first. */
function illness(dialer: Dialer, lane: Lane, calendar: (at: MonoMs) => EpochMs): Quiet {
  const own = dialer.trunks.filter(({ id }) => lane.over.has(id))
  const ill = own.flatMap(({ id, breaker }) => (breaker.is === 'open' ? [{ id, ...breaker }] : []))
  const never = Number.POSITIVE_INFINITY
  const first = ill.sort((a, b) => (a.until ?? never) - (b.until ?? never))[0]
  // Whoever refuses this campaign is not ill; the campaign is being paused for it.
  if (first === undefined) return { is: 'askingStore' }
  const { id, why, until } = first
  return {
    ...{ is: 'trunksIll', trunk: id, trunks: own.length, illness: why },
    nextTryAt: until === null ? null : calendar(until),
  }
}

/** All of them wait; the first to go on says why. */
function heldTrunk(trunks: readonly DialledTrunk[], now: MonoMs): DialledTrunk['pacer']['hold'] {
  const holds = trunks.flatMap(({ pacer: { hold } }) =>
    hold !== null && now < hold.until ? [hold] : [],
  )
  if (holds.length < trunks.length) return null
  return holds.sort((a, b) => a.until - b.until)[0] ?? null
}

function slowness(
  { pressure }: Dialer,
  trunks: readonly DialledTrunk[],
  now: MonoMs,
): Quiet | undefined {
  const whole = trunks.reduce((sum, { pacer }) => sum + pacer.callsPerSecond, 0)
  const allowed = trunks.reduce(
    (sum, { pacer }) => sum + pacer.callsPerSecond * allowedShare(pacer, now),
    0,
  )
  const share = allowed / whole
  if (share >= 1) return undefined
  return { is: 'slowed', share, slowedBy: pressure.why ?? 'congested' }
}

function whoIsThere(
  dialer: Dialer,
  lane: Lane,
  view: CampaignView,
  callsUp: number,
  now: MonoMs,
): Quiet {
  if (lane.soft !== null && lane.armed.length > 0 && lane.notBefore > now) {
    return { is: 'softStart', ...lane.soft }
  }
  const onTheWay = lane.armed.length + lane.arming.length
  if (onTheWay > 0) {
    // Slower than one call a second, waiting for the next start is what a person notices.
    const trunks = usableTrunks(dialer, lane)
    const wait = Math.min(...trunks.map(({ pacer }) => nextStartAt(pacer))) - now
    const callsPerSecond = trunks.reduce((sum, { pacer }) => sum + pacer.callsPerSecond, 0)
    return wait > 1000 ? { is: 'paced', callsPerSecond } : { is: 'calling' }
  }
  if (lane.waiting.length > 0) {
    return dialer.live.size > 0 ? { is: 'homesOccupied' } : { is: 'calling' }
  }
  if (lane.leasing) return callsUp > 0 ? { is: 'calling' } : { is: 'askingStore' }
  if (callsUp > 0) return { is: 'lastCalls', callsUp }
  if (view.nextReadyAt !== null) return { is: 'nobodyBefore', at: view.nextReadyAt }
  return { is: 'nothingLeft' }
}

export type Language = 'en' | 'fr'

/** `instant` writes a calendar instant the way the reader's screen does. */
export function statusSentence(
  quiet: Quiet,
  language: Language,
  instant: (at: EpochMs) => string,
): string {
  const say = (en: string, fr: string): string => (language === 'fr' ? fr : en)
  switch (quiet.is) {
    case 'calling':
      return say('Calls are being made.', 'Les appels sont en cours.')
    case 'notStarted':
      return say('The campaign has not been started.', 'La campagne n’est pas lancée.')
    case 'paused':
      return say(`Paused: ${quiet.why}.`, `En pause : ${quiet.why}.`)
    case 'over':
      return quiet.completed
        ? say(`Completed: ${quiet.why}.`, `Terminée : ${quiet.why}.`)
        : say(`Stopped: ${quiet.why}.`, `Arrêtée : ${quiet.why}.`)
    case 'draining':
      return say(
        `Ending: no new calls, ${quiet.callsUp} still up.`,
        `Fin en cours : plus de nouvel appel, ${quiet.callsUp} encore en ligne.`,
      )
    case 'retryAfter':
      return say(
        `The carrier asked us to wait until ${instant(quiet.until)} (Retry-After).`,
        `L’opérateur demande d’attendre jusqu’à ${instant(quiet.until)} (Retry-After).`,
      )
    case 'carrierFaults':
      return say(
        `The carrier does not reply; next try at ${instant(quiet.until)}.`,
        `L’opérateur ne répond pas ; nouvel essai à ${instant(quiet.until)}.`,
      )
    case 'linesFull':
      return say(
        `All ${quiet.concurrentCalls} lines of the trunk are in use.`,
        `Les ${quiet.concurrentCalls} lignes de l’opérateur sont occupées.`,
      )
    case 'paced':
      return say(
        `The trunk allows ${quiet.callsPerSecond} calls a second: waiting for the next turn.`,
        `L’opérateur permet ${quiet.callsPerSecond} appel par seconde : attente du prochain tour.`,
      )
    case 'trunksIll':
      return illnessSentence(quiet, language, instant)
    case 'trying':
      return say(
        'The trunk is being tried again: a few calls see whether it works.',
        'La ligne est essayée de nouveau : quelques appels disent si elle fonctionne.',
      )
    case 'slowed':
      return slowedSentence(quiet, language)
    case 'softStart':
      return say(
        `Starting slowly: the next ${quiet.callsLeft} calls leave at ${quiet.callsPerSecond} a second.`,
        `Départ en douceur : les ${quiet.callsLeft} prochains appels partent à ${quiet.callsPerSecond} par seconde.`,
      )
    default:
      return sentenceAboutPeople(quiet, say, instant)
  }
}

type Said<Is extends Quiet['is']> = Extract<Quiet, { is: Is }>

function illnessSentence(
  { trunk, trunks, illness: why, nextTryAt }: Said<'trunksIll'>,
  language: Language,
  instant: (at: EpochMs) => string,
): string {
  const said = sicknessIn(why, language)
  if (language === 'fr') {
    const who = trunks > 1 ? `aucune des ${trunks} lignes ne fonctionne, ` : ''
    const then =
      nextTryAt === null
        ? 'La campagne reprend d’elle-même dès que l’opérateur nous enregistre.'
        : `Un appel essaie à ${instant(nextTryAt)}, et la campagne reprend d’elle-même s’il passe.`
    return `Suspendue d’elle-même : ${who}ligne ${trunk} : ${said}. ${then}`
  }
  const who = trunks > 1 ? `none of the ${trunks} trunks works, ` : ''
  const then =
    nextTryAt === null
      ? 'The campaign goes on by itself once the carrier registers us.'
      : `A call tries it at ${instant(nextTryAt)}, and the campaign goes on by itself when it goes through.`
  return `Paused by itself: ${who}trunk ${trunk}: ${said}. ${then}`
}

function slowedSentence({ share, slowedBy }: Said<'slowed'>, language: Language): string {
  const pace = percentIn(share, language)
  if (slowedBy === 'congested') {
    return language === 'fr'
      ? `Les appels sont en cours, ralentis à ${pace} du rythme : l’opérateur est saturé et refuse une partie des appels.`
      : `Calls are being made, slowed to ${pace} of the pace: the carrier is full and turns some calls away.`
  }
  const { what, measuredMs, limitMs } = slowedBy
  const { en, fr } = pressureWords[what]
  const limit = inMs(limitMs, language)
  return language === 'fr'
    ? `Les appels sont en cours, ralentis à ${pace} du rythme : ${fr} ${inMs(measuredMs, language)} (seuil ${limit}).`
    : `Calls are being made, slowed to ${pace} of the pace: ${en} ${inMs(measuredMs, language)} (limit ${limit}).`
}

const pressureWords = {
  sound: {
    en: 'this machine is busy and sound would leave late, by',
    fr: 'cette machine est chargée et le son partirait en retard, de',
  },
  program: { en: 'this program wakes up late,', fr: 'ce programme se réveille en retard,' },
  store: { en: 'the database is slow,', fr: 'la base de données est lente,' },
} as const

const callsIn = (count: number): { readonly en: string; readonly fr: string } =>
  count === 1
    ? { en: '1 call is', fr: '1 appel est' }
    : { en: `${count} calls are`, fr: `${count} appels sont` }

function sentenceAboutPeople(
  quiet: Extract<
    Quiet,
    {
      is:
        | 'homesOccupied'
        | 'nobodyBefore'
        | 'lastCalls'
        | 'late'
        | 'spent'
        | 'nothingLeft'
        | 'askingStore'
    }
  >,
  say: (en: string, fr: string) => string,
  instant: (at: EpochMs) => string,
): string {
  switch (quiet.is) {
    case 'homesOccupied':
      return say(
        'Those left share a home with somebody on the telephone: waiting for the end of that call.',
        'Les personnes restantes partagent un foyer déjà en ligne : attente de la fin de l’appel.',
      )
    case 'nobodyBefore':
      return say(
        `Nobody may be called before ${instant(quiet.at)} (calling hours, or a retry due then).`,
        `Personne ne peut être appelé avant ${instant(quiet.at)} (horaires légaux, ou rappel prévu).`,
      )
    case 'lastCalls':
      return say(
        `Everybody was called; ${callsIn(quiet.callsUp).en} still up.`,
        `Tout le monde a été appelé ; ${callsIn(quiet.callsUp).fr} encore en ligne.`,
      )
    case 'late':
      return say(
        `A call started now could last beyond the deadline (${instant(quiet.deadline)}).`,
        `Un appel lancé maintenant pourrait dépasser l’échéance (${instant(quiet.deadline)}).`,
      )
    case 'spent':
      return say(
        `The budget has no room for another call; ${callsIn(quiet.callsUp).en} still up.`,
        `Le budget ne permet plus d’appel ; ${callsIn(quiet.callsUp).fr} encore en ligne.`,
      )
    case 'nothingLeft':
      return say('Nobody is left to call.', 'Il ne reste personne à appeler.')
    case 'askingStore':
      return say('Choosing whom to call next.', 'Choix des prochaines personnes à appeler.')
    default:
      return unreachable(quiet)
  }
}
