/** Objecting without a code, and the receipt of every request. */
import type { FastifyInstance } from 'fastify'
import { html } from 'ghtml'
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { RightsRequest } from '../../rights/request.ts'
import { parseReference } from '../../rights/request.ts'
import { nameOfOrganisation } from '../../store/postgres/notices.ts'
import { findRequest } from '../../store/postgres/rights.ts'
import { readTypedNumber } from '../codes.ts'
import { type Desk, type Shown, sendTo, show, type Visit } from '../desk.ts'
import { longDay } from '../format.ts'
import { errorOf, type FieldError, form, textField } from '../layout.ts'
import { addressLimits, numberTextMax } from '../limits.ts'
import { object } from '../objecting.ts'
import { Problem } from '../problems.ts'
import { commonWords } from '../words/common.ts'
import { objectWords } from '../words/object.ts'
import { parsed, scheduled } from './forms.ts'

const objectForm = z.object({ number: z.string().default(''), reach: z.string().default('') })
const reaches = ['organisation', 'everything'] as const
type Reach = (typeof reaches)[number]

export function addObjectPages(app: FastifyInstance, desk: Desk): void {
  app.get('/object', async (request, reply) =>
    show(desk, { request, reply }, await objectPage(desk, request.visit, { errors: [] })),
  )
  app.post('/object', scheduled(addressLimits.objecting), async (request, reply) => {
    const { number: written, reach: chosen } = parsed(objectForm, request.body)
    const { visit } = request
    const words = objectWords[visit.language]
    const read = readTypedNumber(written, visit.language)
    const reach = reaches.find((each) => each === chosen)
    if ('error' in read || !reach) {
      const errors = [
        ...('error' in read ? [read.error] : []),
        ...(reach ? [] : [{ field: 'reach', sentence: words.reachMissing }]),
      ]
      return show(
        desk,
        { request, reply },
        await objectPage(desk, visit, { errors, written, ...(reach ? { reach } : {}) }),
      )
    }
    const { reference } = await object(desk, { number: read.number, reach, proof: null })
    return sendTo(reply, `/receipt/${reference}`)
  })
  app.get<{ Params: { reference: string } }>(
    '/receipt/:reference',
    scheduled(addressLimits.acting),
    async (request, reply) => {
      const reference = parseReference(request.params.reference)
      const found = reference && (await requestOf(desk, reference))
      if (!found) throw new Problem('notFound')
      return show(desk, { request, reply }, receiptPage(request.visit, found))
    },
  )
}

/** The page shows what was asked and its clock, never about which number. */
async function requestOf(desk: Desk, reference: string): Promise<RightsRequest | null> {
  try {
    return (await findRequest(desk.database, desk.organisation, reference)).request
  } catch (error) {
    if (error instanceof Failure && error.code === 'notFound') return null
    throw error
  }
}

interface ObjectState {
  readonly errors: readonly FieldError[]
  readonly written?: string
  readonly reach?: Reach
}

async function objectPage(
  desk: Desk,
  { language, token }: Visit,
  { errors, written = '', reach }: ObjectState,
): Promise<Shown> {
  const words = objectWords[language]
  const common = commonWords[language]
  const name = await nameOfOrganisation(desk.database, desk.organisation)
  const labels = { organisation: words.organisation(name), everything: words.everything }
  const choices = reaches.map(
    (each, index) =>
      html`<div class="tick"><input type="radio" id="${
        index === 0 ? 'reach' : `reach-${each}`
      }" name="reach" value="${each}" !${each === reach ? 'checked' : ''}><label for="${
        index === 0 ? 'reach' : `reach-${each}`
      }">${labels[each]}</label></div>`,
  )
  const error = errorOf(errors, 'reach')
  return {
    status: errors.length > 0 ? 422 : 200,
    backTo: '/object',
    title: words.title,
    errors,
    body: html`<p class="lead">${words.lead}</p>
<div class="card">!${form({
      action: '/object',
      token,
      inside: html`!${textField({
        ...{ id: 'number', label: common.number, hint: common.numberHint, type: 'tel' as const },
        ...{ value: written.slice(0, numberTextMax), maxLength: numberTextMax, errors },
        ...{ autocomplete: 'tel' as const, inputMode: 'tel' as const },
      })}
<fieldset !${error ? 'aria-describedby="reach-error"' : ''}><legend>${words.reach}</legend>
!${error ? html`<p class="error" id="reach-error">${error}</p>` : ''}
!${choices.join('')}</fieldset>
<button class="stop" type="submit">${words.button}</button>`,
    })}</div>
<p class="dim">${words.false}</p>`,
  }
}

function receiptPage({ language }: Visit, request: RightsRequest): Shown {
  const words = objectWords[language]
  const common = commonWords[language]
  const { reference, kind, state, dueAt, answeredAt, answer } = request
  const clock =
    state === 'open'
      ? html`<p>${words.open(longDay(dueAt, language))}</p>`
      : html`<p>${words.answered(longDay(answeredAt ?? dueAt, language))} ${answer ?? ''}</p>`
  return {
    title: words.receiptTitle,
    body: html`<div class="card good"><p class="lead">${words.receiptLead[kind]}</p>
<p>${common.receipt}</p><p class="reference">${reference}</p>
!${clock}</div>
<p>${words.keep} ${words.print}</p>
<p class="dim">${words.cnil}</p>`,
  }
}
