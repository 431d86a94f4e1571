/**
 * The runner: waits for one input → step → does the effects; nothing else. Inputs are CallEvents, ticks
 * of the dialler, answers of the store, and campaign changes by other processes. It decides nothing:
 * law, dialler, attempt and lifecycle are machines beside it.
 */
import { BrokenInvariant } from '../base/assert.ts'
import type { CampaignId } from '../base/ids.ts'
import { after, between } from '../base/units.ts'
import { isOver } from '../campaign/lifecycle.ts'
import { idleDialer } from '../dialer/dialer.ts'
import type { Hold, Store } from '../store/store.ts'
import { callHandlers, onCallEvent } from './callHandlers.ts'
import type { CampaignLane, Run } from './context.ts'
import { openDelays } from './delays.ts'
import { dialerInbox } from './dialerInbox.ts'
import { openFailedOver } from './failedOver.ts'
import { faultSentence } from './faultSentence.ts'
import { joinRun } from './joining.ts'
import { concludePatienceMs, keepTrying } from './keepTrying.ts'
import { countersEveryMs, heartbeatMs, storeToleranceMs } from './limits.ts'
import { LiveCalls } from './liveCalls.ts'
import { openMeter } from './meter.ts'
import { openObjectionBook } from './objectionBook.ts'
import { giveBack, laneStart, openCampaign, openTrunks } from './openCampaign.ts'
import { openOutcomeBook } from './outcomeBook.ts'
import { feelPressure } from './pressure.ts'
import { progressOf, resultOf } from './progress.ts'
import { type CampaignRun, clockOf, type RunOptions, type RunResult, trunksOf } from './run.ts'
import { startSoftly } from './spending.ts'
import { judgeThresholds } from './thresholds.ts'
import { realTimer } from './timer.ts'
import { applyGate, jumpClock, lookAfter, reread, storeMove } from './watch.ts'

/** Another process may hold the campaign now: two would call the same people. */
const holdLost = 'the connection that kept this campaign ours broke: start it again'
/** … or a trunk: two would exceed its limits. */
const trunkLost = 'the connection that kept this trunk ours broke: start it again'

export function runCampaigns(options: RunOptions): CampaignRun {
  const early = { drain: false, stopNow: false }
  let run: Run | undefined
  const drain = (): void => {
    early.drain = true
    if (run === undefined || run.draining) return
    run.draining = true
    lookAfter(run)
  }
  const stopNow = (): void => {
    early.stopNow = true
    drain()
    run?.calls.feedAll({ is: 'stopNow' }, () => true)
  }
  const opened = begin(options)
  const finished = opened.then((begun) => {
    run = begun.run
    // Asked to end before everything was open.
    if (early.drain) drain()
    if (early.stopNow) stopNow()
    return begun.finished
  })
  return {
    finished,
    begun: async () => {
      await opened
    },
    isEnding: () => early.drain || run?.ending === true,
    drain,
    stopNow,
    join: async (id) => joinRun((await opened).run, options, id),
    jump: (to) => {
      if (run !== undefined) jumpClock(run, to)
    },
  }
}

async function begin(
  options: RunOptions,
): Promise<{ readonly run: Run; readonly finished: Promise<RunResult> }> {
  const lanes = new Map<CampaignId, CampaignLane>()
  const trunks: Hold[] = []
  try {
    const now = clockOf(options.line).epoch()
    for (const id of options.campaigns) lanes.set(id, await openCampaign(options, id, now))
    trunks.push(...(await openTrunks(options)))
    const run = openRun(options, lanes, trunks)
    for (const lane of lanes.values()) run.guard(lane)
    for (const lane of lanes.values()) await startSoftly(run, lane)
    const changes = await options.store.onCampaignChanged((id) => {
      const lane = lanes.get(id)
      if (lane !== undefined && !lane.concluded) reread(run, lane)
    })
    options.telephony.onEvent((event) => onCallEvent(run, event))
    options.onTrunkSign?.((sign) => run.post({ is: 'trunk', sign }))
    const finished = untilDone(run, options).then(async () => {
      await changes.close()
      for (const { hold, concluded } of lanes.values()) if (!concluded) await hold.release()
      for (const trunk of trunks) await trunk.release()
      return resultOf(run)
    })
    return { run, finished }
  } catch (error) {
    for (const [id, { hold }] of lanes) await giveBack(options, id, hold, error)
    for (const trunk of trunks) await trunk.release()
    throw error
  }
}

/** It may have been lost while the rest of the run was being opened. */
function whenLost({ lost }: Hold, act: () => void): void {
  if (lost.aborted) act()
  else lost.addEventListener('abort', act)
}

function openRun(
  options: RunOptions,
  lanes: Map<CampaignId, CampaignLane>,
  trunks: readonly Hold[],
): Run {
  const { store, telephony, line } = options
  const timer = options.timer ?? realTimer
  const storeDelays = openDelays(timer)
  const timedStore: Pick<Store, 'endAttempts'> = {
    endAttempts: (ends) => storeDelays.timed(() => store.endAttempts(ends)),
  }
  const everybody = (error: unknown): void => {
    for (const lane of lanes.values()) run.pauseForFault(lane, error)
  }
  const run: Run = {
    store,
    line,
    timer,
    clock: clockOf(line),
    newAttemptId: options.newAttemptId,
    lanes,
    leased: new WeakMap(),
    meter: openMeter(),
    failedOver: openFailedOver(),
    storeDelays,
    outcomes: openOutcomeBook({ store: timedStore, timer }, everybody),
    objections: openObjectionBook({ store, timer, journal: options.journal }, everybody),
    calls: new LiveCalls(
      telephony,
      timer,
      callHandlers(() => run),
    ),
    dialer: idleDialer(
      trunksOf(line),
      [...lanes.values()].map(({ campaign }) => laneStart(line, campaign)),
      timer.mono(),
      line.together,
    ),
    draining: false,
    joining: 0,
    ending: false,
    guard: (lane) => {
      whenLost(lane.hold, () => run.pauseForFault(lane, holdLost))
      for (const trunk of trunks) whenLost(trunk, () => run.pauseForFault(lane, trunkLost))
    },
    concludeOver: (lane) => concludeOver(run, lane),
    ...dialerInbox(() => run, everybody),
    during: (lane, work) => during(run, lane, work),
    pauseForFault: (lane, error) => pauseForFault(run, lane, error),
    look: () => lookAfter(run),
  }
  return run
}

/** Resolves when nothing is up, everything is stored, and no campaign of the run can go on. */
function untilDone(run: Run, options: RunOptions): Promise<void> {
  const { timer } = run
  const { onProgress } = options
  const feelNoMore = feelPressure(run, options)
  let countAt = timer.mono()
  let callOff = (): void => {}
  return new Promise((resolve) => {
    const look = (): void => {
      lookAfter(run)
      if (!isDone(run)) return
      callOff()
      feelNoMore()
      run.ending = true
      run.look = () => {}
      run.endDialling()
      void concluded(run).then(resolve)
    }
    const beat = (): void => {
      const now = timer.mono()
      callOff = timer.wakeAt(after(now, heartbeatMs), beat)
      if (onProgress !== undefined && now >= countAt) {
        countAt = after(now, countersEveryMs)
        for (const lane of run.lanes.values()) if (!lane.concluded) count(run, lane)
      }
      onProgress?.(progressOf(run))
      judgeThresholds(run)
      run.look()
    }
    run.look = look
    run.post({ is: 'tick' })
    beat()
  })
}

function isDone(run: Run): boolean {
  const lanes = [...run.lanes.values()]
  const settled = run.calls.count === 0 && lanes.every(({ unsettled }) => unsettled === 0)
  const ended = lanes.every(({ campaign, fault }) => fault !== null || isOver(campaign.state))
  return settled && run.joining === 0 && (run.draining || ended)
}

/** What is left running without a runner would lie: it is paused. Then the last count. */
async function concluded(run: Run): Promise<void> {
  for (const lane of run.lanes.values()) if (!lane.concluded) await conclude(run, lane)
}

async function conclude(run: Run, lane: CampaignLane): Promise<void> {
  let counters: CampaignLane['counters'] = null
  const lastWords = async (): Promise<void> => {
    const { id, state } = lane.campaign
    if (state === 'running') await storeMove(run, lane, 'paused', lane.fault ?? 'interrupted')
    // Still armed or leased, and nothing is up: commits of which no answer came. Armed is unknown,
    // never redialled; but if the hold was lost these may be another process's.
    if (!lane.hold.lost.aborted) await run.store.recover(id, run.clock.epoch())
    counters = await run.store.counters(id)
  }
  const say = (error: unknown): void => {
    lane.fault ??= faultSentence(error)
  }
  await keepTrying(run.timer, lastWords, say, concludePatienceMs)
  lane.counters = counters
}

/** The others of the trunk may go on for days: what is over is given back now, with its connection. */
function concludeOver(run: Run, lane: CampaignLane): void {
  const { campaign, unsettled, moving } = lane
  if (lane.concluded || run.ending || !isOver(campaign.state)) return
  if (unsettled > 0 || moving || run.calls.countOf(campaign.id) > 0 || isAlone(run)) return
  lane.concluded = true
  run.during(lane, async () => {
    await conclude(run, lane)
    await lane.hold.release()
  })
}

/** Nothing else goes on: the run itself is about to end. */
const isAlone = ({ lanes }: Run): boolean =>
  [...lanes.values()].every(({ campaign, fault }) => fault !== null || isOver(campaign.state))

function count(run: Run, lane: CampaignLane): void {
  run.during(lane, async () => {
    lane.counters = await run.store.counters(lane.campaign.id)
  })
}

function during(run: Run, lane: CampaignLane, work: () => Promise<void>): void {
  lane.unsettled += 1
  work()
    .then(() => {
      lane.failingSince = null
    })
    .catch((error: unknown) => onStoreFailure(run, lane, error))
    .finally(() => {
      lane.unsettled -= 1
      if (lane.unsettled === 0) run.look()
    })
}

/** A broken invariant pauses at once (fail closed); a database that restarts is given some seconds. */
function onStoreFailure(run: Run, lane: CampaignLane, error: unknown): void {
  const now = run.timer.mono()
  lane.failingSince ??= now
  const patient = between(lane.failingSince, now) < storeToleranceMs
  if (error instanceof BrokenInvariant || !patient) run.pauseForFault(lane, error)
}

function pauseForFault(run: Run, lane: CampaignLane, error: unknown): void {
  if (lane.fault !== null || isOver(lane.campaign.state)) return
  const fault = faultSentence(error)
  lane.fault = fault
  applyGate(run, lane)
  if (lane.campaign.state !== 'running') return
  // If the store cannot even take this, `fault` still says why, and the run ends.
  run.during(lane, () => storeMove(run, lane, 'paused', fault))
}
