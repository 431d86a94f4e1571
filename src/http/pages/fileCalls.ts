/** The calls of a file: who, when, which recording (to hear again), and which rules allowed each. */
import { html } from 'ghtml'
import { type Recorded, spokenVersions } from '../../campaign/voiceMessage.ts'
import { france } from '../../law/ruleSets.ts'
import {
  answererForPerson,
  outcomeForPerson,
  ringBackForPerson,
  saySlots,
  sayWhenInParis,
} from '../../rights/letterWords.ts'
import type { PersonCall, PersonFile } from '../../rights/personFile.ts'
import type { Language } from '../language.ts'
import { whyWords } from '../words/why.ts'
import { recordingsOf } from './notice.ts'

export type { Recorded }

/** Of each campaign, its recordings by version. */
type Recordings = ReadonlyMap<string, ReadonlyMap<number, Recorded>>

export function callsSection(file: PersonFile, language: Language, recorded: Recordings): string {
  const words = whyWords[language]
  if (file.calls.length === 0) return html`<p>${words.noCalls}</p>`
  return file.calls
    .map((call) => {
      const message = call.message && recorded.get(call.campaign)?.get(call.message.version)
      return callCard(file, { call, message: message ?? null }, language)
    })
    .join('')
}

/** Nothing is said of what nobody did. */
export function ringBacksSection({ ringBacks }: PersonFile, language: Language): string {
  if (ringBacks.length === 0) return ''
  const items = ringBacks.map(({ at, outcome, campaignName }) => {
    const when = sayWhenInParis(at)[language]
    const about = campaignName === null ? '' : ` · ${campaignName}`
    return html`<li>${when}${about} : ${ringBackForPerson[outcome ?? 'unknown'][language]}</li>`
  })
  return html`<section><h2>${whyWords[language].ringBacks}</h2><ul>!${items.join('')}</ul></section>`
}

interface Called {
  readonly call: PersonCall
  readonly message: Recorded | null
}

function callCard(file: PersonFile, { call, message }: Called, language: Language): string {
  const words = whyWords[language]
  const outcome = call.outcome ? outcomeForPerson[call.outcome][language] : words.outcomeUnknown
  return html`<article class="card"><h3>${sayWhenInParis(call.at)[language]}</h3>
!${call.practice ? html`<p class="dim">${words.practiceCall}</p>` : ''}
<dl class="facts"><dt>${words.from}</dt><dd>${call.controller}</dd>
<dt>${words.campaign}</dt><dd>${call.campaignName}</dd>
<dt>${words.outcome}</dt><dd>${outcome}</dd>
!${call.answerer ? html`<dt>${words.answerer}</dt><dd>${answererForPerson[call.answerer.verdict][language]}</dd>` : ''}
<dt>${words.allowedBecause}</dt><dd>${becauseOf(file, call, language)}</dd></dl>
!${measuresOf(call, language)}
!${rulesOf(call, language)}
!${message ? soundsOf(call, message, language) : ''}
</article>`
}

function measuresOf({ answerer }: PersonCall, language: Language): string {
  const measures = Object.entries(answerer?.features ?? {})
  if (measures.length === 0) return ''
  const items = measures.map(([name, value]) => html`<li>${name} : ${value}</li>`)
  const title = whyWords[language].measures(String(measures.length))
  return html`<details><summary>${title}</summary><ul>!${items.join('')}</ul></details>`
}

/** The consent that stood for this controller when the call was made. */
function becauseOf({ consents }: PersonFile, call: PersonCall, language: Language): string {
  const words = whyWords[language]
  const standing = consents
    .filter(({ controller, kind, at }) => {
      // A practice campaign calls on a clock of its own: what was given is what stood.
      const before = call.practice || at <= call.at
      return controller === call.controller && kind === 'given' && before
    })
    .at(-1)
  if (!standing) return words.noConsentKnown
  const slots = standing.slots ?? []
  const said = slots.length > 0 ? saySlots(slots)[language] : words.anySlot
  return words.consentOf(sayWhenInParis(standing.at)[language], said)
}

function rulesOf({ verdict }: PersonCall, language: Language): string {
  const words = whyWords[language]
  const items = verdict.rulesRun.map((id) => {
    const rule = france.dial.find((each) => each.id === id)
    if (!rule) return html`<li>${id}</li>`
    const { code, article } = rule.text
    return html`<li>${rule.title[language]} <span class="dim">(${code}, ${article})</span></li>`
  })
  const title = words.rules(String(verdict.rulesRun.length), verdict.lawVersion)
  return html`<details><summary>${title}</summary><ul>!${items.join('')}</ul></details>`
}

function soundsOf(call: PersonCall, message: Recorded, language: Language): string {
  const words = whyWords[language]
  const base = `/why/audio/${call.campaign}/${call.message?.version}`
  const sounds = recordingsOf(message).flatMap(({ name }) => {
    const label = words.parts[name as keyof typeof words.parts]
    if (label === undefined) return []
    return [
      html`<p>${label}</p><audio controls preload="none" src="${base}/${name}" aria-label="${words.listen}: ${label}"></audio>`,
    ]
  })
  const said = (spokenVersions(message).live ?? []).map(
    ({ text }) => html`<p lang="fr">${text}</p>`,
  )
  const text = said.length > 0 ? said.join('') : html`<p>${words.noWords}</p>`
  const notice = `/notice/${call.campaign}/${call.message?.version}`
  return html`<details><summary>${words.listen}</summary>!${sounds.join('')}</details>
<details><summary>${words.read}</summary>!${text}</details>
<p><a href="${notice}">${words.notice}</a></p>`
}
