/** Who works in an organisation: members with their roles, invitations, keys of programs. */
import { z } from 'zod'
import { type Permission, permissionsOfAll, type Role } from '../../access/permission.ts'
import { Failure } from '../../base/failure.ts'
import type { ApiKey, Invitation, Member } from '../../store/accessStore.ts'
import { email } from './authRoutes.ts'
import { keyStreams } from './eventRoutes.ts'
import { permission, role } from './meShapes.ts'

import { type AnyRoute, type ApiCall, route } from './route.ts'
import { epochOf, instant, isoOf, isoOrNull } from './times.ts'

const tag = 'Team'

const member = z
  .object({
    user: z.number().int(),
    email: z.string(),
    name: z.string(),
    hasSecondFactor: z.boolean(),
    roles: z.array(role),
    inheritedFrom: z
      .object({ organisation: z.number().int(), name: z.string() })
      .nullable()
      .describe('The organisation above that gave the roles: they are changed there.'),
    since: instant,
    lastSeenAt: instant.nullable(),
  })
  .meta({ id: 'Member' })

const shownMember = (found: Member): z.input<typeof member> => ({
  ...found,
  roles: [...found.roles],
  since: isoOf(found.since),
  lastSeenAt: isoOrNull(found.lastSeenAt),
})

/** Nobody gives what they do not have: a key that may invite does not make owners. */
function refuseBeyondOwn(
  { may }: Pick<ApiCall<unknown, unknown, unknown>, 'may'>,
  given: Iterable<Permission>,
): void {
  const beyond = [...given].filter((each) => !may(each))
  if (beyond.length === 0) return
  throw new Failure('forbidden', `You cannot give what you may not do: ${beyond.join(', ')}.`, {
    fr: `Vous ne pouvez pas donner un droit que vous n’avez pas : ${beyond.join(', ')}.`,
    measured: beyond.join(', '),
  })
}

const listMembers = route({
  ...{ name: 'listMembers', method: 'GET', path: '/organisations/:organisation/members', tag },
  summary: 'People of the team, those of organisations above included.',
  access: 'team.read',
  reply: z.object({ items: z.array(member) }),
  async handle({ services, organisation }) {
    return { items: (await services.access.members(organisation)).map(shownMember) }
  },
})

const someRoles = z.array(role).max(6).describe('Empty: leaves the team.')
const memberInPath = z.object({ user: z.coerce.number().int().min(1) })

const setRoles = route({
  ...{ name: 'setMemberRoles', method: 'PUT', tag },
  path: '/organisations/:organisation/members/:user',
  summary: 'Gives a person of the team these roles instead of those of before.',
  access: 'team.write',
  params: memberInPath,
  body: z.object({ roles: someRoles }),
  async handle(call) {
    const { body, params, organisation, actor, now } = call
    await refuseChangeOfStronger(call, params.user)
    refuseBeyondOwn(call, permissionsOfAll(body.roles))
    await call.services.access.setRoles(organisation, params.user, body.roles, actor, now)
    call.services.events.doubt(params.user)
    return undefined
  },
})

const removeMember = route({
  ...{ name: 'removeMember', method: 'DELETE', tag },
  path: '/organisations/:organisation/members/:user',
  summary: 'Takes a person out of the team; their sessions see nothing of it any more.',
  access: 'team.write',
  params: memberInPath,
  async handle(call) {
    await refuseChangeOfStronger(call, call.params.user)
    const { organisation, params, actor, now } = call
    await call.services.access.setRoles(organisation, params.user, [], actor, now)
    call.services.events.doubt(params.user)
    return undefined
  },
})

/** Whoever may do less than another does not take the other's roles away. */
async function refuseChangeOfStronger(
  call: ApiCall<unknown, unknown, unknown>,
  user: number,
): Promise<void> {
  const held: readonly Role[] = await call.services.access.rolesIn(user, call.organisation)
  refuseBeyondOwn(call, permissionsOfAll(held))
}

const invitation = z
  .object({
    id: z.number().int(),
    email: z.string(),
    roles: z.array(role),
    invitedBy: z.string(),
    invitedAt: instant,
    expiresAt: instant,
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
  })
  .meta({ id: 'Invitation' })

const shownInvitation = (found: Invitation): z.input<typeof invitation> => ({
  ...{ id: found.id, email: found.email, roles: [...found.roles] },
  ...{ invitedBy: found.invitedBy, state: found.state },
  invitedAt: isoOf(found.invitedAt),
  expiresAt: isoOf(found.expiresAt),
})

const listInvitations = route({
  ...{ name: 'listInvitations', method: 'GET', tag },
  path: '/organisations/:organisation/invitations',
  summary: 'Invitations of this organisation, the newest first.',
  access: 'team.read',
  reply: z.object({ items: z.array(invitation) }),
  async handle({ services, organisation, now }) {
    return { items: (await services.access.invitations(organisation, now)).map(shownInvitation) }
  },
})

const invite = route({
  ...{ name: 'invite', method: 'POST', path: '/organisations/:organisation/invitations', tag },
  summary: 'Makes an invitation link, good once for 7 days; it is shown this once.',
  access: 'team.write',
  creates: true,
  body: z.object({ email, roles: z.array(role).min(1).max(6) }),
  reply: z.object({
    invitation,
    path: z.string().describe('Below the address of the server: send it to the person.'),
  }),
  status: 201,
  async handle(call) {
    const { body, organisation, actor, now } = call
    refuseBeyondOwn(call, permissionsOfAll(body.roles))
    const made = await call.services.access.invite(organisation, body, actor, now)
    return {
      invitation: shownInvitation(made.invitation),
      path: `/app/invitation/${made.token}`,
    }
  },
})

const revokeInvitation = route({
  ...{ name: 'revokeInvitation', method: 'DELETE', tag },
  path: '/organisations/:organisation/invitations/:invitation',
  summary: 'Makes an invitation link worthless.',
  access: 'team.write',
  params: z.object({ invitation: z.coerce.number().int().min(1) }),
  async handle({ services, organisation, params, actor, now }) {
    await services.access.revokeInvitation(organisation, params.invitation, actor, now)
    return undefined
  },
})

const apiKey = z
  .object({
    id: z.number().int(),
    name: z.string(),
    prefix: z.string().describe('The first signs, by which the key is recognised.'),
    scopes: z.array(permission),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

const shownKey = (key: ApiKey): z.input<typeof apiKey> => ({
  ...{ id: key.id, name: key.name, prefix: key.prefix, createdBy: key.createdBy },
  scopes: [...key.scopes],
  createdAt: isoOf(key.createdAt),
  expiresAt: isoOrNull(key.expiresAt),
  lastUsedAt: isoOrNull(key.lastUsedAt),
  revokedAt: isoOrNull(key.revokedAt),
})

const listKeys = route({
  ...{ name: 'listKeys', method: 'GET', path: '/organisations/:organisation/keys', tag },
  summary: 'Keys of programs; never the keys themselves.',
  access: 'key.write',
  reply: z.object({ items: z.array(apiKey) }),
  async handle({ services, organisation }) {
    return { items: (await services.access.keys(organisation)).map(shownKey) }
  },
})

const createKey = route({
  ...{ name: 'createKey', method: 'POST', path: '/organisations/:organisation/keys', tag },
  summary: 'Makes a key for a program; the key itself is shown this once.',
  access: 'key.write',
  creates: true,
  body: z.object({
    name: z.string().trim().min(1).max(80),
    scopes: z.array(permission).min(1).max(50).describe('What it may do: nothing you may not.'),
    expiresAt: instant.nullable().default(null),
  }),
  reply: z.object({ secret: z.string().describe('Shown this once.'), key: apiKey }),
  status: 201,
  async handle(call) {
    const { body, organisation, actor, now } = call
    const expiresAt = body.expiresAt === null ? null : epochOf(body.expiresAt)
    if (expiresAt !== null && expiresAt <= now) {
      throw new Failure('badInput', 'A key ends in the future: choose a later day.', {
        fr: 'Une clé finit dans l’avenir : choisissez un jour plus tard.',
        fields: [
          {
            field: 'expiresAt',
            sentence: 'Choose a later day.',
            fr: 'Choisissez un jour plus tard.',
          },
        ],
      })
    }
    refuseBeyondOwn(call, body.scopes)
    const scopes = [...new Set(body.scopes)]
    const made = await call.services.access.createKey(
      organisation,
      { name: body.name, scopes, expiresAt },
      actor,
      now,
    )
    return { secret: made.secret, key: shownKey(made.key) }
  },
})

const revokeKey = route({
  ...{ name: 'revokeKey', method: 'DELETE', path: '/organisations/:organisation/keys/:key', tag },
  summary: 'Makes a key worthless at once.',
  access: 'key.write',
  params: z.object({ key: z.coerce.number().int().min(1) }),
  async handle({ services, organisation, params, actor, now }) {
    await services.access.revokeKey(organisation, params.key, actor, now)
    services.events.endOf(keyStreams(params.key))
    return undefined
  },
})

export const teamRoutes: readonly AnyRoute[] = [
  ...[listMembers, setRoles, removeMember],
  ...[listInvitations, invite, revokeInvitation],
  ...[listKeys, createKey, revokeKey],
]
