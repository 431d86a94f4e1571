/**
 * The calls of a run: each CallEvent into its attempt machine, each effect out to telephony and store.
 * Everything here happens in the very turn in which the event came: the gate is played without a wait.
 */
import { unreachable } from '../base/assert.ts'
import type { AttemptId, CampaignId, TrunkId } from '../base/ids.ts'
import type { EpochMs, MonoMs, Ms } from '../base/units.ts'
import { step } from '../call/attempt.ts'
import { type AttemptRecord, recordOf } from '../call/attemptRecord.ts'
import { type Attempt, nextDeadline, plannedAttempt } from '../call/attemptState.ts'
import type { AttemptEffect, AttemptInput, ObjectionBy } from '../call/attemptStep.ts'
import type { Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { VoiceMessage } from '../campaign/voiceMessage.ts'
import type { LawfulCall } from '../law/decide.ts'
import type { LeasedTarget } from '../store/store.ts'
import { listeningOver, machinePlan, silenceAllowed } from './machinePlan.ts'
import type { Timer } from './timer.ts'

export interface ArmedTarget {
  readonly attempt: AttemptId
  readonly campaign: Campaign
  readonly message: VoiceMessage
  readonly target: LeasedTarget
  readonly lawful: LawfulCall
  /** When the INVITE left, on the calendar of the line. */
  placedAt?: EpochMs
  /** Which carries it, once the dialler has decided. */
  trunk?: TrunkId
  /** When the INVITE left, and how long the network took to say something. */
  invitedAt?: MonoMs
  postDialMs?: Ms
}

interface Call extends ArmedTarget {
  machine: Attempt
  wake: { readonly at: MonoMs; readonly callOff: () => void } | undefined
}

export interface LiveCallsListener {
  readonly objected: (call: ArmedTarget, by: ObjectionBy) => void
  readonly ended: (call: ArmedTarget, record: AttemptRecord) => void
  /** A bug ended one call; the others go on. */
  readonly bug: (call: ArmedTarget, error: unknown) => void
}

export class LiveCalls {
  readonly #calls = new Map<AttemptId, Call>()
  readonly #byCampaign = new Map<CampaignId, number>()
  readonly #telephony: Telephony
  readonly #timer: Timer
  readonly #on: LiveCallsListener

  constructor(telephony: Telephony, timer: Timer, on: LiveCallsListener) {
    this.#telephony = telephony
    this.#timer = timer
    this.#on = on
  }

  get count(): number {
    return this.#calls.size
  }

  /** Calls of one campaign that are up, being placed, or about to be. */
  countOf(campaign: CampaignId): number {
    return this.#byCampaign.get(campaign) ?? 0
  }

  add(armed: ArmedTarget): void {
    const { attempt, campaign, message, target } = armed
    const { menu, ringTimeoutMs, maxTalkMs } = campaign
    const machines = machinePlan(campaign, message, target.mayLeaveVoicemail === true)
    const plan = {
      ...{ attempt, parts: message.parts, menu, ringTimeoutMs, maxTalkMs },
      ...(machines && { machines }),
    }
    this.#calls.set(attempt, { ...armed, machine: plannedAttempt(plan), wake: undefined })
    this.#byCampaign.set(campaign.id, this.countOf(campaign.id) + 1)
  }

  get(attempt: AttemptId): ArmedTarget | undefined {
    return this.#calls.get(attempt)
  }

  /** Over this trunk it will go: who answers there is told as its profile says. */
  carry(attempt: AttemptId, trunk: Trunk): void {
    const call = this.#calls.get(attempt)
    if (call === undefined) return
    call.trunk = trunk.id
    const { plan } = call.machine
    if (plan.machines === undefined) return
    const machines = { ...plan.machines, how: listeningOver(trunk) }
    call.machine = { ...call.machine, plan: { ...plan, machines } }
  }

  /** The INVITE left. */
  left(attempt: AttemptId, at: EpochMs): void {
    const call = this.#calls.get(attempt)
    if (call !== undefined) call.placedAt = at
  }

  feed(attempt: AttemptId, input: AttemptInput): void {
    const call = this.#calls.get(attempt)
    if (call === undefined) return
    try {
      const [machine, effects] = step(call.machine, input, this.#timer.mono())
      call.machine = machine
      this.#reschedule(call)
      for (const effect of effects) this.#perform(call, effect)
    } catch (error) {
      this.#breakLeg(call, error)
    }
  }

  /** One input for every call for which `which` holds. */
  feedAll(input: AttemptInput, which: (call: ArmedTarget) => boolean): void {
    for (const call of [...this.#calls.values()]) if (which(call)) this.feed(call.attempt, input)
  }

  #perform(call: Call, effect: AttemptEffect): void {
    const { attempt, lawful, trunk } = call
    switch (effect.is) {
      case 'place':
        this.#telephony.place({
          ...{ attempt, lawful },
          mediaTimeoutMs: silenceAllowed(call.machine.plan.machines),
          ...(trunk === undefined ? {} : { trunk }),
        })
        break
      case 'play':
        this.#telephony.play(attempt, effect.clip)
        break
      case 'stopPlaying':
        this.#telephony.stopPlaying(attempt)
        break
      case 'listen':
        this.#telephony.listen(attempt, effect.how)
        break
      case 'hangUp':
        this.#telephony.hangUp(attempt)
        break
      case 'suppress':
        this.#on.objected(call, effect.by)
        break
      case 'end':
        this.#end(call, effect.record)
        break
      default:
        unreachable(effect)
    }
  }

  #end(call: Call, record: AttemptRecord): void {
    call.wake?.callOff()
    this.#calls.delete(call.attempt)
    this.#byCampaign.set(call.campaign.id, this.countOf(call.campaign.id) - 1)
    this.#on.ended(call, record)
  }

  /** A bug ends that leg with outcome internalError, and never silently; an objection stays one. */
  #breakLeg(call: Call, error: unknown): void {
    this.#on.bug(call, error)
    if (!this.#calls.has(call.attempt)) return
    const { seen } = call.machine
    const outcome = seen.objection === 'none' ? 'internalError' : 'objected'
    this.#end(call, recordOf(seen, { outcome, at: this.#timer.mono() }))
    this.#telephony.hangUp(call.attempt)
  }

  #reschedule(call: Call): void {
    const at = nextDeadline(call.machine)?.at
    if (call.wake?.at === at) return
    call.wake?.callOff()
    call.wake = undefined
    if (at === undefined) return
    const wake = (): void => {
      call.wake = undefined
      this.feed(call.attempt, { is: 'wake' })
    }
    call.wake = { at, callOff: this.#timer.wakeAt(at, wake) }
  }
}
