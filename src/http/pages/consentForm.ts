/** The form of an offer: the slots as tables, three boxes nobody ticks beforehand, and how it is read. */
import { html } from 'ghtml'
import { z } from 'zod'
import type { E164 } from '../../base/units.ts'
import type { Slot } from '../../contacts/consent.ts'
import type { ConsentOffer } from '../../store/postgres/consentOffers.ts'
import { readTypedNumber } from '../codes.ts'
import type { Shown, Visit } from '../desk.ts'
import { weekday } from '../format.ts'
import type { Language } from '../language.ts'
import { errorOf, type FieldError, form, textField, tickField } from '../layout.ts'
import { numberTextMax } from '../limits.ts'
import {
  outsideBoxes,
  outsideHours,
  slotsOf,
  usualBoxes,
  usualDays,
  usualHours,
  weekendDays,
  weekendHours,
} from '../offered.ts'
import { commonWords } from '../words/common.ts'
import { consentWords } from '../words/consent.ts'
import { parsed } from './forms.ts'

const boxesSchema = z
  .union([z.string(), z.array(z.string()).max(60)])
  .optional()
  .transform((boxes) => (boxes === undefined ? [] : [boxes].flat()))
const offerForm = z.object({
  number: z.string().default(''),
  postcode: z.string().default(''),
  slot: boxesSchema,
  outside: boxesSchema,
  express: z.string().optional(),
  agree: z.string().optional(),
  political: z.string().optional(),
  adult: z.string().optional(),
})

export interface FormAgain {
  readonly errors: readonly FieldError[]
  /** Boxes and texts as they were, so that nothing is done twice. */
  readonly ticked: readonly string[]
  readonly number?: string
  readonly postcode?: string
}

export interface OfferTicked {
  readonly number: E164
  readonly slots: Slot[]
  readonly postcode: string | null
}

export function readOffer(body: unknown, language: Language): OfferTicked | FormAgain {
  const given = parsed(offerForm, body)
  const words = consentWords[language]
  const number = readTypedNumber(given.number, language)
  const usual = given.slot.filter((box) => usualBoxes.includes(box))
  const outside = given.outside.filter((box) => outsideBoxes.includes(box))
  const postcode = given.postcode.trim()
  const express = given.express === 'yes'
  const error = (field: string, sentence: string, is: boolean): readonly FieldError[] =>
    is ? [{ field, sentence }] : []
  const errors = [
    ...('error' in number ? [number.error] : []),
    ...error('postcode', words.postcodeWrong, postcode !== '' && !/^\d{5}$/.test(postcode)),
    ...error('slots', words.slotsMissing, usual.length + outside.length === 0 && !express),
    ...error('express', words.expressMissing, outside.length > 0 && !express),
    ...error('express', words.expressEmpty, outside.length === 0 && express),
    ...error('agree', words.agreeMissing, given.agree !== 'yes'),
    ...error('political', words.politicalMissing, given.political !== 'yes'),
    ...error('adult', words.adultMissing, given.adult !== 'yes'),
  ]
  if ('error' in number || errors.length > 0) {
    const names = ['express', 'agree', 'political', 'adult'] as const
    const boxes = names.filter((name) => given[name] === 'yes')
    return {
      errors,
      ticked: [...usual, ...outside, ...boxes],
      number: given.number.slice(0, numberTextMax),
      postcode: postcode.slice(0, 5),
    }
  }
  const slots = [...slotsOf(usual, false), ...slotsOf(outside, true)]
  return { number: number.number, slots, postcode: postcode === '' ? null : postcode }
}

export function offerPage(offer: ConsentOffer, visit: Visit, again: FormAgain): Shown {
  const { language, token } = visit
  const words = consentWords[language]
  const common = commonWords[language]
  const { errors, ticked } = again
  return {
    status: errors.length > 0 ? 422 : 200,
    backTo: `/consent/${offer.id}`,
    title: words.title,
    errors,
    body: html`<p class="lead">${words[offer.channel](offer.controller)}</p>
<p>${words.free}</p>
!${form({
      action: `/consent/${offer.id}`,
      token,
      inside: html`<div class="card">!${textField({
        ...{ id: 'number', label: common.number, hint: common.numberHint, type: 'tel' as const },
        ...{ value: again.number ?? '', maxLength: numberTextMax, errors },
        ...{ autocomplete: 'tel' as const, inputMode: 'tel' as const },
      })}
!${textField({
        ...{
          id: 'postcode',
          label: words.postcode,
          hint: words.postcodeHint,
          maxLength: 5,
          errors,
        },
        ...{ value: again.postcode ?? '', inputMode: 'numeric' as const, required: false },
        autocomplete: 'postal-code',
      })}</div>
<div class="card">!${usualTable(language, again)}</div>
<div class="card"><h2>${words.outside}</h2>!${outsideTables(language, again)}
!${tickField('express', words.express, { errors, ticked: ticked.includes('express') })}</div>
<div class="card"><h2>${words.agree}</h2>
!${consentTicks(offer, again)}
<p class="hint">${words.askHint}</p>
<button type="submit">${words.ask}</button></div>`,
    })}`,
  }
}

/** What is agreed to is in the offer's own language, word for word, whatever the page is in. */
function consentTicks(offer: ConsentOffer, { errors, ticked }: FormAgain): string {
  const { language } = offer
  const [political = '', adult = ''] = offer.wording.split('\n\n').slice(-2)
  const own = offer.wording.slice(0, offer.wording.length - political.length - adult.length - 4)
  const one = (id: string, text: string): string =>
    tickField(id, text, { errors, ticked: ticked.includes(id) })
  return html`<div lang="${language}">!${one('agree', own)}!${one('political', political)}!${one('adult', adult)}</div>`
}

function usualTable(language: Language, again: FormAgain): string {
  const words = consentWords[language]
  return table(language, again, {
    id: 'slots',
    name: 'slot',
    caption: words.slots,
    days: usualDays,
    columns: usualHours,
  })
}

function outsideTables(language: Language, again: FormAgain): string {
  const words = consentWords[language]
  const one = (id: string, caption: string, days: readonly number[], columns: readonly string[]) =>
    table(language, again, { id, name: 'outside', caption, days, columns })
  return html`<p class="hint">${words.outsideHint}</p>
!${one('outsideWeek', words.outsideWeek, usualDays, outsideHours)}
!${one('outsideWeekend', words.outsideWeekend, weekendDays, weekendHours)}`
}

interface SlotTable {
  readonly id: string
  readonly name: string
  readonly caption: string
  readonly days: readonly number[]
  /** Hours that can be ticked, `from-to`. */
  readonly columns: readonly string[]
}

function table(
  language: Language,
  { errors, ticked }: FormAgain,
  { id, name, caption, days, columns }: SlotTable,
): string {
  const words = consentWords[language]
  const error = errorOf(errors, id)
  const hoursText = (column: string): string => {
    const [from = '', to = ''] = column.split('-').map((hour) => String(Number(hour)))
    return words.hours(from, to)
  }
  const heads = columns.map((column) => html`<th scope="col">${hoursText(column)}</th>`)
  const rows = days.map((day) => {
    const cells = columns.map((column) => {
      const value = `${day}-${column}`
      const label = `${weekday(day, language)}, ${hoursText(column)}`
      return html`<td><label><input type="checkbox" name="${name}" value="${value}" aria-label="${label}" !${
        ticked.includes(value) ? 'checked' : ''
      }></label></td>`
    })
    return html`<tr><th scope="row">${weekday(day, language)}</th>!${cells.join('')}</tr>`
  })
  return html`!${error ? html`<p class="error" id="${id}-error">${error}</p>` : ''}
<div class="scroll"><table class="slots" id="${id}" tabindex="-1"><caption>${caption}</caption>
<thead><tr><th scope="col">${words.day}</th>!${heads.join('')}</tr></thead>
<tbody>!${rows.join('')}</tbody></table></div>`
}
