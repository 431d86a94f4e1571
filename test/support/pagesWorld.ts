/** The public pages over real HTTP and real PostgreSQL, and a browser that keeps cookies and fills forms. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { practiceClock } from '../../src/base/clock.ts'
import { ms } from '../../src/base/units.ts'
import type { CodeToSay } from '../../src/http/codeCalls.ts'
import type { Desk } from '../../src/http/desk.ts'
import { openServer } from '../../src/http/server.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestDatabase } from './database.ts'
import { tuesday } from './dialling.ts'

export interface PagesWorld {
  readonly database: Database
  readonly store: Store
  readonly url: string
  readonly port: number
  readonly desk: Desk
  /** Codes asked for, as they would be dictated; the last one last. */
  readonly asked: readonly CodeToSay[]
  readonly logged: readonly string[]
  /** Moves the clock of the pages. */
  later(duration: number): void
  browser(options?: BrowserOptions): Browser
  close(): Promise<void>
}

/** `trustProxy`: who may say where a browser is; by default the test itself. */
export async function pagesWorld(
  change: Partial<Desk> = {},
  trustProxy: readonly string[] = ['127.0.0.1'],
): Promise<PagesWorld> {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  const clock = practiceClock(tuesday)
  const asked: CodeToSay[] = []
  const logged: string[] = []
  const desk: Desk = {
    ...{ database, store, clock, organisation: 1, cookies: { secure: false } },
    codes: { ask: (code) => asked.push(code), close: async () => undefined },
    ...{ practice: true, practicePhone: null, answerEvery: ms(5) },
    ...change,
  }
  const server = await openServer({ desk, trustProxy, log: (line) => logged.push(line) })
  const { port } = (await server.listen({ host: '127.0.0.1', port: 0 })) as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    ...{ database, store, url, port, desk, asked, logged },
    later: (duration) => clock.jump(ms(duration)),
    browser: (options) => new Browser(url, options),
    async close() {
      await server.close()
      await store.close()
      await database.close()
    },
  }
}

export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  readonly bytes: Buffer
}

export interface BrowserOptions {
  readonly language?: string
  /** Where it says it is, as a proxy would. */
  readonly address?: string
}

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** What a browser without JavaScript does, and a hostile program could: nothing is followed by itself. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #url: string
  readonly #headers: http.OutgoingHttpHeaders

  constructor(url: string, { language = 'fr', address }: BrowserOptions = {}) {
    this.#url = url
    this.#headers = {
      'accept-language': language,
      ...(address === undefined ? {} : { 'x-forwarded-for': address }),
    }
  }

  get(path: string, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.send('GET', path, { headers })
  }

  /** Fills in the form that the page at `from` shows for `action`, with its token. */
  async submit(from: string, action: string, fields: Fields): Promise<Answer> {
    const page = await this.get(from)
    return this.post(action, { ...fields, token: tokenIn(page.body) })
  }

  post(path: string, fields: Fields, headers: http.OutgoingHttpHeaders = {}): Promise<Answer> {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, String(each)]),
    )
    const body = new URLSearchParams(pairs).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.send('POST', path, { body, headers: { ...type, ...headers } })
  }

  send(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string | Buffer; headers?: http.OutgoingHttpHeaders } = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.#url}${path}`,
        {
          method,
          agent: false,
          headers: {
            ...this.#headers,
            ...(cookie && { cookie }),
            ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            this.#keepCookies(response.headers['set-cookie'] ?? [])
            const bytes = Buffer.concat(chunks)
            const { statusCode: status = 0, headers: got } = response
            resolve({ status, headers: got, body: bytes.toString('utf8'), bytes })
          })
        },
      )
      request.on('error', reject)
      request.end(body)
    })
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}

export function tokenIn(page: string): string {
  return /name="token" value="([^"]*)"/.exec(page)?.[1]?.replace(/&#61;/g, '=') ?? ''
}

/** Proves a number with the code that was asked for; the browser then sees the file. */
export async function prove(world: PagesWorld, browser: Browser, number: string): Promise<Answer> {
  await browser.submit('/why', '/why', { number })
  const code = world.asked.at(-1)?.digits ?? ''
  return browser.submit('/why/code', '/why/code', { code })
}
