/**
 * One run inside this process with all it needs, opened in order and closed in the opposite one: practice
 * carrier (where there is one) → media thread → SIP → runner. Whatever happens to it ends it alone.
 */
import { realClock } from '../base/clock.ts'
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { runCampaigns } from '../runner/campaignRunner.ts'
import {
  type CampaignProgress,
  type CampaignRun,
  type Line,
  type RunProgress,
  trunksOf,
} from '../runner/run.ts'
import type { ObjectionJournal } from '../store/objectionJournal.ts'
import type { Store } from '../store/store.ts'
import { openTelephony } from '../telephony/telephony.ts'
import { openTrunkMedia, type TrunkMediaSetting } from '../telephony/trunkMedia.ts'
import { answeringLine } from './answeringLine.ts'
import type { RingBackDesk } from './ringBackDesk.ts'
import { lineOfTrunk, newAttemptId } from './ringBackLines.ts'

export interface RunSetting extends TrunkMediaSetting {
  readonly store: Store
  readonly journal?: ObjectionJournal
  readonly version: string
  /** Answers who rings while we call. */
  readonly ringBack: Pick<RingBackDesk, 'attach'>
  /** Which practice population. */
  readonly seed: number
  /** One line for what must be looked at. */
  readonly log: (line: string) => void
}

export interface ActiveRun {
  readonly line: Line
  /** The practice carrier inside this program answers it alone. */
  readonly ownCarrier: boolean
  /** As of the last heartbeat; null before the first. */
  progress(): RunProgress | null
  /** Of one campaign; null: it is not in this run. */
  progressOf(campaign: CampaignId): CampaignProgress | null
  join(campaign: CampaignId): Promise<void>
  jump(to: EpochMs): void
  drain(): void
  stopNow(): void
  /** Too late to join. */
  isEnding(): boolean
  hasEnded(): boolean
  /** Resolves when everything is closed; never rejects. */
  readonly ended: Promise<void>
}

/** Rejects with a Failure when the run cannot begin; the campaign is then paused and says why. */
export async function openActiveRun(
  setting: RunSetting,
  campaign: Campaign,
  given: Line,
): Promise<ActiveRun> {
  const { store, log } = setting
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) {
      await end().catch((error: unknown) => log(`a run was not closed cleanly: ${String(error)}`))
    }
  }
  try {
    const { carrier, line } = await answeringLine({
      ...{ store, campaigns: [campaign], line: given, seed: setting.seed },
    })
    if (carrier) closing.push(() => carrier.close())
    const media = await openTrunkMedia(trunksOf(line), setting, log)
    closing.push(() => media.close())
    const clock = line.kind === 'practice' ? line.clock : realClock
    const telephony = await openTelephony({
      ...{ trunks: trunksOf(line), media, clock, newAttemptId },
      // Our own carrier may share our ports; what a real one may is a row of its profile.
      ...(line.kind === 'practice' ? { mediaPorts: 'shared' as const } : {}),
      version: setting.version,
    })
    // It owns the media from now on.
    closing.splice(closing.length - 1, 1, () => telephony.close())
    setting.ringBack.attach({ telephony, clock, trunks: trunksOf(line).map(lineOfTrunk) })
    let progress: RunProgress | null = null
    const run = runCampaigns({
      ...{ store, telephony, line, campaigns: [campaign.id], ownCarrier: carrier !== null },
      ...(setting.journal === undefined ? {} : { journal: setting.journal }),
      onTrunkSign: (listener) => telephony.onTrunkSign(listener),
      soundLateMs: async () => (await media.health()).recentLateMs?.p99 ?? null,
      newAttemptId,
      onProgress: (now) => {
        progress = now
      },
    })
    await run.begun()
    const ownCarrier = carrier !== null
    return activeRun(run, { line, ownCarrier, progress: () => progress, close, log })
  } catch (error) {
    await close()
    throw error
  }
}

function activeRun(
  run: CampaignRun,
  about: {
    readonly line: Line
    readonly ownCarrier: boolean
    readonly progress: () => RunProgress | null
    readonly close: () => Promise<void>
    readonly log: (line: string) => void
  },
): ActiveRun {
  let over = false
  const ended = run.finished
    .then(({ objectionsNotStored, outcomesNotStored }) => {
      if (objectionsNotStored.length === 0 && outcomesNotStored === 0) return
      about.log(
        `not stored by a run: ${objectionsNotStored.length} objections (attempts ` +
          `${objectionsNotStored.join(', ')}: enter them by hand), ${outcomesNotStored} outcomes`,
      )
    })
    .catch((error: unknown) => about.log(`a run ended badly: ${String(error)}`))
    .finally(async () => {
      over = true
      await about.close()
    })
  return {
    ...{ line: about.line, ownCarrier: about.ownCarrier, progress: about.progress, ended },
    progressOf: (campaign) =>
      about.progress()?.campaigns.find((own) => own.campaign === campaign) ?? null,
    join: (campaign) => run.join(campaign),
    jump: (to) => run.jump(to),
    drain: () => run.drain(),
    stopNow: () => run.stopNow(),
    isEnding: () => over || run.isEnding(),
    hasEnded: () => over,
  }
}
