/**
 * What stops a campaign by itself: too many of those who answered object, or complain. The shares are
 * our choice (D), after the counts of the CNIL's observatory of elections; no text gives a number. A
 * campaign may only be given stricter ones.
 */

export interface AfterCallCounts {
  /** Calls that a person took (or a machine that sounded like one), since counting began. */
  readonly answers: number
  readonly objections: number
  readonly complaints: number
}

/** Shares of the answers, from 0 to 1; above one of them the campaign pauses. */
export interface AfterCallLimits {
  readonly objectionShareMax: number
  readonly complaintShareMax: number
}

export const usualLimits: AfterCallLimits = { objectionShareMax: 0.05, complaintShareMax: 0.001 }

/**
 * The smallest number of answers a share is taken of: with fewer, it is judged as if there were so many.
 * One person who objects at once says nothing about a campaign; six of the first hundred do.
 */
export const objectionAnswersMin = 100
export const complaintAnswersMin = 1000

export type AfterCallAnswer =
  | { readonly is: 'goesOn' }
  | {
      readonly is: 'pause'
      readonly why: string
      readonly measured: string
      readonly limit: string
    }

export function judgeAfterCall(counts: AfterCallCounts, limits: AfterCallLimits): AfterCallAnswer {
  return (
    above('objections', counts.objections, {
      answers: Math.max(counts.answers, objectionAnswersMin),
      shareMax: limits.objectionShareMax,
    }) ??
    above('complaints', counts.complaints, {
      answers: Math.max(counts.answers, complaintAnswersMin),
      shareMax: limits.complaintShareMax,
    }) ?? { is: 'goesOn' }
  )
}

/** Whether a share may be asked for; undefined: it may. */
export function looserThanUsual(
  name: keyof AfterCallLimits,
  share: number,
): { readonly measured: string; readonly limit: string } | undefined {
  if (share >= 0 && share <= usualLimits[name]) return undefined
  return { measured: percent(share), limit: `from 0 % to ${percent(usualLimits[name])}` }
}

/** Exactly the limit goes on; one more pauses. Products, not quotients: no rounding decides. */
function above(
  what: 'objections' | 'complaints',
  count: number,
  { answers, shareMax }: { readonly answers: number; readonly shareMax: number },
): AfterCallAnswer | undefined {
  if (count * shareScale <= Math.round(shareMax * shareScale) * answers) return undefined
  const measured = `${count} ${what} of ${answers} answers (${percent(count / answers)})`
  const limit = `${percent(shareMax)} of the answers`
  return { is: 'pause', why: `too many ${what}: ${measured}, limit ${limit}`, measured, limit }
}

/** Shares are compared in millionths. */
const shareScale = 1_000_000

const percent = (share: number): string => `${Number((share * 100).toFixed(3))} %`
