/**
 * Live pages: one snapshot a campaign, however many look at it, made from counters alone. A page that is
 * open gets one every half second, dashboards one every few seconds, and nobody costs nothing.
 */
import { realClock } from '../base/clock.ts'
import type { CampaignId } from '../base/ids.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { type EpochMs, ms, seconds } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Database } from '../store/database.ts'
import { liveStore } from '../store/postgres/live.ts'
import { answered } from '../store/postgres/thresholds.ts'
import type { CampaignCounters, Store } from '../store/store.ts'
import { trunkOf } from './campaigns.ts'
import { History } from './history.ts'
import { nowOf } from './line.ts'
import { type LiveSnapshot, type SnapshotFacts, snapshotOf } from './liveSnapshot.ts'
import type { Runs } from './runs.ts'

/** How often whoever has the live page open is told, and whoever only looks at a list. */
export const tellEveryMs = ms(500)
export const tellOthersEveryMs = seconds(3)
/** What is long and changes slowly is told so often. */
export const tellWholeEveryMs = seconds(2)
/** A page that asked for a snapshot is believed open for so long; it asks again before. */
export const openForMs = seconds(40)
/** Ended runs, and openings of pages, are looked after so often. */
const tidyEveryMs = seconds(10)

interface LiveDeskOptions {
  readonly system: Database
  readonly store: Store
  readonly runs: Runs
  readonly publish: (organisation: number, event: { readonly kind: string }) => void
  readonly isWatched: (organisation: number) => boolean
  readonly log: (line: string) => void
}

interface Followed {
  readonly organisation: number
  readonly history: History
  openUntil: number
  toldAt: number
  wholeToldAt: number
  telling: boolean
  /** The last look, or one under way: whoever comes within `tellEveryMs` is shown it. */
  facts: { readonly at: EpochMs; readonly read: Promise<SnapshotFacts> } | null
  /** As last told: a campaign that is over or paused is told once more, then no more. */
  quiet: boolean
}

export interface LiveDesk {
  live(id: CampaignId): Promise<LiveSnapshot>
  close(): void
}

export function liveDesk(options: LiveDeskOptions): LiveDesk {
  const { store, runs, publish, isWatched, log } = options
  const followed = new Map<CampaignId, Followed>()
  const follow = (campaign: Campaign): Followed => {
    const known = followed.get(campaign.id)
    if (known !== undefined) return known
    const fresh = {
      ...{ organisation: Number(campaign.organisation), history: new History() },
      ...{ openUntil: 0, toldAt: 0, wholeToldAt: 0, telling: false, facts: null, quiet: false },
    }
    followed.set(campaign.id, fresh)
    return fresh
  }
  const look = (id: CampaignId, own: Followed, at: EpochMs): Promise<SnapshotFacts> => {
    own.facts = { at, read: factsOf(options, id) }
    return own.facts.read
  }
  const tell = async (id: CampaignId, own: Followed, now: EpochMs): Promise<void> => {
    const whole = now - own.wholeToldAt >= tellWholeEveryMs && now < own.openUntil
    own.toldAt = now
    if (whole) own.wholeToldAt = now
    const facts = await look(id, own, now)
    own.quiet = facts.campaign.state !== 'running' && facts.counters.armedNow === 0
    const history = whole || own.quiet ? { history: own.history.points() } : undefined
    publish(own.organisation, { kind: 'live', ...snapshotOf(facts, history) })
  }
  const tick = (): void => {
    const now = realClock.epoch()
    noteRates(runs, followed, now, (id) => {
      void store.campaign(id).then(follow, () => undefined)
    })
    for (const [id, own] of followed) {
      const every = now < own.openUntil ? tellEveryMs : tellOthersEveryMs
      const due = now - own.toldAt >= every - 20
      if (!due || own.telling || (own.quiet && runs.of(id) === null)) continue
      if (!isWatched(own.organisation)) continue
      own.telling = true
      tell(id, own, now)
        .catch((error: unknown) => log(`a live page was not told: ${maskNumbersIn(String(error))}`))
        .finally(() => {
          own.telling = false
        })
    }
  }
  const ticking = setInterval(tick, tellEveryMs)
  const tidying = setInterval(() => {
    const now = realClock.epoch()
    runs.endIdle(now)
    for (const [id, own] of followed) {
      if (own.quiet && now > own.openUntil && runs.of(id) === null) followed.delete(id)
    }
  }, tidyEveryMs)
  return {
    async live(id) {
      const now = realClock.epoch()
      const known = followed.get(id)
      const fresh =
        known?.facts && now - known.facts.at < tellEveryMs ? known.facts.read : undefined
      const facts = await (fresh ?? factsOf(options, id))
      const own = follow(facts.campaign)
      own.openUntil = realClock.epoch() + openForMs
      own.quiet = false
      return snapshotOf(facts, { history: own.history.points() })
    },
    close() {
      clearInterval(ticking)
      clearInterval(tidying)
    },
  }
}

/** A point of history for each campaign that is being called, looked at or not. */
function noteRates(
  runs: Runs,
  followed: ReadonlyMap<CampaignId, Followed>,
  now: EpochMs,
  onNew: (id: CampaignId) => void,
): void {
  for (const run of runs.all()) {
    for (const { campaign, callsPerSecond, callsUp, state } of run.progress()?.campaigns ?? []) {
      const own = followed.get(campaign)
      if (own === undefined) {
        if (state === 'running') onNew(campaign)
        continue
      }
      if (state === 'running') own.quiet = false
      own.history.add(now, { callsPerSecond: callsPerSecond.last10s, callsUp })
    }
  }
}

async function factsOf(
  { system, store, runs }: LiveDeskOptions,
  id: CampaignId,
): Promise<SnapshotFacts> {
  // Before the figures are read: they are never older than they say.
  const at = realClock.epoch()
  const [campaign, counters, figures] = await Promise.all([
    store.campaign(id),
    store.counters(id),
    liveStore(system).liveFigures(id),
  ])
  const trunk = await trunkOf(store, campaign.trunk)
  if (!trunk) throw new Error('a campaign names a trunk that is there')
  const active = runs.of(id)
  const progress = active?.progress() ?? null
  const own = active?.progressOf(id) ?? null
  return {
    ...{ campaign, counters, figures, trunk: active?.line.trunk ?? trunk },
    answers: answersIn(counters),
    run: progress !== null && own !== null ? { progress, own } : null,
    at,
    clock: progress?.at ?? (await nowOf({ database: system }, campaign)),
  }
}

const answersIn = ({ outcomes }: CampaignCounters): number =>
  answered.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0)
