/** Where each fact of a file came from; consents, objections and requests, with what can be undone. */
import { html } from 'ghtml'
import type { E164 } from '../../base/units.ts'
import { suppressionReasonIn } from '../../report/suppressionReasons.ts'
import {
  factNames,
  sayDate,
  sayDateInParis,
  saySlots,
  sayWhenInParis,
  sourceKind,
} from '../../rights/letterWords.ts'
import type { PersonFact, PersonFile } from '../../rights/personFile.ts'
import type { Visit } from '../desk.ts'
import type { Language } from '../language.ts'
import { form } from '../layout.ts'
import { shownNumber } from '../shownNumber.ts'
import { whyWords } from '../words/why.ts'

export function factsSection({ facts }: PersonFile, language: Language): string {
  const words = whyWords[language]
  if (facts.length === 0) return html`<p>${words.noFacts}</p>`
  // What one line of one source said stands together, with where it came from said once.
  const byOrigin = Map.groupBy(facts, (fact) => originOf(fact, language))
  return [...byOrigin]
    .map(([origin, said]) => {
      const items = said.map(
        (fact) => html`<dt>${factNames[fact.fact][language]}</dt><dd>${shownValue(fact)}</dd>`,
      )
      return html`<div class="card"><dl class="facts">!${items.join('')}</dl><p class="dim">${origin}</p></div>`
    })
    .join('')
}

const shownValue = ({ fact, value }: PersonFact): string =>
  fact === 'phone' ? shownNumber(value as E164, { masked: false }) : value

function originOf({ source, line, saidBy, saidAt }: PersonFact, language: Language): string {
  const words = whyWords[language]
  const from = words.factFrom(sourceKind(source.kind)[language], source.holder, line)
  const collected = words.collected(
    sayDate(source.collectedFrom)[language],
    sayDate(source.collectedTo)[language],
  )
  const imported = words.imported(sayDateInParis(source.importedAt)[language])
  const said = saidBy && saidAt ? [words.factSaid(saidBy, sayDate(saidAt)[language])] : []
  return [from, ...said, collected, imported].join(' · ')
}

export function consentsSection({ consents }: PersonFile, { language, token }: Visit): string {
  const words = whyWords[language]
  if (consents.length === 0) return html`<p>${words.noConsents}</p>`
  const isLast = (index: number): boolean => {
    const entry = consents[index]
    return !consents
      .slice(index + 1)
      .some((later) => later.controller === entry?.controller && later.channel === entry.channel)
  }
  return consents
    .map((entry, index) => {
      const { kind, at, controller, channel, slots = [], wording } = entry
      const title = kind === 'given' ? words.given : words.withdrawn
      const said = slots.length > 0 ? saySlots(slots)[language] : words.anySlot
      const agreed = wording
        ? html`<details><summary>${words.wording}</summary><blockquote lang="fr">${wording}</blockquote></details>`
        : html`<p class="dim">${words.noWording}</p>`
      return html`<article class="card"><h3>${title}</h3>
<p>${sayWhenInParis(at)[language]} · ${controller} · ${words.channels[channel]}!${
        kind === 'given' ? html` · ${said}` : ''
      }</p>
!${kind === 'given' ? agreed : ''}
!${
        kind === 'given' && isLast(index)
          ? form({
              action: '/why/withdraw',
              token,
              inside: html`<input type="hidden" name="entry" value="${String(index)}">
<button class="plain" type="submit">${words.withdraw}</button>`,
            })
          : ''
      }</article>`
    })
    .join('')
}

export function objectionsSection(
  { suppressions }: PersonFile,
  { language, token }: Visit,
): string {
  const words = whyWords[language]
  if (suppressions.length === 0) return html`<p>${words.noObjections}</p>`
  const items = suppressions.map(({ scope, controller, at, reason }) => {
    const whom = controller ? ` ${controller}` : ''
    return html`<li>${sayWhenInParis(at)[language]} · ${words.scopes[scope]}${whom} <span class="dim">(${suppressionReasonIn(reason, language)})</span></li>`
  })
  return html`<div class="card"><ul>!${items.join('')}</ul>
<p class="dim">${words.liftHint}</p>
!${form({
    action: '/why/lift',
    token,
    inside: html`<button class="plain" type="submit">${words.lift}</button>`,
  })}</div>`
}

export function requestsSection({ requests }: PersonFile, language: Language): string {
  const words = whyWords[language]
  if (requests.length === 0) return html`<p>${words.noRequests}</p>`
  const items = requests.map(({ reference, kind, state, dueAt, openedAt }) => {
    const clock = state === 'open' ? ` · ${words.due(sayDateInParis(dueAt)[language])}` : ''
    return html`<li><a href="/receipt/${reference}">${reference}</a> · ${words.requestKinds[kind]} · ${
      sayDateInParis(openedAt)[language]
    } · ${words.requestStates[state]}${clock}</li>`
  })
  return html`<div class="card"><ul>!${items.join('')}</ul></div>`
}
