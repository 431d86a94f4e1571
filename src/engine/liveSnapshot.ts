/**
 * What is true of a campaign at one instant, as its live page shows it: from the counters, which the
 * database keeps, and from the run, when this process calls for it. Pure; instants are ISO 8601.
 */
import type { EpochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign, CampaignState } from '../campaign/campaign.ts'
import { lastStart } from '../campaign/schedule.ts'
import { type Quiet, statusSentence } from '../dialer/statusSentence.ts'
import { sicknessIn } from '../dialer/trunkWords.ts'
import { usualOpening } from '../law/fr/consommationD223_9.ts'
import { type Place, placesIn, placesOfInsee } from '../law/territory.ts'
import { type BudgetState, budgetState } from '../money/budget.ts'
import { dearestCall } from '../money/price.ts'
import { whyIn } from '../report/words.ts'
import type { CampaignProgress, RunProgress, TrunkProgress } from '../runner/run.ts'
import { campaignFacts } from '../screening/campaignFacts.ts'
import { campaignOutlook } from '../screening/campaignOutlook.ts'
import type { LiveFigures } from '../store/liveStore.ts'
import type { RingBackFigures } from '../store/ringBackStore.ts'
import type { CampaignCounters } from '../store/store.ts'
import { clockText } from './clockText.ts'
import type { HistoryPoint } from './history.ts'

export interface Sentences {
  readonly fr: string
  readonly en: string
}

export interface LiveSnapshot {
  readonly campaign: string
  readonly name: string
  readonly state: CampaignState
  readonly practice: boolean
  /** When this was true. */
  readonly at: string
  /** What the campaign's own clock said then: the practice clock, or the machine's. */
  readonly clock: string
  /** False: another process calls for it, or none does; the figures are those of the database. */
  readonly runsHere: boolean
  /** A value of Quiet (dialer/statusSentence.ts), or `elsewhere`. */
  readonly reason: Quiet['is'] | 'elsewhere'
  readonly sentence: Sentences
  /** The next instant at which something changes by itself. */
  readonly nextAt: string | null
  readonly deadline: string
  readonly callsUp: number
  readonly concurrentCalls: number
  readonly callsPerSecond: {
    readonly last1s: number
    readonly last10s: number
    /** Of the trunk. */
    readonly limit: number
    /** What the dialler allows itself now: less than the limit while the carrier refuses. */
    readonly allowed: number
  }
  readonly targets: number
  readonly remaining: number
  readonly refused: number
  readonly attempts: number
  readonly outcomes: CampaignCounters['outcomes']
  readonly objections: number
  /** Of the calls that a person took; null: nobody has. */
  readonly objectionShare: number | null
  readonly complaints: number
  /** Who rang back the number shown: answered, heard the message, objected, heard it engaged. */
  readonly ringBacks: RingBackFigures
  readonly money: {
    readonly spentMicroEuro: number
    readonly billedMs: number
    readonly budgetMicroEuro: number | null
    readonly budget: BudgetState
    readonly priceKnown: boolean
  }
  readonly firstAudioMs: { readonly p50: number; readonly p99: number } | null
  readonly trunk: {
    readonly id: string
    /** Shares of the last calls; null: none has ended. */
    readonly answeredShare: number | null
    readonly refusedShare: number | null
    readonly heldUntil: string | null
  }
  /** Each trunk that may carry its calls, while this process calls for it. */
  readonly trunks: readonly LiveTrunk[]
  /** At the rate of now, in the hours law and campaign allow in Paris; null: nobody knows, or not in time. */
  readonly expectedEnd: string | null
  /** How many people will not be called before the deadline at this pace; null: nobody knows. */
  readonly notCalledInTime: number | null
  readonly areas?: readonly LiveArea[]
  /** Calls in which at least this second of the content was heard, from second 0 on. */
  readonly heardAtLeast?: readonly number[]
  readonly history?: readonly HistoryPoint[]
}

export interface LiveTrunk {
  readonly id: string
  /** `tried`: it was ill, and a few calls see whether it works again. */
  readonly state: 'works' | 'ill' | 'tried'
  /** Why it is ill or tried; null: it works. */
  readonly illness: Sentences | null
  /** When it is tried again, or called again; null: now, or when the carrier says so. */
  readonly nextTryAt: string | null
  readonly priority: number
  readonly callsUp: number
  readonly concurrentCalls: number
  readonly callsPerSecond: { readonly limit: number; readonly allowed: number }
  /** Its last calls (profile.health.callsJudged). */
  readonly calls: {
    readonly judged: number
    readonly answered: number
    /** Ended by the carrier's own fault. */
    readonly faults: number
    /** Turned away for want of capacity. */
    readonly pushedBack: number
    readonly replies: { readonly '4xx': number; readonly '5xx': number; readonly '6xx': number }
  }
  /** From the INVITE to the first word of the network. */
  readonly postDialMs: { readonly p50: number; readonly p95: number } | null
}

export interface LiveArea {
  readonly area: string
  readonly targets: number
  readonly called: number
  readonly attempts: number
  readonly heardToEnd: number
  readonly objections: number
  /** Outside the usual hours there: when they open again. */
  readonly opensAt: string | null
}

export interface SnapshotFacts {
  readonly campaign: Campaign
  readonly trunk: Trunk
  readonly counters: CampaignCounters
  readonly answers: number
  readonly figures: LiveFigures
  /** null: this process does not call for it. */
  readonly run: { readonly progress: RunProgress; readonly own: CampaignProgress } | null
  readonly at: EpochMs
  readonly clock: EpochMs
}

/** `whole`: with what is long and changes slowly. */
export function snapshotOf(
  facts: SnapshotFacts,
  whole?: { readonly history: readonly HistoryPoint[] },
): LiveSnapshot {
  const { campaign, trunk, counters, figures, run, at, clock, answers } = facts
  const quiet = quietNow(facts)
  const rate = run?.own.callsPerSecond ?? { last1s: 0, last10s: 0 }
  const until = quiet.is !== 'elsewhere' ? instantIn(quiet) : null
  const trunks = run?.progress.trunks.filter(({ id }) => run.own.over.includes(id)) ?? []
  return {
    ...{ campaign: campaign.id, name: campaign.name, state: campaign.state },
    practice: campaign.practiceStart !== null,
    ...{ at: iso(at), clock: iso(clock), runsHere: run !== null },
    ...{ reason: quiet.is, sentence: sentencesOf(quiet) },
    ...{ nextAt: until === null ? null : iso(until), deadline: iso(campaign.deadline) },
    callsUp: run?.own.callsUp ?? counters.armedNow,
    ...limitsOf(trunk, trunks, rate),
    ...{ targets: counters.targets, remaining: counters.remaining, refused: counters.refused },
    ...{
      attempts: counters.attempts,
      outcomes: counters.outcomes,
      objections: counters.objections,
    },
    objectionShare: answers === 0 ? null : counters.objections / answers,
    complaints: figures.complaints,
    ringBacks: figures.ringBacks,
    money: moneyOf(facts),
    ...trunkHealth(facts, quiet),
    trunks: trunks.map(liveTrunk),
    ...outlook(facts, until),
    ...(whole && {
      areas: areasOf(figures, campaign.state, clock),
      heardAtLeast: heardAtLeast(figures.heard),
      history: whole.history,
    }),
  }
}

const iso = (at: EpochMs): string => new Date(at).toISOString()

type Now = Quiet | { readonly is: 'elsewhere' }

function quietNow({ campaign, run, figures }: SnapshotFacts): Now {
  const why = figures.lastMove?.why ?? ''
  switch (campaign.state) {
    case 'running':
      return run?.own.quiet ?? { is: 'elsewhere' }
    // The database knows who paused it, and why.
    case 'paused':
      return { is: 'paused', why }
    case 'completed':
    case 'stopped':
      return { is: 'over', completed: campaign.state === 'completed', why }
    case 'draft':
    case 'ready':
      return { is: 'notStarted' }
  }
}

function sentencesOf(quiet: Now): Sentences {
  if (quiet.is === 'elsewhere') {
    return {
      fr: 'Un autre programme mène ces appels\u202f; les chiffres sont ceux de la base.',
      en: 'Another program makes these calls; the figures are those of the database.',
    }
  }
  const inFrench = 'why' in quiet ? { ...quiet, why: whyIn(quiet.why, 'fr') } : quiet
  return {
    fr: statusSentence(inFrench, 'fr', (at) => clockText(at, 'fr')),
    en: statusSentence(quiet, 'en', (at) => clockText(at, 'en')),
  }
}

function instantIn(quiet: Quiet): EpochMs | null {
  if ('until' in quiet) return quiet.until
  if (quiet.is === 'trunksIll') return quiet.nextTryAt
  if ('at' in quiet) return quiet.at
  return quiet.is === 'late' ? quiet.deadline : null
}

function moneyOf({ campaign, trunk, figures }: SnapshotFacts): LiveSnapshot['money'] {
  const budgetMicroEuro = campaign.budgetMicroEuro ?? null
  const spentMicroEuro = figures.costMicroEuro
  const dearestCallMicroEuro = dearestCall(trunk.price, campaign.maxTalkMs)
  return {
    ...{ spentMicroEuro, billedMs: figures.billedMs, budgetMicroEuro },
    budget: budgetState({ budgetMicroEuro, spentMicroEuro, callsUp: 0, dearestCallMicroEuro }),
    priceKnown: trunk.price !== undefined,
  }
}

function trunkHealth(
  { trunk, run }: SnapshotFacts,
  quiet: Now,
): Pick<LiveSnapshot, 'firstAudioMs' | 'trunk'> {
  const recent = run?.progress.trunk.recent
  const share = (count: number): number | null =>
    recent === undefined || recent.ended === 0 ? null : count / recent.ended
  const held = quiet.is === 'retryAfter' || quiet.is === 'carrierFaults' ? quiet.until : null
  return {
    firstAudioMs: recent?.firstAudioMs
      ? { p50: recent.firstAudioMs.p50, p99: recent.firstAudioMs.p99 }
      : null,
    trunk: {
      id: trunk.id,
      answeredShare: share(recent?.answered ?? 0),
      refusedShare: share(recent?.refused ?? 0),
      heldUntil: held === null ? null : iso(held),
    },
  }
}

/** What the trunks can do together; those of the trunk it names where nobody calls here. */
function limitsOf(
  trunk: Trunk,
  trunks: readonly TrunkProgress[],
  rate: { readonly last1s: number; readonly last10s: number },
): Pick<LiveSnapshot, 'concurrentCalls' | 'callsPerSecond'> {
  const sum = (of: (trunk: TrunkProgress) => number): number =>
    trunks.reduce((total, own) => total + of(own), 0)
  if (trunks.length === 0) {
    const { concurrentCalls, callsPerSecond: limit } = trunk
    return { concurrentCalls, callsPerSecond: { ...rate, limit, allowed: limit } }
  }
  return {
    concurrentCalls: sum(({ concurrentCalls }) => concurrentCalls),
    callsPerSecond: {
      ...rate,
      limit: sum(({ callsPerSecond }) => callsPerSecond.limit),
      allowed: sum(({ callsPerSecond }) => callsPerSecond.allowed),
    },
  }
}

const trunkStates = { closed: 'works', open: 'ill', halfOpen: 'tried' } as const

function liveTrunk({ heldUntil, breaker, calls, ...trunk }: TrunkProgress): LiveTrunk {
  const { failuresInRow: _, ...counts } = calls
  const why = breaker.is === 'closed' ? null : breaker.why
  const nextTryAt = trunk.nextTryAt ?? heldUntil
  return {
    ...trunk,
    calls: counts,
    state: trunkStates[breaker.is],
    illness: why && { fr: sicknessIn(why, 'fr'), en: sicknessIn(why, 'en') },
    nextTryAt: nextTryAt === null ? null : iso(nextTryAt),
  }
}

/** Below this many attempts the pace of now says nothing about hours. */
export const paceAttemptsMin = 50

function outlook(
  { campaign, trunk, counters, run, clock }: SnapshotFacts,
  until: EpochMs | null,
): Pick<LiveSnapshot, 'expectedEnd' | 'notCalledInTime'> {
  const pace = run?.own.callsPerSecond.last10s ?? 0
  const unknown = { expectedEnd: null, notCalledInTime: null }
  if (campaign.state !== 'running' || run === null) return unknown
  if (pace === 0 || run.progress.attempts < paceAttemptsMin) return unknown
  const start = until ?? clock
  const { endsAt, notCalledInTime } = campaignOutlook({
    ...{ campaign: campaignFacts(campaign, trunk, start), lastStart: lastStart(campaign) },
    ...{ from: start, remaining: counters.remaining, pace },
  })
  return { expectedEnd: endsAt === null ? null : iso(endsAt), notCalledInTime }
}

function areasOf(
  { areas }: LiveFigures,
  state: CampaignState,
  clock: EpochMs,
): readonly LiveArea[] {
  const opening = new Map<string, string | null>()
  return areas.map((figures) => {
    const places = placesOfArea(figures.area)
    const key = places[0]?.zone.name ?? ''
    if (!opening.has(key)) opening.set(key, opensLater(places, clock))
    const closed = state === 'running' || state === 'paused' ? (opening.get(key) ?? null) : null
    return { ...figures, opensAt: closed }
  })
}

function opensLater(places: readonly Place[], clock: EpochMs): string | null {
  const at = usualOpening(places, clock)
  return at === undefined || at === clock ? null : iso(at)
}

/** A département or a territory, as area_of writes them. */
export function placesOfArea(area: string): readonly Place[] {
  if (Object.hasOwn(placesIn, area)) return placesIn[area as keyof typeof placesIn]
  return placesOfInsee(area.padEnd(5, '0')) ?? placesIn.FR
}

/** The curve of who still listens: from a histogram of where listening ended. */
export function heardAtLeast(heard: LiveFigures['heard']): readonly number[] {
  const last = heard.at(-1)?.second
  if (last === undefined) return []
  const curve = new Array<number>(last + 1).fill(0)
  for (const { second, calls } of heard) curve[second] = calls
  for (let second = last - 1; second >= 0; second -= 1) {
    curve[second] = (curve[second] ?? 0) + (curve[second + 1] ?? 0)
  }
  return curve
}
