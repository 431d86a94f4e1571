/** What a person may see and change of themselves: profile, passphrase, second factor, sessions. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { Session } from '../../store/accessStore.ts'
import { addressLimits } from '../limits.ts'
import { hashPassword, passwordSignsMax, refuseWeakPassword } from '../passwords.ts'
import { newPassword, personName } from './authRoutes.ts'
import { me, meOf, permission, personOf, secretOfCall } from './meShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { proveAgain } from './signingIn.ts'
import { instant, isoOf } from './times.ts'

const tag = 'Yourself'
const access = 'signedIn'
const rateLimit = addressLimits.secrets
const currentPassword = z.string().min(1).max(passwordSignsMax).describe('Yours, as it is now.')
const code = z.string().trim().min(6).max(40)

const getMe = route({
  ...{ name: 'getMe', method: 'GET', path: '/me', tag, access },
  summary: 'Who is signed in, where they may act, and the csrf token of the session.',
  reply: me,
  async handle(call) {
    return meOf(call, personOf(call), secretOfCall(call))
  },
})

const updateMe = route({
  ...{ name: 'updateMe', method: 'PATCH', path: '/me', tag, access },
  summary: 'Changes name or language.',
  body: z.object({ name: personName.optional(), language: z.enum(['fr', 'en']).optional() }),
  reply: me,
  async handle(call) {
    const session = personOf(call)
    const { name, language } = call.body
    const user = await call.services.access.updateProfile(session.user.id, {
      ...(name === undefined ? {} : { name }),
      ...(language === undefined ? {} : { language }),
    })
    return meOf(call, { ...session, user }, secretOfCall(call))
  },
})

const changePassword = route({
  ...{ name: 'changePassword', method: 'POST', path: '/me/password', tag, access, rateLimit },
  summary: 'Changes the passphrase; every other session ends.',
  body: z.object({ currentPassword, password: newPassword }),
  async handle(call) {
    const { currentPassword: given, password } = call.body
    const session = personOf(call)
    const user = await proveAgain(call, given)
    refuseWeakPassword(password, [user.email, user.name])
    const hash = await hashPassword(password)
    await call.services.access.changePassword(user.id, hash, session.id, call.now)
    call.services.events.doubt(user.id)
    return undefined
  },
})

const recoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).describe('Each good once; shown this once.') })
  .meta({ id: 'RecoveryCodes' })

const beginSecondFactor = route({
  ...{
    name: 'beginSecondFactor',
    method: 'POST',
    path: '/me/second-factor',
    tag,
    access,
    rateLimit,
  },
  summary: 'A new secret for an authenticator app; not in force until it is confirmed.',
  body: z.object({ currentPassword }),
  reply: z.object({
    secret: z.string().describe('To type, in base 32.'),
    uri: z.string().describe('otpauth://, for a QR code.'),
  }),
  async handle(call) {
    const user = await proveAgain(call, call.body.currentPassword)
    return call.services.access.beginSecondFactor(user.id, call.now)
  },
})

const confirmSecondFactor = route({
  ...{ name: 'confirmSecondFactor', method: 'POST', tag, access, rateLimit },
  path: '/me/second-factor/confirm',
  summary: 'Puts the second factor in force with a first code of the app.',
  body: z.object({ code }),
  reply: recoveryCodes,
  async handle(call) {
    const { user } = personOf(call)
    const codes = await call.services.access.confirmSecondFactor(user.id, call.body.code, call.now)
    return { recoveryCodes: [...codes] }
  },
})

const removeSecondFactor = route({
  ...{ name: 'removeSecondFactor', method: 'POST', tag, access, rateLimit },
  path: '/me/second-factor/remove',
  summary: 'Takes the second factor away; needs passphrase and a code.',
  body: z.object({ currentPassword, code }),
  async handle(call) {
    const user = await proveAgain(call, call.body.currentPassword)
    const { access: store } = call.services
    if (!(await store.secondFactorPasses(user.id, call.body.code, call.now))) {
      throw new Failure(
        'badInput',
        'This code is not valid now: take the newest one of your app.',
        {
          fr: 'Ce code n’est pas ou n’est plus valable : prenez le plus récent de votre application.',
        },
      )
    }
    await store.removeSecondFactor(user.id, call.now)
    return undefined
  },
})

const newRecoveryCodes = route({
  ...{
    name: 'newRecoveryCodes',
    method: 'POST',
    path: '/me/recovery-codes',
    tag,
    access,
    rateLimit,
  },
  summary: 'New recovery codes in place of those of before.',
  body: z.object({ currentPassword }),
  reply: recoveryCodes,
  async handle(call) {
    const user = await proveAgain(call, call.body.currentPassword)
    return { recoveryCodes: [...(await call.services.access.newRecoveryCodes(user.id, call.now))] }
  },
})

const sessionShape = z
  .object({
    id: z.number().int(),
    current: z.boolean().describe('The one that asks.'),
    openedAt: instant,
    lastSeenAt: instant,
    endsAt: instant,
    address: z.string(),
    agent: z.string().describe('As the browser names itself.'),
  })
  .meta({ id: 'Session' })

const shownSession = (session: Session, current: number): z.input<typeof sessionShape> => ({
  ...{ id: session.id, current: session.id === current },
  ...{ address: session.address, agent: session.agent },
  openedAt: isoOf(session.openedAt),
  lastSeenAt: isoOf(session.lastSeenAt),
  endsAt: isoOf(session.endsAt),
})

const listSessions = route({
  ...{ name: 'listMySessions', method: 'GET', path: '/me/sessions', tag, access },
  summary: 'Where you are signed in.',
  reply: z.object({ items: z.array(sessionShape) }),
  async handle(call) {
    const { id, user } = personOf(call)
    const sessions = await call.services.access.sessions(user.id, call.now)
    return { items: sessions.map((session) => shownSession(session, id)) }
  },
})

const endSession = route({
  ...{ name: 'endMySession', method: 'DELETE', path: '/me/sessions/:session', tag, access },
  summary: 'Ends one of your sessions.',
  params: z.object({ session: z.coerce.number().int().min(1) }),
  async handle(call) {
    const { user } = personOf(call)
    if (await call.services.access.endSession(user.id, call.params.session)) {
      call.services.events.doubt(user.id)
      return undefined
    }
    throw new Failure('notFound', 'You have no such session: list them with GET /me/sessions.', {
      fr: 'Vous n’avez pas de telle session : rechargez la liste de vos sessions.',
    })
  },
})

const endOthers = route({
  ...{ name: 'endMyOtherSessions', method: 'POST', path: '/me/sessions/end-others', tag, access },
  summary: 'Ends every session but this one.',
  reply: z.object({ ended: z.number().int() }),
  async handle(call) {
    const { id, user } = personOf(call)
    const ended = await call.services.access.endOtherSessions(user.id, id)
    call.services.events.doubt(user.id)
    return { ended }
  },
})

const getKey = route({
  ...{ name: 'getKey', method: 'GET', path: '/key', tag, access },
  summary: 'For a program: where its key holds, and what it may do there.',
  reply: z.object({
    name: z.string(),
    organisation: z.number().int(),
    scopes: z.array(permission),
  }),
  async handle({ request, services, now }) {
    const secret = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const holder = secret === undefined ? null : await services.access.keyHolder(secret, now)
    if (!holder)
      throw new Failure('unauthenticated', 'Send a key as a bearer token.', {
        fr: 'Envoyez une clé en « bearer token ».',
      })
    const { name, organisation, scopes } = holder
    return { name, organisation, scopes: [...scopes] }
  },
})

export const meRoutes: readonly AnyRoute[] = [
  getMe,
  updateMe,
  changePassword,
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  newRecoveryCodes,
  listSessions,
  endSession,
  endOthers,
  getKey,
]
