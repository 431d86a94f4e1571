/**
 * Failures: what went wrong that a person can mend. Each has a code in `failures`, the registry that
 * docs/errors.md is generated from, and one sentence that says what to do. Refusals of law are not
 * failures (they are values, see law/verdict.ts), nor are bugs (see assert.ts).
 */

import { typeset } from './typeset.ts'

/** code → [exit code of the command line, HTTP status of the API, what it means, what to do]. */
export const failures = {
  usage: [2, 400, 'The command or request was not understood.', 'Read its help or reference.'],
  notFound: [3, 404, 'What was named does not exist.', 'List what exists and try again.'],
  badInput: [4, 400, 'An input is not usable as it is.', 'Change what the sentence names.'],
  refused: [5, 422, 'A rule of law or of safety refuses.', 'Read the refusal: measured and limit.'],
  wrongState: [
    6,
    409,
    'The campaign is not in a state that allows this.',
    'See `campaign status`.',
  ],
  store: [7, 503, 'The database could not be used.', 'Follow the sentence; nothing was changed.'],
  carrier: [8, 502, 'The trunk could not be reached or refused us.', 'Check address and account.'],
  busy: [9, 409, 'Another process holds this.', 'Wait for it or stop it.'],
  system: [10, 500, 'The machine lacks something Portevoix needs.', 'Install what is named.'],
  brokenChain: [
    11,
    409,
    'A chain of the ledger is broken.',
    'Keep the database as it is; find out who changed the rows that are named.',
  ],
  unauthenticated: [12, 401, 'Nobody is signed in, or the key is not valid.', 'Sign in again.'],
  forbidden: [13, 403, 'Your role or key does not allow this.', 'Ask an owner for it.'],
  conflict: [14, 409, 'It changed meanwhile, or exists already.', 'Look at it again, then decide.'],
  tooMany: [15, 429, 'More requests than the limit.', 'Wait as long as the sentence says.'],
  tooLarge: [16, 413, 'What was sent is larger than the limit.', 'Send less at once.'],
  wrongType: [17, 415, 'This kind of content is not taken here.', 'Send what the reference names.'],
  internal: [70, 500, 'A bug in Portevoix.', 'Please report it with the message shown.'],
} as const satisfies Record<
  string,
  readonly [exitCode: number, httpStatus: number, meaning: string, whatToDo: string]
>

export type FailureCode = keyof typeof failures

export interface WrongField {
  /** Path inside the body, the query or the path: `callerIds.0`. */
  readonly field: string
  readonly sentence: string
  /** The same in French, for who reads it. */
  readonly fr?: string
}

interface FailureFacts {
  readonly measured?: string
  readonly limit?: string
  readonly fields?: readonly WrongField[]
  /** The sentence in French, for who reads it; with usual spaces, the thin ones are set here. */
  readonly fr?: string
}

export class Failure extends Error {
  readonly code: FailureCode
  /** What was measured and what would have passed, when the failure is about a limit. */
  readonly measured: string | undefined
  readonly limit: string | undefined
  /** Which fields of what was sent are wrong, each with what to do. */
  readonly fields: readonly WrongField[]
  readonly fr: string | undefined

  /** `sentence`: one clear sentence that says what happened and what to do. */
  constructor(code: FailureCode, sentence: string, about?: FailureFacts) {
    super(sentence)
    this.name = 'Failure'
    this.code = code
    this.measured = about?.measured
    this.limit = about?.limit
    this.fields = (about?.fields ?? []).map(setInFrench)
    this.fr = about?.fr === undefined ? undefined : typeset(about.fr)
  }

  get exitCode(): number {
    return failures[this.code][0]
  }

  get httpStatus(): number {
    return failures[this.code][1]
  }
}

const setInFrench = ({ fr, ...field }: WrongField): WrongField =>
  fr === undefined ? field : { ...field, fr: typeset(fr) }
