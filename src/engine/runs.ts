/**
 * The runs of this process, by what they have for themselves: a trunk, or (with the practice carrier
 * inside this program) a campaign. What concerns one of them happens one thing after the other.
 */
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import { minutes } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Line } from '../runner/run.ts'
import type { Database } from '../store/database.ts'
import { type ActiveRun, openActiveRun, type RunSetting } from './activeRun.ts'
import { BUILT_IN_PORT } from './campaigns.ts'
import { lineOf } from './line.ts'

/** Each has a carrier and a media thread of its own: more is more than a machine of two cores can do. */
export const practiceRunsMax = 12
/** A run in which everything is paused keeps its trunk so long; resuming later opens it anew. */
export const pausedKeptMs = minutes(10)

export class Runs {
  readonly #setting: RunSetting
  readonly #runs = new Map<string, ActiveRun>()
  /** What is being done about a key; settles, never rejects. */
  readonly #turns = new Map<string, Promise<void>>()
  readonly #idleSince = new Map<ActiveRun, number>()
  readonly #taking = new Set<CampaignId>()
  #closed = false

  constructor(setting: RunSetting) {
    this.#setting = setting
  }

  /** The run in which a campaign is, over or not; null: none. */
  of(campaign: CampaignId): ActiveRun | null {
    for (const run of this.#runs.values()) {
      if (!run.hasEnded() && run.progressOf(campaign) !== null) return run
    }
    return null
  }

  /** In a run, or about to be. */
  has(campaign: CampaignId): boolean {
    return this.#taking.has(campaign) || this.of(campaign) !== null
  }

  all(): readonly ActiveRun[] {
    return [...this.#runs.values()].filter((run) => !run.hasEnded())
  }

  /** The trunk with its clock: that of the run which goes on, where there is one. */
  async lineFor(database: Database, campaign: Campaign): Promise<Line> {
    const line = await lineOf({ database, store: this.#setting.store }, [campaign])
    const going = this.#runs.get(keyOf(campaign, line))
    if (going === undefined || going.hasEnded() || going.line.kind !== line.kind) return line
    if (line.kind === 'real' || going.line.kind === 'real') return line
    return { ...line, clock: going.line.clock }
  }

  /** Calls for a campaign that is `running` in the database. */
  async take(campaign: Campaign, line: Line): Promise<void> {
    const key = keyOf(campaign, line)
    const before = this.#turns.get(key) ?? Promise.resolve()
    const turn = before.then(() => this.#take(key, campaign, line))
    this.#turns.set(
      key,
      turn.catch(() => undefined),
    )
    this.#taking.add(campaign.id)
    try {
      await turn
    } finally {
      this.#taking.delete(campaign.id)
    }
  }

  async #take(key: string, campaign: Campaign, line: Line): Promise<void> {
    if (this.#closed)
      throw new Failure('busy', 'The server is ending: start it again first.', {
        fr: 'Le serveur s’arrête : redémarrez-le d’abord.',
      })
    const going = this.#runs.get(key)
    if (going !== undefined && !going.hasEnded()) {
      if (await joined(going, campaign, hasOwnCarrier(line))) return
      await going.ended
    }
    if (hasOwnCarrier(line)) this.#refuseTooMany()
    const run = await openActiveRun(this.#setting, campaign, line)
    this.#runs.set(key, run)
    void run.ended.then(() => {
      if (this.#runs.get(key) === run) this.#runs.delete(key)
      this.#idleSince.delete(run)
    })
  }

  #refuseTooMany(): void {
    const practice = this.all().filter(({ ownCarrier }) => ownCarrier).length
    if (practice < practiceRunsMax) return
    throw new Failure(
      'busy',
      'So many practice campaigns are being called on this server: wait for one to end.',
      {
        fr:
          'Trop de campagnes d’entraînement appellent sur ce serveur : attendez que l’une d’elles ' +
          'finisse.',
        measured: String(practice + 1),
        limit: String(practiceRunsMax),
      },
    )
  }

  /** Runs in which everything has been paused for long are ended; called from time to time. */
  endIdle(now: number): void {
    for (const run of this.all()) {
      const progress = run.progress()
      const idle =
        progress !== null &&
        progress.callsUp === 0 &&
        progress.campaigns.every(({ state }) => state !== 'running')
      if (!idle) {
        this.#idleSince.delete(run)
        continue
      }
      const since = this.#idleSince.get(run) ?? now
      this.#idleSince.set(run, since)
      if (now - since >= pausedKeptMs) run.drain()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#turns.values())
    for (const run of this.#runs.values()) run.stopNow()
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended))
  }
}

/** false: that run is ending, and a new one takes its place once it has. */
async function joined(going: ActiveRun, campaign: Campaign, own: boolean): Promise<boolean> {
  const present = going.progressOf(campaign.id)
  // The practice people know the sounds they were made with: a fault may have been a new recording.
  if (own && (present === null || present.fault !== null)) {
    going.stopNow()
    return false
  }
  try {
    await going.join(campaign.id)
    return true
  } catch (error) {
    if (going.isEnding()) return false
    throw error
  }
}

/** A route is one run, whichever of its trunks the campaign names. */
function keyOf(campaign: Campaign, line: Line): string {
  if (hasOwnCarrier(line)) return `campaign ${campaign.id}`
  const { id, route, kind } = line.trunk
  return route === null ? `trunk ${id}` : `route ${kind} ${campaign.organisation} ${route}`
}

/** The practice carrier inside this program answers, one for each campaign. */
function hasOwnCarrier({ kind, trunk }: Line): boolean {
  return kind === 'practice' && trunk.port === BUILT_IN_PORT
}
