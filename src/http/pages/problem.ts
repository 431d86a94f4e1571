/** The page of a problem: what happened, what to do, the code to quote. */
import { html } from 'ghtml'
import type { Shown } from '../desk.ts'
import type { Language } from '../language.ts'
import { type ProblemName, problems } from '../problems.ts'
import { commonWords } from '../words/common.ts'

/** `id`: of this one failure, where it stands in the log of the server. */
export function problemPage(name: ProblemName, language: Language, id?: string): Shown {
  const { status, code, title, whatToDo } = problems[name]
  const words = commonWords[language]
  return {
    status,
    backTo: '/',
    title: title[language],
    body: html`<p class="lead">${whatToDo[language]}</p>
<p>${words.problemCode} <strong>${id ?? code}</strong></p>
<p><a class="button plain" href="/">${words.toFirstPage}</a></p>`,
  }
}
