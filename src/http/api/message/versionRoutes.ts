/** Versions of a message: made of the draft, heard, approved or returned by whoever is signed in. */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '../../../base/failure.ts'
import type { CampaignId } from '../../../base/ids.ts'
import { linkEndsAt, refusesReviewer, reviewAnswers } from '../../../campaign/approval.ts'
import { postgresMessageStore, versionOf } from '../../../store/postgres/messageReviews.ts'
import { sendWav } from '../../audio.ts'
import { keyAfter, onePage, pageOf, pageQuery } from '../cursor.ts'
import { type AnyRoute, route } from '../route.ts'
import { instant, isoOf } from '../times.ts'
import { draftOf } from './draftState.ts'
import { campaignPath, reviewerIn, tellChanged, whoIn } from './messageCall.ts'
import { approvalLinkShape, heardName, messageVersion } from './messageShapes.ts'
import { makeVersion, shownLink, shownVersion, wavOf } from './versions.ts'

const tag = 'Message'
const base = '/organisations/:organisation/campaigns/:campaign/message/versions'
const versionPath = campaignPath.extend({ version: z.coerce.number().int().min(1).max(1_000_000) })
const reason = z.string().trim().min(1).max(2_000)

const list = route({
  ...{ name: 'listMessageVersions', method: 'GET', path: base, tag },
  summary: 'Versions, the newest first, with their words and who approved them.',
  access: 'campaign.read',
  params: campaignPath,
  query: pageQuery,
  reply: pageOf(messageVersion),
  async handle(call) {
    const { limit, after } = call.query
    const campaign = await call.store.campaign(call.params.campaign as CampaignId)
    const before = keyAfter(after, z.int())
    const messages = postgresMessageStore(call.database)
    const found = await messages.versions(campaign.id, { before, limit: limit + 1 })
    const asker = call.may('message.approve') || call.may('message.write') ? reviewerIn(call) : null
    return onePage(found, limit, {
      item: (record) => shownVersion(record, { campaign, asker }),
      key: ({ message }) => message.version,
    })
  },
})

const make = route({
  ...{ name: 'makeMessageVersion', method: 'POST', path: base, tag },
  summary: 'Makes a version of the draft as it is; it must then be approved.',
  access: 'message.write',
  creates: true,
  params: campaignPath,
  body: z.object({}).optional(),
  reply: messageVersion,
  status: 201,
  async handle(call) {
    const author = reviewerIn(call)
    const draft = await draftOf(call)
    const { version } = await makeVersion(draft, { store: call.store, author, now: call.now })
    tellChanged(call, draft.campaign.id)
    const campaign = await call.store.campaign(draft.campaign.id)
    const record = await versionOf(draft.store, campaign.id, version)
    return shownVersion(record, { campaign, asker: author })
  },
})

const hear = route({
  ...{ name: 'hearMessageVersion', method: 'GET', path: `${base}/:version/audio/:heard`, tag },
  summary: 'What is heard of a version, as a sound file; ranges are answered.',
  access: 'campaign.read',
  params: versionPath.extend({ heard: heardName }),
  streams: 'audio/wav',
  async handle({ store, database, params, request, reply }) {
    const campaign = await store.campaign(params.campaign as CampaignId)
    const messages = postgresMessageStore(database)
    const { message } = await versionOf(messages, campaign.id, params.version)
    sendWav(request, reply, await wavOf(store, message, params.heard))
    return undefined
  },
})

const answer = route({
  ...{ name: 'reviewMessageVersion', method: 'POST', path: `${base}/:version/reviews`, tag },
  summary:
    'Approves a version, or returns it with a reason. In practice the author may approve alone.',
  access: 'campaign.read',
  params: versionPath,
  body: z.object({
    hash: z.string().max(64).describe('Of what you listened to.'),
    answer: z.enum(reviewAnswers),
    reason: reason.optional().describe('Needed to return or to reject.'),
  }),
  reply: messageVersion,
  async handle(call) {
    const { store, params, body, now } = call
    const campaign = await store.campaign(params.campaign as CampaignId)
    const messages = postgresMessageStore(call.database)
    const record = await versionOf(messages, campaign.id, params.version)
    const practice = campaign.practiceStart !== null
    const asker = reviewerIn(call)
    refuseWithoutRight(call.may('message.approve') || (practice && call.may('message.write')))
    if (body.answer === 'approved') {
      refuseProduction(practice)
      refuseAuthor(refusesReviewer(record.author, asker, practice))
      await store.approve(campaign.id, body.hash, asker.name, now)
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
    const said = { answer: body.answer, reason: body.reason ?? null, by: asker.name }
    const of = { version: params.version, hash: record.message.hash, email: asker.email }
    const how = { how: 'app' as const, number: null, link: null }
    await messages.addReview(campaign.id, { ...said, ...of, ...how }, whoIn(call), now)
    tellChanged(call, campaign.id)
    const changed = await versionOf(messages, campaign.id, params.version)
    return shownVersion(changed, { campaign: await store.campaign(campaign.id), asker })
  },
})

function refuseWithoutRight(may: boolean): void {
  if (may) return
  throw new Failure(
    'forbidden',
    'This needs the permission message.approve: ask an owner for it.',
    { fr: 'Il faut pour cela le droit message.approve : demandez-le à un propriétaire.' },
  )
}

function refuseProduction(practice: boolean): void {
  if (practice) return
  throw new Failure(
    'refused',
    'Where real phones ring, a second person approves by telephone: send them the link.',
    {
      fr:
        'Là où de vrais téléphones sonnent, une deuxième personne approuve par téléphone : ' +
        'envoyez-lui le lien.',
    },
  )
}

function refuseAuthor(why: ReturnType<typeof refusesReviewer>): void {
  if (why === null) return
  throw new Failure('refused', 'Somebody else must approve it: send them the link.', {
    fr: 'Une autre personne doit l’approuver : envoyez-lui le lien.',
    ...{ measured: why, limit: 'another person' },
  })
}

const tokenBytes = 32

const askApproval = route({
  ...{ name: 'askApproval', method: 'POST', path: `${base}/:version/approval-links`, tag },
  summary: 'A link for a second person, who needs nothing else. It is shown once and lasts 7 days.',
  access: 'message.write',
  creates: true,
  params: versionPath,
  body: z.object({}).optional(),
  reply: z.object({
    token: z.string().describe('The page is /app/approve/TOKEN.'),
    path: z.string(),
    expiresAt: instant,
  }),
  status: 201,
  async handle(call) {
    const { store, params, now } = call
    const campaign = await store.campaign(params.campaign as CampaignId)
    const messages = postgresMessageStore(call.database)
    const { message } = await versionOf(messages, campaign.id, params.version)
    if (campaign.message?.version !== message.version) {
      throw new Failure('wrongState', 'There is a newer version: have that one approved.', {
        fr: 'Il y a une version plus récente : faites approuver celle-là.',
        measured: `${message.version}`,
        limit: `${campaign.message?.version}`,
      })
    }
    const token = randomBytes(tokenBytes).toString('base64url')
    const expiresAt = linkEndsAt(now)
    await messages.addLink(campaign.id, {
      ...{ version: message.version, hash: message.hash, tokenHash: tokenHashOf(token) },
      ...{ askedBy: reviewerIn(call).name, askedAt: now, expiresAt },
    })
    tellChanged(call, campaign.id)
    return { token, path: `/app/approve/${token}`, expiresAt: isoOf(expiresAt) }
  },
})

const listLinks = route({
  ...{ name: 'listApprovalLinks', method: 'GET', path: `${base}/:version/approval-links`, tag },
  summary: 'Who was asked to approve this version, and what became of it; the newest 20.',
  access: 'campaign.read',
  params: versionPath,
  reply: z.object({ items: z.array(approvalLinkShape) }),
  async handle({ store, database, params, now }) {
    const campaign = await store.campaign(params.campaign as CampaignId)
    const links = await postgresMessageStore(database).links(campaign.id, params.version)
    return { items: links.map((link) => shownLink(link, { campaign, now })) }
  },
})

export const tokenHashOf = (token: string): string =>
  createHash('sha256').update(token).digest('hex')

export const messageVersionRoutes: readonly AnyRoute[] = [
  ...[list, make, hear, answer, askApproval, listLinks],
]
