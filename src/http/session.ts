/**
 * The one cookie of the public pages: a random secret of the browser, set when it first sees a form.
 * Only its SHA-256 is ever stored. Forms carry a token derived from it, which no other site can know.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface CookieRules {
  /** The pages are served over HTTPS: Secure, and the name that binds it to this very host. */
  readonly secure: boolean
}

const secretBytes = 32
const secretText = /^[A-Za-z0-9_-]{43}$/
const languageCookie = 'language'

/** RFC 6265bis §4.1.3.2: __Host- keeps a neighbouring host from planting a secret of its own. */
const secretCookie = ({ secure }: CookieRules): string =>
  secure ? '__Host-portevoix' : 'portevoix'

export const newSecret = (): string => randomBytes(secretBytes).toString('base64url')

export function secretOf(header: string | undefined, rules: CookieRules): string | undefined {
  const found = cookieOf(header, secretCookie(rules))
  return found !== undefined && secretText.test(found) ? found : undefined
}

export function languageOf(header: string | undefined): 'fr' | 'en' | undefined {
  const found = cookieOf(header, languageCookie)
  return found === 'fr' || found === 'en' ? found : undefined
}

export const setSecret = (secret: string, rules: CookieRules): string =>
  `${secretCookie(rules)}=${secret}; Path=/; HttpOnly; SameSite=Lax${rules.secure ? '; Secure' : ''}`

export const setLanguage = (language: 'fr' | 'en', rules: CookieRules): string =>
  `${languageCookie}=${language}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax${
    rules.secure ? '; Secure' : ''
  }`

/** The other cookie: of a person who signed in to the web app; no other site's page sends it. */
const appCookie = ({ secure }: CookieRules): string =>
  secure ? '__Host-portevoix-app' : 'portevoix-app'

export const appSecretOf = (header: string | undefined, rules: CookieRules): string | undefined =>
  cookieOf(header, appCookie(rules))

export const setAppSecret = (secret: string, rules: CookieRules): string =>
  `${appCookie(rules)}=${secret}; Path=/; HttpOnly; SameSite=Strict${rules.secure ? '; Secure' : ''}`

export const clearAppSecret = (rules: CookieRules): string =>
  `${setAppSecret('', rules)}; Max-Age=0`

/** What the database knows of a browser. */
export const sessionOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** RFC 2104; another word for each use, so that one value says nothing about another. */
const derived = (secret: string, use: string): Buffer =>
  createHmac('sha256', secret).update(use).digest()

export const formToken = (secret: string): string => derived(secret, 'form').toString('base64url')

/** What the web app sends beside its cookie, in the header x-portevoix-csrf. */
export const csrfToken = (secret: string): string => derived(secret, 'csrf').toString('base64url')

export const isCsrfToken = (secret: string, given: unknown): boolean =>
  typeof given === 'string' && sameText(given, csrfToken(secret))

export function isFormToken(secret: string, given: unknown): boolean {
  return typeof given === 'string' && sameText(given, formToken(secret))
}

/** The code of a call, keyed with the secret that only the browser keeps. */
export const codeHashOf = (secret: string, code: string): Buffer => derived(secret, `code ${code}`)

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b)

/** In a time that depends on neither text: both are hashed first. */
const sameText = (a: string, b: string): boolean =>
  sameBytes(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/** The first cookie of that name (RFC 6265 §5.4: the most specific comes first). */
function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}
