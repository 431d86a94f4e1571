/**
 * What lets somebody call at an organisation's cost lies sealed in its trunk's row: the password and the
 * private key of mutual TLS, as JSON under AES-256-GCM with a key drawn from the number key.
 */
import type pg from 'pg'
import type { Trunk } from '../../call/trunk.ts'
import { type TrunkProfile, trunkProfileSchema } from '../../call/trunkProfile.ts'

interface Secrets {
  readonly password?: string
  readonly privateKey?: string
}

/** What of a NumberKey is needed here. */
interface Sealing {
  seal(secret: Buffer): Buffer
  unseal(sealed: Buffer): Buffer
}

export interface SecretColumns {
  readonly secrets_sealed: Buffer | null
  /** Of before sealing; null since. */
  readonly password: string | null
  readonly profile: unknown
}

/** What is written: nothing in clear. */
export function sealedColumns(
  key: Sealing,
  { password, profile }: Pick<Trunk, 'password' | 'profile'>,
): { readonly secrets_sealed: Buffer | null; readonly password: null; readonly profile: string } {
  const { privateKey } = profile.network.tls
  const secrets: Secrets = {
    ...(password ? { password } : {}),
    ...(privateKey === null ? {} : { privateKey }),
  }
  const isEmpty = Object.keys(secrets).length === 0
  return {
    secrets_sealed: isEmpty ? null : key.seal(Buffer.from(JSON.stringify(secrets))),
    password: null,
    profile: JSON.stringify(withPrivateKey(profile, null)),
  }
}

export function unsealedOf(
  key: Sealing,
  { secrets_sealed: sealed, password, profile }: SecretColumns,
): Pick<Trunk, 'password' | 'profile'> {
  const read = trunkProfileSchema.parse(profile)
  const secrets: Secrets =
    sealed === null ? {} : (JSON.parse(key.unseal(sealed).toString()) as Secrets)
  const known = secrets.password ?? password
  return {
    profile: secrets.privateKey === undefined ? read : withPrivateKey(read, secrets.privateKey),
    ...(known === null || known === undefined ? {} : { password: known }),
  }
}

const withPrivateKey = (profile: TrunkProfile, privateKey: string | null): TrunkProfile => ({
  ...profile,
  network: { ...profile.network, tls: { ...profile.network.tls, privateKey } },
})

/** Passwords of before there was sealing. */
export async function sealOldPasswords(client: pg.ClientBase, key: Sealing): Promise<void> {
  const { rows } = await client.query<{ id: string; password: string }>(
    'select id, password from trunk where password is not null and secrets_sealed is null for update',
  )
  for (const { id, password } of rows) {
    const sealed = key.seal(Buffer.from(JSON.stringify({ password } satisfies Secrets)))
    await client.query('update trunk set secrets_sealed = $2, password = null where id = $1', [
      id,
      sealed,
    ])
  }
}
