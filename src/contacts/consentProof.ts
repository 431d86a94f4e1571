/**
 * A consent counts when whoever calls can prove it (RGPD art. 7 § 1; CNIL, 21 April 2017: the precise
 * time slot): for whom, by what means, in which slots, to which words, when, and where the proof lies.
 */
import type { EpochMs } from '../base/units.ts'
import type { Channel, Slot } from './consent.ts'

export const proofKinds = ['web', 'call', 'office', 'file'] as const

/** web: a form of ours; call: said or pressed in a call; office: a paper or a visit; file: an import. */
export interface ConsentProof {
  readonly kind: (typeof proofKinds)[number]
  /** Where the proof lies: the request, the attempt, the folder the paper is kept in. */
  readonly reference: string
  /** Lower-case hex SHA-256 of the document, when there is one. */
  readonly sha256?: string
}

export interface StatedConsent {
  readonly controller?: string
  readonly channel?: Channel
  readonly slots?: readonly Slot[]
  /** The exact text, or the hash of one that is kept. */
  readonly wording?: string
  readonly at?: EpochMs
  readonly proof?: Partial<ConsentProof>
}

const referenceMax = 300

/** What it lacks, in the words of who takes it down; empty: it is a consent. */
export function lackingIn(stated: StatedConsent, now: EpochMs): readonly string[] {
  const { controller = '', channel, slots = [], wording = '', at, proof } = stated
  const reference = proof?.reference?.trim() ?? ''
  return [
    ...(controller.trim() === '' ? ['the controller (on whose behalf the calls are made)'] : []),
    ...(channel === undefined ? ['the channel (automate or volunteer)'] : []),
    ...(slots.length === 0 ? ['a time slot (CNIL, 21 April 2017)'] : []),
    ...(wording.trim() === '' ? ['the exact wording that was agreed to'] : []),
    ...(at === undefined ? ['the instant at which it was given'] : []),
    ...(at !== undefined && at > now ? ['an instant that is not in the future'] : []),
    ...(proof?.kind === undefined ? [`the kind of proof (${proofKinds.join(', ')})`] : []),
    ...(reference === '' ? ['a reference to the proof'] : []),
    ...(reference.length > referenceMax
      ? [`a reference of at most ${referenceMax} characters`]
      : []),
    ...(proof?.sha256 !== undefined && !/^[0-9a-f]{64}$/.test(proof.sha256)
      ? ['a SHA-256 of 64 hexadecimal digits']
      : []),
  ]
}
