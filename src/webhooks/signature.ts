/**
 * The signature of a delivery: HMAC-SHA-256 (RFC 2104) over its instant, a point and its body, so that an
 * old body cannot be sent again as if it were new. docs/webhooks.md shows how a receiver verifies it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { EpochMs, Ms } from '../base/units.ts'
import { minutes } from '../base/units.ts'

export const signatureHeader = 'portevoix-signature'
/** A receiver refuses what is older: clocks differ, and a retry is signed anew. */
export const toleratedAge: Ms = minutes(5)

/** `t=1792915200,v1=5257a8…`: seconds since 1970, then lower-case hexadecimal. */
export function signatureOf(secret: string, body: string, at: EpochMs): string {
  const seconds = Math.floor(at / 1000)
  return `t=${seconds},v1=${macOf(secret, `${seconds}.${body}`)}`
}

/** What a receiver does with the header; ours in the tests and in the documentation. */
export function isSigned(secret: string, body: string, header: string, now: EpochMs): boolean {
  const parts = new Map(header.split(',').map((part) => part.split('=', 2) as [string, string]))
  const seconds = Number(parts.get('t'))
  const given = Buffer.from(parts.get('v1') ?? '', 'hex')
  const made = Buffer.from(macOf(secret, `${seconds}.${body}`), 'hex')
  const isFresh = Math.abs(now - seconds * 1000) <= toleratedAge
  return isFresh && given.length === made.length && timingSafeEqual(given, made)
}

const macOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex')
