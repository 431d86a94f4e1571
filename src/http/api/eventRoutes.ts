/**
 * The stream of live events (server-sent events, HTML §9.2). It is resumed with Last-Event-ID, beats while
 * nothing happens, ends when its reader may no longer read, and drops a reader who does not read.
 */
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Ms } from '../../base/units.ts'
import { ms, seconds } from '../../base/units.ts'
import type { SentEvent } from './eventHub.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'

/** Proxies close what is silent for a minute. */
export const heartbeatEvery: Ms = seconds(15)
/** What waits for a slow reader; beyond it they are dropped, and resume. In bytes. */
export const waitingBytesMax = 256 * 1024
const reconnectAfter: Ms = ms(1000)

const streamQuery = z.object({
  reach: z
    .enum(['own', 'tree'])
    .default('own')
    .describe('`tree`: the organisations below it too, for a provider.'),
  lastEventId: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('As the header Last-Event-ID, for who cannot set one.'),
})

const eventStream = route({
  name: 'streamEvents',
  method: 'GET',
  path: '/organisations/:organisation/events',
  tag: 'Events',
  summary:
    'Live events: `campaign`, `live`, `task`, `changed`; `resync` when what was missed is no longer known.',
  access: 'campaign.read',
  query: streamQuery,
  streams: 'text/event-stream',
  async handle(call) {
    const { query, organisation, services } = call
    const reach =
      query.reach === 'tree'
        ? await services.access.organisationReach(organisation)
        : [organisation]
    stream(call, new Set(reach), lastIdOf(call))
    return undefined
  },
})

export const eventRoutes: readonly AnyRoute[] = [eventStream]

type StreamCall = ApiCall<unknown, z.output<typeof streamQuery>, unknown>

function lastIdOf({ query, request }: StreamCall): number | null {
  const text = request.headers['last-event-id']
  const given = typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : undefined
  return given ?? query.lastEventId ?? null
}

function stream(call: StreamCall, organisations: ReadonlySet<number>, lastId: number | null): void {
  const { reply, services, caller, session } = call
  const { raw } = reply
  // Who left while they were asked who they are has said so already, and will not say it again.
  if (raw.destroyed) {
    reply.hijack()
    return
  }
  let started = false
  const send = (text: string): void => {
    raw.write(text)
    if (raw.writableLength > waitingBytesMax) raw.destroy()
  }
  const subscription = services.events.subscribe({
    ...{ organisations, lastId },
    owner: session ? `session ${session.id}` : keyStreams(caller.is === 'key' ? caller.key : 0),
    user: caller.is === 'user' ? caller.user : null,
    onEvent: (event) => {
      if (started) send(textOf(event))
    },
    onDoubt: () => endUnless(call),
    onClose: () => raw.end(),
  })
  begin(reply)
  const { missed, newestId } = subscription
  send(`retry: ${reconnectAfter}\n\n`)
  if (missed === null) send(textOf({ id: newestId, kind: 'resync', data: '{}' }))
  else if (missed.length === 0) send(textOf({ id: newestId, kind: 'hello', data: '{}' }))
  else for (const event of missed) send(textOf(event))
  started = true
  const beat = setInterval(() => {
    send('event: beat\ndata: {}\n\n')
    endUnless(call)
  }, heartbeatEvery)
  raw.on('error', () => raw.destroy())
  raw.on('close', () => {
    clearInterval(beat)
    subscription.end()
  })
}

/** As the hub names the streams of a key. */
export const keyStreams = (key: number): string => `key ${key}`

function endUnless(call: StreamCall): void {
  stillMay(call).then(
    (may) => may || call.reply.raw.end(),
    // The database is away: asked again at the next beat.
    () => undefined,
  )
}

/** Takes the reply over from the framework, with the headers it has set so far. */
function begin(reply: FastifyReply): void {
  const headers = reply.getHeaders()
  reply.hijack()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
}

const textOf = ({ id, kind, data }: SentEvent): string =>
  `id: ${id}\nevent: ${kind}\ndata: ${data}\n\n`

/** The session still lives and the reader still has a role here; asking does not prolong it. */
async function stillMay({
  caller,
  session,
  organisation,
  services,
  clock,
}: StreamCall): Promise<boolean> {
  const { access } = services
  if (caller.is !== 'user' || !session) return true
  const sessions = await access.sessions(caller.user, clock.epoch())
  if (!sessions.some(({ id }) => id === session.id)) return false
  return (await access.rolesIn(caller.user, organisation)).length > 0
}
