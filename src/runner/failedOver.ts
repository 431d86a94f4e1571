/**
 * Which trunks failed a person (full, broken, refused): the next attempt goes over another one first. Kept
 * in memory for as long as the person waits for that attempt; after a restart the trunk is tried again.
 */
import type { TargetId, TrunkId } from '../base/ids.ts'

/** A carrier that fails everybody must not fill the memory: the oldest are forgotten. */
export const failedOverMax = 100_000

export interface FailedOver {
  /** This trunk failed them; `of`: those that could carry the call. True: another has not tried yet. */
  note(target: TargetId, trunk: TrunkId, of: readonly TrunkId[]): boolean
  of(target: TargetId): readonly TrunkId[]
  forget(target: TargetId): void
}

export function openFailedOver(): FailedOver {
  const failed = new Map<TargetId, readonly TrunkId[]>()
  return {
    note(target, trunk, of) {
      const all = [...new Set([...(failed.get(target) ?? []), trunk])]
      const isAnother = of.some((id) => !all.includes(id))
      failed.delete(target)
      // All have failed: the last one is the last to be tried again.
      failed.set(target, isAnother ? all : [trunk])
      const oldest = failed.keys().next().value
      if (failed.size > failedOverMax && oldest !== undefined) failed.delete(oldest)
      return isAnother
    },
    of: (target) => failed.get(target) ?? [],
    forget: (target) => {
      failed.delete(target)
    },
  }
}
