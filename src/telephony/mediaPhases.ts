/** Which legs are visited in which slot: each sits in one of ten phases, beside the legs of the same socket. */
import { PHASES, phaseOf } from '../rtp/schedule.ts'
import { type Leg, NO_PHASE } from './mediaLeg.ts'

export class MediaPhases {
  readonly #phases: readonly Leg[][] = Array.from({ length: PHASES }, () => [])

  of(slot: number): readonly Leg[] {
    return this.#phases[phaseOf(slot)] ?? []
  }

  /** From now on in the phase of this slot. */
  join(leg: Leg, slot: number): void {
    this.leave(leg)
    leg.phase = phaseOf(slot)
    const legs = this.#phases[leg.phase] ?? []
    const behind = legs.findIndex((other) => other.ports.rtp > leg.ports.rtp)
    legs.splice(behind === -1 ? legs.length : behind, 0, leg)
  }

  leave(leg: Leg): void {
    if (leg.phase === NO_PHASE) return
    const legs = this.#phases[leg.phase] ?? []
    legs.splice(legs.indexOf(leg), 1)
    leg.phase = NO_PHASE
  }
}
