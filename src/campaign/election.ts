/** An election as data: who votes when. All dates are local calendar dates `YYYY-MM-DD`. */

/** Some people of one round, by where they vote: either or both. */
export interface ElectionScope {
  /** Beginnings of INSEE codes. */
  readonly inseePrefixes?: readonly string[]
  /** FR (metropole), GP … WF, ABROAD, ABROAD_AMERICAS. */
  readonly territories?: readonly string[]
}

export interface ElectionRound {
  /** Polling day where neither `scopes` nor `saturday` applies. */
  readonly pollDate: string
  /** Polling day of the Saturday territories, when this election has them: a property of the election. */
  readonly saturday?: { readonly pollDate: string; readonly territories: readonly string[] }
  /** Who votes in this round on a day of their own (before `saturday`): abroad, Polynésie, by-elections. */
  readonly scopes?: readonly (ElectionScope & { readonly pollDate: string })[]
}

/** Held everywhere unless `inseePrefixes` or `territories` says where. */
export interface Election extends ElectionScope {
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
  /** The campaign keeps one silence for the whole country beside the local ones. */
  readonly nationalFreeze?: boolean
  readonly status: 'announced' | 'decreed'
}

/** Every date on which somebody votes in this round. */
export function pollDatesOf({ pollDate, saturday, scopes = [] }: ElectionRound): readonly string[] {
  const others = scopes.map((scope) => scope.pollDate)
  return saturday ? [pollDate, saturday.pollDate, ...others] : [pollDate, ...others]
}
