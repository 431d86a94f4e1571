/** Sessions and failed sign-ins. A session is found by the hash of its secret, and by nothing else. */
import { createHash } from 'node:crypto'
import { seenAgain, sessionIdleMs, sessionIsOver, sessionTimes } from '../../access/lifetimes.ts'
import {
  type Failures,
  failedAgain,
  failuresForgottenMs,
  type LockoutKind,
  lockedUntil,
} from '../../access/lockout.ts'
import type { Role } from '../../access/permission.ts'
import { type EpochMs, epochMs, type Ms } from '../../base/units.ts'
import type { Session, SignInSubjects, SignInVerbs, User } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { effectiveRules } from './accessOrganisations.ts'
import { hashOfSecret, newSecret } from './accessSecrets.ts'
import { inOrder } from './accessTeam.ts'
import { userColumns } from './accessUsers.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

type SessionVerbs = Omit<SignInVerbs, 'credentials' | 'updateProfile' | 'changePassword'>
type SessionRow = Omit<Session, 'user'>

const sessionColumns = `s.id, s.opened_at as "openedAt", s.last_seen_at as "lastSeenAt",
  s.idle_until as "idleUntil", s.ends_at as "endsAt", s.address, s.agent`
const open = {
  name: 'session-open',
  text: `insert into user_session as s (user_id, secret_hash, opened_at, last_seen_at, idle_until,
           ends_at, address, agent)
         values ($1, $2, $3, $3, $4, $5, $6, $7) returning ${sessionColumns}`,
}
/** Ended sessions are of no use to anybody: who opens one clears them away. */
const clear = {
  name: 'session-clear',
  text: 'delete from user_session where ends_at <= $1 or (user_id = $2 and idle_until <= $1)',
}
const bySecret = {
  name: 'session-by-secret',
  text: `select ${sessionColumns}, jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name,
           'language', u.language, 'hasSecondFactor', u.totp_confirmed_at is not null,
           'createdAt', u.created_at) as user,
           array(select distinct role from organisations_above($2) above
             join membership m on m.organisation_id = above.id and m.user_id = u.id
             cross join unnest(m.roles) as role) as roles
         from user_session s join app_user u on u.id = s.user_id where s.secret_hash = $1`,
}
const ofUser = {
  name: 'session-of-user',
  text: `select ${sessionColumns} from user_session s
         where s.user_id = $1 and s.ends_at > $2 and s.idle_until > $2 order by s.last_seen_at desc, s.id`,
}
const seen = {
  name: 'session-seen',
  text: 'update user_session set last_seen_at = $2, idle_until = $3 where id = $1',
}
const end = {
  name: 'session-end',
  text: 'delete from user_session where user_id = $1 and id = $2 returning id',
}
const endOthers = {
  name: 'session-end-others',
  text: 'delete from user_session where user_id = $1 and id is distinct from $2::bigint returning id',
}
const userOfId = {
  name: 'session-user',
  text: `select ${userColumns} from app_user u where u.id = $1`,
}
const organisationsOfUser = {
  name: 'session-organisations',
  text: 'select organisation_id as id from membership where user_id = $1',
}

export async function endOtherSessions(
  client: SqlClient,
  user: number,
  kept: number | null,
): Promise<number> {
  return (await rowsOf(client, endOthers, [user, kept])).length
}

/** The shortest that any organisation of the user asks for. */
async function idleOf(client: SqlClient, user: number): Promise<Ms> {
  const organisations = await rowsOf<{ id: number }>(client, organisationsOfUser, [user])
  const asked = await Promise.all(organisations.map(({ id }) => effectiveRules(client, id)))
  return asked.reduce<Ms>(
    (least, { idleSessionMsMax: most = least }) => (most < least ? most : least),
    sessionIdleMs,
  )
}

/** An organisation that there is none of. */
const nowhere = 0

async function sessionIn(
  client: SqlClient,
  secret: string,
  organisation: number,
  now: EpochMs,
): Promise<{ readonly session: Session; readonly roles: readonly Role[] } | null> {
  const [row] = await rowsOf<Session & { readonly roles: string[] }>(client, bySecret, [
    hashOfSecret(secret),
    organisation,
  ])
  if (!row) return null
  const { roles: held, ...found } = row
  if (sessionIsOver(found, now)) return null
  const roles = inOrder(held)
  if (seenAgain(found, now, sessionIdleMs) === null) return { session: found, roles }
  const again = seenAgain(found, now, await idleOf(client, found.user.id))
  if (again === null) return { session: found, roles }
  await rowsOf(client, seen, [found.id, again.lastSeenAt, again.idleUntil])
  return { session: { ...found, ...again }, roles }
}

export function sessionVerbs({ pool }: Database): SessionVerbs {
  return {
    ...lockoutVerbs(pool),
    async openSession(user, { address, agent }, now) {
      const secret = newSecret()
      const { idleUntil, endsAt } = sessionTimes(now, await idleOf(pool, user))
      await rowsOf(pool, clear, [now, user])
      await rowsOf(pool, forget, ['', now - failuresForgottenMs])
      const [row] = await rowsOf<SessionRow>(pool, open, [
        ...[user, hashOfSecret(secret), now, idleUntil, endsAt, address, agent],
      ])
      const [of] = await rowsOf<User>(pool, userOfId, [user])
      return { secret, session: { ...(row as SessionRow), user: of as User } }
    },
    session: async (secret, now) => (await sessionIn(pool, secret, nowhere, now))?.session ?? null,
    sessionIn: (secret, organisation, now) => sessionIn(pool, secret, organisation, now),
    async sessions(user, now) {
      const [of] = await rowsOf<User>(pool, userOfId, [user])
      if (!of) return []
      const rows = await rowsOf<SessionRow>(pool, ofUser, [user, now])
      return rows.map((row) => ({ ...row, user: of }))
    },
    endSession: async (user, session) => (await rowsOf(pool, end, [user, session])).length > 0,
    endOtherSessions: (user, kept) => endOtherSessions(pool, user, kept),
  }
}

// ── failed sign-ins ─────────────────────────────────────────────────────────────────────────────────

const readFailures = {
  name: 'sign-in-failures',
  text: `select subject, failures as count, last_failed_at as "lastAt" from sign_in_failures
         where subject = any($1::text[])`,
}
/** Locked from the first failure on: of many tries at once each is counted. */
const lockFailures = {
  name: 'sign-in-lock',
  text: `insert into sign_in_failures (subject, failures, last_failed_at)
         select subject, 0, 0 from unnest($1::text[]) as subject order by subject
         on conflict (subject) do update set failures = sign_in_failures.failures
         returning subject, failures as count, last_failed_at as "lastAt"`,
}
const keepFailures = {
  name: 'sign-in-keep',
  text: 'update sign_in_failures set failures = $2, last_failed_at = $3 where subject = $1',
}
const forget = {
  name: 'sign-in-forget',
  text: 'delete from sign_in_failures where subject = $1 or last_failed_at < $2',
}

type FailuresRow = Failures & { readonly subject: string }

/** What was typed as an address may be a password: only its hash is kept. */
const subjectOf = (kind: LockoutKind, text: string): string =>
  `${kind} ${createHash('sha256').update(text.trim().toLowerCase()).digest('hex')}`

const both = ({ email, address }: SignInSubjects): readonly (readonly [LockoutKind, string])[] => [
  ['email', subjectOf('email', email)],
  ['address', subjectOf('address', address)],
]

function later(instants: readonly (EpochMs | null)[]): EpochMs | null {
  const known = instants.filter((instant) => instant !== null)
  return known.length === 0 ? null : epochMs(Math.max(...known))
}

function lockoutVerbs(
  pool: Database['pool'],
): Pick<SignInVerbs, 'lockedUntil' | 'signInFailed' | 'signInSucceeded'> {
  return {
    async lockedUntil(subjects, now) {
      const asked = both(subjects)
      const rows = await rowsOf<FailuresRow>(pool, readFailures, [asked.map(([, text]) => text)])
      const failures = new Map(rows.map((row) => [row.subject, row]))
      return later(asked.map(([kind, text]) => lockedUntil(kind, failures.get(text) ?? null, now)))
    },
    signInFailed: (subjects, now) =>
      inSqlTransaction(pool, async (client) => {
        const asked = both(subjects)
        const rows = await rowsOf<FailuresRow>(client, lockFailures, [
          asked.map(([, text]) => text),
        ])
        const failures = new Map(rows.map((row) => [row.subject, row]))
        const until: (EpochMs | null)[] = []
        for (const [kind, text] of asked) {
          const again = failedAgain(failures.get(text) ?? null, now)
          await rowsOf(client, keepFailures, [text, again.count, again.lastAt])
          until.push(lockedUntil(kind, again, now))
        }
        return later(until)
      }),
    /** Of the network address failures stand: success with one user says nothing of the others tried. */
    async signInSucceeded({ email }) {
      await rowsOf(pool, forget, [subjectOf('email', email), 0])
    },
  }
}
