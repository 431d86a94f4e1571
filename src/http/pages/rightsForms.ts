/** The forms by which a person acts on their file: object, correct, take away, erase, complain. */
import { html } from 'ghtml'
import { factNames } from '../../rights/letterWords.ts'
import type { PersonFile } from '../../rights/personFile.ts'
import type { Visit } from '../desk.ts'
import { errorOf, type FieldError, form, textField, tickField } from '../layout.ts'
import { factMax, wordsMax } from '../limits.ts'
import { rightsWords } from '../words/rights.ts'

export const correctable = ['lastName', 'firstName', 'commune', 'postcode', 'insee'] as const

export interface FormState {
  readonly errors: readonly FieldError[]
  readonly typed: Readonly<Record<string, string>>
}

export function rightsForms(file: PersonFile, visit: Visit, state: FormState): string {
  return [
    objectForms(file, visit),
    correctForm(visit, state),
    copyForms(visit),
    complainForm(visit, state),
    eraseForm(visit, state),
  ].join('')
}

function objectForms(file: PersonFile, { language, token }: Visit): string {
  const words = rightsWords[language]
  const controllers = [...new Set(file.calls.map(({ controller }) => controller))]
  const one = (reach: string, label: string, controller = ''): string =>
    form({
      action: '/why/object',
      token,
      className: 'inline',
      inside: html`<input type="hidden" name="reach" value="${reach}">
<input type="hidden" name="controller" value="${controller}">
<button class="stop" type="submit">${label}</button>`,
    })
  return html`<div class="card"><h3>${words.objectTitle}</h3><p>${words.objectText}</p>
!${controllers.map((each) => one('campaign', words.objectCampaign(each), each)).join('')}
!${one('organisation', words.objectOrganisation(file.organisation))}
!${one('everything', words.objectEverything)}</div>`
}

function correctForm({ language, token }: Visit, { errors, typed }: FormState): string {
  const words = rightsWords[language]
  const options = correctable.map(
    (fact) =>
      html`<option value="${fact}" !${typed['fact'] === fact ? 'selected' : ''}>${
        factNames[fact][language]
      }</option>`,
  )
  return html`<div class="card"><h3>${words.correctTitle}</h3><p>${words.correctText}</p>
!${form({
    action: '/why/correct',
    token,
    inside: html`<div class="field"><label for="fact">${words.correctWhich}</label>
<select id="fact" name="fact">!${options.join('')}</select></div>
!${textField({ id: 'value', label: words.correctValue, value: typed['value'] ?? '', maxLength: factMax, errors })}
<button type="submit">${words.correctButton}</button>`,
  })}</div>`
}

function copyForms({ language, token }: Visit): string {
  const words = rightsWords[language]
  const one = (action: string, label: string): string =>
    form({
      action,
      token,
      className: 'inline',
      inside: html`<button class="plain" type="submit">${label}</button>`,
    })
  return html`<div class="card"><h3>${words.copyTitle}</h3><p>${words.copyText}</p>
!${one('/why/export', words.exportButton)}!${one('/why/letter', words.letterButton)}</div>`
}

function complainForm({ language, token }: Visit, { errors, typed }: FormState): string {
  const words = rightsWords[language]
  const error = errorOf(errors, 'words')
  return html`<div class="card"><h3>${words.complainTitle}</h3><p>${words.complainText}</p>
!${form({
    action: '/why/complain',
    token,
    inside: html`<div class="field"><label for="words">${words.complainWords}</label>
!${error ? html`<p class="error" id="words-error">${error}</p>` : ''}
<textarea id="words" name="words" maxlength="${String(wordsMax)}" required !${
      error ? 'aria-invalid="true" aria-describedby="words-error"' : ''
    }>${typed['words'] ?? ''}</textarea></div>
<button type="submit">${words.complainButton}</button>`,
  })}</div>`
}

function eraseForm({ language, token }: Visit, { errors }: FormState): string {
  const words = rightsWords[language]
  return html`<div class="card"><h3>${words.eraseTitle}</h3><p>${words.eraseText}</p>
!${form({
    action: '/why/erase',
    token,
    inside: html`!${tickField('erase', words.eraseConfirm, { errors })}
<button class="stop" type="submit">${words.eraseButton}</button>`,
  })}</div>`
}
