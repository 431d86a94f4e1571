/** A dialler in virtual time: a store with people for ever (or so many), and calls that end as `fate` says. */
import type { AttemptId, CampaignId, TargetId, TrunkId } from '../../src/base/ids.ts'
import { type E164, type MonoMs, monoMs } from '../../src/base/units.ts'
import type { Outcome } from '../../src/call/outcome.ts'
import type { TrunkSign } from '../../src/call/trunkSign.ts'
import { type DialerInput, idleDialer, nextTickAt, step } from '../../src/dialer/dialer.ts'
import type { Dialer, DialerEffect, RouteLimits } from '../../src/dialer/dialerState.ts'
import type { TrunkLimits } from '../../src/dialer/dialledTrunk.ts'
import type { Candidate } from '../../src/dialer/lane.ts'

const campaign = 'c1' as CampaignId
const failures: readonly Outcome[] = ['congestion', 'carrierFault', 'rejectedByCarrier']

let made = 0
export function candidateOf(household: string, leasedAt: MonoMs): Candidate {
  made += 1
  const target = `t${made}` as TargetId
  const number = `+3363998${made}` as E164
  return { target, number, leaseToken: 'l', person: `p${made}`, household, leasedAt }
}

export interface WorldCall {
  readonly attempt: AttemptId
  readonly trunk: TrunkId
  readonly at: MonoMs
  readonly candidate: Candidate
}

interface Fate {
  readonly outcome: Outcome
  readonly afterMs: number
  /** Absent: it never rings. */
  readonly ringsMs?: number
}

export interface DialerWorldOptions {
  readonly fate?: (call: WorldCall) => Fate
  readonly people?: number
  readonly homeOf?: (place: number) => string
  readonly together?: RouteLimits
}

export class DialerWorld {
  readonly placed: WorldCall[] = []
  readonly done: DialerEffect[] = []
  /** Most calls up at once, by trunk. */
  readonly most = new Map<TrunkId, number>()
  dialer: Dialer
  readonly #options: DialerWorldOptions
  readonly #again: Candidate[] = []
  readonly #candidates = new Map<AttemptId, Candidate>()
  readonly #up = new Map<TrunkId, number>()
  #agenda: { readonly at: number; readonly input: DialerInput }[] = []
  #now = monoMs(0)
  #leased = 0

  constructor(trunks: readonly TrunkLimits[], options: DialerWorldOptions = {}) {
    const over = trunks.map(({ id }) => id)
    this.#options = options
    this.dialer = idleDialer(trunks, [{ campaign, over }], this.#now, options.together)
  }

  over(id: TrunkId): readonly WorldCall[] {
    return this.placed.filter(({ trunk }) => trunk === id)
  }

  say(trunk: TrunkId, is: TrunkSign['is']): void {
    this.post({ is: 'trunk', sign: { trunk, is } })
  }

  post(input: DialerInput): void {
    const [next, effects] = step(this.dialer, input, this.#now)
    this.dialer = next
    for (const effect of effects) this.#perform(effect)
  }

  until(end: number): void {
    for (;;) {
      this.#agenda.sort((one, other) => one.at - other.at)
      const [first] = this.#agenda
      const due = first?.at ?? Number.POSITIVE_INFINITY
      const at = Math.min(nextTickAt(this.dialer, this.#now) ?? Number.POSITIVE_INFINITY, due)
      if (at > end) break
      this.#now = monoMs(at)
      if (first === undefined || due > at) this.post({ is: 'tick' })
      else {
        this.#agenda.shift()
        this.#happen(first.input)
      }
    }
    this.#now = monoMs(end)
  }

  #perform(effect: DialerEffect): void {
    this.done.push(effect)
    switch (effect.is) {
      case 'lease':
        this.#lease(effect.limit)
        break
      case 'arm': {
        const armed = effect.candidates.map((own) => {
          const attempt = `a${this.#candidates.size + 1}` as AttemptId
          this.#candidates.set(attempt, own)
          return [own.target, attempt] as const
        })
        this.post({ is: 'armed', campaign, attempts: new Map(armed) })
        break
      }
      case 'release':
        for (const own of effect.candidates) this.#again.push({ ...own, leasedAt: this.#now })
        break
      case 'notPlaced':
        this.#again.push({ ...this.#candidate(effect.attempt), leasedAt: this.#now })
        break
      case 'place':
        this.#place(effect.attempt, effect.trunk)
        break
      case 'pauseRejected':
        break
    }
  }

  #lease(limit: number): void {
    const { people = Number.POSITIVE_INFINITY, homeOf = (place) => `h${place}` } = this.#options
    const candidates = this.#again.splice(0, limit)
    while (candidates.length < limit && this.#leased < people) {
      candidates.push(candidateOf(homeOf(this.#leased), this.#now))
      this.#leased += 1
    }
    if (candidates.length > 0) this.post({ is: 'leased', campaign, candidates })
    else this.post({ is: 'nothingReady', campaign, at: monoMs(this.#now + 200) })
  }

  #place(attempt: AttemptId, trunk: TrunkId): void {
    const call = { attempt, trunk, at: this.#now, candidate: this.#candidate(attempt) }
    this.placed.push(call)
    const up = (this.#up.get(trunk) ?? 0) + 1
    this.#up.set(trunk, up)
    this.most.set(trunk, Math.max(up, this.most.get(trunk) ?? 0))
    const usual: Fate = { outcome: 'noAnswer', afterMs: 1500, ringsMs: 50 }
    const { outcome, afterMs, ringsMs } = this.#options.fate?.(call) ?? usual
    const answered = outcome === 'heardToEnd'
    if (ringsMs !== undefined) {
      this.#agenda.push({ at: this.#now + ringsMs, input: { is: 'heard', attempt } })
    }
    const ended = { is: 'ended', attempt, outcome, answered } as const
    this.#agenda.push({ at: this.#now + afterMs, input: ended })
  }

  /** Who was failed by a trunk is called again. */
  #happen(input: DialerInput): void {
    if (input.is === 'ended') {
      const trunk = this.dialer.live.get(input.attempt)?.trunk as TrunkId
      this.#up.set(trunk, (this.#up.get(trunk) ?? 0) - 1)
      if (failures.includes(input.outcome)) {
        const own = this.#candidate(input.attempt)
        this.#again.push({ ...own, leasedAt: this.#now, failedOver: [trunk] })
      }
    }
    this.post(input)
  }

  #candidate(attempt: AttemptId): Candidate {
    return this.#candidates.get(attempt) as Candidate
  }
}
