/**
 * What goes wrong, as problem+json (RFC 9457): a Failure of the registry with its sentence, or a bug, of
 * which nothing is told but its code.
 */
import type { FastifyError } from 'fastify'
import { ZodError } from 'zod'
import { Failure, type FailureCode, failures, type WrongField } from '../../base/failure.ts'
import { maskNumbersIn } from '../../base/redact.ts'
import { asDatabaseFailure } from '../../store/postgres/failures.ts'
import type { Language } from '../language.ts'
import { newProblemId } from '../problemId.ts'

export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: FailureCode
  /** Found in the log of the server; what is routine (nobody signed in, too many) is not written there. */
  readonly id?: string
  readonly measured?: string
  readonly limit?: string
  readonly fields?: readonly WrongField[]
}

export const problemType = 'application/problem+json'

export interface Asked {
  readonly language: Language
  /** Method and pattern of the route: what stands in a path may be a secret. */
  readonly where: string
  /** One line for what must be looked at. */
  readonly log: (line: string) => void
}

/** Whatever was thrown, as it is told; each failure that is told with an `id` has its line in the log. */
export function told(thrown: unknown, { language, where, log }: Asked): ProblemBody {
  const id = newProblemId()
  const logged = (line: string): void => log(`${id} ${where}: ${maskNumbersIn(line)}`)
  const failure = failureOf(thrown, logged)
  const body = problemBody(failure, language)
  if (isRoutine(failure)) return body
  if (failure.code !== 'internal') logged(`${failure.code}: ${failure.message}`)
  return { ...body, id }
}

/** Asked by every page that opens, or by whoever asks too often: lines that only hide the others. */
const isRoutine = ({ code }: Failure): boolean => code === 'unauthenticated' || code === 'tooMany'

/** In French where somebody has said it in French. */
function problemBody(failure: Failure, language: Language): ProblemBody {
  const { code, measured, limit } = failure
  const fields = failure.fields.map(({ field, sentence, fr }) => ({
    field,
    sentence: language === 'fr' ? (fr ?? sentence) : sentence,
  }))
  const [, status, title] = failures[code]
  return {
    type: `/api/v1/reference#error-${code}`,
    ...{ title, status, code },
    detail: language === 'fr' ? (failure.fr ?? failure.message) : failure.message,
    ...(measured === undefined ? {} : { measured }),
    ...(limit === undefined ? {} : { limit }),
    ...(fields.length === 0 ? {} : { fields }),
  }
}

/** Whatever was thrown, as a Failure; `log` hears of bugs. */
function failureOf(thrown: unknown, log: (line: string) => void): Failure {
  const error = asDatabaseFailure(thrown)
  if (error instanceof Failure) {
    if (error.code === 'internal') log(`a request failed: ${error.stack}`)
    return error
  }
  // A reply that is not what its route promises is our bug, not the caller's.
  const status = error instanceof ZodError ? 500 : ((error as FastifyError).statusCode ?? 500)
  const known = refusedByServer[status]
  if (known) return new Failure(known[0], known[1], { fr: known[2] })
  if (status >= 400 && status < 500) {
    return new Failure('usage', 'This request cannot be read: see /api/v1/reference.', {
      fr: 'Cette demande est illisible : voyez /api/v1/reference.',
    })
  }
  log(`a request failed: ${(error as Error)?.stack ?? error}`)
  return new Failure('internal', 'It did not work, and that is our fault. Try again in a moment.', {
    fr: 'Cela n’a pas marché, et c’est notre faute. Recommencez dans un instant.',
  })
}

/** Fastify's own refusals, by their status. */
const refusedByServer: Readonly<Record<number, readonly [FailureCode, en: string, fr: string]>> = {
  404: [
    'notFound',
    'There is no such address: see /api/v1/reference.',
    'Il n’y a rien à cette adresse : voyez /api/v1/reference.',
  ],
  413: [
    'tooLarge',
    'The body is larger than this route takes: send less at once.',
    'C’est trop gros pour cette adresse : envoyez moins à la fois.',
  ],
  415: [
    'wrongType',
    'Send the body as application/json.',
    'Envoyez le contenu en application/json.',
  ],
  429: [
    'tooMany',
    'Too many requests from this address: wait a minute, then try again.',
    'Trop de demandes depuis cette adresse : attendez une minute, puis recommencez.',
  ],
}
