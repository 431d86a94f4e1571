/** An election as data: who votes when. All dates are local calendar dates `YYYY-MM-DD`. */

export interface ElectionRound {
  /** Polling day where `saturday` does not apply. */
  readonly pollDate: string
  /** Polling day of the Saturday territories, when this election has them: a property of the election. */
  readonly saturday?: { readonly pollDate: string; readonly territories: readonly string[] }
}

export interface Election {
  readonly name: string
  readonly kind:
    | 'presidential'
    | 'legislative'
    | 'municipal'
    | 'departmental'
    | 'regional'
    | 'european'
    | 'other'
  readonly rounds: readonly ElectionRound[]
  /** INSEE prefixes where the vote takes place; absent: everywhere. */
  readonly inseePrefixes?: readonly string[]
  readonly status: 'announced' | 'decreed'
}
