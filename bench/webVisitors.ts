/**
 * The people at their browsers, in a thread of their own so that what they cost is not the server's: each
 * holds the event stream, reads every two seconds and every tenth time writes. Tells what they waited.
 */
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { steadyNow } from '../src/base/clock.ts'

export interface VisitorsStart {
  readonly url: string
  readonly session: { readonly cookie: string; readonly csrf: string }
  readonly campaign: string
  readonly watchers: number
  readonly seconds: number
}

/** All in milliseconds. */
export interface VisitorsWaited {
  readonly late: readonly number[]
  readonly reads: ReadonlyMap<string, readonly number[]>
  readonly writes: readonly number[]
  /** Answers that were no success, by what they were. */
  readonly refused: ReadonlyMap<string, number>
}

/** They come and go as later, and are not counted yet: the message is half a minute long. */
const warmUpMs = 30_000
/** What one of them waits between two reads. */
const pauseMs = 2000

const { url, session, campaign, watchers, seconds } = workerData as VisitorsStart
const base = `${url}/api/v1/organisations/1`
const pages = new Map([
  ['live page', `${base}/campaigns/${campaign}/live`],
  ['dashboard', `${base}/dashboard`],
  ['report', `${base}/campaigns/${campaign}/report`],
  ['tasks', `${base}/tasks`],
  ['attempts of the report', `${base}/campaigns/${campaign}/report/attempts?limit=50`],
  ['who am I', `${url}/api/v1/me`],
])
const reads = new Map<string, number[]>([...pages.keys()].map((name) => [name, []]))
const writes: number[] = []
const late: number[] = []
const refused = new Map<string, number>()

// A server that has just started compiles what it runs, and its calls have yet to come up.
for (const address of [...pages.values(), ...pages.values()]) await timed(address, 'GET')

const streams = Array.from({ length: watchers }, watch)
const countsFrom = steadyNow() + warmUpMs
const until = countsFrom + seconds * 1000
setTimeout(() => parentPort?.postMessage('counting'), warmUpMs)
await Promise.all(Array.from({ length: watchers }, (_, number) => visit(number)))
for (const stop of streams) stop()
parentPort?.postMessage({ late, reads, writes, refused } satisfies VisitorsWaited)

/** Twenty people do not press a key in the same millisecond. */
async function visit(number: number): Promise<void> {
  await pause((number * pauseMs) / watchers)
  const names = [...pages.keys()]
  for (let turn = number; steadyNow() < until; turn += 1) {
    const name = names[turn % names.length] as string
    const counts = steadyNow() >= countsFrom
    const read = await timed(pages.get(name) as string, 'GET')
    if (counts) reads.get(name)?.push(read)
    if (turn % 10 === 0) {
      const wrote = await write(turn)
      if (counts) writes.push(wrote)
    }
    await pause(pauseMs)
  }
}

function write(turn: number): Promise<number> {
  if (turn % 20 !== 0) return timed(`${url}/api/v1/me`, 'PATCH', { name: `Nour ${turn}` })
  const draft = { controller: 'Camille Exemple', practice: true, election: null }
  return timed(`${base}/campaigns`, 'POST', { name: `Draft ${turn}`, ...draft })
}

async function timed(address: string, method: string, body?: object): Promise<number> {
  const from = steadyNow()
  const answer = await fetch(address, {
    method,
    headers: {
      ...{ cookie: session.cookie, 'x-portevoix-csrf': session.csrf },
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  await answer.text()
  const key = `${method} ${answer.status}`
  if (!answer.ok) refused.set(key, (refused.get(key) ?? 0) + 1)
  return steadyNow() - from
}

/**
 * How old the figures on a page are at their oldest: when the next event has arrived, those of the one
 * before are still shown.
 */
function watch(): () => void {
  const asked = request(`${base}/events`, { headers: { cookie: session.cookie } }, (answer) => {
    let text = ''
    let shownAt: number | undefined
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        if (!event.includes('event: live')) continue
        const at = /"at":"([^"]+)"/.exec(event)?.[1]
        if (shownAt !== undefined && steadyNow() >= countsFrom) late.push(Date.now() - shownAt)
        if (at !== undefined) shownAt = Date.parse(at)
      }
    })
  })
  asked.on('error', () =>
    refused.set('a watcher was lost', (refused.get('a watcher was lost') ?? 0) + 1),
  )
  asked.end()
  return () => asked.destroy()
}
