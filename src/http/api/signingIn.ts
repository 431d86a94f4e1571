/**
 * What stands between a passphrase and a session: the lock-out, the passphrase, the second factor. Every
 * wrong try counts, for the address typed and for the network address; unknown people look like known ones.
 */
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { SignInSubjects, User } from '../../store/accessStore.ts'
import { passwordMatches } from '../passwords.ts'
import { personOf } from './meShapes.ts'
import type { ApiCall } from './route.ts'

type AnyCall = ApiCall<unknown, unknown, unknown>

interface Credentials {
  readonly email: string
  readonly password: string
  /** Absent: not asked for yet. */
  readonly code?: string | undefined
}

/** null: the passphrase is right, and a code is needed too. */
export async function userOf(call: AnyCall, given: Credentials): Promise<User | null> {
  const { services, now } = call
  const { access } = services
  const subjects = subjectsOf(call, given.email)
  await refuseLocked(call, subjects)
  const found = await access.credentials(given.email)
  const matches = await passwordMatches(given.password, found?.passwordHash ?? null)
  if (!found || !matches) {
    throw await counted(call, subjects, [
      'This address and this passphrase do not go together.',
      'Cette adresse et cette phrase de passe ne vont pas ensemble.',
    ])
  }
  if (found.user.hasSecondFactor) {
    if (given.code === undefined) return null
    if (!(await access.secondFactorPasses(found.user.id, given.code, now))) {
      throw await counted(call, subjects, [
        'This code is not valid now: take the newest one of your app.',
        'Ce code n’est pas valable maintenant\u202f: prenez le plus récent de votre application.',
      ])
    }
  }
  await access.signInSucceeded(subjects)
  return found.user
}

/** Who is signed in proves again that they are themselves, before what cannot be undone. */
export async function proveAgain(call: AnyCall, password: string): Promise<User> {
  const { user } = personOf(call)
  const { access } = call.services
  const subjects = subjectsOf(call, user.email)
  await refuseLocked(call, subjects)
  const found = await access.credentials(user.email)
  if (found && (await passwordMatches(password, found.passwordHash))) return found.user
  throw await counted(call, subjects, [
    'This is not your passphrase.',
    'Ce n’est pas votre phrase de passe.',
  ])
}

const subjectsOf = ({ request }: AnyCall, email: string): SignInSubjects => ({
  email,
  address: request.ip,
})

async function refuseLocked(call: AnyCall, subjects: SignInSubjects): Promise<void> {
  const until = await call.services.access.lockedUntil(subjects, call.now)
  if (until !== null) throw locked(call, until)
}

async function counted(
  call: AnyCall,
  subjects: SignInSubjects,
  [sentence, fr]: readonly [en: string, fr: string],
): Promise<Failure> {
  const until = await call.services.access.signInFailed(subjects, call.now)
  if (until !== null && until > call.now) return locked(call, until)
  return new Failure('unauthenticated', sentence, { fr })
}

function locked({ reply, now }: AnyCall, until: EpochMs): Failure {
  const wait = Math.max(1, Math.ceil((until - now) / 1000))
  reply.header('retry-after', wait)
  const told = wait < 120 ? `${wait} s` : `${Math.ceil(wait / 60)} min`
  return new Failure('tooMany', `Too many wrong tries: wait ${told}, then try again.`, {
    measured: `${wait} s`,
    fr: `Trop d’essais\u202f: attendez ${told}, puis réessayez.`,
  })
}
