/**
 * The web app as it was built: files named by their content are kept for ever, in the smallest form the
 * browser takes; every other address is the app's page, with a nonce of its own for scripts and styles.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CookieRules } from './session.ts'

export interface WebAppOptions {
  /** Where the build lies: index.html and assets/. */
  readonly folder: string
  readonly cookies: CookieRules
}

/** Stands in index.html wherever a nonce belongs. */
export const noncePlaceholder = '__CSP_NONCE__'

export async function webApp(app: FastifyInstance, options: WebAppOptions): Promise<void> {
  const { folder } = options
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(safeHeaders(options.cookies))
  })
  const assets = path.join(folder, 'assets')
  if (existsSync(assets)) {
    await app.register(fastifyStatic, {
      root: assets,
      prefix: '/assets/',
      preCompressed: true,
      index: false,
      cacheControl: true,
      immutable: true,
      maxAge: '365d',
    })
  }
  const page = pageReader(path.join(folder, 'index.html'))
  const show = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    // A file that is gone is said to be gone: a page in its place would be run as a script.
    if (request.url.startsWith('/app/assets/') || !['GET', 'HEAD'].includes(request.method)) {
      return reply.status(404).type('text/plain; charset=utf-8').send('PV-404\n')
    }
    const nonce = randomBytes(16).toString('base64')
    return reply
      .status(200)
      .headers({ 'content-security-policy': policyWith(nonce), 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(page().replaceAll(noncePlaceholder, nonce))
  }
  app.get('/', show)
  app.setNotFoundHandler(show)
}

/** Read again when a new build has replaced it: the files that the old page names are gone then. */
function pageReader(file: string): () => string {
  let read = { text: notBuilt, mtimeMs: Number.NaN }
  return () => {
    const mtimeMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs
    if (mtimeMs === undefined) return notBuilt
    if (mtimeMs !== read.mtimeMs) read = { text: readFileSync(file, 'utf8'), mtimeMs }
    return read.text
  }
}

const notBuilt = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Portevoix</title>
<p>L’application n’est pas construite\u202f: lancez <code>npm start</code>.</p>
<p lang="en">The web app is not built: run <code>npm start</code>.</p></html>
`

/** Scripts and styles of ourselves alone; recordings are listened to and workers run from memory. */
function policyWith(nonce: string): string {
  const own = "'self'"
  const given = `'nonce-${nonce}'`
  return Object.entries({
    'default-src': "'none'",
    'script-src': `${own} ${given}`,
    'style-src': `${own} ${given}`,
    // Positions and sizes that are set on elements; a style element still needs the nonce.
    'style-src-attr': "'unsafe-inline'",
    'img-src': `${own} data: blob:`,
    'font-src': own,
    'media-src': `${own} blob:`,
    'connect-src': own,
    'worker-src': `${own} blob:`,
    'manifest-src': own,
    'form-action': own,
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

const safeHeaders = ({ secure }: CookieRules): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})
