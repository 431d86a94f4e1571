/** People and organisations for tests of access: an owner who has come in, and whom they invite. */
import type { Role } from '../../src/access/permission.ts'
import type { EpochMs } from '../../src/base/units.ts'
import type { AccessStore, User } from '../../src/store/accessStore.ts'

/** Not a hash of anything: nobody signs in with it. */
export const noPassword = '$argon2id$none'

export async function firstOwner(access: AccessStore, now: EpochMs): Promise<User> {
  const setupToken = await access.makeSetupToken(now)
  return await access.createOwner(
    {
      ...{ setupToken, email: 'Owner@example.org', name: 'Olympe', language: 'fr' },
      ...{ passwordHash: noPassword, organisationName: 'Fédération' },
    },
    now,
  )
}

export const actorOf = ({ id, name, email }: User) =>
  ({ is: 'user', user: id, name, email }) as const

export async function newMember(
  access: AccessStore,
  place: { readonly organisation: number; readonly by: User; readonly now: EpochMs },
  email: string,
  roles: readonly Role[],
): Promise<User> {
  const { organisation, by, now } = place
  const { token } = await access.invite(organisation, { email, roles }, actorOf(by), now)
  const newcomer = { token, name: email.replace(/@.*/, ''), passwordHash: noPassword, user: null }
  return await access.acceptInvitation({ ...newcomer, language: 'fr' }, now)
}
