/**
 * What a route of the API is: one value with its path, who may call it, its shapes in zod, and the
 * function that answers. Everything else (checking, the OpenAPI document, the walk of every route as the
 * wrong tenant) is made from these values; docs/openapi.json is written from them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '../../access/actor.ts'
import type { Permission } from '../../access/permission.ts'
import type { Clock } from '../../base/clock.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Session } from '../../store/accessStore.ts'
import type { Database } from '../../store/database.ts'
import type { Store } from '../../store/store.ts'
import type { AddressLimit } from '../limits.ts'
import type { CookieRules } from '../session.ts'
import type { Services } from './services.ts'

/** Who asks: a person with a session, a program with a key; behind a public route, nobody known. */
export type Caller = Exclude<Actor, { readonly is: 'system' }> | { readonly is: 'nobody' }

/** What every handler is given; `params`, `query` and `body` are parsed. */
export interface ApiCall<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  /** The caller as the journal names them; fails where nobody is known. */
  readonly actor: Actor
  /** Of a person who is signed in. */
  readonly session: Session | null
  /** That of the path; row-level security lets `database` and `store` see nothing else. */
  readonly organisation: number
  readonly database: Database
  readonly store: Store
  readonly may: (permission: Permission) => boolean
  readonly services: Services
  readonly now: EpochMs
  readonly clock: Clock
  readonly cookies: CookieRules
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface ApiRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** camelCase, unique: the operationId of the document and the name of the client's method. */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1; `:organisation` stands in the path of whatever belongs to one. */
  readonly path: string
  readonly tag: string
  /** One sentence. */
  readonly summary: string
  /** `public`: no session; `signedIn`: whoever has one; else a permission in `:organisation`. */
  readonly access: 'public' | 'signedIn' | Permission
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** 200 unless `status` says otherwise; absent: 204 without a body. */
  readonly reply?: Reply
  readonly status?: 200 | 201 | 202
  /** Creates something: an Idempotency-Key header makes a repeated request answer the same once. */
  readonly creates?: true
  /** The reply is a file or a stream of this type, which `handle` sends itself: `call.reply.send(stream)`. */
  readonly streams?: string
  /** The body is no JSON but bytes of these types, given as `call.request.body`, a stream. */
  readonly takes?: { readonly types: readonly string[]; readonly bytesMax: number }
  /** Of the JSON body; absent: `jsonBytesMax`. */
  readonly bodyBytesMax?: number
  /** For one address, beside the limit that all routes share. */
  readonly rateLimit?: AddressLimit
  handle(
    call: ApiCall<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<z.input<Reply> | undefined>
}

/** Keeps the shapes of one route together; the list of routes forgets them. */
export function route<
  Params extends z.ZodType = z.ZodNever,
  Query extends z.ZodType = z.ZodNever,
  Body extends z.ZodType = z.ZodNever,
  Reply extends z.ZodType = z.ZodVoid,
>(definition: ApiRoute<Params, Query, Body, Reply>): AnyRoute {
  return definition as unknown as AnyRoute
}

export type AnyRoute = ApiRoute<z.ZodType, z.ZodType, z.ZodType, z.ZodType>
