/** What composed sentences are put together from. */

export type Phrases = readonly string[]

export interface Vocabulary {
  readonly hellos: Phrases
  /** Whose mailbox it is. */
  readonly owners: Phrases
  readonly absences: Phrases
  /** What a mailbox wants. */
  readonly requests: Phrases
  readonly closings: Phrases
  /** The network speaks for whoever does not answer. */
  readonly unreachable: Phrases
  readonly full: Phrases
  /** A recorded joke is over. */
  readonly callers: Phrases
  readonly filters: Readonly<Record<'says' | 'asks' | 'ends', Phrases>>
  readonly companies: Readonly<Record<'names' | 'says', Phrases>>
  readonly shops: Readonly<Record<'names' | 'offers', Phrases>>
  readonly people: Readonly<
    Record<
      | 'yes'
      | 'first'
      | 'polite'
      | 'names'
      | 'asks'
      | 'circumstances'
      | 'children'
      | 'beside'
      | 'programmes',
      Phrases
    >
  >
}
