/**
 * What is said at the far end, by kind. `[700]` is a pause of 700 ms; `{prenom}`, `{nom}`, `{commerce}`, `{societe}` and
 * `{numero}` are filled from the split's own names. Operators' announcements are paraphrased from public knowledge.
 */
export interface Texts {
  readonly allo: readonly string[]
  readonly oui: readonly string[]
  readonly name: readonly string[]
  readonly longAnswer: readonly string[]
  readonly shop: readonly string[]
  readonly child: readonly string[]
  /** What a person says some seconds later, once they have heard that somebody speaks. */
  readonly later: readonly string[]
  readonly talksOver: readonly string[]
  /** Said beside the telephone by somebody else. */
  readonly beside: readonly string[]
  readonly television: readonly string[]
  readonly operator: readonly string[]
  readonly operatorNumber: readonly string[]
  readonly privateLong: readonly string[]
  readonly privateShort: readonly string[]
  readonly family: readonly string[]
  readonly childGreeting: readonly string[]
  readonly company: readonly string[]
  readonly pauses: readonly string[]
  readonly prank: readonly string[]
  readonly fullMailbox: readonly string[]
  readonly screening: readonly string[]
  readonly announcement: readonly string[]
  readonly ourMessage: readonly string[]
  readonly prenom: readonly string[]
  readonly nom: readonly string[]
  readonly commerce: readonly string[]
  readonly societe: readonly string[]
}

export const spokenKinds = [
  ...(['allo', 'oui', 'name', 'longAnswer', 'shop', 'child', 'later', 'talksOver'] as const),
  ...(['beside', 'television', 'operator', 'operatorNumber', 'privateLong'] as const),
  ...(['privateShort', 'family', 'childGreeting', 'company', 'pauses', 'prank'] as const),
  ...(['fullMailbox', 'screening', 'announcement', 'ourMessage'] as const),
] as const satisfies readonly (keyof Texts)[]
export type SpokenKind = (typeof spokenKinds)[number]
