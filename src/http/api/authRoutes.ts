/** Coming in and going out: first run, sign-in, sign-out, invitations. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { addressLimits } from '../limits.ts'
import {
  hashPassword,
  passwordSignsMax,
  passwordSignsMin,
  refuseWeakPassword,
} from '../passwords.ts'
import { clearAppSecret } from '../session.ts'
import { me, personOf, role, signIn } from './meShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { userOf } from './signingIn.ts'
import { instant, isoOf } from './times.ts'

export const email = z.email().max(254).describe('As one writes to it.')
export const personName = z.string().trim().min(1).max(120)
export const newPassword = z
  .string()
  .min(passwordSignsMin)
  .max(passwordSignsMax)
  .describe(`A passphrase of ${passwordSignsMin} signs or more.`)
export const language = z.enum(['fr', 'en']).default('fr')
const secret = z.string().min(1).max(200)
const rateLimit = addressLimits.secrets

const firstRunState = route({
  name: 'getFirstRun',
  method: 'GET',
  path: '/first-run',
  tag: 'Coming in',
  summary: 'Whether this server still waits for its owner.',
  access: 'public',
  reply: z.object({
    open: z.boolean().describe('true: nobody owns it yet, or it is being reset.'),
    isReset: z.boolean().describe('true: the organisation keeps its name unless you send another.'),
  }),
  async handle({ services, now }) {
    const open = await services.access.setupIsOpen(now)
    return { open, isReset: open && (await services.access.hasOwner()) }
  },
})

const firstRun = route({
  name: 'createOwner',
  method: 'POST',
  path: '/first-run',
  tag: 'Coming in',
  summary:
    'Makes the first organisation and its owner, with the single-use link that the server printed.',
  access: 'public',
  rateLimit,
  body: z.object({
    setupToken: secret,
    email,
    name: personName,
    password: newPassword,
    organisationName: z
      .string()
      .trim()
      .min(1)
      .max(120)
      .nullable()
      .default(null)
      .describe('Required of the first owner; after a reset, null keeps it.'),
    language,
  }),
  reply: me,
  status: 201,
  async handle(call) {
    const { password, ...owner } = call.body
    refuseWeakPassword(password, [owner.email, owner.name, owner.organisationName ?? ''])
    const passwordHash = await hashPassword(password)
    const user = await call.services.access.createOwner({ ...owner, passwordHash }, call.now)
    return signIn(call, user.id)
  },
})

const signInRoute = route({
  name: 'signIn',
  method: 'POST',
  path: '/sign-in',
  tag: 'Coming in',
  summary: 'Opens a session; `needs` says that a code of the second factor must be sent with it.',
  access: 'public',
  rateLimit,
  body: z.object({
    email,
    password: z.string().min(1).max(passwordSignsMax),
    code: z.string().trim().min(6).max(40).optional().describe('Of the app, or a recovery code.'),
  }),
  reply: z.object({
    needs: z.literal('code').nullable().describe('null: you are signed in.'),
    me: me.nullable(),
  }),
  async handle(call) {
    const user = await userOf(call, call.body)
    if (!user) return { needs: 'code' as const, me: null }
    return { needs: null, me: await signIn(call, user.id) }
  },
})

const signOutRoute = route({
  name: 'signOut',
  method: 'POST',
  path: '/sign-out',
  tag: 'Coming in',
  summary: 'Ends this session.',
  access: 'signedIn',
  async handle(call) {
    const { id, user } = personOf(call)
    await call.services.access.endSession(user.id, id)
    call.services.events.doubt(user.id)
    call.reply.header('set-cookie', clearAppSecret(call.cookies))
    return undefined
  },
})

const tokenInPath = z.object({ token: secret.describe('The end of the link.') })

const invitationOfToken = z
  .object({
    organisation: z.number().int(),
    organisationName: z.string(),
    email: z.string(),
    roles: z.array(role),
    invitedBy: z.string(),
    expiresAt: instant,
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
    known: z.boolean().describe('This address has a user already: sign in to accept.'),
  })
  .meta({ id: 'InvitationLink' })

const invitationLink = route({
  name: 'getInvitationLink',
  method: 'GET',
  path: '/invitations/:token',
  tag: 'Coming in',
  summary: 'What an invitation link offers.',
  access: 'public',
  rateLimit,
  params: tokenInPath,
  reply: invitationOfToken,
  async handle({ services, params, now }) {
    const found = await services.access.invitation(params.token, now)
    if (!found)
      throw new Failure('notFound', 'This link leads nowhere: ask for a new invitation.', {
        fr: 'Ce lien ne mène nulle part : demandez une nouvelle invitation.',
      })
    return { ...found, roles: [...found.roles], expiresAt: isoOf(found.expiresAt) }
  },
})

const acceptInvitation = route({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/invitations/:token',
  tag: 'Coming in',
  summary:
    'Joins the team: a newcomer with a name and a passphrase, a known person by their session.',
  access: 'public',
  rateLimit,
  params: tokenInPath,
  body: z.object({
    name: personName.optional(),
    password: newPassword.optional(),
    language,
  }),
  reply: me,
  async handle(call) {
    const { name, password, language: spoken } = call.body
    const { access } = call.services
    const { token } = call.params
    const known = call.session?.user
    if (known) {
      const user = await access.acceptInvitation(
        { token, name: known.name, passwordHash: null, user: known.id, language: spoken },
        call.now,
      )
      return signIn(call, user.id)
    }
    const found = await access.invitation(token, call.now)
    if (found?.known)
      throw new Failure('unauthenticated', `Sign in as ${found.email} to accept.`, {
        fr: `Connectez-vous avec l’adresse ${found.email} pour accepter.`,
      })
    if (name === undefined || password === undefined) {
      throw new Failure('badInput', 'Give your name and a passphrase, or sign in first.', {
        fr: 'Donnez votre nom et une phrase de passe, ou connectez-vous d’abord.',
        fields: [{ field: 'name', sentence: 'Your name is missing.', fr: 'Il manque votre nom.' }],
      })
    }
    refuseWeakPassword(password, [found?.email ?? '', name])
    const passwordHash = await hashPassword(password)
    const newcomer = { token, name, passwordHash, user: null, language: spoken }
    return signIn(call, (await access.acceptInvitation(newcomer, call.now)).id)
  },
})

export const authRoutes: readonly AnyRoute[] = [
  firstRunState,
  firstRun,
  signInRoute,
  signOutRoute,
  invitationLink,
  acceptInvitation,
]
