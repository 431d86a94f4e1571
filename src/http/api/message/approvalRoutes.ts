/**
 * For whoever holds a link: hear one version, and answer for it. The token is the capability; nothing
 * else of the campaign is shown. In practice the page itself takes the key; where real phones ring, the
 * person's own phone rings, and the key at the end of the call is the answer.
 */
import { z } from 'zod'
import { realClock } from '../../../base/clock.ts'
import { Failure } from '../../../base/failure.ts'
import { after, type EpochMs, epochMs, ms, seconds } from '../../../base/units.ts'
import { type Reviewer, refusesReviewer, reviewAnswers } from '../../../campaign/approval.ts'
import type { Campaign } from '../../../campaign/campaign.ts'
import type { VoiceMessage } from '../../../campaign/voiceMessage.ts'
import { parsePhoneNumber } from '../../../contacts/phoneNumber.ts'
import type { ApprovalLink, MessageStore, NewReview } from '../../../store/messageStore.ts'
import { postgresMessageStore, versionOf } from '../../../store/postgres/messageReviews.ts'
import { postgresStore } from '../../../store/postgres/postgresStore.ts'
import type { Store } from '../../../store/store.ts'
import { tenantDatabase } from '../../../store/tenant.ts'
import { sendWav } from '../../audio.ts'
import { addressLimits, numberTextMax } from '../../limits.ts'
import { shownNumber } from '../../shownNumber.ts'
import { approvalCallState, placeApprovalCall } from '../approvalCalls.ts'
import { type AnyRoute, type ApiCall, route } from '../route.ts'
import { instant, isoOf } from '../times.ts'
import { heard, heardName, review } from './messageShapes.ts'
import { tokenHashOf } from './versionRoutes.ts'
import { heardIn, linkState, recordingsOf, shownReview, wavOf } from './versions.ts'

const tag = 'Approvals'
const tokenPath = z.object({ token: z.string().min(1).max(100) })
const name = z.string().trim().min(2).max(120).describe('Whoever answers for it signs with it.')
const email = z.email().max(200).optional()
const reason = z.string().trim().min(1).max(2_000)

/** A slow line may start late; nobody hears a message faster than it is. */
const listeningSlack = seconds(2)

interface Opened {
  readonly link: ApprovalLink
  readonly store: Store
  readonly messages: MessageStore
  readonly campaign: Campaign
  readonly message: VoiceMessage
  readonly author: Reviewer | null
}

type TokenCall = Pick<
  ApiCall<{ readonly token: string }, unknown, unknown>,
  'services' | 'params' | 'now'
>

/** Of the link's own organisation and nothing beside it. An expired link opens nothing. */
async function opened(
  { services, params, now }: TokenCall,
  who = 'approval link',
): Promise<Opened> {
  const link = await postgresMessageStore(services.system).linkOf(tokenHashOf(params.token))
  if (!link)
    throw new Failure('notFound', 'This link is not known: ask for another one.', {
      fr: 'Ce lien est inconnu : demandez-en un autre.',
    })
  if (now >= link.expiresAt) {
    throw new Failure('notFound', 'This link is too old: ask for another one.', {
      fr: 'Ce lien est trop ancien : demandez-en un autre.',
      measured: 'expired',
      limit: isoOf(link.expiresAt),
    })
  }
  const database = tenantDatabase(services.system, link.organisation)
  const store = postgresStore(database, who)
  const messages = postgresMessageStore(database)
  const campaign = await store.campaign(link.campaign)
  const { message, author } = await versionOf(messages, link.campaign, link.version)
  return { link, store, messages, campaign, message, author }
}

const approval = z
  .object({
    campaign: z.string(),
    controller: z.string().describe('On whose behalf the calls are made.'),
    version: z.number().int(),
    hash: z.string(),
    askedBy: z.string(),
    expiresAt: instant,
    practice: z.boolean().describe('true: the page takes the key; false: a phone rings.'),
    state: z.enum(['open', 'expired', 'answered', 'replaced']),
    review: review.nullable(),
    heard: z.array(heard),
  })
  .meta({ id: 'Approval' })

const shownApproval = ({ link, campaign, message }: Opened, now: EpochMs) => ({
  ...{ campaign: campaign.name, controller: campaign.controller },
  ...{ version: link.version, hash: link.hash, askedBy: link.askedBy },
  expiresAt: isoOf(link.expiresAt),
  practice: campaign.practiceStart !== null,
  state: linkState(link, campaign, now),
  review: link.review && shownReview(link.review),
  heard: heardIn(message),
})

const getApproval = route({
  ...{ name: 'getApproval', method: 'GET', path: '/approvals/:token', tag },
  summary: 'What is asked of whoever holds this link, with the words of the message.',
  access: 'public',
  params: tokenPath,
  rateLimit: addressLimits.approvals,
  reply: approval,
  handle: async (call) => shownApproval(await opened(call), call.now),
})

const hear = route({
  ...{ name: 'hearApproval', method: 'GET', path: '/approvals/:token/audio/:heard', tag },
  summary: 'The sound to be approved.',
  access: 'public',
  params: tokenPath.extend({ heard: heardName }),
  rateLimit: addressLimits.approvals,
  streams: 'audio/wav',
  async handle(call) {
    const { link, store, messages, message } = await opened(call)
    if (call.params.heard === 'live') await messages.notePlayed(link.id, call.now)
    sendWav(call.request, call.reply, await wavOf(store, message, call.params.heard))
    return undefined
  },
})

const answer = route({
  ...{ name: 'answerApproval', method: 'POST', path: '/approvals/:token/answer', tag },
  summary:
    'Approves (in practice, after hearing the whole), returns or rejects. A link answers once.',
  access: 'public',
  params: tokenPath,
  rateLimit: addressLimits.approvals,
  body: z.object({
    hash: z.string().max(64).describe('Of what you listened to.'),
    answer: z.enum(reviewAnswers),
    name,
    email,
    reason: reason.optional().describe('Needed to return or to reject.'),
  }),
  reply: approval,
  async handle(call) {
    const { body, now } = call
    const open = await opened(call, `${body.name} (approval link)`)
    const practice = open.campaign.practiceStart !== null
    refuseClosed(open, body.hash, now)
    if (body.answer === 'approved') {
      if (!practice) throw byTelephone()
      refuseAuthor(open, body)
      refuseUnheard(open, now)
    } else if (body.reason === undefined) {
      throw new Failure('badInput', 'Say why, so that the author knows what to change.', {
        fr: 'Dites pourquoi, pour que l’auteur sache quoi changer.',
        fields: [
          {
            field: 'reason',
            sentence: 'Say what is to be changed.',
            fr: 'Dites ce qu’il faut changer.',
          },
        ],
      })
    }
    await keep(open, {
      ...{ answer: body.answer, reason: body.reason ?? null, by: body.name },
      ...{ email: body.email ?? null, number: null, how: 'link', now },
    })
    tell(call, open)
    return shownApproval(await opened(call), now)
  },
})

const ringForApproval = route({
  ...{ name: 'ringForApproval', method: 'POST', path: '/approvals/:token/calls', tag },
  summary: 'Rings the phone of whoever answers for it: key 1 at the end approves, key 3 returns.',
  access: 'public',
  params: tokenPath,
  rateLimit: addressLimits.ringing,
  body: z.object({ name, email: z.email().max(200), number: z.string().max(numberTextMax) }),
  reply: z.object({ call: z.uuid() }),
  status: 202,
  async handle(call) {
    const { body, now, services } = call
    const open = await opened(call, `${body.name} (approval call)`)
    refuseClosed(open, open.link.hash, now)
    refuseAuthor(open, body)
    const number = parsePhoneNumber(body.number)
    if (number.is !== 'number') {
      throw new Failure('badInput', 'This is not a telephone number we can ring: write it whole.', {
        fr: 'Nous ne pouvons pas appeler ce numéro : écrivez-le en entier.',
        fields: [
          {
            field: 'number',
            sentence: 'Write it whole, such as 06 39 98 12 34.',
            fr: 'Écrivez-le en entier, par exemple 06 39 98 12 34.',
          },
        ],
      })
    }
    if (!services.phones) {
      throw new Failure('system', 'This server cannot ring phones: start it with a trunk.', {
        fr: 'Ce serveur ne peut pas faire sonner de téléphone : démarrez-le avec une ligne.',
      })
    }
    const askedAt = realClock.mono()
    const id = await placeApprovalCall({
      ringer: services.phones,
      ...{ campaign: open.campaign, number: number.number },
      clips: recordingsOf(open.message, 'live').map(({ clip }) => clip),
      store: async (said) => {
        await keep(open, {
          ...{ answer: said, by: body.name, email: body.email, how: 'phone' },
          // Minutes after it was asked for: the message was heard in between.
          now: epochMs(Math.round(now + realClock.mono() - askedAt)),
          reason: said === 'returned' ? 'key 3 at the end of the call' : null,
          number: shownNumber(number.number, { masked: true }),
        })
        tell(call, open)
      },
    })
    return { call: id }
  },
})

const callState = route({
  ...{ name: 'getApprovalCall', method: 'GET', path: '/approvals/:token/calls/:call', tag },
  summary: 'How the approval call goes.',
  access: 'public',
  params: tokenPath.extend({ call: z.uuid() }),
  reply: z.object({
    state: z.enum(['ringing', 'hearing', 'choosing', 'storing', 'ended']),
    ended: z
      .enum(['approved', 'returned', 'noAnswer', 'notHeard', 'noKey', 'notStored'])
      .nullable(),
  }),
  async handle(call) {
    await opened(call)
    const state = approvalCallState(call.params.call)
    if (!state)
      throw new Failure('notFound', 'This call is over or was never made.', {
        fr: 'Cet appel est terminé, ou n’a jamais eu lieu.',
      })
    return { state: state.is, ended: state.is === 'ended' ? state.how : null }
  },
})

interface Kept extends Pick<NewReview, 'answer' | 'reason' | 'by' | 'email' | 'number' | 'how'> {
  readonly now: EpochMs
}

async function keep({ link, store, messages }: Opened, { now, ...said }: Kept): Promise<void> {
  const who = `${said.by} (approval ${said.how})`
  const { version, hash, id } = link
  const { message } = await store.campaign(link.campaign)
  if (said.answer === 'approved' && message?.hash !== hash) throw changedMeanwhile(hash, message)
  // The answer first: a link that was answered meanwhile approves nothing.
  await messages.addReview(link.campaign, { ...said, version, hash, link: id }, who, now)
  if (said.answer === 'approved') await store.approve(link.campaign, hash, said.by, now)
}

function tell({ services }: TokenCall, { link }: Opened): void {
  const { organisation, campaign } = link
  services.events.publish(organisation, { kind: 'changed', what: 'message', campaign })
}

function refuseClosed({ link, campaign }: Opened, hash: string, now: EpochMs): void {
  const state = linkState(link, campaign, now)
  if (state === 'answered') {
    throw new Failure('wrongState', 'This link was answered already: ask for another one.', {
      fr: 'Ce lien a déjà reçu sa réponse : demandez-en un autre.',
    })
  }
  if (state === 'open' && hash === link.hash) return
  throw changedMeanwhile(hash, campaign.message)
}

const changedMeanwhile = (hash: string, message: VoiceMessage | null): Failure =>
  new Failure('refused', 'The recording changed meanwhile: ask for a new link.', {
    fr: 'L’enregistrement a changé entre-temps : demandez un nouveau lien.',
    measured: hash,
    limit: message?.hash ?? 'no recording',
  })

function refuseAuthor(
  { author, campaign }: Opened,
  person: { readonly name: string; readonly email?: string | undefined },
): void {
  const reviewer = { user: null, name: person.name, email: person.email ?? null }
  const why = refusesReviewer(author, reviewer, campaign.practiceStart !== null)
  if (why === null) return
  throw new Failure(
    'refused',
    'Whoever made the recording cannot approve it: somebody else must.',
    {
      fr: 'L’auteur de l’enregistrement ne peut pas l’approuver : une autre personne doit le faire.',
      ...{ measured: why, limit: 'another person' },
    },
  )
}

function refuseUnheard({ link, message }: Opened, now: EpochMs): void {
  const lasts = recordingsOf(message, 'live').reduce((sum, { durationMs }) => sum + durationMs, 0)
  const first = link.firstPlayedAt
  const heardUntil = first === null ? null : after(first, ms(lasts - listeningSlack))
  if (heardUntil !== null && now >= heardUntil) return
  throw new Failure('refused', 'Listen to the whole message first: only then can you approve it.', {
    fr: 'Écoutez d’abord le message en entier : alors seulement, vous pourrez l’approuver.',
    measured: first === null ? 'not played' : `${now - first} ms`,
    limit: `${lasts} ms`,
  })
}

const byTelephone = (): Failure =>
  new Failure('refused', 'Where real phones ring, you approve by telephone: have yours rung.', {
    fr: 'Là où de vrais téléphones sonnent, on approuve par téléphone : faites sonner le vôtre.',
  })

export const approvalRoutes: readonly AnyRoute[] = [
  ...[getApproval, hear, answer, ringForApproval, callState],
]
