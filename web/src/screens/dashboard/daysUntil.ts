/** Whole days until an instant, as a person counts them; negative when it has passed. */

const dayMs = 86_400_000

export const daysUntil = (iso: string, now: number): number =>
  Math.floor((Date.parse(iso) - now) / dayMs)
