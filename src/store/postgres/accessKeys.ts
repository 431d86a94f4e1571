/** Keys of programs: shown once, found by their hash, of one organisation and what is below it. */

import { actorName } from '../../access/actor.ts'
import { seenEveryMs } from '../../access/lifetimes.ts'
import { permissions } from '../../access/permission.ts'
import { assert } from '../../base/assert.ts'
import { Failure } from '../../base/failure.ts'
import type { ApiKey, KeyHolder, KeyVerbs } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { administered } from './accessJournal.ts'
import { hashOfSecret, newKeyPrefix, newSecret } from './accessSecrets.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

/** Of one organisation, those in force. */
export const keysMax = 100

const columns = `id, name, prefix, scopes, created_by as "createdBy", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`
const inForce = {
  name: 'key-in-force',
  text: `select count(*)::int as keys from api_key
         where organisation_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
}
const insert = {
  name: 'key-insert',
  text: `insert into api_key (organisation_id, name, prefix, secret_hash, scopes, created_by, created_at,
           expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
}
const ofOrganisation = {
  name: 'key-of',
  text: `select ${columns} from api_key where organisation_id = $1
         order by revoked_at is not null, id desc limit 500`,
}
const revoke = {
  name: 'key-revoke',
  text: `update api_key set revoked_at = $3
         where id = $1 and organisation_id = $2 and revoked_at is null returning name, prefix`,
}
const holder = {
  name: 'key-holder',
  text: `select id as key, name, organisation_id as organisation, scopes, last_used_at as "lastUsedAt"
         from api_key where secret_hash = $1 and revoked_at is null
           and (expires_at is null or expires_at > $2)`,
}
const used = { name: 'key-used', text: 'update api_key set last_used_at = $2 where id = $1' }

const known = (scopes: readonly string[]) => permissions.filter((each) => scopes.includes(each))

export function keyVerbs({ pool }: Database): KeyVerbs {
  return {
    createKey: (organisation, { name, scopes, expiresAt }, actor, now) =>
      inSqlTransaction(pool, async (client) => {
        const [count] = await rowsOf<{ keys: number }>(client, inForce, [organisation, now])
        if ((count?.keys ?? 0) >= keysMax) {
          throw new Failure('refused', 'There are too many keys: revoke those nobody uses.', {
            fr: 'Il y a trop de clés : révoquez celles qui ne servent plus.',
            ...{ measured: String((count?.keys ?? 0) + 1), limit: String(keysMax) },
          })
        }
        const prefix = newKeyPrefix()
        const secret = `${prefix}_${newSecret()}`
        const [key] = await rowsOf<ApiKey>(client, insert, [
          ...[organisation, name, prefix, hashOfSecret(secret), known(scopes), actorName(actor)],
          ...[now, expiresAt],
        ])
        assert(key, 'a key was just made')
        await administered(client, {
          ...{ organisation, actor, at: now },
          what: 'keyCreated',
          about: { key: key.id, name, prefix, scopes: known(scopes), expiresAt },
        })
        return { secret, key }
      }),
    keys: (organisation) => rowsOf<ApiKey>(pool, ofOrganisation, [organisation]),
    revokeKey: (organisation, key, actor, now) =>
      inSqlTransaction(pool, async (client) => {
        const [gone] = await rowsOf<{ name: string; prefix: string }>(client, revoke, [
          ...[key, organisation, now],
        ])
        if (!gone)
          throw new Failure('notFound', 'There is no such key in force: list them.', {
            fr: 'Il n’y a pas de telle clé en vigueur : rechargez la liste.',
          })
        await administered(client, {
          ...{ organisation, actor, at: now },
          what: 'keyRevoked',
          about: { key, ...gone },
        })
      }),
    async keyHolder(secret, now) {
      const [found] = await rowsOf<KeyHolder & { lastUsedAt: number | null }>(pool, holder, [
        ...[hashOfSecret(secret), now],
      ])
      if (!found) return null
      const { lastUsedAt, ...held } = found
      if (lastUsedAt === null || now >= lastUsedAt + seenEveryMs) {
        await rowsOf(pool, used, [held.key, now])
      }
      return { ...held, scopes: known(held.scopes) }
    },
  }
}
