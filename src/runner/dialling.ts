/**
 * The dialler's effects (steps 4 to 9 of the path): lease → decide → refuse or arm → place. Only what
 * the store has committed as ARMED is placed, and only while its proof is good.
 */
import { assert, unreachable } from '../base/assert.ts'
import type { AttemptId, TargetId } from '../base/ids.ts'
import { after, between, type E164, ms } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { lastStart, mayStartAt } from '../campaign/schedule.ts'
import type { DialerEffect } from '../dialer/dialerState.ts'
import { type Candidate, leaseMs } from '../dialer/lane.ts'
import { decide, type LawfulCall } from '../law/decide.ts'
import type { Verdict } from '../law/verdict.ts'
import type { ArmRequest, BarredCall, LeasedTarget } from '../store/store.ts'
import { storeEnd } from './callHandlers.ts'
import { type CampaignLane, laneOf, type Run } from './context.ts'
import { factsOf } from './factsOf.ts'
import { askAgainMaxMs, askAgainMs } from './limits.ts'
import { trunksFor } from './run.ts'
import { roomFor } from './spending.ts'
import { applyGate, obey } from './watch.ts'

export function doDialerEffect(run: Run, effect: DialerEffect): void {
  switch (effect.is) {
    case 'lease': {
      const lane = laneOf(run, effect.campaign)
      run.during(lane, () => lease(run, lane, effect.limit))
      break
    }
    case 'release':
      release(run, effect.candidates)
      break
    case 'arm': {
      const lane = laneOf(run, effect.campaign)
      run.during(lane, () => arm(run, lane, effect.candidates))
      break
    }
    case 'place':
      place(run, laneOf(run, effect.campaign), effect)
      break
    case 'notPlaced':
      run.calls.feed(effect.attempt, { is: 'notPlaced' })
      break
    case 'pauseRejected':
      run.pauseForFault(
        laneOf(run, effect.campaign),
        'the carrier refuses every call: check the account, the password and the caller ID',
      )
      break
    default:
      unreachable(effect)
  }
}

async function lease(run: Run, lane: CampaignLane, limit: number): Promise<void> {
  const { id } = lane.campaign
  try {
    const targets = await run.store.lease(id, limit, run.clock.epoch(), leaseMs)
    if (targets.length === 0) return await nobodyNow(run, lane)
    lane.nobody = null
    lane.emptyAnswers = 0
    const candidates = targets.map((target) => candidateOf(run, target))
    run.post({ is: 'leased', campaign: id, candidates })
  } catch (error) {
    const at = after(run.timer.mono(), askAgainMs)
    run.post({ is: 'nothingReady', campaign: id, at })
    throw error
  }
}

async function nobodyNow(run: Run, lane: CampaignLane): Promise<void> {
  const { id } = lane.campaign
  const nextReadyAt = await run.store.nextReadyAt(id)
  lane.nobody = { nextReadyAt }
  lane.emptyAnswers += 1
  const wait = nextReadyAt === null ? askAgainMs : between(run.clock.epoch(), nextReadyAt)
  // While calls are up the end of one may free a member of its household.
  const longest = run.calls.count > 0 ? askAgainMs : askAgainMaxMs
  const at = after(run.timer.mono(), ms(Math.min(longest, Math.max(askAgainMs / 4, wait))))
  run.post({ is: 'nothingReady', campaign: id, at })
}

function candidateOf(run: Run, leased: LeasedTarget): Candidate {
  const { target, leaseToken, person, household } = leased
  const number = rungNumber(leased)
  const leasedAt = run.timer.mono()
  const failedOver = run.failedOver.of(target)
  const candidate = { target, leaseToken, number, person, household, leasedAt, failedOver }
  run.leased.set(candidate, leased)
  return candidate
}

/** Whose telephone rings: in a rehearsal the stand-in's, never the person's own. */
const rungNumber = ({ number, standIn }: LeasedTarget): E164 => standIn ?? number

function release(run: Run, candidates: readonly Candidate[]): void {
  const byCampaign = Map.groupBy(candidates, (candidate) => leasedOf(run, candidate).campaign)
  for (const [campaign, own] of byCampaign) {
    run.during(laneOf(run, campaign), () => run.store.release(own))
  }
}

function leasedOf(run: Run, candidate: Candidate): LeasedTarget {
  const leased = run.leased.get(candidate)
  assert(leased !== undefined, 'whoever is dialled was leased')
  return leased
}

interface Judged {
  readonly lawful: readonly (ArmRequest & {
    readonly proof: LawfulCall
    readonly leased: LeasedTarget
  })[]
  readonly refused: readonly {
    readonly target: TargetId
    readonly leaseToken: string
    readonly verdict: Verdict
  }[]
}

async function arm(run: Run, lane: CampaignLane, candidates: readonly Candidate[]): Promise<void> {
  const attempts = new Map<TargetId, AttemptId>()
  let committing = 0
  try {
    const { lawful: allowed, refused } = judge(run, lane, candidates)
    const lawful = withinBudget(run, lane, allowed)
    if (refused.length > 0) run.during(lane, () => run.store.refuse(refused))
    if (lawful.length === 0) return
    committing = lawful.length
    lane.committing += committing
    const { armed, barred } = await commitArmed(run, lane, lawful)
    for (const { attempt, target, proof, leased } of lawful) {
      if (!armed.delete(attempt)) continue
      const { campaign, message } = lane
      run.calls.add({ attempt, campaign, message, target: leased, lawful: proof })
      if (!barred.some((call) => call.attempt === attempt)) attempts.set(target, attempt)
    }
    obey(run, barred)
    assert(armed.size === 0, 'the store arms only what it was asked to arm')
  } finally {
    lane.committing -= committing
    // Before the dialler goes on: where the budget is spent it would lease and give back without end.
    applyGate(run, lane)
    // Whoever was refused, suppressed meanwhile or armed by another node is not ours any more.
    run.post({ is: 'armed', campaign: lane.campaign.id, attempts })
  }
}

/** As many as the budget has room for, were each of them the dearest; the others go back untouched. */
function withinBudget(run: Run, lane: CampaignLane, allowed: Judged['lawful']): Judged['lawful'] {
  const room = roomFor(run, lane)
  if (allowed.length <= room) return allowed
  run.during(lane, () => run.store.release(allowed.slice(room)))
  return allowed.slice(0, room)
}

async function commitArmed(
  run: Run,
  lane: CampaignLane,
  lawful: Judged['lawful'],
): Promise<{ armed: Set<AttemptId>; barred: readonly BarredCall[] }> {
  const { changes } = lane
  try {
    const requests = lawful.map(requestOf)
    const armed = new Set(await run.storeDelays.timed(() => run.store.arm(requests)))
    // Told while the answer was on its way, and these were not among our calls yet.
    const isNews = lane.changes !== changes
    return { armed, barred: isNews ? await run.store.barred(lane.campaign.id) : [] }
  } catch (error) {
    // Committed or not, nobody knows; but we do know that no INVITE left, and say so.
    const now = run.clock.epoch()
    for (const { attempt } of lawful) {
      storeEnd(run, lane, { attempt, outcome: 'notPlaced', endedAt: now, retryAt: now, keys: [] })
    }
    run.during(lane, () => run.store.release(lawful))
    throw error
  }
}

function judge(run: Run, lane: CampaignLane, candidates: readonly Candidate[]): Judged {
  const now = run.clock.epoch()
  // Whichever carries the call is of its kind and shows its number: the proof says so, telephony checks it.
  const trunk = trunksFor(run.line, lane.campaign)[0] ?? run.line.trunk
  const lawful: Judged['lawful'][number][] = []
  const refused: Judged['refused'][number][] = []
  for (const candidate of candidates) {
    const { target, leaseToken } = candidate
    const leased = leasedOf(run, candidate)
    const facts = factsOf(leased, lane.campaign, trunk, now)
    const { verdict, lawful: proof } = decide(facts)
    if (proof === null) {
      refused.push({ target, leaseToken, verdict: withinCampaign(verdict, lane.campaign) })
    } else {
      assert(proof.number === rungNumber(leased), 'the proof is for the number that may ring')
      const attempt = run.newAttemptId()
      const { mayLeaveVoicemail } = leased
      lawful.push({
        ...{ attempt, target, leaseToken, verdict, armedAt: now, proof, leased },
        ...(mayLeaveVoicemail && { mayLeaveVoicemail }),
      })
    }
  }
  return { lawful, refused }
}

/** A lawful instant at which the campaign may start no call any more is of no use to it: refused for good. */
function withinCampaign(verdict: Verdict, campaign: Campaign): Verdict {
  const { askAgainAt, ...rest } = verdict
  if (askAgainAt === undefined || askAgainAt < lastStart(campaign)) return verdict
  return rest
}

function requestOf(judged: Judged['lawful'][number]): ArmRequest {
  const { proof: _proof, leased: _leased, ...request } = judged
  return request
}

function place(
  run: Run,
  lane: CampaignLane,
  { attempt, trunk }: Extract<DialerEffect, { is: 'place' }>,
): void {
  const call = run.calls.get(attempt)
  assert(call !== undefined, 'what is placed was armed')
  const carrier = trunksFor(run.line, lane.campaign).find(({ id }) => id === trunk)
  assert(carrier !== undefined, 'a call goes over a trunk that may show its number')
  run.calls.carry(attempt, carrier)
  const now = run.clock.epoch()
  // Slow SQL or a jump of the clock: the law is asked again rather than stretched.
  const inTime = now < call.lawful.expiresAt && mayStartAt(lane.campaign, now)
  run.calls.feed(attempt, { is: inTime ? 'start' : 'notPlaced' })
}
