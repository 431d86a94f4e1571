/** Weekly hours a campaign chose, in each person's local time; half-open. "24:00" is allowed as `to`. */
export interface WeeklyHours {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}
