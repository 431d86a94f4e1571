/** What a provider looks at first: late answers to people, then paused campaigns, then what is due soon. */
import { daysUntil } from './daysUntil.ts'

/** Requests are worth a look when fewer days are left. */
const dueSoonDays = 7

interface Figures {
  readonly paused: number
  readonly running: number
  readonly firstDueAt: string | null
}

export type TroubleKind = 'unread' | 'overdue' | 'paused' | 'due' | 'none'

const order: readonly TroubleKind[] = ['unread', 'overdue', 'paused', 'due', 'none']

export function troubleOf(figures: Figures | null, now: number): TroubleKind {
  if (!figures) return 'unread'
  const days = figures.firstDueAt === null ? null : daysUntil(figures.firstDueAt, now)
  if (days !== null && days < 0) return 'overdue'
  if (figures.paused > 0) return 'paused'
  return days !== null && days < dueSoonDays ? 'due' : 'none'
}

interface Item {
  readonly name: string
  readonly figures: Figures | null
}

/** The worst first; among equals who is calling, then by name. */
export const byTrouble =
  (now: number) =>
  (a: Item, b: Item): number =>
    order.indexOf(troubleOf(a.figures, now)) - order.indexOf(troubleOf(b.figures, now)) ||
    (b.figures?.running ?? 0) - (a.figures?.running ?? 0) ||
    a.name.localeCompare(b.name, 'fr')
