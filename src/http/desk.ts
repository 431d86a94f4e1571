/** What every public page works with, and what it knows of the browser in front of it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../base/clock.ts'
import type { E164, EpochMs, MonoMs, Ms } from '../base/units.ts'
import type { Database } from '../store/database.ts'
import { provedNumber } from '../store/postgres/spokenCodes.ts'
import type { Store } from '../store/store.ts'
import type { CodeCalls } from './codeCalls.ts'
import type { Language } from './language.ts'
import { type PageBody, pageOf } from './layout.ts'
import type { CookieRules } from './session.ts'

export interface Desk {
  readonly database: Database
  readonly store: Store
  readonly organisation: number
  readonly clock: Clock
  readonly cookies: CookieRules
  /** Answers that concern a number leave at multiples of this (limits.ts). */
  readonly answerEvery: Ms
  readonly codes: CodeCalls
  /** Calls go to the practice carrier: no real phone rings. */
  readonly practice: boolean
  /** What the practice phones of this program heard; null with any other carrier. */
  readonly practicePhone: PracticePhone | null
}

export interface PracticePhone {
  /** The digits the phone of this number has heard by now, in its last call; empty: none yet. */
  heard(number: E164): Promise<string>
}

/** The browser: its language and its secret (session.ts). */
export interface Visit {
  readonly language: Language
  readonly secret: string
  readonly session: Buffer
  readonly token: string
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
    startedAt: MonoMs
  }
  interface FastifyContextConfig {
    onSchedule?: boolean
  }
}

export const nowOf = ({ clock }: Desk): EpochMs => clock.epoch()

export interface Shown extends PageBody {
  readonly status?: number
  /** Path of the form this page answers: the language switch leads there. */
  readonly backTo?: string
}

export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export function show(
  { practice, practicePhone }: Pick<Desk, 'practice' | 'practicePhone'>,
  { request, reply }: Exchange,
  { status = 200, backTo, ...page }: Shown,
): FastifyReply {
  const frame = {
    language: request.visit.language,
    backTo: backTo ?? request.url.split('?')[0] ?? '/',
    practice,
    practicePhone: practicePhone !== null,
  }
  return reply.status(status).type('text/html; charset=utf-8').send(pageOf(frame, page))
}

/** The number this browser has proved; null: it has to ask for a code first. */
export const numberOf = (desk: Desk, { visit }: FastifyRequest): Promise<E164 | null> =>
  provedNumber(desk.database, visit.session, desk.organisation, nowOf(desk))

/** After a POST the browser is sent on by GET, so that a reload repeats nothing. */
export const sendTo = (reply: FastifyReply, path: string): FastifyReply => reply.redirect(path, 303)
