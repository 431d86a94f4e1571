/**
 * The rules an organisation gives itself and everything below it. A child can only tighten what its
 * parents say: what holds for it is the stricter of both, and a looser value is refused when it is set.
 */
import type { Ms } from '../base/units.ts'

/** Within a civil day: from the first minute on, before the second. 540 is 9 o'clock. */
export interface MinuteWindow {
  readonly fromMinute: number
  readonly toMinute: number
}

/** Absent: not limited here. */
export interface OrganisationRules {
  /** Of all running campaigns together. */
  readonly callsPerSecondMax?: number
  readonly concurrentCallsMax?: number
  readonly campaignsRunningMax?: number
  /** Of one person in one campaign, the first call among them. */
  readonly attemptsMax?: number
  readonly callingHours?: MinuteWindow
  /** Shares between 0 and 1 at which a campaign stops by itself. */
  readonly objectionShareMax?: number
  readonly complaintShareMax?: number
  /** Persons beside the author who must have approved a recording. */
  readonly approversMin?: number
  /** Of one campaign, estimated before the launch. */
  readonly budgetMicroEuroMax?: number
  /** A session ends after so long without a request. */
  readonly idleSessionMsMax?: Ms
}

type NumberRule = Exclude<keyof OrganisationRules, 'callingHours'>

/** Which way is stricter. */
const numberRules = {
  callsPerSecondMax: Math.min,
  concurrentCallsMax: Math.min,
  campaignsRunningMax: Math.min,
  attemptsMax: Math.min,
  objectionShareMax: Math.min,
  complaintShareMax: Math.min,
  approversMin: Math.max,
  budgetMicroEuroMax: Math.min,
  idleSessionMsMax: Math.min,
} as const satisfies Record<NumberRule, (a: number, b: number) => number>
const numberNames = Object.keys(numberRules) as readonly NumberRule[]

/** One rule of the child that is looser than its parent's. */
export interface LooserRule {
  readonly rule: keyof OrganisationRules
  /** What the child asked for, and what its parent allows, as people read them. */
  readonly measured: string
  readonly limit: string
}

export type Tightened =
  | { readonly is: 'effective'; readonly rules: OrganisationRules }
  | { readonly is: 'looser'; readonly rules: readonly LooserRule[] }

/** What holds for a child whose parent is held by `parent`, or which of its own rules are looser. */
export function tighten(parent: OrganisationRules, child: OrganisationRules): Tightened {
  const looser = [...looserNumbers(parent, child), ...looserHours(parent, child)]
  if (looser.length > 0) return { is: 'looser', rules: looser }
  return { is: 'effective', rules: stricter(parent, child) }
}

/** Of each rule the stricter value; a rule that only one of them has holds too. */
export function stricter(above: OrganisationRules, own: OrganisationRules): OrganisationRules {
  const numbers = numberNames.flatMap((name) => {
    const said = [above[name], own[name]].filter((value) => value !== undefined)
    return said.length === 0 ? [] : [[name, said.reduce((a, b) => numberRules[name](a, b))]]
  })
  const hours = narrower(above.callingHours, own.callingHours)
  return { ...Object.fromEntries(numbers), ...(hours && { callingHours: hours }) }
}

/** Hours that do not meet leave none: the window is empty, and nobody is called. */
function narrower(
  above: MinuteWindow | undefined,
  own: MinuteWindow | undefined,
): MinuteWindow | undefined {
  if (!above || !own) return above ?? own
  const fromMinute = Math.max(above.fromMinute, own.fromMinute)
  return { fromMinute, toMinute: Math.max(fromMinute, Math.min(above.toMinute, own.toMinute)) }
}

function looserNumbers(parent: OrganisationRules, child: OrganisationRules): readonly LooserRule[] {
  return numberNames.flatMap((rule) => {
    const [limit, measured] = [parent[rule], child[rule]]
    if (limit === undefined || measured === undefined) return []
    if (numberRules[rule](limit, measured) === measured) return []
    return [{ rule, measured: String(measured), limit: String(limit) }]
  })
}

function looserHours(parent: OrganisationRules, child: OrganisationRules): readonly LooserRule[] {
  const [limit, measured] = [parent.callingHours, child.callingHours]
  if (!limit || !measured) return []
  const within = measured.fromMinute >= limit.fromMinute && measured.toMinute <= limit.toMinute
  if (within) return []
  return [{ rule: 'callingHours', measured: windowText(measured), limit: windowText(limit) }]
}

/** `09:00–18:30`. */
export function windowText({ fromMinute, toMinute }: MinuteWindow): string {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${clock(fromMinute)}–${clock(toMinute)}`
}
