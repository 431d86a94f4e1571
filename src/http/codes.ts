/**
 * Asking for a code and typing it, the same for every page that needs one. Nothing here depends on
 * whether the number is known: that is looked up later, where the call is placed.
 */
import { randomInt } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { E164 } from '../base/units.ts'
import { e164Of, parsePhoneNumber } from '../contacts/phoneNumber.ts'
import { readNumber } from '../law/numberText.ts'
import { codeDigits, readCode } from '../rights/spokenCode.ts'
import { askCode, type CodePurpose, tryNewestCode } from '../store/postgres/spokenCodes.ts'
import { type Desk, nowOf } from './desk.ts'
import type { Language } from './language.ts'
import type { FieldError } from './layout.ts'
import { numberTextMax } from './limits.ts'
import { Problem } from './problems.ts'
import { codeHashOf, newSecret, sameBytes, sessionOf, setSecret } from './session.ts'
import { commonWords } from './words/common.ts'

/**
 * What a person typed as their number → E.164 whatever its class, or what to correct. A number that may
 * not be called is read like any other: the answer must not tell.
 */
export function readTypedNumber(
  written: string,
  language: Language,
): { readonly number: E164 } | { readonly error: FieldError } {
  const words = commonWords[language]
  const text = written.trim()
  if (text === '') return { error: { field: 'number', sentence: words.numberMissing } }
  if (text.length <= numberTextMax) {
    const parsed = parsePhoneNumber(text)
    const number = parsed.is === 'number' ? parsed.number : readNumber(text)
    if (number && e164Of(number) && digitsOf(number) >= digitsMin) return { number }
  }
  return { error: { field: 'number', sentence: words.numberUnreadable } }
}

/** The shortest whole numbers of the French plans: Saint-Pierre-et-Miquelon, the Pacific. */
const digitsMin = 9
const digitsOf = (number: E164): number => number.length - 1

export interface Asking {
  readonly purpose: CodePurpose
  readonly number: E164
  /** The consent being offered. */
  readonly about: unknown
}

/** Stores a new code and leaves it to the code calls whether the number rings. */
export async function askForCode(
  desk: Desk,
  { visit }: FastifyRequest,
  { purpose, number, about }: Asking,
): Promise<void> {
  const digits = String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0')
  const now = nowOf(desk)
  const { organisation, database } = desk
  const codeHash = codeHashOf(visit.secret, digits)
  const asked = { organisation, purpose, session: visit.session, number, about, codeHash }
  const answer = await askCode(database, asked, now)
  if (answer.is === 'tooMany') throw new Problem('tooManyCodes')
  const { language } = visit
  desk.codes.ask({ code: answer.code, digits, number, language, purpose, askedAt: now })
}

export type Typed =
  | { readonly is: 'right'; readonly number: E164; readonly about: unknown }
  | { readonly is: 'error'; readonly errors: readonly FieldError[]; readonly isDead: boolean }

/** One guess. When it is right the browser gets a new secret: the old one may have been seen. */
export async function typeCode(
  desk: Desk,
  { visit }: FastifyRequest,
  reply: FastifyReply,
  { purpose, written }: { readonly purpose: CodePurpose; readonly written: string },
): Promise<Typed> {
  const words = commonWords[visit.language]
  const failed = (sentence: string, isDead = false): Typed => ({
    is: 'error',
    isDead,
    errors: [{ field: 'code', sentence }],
  })
  const code = readCode(written)
  if (code === undefined) return failed(words.codeMissing)
  const secret = newSecret()
  const answer = await tryNewestCode(
    desk.database,
    {
      organisation: desk.organisation,
      purpose,
      session: visit.session,
      isSame: (hash) => sameBytes(hash, codeHashOf(visit.secret, code)),
      nextSession: sessionOf(secret),
    },
    nowOf(desk),
  )
  switch (answer.is) {
    case 'right':
      reply.header('set-cookie', setSecret(secret, desk.cookies))
      return answer
    case 'wrong':
      return failed(words.codeWrong(String(answer.attemptsLeft)))
    case 'dead':
      return failed(words.codeDead, true)
    case 'tooMany':
      throw new Problem('tooMany')
  }
}
