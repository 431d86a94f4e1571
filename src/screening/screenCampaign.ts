/**
 * How many people a campaign may call now, later, never, and of how many that cannot be said, before
 * anybody is called: everybody is judged as the dialler would judge them (law/decide.ts), by threads,
 * chunk by chunk. Cut short, it goes on where it was.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { steadyNow } from '../base/clock.ts'
import { between, type EpochMs, epochMs, type Ms, ms, seconds } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { lastStart } from '../campaign/schedule.ts'
import { france } from '../law/ruleSets.ts'
import type { Database } from '../store/database.ts'
import { latestAudience, reachOfAudience } from '../store/postgres/audience.ts'
import { padsInUse } from '../store/postgres/listKeys.ts'
import type { Chunk, ScreenedCampaign } from '../store/postgres/screeningFacts.ts'
import { beginScreening, eachTally } from '../store/postgres/screenings.ts'
import type { Store } from '../store/store.ts'
import { campaignFacts } from './campaignFacts.ts'
import { openScreener, type ScreeningSetting } from './screener.ts'
import { emptyTally, type Kinds, mergeTally, type RuleTally, type Tally } from './tally.ts'
import { shareOut, threadsByDefault } from './threads.ts'

export interface ScreenCampaign {
  readonly database: Database
  readonly store: Pick<Store, 'counters'>
  readonly campaign: Campaign
  readonly trunk: Pick<Trunk, 'kind' | 'callerIds'>
  readonly now: EpochMs
  readonly onProgress?: (progress: ScreeningProgress) => void
  readonly workers?: number
}

export interface ScreeningProgress {
  readonly people: number
  readonly rowsPerSecond: number
  /** From 0 to 1. */
  readonly share: number
  readonly leftMs: Ms
}

export interface Screening {
  readonly judgedAt: EpochMs
  readonly lawVersion: string
  /** Once a campaign has targets, those that are not done; before, the contacts of its audience. */
  readonly subject: 'contacts' | 'targets'
  readonly people: number
  readonly kinds: Readonly<Kinds>
  /** By rule, most refusals first. `first`: people whose first reason it is. */
  readonly byRule: readonly (RuleTally & { readonly rule: string })[]
  readonly byTerritory: readonly { readonly territory: string; readonly kinds: Readonly<Kinds> }[]
  /** From which hour on people of `later` may be called, earliest first. */
  readonly laterFrom: readonly { readonly at: EpochMs; readonly people: number }[]
  readonly missing: Readonly<Record<string, number>>
  /** Chunks that an earlier, cut-short screening had done. */
  readonly chunks: { readonly done: number; readonly takenUp: number }
}

/** Progress is told at most so often. */
const tellEvery = seconds(0.25)

export async function screenCampaign(request: ScreenCampaign): Promise<Screening> {
  const { database, store, campaign, trunk } = request
  const { targets } = await store.counters(campaign.id)
  const subject = targets > 0 ? 'targets' : 'contacts'
  const audience = await latestAudience(database, campaign.id)
  const facts = campaignFacts(campaign, trunk, request.now)
  const basis = JSON.stringify([{ ...facts, now: 0 }, audience?.version, campaign.deadline])
  const run = await beginScreening(database, {
    campaign: campaign.id,
    subject,
    settings: `${france.version}/${createHash('sha256').update(basis).digest('hex')}`,
    now: request.now,
  })
  const pads = await padsInUse(database.pool, database)
  const screened: ScreenedCampaign = {
    id: campaign.id,
    organisation: Number(campaign.organisation),
    controller: campaign.controller,
    practice: campaign.practiceStart !== null,
    now: run.judgedAt,
    subject,
    reach: reachOfAudience(audience),
    pads: [hexOf(pads[0]), hexOf(pads[1])],
  }
  const setting: ScreeningSetting = {
    connection: plainConnection(database.connection),
    screening: run.id,
    campaign: screened,
    facts: { ...facts, now: run.judgedAt },
    lastStart: lastStart(campaign),
  }
  const left = run.chunks.filter(({ afterPerson }) => !run.done.has(afterPerson))
  const told = progressOf(run.chunks.length, left.length, request.onProgress)
  await screenChunks(setting, left, told, request.workers ?? threadsByDefault())
  const tally = emptyTally()
  await eachTally<Tally>(database, run, (part) => mergeTally(tally, part))
  const takenUp = run.chunks.length - left.length
  return screeningOf(tally, { ...screened, chunks: { done: run.chunks.length, takenUp } })
}

/** A single chunk is done before a thread has started. */
async function screenChunks(
  setting: ScreeningSetting,
  chunks: readonly Chunk[],
  onDone: (tally: Tally) => void,
  threads: number,
): Promise<void> {
  const [first] = chunks
  if (first && chunks.length === 1) {
    const screener = await openScreener(setting)
    try {
      onDone(await screener.work(first))
    } finally {
      await screener.close()
    }
    return
  }
  await shareOut<Chunk, Tally>({
    module: new URL('./screeningWorker.ts', import.meta.url),
    ...{ setting, pieces: chunks, onDone },
    threads: Math.min(chunks.length, threads),
  })
}

const hexOf = (pads: readonly Buffer[]): readonly string[] => pads.map((pad) => pad.toString('hex'))

/** Functions do not travel between threads: the thread puts them back. */
function plainConnection({ types: _, ...connection }: pg.ClientConfig): pg.ClientConfig {
  return connection
}

function progressOf(
  chunks: number,
  left: number,
  tell: ScreenCampaign['onProgress'],
): (tally: Tally) => void {
  const startedAt = steadyNow()
  let toldAt = startedAt
  let done = 0
  let people = 0
  return (tally) => {
    done += 1
    people += tally.people
    const now = steadyNow()
    const early = done > 1 && done < left && between(toldAt, now) < tellEvery
    if (!tell || early) return
    toldAt = now
    const took = Math.max(1, between(startedAt, now))
    tell({
      people,
      rowsPerSecond: (people * 1000) / took,
      share: (chunks - left + done) / chunks,
      leftMs: ms((took * (left - done)) / done),
    })
  }
}

function screeningOf(
  tally: Tally,
  { now, subject, chunks }: Pick<ScreenedCampaign, 'now' | 'subject'> & Pick<Screening, 'chunks'>,
): Screening {
  return {
    judgedAt: now,
    lawVersion: france.version,
    subject,
    people: tally.people,
    kinds: tally.kinds,
    byRule: Object.entries(tally.rules)
      .map(([rule, counts]) => ({ rule, ...counts }))
      .sort((a, b) => b.first - a.first || b.refused - a.refused),
    byTerritory: Object.entries(tally.territories)
      .map(([territory, kinds]) => ({ territory, kinds }))
      .sort((a, b) => a.territory.localeCompare(b.territory)),
    laterFrom: Object.entries(tally.laterFrom)
      .map(([at, people]) => ({ at: epochMs(Number(at)), people }))
      .sort((a, b) => a.at - b.at),
    missing: tally.missing,
    chunks,
  }
}
