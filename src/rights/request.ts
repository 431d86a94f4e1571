/**
 * A request of a person about their data (RGPD art. 12 to 21): what they asked, with its clock. The
 * answer is due within a month of the request (art. 12 § 3); the reference is what the person is given.
 */
import { assert } from '../base/assert.ts'
import { after, between, type EpochMs, hours, type Ms } from '../base/units.ts'
import type { Said } from '../law/verdict.ts'

export const requestKinds = ['access', 'correct', 'export', 'erase', 'object', 'complain'] as const
export type RequestKind = (typeof requestKinds)[number]

/** How far an objection reaches. */
export type ObjectionReach = 'campaign' | 'organisation' | 'everything'

export interface RightsRequest {
  /** Such as `PV-7K3M-92QD`: random, not to be guessed, without look-alike letters. */
  readonly reference: string
  readonly kind: RequestKind
  readonly openedAt: EpochMs
  readonly dueAt: EpochMs
  /** web: the public pages; call: key 9 or a volunteer; office: mail or visit, typed in by the team. */
  readonly channel: 'web' | 'call' | 'office'
  /** How the person proved that the number is theirs; null: not proved yet, a human must look. */
  readonly proof: 'code' | null
  /** What the person wrote: the right commune, the complaint. */
  readonly words: string | null
  readonly reach: ObjectionReach | null
  readonly state: 'open' | 'answered' | 'refused'
  readonly answeredAt: EpochMs | null
  readonly answer: string | null
}

/** 30 days: the month of art. 12 § 3 at its shortest but February's, counted from the request. */
export const answerWithinMs: Ms = hours(30 * 24)

/** A team that looks once a week still answers in time: from here on it is told. */
export const dueSoonMs: Ms = hours(7 * 24)

export interface Asked {
  readonly kind: RequestKind
  readonly channel: RightsRequest['channel']
  readonly proof: RightsRequest['proof']
  readonly words: string | null
  readonly reach: ObjectionReach | null
}

export const opened = (reference: string, asked: Asked, now: EpochMs): RightsRequest => ({
  reference,
  ...asked,
  openedAt: now,
  dueAt: after(now, answerWithinMs),
  state: 'open',
  answeredAt: null,
  answer: null,
})

/** open → answered or refused, once: what was said to a person is not said again otherwise. */
export type Answering =
  | { readonly is: 'answered'; readonly request: RightsRequest }
  | {
      readonly is: 'refused'
      readonly why: 'closed' | 'noText'
      readonly measured: string
      readonly limit: string
    }

export function answer(
  request: RightsRequest,
  given: { readonly state: 'answered' | 'refused'; readonly text: string },
  now: EpochMs,
): Answering {
  if (request.state !== 'open') {
    return { is: 'refused', why: 'closed', measured: request.state, limit: 'open' }
  }
  const text = given.text.trim()
  // A refusal too is owed its reasons (RGPD art. 12 § 4).
  if (text === '') return { is: 'refused', why: 'noText', measured: 'no text', limit: 'an answer' }
  return {
    is: 'answered',
    request: { ...request, state: given.state, answeredAt: now, answer: text },
  }
}

export type RequestClock =
  | { readonly is: 'closed' }
  /** At `dueAt` itself the answer is still in time. */
  | { readonly is: 'running'; readonly daysLeft: number; readonly soon: boolean }
  | { readonly is: 'overdue'; readonly daysLate: number }

const dayMs = hours(24)

/** Days are whole days begun: with one minute left, one day is left. */
export function clockOf({ state, dueAt }: RightsRequest, now: EpochMs): RequestClock {
  if (state !== 'open') return { is: 'closed' }
  const left = between(now, dueAt)
  if (left < 0) return { is: 'overdue', daysLate: Math.ceil(-left / dayMs) }
  return { is: 'running', daysLeft: Math.ceil(left / dayMs), soon: left <= dueSoonMs }
}

/** The one due first comes first; closed ones last, the newest of them first. */
export function byUrgency(a: RightsRequest, b: RightsRequest): number {
  const [aOpen, bOpen] = [a.state === 'open', b.state === 'open']
  if (aOpen !== bOpen) return aOpen ? -1 : 1
  const order = aOpen ? a.dueAt - b.dueAt : b.openedAt - a.openedAt
  return order || (a.reference < b.reference ? -1 : 1)
}

/** What a team must be told; null when nothing is due within `dueSoonMs`. */
export function dueAlert(requests: readonly RightsRequest[], now: EpochMs): Said | null {
  const clocks = requests.map((request) => clockOf(request, now))
  const late = clocks.filter(({ is }) => is === 'overdue').length
  const soon = clocks.filter((clock) => clock.is === 'running' && clock.soon).length
  if (late + soon === 0) return null
  const en = [
    ...(late > 0 ? [`${late} ${late === 1 ? 'is' : 'are'} overdue`] : []),
    ...(soon > 0 ? [`${soon} ${soon === 1 ? 'is' : 'are'} due within 7 days`] : []),
  ]
  const fr = [
    ...(late > 0 ? [`${late} en retard`] : []),
    ...(soon > 0 ? [`${soon} à traiter sous 7 jours`] : []),
  ]
  return {
    en: `Requests of people called: ${en.join(', ')} (RGPD art. 12 § 3): portevoix rights list --due`,
    fr: `Demandes des personnes appelées\u202f: ${fr.join(', ')} (RGPD art. 12 § 3)\u202f: portevoix rights list --due`,
  }
}

/** No 0, 1, I, O: they are misread and misheard. 32 signs, so that a byte's five low bits choose one. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
export const referenceBytes = 8

/** `bytes`: random ones of the edge; eight of them leave 2^40 references to guess among. */
export function referenceFrom(bytes: Uint8Array): string {
  assert(bytes.length === referenceBytes, 'a reference is made of eight random bytes')
  const text = Array.from(bytes, (byte) => signs[byte & 31]).join('')
  return `PV-${text.slice(0, 4)}-${text.slice(4)}`
}

/** As a person types it from a letter: small letters, spaces, without the dashes. */
export function parseReference(written: string): string | undefined {
  const found = /^PV([2-9A-HJ-NP-Z]{4})([2-9A-HJ-NP-Z]{4})$/.exec(
    written.toUpperCase().replace(/[^0-9A-Z]/g, ''),
  )
  return found ? `PV-${found[1]}-${found[2]}` : undefined
}
