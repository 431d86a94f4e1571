/**
 * The typed client of the API, made from its OpenAPI document: `answer(api.GET('/…', {…}))` gives what
 * was asked or throws an ApiProblem.
 */
import createClient from 'openapi-fetch'
import { currentLanguage } from '../words/language.ts'
import { ApiProblem } from './problem.ts'
import type { paths } from './schema.gen.ts'

export const apiBase = '/api/v1'
/** Proves that a request comes from our own page; the session names it (GET /me). */
export const csrfHeader = 'x-portevoix-csrf'

let csrfToken: string | undefined

export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token
}

/** For what openapi-fetch does not send: uploads. What goes wrong is told in the language of the page. */
export function ownHeaders(): Record<string, string> {
  const language = { 'accept-language': currentLanguage() }
  return csrfToken === undefined ? language : { ...language, [csrfHeader]: csrfToken }
}

export const api = createClient<paths>({ baseUrl: apiBase, credentials: 'same-origin' })

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', currentLanguage())
    if (request.method !== 'GET' && csrfToken !== undefined) {
      request.headers.set(csrfHeader, csrfToken)
    }
    return request
  },
})

interface Answered<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

export async function answer<Data>(asked: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await asked
  if (response.ok) return data as Data
  const body = typeof error === 'object' && error !== null ? error : {}
  throw new ApiProblem(response.status, body as Record<string, unknown>)
}

/** The same request sent twice (a double click, a lost answer) creates one thing. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
