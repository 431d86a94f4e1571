/**
 * Failures: what went wrong that a person can mend. Each has a code in `failures`, the registry that
 * docs/errors.md is generated from, and one sentence that says what to do. Refusals of law are not
 * failures (they are values, see law/verdict.ts), nor are bugs (see assert.ts).
 */

/** code → [exit code of the command line, what it means, what to do]. */
export const failures = {
  usage: [2, 'The command was not understood.', 'Read the help of that command.'],
  notFound: [3, 'What was named does not exist.', 'List what exists and try again.'],
  badInput: [4, 'An input is not usable as it is.', 'Change what the sentence names.'],
  refused: [5, 'A rule of law or of safety refuses.', 'Read the refusal: measured and limit.'],
  wrongState: [6, 'The campaign is not in a state that allows this.', 'See `campaign status`.'],
  store: [7, 'The database could not be used.', 'Follow the sentence; nothing was changed.'],
  carrier: [8, 'The trunk could not be reached or refused us.', 'Check address and account.'],
  busy: [9, 'Another process holds this.', 'Wait for it or stop it.'],
  system: [10, 'The machine lacks something Portevoix needs.', 'Install what the sentence names.'],
  brokenChain: [
    11,
    'A chain of the ledger is broken.',
    'Keep the database as it is; find out who changed the rows that are named.',
  ],
  internal: [70, 'A bug in Portevoix.', 'Please report it with the message shown.'],
} as const satisfies Record<string, readonly [exitCode: number, meaning: string, whatToDo: string]>

export type FailureCode = keyof typeof failures

export class Failure extends Error {
  readonly code: FailureCode
  /** What was measured and what would have passed, when the failure is about a limit. */
  readonly measured: string | undefined
  readonly limit: string | undefined

  /** `sentence`: one clear sentence that says what happened and what to do. */
  constructor(code: FailureCode, sentence: string, about?: { measured?: string; limit?: string }) {
    super(sentence)
    this.name = 'Failure'
    this.code = code
    this.measured = about?.measured
    this.limit = about?.limit
  }

  get exitCode(): number {
    return failures[this.code][0]
  }
}
