/**
 * The second factor: codes of an authenticator app (RFC 6238), each good once, and recovery codes for when
 * the telephone is lost. The app's secret lies sealed under the installation's key.
 */
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { acceptedStep, timeStepMs, timeWindow } from '../../access/timeCode.ts'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { AccessStore, SecondFactorVerbs } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { type AdministrativeWord, administered } from './accessJournal.ts'
import { hashOfSecret } from './accessSecrets.ts'
import { endOtherSessions } from './accessSessions.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

const issuer = 'Portevoix'
/** RFC 4226 § 4: 128 bits at least, 160 recommended. */
const secretBytes = 20
const recoveryCodeCount = 10
/** 32 signs that nobody confuses: 10 of them are 50 bits, and tries are counted. */
const recoverySigns = '23456789abcdefghjkmnpqrstuvwxyz'
const recoveryLength = 10

const factorOf = {
  name: 'factor-of',
  text: `select id, email, name, totp_sealed as sealed, totp_confirmed_at as "confirmedAt",
           totp_last_step as "lastStep" from app_user where id = $1 for update`,
}
const begin = {
  name: 'factor-begin',
  text: `update app_user set totp_sealed = $2, totp_last_step = 0
         where id = $1 and totp_confirmed_at is null returning id`,
}
const confirm = {
  name: 'factor-confirm',
  text: 'update app_user set totp_confirmed_at = $2, totp_last_step = $3 where id = $1',
}
const remember = {
  name: 'factor-remember',
  text: 'update app_user set totp_last_step = $2 where id = $1',
}
const remove = {
  name: 'factor-remove',
  text: `update app_user set totp_sealed = null, totp_confirmed_at = null where id = $1`,
}
const dropCodes = {
  name: 'factor-drop-codes',
  text: 'delete from recovery_code where user_id = $1',
}
const addCodes = {
  name: 'factor-add-codes',
  text: `insert into recovery_code (user_id, code_hash) select $1, hash from unnest($2::bytea[]) as hash`,
}
const useCode = {
  name: 'factor-use-code',
  text: `update recovery_code set used_at = $3
         where user_id = $1 and code_hash = $2 and used_at is null returning user_id`,
}
const codesLeft = {
  name: 'factor-codes-left',
  text: 'select count(*)::int as left from recovery_code where user_id = $1 and used_at is null',
}
const organisationsOf = {
  name: 'factor-organisations',
  text: 'select organisation_id as id from membership where user_id = $1 order by 1',
}
const setPassword = {
  name: 'user-set-password',
  text: 'update app_user set password_hash = $2 where id = $1',
}

interface FactorRow {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly sealed: Buffer | null
  readonly confirmedAt: EpochMs | null
  readonly lastStep: number
}

/** Every organisation a person acts in learns that they changed how they sign in. */
async function tellOrganisations(
  client: SqlClient,
  { id: user, name, email }: FactorRow,
  what: AdministrativeWord,
  at: EpochMs,
): Promise<void> {
  const actor = { is: 'user', user, name, email } as const
  for (const { id: organisation } of await rowsOf<{ id: number }>(client, organisationsOf, [
    user,
  ])) {
    await administered(client, { organisation, actor, what, about: { user, email }, at })
  }
}

export function secondFactorVerbs(
  database: Database,
): SecondFactorVerbs & Pick<AccessStore, 'changePassword'> {
  const { pool, numberKey } = database
  const codeOf = ({ email, sealed }: FactorRow): TOTP | null =>
    sealed && totp(email, new Secret({ buffer: exact(numberKey.unseal(sealed)) }))
  return {
    beginSecondFactor: (user) =>
      inSqlTransaction(pool, async (client) => {
        const row = await lock(client, user)
        const secret = new Secret({ size: secretBytes })
        const sealed = numberKey.seal(Buffer.from(secret.buffer))
        if ((await rowsOf(client, begin, [user, sealed])).length === 0) throw inForce()
        return { secret: secret.base32, uri: totp(row.email, secret).toString() }
      }),
    confirmSecondFactor: (user, code, now) =>
      inSqlTransaction(pool, async (client) => {
        const row = await lock(client, user)
        if (row.confirmedAt !== null) throw inForce()
        const step = acceptedStep(deltaOf(codeOf(row), code, now), row.lastStep, now)
        if (step === null) throw wrongCode()
        await rowsOf(client, confirm, [user, now, step])
        const codes = await replaceCodes(client, user)
        await tellOrganisations(client, row, 'secondFactorAdded', now)
        return codes
      }),
    secondFactorPasses: (user, code, now) =>
      inSqlTransaction(pool, async (client) => {
        const row = await lock(client, user)
        if (row.confirmedAt === null) return false
        const step = acceptedStep(deltaOf(codeOf(row), code, now), row.lastStep, now)
        if (step !== null) {
          await rowsOf(client, remember, [user, step])
          return true
        }
        const hash = hashOfSecret(plainRecovery(code))
        return (await rowsOf(client, useCode, [user, hash, now])).length > 0
      }),
    async recoveryCodesLeft(user) {
      const [row] = await rowsOf<{ left: number }>(pool, codesLeft, [user])
      return row?.left ?? 0
    },
    newRecoveryCodes: (user) =>
      inSqlTransaction(pool, async (client) => {
        const row = await lock(client, user)
        if (row.confirmedAt === null) {
          throw new Failure('wrongState', 'There is no second factor yet: set one up first.', {
            fr: 'Il n’y a pas encore de second facteur : mettez-en un en place d’abord.',
          })
        }
        return await replaceCodes(client, user)
      }),
    removeSecondFactor: (user, now) =>
      inSqlTransaction(pool, async (client) => {
        const row = await lock(client, user)
        await rowsOf(client, remove, [user])
        await rowsOf(client, dropCodes, [user])
        await tellOrganisations(client, row, 'secondFactorRemoved', now)
      }),
    changePassword: (user, passwordHash, kept, now) =>
      inSqlTransaction(pool, async (client) => {
        const row = await lock(client, user)
        await rowsOf(client, setPassword, [user, passwordHash])
        await endOtherSessions(client, user, kept)
        await tellOrganisations(client, row, 'passwordChanged', now)
      }),
  }
}

/** Held until the SqlTransaction ends: of two sign-ins with one code, one passes. */
async function lock(client: SqlClient, user: number): Promise<FactorRow> {
  const [row] = await rowsOf<FactorRow>(client, factorOf, [user])
  if (row) return row
  throw new Failure('notFound', 'This user is no more: sign in again.', {
    fr: 'Cet utilisateur n’existe plus : connectez-vous de nouveau.',
  })
}

const totp = (label: string, secret: Secret): TOTP =>
  new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: timeStepMs / 1000 })

/** By how many steps the code differs from the clock. */
function deltaOf(app: TOTP | null, code: string, now: EpochMs): number | null {
  const token = code.replace(/\s/g, '')
  if (!app || !/^\d{6}$/.test(token)) return null
  return app.validate({ token, timestamp: now, window: timeWindow })
}

/** A Buffer may lie inside a larger one. */
const exact = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer

const plainRecovery = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '')

async function replaceCodes(client: SqlClient, user: number): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  await rowsOf(client, dropCodes, [user])
  await rowsOf(client, addCodes, [user, codes.map((code) => hashOfSecret(plainRecovery(code)))])
  return codes
}

function newRecoveryCode(): string {
  const signs = Array.from({ length: recoveryLength }, () =>
    recoverySigns.charAt(randomInt(recoverySigns.length)),
  ).join('')
  return `${signs.slice(0, recoveryLength / 2)}-${signs.slice(recoveryLength / 2)}`
}

const wrongCode = (): Failure =>
  new Failure('badInput', 'This code is not valid now: take the newest one of your app.', {
    fr: 'Ce code n’est pas ou n’est plus valable : prenez le plus récent de votre application.',
    fields: [
      {
        field: 'code',
        sentence: 'Take the newest code of your app.',
        fr: 'Prenez le code le plus récent de votre application.',
      },
    ],
  })

const inForce = (): Failure =>
  new Failure('wrongState', 'A second factor is in force already: remove it first.', {
    fr: 'Un second facteur est déjà en vigueur : retirez-le d’abord.',
  })
