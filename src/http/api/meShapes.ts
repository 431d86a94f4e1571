/** Who is signed in, as every screen of the web app needs it. */
import { z } from 'zod'
import { permissions, permissionsOfAll, roles } from '../../access/permission.ts'
import { Failure } from '../../base/failure.ts'
import type { Membership, Session } from '../../store/accessStore.ts'
import { appSecretOf, csrfToken, setAppSecret } from '../session.ts'
import type { ApiCall } from './route.ts'

export const role = z.enum(roles).meta({ id: 'Role' })
export const permission = z.enum(permissions).meta({ id: 'Permission' })
export const organisationMode = z
  .enum(['practice', 'production'])
  .describe('`practice`: no real phone rings.')

export const organisationOfMine = z
  .object({
    id: z.number().int(),
    name: z.string(),
    parent: z.number().int().nullable().describe('null: at the top.'),
    mode: organisationMode,
    practice: z.boolean().describe('No real phone rings.'),
    roles: z.array(role),
    permissions: z.array(permission),
  })
  .meta({ id: 'OrganisationOfMine' })

export const me = z
  .object({
    user: z.number().int(),
    name: z.string(),
    email: z.string(),
    language: z.enum(['fr', 'en']),
    hasSecondFactor: z.boolean(),
    recoveryCodesLeft: z.number().int(),
    csrfToken: z
      .string()
      .describe('For the header x-portevoix-csrf of whatever changes something.'),
    organisations: z.array(organisationOfMine),
  })
  .meta({ id: 'Me' })

type AnyCall = ApiCall<unknown, unknown, unknown>

/** The person behind a call; a key is nobody's. */
export function personOf({ session }: Pick<AnyCall, 'session'>): Session {
  if (session) return session
  throw new Failure(
    'unauthenticated',
    'Only a person who is signed in can do this: sign in first.',
    { fr: 'Seule une personne connectée peut faire cela : connectez-vous d’abord.' },
  )
}

export async function meOf(
  call: AnyCall,
  session: Session,
  secret: string,
): Promise<z.input<typeof me>> {
  const { access } = call.services
  const { id: user, name, email, language, hasSecondFactor } = session.user
  const memberships = await access.organisationsOf(user)
  return {
    ...{ user, name, email, language, hasSecondFactor },
    recoveryCodesLeft: hasSecondFactor ? await access.recoveryCodesLeft(user) : 0,
    csrfToken: csrfToken(secret),
    organisations: memberships.map(mineOf),
  }
}

export const mineOf = ({
  organisation: id,
  name,
  parent,
  mode,
  roles: held,
}: Membership): z.input<typeof organisationOfMine> => ({
  ...{ id, name, parent, mode, practice: mode === 'practice' },
  roles: [...held],
  permissions: [...permissionsOfAll(held)],
})

/** The secret of the cookie this call came with. */
export function secretOfCall({ request, cookies }: AnyCall): string {
  const secret = appSecretOf(request.headers.cookie, cookies)
  if (secret === undefined)
    throw new Failure('unauthenticated', 'Sign in first.', { fr: 'Connectez-vous d’abord.' })
  return secret
}

/** A new session with a new secret; that of before, if any, ends (session fixation). */
export async function signIn(call: AnyCall, user: number): Promise<z.input<typeof me>> {
  const { services, request, reply, cookies, now } = call
  const before = call.session
  const visit = { address: request.ip, agent: (request.headers['user-agent'] ?? '').slice(0, 200) }
  const { secret, session } = await services.access.openSession(user, visit, now)
  if (before) await services.access.endSession(before.user.id, before.id)
  reply.header('set-cookie', setAppSecret(secret, cookies))
  return meOf(call, session, secret)
}
