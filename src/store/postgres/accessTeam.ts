/** Who works where: memberships, and what roles come to in an organisation and everything below it. */
import type { Actor } from '../../access/actor.ts'
import { roles as allRoles, type Role } from '../../access/permission.ts'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Member, Membership, TeamVerbs } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { administered } from './accessJournal.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

type MemberVerbs = Pick<TeamVerbs, 'organisationsOf' | 'rolesIn' | 'members' | 'setRoles'>

/** A role given above holds here. */
const placesOf = {
  name: 'team-places',
  text: `select o.id as organisation, o.name, o.parent_id as parent, o.mode, held.roles
         from (
           select below.id, min(below.depth) as near, array_agg(distinct role) as roles
           from membership m cross join unnest(m.roles) as role
           cross join lateral organisations_below(m.organisation_id) below
           where m.user_id = $1 group by below.id) held
         join organisation o on o.id = held.id
         order by (select max(a.depth) from organisations_above(o.id) a), lower(o.name), o.id`,
}
const rolesIn = {
  name: 'team-roles-in',
  text: `select distinct role from organisations_above($2) above
         join membership m on m.organisation_id = above.id and m.user_id = $1
         cross join unnest(m.roles) as role`,
}
const membersOf = {
  name: 'team-members',
  text: `select u.id as user, u.email, u.name, u.totp_confirmed_at is not null as "hasSecondFactor",
           held.roles, held.since, case when held.near > 0 then jsonb_build_object(
             'organisation', o.id, 'name', o.name) end as "inheritedFrom",
           (select max(s.last_seen_at) from user_session s where s.user_id = u.id) as "lastSeenAt"
         from (
           select m.user_id, min(above.depth) as near, array_agg(distinct role) as roles,
             (array_agg(m.organisation_id order by above.depth))[1] as nearest,
             (array_agg(m.since order by above.depth))[1] as since
           from organisations_above($1) above join membership m on m.organisation_id = above.id
           cross join unnest(m.roles) as role group by m.user_id) held
         join app_user u on u.id = held.user_id join organisation o on o.id = held.nearest
         order by held.near, lower(u.name), u.id`,
}
/** Whoever changes a team waits here for whoever else does. */
export const lockOrganisation = {
  name: 'team-lock',
  text: 'select id, parent_id as parent, name from organisation where id = $1 for update',
}
const heldHere = {
  name: 'team-held-here',
  text: `select m.user_id as user, m.roles, u.email, u.name from membership m
         join app_user u on u.id = m.user_id where m.organisation_id = $1`,
}
const setHeld = {
  name: 'team-set',
  text: `insert into membership (user_id, organisation_id, roles, since) values ($1, $2, $3, $4)
         on conflict (user_id, organisation_id) do update set roles = $3`,
}
const leave = {
  name: 'team-leave',
  text: 'delete from membership where user_id = $1 and organisation_id = $2',
}
const userNamed = { name: 'team-user', text: 'select email, name from app_user where id = $1' }

/** In the order in which people read them, each once. */
export const inOrder = (held: readonly string[]): readonly Role[] =>
  allRoles.filter((role) => held.includes(role))

export function memberVerbs({ pool }: Database): MemberVerbs {
  return {
    async organisationsOf(user) {
      const rows = await rowsOf<Membership>(pool, placesOf, [user])
      return rows.map((row) => ({ ...row, roles: inOrder(row.roles) }))
    },
    rolesIn: (user, organisation) => rolesOf(pool, user, organisation),
    async members(organisation) {
      const rows = await rowsOf<Member>(pool, membersOf, [organisation])
      return rows.map((row) => ({ ...row, roles: inOrder(row.roles) }))
    },
    setRoles: (organisation, user, roles, actor, now) =>
      inSqlTransaction(pool, (client) =>
        setRoles(client, { organisation, user, roles: inOrder(roles), actor, now }),
      ),
  }
}

async function rolesOf(
  client: SqlClient,
  user: number,
  organisation: number,
): Promise<readonly Role[]> {
  const rows = await rowsOf<{ role: string }>(client, rolesIn, [user, organisation])
  return inOrder(rows.map(({ role }) => role))
}

interface SetRoles {
  readonly organisation: number
  readonly user: number
  readonly roles: readonly Role[]
  readonly actor: Actor
  readonly now: EpochMs
}

async function setRoles(client: SqlClient, asked: SetRoles): Promise<void> {
  const { organisation, user, roles, actor, now: at } = asked
  const [place] = await rowsOf<{ parent: number | null }>(client, lockOrganisation, [organisation])
  if (!place)
    throw new Failure('notFound', `There is no organisation ${organisation}.`, {
      fr: `Il n’y a pas d’organisation ${organisation}.`,
    })
  const team = await rowsOf<{ user: number; roles: Role[] }>(client, heldHere, [organisation])
  const before = team.find((member) => member.user === user)
  // Nobody is added by number: who is not of the team is invited.
  if (!before && (await rolesOf(client, user, organisation)).length === 0) {
    throw new Failure('notFound', 'This person is not of the team: invite them.', {
      fr: 'Cette personne n’est pas de l’équipe : invitez-la.',
    })
  }
  if (place.parent === null) refuseWithoutOwner(team, user, roles)
  if (roles.length === 0) await rowsOf(client, leave, [user, organisation])
  else await rowsOf(client, setHeld, [user, organisation, roles, at])
  const [named] = await rowsOf<{ email: string; name: string }>(client, userNamed, [user])
  await administered(client, {
    ...{ organisation, actor, at },
    what: roles.length === 0 ? 'memberLeft' : 'rolesChanged',
    about: { user, ...named, before: inOrder(before?.roles ?? []), roles },
  })
}

/** Nobody could give the role back. */
function refuseWithoutOwner(
  team: readonly { readonly user: number; readonly roles: readonly Role[] }[],
  user: number,
  roles: readonly Role[],
): void {
  const owners = team.filter((member) => member.roles.includes('owner'))
  if (roles.includes('owner') || owners.some((owner) => owner.user !== user)) return
  if (owners.length === 0) return
  throw new Failure('refused', 'This is the last owner: make somebody else an owner first.', {
    fr: 'C’est le dernier propriétaire : donnez d’abord ce rôle à quelqu’un d’autre.',
    measured: '0 owners',
    limit: '1 owner',
  })
}
