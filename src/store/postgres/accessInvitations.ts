/** Invitation links: single use, bound to an e-mail address, for a week. */
import type { Actor } from '../../access/actor.ts'
import { invitationMs } from '../../access/lifetimes.ts'
import type { Role } from '../../access/permission.ts'
import { assert } from '../../base/assert.ts'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Invitation, NewcomerByInvitation, TeamVerbs, User } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { administered } from './accessJournal.ts'
import { hashOfSecret, newSecret } from './accessSecrets.ts'
import { inOrder } from './accessTeam.ts'
import { insertNewUser, userByEmail, userColumns } from './accessUsers.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

type InvitationVerbs = Pick<
  TeamVerbs,
  'invite' | 'invitations' | 'invitation' | 'acceptInvitation' | 'revokeInvitation'
>
/** Of one organisation at once: nobody sends more by hand, and a program that does is wrong. */
const openInvitationsMax = 200

/** $1: now. */
const columns = `i.id, i.organisation_id as organisation, o.name as "organisationName", i.email, i.roles,
  i.invited_by as "invitedBy", i.invited_at as "invitedAt", i.expires_at as "expiresAt",
  case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked'
    when i.expires_at <= $1 then 'expired' else 'open' end as state`
const from = 'from invitation i join organisation o on o.id = i.organisation_id'
const insert = {
  name: 'invitation-insert',
  text: `insert into invitation (organisation_id, token_hash, email, roles, invited_by, invited_at,
           expires_at) values ($1, $2, $3, $4, $5, $6, $7) returning id`,
}
const byId = { name: 'invitation-by-id', text: `select ${columns} ${from} where i.id = $2` }
const openOnes = {
  name: 'invitation-open',
  text: `select count(*)::int as open from invitation i where i.organisation_id = $2
         and i.accepted_at is null and i.revoked_at is null and i.expires_at > $1`,
}
const ofOrganisation = {
  name: 'invitation-of',
  text: `select ${columns} ${from} where i.organisation_id = $2 order by i.id desc
         limit ${openInvitationsMax}`,
}
const byToken = {
  name: 'invitation-by-token',
  text: `select ${columns} ${from} where i.token_hash = $2`,
}
const lockByToken = { name: 'invitation-lock', text: `${byToken.text} for update of i` }
const accept = {
  name: 'invitation-accept',
  text: 'update invitation set accepted_at = $2 where id = $1',
}
const revoke = {
  name: 'invitation-revoke',
  text: `update invitation set revoked_at = $3 where id = $1 and organisation_id = $2
         and accepted_at is null and revoked_at is null returning email`,
}
const join = {
  name: 'invitation-join',
  text: `insert into membership (user_id, organisation_id, roles, since) values ($1, $2, $3, $4)
         on conflict (user_id, organisation_id) do update set roles =
           (select array_agg(distinct role) from unnest(membership.roles || excluded.roles) as role)`,
}
const userOfId = {
  name: 'invitation-user',
  text: `select ${userColumns} from app_user u where u.id = $1`,
}

const shown = (row: Invitation): Invitation => ({ ...row, roles: inOrder(row.roles) })

export function invitationVerbs({ pool }: Database): InvitationVerbs {
  return {
    invite: (organisation, { email, roles }, actor, now) =>
      inSqlTransaction(pool, (client) =>
        invite(client, { organisation, email, roles: inOrder(roles), actor, now }),
      ),
    async invitations(organisation, now) {
      return (await rowsOf<Invitation>(pool, ofOrganisation, [now, organisation])).map(shown)
    },
    async invitation(token, now) {
      const [found] = await rowsOf<Invitation>(pool, byToken, [now, hashOfSecret(token)])
      if (!found) return null
      return { ...shown(found), known: (await userByEmail(pool, found.email)) !== null }
    },
    acceptInvitation: (newcomer, now) =>
      inSqlTransaction(pool, (client) => acceptIt(client, newcomer, now)),
    revokeInvitation: (organisation, invitation, actor, now) =>
      inSqlTransaction(pool, async (client) => {
        const [row] = await rowsOf<{ email: string }>(client, revoke, [
          invitation,
          organisation,
          now,
        ])
        if (!row)
          throw new Failure('notFound', 'There is no such open invitation: list them.', {
            fr: 'Il n’y a pas de telle invitation en attente : rechargez la liste.',
          })
        await administered(client, {
          ...{ organisation, actor, at: now },
          what: 'invitationRevoked',
          about: { invitation, email: row.email },
        })
      }),
  }
}

interface Invite {
  readonly organisation: number
  readonly email: string
  readonly roles: readonly Role[]
  readonly actor: Actor
  readonly now: EpochMs
}

async function invite(
  client: SqlClient,
  { organisation, email, roles, actor, now }: Invite,
): Promise<{ token: string; invitation: Invitation }> {
  const [count] = await rowsOf<{ open: number }>(client, openOnes, [now, organisation])
  if ((count?.open ?? 0) >= openInvitationsMax) {
    throw new Failure('refused', 'Too many invitations are open: revoke those nobody will use.', {
      fr: 'Trop d’invitations sont en attente : révoquez celles qui ne serviront pas.',
      ...{ measured: `${(count?.open ?? 0) + 1}`, limit: `${openInvitationsMax}` },
    })
  }
  const token = newSecret()
  const by = actor.is === 'user' ? actor.name : `key ${actor.name}`
  const [made] = await rowsOf<{ id: number }>(client, insert, [
    ...[organisation, hashOfSecret(token), email, roles, by, now, now + invitationMs],
  ])
  const [invitation] = await rowsOf<Invitation>(client, byId, [now, made?.id])
  assert(invitation, 'an invitation was just made')
  await administered(client, {
    ...{ organisation, actor, at: now },
    what: 'memberInvited',
    about: { invitation: invitation.id, email, roles },
  })
  return { token, invitation: shown(invitation) }
}

/** Who accepts holds the row: of two at once, one joins. */
async function acceptIt(
  client: SqlClient,
  newcomer: NewcomerByInvitation,
  now: EpochMs,
): Promise<User> {
  const [found] = await rowsOf<Invitation>(client, lockByToken, [now, hashOfSecret(newcomer.token)])
  if (!found)
    throw new Failure('notFound', 'This link leads nowhere: ask for a new invitation.', {
      fr: 'Ce lien ne mène nulle part : demandez une nouvelle invitation.',
    })
  if (found.state !== 'open') throw isOver(found.state)
  const user = await newcomerOf(client, found, newcomer, now)
  await rowsOf(client, join, [user.id, found.organisation, inOrder(found.roles), now])
  await rowsOf(client, accept, [found.id, now])
  const { id, name, email } = user
  await administered(client, {
    ...{ organisation: found.organisation, actor: { is: 'user', user: id, name, email }, at: now },
    what: 'invitationAccepted',
    about: { invitation: found.id, user: id, email, name, roles: inOrder(found.roles) },
  })
  return user
}

/** The invitation names an address: a link that was passed on lets nobody else in. */
async function newcomerOf(
  client: SqlClient,
  { email }: Invitation,
  { user, name, passwordHash, language }: NewcomerByInvitation,
  now: EpochMs,
): Promise<User> {
  const known = await userByEmail(client, email)
  if (user !== null) {
    const [signedIn] = await rowsOf<User>(client, userOfId, [user])
    if (signedIn && known?.id === signedIn.id) return signedIn
    throw new Failure(
      'forbidden',
      `This invitation is for ${email}: sign out, then open it again.`,
      { fr: `Cette invitation est pour ${email} : déconnectez-vous, puis ouvrez-la de nouveau.` },
    )
  }
  if (known)
    throw new Failure('unauthenticated', `Sign in as ${email} to accept.`, {
      fr: `Connectez-vous avec l’adresse ${email} pour accepter.`,
    })
  if (passwordHash === null)
    throw new Failure('badInput', 'Choose a passphrase to join.', {
      fr: 'Choisissez une phrase de passe pour rejoindre l’équipe.',
    })
  return await insertNewUser(client, { email, name, language, passwordHash }, now)
}

function isOver(state: 'accepted' | 'revoked' | 'expired'): Failure {
  const why = {
    accepted: 'was used already: sign in',
    revoked: 'was taken back: ask for a new one',
    expired: 'is too old: ask for a new one',
  }[state]
  return new Failure('wrongState', `This invitation ${why}.`, {
    fr: 'Cette invitation ne vaut plus : demandez-en une nouvelle.',
  })
}
