/**
 * The frame of every page: language, skip link, switch, practice band, one main heading; and the small
 * pieces all forms share. Everything inserted is escaped by `html`; `!` marks what is already HTML.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { html } from 'ghtml'
import type { Language } from './language.ts'
import { commonWords } from './words/common.ts'

export interface Frame {
  readonly language: Language
  /** Path the language switch comes back to; a page shown as the answer to a form names its form. */
  readonly backTo: string
  readonly practice: boolean
  /** The practice phone can be looked at. */
  readonly practicePhone: boolean
}

export interface PageBody {
  readonly title: string
  readonly body: string
  /** Wrong fields, each with what to do; shown above everything and announced. */
  readonly errors?: readonly FieldError[]
}

export interface FieldError {
  /** Id of the field. */
  readonly field: string
  readonly sentence: string
}

export const styles = readFileSync(path.join(import.meta.dirname, 'assets', 'pages.css'), 'utf8')
const stylesVersion = createHash('sha256').update(styles).digest('hex').slice(0, 12)
export const stylesPath = `/pages-${stylesVersion}.css`

export function pageOf(frame: Frame, { title, body, errors = [] }: PageBody): string {
  const { language, practice } = frame
  const words = commonWords[language]
  const prefix = errors.length > 0 ? `${words.errorPrefix} ` : ''
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${prefix}${title} – Portevoix</title>
<link rel="stylesheet" href="${stylesPath}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="top">
<p class="brand"><a href="/">Portevoix</a></p>
!${languageSwitch(frame)}
!${practice ? practiceBand(frame) : ''}
</header>
<main id="main">
!${errors.length > 0 ? errorSummary(language, errors) : ''}
<h1>${title}</h1>
!${body}
</main>
<footer class="bottom">
<p>${words.footer} <a href="/object">${words.footerObject}</a> · <a href="/why">${words.footerWhy}</a></p>
</footer>
</body>
</html>
`
}

function languageSwitch({ language, backTo }: Frame): string {
  const words = commonWords[language]
  const to = encodeURIComponent(backTo)
  const names = { fr: 'Français', en: 'English' } as const
  const items = (['fr', 'en'] as const).map((each) =>
    each === language
      ? html`<strong lang="${each}" aria-current="true">${names[each]}</strong>`
      : html`<a lang="${each}" hreflang="${each}" href="/language/${each}?to=${to}">${names[each]}</a>`,
  )
  return html`<nav class="languages" aria-label="${words.languages}">!${items.join('')}</nav>`
}

function practiceBand({ language, practicePhone }: Frame): string {
  const words = commonWords[language]
  const link = practicePhone ? html` <a href="/practice/phone">${words.practicePhone}</a>` : ''
  return html`<p class="practice noprint"><strong>${words.practiceLabel}</strong> ${words.practice}!${link}</p>`
}

/** WCAG 2.2, 3.3.1: what is wrong, in words, with a link to each field. */
function errorSummary(language: Language, errors: readonly FieldError[]): string {
  const items = errors.map(
    ({ field, sentence }) => html`<li><a href="#${field}">${sentence}</a></li>`,
  )
  return html`<div class="card wrong" role="alert" tabindex="-1" id="errors">
<h2>${commonWords[language].errorsTitle}</h2>
<ul>!${items.join('')}</ul>
</div>`
}

export const errorOf = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.sentence

export interface TextField {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly type?: 'text' | 'tel'
  readonly value?: string
  readonly maxLength: number
  readonly autocomplete?: 'tel' | 'one-time-code' | 'postal-code' | 'off'
  readonly required?: boolean
  readonly inputMode?: 'numeric' | 'tel'
  readonly className?: string
  readonly errors: readonly FieldError[]
}

export function textField(field: TextField): string {
  const { id, label, hint, type = 'text', value = '', maxLength, errors } = field
  const { autocomplete = 'off', inputMode, className, required = true } = field
  const error = errorOf(errors, id)
  const described = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ')
  const attributes = [
    described && html`aria-describedby="${described}"`,
    error && 'aria-invalid="true"',
    inputMode && html`inputmode="${inputMode}"`,
    className && html`class="${className}"`,
    required && 'required',
  ].filter(Boolean)
  return html`<div class="field">
<label for="${id}">${label}</label>
!${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''}
!${error ? html`<p class="error" id="${id}-error">${error}</p>` : ''}
<input id="${id}" name="${id}" type="${type}" value="${value}" maxlength="${maxLength}" autocomplete="${autocomplete}" !${attributes.join(' ')}>
</div>`
}

/** A box to tick; never ticked before the person does (GDPR recital 32). */
export function tickField(
  id: string,
  label: string,
  { errors, ticked = false }: { errors: readonly FieldError[]; ticked?: boolean },
): string {
  const error = errorOf(errors, id)
  return html`<div class="field">
!${error ? html`<p class="error" id="${id}-error">${error}</p>` : ''}
<div class="tick"><input id="${id}" name="${id}" type="checkbox" value="yes" !${ticked ? 'checked' : ''} !${
    error ? html`aria-invalid="true" aria-describedby="${id}-error"` : ''
  }><label for="${id}">${label}</label></div>
</div>`
}

export interface FormParts {
  readonly action: string
  readonly token: string
  readonly inside: string
  readonly className?: string
}

/** Every form carries its token; the browser sends it back, another site cannot. */
export const form = ({ action, token, inside, className = '' }: FormParts): string =>
  html`<form method="post" action="${action}" class="${className}" novalidate>
<input type="hidden" name="token" value="${token}">
!${inside}
</form>`
