/**
 * The HTTP server: one Fastify instance with three parts, each with its own contents, limits, policy and
 * way of telling what goes wrong: the public pages at /, the API at /api/v1, the web app at /app. Sizes
 * and times are bounded before anything is read; nothing of the inside is ever told.
 */
import type { AddressInfo, Socket } from 'node:net'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { steadyNow } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { addressOf } from './addressKey.ts'
import { type ApiOptions, apiPlugin } from './api/apiServer.ts'
import type { Desk } from './desk.ts'
import { show } from './desk.ts'
import { preferredLanguage } from './language.ts'
import { styles, stylesPath } from './layout.ts'
import * as limits from './limits.ts'
import { addConsentPages } from './pages/consent.ts'
import { addFilePages } from './pages/file.ts'
import { addHomePages } from './pages/home.ts'
import { addNoticePages } from './pages/notice.ts'
import { addObjectPages } from './pages/object.ts'
import { problemPage } from './pages/problem.ts'
import { addRightsPages } from './pages/rights.ts'
import { addWhyPages } from './pages/why.ts'
import { newProblemId } from './problemId.ts'
import { Problem, type ProblemName, problems } from './problems.ts'
import { holdAnswer } from './schedule.ts'
import {
  formToken,
  isFormToken,
  languageOf,
  newSecret,
  secretOf,
  sessionOf,
  setSecret,
} from './session.ts'
import { webApp } from './webApp.ts'

export interface ServerOptions {
  readonly desk: Desk
  /** Addresses of proxies that may say who the visitor is; none by default. */
  readonly trustProxy: readonly string[]
  /** One line for what must be looked at; numbers are masked. */
  readonly log: (line: string) => void
  /** Absent: the public pages alone. */
  readonly api?: Omit<ApiOptions, 'cookies' | 'log'>
  /** Folder of the built web app; absent: there is none. */
  readonly webFolder?: string
}

export interface PagesServer {
  readonly app: FastifyInstance
  listen(at: { readonly host: string; readonly port: number }): Promise<AddressInfo>
  close(): Promise<void>
}

export async function openServer(options: ServerOptions): Promise<PagesServer> {
  const { desk, trustProxy, log, api, webFolder } = options
  const app = Fastify({
    logger: false,
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    bodyLimit: limits.bodyBytesMax,
    requestTimeout: api ? limits.uploadWithin : limits.requestWithin,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
    http: { maxHeaderSize: limits.headerBytesMax, headersTimeout: limits.headersWithin },
    clientErrorHandler: answerUnreadable,
  })
  app.server.maxConnections = limits.connectionsMax
  await app.register(publicPages, { desk, log })
  if (api) {
    const { cookies } = desk
    await app.register(apiPlugin, { prefix: '/api/v1', ...api, cookies, log })
  }
  if (webFolder !== undefined) {
    await app.register(webApp, { prefix: '/app', folder: webFolder, cookies: desk.cookies })
  }
  return {
    app,
    async listen({ host, port }) {
      await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
        throw notListening(error, host, port)
      })
      return app.server.address() as AddressInfo
    },
    close: () => app.close(),
  }
}

function notListening(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const at = `${host}:${port}`
  switch (error.code) {
    case 'EADDRINUSE':
      return new Failure('busy', `Another program listens on ${at}: give another --port.`)
    case 'EACCES':
      return new Failure('system', `This user may not listen on ${at}: give a --port from 1024 on.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Failure('usage', `This machine has no address ${host}: give another --host.`)
    default:
      return error
  }
}

async function addSafety(app: FastifyInstance, { cookies }: Desk): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        mediaSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // A form's POST says its Origin only when the policy lets the browser tell it to ourselves.
    referrerPolicy: { policy: 'same-origin' },
    hsts: cookies.secure ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  })
  const { max, within } = limits.addressLimits.pages
  await app.register(rateLimit, {
    max,
    timeWindow: within,
    keyGenerator: addressOf,
    errorResponseBuilder: () => new Problem('tooMany'),
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('vary', 'accept-language, cookie')
    if (request.url.length > limits.urlCharactersMax) throw new Problem('longAddress')
  })
}

interface PublicPages {
  readonly desk: Desk
  readonly log: (line: string) => void
}

async function publicPages(app: FastifyInstance, { desk, log }: PublicPages): Promise<void> {
  // First of all: whatever refuses a request shows its visitor a page.
  answerProblems(app, desk, log)
  await addSafety(app, desk)
  // Forms only: a body of another kind is answered 415 before anything reads it.
  app.removeAllContentTypeParsers()
  await app.register(formbody)
  app.addHook('onSend', async (request) => {
    if (!request.routeOptions.config.onSchedule) return
    await holdAnswer(request.startedAt, desk.answerEvery)
  })
  app.addHook('preHandler', async (request) => {
    if (request.method !== 'POST') return
    const { token } = (request.body ?? {}) as { readonly token?: unknown }
    const known = secretOf(request.headers.cookie, desk.cookies)
    if (known === undefined || !isFormToken(known, token) || isForeign(request)) {
      throw new Problem('stale')
    }
  })
  app.get(stylesPath, { config: { rateLimit: false } }, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(styles),
  )
  addHomePages(app, desk)
  addWhyPages(app, desk)
  addFilePages(app, desk)
  addRightsPages(app, desk)
  addObjectPages(app, desk)
  addConsentPages(app, desk)
  addNoticePages(app, desk)
}

/** Sec-Fetch-Site is sent by browsers only and cannot be set by a page: a second lock on forms. */
const isForeign = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/** Every page knows its visitor, error pages too. */
function answerProblems(app: FastifyInstance, desk: Desk, log: (line: string) => void): void {
  app.decorateRequest('visit')
  app.decorateRequest('startedAt')
  app.addHook('onRequest', async (request, reply) => {
    request.startedAt = steadyNow()
    const { cookie } = request.headers
    const language = languageOf(cookie) ?? preferredLanguage(request.headers['accept-language'])
    const known = secretOf(cookie, desk.cookies)
    const secret = known ?? newSecret()
    request.visit = { language, secret, session: sessionOf(secret), token: formToken(secret) }
    if (known === undefined && request.method === 'GET' && request.url !== stylesPath) {
      reply.header('set-cookie', setSecret(secret, desk.cookies))
    }
  })
  app.setNotFoundHandler((request, reply) => {
    show(desk, { request, reply }, problemPage('notFound', request.visit.language))
  })
  app.setErrorHandler((error, request, reply) => {
    const name = problemOf(error as FastifyError)
    const { language } = request.visit
    if (name !== 'internal') return show(desk, { request, reply }, problemPage(name, language))
    const id = newProblemId()
    log(`${id} a page failed: ${maskNumbersIn(String((error as Error).stack))}`)
    show(desk, { request, reply }, problemPage(name, language, id))
  })
}

/** Fastify's own refusals by their status; whatever is left is a bug, and its inside is not shown. */
function problemOf(error: Problem | Failure | FastifyError): ProblemName {
  if (error instanceof Problem) return error.problem
  if (error instanceof Failure) return error.code === 'notFound' ? 'notFound' : 'internal'
  const { statusCode = 500 } = error
  const known = Object.entries(problems).find(([, { status }]) => status === statusCode)
  if (known) return known[0] as ProblemName
  return statusCode < 500 ? 'badRequest' : 'internal'
}

/** What is not HTTP, or has headers beyond the limit, is answered before any page exists. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW'
  const status = tooLong ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const text = tooLong
    ? 'PV-431. En-têtes trop longs. Headers too long.\n'
    : 'PV-400. Demande illisible. Unreadable request.\n'
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain; charset=utf-8\r\ncache-control: no-store\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  )
}
