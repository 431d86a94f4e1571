/**
 * "Why was I called?": a number, then the code dictated to it. Every answer here is the same, and comes
 * at the same pace, whether the number is known, suppressed, unknown, erased or not to be called at all.
 */
import type { FastifyInstance } from 'fastify'
import { html } from 'ghtml'
import { z } from 'zod'
import { askedLately, leaveNumber } from '../../store/postgres/spokenCodes.ts'
import { askForCode, readTypedNumber, typeCode } from '../codes.ts'
import { type Desk, type Shown, sendTo, show } from '../desk.ts'
import type { Language } from '../language.ts'
import { type FieldError, form, textField } from '../layout.ts'
import { addressLimits, numberTextMax } from '../limits.ts'
import { shownNumber } from '../shownNumber.ts'
import { commonWords } from '../words/common.ts'
import { whyWords } from '../words/why.ts'
import { parsed, scheduled } from './forms.ts'

const numberForm = z.object({ number: z.string().default('') })
const codeForm = z.object({ code: z.string().default('') })

export function addWhyPages(app: FastifyInstance, desk: Desk): void {
  app.get('/why', async (request, reply) =>
    show(desk, { request, reply }, askPage(request.visit, [])),
  )
  app.post('/why', scheduled(addressLimits.asking), async (request, reply) => {
    const { number: written } = parsed(numberForm, request.body)
    const { visit } = request
    const read = readTypedNumber(written, visit.language)
    if ('error' in read) {
      return show(desk, { request, reply }, askPage(visit, [read.error], written))
    }
    await askForCode(desk, request, { purpose: 'data', number: read.number, about: null })
    return sendTo(reply, '/why/code')
  })
  app.get('/why/code', async (request, reply) => {
    const asked = await askedLately(desk.database, request.visit.session, 'data')
    if (!asked) return sendTo(reply, '/why')
    const number = shownNumber(asked.number, { masked: true })
    return show(desk, { request, reply }, codePage(request.visit, { number, errors: [] }))
  })
  app.post('/why/code', scheduled(addressLimits.typing), async (request, reply) => {
    const written = readCodeForm(request.body)
    const asked = await askedLately(desk.database, request.visit.session, 'data')
    const typed = await typeCode(desk, request, reply, { purpose: 'data', written })
    if (typed.is === 'right') return sendTo(reply, '/why/file')
    const number = asked ? shownNumber(asked.number, { masked: true }) : '–'
    return show(desk, { request, reply }, codePage(request.visit, { number, errors: typed.errors }))
  })
  app.post('/why/again', scheduled(addressLimits.asking), async (request, reply) => {
    const asked = await askedLately(desk.database, request.visit.session, 'data')
    if (!asked) return sendTo(reply, '/why')
    await askForCode(desk, request, { purpose: 'data', number: asked.number, about: null })
    return sendTo(reply, '/why/code')
  })
  app.post('/why/leave', async (request, reply) => {
    await leaveNumber(desk.database, request.visit.session)
    return sendTo(reply, '/')
  })
}

export const readCodeForm = (body: unknown): string => parsed(codeForm, body).code

interface Visitor {
  readonly language: Language
  readonly token: string
}

function askPage({ language, token }: Visitor, errors: readonly FieldError[], written = ''): Shown {
  const words = whyWords[language]
  const common = commonWords[language]
  return {
    status: errors.length > 0 ? 422 : 200,
    backTo: '/why',
    title: words.title,
    errors,
    body: html`<p class="lead">${words.lead}</p>
<div class="card">!${form({
      action: '/why',
      token,
      inside: html`!${textField({
        ...{ id: 'number', label: common.number, hint: common.numberHint, type: 'tel' as const },
        ...{ value: written.slice(0, numberTextMax), maxLength: numberTextMax, errors },
        ...{ autocomplete: 'tel' as const, inputMode: 'tel' as const },
      })}
<p class="hint">${words.seeHint}</p>
<button type="submit">${words.see}</button>`,
    })}</div>
<p>${words.objectInstead} <a href="/object">${words.objectInsteadLink}</a></p>
<p class="dim">${common.cannotHear}</p>`,
  }
}

function codePage(
  { language, token }: Visitor,
  { number, errors }: { readonly number: string; readonly errors: readonly FieldError[] },
): Shown {
  const words = whyWords[language]
  const common = commonWords[language]
  return {
    status: errors.length > 0 ? 422 : 200,
    backTo: '/why/code',
    title: words.codeTitle,
    errors,
    body: html`<p class="lead">${words.codeLead(number)}</p>
<p>${words.codeLead2}</p>
<div class="card">!${form({
      action: '/why/code',
      token,
      inside: html`!${codeField(language, errors)}
<button type="submit">${common.confirmCode}</button>`,
    })}</div>
!${form({
      action: '/why/again',
      token,
      className: 'inline',
      inside: html`<button class="plain" type="submit">${common.newCode}</button>`,
    })}
<p><a href="/why">${words.otherNumber}</a></p>
<p class="dim">${common.cannotHear}</p>`,
  }
}

/** WCAG 2.2, 3.3.8: pasting and filling in by the browser are allowed. */
export function codeField(language: Language, errors: readonly FieldError[]): string {
  const common = commonWords[language]
  return textField({
    ...{ id: 'code', label: common.code, hint: common.codeHint, maxLength: 20, errors },
    ...{ autocomplete: 'one-time-code', inputMode: 'numeric', className: 'code' },
  })
}
