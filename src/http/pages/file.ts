/** The file of a person, for the browser that proved the number, and the recordings they were played. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import type { CampaignId } from '../../base/ids.ts'
import type { E164 } from '../../base/units.ts'
import { sayWhenInParis } from '../../rights/letterWords.ts'
import type { PersonFile } from '../../rights/personFile.ts'
import { voiceMessageVersions } from '../../store/postgres/notices.ts'
import { personFile } from '../../store/postgres/personFile.ts'
import { sendClip } from '../audio.ts'
import { type Desk, nowOf, numberOf, type Shown, sendTo, show, type Visit } from '../desk.ts'
import { type FieldError, form } from '../layout.ts'
import { Problem } from '../problems.ts'
import { shownNumber } from '../shownNumber.ts'
import { rightsWords } from '../words/rights.ts'
import { whyWords } from '../words/why.ts'
import { callsSection, type Recorded, ringBacksSection } from './fileCalls.ts'
import { consentsSection, factsSection, objectionsSection, requestsSection } from './fileFacts.ts'
import { recordingsOf } from './notice.ts'
import { rightsForms } from './rightsForms.ts'

export interface FileState {
  readonly errors: readonly FieldError[]
  /** What was typed, by field, so that nothing is typed twice. */
  readonly typed?: Readonly<Record<string, string>>
}

export function addFilePages(app: FastifyInstance, desk: Desk): void {
  app.get('/why/file', async (request, reply) => {
    const number = await numberOf(desk, request)
    if (!number) return sendTo(reply, '/why')
    return show(desk, { request, reply }, await filePage(desk, request, number, { errors: [] }))
  })
  app.get<{ Params: { campaign: string; version: string; part: string } }>(
    '/why/audio/:campaign/:version/:part',
    async (request, reply) => {
      const number = await numberOf(desk, request)
      if (!number) throw new Problem('notFound')
      const { campaign, version, part } = request.params
      const file = await fileOf(desk, number)
      const heard = file.calls.some(
        ({ campaign: id, message }) => id === campaign && String(message?.version) === version,
      )
      if (!heard) throw new Problem('notFound')
      const recorded = (await recordedIn(desk, campaign)).get(Number(version))
      const recording = recorded && recordingsOf(recorded).find(({ name }) => name === part)
      if (!recording) throw new Problem('notFound')
      return sendClip(request, reply, await desk.store.clip(recording.clip))
    },
  )
}

export const fileOf = (desk: Desk, number: E164): Promise<PersonFile> =>
  personFile(desk.database, desk.organisation, number, nowOf(desk))

export async function filePage(
  desk: Desk,
  { visit }: FastifyRequest,
  number: E164,
  { errors, typed = {} }: FileState,
): Promise<Shown> {
  const file = await fileOf(desk, number)
  const campaigns = [...new Set(file.calls.map(({ campaign }) => campaign))]
  const recorded = new Map(
    await Promise.all(
      campaigns.map(async (campaign) => [campaign, await recordedIn(desk, campaign)] as const),
    ),
  )
  return {
    status: errors.length > 0 ? 422 : 200,
    backTo: '/why/file',
    title: whyWords[visit.language].fileTitle,
    errors,
    body: fileBody(file, visit, { recorded, errors, typed }),
  }
}

async function recordedIn(
  { database }: Desk,
  campaign: string,
): Promise<ReadonlyMap<number, Recorded>> {
  const versions = await voiceMessageVersions(database, campaign as CampaignId)
  return new Map(versions.map(({ message }) => [message.version, message]))
}

interface Shows extends Required<FileState> {
  readonly recorded: ReadonlyMap<string, ReadonlyMap<number, Recorded>>
}

function fileBody(file: PersonFile, visit: Visit, { recorded, errors, typed }: Shows): string {
  const { language, token } = visit
  const words = whyWords[language]
  const isEmpty =
    file.facts.length + file.calls.length + file.consents.length + file.suppressions.length === 0
  const number = shownNumber(file.number, { masked: false })
  const drawnAt = words.drawnAt(sayWhenInParis(file.drawnAt)[language])
  return html`<p class="lead">${words.fileFor(number, file.organisation)}</p>
<p class="dim">${drawnAt}</p>
!${isEmpty ? html`<div class="card"><p>${words.nothing}</p></div>` : ''}
<section><h2>${words.calls}</h2>!${callsSection(file, language, recorded)}</section>
!${ringBacksSection(file, language)}
<section><h2>${words.facts}</h2>!${factsSection(file, language)}</section>
<section><h2>${words.consents}</h2>!${consentsSection(file, visit)}</section>
<section><h2>${words.objections}</h2>!${objectionsSection(file, visit)}</section>
<section><h2>${words.requests}</h2>!${requestsSection(file, language)}</section>
<section><h2>${rightsWords[language].title}</h2>!${rightsForms(file, visit, { errors, typed })}</section>
!${form({
    action: '/why/leave',
    token,
    inside: html`<button class="plain" type="submit">${words.leave}</button>`,
  })}`
}
