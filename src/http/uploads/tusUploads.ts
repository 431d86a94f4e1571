/**
 * Files that may take long to arrive (tus 1.0.0): a connection that breaks goes on where it was. Guarded
 * like every other route; the client's name of a file is kept in a row and is never part of a path.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { FileStore } from '@tus/file-store'
import { EVENTS, Server } from '@tus/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { actorName } from '../../access/actor.ts'
import type { Permission } from '../../access/permission.ts'
import type { Clock } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { isUploadId, noSuchUpload, type Uploads, uploadBytesMax } from '../../intake/uploads.ts'
import type { Database } from '../../store/database.ts'
import { beginUpload, completeUpload, readUpload } from '../../store/postgres/uploads.ts'
import { type Asking, type Gatekeeper, whoAsks } from '../api/asking.ts'
import { told } from '../api/problem.ts'
import type { AnyRoute } from '../api/route.ts'
import { programLanguage } from '../language.ts'

export interface TusOptions {
  readonly uploads: Uploads
  readonly system: Database
  readonly tenant: (organisation: number) => Database
  readonly keeper: Gatekeeper
  readonly clock: Clock
  readonly log: (line: string) => void
}

/** Below /api/v1. */
const base = '/organisations/:organisation/uploads'
export const fileNameMax = 255
const permission: Permission = 'people.write'

type TusRequest = { readonly runtime?: { readonly node?: { readonly req: IncomingMessage } } }

export function addTusUploads(app: FastifyInstance, options: TusOptions): void {
  const askings = new WeakMap<IncomingMessage, Asking>()
  const askingOf = (request: unknown): Asking => {
    const raw = (request as TusRequest).runtime?.node?.req
    const asking = raw && askings.get(raw)
    if (!asking) throw new Failure('internal', 'An upload was reached without its guard.')
    return asking
  }
  const tus = tusServer(options, askingOf)
  const guard = async (request: FastifyRequest): Promise<void> => {
    const asking = await whoAsks(
      options.keeper,
      pretended(request.method),
      request,
      options.clock.epoch(),
    )
    askings.set(request.raw, asking)
  }
  for (const url of [base, `${base}/:upload`]) {
    app.route({
      method: url === base ? ['POST'] : ['HEAD', 'PATCH', 'DELETE'],
      url,
      // The stream is read by tus, which holds the limits itself.
      bodyLimit: uploadBytesMax,
      onRequest: guard,
      async handler(request, reply) {
        reply.hijack()
        reply.raw.setHeader('cache-control', 'no-store')
        await tus.handle(request.raw, reply.raw)
      },
    })
  }
}

/** What the guard asks of a route. */
const pretended = (method: string): AnyRoute =>
  ({
    ...{ name: 'upload', method: method === 'HEAD' ? 'GET' : method, path: base },
    access: permission,
  }) as AnyRoute

function tusServer(
  { uploads, system, tenant, clock, log }: TusOptions,
  askingOf: (request: unknown) => Asking,
): Server {
  const server = new Server({
    path: '/api/v1',
    datastore: new FileStore({ directory: uploads.folder }),
    maxSize: uploadBytesMax,
    allowedOrigins: [],
    // The host a client names is no part of what we answer.
    generateUrl: (request, { id }) =>
      `/api/v1/organisations/${askingOf(request).organisation}/uploads/${id}`,
    getFileIdFromRequest: (_request, last) => (last && isUploadId(last) ? last : undefined),
    namingFunction: () => randomUUID(),
    async onIncomingRequest(request, id) {
      if (request.method === 'POST') return
      const { organisation } = askingOf(request)
      if (!(await readUpload(tenant(organisation).pool, id))) throw noSuchUpload()
    },
    async onUploadCreate(request, { id, size, metadata }) {
      const { organisation, caller } = askingOf(request)
      if (size === undefined || size <= 0) throw sizeless()
      await beginUpload(system.pool, {
        ...{ id, organisation, bytes: size, name: nameOf(metadata?.['filename'] ?? '') },
        ...{ by: caller.is === 'nobody' ? '' : actorName(caller), createdAt: clock.epoch() },
      })
      return {}
    },
    async onUploadFinish(_request, { id }) {
      await completeUpload(system.pool, id, clock.epoch())
      return {}
    },
    onResponseError: (request, error) => {
      // Those of tus itself: the protocol's own states and sentences.
      if ('status_code' in error) return undefined
      const language = programLanguage(request.headers.get('accept-language') ?? '')
      const body = told(error, { language, where: `${request.method} ${base}`, log })
      return { status_code: body.status, body: JSON.stringify(body) }
    },
  })
  server.on(EVENTS.POST_TERMINATE, (_request, _response, id) => {
    uploads.forget(id).catch((error: unknown) => log(`an upload was not forgotten: ${error}`))
  })
  return server
}

/** As it is shown: the last part of what looks like a path, without control characters. */
export function nameOf(given: string): string {
  const name = given
    .replace(/^.*[/\\]/, '')
    .replace(/\p{C}/gu, '')
    .trim()
    .slice(0, fileNameMax)
  return name === '' || /^\.+$/.test(name) ? 'file' : name
}

const sizeless = (): Failure =>
  new Failure('badInput', 'An upload says how large its file is, which is not empty.', {
    fr: 'Un envoi dit la taille de son fichier, qui n’est pas vide.',
  })
