/**
 * What may be changed of a campaign as long as it is a draft, or ready (which reopens it), and how a
 * change is told in its log: field by field, what it was and what it is.
 */
import type { Campaign } from './campaign.ts'

/** null: back to what a new campaign has (no start of its own, all hours, no budget, no practice clock). */
export interface CampaignChanges
  extends Partial<
    Pick<
      Campaign,
      | 'name'
      | 'controller'
      | 'purpose'
      | 'election'
      | 'trunk'
      | 'callerId'
      | 'deadline'
      | 'ringTimeoutMs'
      | 'maxTalkMs'
      | 'menu'
      | 'retry'
      | 'practiceStart'
      | 'answeringMachines'
    >
  > {
  readonly startsAt?: Campaign['startsAt'] | null
  readonly hours?: Campaign['hours'] | null
  readonly softStart?: Campaign['softStart'] | null
  readonly budgetMicroEuro?: Campaign['budgetMicroEuro'] | null
  readonly voicemailsADayMax?: Campaign['voicemailsADayMax'] | null
}

export interface ChangedField {
  readonly field: keyof CampaignChanges
  readonly from: unknown
  readonly to: unknown
}

/** Only what differs. */
export function changedFields(before: Campaign, changes: CampaignChanges): readonly ChangedField[] {
  const given = Object.entries(changes) as [keyof CampaignChanges, unknown][]
  return given.flatMap(([field, to]) => {
    if (to === undefined) return []
    const from = before[field] ?? null
    return sameValue(from, to ?? null) ? [] : [{ field, from, to: to ?? null }]
  })
}

/** The campaign as it is after the change; null takes an optional field out. */
export function withChanges(before: Campaign, changes: CampaignChanges): Campaign {
  const after: Record<string, unknown> = { ...before }
  for (const [field, value] of Object.entries(changes)) {
    if (value === undefined) continue
    const takenOut = value === null && optional.has(field)
    if (takenOut) delete after[field]
    else after[field] = value
  }
  return after as unknown as Campaign
}

const optional: ReadonlySet<string> = new Set([
  ...['startsAt', 'hours', 'softStart', 'budgetMicroEuro', 'voicemailsADayMax'],
])

/** Order of keys aside: the database gives them back in its own. */
const sameValue = (a: unknown, b: unknown): boolean => written(a) === written(b)

function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
