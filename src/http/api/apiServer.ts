/**
 * The API on Fastify: every value of `routes.ts` becomes a route that is guarded, checked, answered and
 * told of its failures in the same way. Nothing here knows what a route does.
 */
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../access/actor.ts'
import { actorName } from '../../access/actor.ts'
import type { Clock } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import type { Database } from '../../store/database.ts'
import { postgresStore } from '../../store/postgres/postgresStore.ts'
import { addressOf } from '../addressKey.ts'
import { type Language, programLanguage } from '../language.ts'
import { addressLimits, jsonBytesMax, sessionLimit, urlCharactersMax } from '../limits.ts'
import type { CookieRules } from '../session.ts'
import { addTusUploads } from '../uploads/tusUploads.ts'
import { type Asking, whoAsks } from './asking.ts'
import { onceOnly } from './idempotency.ts'
import { openApiDocument } from './openApi.ts'
import { problemType, told } from './problem.ts'
import { referencePage, referenceStyles } from './referencePage.ts'
import type { AnyRoute, ApiCall } from './route.ts'
import { routes } from './routes.ts'
import type { Services } from './services.ts'
import { readShape } from './shapes.ts'

export interface ApiOptions {
  readonly services: Services
  readonly clock: Clock
  readonly cookies: CookieRules
  /** The database as an organisation sees it: row-level security does the rest. */
  readonly tenant: (organisation: number) => Database
  /** One line for what must be looked at; numbers are masked. */
  readonly log: (line: string) => void
}

declare module 'fastify' {
  interface FastifyRequest {
    asking: Asking | null
  }
}

/** Registered below /api/v1. */
export async function apiPlugin(app: FastifyInstance, options: ApiOptions): Promise<void> {
  // Streams have no end of their own: closing would wait for them.
  app.addHook('preClose', async () => {
    options.services.events.close()
    await options.services.listen.close()
  })
  takeBodies(app)
  await addSafety(app, options)
  app.decorateRequest('asking', null)
  app.setErrorHandler((error, request, reply) => tellFailure(options, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    tellFailure(options, Object.assign(new Error(), { statusCode: 404 }), request, reply),
  )
  addReference(app)
  const ofSession = app.createRateLimit({
    ...{ max: sessionLimit.max, timeWindow: sessionLimit.within },
    keyGenerator: (request) => `asking ${callerKey(request.asking)}`,
  })
  for (const route of routes) addRoute(app, options, route, ofSession)
  const { services, cookies, tenant, clock, log } = options
  addTusUploads(app, {
    ...{ uploads: services.uploads, system: services.system, tenant, clock, log },
    keeper: { access: services.access, cookies },
  })
}

/** JSON, and for routes that say so a stream of bytes; nothing else is read. */
function takeBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

async function addSafety(app: FastifyInstance, { cookies }: ApiOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    hsts: cookies.secure ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  })
  const { max, within } = addressLimits.api
  await app.register(rateLimit, {
    ...{ max, timeWindow: within, keyGenerator: addressOf },
    errorResponseBuilder: () => Object.assign(new Error(), { statusCode: 429 }),
  })
  app.addHook('onRequest', async (request, reply) => {
    reply
      .header('cache-control', 'no-store')
      .header('vary', 'cookie, authorization, accept-language')
    if (request.url.length > urlCharactersMax * 4) {
      throw new Failure('usage', 'This address is too long: send less in the query.', {
        fr: 'Cette adresse est trop longue : demandez moins à la fois.',
      })
    }
  })
}

function tellFailure(
  { log }: ApiOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  // A player that jumps on hangs up: with nobody at the other end there is no address to count, nor a bug.
  const isGone = request.raw.socket.remoteAddress === undefined
  const body = told(error, {
    language: languageFor(request),
    where: `${request.method} ${request.routeOptions.url ?? 'nowhere'}`,
    log: isGone ? () => undefined : log,
  })
  if (body.status === 401) reply.header('www-authenticate', 'Bearer realm="portevoix"')
  // What follows a refused body is not read: the connection ends with the answer.
  if (!request.raw.complete && request.method !== 'GET') reply.header('connection', 'close')
  return reply.status(body.status).type(problemType).send(JSON.stringify(body))
}

type CheckLimit = ReturnType<FastifyInstance['createRateLimit']>

function addRoute(
  app: FastifyInstance,
  options: ApiOptions,
  route: AnyRoute,
  ofSession: CheckLimit,
): void {
  const { method, path, rateLimit: limit, takes, bodyBytesMax = jsonBytesMax } = route
  app.route({
    method,
    url: path,
    bodyLimit: takes?.bytesMax ?? bodyBytesMax,
    config: limit ? { rateLimit: { max: limit.max, timeWindow: limit.within } } : {},
    async onRequest(request, reply) {
      const { services, cookies, clock } = options
      const keeper = { access: services.access, cookies }
      request.asking = await whoAsks(keeper, route, request, clock.epoch())
      if (request.asking.caller.is !== 'nobody') refuseMore(await ofSession(request), reply)
      refuseBody(route, request)
    },
    handler: (request, reply) => answer(options, route, request, reply),
  })
}

function refuseMore(checked: Awaited<ReturnType<CheckLimit>>, reply: FastifyReply): void {
  if (checked.isAllowed || !checked.isExceeded) return
  reply.header('retry-after', checked.ttlInSeconds)
  throw new Failure(
    'tooMany',
    `Too many requests: wait ${checked.ttlInSeconds} s, then try again.`,
    {
      fr: `Trop de demandes : attendez ${checked.ttlInSeconds} s, puis recommencez.`,
      limit: String(checked.max),
    },
  )
}

/** A body of a kind or size the route does not take is refused before it is read. */
function refuseBody({ takes, body, bodyBytesMax }: AnyRoute, { headers }: FastifyRequest): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const length = Number(headers['content-length'] ?? 0)
  const most = takes?.bytesMax ?? bodyBytesMax ?? jsonBytesMax
  if (length > most) {
    throw new Failure('tooLarge', `The body may have ${most} bytes at most.`, {
      fr: `Ce que vous envoyez est trop gros : ${most} octets au plus.`,
      ...{ measured: String(length), limit: String(most) },
    })
  }
  if (takes) {
    if (type !== undefined && takes.types.includes(type)) return
    throw new Failure('wrongType', `Send the body as ${takes.types.join(' or ')}.`, {
      fr: `Envoyez le contenu en ${takes.types.join(' ou ')}.`,
    })
  }
  const isEmpty = type === undefined && length === 0
  if (isEmpty || type === 'application/json') return
  throw new Failure(
    'wrongType',
    body ? 'Send the body as application/json.' : 'Send no body here.',
    { fr: body ? 'Envoyez le contenu en application/json.' : 'N’envoyez pas de contenu ici.' },
  )
}

async function answer(
  options: ApiOptions,
  route: AnyRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const call = callOf(options, route, request, reply)
  if (route.streams !== undefined) {
    await route.handle(call)
    return reply
  }
  const act = async (): Promise<string | null> => {
    const result = await route.handle(call)
    // Only what the route promises leaves: a field too many is cut off here.
    return route.reply ? JSON.stringify(await route.reply.parseAsync(result)) : null
  }
  const said = await onceOnly(options.services.system, { route, call, act })
  if (said === null) return reply.status(204).send()
  return reply
    .status(route.status ?? 200)
    .type('application/json; charset=utf-8')
    .send(said)
}

function callOf(
  { services, clock, cookies, tenant }: ApiOptions,
  route: AnyRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): ApiCall<unknown, unknown, unknown> {
  const { asking } = request
  if (!asking) throw new Failure('internal', 'A route was reached without its guard.')
  const { caller, session, organisation, permissions } = asking
  const database = organisation === 0 ? services.system : tenant(organisation)
  const language = languageFor(request)
  const who = caller.is === 'nobody' ? 'nobody' : actorName(caller)
  return {
    params: route.params ? readShape('path', route.params, request.params, language) : undefined,
    query: route.query ? readShape('query', route.query, request.query, language) : undefined,
    body: route.body ? readShape('body', route.body, request.body ?? {}, language) : undefined,
    ...{ caller, session, organisation, database, services, clock, cookies, request, reply },
    store: postgresStore(database, who),
    may: (permission) => permissions.has(permission),
    now: clock.epoch(),
    get actor(): Actor {
      if (caller.is === 'nobody')
        throw new Failure('unauthenticated', 'Sign in first.', { fr: 'Connectez-vous d’abord.' })
      return caller
    },
  }
}

/** What the page was set to wins over what the user chose once; programs that say nothing get English. */
function languageFor({ asking, headers }: FastifyRequest): Language {
  const asked = headers['accept-language'] ?? ''
  // Our page names one language alone; a browser by itself sends its whole list (RFC 9110 §12.5.4).
  if (asked === 'fr' || asked === 'en') return asked
  if (asking?.session) return asking.session.user.language
  return programLanguage(asked)
}

const callerKey = (asking: Asking | null): string => {
  const { caller, session } = asking ?? { caller: { is: 'nobody' as const }, session: null }
  return caller.is === 'key' ? `key ${caller.key}` : `session ${session?.id ?? 0}`
}

/** Made when somebody first asks: a server that starts has other things to do. */
function addReference(app: FastifyInstance): void {
  let document: string | undefined
  let page: string | undefined
  app.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(openApiDocument(routes), null, 2)
    return reply.type('application/json; charset=utf-8').send(document)
  })
  app.get('/reference.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(referenceStyles),
  )
  app.get('/reference', (_request, reply) => {
    page ??= referencePage(routes)
    return reply.type('text/html; charset=utf-8').send(page)
  })
}
