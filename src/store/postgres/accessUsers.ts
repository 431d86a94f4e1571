/** Users: the first owner, credentials, profiles. */
import type pg from 'pg'
import { setupMs } from '../../access/lifetimes.ts'
import { assert } from '../../base/assert.ts'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { AccessStore, FirstOwner, FirstRunVerbs, User } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { administered } from './accessJournal.ts'
import { hashOfSecret, newSecret } from './accessSecrets.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

/** Of app_user u. */
export const userColumns = `u.id, u.email, u.name, u.language,
  u.totp_confirmed_at is not null as "hasSecondFactor", u.created_at as "createdAt"`

const anyOwner = {
  name: 'user-any-owner',
  text: `select exists (select from membership where 'owner' = any(roles)) as found`,
}
const keepToken = {
  name: 'user-keep-setup',
  text: `insert into setup_token (token_hash, expires_at) values ($1, $2)
         on conflict (the_only) do update set token_hash = $1, expires_at = $2`,
}
const takeToken = {
  name: 'user-take-setup',
  text: 'delete from setup_token where token_hash = $1 and expires_at > $2 returning 1 as taken',
}
/** Nobody owns it, or a reset waits for its link to be used. */
const setupOpen = {
  name: 'user-setup-open',
  text: `select not exists (select from membership where 'owner' = any(roles))
           or exists (select from setup_token where expires_at > $1) as open`,
}
const ownersOfFirst = {
  name: 'user-owners-of-first',
  text: `select u.id as user, m.organisation_id as organisation, u.name from membership m
         join app_user u on u.id = m.user_id
         where m.organisation_id = (select min(id) from organisation) and 'owner' = any(m.roles)
         order by u.id`,
}
const endSessions = {
  name: 'user-end-sessions',
  text: 'delete from user_session where user_id = any($1::bigint[])',
}
const dropCodes = {
  name: 'user-drop-codes',
  text: 'delete from recovery_code where user_id = $1',
}
const takeOver = {
  name: 'user-take-over',
  text: `update app_user u set name = $2, language = $3, password_hash = $4, totp_sealed = null,
           totp_confirmed_at = null where u.id = $1 returning ${userColumns}`,
}
const insertUser = {
  name: 'user-insert',
  text: `insert into app_user as u (email, name, language, password_hash, created_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing returning ${userColumns}`,
}
const nameFirst = {
  name: 'user-name-first',
  text: `update organisation set name = coalesce($1, name), created_at = coalesce($2, created_at)
         where id = (select min(id) from organisation) returning id, name`,
}
const own = {
  name: 'user-own',
  text: `insert into membership (user_id, organisation_id, roles, since) values ($1, $2, '{owner}', $3)
         on conflict (user_id, organisation_id) do update set roles = (
           select array_agg(distinct role) from unnest(membership.roles || '{owner}') as role)`,
}
const byEmail = {
  name: 'user-by-email',
  text: `select ${userColumns}, u.password_hash as "passwordHash" from app_user u
         where lower(u.email) = lower($1)`,
}
const update = {
  name: 'user-update',
  text: `update app_user u set name = coalesce($2, u.name), language = coalesce($3, u.language)
         where u.id = $1 returning ${userColumns}`,
}

export async function hasOwner(client: SqlClient): Promise<boolean> {
  const [row] = await rowsOf<{ found: boolean }>(client, anyOwner, [])
  return row?.found ?? false
}

export function firstRunVerbs({ pool }: Database): FirstRunVerbs {
  return {
    hasOwner: () => hasOwner(pool),
    makeSetupToken: (now) =>
      inSqlTransaction(pool, async (client) => {
        if (await hasOwner(client)) throw hasOneAlready()
        const token = newSecret()
        await rowsOf(client, keepToken, [hashOfSecret(token), now + setupMs])
        return token
      }),
    async setupIsOpen(now) {
      const [row] = await rowsOf<{ open: boolean }>(pool, setupOpen, [now])
      return row?.open ?? false
    },
    resetOwner: (by, now) => inSqlTransaction(pool, (client) => resetOwner(client, by, now)),
    createOwner: (owner, now) =>
      inSqlTransaction(pool, (client) => createOwner(client, owner, now)),
  }
}

/** Who takes the token holds its row: of two wizards at once, one creates the owner. */
async function createOwner(client: pg.PoolClient, owner: FirstOwner, now: EpochMs): Promise<User> {
  const taken = await rowsOf(client, takeToken, [hashOfSecret(owner.setupToken), now])
  if (taken.length === 0) {
    if (await hasOwner(client)) throw hasOneAlready()
    throw new Failure(
      'forbidden',
      'This link of the first run is not valid: start the server again, it prints a new one.',
      {
        fr:
          'Ce lien de première ouverture n’est pas valable : redémarrez le serveur, il en affiche ' +
          'un nouveau.',
      },
    )
  }
  const isReset = await hasOwner(client)
  if (!isReset && owner.organisationName === null) throw isNameless()
  const user = await ownerFrom(client, owner, now)
  const named = [owner.organisationName, isReset ? null : now]
  const [first] = await rowsOf<{ id: number; name: string }>(client, nameFirst, named)
  assert(first, 'every database has an organisation')
  await rowsOf(client, own, [user.id, first.id, now])
  const { id, name, email } = user
  await administered(client, {
    ...{ organisation: first.id, actor: { is: 'user', user: id, name, email }, at: now },
    what: 'ownerCreated',
    about: { user: id, email, name, organisationName: first.name },
  })
  return user
}

const isNameless = (): Failure =>
  new Failure('badInput', 'Name your organisation.', {
    fr: 'Nommez votre organisation.',
    fields: [
      {
        field: 'organisationName',
        sentence: 'The name of your team or organisation is missing.',
        fr: 'Il manque le nom de votre équipe ou organisation.',
      },
    ],
  })

/** After a reset the address may have a user, who lost everything: whoever has the machine is them. */
async function ownerFrom(client: SqlClient, owner: FirstOwner, now: EpochMs): Promise<User> {
  const known = await userByEmail(client, owner.email)
  if (!known) return insertNewUser(client, owner, now)
  const { name, language, passwordHash } = owner
  await rowsOf(client, dropCodes, [known.id])
  await rowsOf(client, endSessions, [[known.id]])
  const [user] = await rowsOf<User>(client, takeOver, [known.id, name, language, passwordHash])
  assert(user, 'a user that was just read is there')
  return user
}

/** A link like that of the first run, for who lost every way in; all owners are signed out. */
async function resetOwner(client: pg.PoolClient, by: string, now: EpochMs): Promise<string> {
  const owners = await rowsOf<{ user: number; organisation: number; name: string }>(
    client,
    ownersOfFirst,
    [],
  )
  const [first] = owners
  if (!first) {
    throw new Failure('wrongState', 'Nobody owns this server yet: start it, it prints a link.', {
      fr: 'Personne ne possède encore ce serveur : démarrez-le, il affiche un lien.',
    })
  }
  const token = newSecret()
  await rowsOf(client, keepToken, [hashOfSecret(token), now + setupMs])
  await rowsOf(client, endSessions, [owners.map(({ user }) => user)])
  await administered(client, {
    ...{ organisation: first.organisation, actor: { is: 'system', name: by }, at: now },
    what: 'ownerReset',
    about: { signedOut: owners.map(({ name }) => name) },
  })
  return token
}

export interface NewUser {
  readonly email: string
  readonly name: string
  readonly language: 'fr' | 'en'
  readonly passwordHash: string
}

export async function insertNewUser(
  client: SqlClient,
  { email, name, language, passwordHash }: NewUser,
  now: EpochMs,
): Promise<User> {
  const [user] = await rowsOf<User>(client, insertUser, [email, name, language, passwordHash, now])
  if (user) return user
  throw new Failure('conflict', `${email} has a user already: sign in with it.`, {
    fr: `${email} a déjà un accès : connectez-vous avec cette adresse.`,
  })
}

const hasOneAlready = (): Failure =>
  new Failure(
    'wrongState',
    'This server has an owner already: sign in, or ask for an invitation.',
    { fr: 'Ce serveur a déjà un propriétaire : connectez-vous, ou demandez une invitation.' },
  )

export type CredentialRow = User & { readonly passwordHash: string }

export async function userByEmail(client: SqlClient, email: string): Promise<CredentialRow | null> {
  const [row] = await rowsOf<CredentialRow>(client, byEmail, [email])
  return row ?? null
}

export function profileVerbs({
  pool,
}: Database): Pick<AccessStore, 'credentials' | 'updateProfile'> {
  return {
    async credentials(email) {
      const row = await userByEmail(pool, email)
      if (!row) return null
      const { passwordHash, ...user } = row
      return { user, passwordHash }
    },
    async updateProfile(user, { name, language }) {
      const [changed] = await rowsOf<User>(pool, update, [user, name ?? null, language ?? null])
      assert(changed, 'who has a session has a user')
      return changed
    },
  }
}
