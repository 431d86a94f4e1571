/**
 * Hearing a campaign's message as a voter hears it: the phone that rings is the browser. Everything is as in
 * a real call but the number, and nothing is stored.
 */
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { dtmfKeys } from '../../base/dtmf.ts'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { type Ms, seconds } from '../../base/units.ts'
import { type HeardPart, type HeardVersion, heardVersion, linesOf } from '../../call/listening.ts'
import {
  type Clip,
  partRoles,
  segmentRoles,
  type VersionName,
} from '../../campaign/voiceMessage.ts'
import { noteListened } from '../../store/postgres/campaignPage.ts'
import type { Store } from '../../store/store.ts'
import type { ToldEvent } from '../../telephony/browser/listenDesk.ts'
import { offerCharactersMax } from '../../telephony/browser/offer.ts'
import { sendClip } from '../audio.ts'
import { type AnyRoute, route } from './route.ts'

const tag = 'Listening'
const versions = ['live', 'voicemail', 'callback'] as const satisfies readonly VersionName[]
/** Proxies close what is silent for a minute. */
const beatEvery: Ms = seconds(15)

const ofCampaign = z.object({
  organisation: z.coerce.number().int(),
  campaign: z.string().min(1).max(64),
})
const ofCall = z.object({ organisation: z.coerce.number().int(), call: z.uuid() })

const spoken = z.object({
  part: z.enum([...partRoles, 'voicemail']),
  role: z.enum(segmentRoles).nullable(),
  text: z.string().nullable().describe('null: what is said was not declared.'),
})

const listening = z
  .object({
    callerId: z.string().describe('The number voters see, in international form.'),
    controller: z.string().describe('On whose behalf people are called.'),
    message: z
      .object({
        version: z.int(),
        hash: z.string(),
        heard: z.array(
          z.object({
            name: z.enum(versions),
            durationMs: z.number().describe('Of what is heard from end to end.'),
            says: z.array(spoken),
          }),
        ),
      })
      .nullable()
      .describe('null: nothing was recorded yet.'),
    keys: z.object({
      listen: z.enum(dtmfKeys),
      objection: z.enum(dtmfKeys),
      replay: z.enum(dtmfKeys),
    }),
  })
  .meta({ id: 'Listening' })

const read = route({
  name: 'getListening',
  method: 'GET',
  path: '/organisations/:organisation/campaigns/:campaign/listen',
  tag,
  summary: 'What can be listened to: the versions of the message and their words.',
  access: 'campaign.read',
  params: ofCampaign,
  reply: listening,
  async handle({ params, store }) {
    const { callerId, controller, message, menu } = await store.campaign(
      params.campaign as CampaignId,
    )
    const { listen, objection, replay } = menu
    return {
      ...{ callerId, controller, keys: { listen, objection, replay } },
      message: message && {
        ...{ version: message.version, hash: message.hash },
        heard: versions.flatMap((name) => {
          const version = heardVersion(message, name)
          return version ? [heardOf(version)] : []
        }),
      },
    }
  },
})

const inOrder: readonly HeardPart[] = [...partRoles, 'voicemail']

function heardOf({ name, parts }: HeardVersion) {
  const recordings = inOrder.flatMap((part) => (parts[part] ? [{ part, ...parts[part] }] : []))
  const durationMs = recordings
    .filter(({ part }) => part !== 'objectionConfirmed')
    .reduce((sum, recording) => sum + recording.durationMs, 0)
  const says = recordings.flatMap(({ part, ...recording }) =>
    linesOf(recording).map(({ role, text }) => ({ part, role, text })),
  )
  return { name, durationMs, says }
}

const ring = route({
  name: 'ringBrowser',
  method: 'POST',
  path: '/organisations/:organisation/campaigns/:campaign/listen',
  tag,
  summary:
    'Rings the browser with the message of a campaign. Follow its events at once: a call that nobody follows ends after 15 s.',
  access: 'campaign.read',
  creates: true,
  status: 201,
  params: ofCampaign,
  body: z.object({
    version: z
      .enum(versions)
      .default('live')
      .describe('What is heard: answering, on a voicemail, or ringing back.'),
    sdpOffer: z
      .string()
      .max(offerCharactersMax)
      .nullable()
      .describe('SDP with audio in G.711; null: the page plays the recordings by itself.'),
  }),
  reply: z
    .object({
      call: z.uuid(),
      sdpAnswer: z.string().nullable().describe('null where there was no offer.'),
    })
    .meta({ id: 'BrowserCall' }),
  async handle({ params, body, organisation, store, services, request }) {
    const campaign = await store.campaign(params.campaign as CampaignId)
    const version = campaign.message && heardVersion(campaign.message, body.version)
    if (!version) {
      throw new Failure(
        'wrongState',
        campaign.message
          ? 'This message has no such version: record it first.'
          : 'There is no message to listen to yet: record it first.',
        {
          fr: campaign.message
            ? 'Ce message n’a pas cette version : enregistrez-la d’abord.'
            : 'Il n’y a pas encore de message à écouter : enregistrez-le d’abord.',
        },
      )
    }
    const recordings = Object.values(version.parts)
    const clips = await clipsOf(
      store,
      recordings.map(({ clip }) => clip),
    )
    return services.listen.ring({
      ...{ organisation, version, clips, settings: campaign, offer: body.sdpOffer },
      campaign: campaign.id,
      address: addressOf(request.socket.localAddress),
    })
  },
})

const take = route({
  name: 'answerBrowser',
  method: 'POST',
  path: '/organisations/:organisation/listen/:call/answer',
  tag,
  summary: 'Takes the call: the first word follows at once.',
  access: 'campaign.read',
  params: ofCall,
  async handle({ params, organisation, services, database, actor, now }) {
    const campaign = services.listen.answer(organisation, params.call)
    await noteListened(database, campaign, actor.name, now)
    return undefined
  },
})

const press = route({
  name: 'pressBrowserKey',
  method: 'POST',
  path: '/organisations/:organisation/listen/:call/keys',
  tag,
  summary: 'Presses a key, where it is not sent as a telephone event.',
  access: 'campaign.read',
  params: ofCall,
  body: z.object({ key: z.enum(dtmfKeys) }),
  async handle({ params, body, organisation, services }) {
    services.listen.press(organisation, params.call, body.key)
    return undefined
  },
})

const leave = route({
  name: 'hangUpBrowser',
  method: 'DELETE',
  path: '/organisations/:organisation/listen/:call',
  tag,
  summary: 'Refuses a call that rings, hangs up one that was taken.',
  access: 'campaign.read',
  params: ofCall,
  async handle({ params, organisation, services }) {
    services.listen.leave(organisation, params.call)
    return undefined
  },
})

const follow = route({
  name: 'followBrowserCall',
  method: 'GET',
  path: '/organisations/:organisation/listen/:call',
  tag,
  summary:
    'What happens in the call, one JSON value a line, until it has ended: ringing, words with their times, keys, the end.',
  access: 'campaign.read',
  params: ofCall,
  query: z.object({
    after: z.coerce.number().int().min(0).default(0).describe('Only events with a greater id.'),
  }),
  streams: 'application/x-ndjson',
  async handle({ params, query, organisation, services, reply }) {
    const lines = new PassThrough()
    const write = (told: ToldEvent): void => {
      lines.write(`${JSON.stringify({ id: told.id, ...told.event })}\n`)
      if (told.event.is === 'ended') lines.end()
    }
    const { past, end } = services.listen.follow(organisation, params.call, query.after, write)
    const beat = setInterval(() => lines.write('\n'), beatEvery)
    lines.on('close', () => {
      clearInterval(beat)
      end()
    })
    for (const told of past) write(told)
    await reply
      .type('application/x-ndjson; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .send(lines)
    return undefined
  },
})

const sound = route({
  name: 'getBrowserCallClip',
  method: 'GET',
  path: '/organisations/:organisation/listen/:call/clips/:clip',
  tag,
  summary: 'A recording that the call plays, as WAV: the very bytes of the telephone.',
  access: 'campaign.read',
  params: ofCall.extend({ clip: z.string().min(1).max(64) }),
  streams: 'audio/wav',
  async handle({ params, organisation, services, request, reply }) {
    await sendClip(request, reply, services.listen.clip(organisation, params.call, params.clip))
    return undefined
  },
})

export const listenRoutes: readonly AnyRoute[] = [read, ring, take, press, leave, follow, sound]

function clipsOf(store: Store, ids: readonly Clip['id'][]): Promise<readonly Clip[]> {
  return Promise.all([...new Set(ids)].map((id) => store.clip(id)))
}

/** Where this browser reached us: an IPv4 address in IPv6 clothes is told as what it is. */
function addressOf(local: string | undefined): string {
  return local?.replace(/^::ffff:/, '') ?? '127.0.0.1'
}
