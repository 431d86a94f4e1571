/** What the server answered instead of what was asked: problem+json (RFC 9457), as an error to throw. */

export interface WrongField {
  /** Path in the body: `rounds.0.pollDate`. */
  readonly field: string
  readonly sentence: string
}

export class ApiProblem extends Error {
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number
  /** A code of docs/errors.md, or `offline`. */
  readonly code: string
  /** Of this one failure, found in the log of the server. */
  readonly id: string | undefined
  readonly measured: string | undefined
  readonly limit: string | undefined
  readonly fields: readonly WrongField[]

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(textIn(body, 'detail') ?? textIn(body, 'title') ?? `HTTP ${status}`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = textIn(body, 'code') ?? (status === 0 ? 'offline' : 'internal')
    this.id = textIn(body, 'id')
    this.measured = textIn(body, 'measured')
    this.limit = textIn(body, 'limit')
    this.fields = fieldsIn(body['fields'])
  }
}

/** Whatever a request failed with. */
export function problemOf(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown
  // fetch throws a TypeError when nobody answers.
  if (thrown instanceof TypeError) return new ApiProblem(0, { detail: thrown.message })
  return new ApiProblem(500, { detail: thrown instanceof Error ? thrown.message : String(thrown) })
}

function textIn(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function fieldsIn(value: unknown): readonly WrongField[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (each): each is WrongField =>
      typeof each === 'object' && each !== null && 'field' in each && 'sentence' in each,
  )
}
