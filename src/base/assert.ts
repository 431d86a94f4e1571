/** Bugs stop here. A broken invariant is never "handled": in law, suppression or pacing it pauses the campaign. */

export class BrokenInvariant extends Error {}

export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new BrokenInvariant(claim)
}

/** Ends every switch over a union: adding a member without handling it does not compile. */
export function unreachable(value: never): never {
  throw new BrokenInvariant(`unreachable case: ${JSON.stringify(value)}`)
}
