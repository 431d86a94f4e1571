/**
 * Opt-in: the exact wording, slots the person chooses, a code dictated to the number (double opt-in),
 * then a consent in the ledger. No box is ticked beforehand (RGPD recital 32); political calls have one
 * of their own (Regulation (EU) 2024/900, art. 18 § 1 b).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import { saySlots } from '../../rights/letterWords.ts'
import { type ConsentOffer, findOffer } from '../../store/postgres/consentOffers.ts'
import { addConsent } from '../../store/postgres/consents.ts'
import { correctFact } from '../../store/postgres/correction.ts'
import { askedLately } from '../../store/postgres/spokenCodes.ts'
import { suppressionStore } from '../../store/postgres/suppressionEntries.ts'
import { askForCode, typeCode } from '../codes.ts'
import { type Desk, nowOf, type Shown, sendTo, show } from '../desk.ts'
import { form } from '../layout.ts'
import { addressLimits } from '../limits.ts'
import { type ConsentDraft, readDraft } from '../offered.ts'
import { Problem } from '../problems.ts'
import { shownNumber } from '../shownNumber.ts'
import { commonWords } from '../words/common.ts'
import { consentWords } from '../words/consent.ts'
import { offerPage, readOffer } from './consentForm.ts'
import { scheduled } from './forms.ts'
import { codeField, readCodeForm } from './why.ts'

interface Params {
  readonly offer: string
}
type OfferRequest = FastifyRequest<{ Params: Params }>

export function addConsentPages(app: FastifyInstance, desk: Desk): void {
  app.get<{ Params: Params }>('/consent/:offer', async (request, reply) => {
    const offer = await offerOf(desk, request.params.offer)
    return show(
      desk,
      { request, reply },
      offerPage(offer, request.visit, { errors: [], ticked: [] }),
    )
  })
  app.post<{ Params: Params }>(
    '/consent/:offer',
    scheduled(addressLimits.asking),
    (request, reply) => askAct(desk, request, reply),
  )
  app.get<{ Params: Params }>('/consent/:offer/code', async (request, reply) => {
    const offer = await offerOf(desk, request.params.offer)
    const number = await askedNumber(desk, request)
    if (!number) return sendTo(reply, `/consent/${offer.id}`)
    return show(desk, { request, reply }, codePage(offer, request, { number, sentence: null }))
  })
  app.post<{ Params: Params }>(
    '/consent/:offer/code',
    scheduled(addressLimits.typing),
    (request, reply) => codeAct(desk, request, reply),
  )
  app.post<{ Params: Params }>(
    '/consent/:offer/again',
    scheduled(addressLimits.asking),
    async (request, reply) => {
      const offer = await offerOf(desk, request.params.offer)
      const asked = await askedLately(desk.database, request.visit.session, 'consent')
      if (!asked) return sendTo(reply, `/consent/${offer.id}`)
      await askForCode(desk, request, { ...asked, purpose: 'consent' })
      return sendTo(reply, `/consent/${offer.id}/code`)
    },
  )
}

/** An offer that has ended is no page any more: nobody can agree to it. */
async function offerOf(desk: Desk, id: string): Promise<ConsentOffer> {
  const offer = await findOffer(desk.database, desk.organisation, id)
  if (!offer || nowOf(desk) >= offer.endsAt) throw new Problem('notFound')
  return offer
}

async function askAct(
  desk: Desk,
  request: OfferRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const offer = await offerOf(desk, request.params.offer)
  const read = readOffer(request.body, request.visit.language)
  if ('errors' in read) {
    return show(desk, { request, reply }, offerPage(offer, request.visit, read))
  }
  const { number, slots, postcode } = read
  const about: ConsentDraft = { offer: offer.id, slots, postcode, tickedAt: nowOf(desk) }
  await askForCode(desk, request, { purpose: 'consent', number, about })
  return sendTo(reply, `/consent/${offer.id}/code`)
}

async function codeAct(
  desk: Desk,
  request: OfferRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const offer = await offerOf(desk, request.params.offer)
  const written = readCodeForm(request.body)
  const shown = await askedNumber(desk, request)
  const typed = await typeCode(desk, request, reply, { purpose: 'consent', written })
  if (typed.is === 'error') {
    const [error] = typed.errors
    const number = shown ?? '–'
    return show(
      desk,
      { request, reply },
      codePage(offer, request, { number, sentence: error?.sentence ?? null }),
    )
  }
  const draft = readDraft(typed.about)
  // A code asked for one offer says nothing about another.
  if (draft?.offer !== offer.id) throw new Problem('stale')
  return show(
    desk,
    { request, reply },
    await record(desk, offer, { ...typed, draft, language: request.visit.language }),
  )
}

interface Proved {
  readonly number: Parameters<typeof shownNumber>[0]
  readonly draft: ConsentDraft
  readonly language: 'fr' | 'en'
}

async function record(
  desk: Desk,
  offer: ConsentOffer,
  { number, draft, language }: Proved,
): Promise<Shown> {
  const { database, organisation } = desk
  const now = nowOf(desk)
  const { slots } = draft
  const { controller, channel, wording: text, wordingVersion: version } = offer
  const proof = {
    kind: 'web',
    reference: `page consent/${offer.id}, boxes ticked ${new Date(draft.tickedAt).toISOString()}, code of a call typed`,
  } as const
  const wording = { version, text, language: offer.language }
  await addConsent(
    database,
    { ...{ organisation, number, controller, channel, slots, wording, proof }, at: now },
    now,
  )
  const { postcode } = draft
  if (postcode) await correctFact(database, organisation, number, { postcode }, now)
  const standing = await suppressionStore(database, 'the person').standing(number)
  return donePage(offer, { slots, language, objected: standing.length > 0 })
}

async function askedNumber(desk: Desk, { visit }: FastifyRequest): Promise<string | null> {
  const asked = await askedLately(desk.database, visit.session, 'consent')
  return asked && shownNumber(asked.number, { masked: true })
}

interface CodeShown {
  readonly number: string
  readonly sentence: string | null
}

function codePage(
  { id }: ConsentOffer,
  { visit: { language, token } }: FastifyRequest,
  { number, sentence }: CodeShown,
): Shown {
  const words = consentWords[language]
  const common = commonWords[language]
  const errors = sentence === null ? [] : [{ field: 'code', sentence }]
  return {
    status: sentence === null ? 200 : 422,
    backTo: `/consent/${id}/code`,
    title: words.codeTitle,
    errors,
    body: html`<p class="lead">${words.codeLead(number)}</p>
<div class="card">!${form({
      action: `/consent/${id}/code`,
      token,
      inside: html`!${codeField(language, errors)}
<button type="submit">${common.confirmCode}</button>`,
    })}</div>
!${form({
      action: `/consent/${id}/again`,
      token,
      className: 'inline',
      inside: html`<button class="plain" type="submit">${common.newCode}</button>`,
    })}`,
  }
}

interface Agreed {
  readonly slots: Parameters<typeof saySlots>[0]
  readonly language: 'fr' | 'en'
  /** An objection stands, and whatever its date: it wins until the person lifts it. */
  readonly objected: boolean
}

function donePage(offer: ConsentOffer, { slots, language, objected }: Agreed): Shown {
  const words = consentWords[language]
  const common = commonWords[language]
  return {
    backTo: '/',
    title: words.doneTitle,
    body: html`<div class="card good"><p class="lead">${words.doneLead(offer.controller)}</p>
<p>${words.doneSlots}: ${saySlots(slots)[language]}</p></div>
!${objected ? html`<p class="card wrong">${words.suppressed} <a href="/why">${common.footerWhy}</a></p>` : ''}
<p>${words.doneWithdraw}</p>
<p><a class="button plain" href="/object">${common.footerObject}</a></p>
<h2>${words.wording}</h2>
!${wordingBlock(offer)}
<p class="dim">${words.proof}<br><code>${offer.wordingSha256}</code></p>`,
  }
}

/** The text as it stands, in its own language, line by line. */
const wordingBlock = ({ wording, language }: ConsentOffer): string => {
  const lines = wording.split('\n').filter((line) => line.trim() !== '')
  return html`<blockquote lang="${language}">!${lines.map((line) => html`<p>${line}</p>`).join('')}</blockquote>`
}
