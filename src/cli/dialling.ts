/**
 * What a run needs, opened in order and closed in the opposite one: media thread → SIP → (practice
 * carrier) → runner. Shared by `campaign start` and the demo. Ctrl-C lets live calls end, twice hangs up.
 */
import { randomUUID } from 'node:crypto'
import { realClock } from '../base/clock.ts'
import type { AttemptId } from '../base/ids.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { statusSentence } from '../dialer/statusSentence.ts'
import { answeringLine } from '../engine/answeringLine.ts'
import { runCampaigns } from '../runner/campaignRunner.ts'
import {
  type CampaignRun,
  type Line,
  type RunProgress,
  type RunResult,
  trunksOf,
} from '../runner/run.ts'
import type { ObjectionJournal } from '../store/objectionJournal.ts'
import type { CampaignCounters, Store } from '../store/store.ts'
import type { MediaHealth } from '../telephony/mediaEngine.ts'
import type { PersonRecord } from '../telephony/practice/personCall.ts'
import { openTelephony } from '../telephony/telephony.ts'
import { openTrunkMedia, type TrunkMediaSetting } from '../telephony/trunkMedia.ts'
import { readableInstant } from './command.ts'
import type { Output } from './output.ts'
import { version } from './version.ts'

export interface DialOptions extends TrunkMediaSetting {
  readonly store: Store
  /** All of them dial over the trunk of `line`. */
  readonly campaigns: readonly Campaign[]
  readonly line: Line
  /** Which practice population; only the built-in practice carrier looks at it. */
  readonly seed: number
  readonly output: Output
  /** Absent: what is heard while the database is away is lost with this process. */
  readonly journal?: ObjectionJournal
}

export interface Dialled {
  readonly run: RunResult
  /** What each practice person lived; null when the trunk is not the built-in practice carrier. */
  readonly records: readonly PersonRecord[] | null
  readonly health: MediaHealth
}

export async function dialCampaigns(options: DialOptions): Promise<Dialled> {
  const { store, campaigns, output } = options
  const { carrier, line } = await answeringLine(options)
  try {
    const remarks: string[] = []
    const remark = (sentence: string): void => void remarks.push(sentence)
    const media = await openTrunkMedia(trunksOf(line), options, remark)
    const telephony = await openTelephony({
      trunks: trunksOf(line),
      media,
      clock: line.kind === 'practice' ? line.clock : realClock,
      // Our own carrier may share our ports; what a real one may is a row of its profile.
      ...(line.kind === 'practice' ? { mediaPorts: 'shared' as const } : {}),
      version,
    })
    try {
      const run = runCampaigns({
        store,
        telephony,
        line,
        campaigns: campaigns.map(({ id }) => id),
        ownCarrier: carrier !== null,
        ...(options.journal === undefined ? {} : { journal: options.journal }),
        onTrunkSign: (listener) => telephony.onTrunkSign(listener),
        soundLateMs: async () => (await media.health()).recentLateMs?.p99 ?? null,
        newAttemptId: () => randomUUID() as string as AttemptId,
        onProgress: (progress) => output.progress(progressLine(progress)),
      })
      const stopListening = obeySignals(run, output)
      const result = await run.finished.finally(stopListening)
      output.progressDone()
      const health = await media.health()
      return { run: result, health, records: carrier ? await carrier.records() : null }
    } finally {
      await telephony.close()
    }
  } finally {
    await carrier?.close()
  }
}

/** First Ctrl-C: no new calls, live ones end. Second: hang up now. Returns how to stop listening. */
function obeySignals(run: CampaignRun, output: Output): () => void {
  let asked = false
  const onSignal = (): void => {
    output.progressDone()
    if (asked) {
      run.stopNow()
      return
    }
    asked = true
    process.stderr.write(
      'No new calls; those in progress end by themselves. Ctrl-C again hangs up.\n',
    )
    run.drain()
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return () => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

function progressLine({ callsUp, callsPerSecond, attempts, campaigns }: RunProgress): string {
  const counted = campaigns.flatMap(({ counters }) => counters ?? [])
  const sum = (of: (counters: CampaignCounters) => number): number =>
    counted.reduce((total, counters) => total + of(counters), 0)
  const targets = sum((counters) => counters.targets)
  const done = `${targets - sum(({ remaining }) => remaining)}/${targets} people`
  const etas = campaigns.flatMap(({ etaMs }) => etaMs ?? [])
  const eta =
    etas.length < campaigns.length ? '' : ` · ${Math.ceil(Math.max(...etas) / 1000)} s left`
  const objections = ` · ${sum((counters) => counters.objections)} objections`
  const all = counted.length === campaigns.length
  return (
    `${all ? done : ''} · ${callsUp} calls up · ${callsPerSecond.last1s}/s · ` +
    `${attempts} attempts${all ? objections : ''}${eta} · ${sentences(campaigns)}`
  )
}

function sentences(campaigns: RunProgress['campaigns']): string {
  const [first, ...others] = campaigns.map(({ name, quiet }) => ({
    name,
    sentence: statusSentence(quiet, 'en', readableInstant),
  }))
  if (!first) return ''
  if (others.length === 0) return first.sentence
  return [first, ...others].map(({ name, sentence }) => `${name}: ${sentence}`).join(' · ')
}
