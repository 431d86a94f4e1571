/**
 * Who asks, and whether they may: cookie or key → caller → roles in the organisation of the path. Done
 * before the body is read, so that a stranger's body is never taken in.
 */
import type { FastifyRequest } from 'fastify'
import { type Permission, permissionsOfAll, type Role } from '../../access/permission.ts'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { AccessStore, KeyHolder, Session } from '../../store/accessStore.ts'
import { appSecretOf, type CookieRules, isCsrfToken } from '../session.ts'
import type { AnyRoute, Caller } from './route.ts'

/** What is known of a request before its body is read. */
export interface Asking {
  readonly caller: Caller
  readonly session: Session | null
  readonly organisation: number
  readonly permissions: ReadonlySet<Permission>
}

export interface Gatekeeper {
  readonly access: AccessStore
  readonly cookies: CookieRules
}

export const csrfHeader = 'x-portevoix-csrf'
/** A key is 43 signs of base64url behind its prefix; longer texts are not looked up. */
const keyMax = 200

const nobody = { caller: { is: 'nobody' }, session: null, key: null, roles: [] } as const

export async function whoAsks(
  { access, cookies }: Gatekeeper,
  route: AnyRoute,
  request: FastifyRequest,
  now: EpochMs,
): Promise<Asking> {
  const changes = route.method !== 'GET'
  if (changes && isForeign(request)) {
    throw new Failure('forbidden', 'Another site sent this request: only our own pages may.', {
      fr: 'Cette demande vient d’un autre site : seules nos pages peuvent la faire.',
    })
  }
  const organisation = organisationIn(route, request)
  const known = await identify({ access, cookies }, request, { organisation, now })
  if (route.access === 'public') {
    return { ...known, organisation, permissions: new Set() }
  }
  if (known.caller.is === 'nobody') {
    throw new Failure('unauthenticated', 'Sign in first, or send a valid key as a bearer token.', {
      fr: 'Connectez-vous d’abord, ou envoyez une clé valable.',
    })
  }
  if (changes && known.secret !== undefined) {
    if (!isCsrfToken(known.secret, request.headers[csrfHeader])) {
      throw new Failure('forbidden', `Send the csrfToken of GET /me in the header ${csrfHeader}.`, {
        fr: `Rechargez la page : il manque l’en-tête ${csrfHeader}, le csrfToken de GET /me.`,
      })
    }
  }
  const permissions = await permissionsIn(access, known, organisation)
  if (route.access !== 'signedIn' && !permissions.has(route.access)) {
    throw refused(route.access, permissions, organisation)
  }
  return { ...known, organisation, permissions }
}

/** Who has nothing to do in an organisation does not learn that it exists. */
function refused(
  needed: Permission,
  permissions: ReadonlySet<Permission>,
  organisation: number,
): Failure {
  if (permissions.size === 0) {
    return new Failure('notFound', `There is no organisation ${organisation} where you may act.`, {
      fr: `Il n’y a pas d’organisation ${organisation} où vous puissiez agir.`,
    })
  }
  return new Failure('forbidden', `This needs the permission ${needed}: ask an owner for it.`, {
    fr: `Il faut pour cela le droit ${needed} : demandez-le à un propriétaire.`,
    measured: [...permissions].join(', '),
    limit: needed,
  })
}

interface Known {
  readonly caller: Caller
  readonly session: Session | null
  readonly key: KeyHolder | null
  /** Of the user, in the organisation of the path. */
  readonly roles: readonly Role[]
  /** Of the cookie that was believed. */
  readonly secret?: string
}

async function identify(
  { access, cookies }: Gatekeeper,
  { headers }: FastifyRequest,
  { organisation, now }: { readonly organisation: number; readonly now: EpochMs },
): Promise<Known> {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) {
    const key = bearer.length > keyMax ? null : await access.keyHolder(bearer, now)
    if (!key)
      throw new Failure('unauthenticated', 'This key is unknown, revoked or too old.', {
        fr: 'Cette clé est inconnue, révoquée ou trop ancienne.',
      })
    return { caller: { is: 'key', key: key.key, name: key.name }, session: null, key, roles: [] }
  }
  const secret = appSecretOf(headers.cookie, cookies)
  if (secret === undefined || secret === '' || secret.length > keyMax) return nobody
  const found = await access.sessionIn(secret, organisation, now)
  if (!found) return nobody
  const { session, roles } = found
  const { id: user, name, email } = session.user
  return { caller: { is: 'user', user, name, email }, session, key: null, roles, secret }
}

/** 0: the route belongs to no organisation. */
function organisationIn({ path }: AnyRoute, { params }: FastifyRequest): number {
  if (!path.includes(':organisation')) return 0
  const { organisation = '' } = params as { readonly organisation?: string }
  if (!/^[1-9]\d{0,14}$/.test(organisation)) {
    throw new Failure('notFound', 'An organisation is named by its number.', {
      fr: 'Une organisation se désigne par son numéro.',
    })
  }
  return Number(organisation)
}

async function permissionsIn(
  access: AccessStore,
  { key, roles }: Known,
  organisation: number,
): Promise<ReadonlySet<Permission>> {
  if (organisation === 0) return new Set(key?.scopes ?? [])
  if (key) {
    const holds = await access.isWithin(organisation, key.organisation)
    return new Set(holds ? key.scopes : [])
  }
  return permissionsOfAll(roles)
}

/** Sec-Fetch-Site is sent by browsers only and cannot be set by a page. */
const isForeign = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
