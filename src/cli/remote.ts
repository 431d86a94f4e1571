/**
 * A running Portevoix that commands talk to through its API: PORTEVOIX_SERVER (or --server) and
 * PORTEVOIX_API_KEY. What it refuses is said as if the command had refused it itself.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Failure, type FailureCode, failures } from '../base/failure.ts'
import { type Ms, ms, seconds } from '../base/units.ts'
import type { Invocation } from './command.ts'

// biome-ignore lint/suspicious/noExplicitAny: what the API answers is read by the command that asked
type Answer = any

export interface Remote {
  /** Below /api/v1/organisations/N of the key's organisation. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  /** Bytes instead of JSON. */
  send(path: string, bytes: Blob, type: string): Promise<Answer>
  /** A file, as bytes. */
  fetch(path: string): Promise<Buffer>
  /** Waits until the task has ended well. */
  ended(task: Answer, onProgress: (task: Answer) => void): Promise<Answer>
}

const answerWithin: Ms = seconds(120)
const askEvery: Ms = ms(400)

/** null: the command works on a database of its own. */
export async function remoteOf(invocation: Invocation): Promise<Remote | null> {
  const { server, apiKey } = invocation.config()
  if (server === undefined) return null
  if (apiKey === undefined) {
    throw new Failure('usage', 'PORTEVOIX_SERVER needs a key of that server in PORTEVOIX_API_KEY.')
  }
  const base = `${addressOf(server)}/api/v1`
  const { organisation } = await asked(`${base}/key`, apiKey, { method: 'GET' })
  const home = `${base}/organisations/${organisation}`
  const ask: Remote['ask'] = (method, path, body) =>
    asked(`${home}${path}`, apiKey, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  return {
    ask,
    send: (path, bytes, type) =>
      asked(`${home}${path}`, apiKey, {
        method: 'POST',
        body: bytes,
        headers: { 'content-type': type },
      }),
    async fetch(path) {
      const response = await request(`${home}${path}`, apiKey, { method: 'GET' })
      return Buffer.from(await response.arrayBuffer())
    },
    async ended(task, onProgress) {
      for (let now = task; ; now = await ask('GET', `/tasks/${task.id}`)) {
        if (now.state === 'done') return now
        if (now.state === 'failed') throw failureOf(now.failure ?? {})
        if (now.state === 'cancelled')
          throw new Failure('conflict', 'Somebody cancelled this task.')
        onProgress(now)
        await pause(askEvery)
      }
    },
  }
}

function addressOf(server: string): string {
  if (URL.canParse(server)) {
    const url = new URL(server)
    if (['http:', 'https:'].includes(url.protocol))
      return `${url.origin}${url.pathname}`.replace(/\/$/, '')
  }
  throw new Failure('usage', `The server must be like http://127.0.0.1:8080, not "${server}".`)
}

async function asked(url: string, apiKey: string, init: RequestInit): Promise<Answer> {
  const response = await request(url, apiKey, init)
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

async function request(url: string, apiKey: string, init: RequestInit): Promise<Response> {
  const headers = { ...init.headers, authorization: `Bearer ${apiKey}` }
  const signal = AbortSignal.timeout(answerWithin)
  const response = await fetch(url, { ...init, headers, signal }).catch((error: Error) => {
    const why = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.name
    throw new Failure(
      'system',
      `No Portevoix answers at ${new URL(url).origin} (${why}): start it with \`portevoix serve\`, or correct the address.`,
    )
  })
  if (response.ok) return response
  const problem: unknown = await response.json().catch(() => ({}))
  throw failureOf(problem as Problem, response.status)
}

interface Problem {
  readonly code?: string
  readonly detail?: string
  /** Of this one failure, in the log of that server. */
  readonly id?: string
  readonly sentence?: string
  readonly measured?: string
  readonly limit?: string
}

function failureOf(problem: Problem, status = 500): Failure {
  const { code, detail, id, sentence, measured, limit } = problem
  const known = code !== undefined && code in failures ? (code as FailureCode) : 'system'
  const said = detail ?? sentence ?? `The server answered ${status}: is it a Portevoix?`
  const quoted =
    known === 'internal' && id !== undefined ? `${said} Its log names this ${id}.` : said
  return new Failure(known, quoted, {
    ...(measured === undefined ? {} : { measured }),
    ...(limit === undefined ? {} : { limit }),
  })
}
