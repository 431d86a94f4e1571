/** What a trunk itself is heard to say, beside its calls: REGISTER and OPTIONS. Who judges its health listens. */
import type { TrunkId } from '../base/ids.ts'
import type { Ms } from '../base/units.ts'

export type TrunkSign =
  /** `refused`: the account is not taken; `lost`: nobody replied, or not usefully, and no registration is left. */
  | {
      readonly trunk: TrunkId
      readonly is: 'registered' | 'refused' | 'lost'
      /** An English half sentence. */
      readonly why: string
    }
  | {
      readonly trunk: TrunkId
      readonly is: 'answers' | 'silent'
      /** Absent: no reply at all. */
      readonly status?: number
      readonly roundTripMs?: Ms
    }
