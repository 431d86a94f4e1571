/** The transparency notice of each version of a voice message, public and without any personal data. */
import type { FastifyInstance } from 'fastify'
import { html } from 'ghtml'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { audienceSentences, everybody } from '../../campaign/audience.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { partRoles, type Recorded, type Recording } from '../../campaign/voiceMessage.ts'
import { noticeOf, type TransparencyNotice } from '../../rights/notice.ts'
import { latestAudience } from '../../store/postgres/audience.ts'
import { postgresLaunchStore } from '../../store/postgres/launch.ts'
import {
  calledPeriod,
  type StoredVersion,
  voiceMessageVersions,
} from '../../store/postgres/notices.ts'
import { sendClip } from '../audio.ts'
import { type Desk, type Shown, sendTo, show } from '../desk.ts'
import { decimal, longDay, longInstant } from '../format.ts'
import type { Language } from '../language.ts'
import { Problem } from '../problems.ts'
import { noticeWords } from '../words/notice.ts'

interface Params {
  readonly campaign: string
  readonly version: string
  readonly part: string
}

export function addNoticePages(app: FastifyInstance, desk: Desk): void {
  app.get<{ Params: Params }>('/notice/:campaign', async (request, reply) => {
    const { campaign, published } = await publishedOf(desk, request.params.campaign)
    const newest = published.at(-1)
    if (!newest) throw new Problem('notFound')
    return sendTo(reply, `/notice/${campaign.id}/${newest.message.version}`)
  })
  app.get<{ Params: Params }>('/notice/:campaign/:version', async (request, reply) => {
    const { campaign, published, version } = await versionOf(desk, request.params)
    const notice = await noticeFor(desk, campaign, published, version)
    return show(
      desk,
      { request, reply },
      noticePage(notice, { campaign, version, language: request.visit.language }),
    )
  })
  app.get<{ Params: Params }>('/notice/:campaign/:version/audio/:part', async (request, reply) => {
    const { version } = await versionOf(desk, request.params)
    const recording = recordingsOf(version.message).find(({ name }) => name === request.params.part)
    if (!recording) throw new Problem('notFound')
    return sendClip(request, reply, await desk.store.clip(recording.clip))
  })
}

interface Published {
  readonly campaign: Campaign
  /** Approved versions, oldest first: what nobody may hear is not published. */
  readonly published: readonly StoredVersion[]
}

async function publishedOf(desk: Desk, id: string): Promise<Published> {
  const campaign = await campaignOf(desk, id)
  const versions = await voiceMessageVersions(desk.database, campaign.id)
  return { campaign, published: versions.filter(({ approved }) => approved) }
}

async function campaignOf({ store }: Desk, id: string): Promise<Campaign> {
  try {
    return await store.campaign(id as CampaignId)
  } catch (error) {
    if (error instanceof Failure && error.code === 'notFound') throw new Problem('notFound')
    throw error
  }
}

async function versionOf(
  desk: Desk,
  { campaign: id, version: written }: Params,
): Promise<Published & { readonly version: StoredVersion }> {
  const found = await publishedOf(desk, id)
  const version = found.published.find(({ message }) => String(message.version) === written)
  if (!version) throw new Problem('notFound')
  return { ...found, version }
}

async function noticeFor(
  { database }: Desk,
  campaign: Campaign,
  published: readonly StoredVersion[],
  { message, addedAt }: StoredVersion,
): Promise<TransparencyNotice> {
  const audience = await latestAudience(database, campaign.id)
  const facts = {
    campaign,
    message,
    addedAt,
    versions: published.map((each) => ({
      version: each.message.version,
      addedAt: each.addedAt,
    })),
    legalFile: await postgresLaunchStore(database).legalFile(campaign.id),
    audience: audienceSentences(audience?.selection ?? everybody),
    called: await calledPeriod(database, campaign.id),
    amount: null,
    practice: campaign.practiceStart !== null,
  }
  return noticeOf(facts, (at) => ({ en: longInstant(at, 'en'), fr: longInstant(at, 'fr') }))
}

type PartName = keyof (typeof noticeWords)['fr']['parts']

/** Every recording of a version by the name it has in addresses. */
export function recordingsOf(
  message: Recorded,
): readonly (Recording & { readonly name: PartName })[] {
  const { parts, voicemail, callback } = message
  return [
    ...partRoles.map((name) => ({ ...parts[name], name })),
    ...(voicemail ? [{ ...voicemail, name: 'voicemail' as const }] : []),
    ...(callback ? [{ ...callback.gate, name: 'callbackGate' as const }] : []),
    ...(callback ? [{ ...callback.content, name: 'callbackContent' as const }] : []),
  ]
}

interface Noticed {
  readonly campaign: Campaign
  readonly version: StoredVersion
  readonly language: Language
}

function noticePage(notice: TransparencyNotice, { campaign, version, language }: Noticed): Shown {
  const words = noticeWords[language]
  const base = `/notice/${campaign.id}`
  const entries = notice.entries.map(
    ({ term, value, asked }) =>
      html`<dt>${term[language]}</dt><dd>${value[language]} <span class="dim">(${asked[language]})</span></dd>`,
  )
  const sounds = recordingsOf(version.message).map(
    ({ name }) => html`<h3>${words.parts[name]}</h3>
<audio controls preload="none" src="${base}/${notice.version}/audio/${name}" aria-label="${words.listen}: ${words.parts[name]}"></audio>`,
  )
  const others = notice.otherVersions.map(
    (other) =>
      html`<li><a href="${base}/${other.version}">${words.version(String(other.version), longDay(other.addedAt, language))}</a></li>`,
  )
  return {
    title: words.title(campaign.name, String(notice.version)),
    body: html`<p class="lead">${notice.label[language]}</p>
!${notice.practice ? html`<p class="practice">${words.practice}</p>` : ''}
<p class="dim">${words.law}</p>
<h2>${words.statements}</h2>
<div class="card"><dl class="facts">!${entries.join('')}</dl></div>
<h2>${words.listen}</h2>
<div class="card">!${sounds.join('')}</div>
<h2>${words.transcript}</h2>
<div class="card">!${transcript(notice, language)}</div>
<h2>${words.complain}</h2>
<p>${words.complainText}</p>
<p><a class="button" href="/object">${words.objectLink}</a> <a class="button plain" href="/why">${words.whyLink}</a></p>
<h2>${words.others}</h2>
!${others.length > 0 ? html`<ul>!${others.join('')}</ul>` : html`<p>${words.noOthers}</p>`}
<p class="dim">${words.fingerprint}<br><code>${notice.hash}</code></p>`,
  }
}

/** What is said is French, whatever the page is in. */
function transcript({ spoken }: TransparencyNotice, language: Language): string {
  const words = noticeWords[language]
  const versions = (['live', 'voicemail', 'callback'] as const).flatMap((name) => {
    const segments = spoken[name]
    if (!segments || segments.length === 0) return []
    const lines = segments.map(({ text, startsAtMs, endsAtMs }) => {
      const at = words.at(seconds(startsAtMs, language), seconds(endsAtMs, language))
      return html`<li><span lang="fr">${text}</span> <span class="dim">(${at})</span></li>`
    })
    return [html`<h3>${words.versions[name]}</h3><ol>!${lines.join('')}</ol>`]
  })
  return versions.length > 0 ? versions.join('') : html`<p>${words.noTranscript}</p>`
}

const seconds = (at: number, language: Language): string => decimal(at / 1000, language, 1)
