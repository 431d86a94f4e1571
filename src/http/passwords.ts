/**
 * Passphrases: which are taken, and their hashes (Argon2id, RFC 9106) with the parameters beside them. A
 * hash takes memory and time on purpose, so that few are made at once.
 */
import { argon2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { isCommonPassphrase } from '../access/commonPassphrase.ts'
import { Failure } from '../base/failure.ts'
import { sameBytes } from './session.ts'

/** OWASP, Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const tagLength = 32
const nonceBytes = 16

export const passwordSignsMin = 12
export const passwordSignsMax = 200
const differentSignsMin = 5
/** Beside what is known of the person. */
const ownSignsMin = 8
/** Hashes made at once; others wait their turn. 40 MiB. */
const hashesAtOnceMax = 2

/** NIST SP 800-63B: length counts, not kinds of signs; nothing that is known of the person. */
export function refuseWeakPassword(password: string, known: readonly string[]): void {
  const plain = password.toLowerCase()
  const parts = known.flatMap((text) => text.toLowerCase().split(/[@.\s]+/))
  let others = plain
  for (const part of parts.filter(({ length }) => length >= 4)) others = others.replaceAll(part, '')
  const isKnown = others !== plain && others.length < ownSignsMin
  const isWeak = isKnown || isCommonPassphrase(plain)
  if (password.length >= passwordSignsMin && new Set(plain).size >= differentSignsMin && !isWeak) {
    return
  }
  throw new Failure(
    'badInput',
    `Choose a passphrase of ${passwordSignsMin} signs or more that is not made of your name or address.`,
    {
      ...{ measured: `${password.length} signs`, limit: `${passwordSignsMin} signs` },
      fr: `Choisissez une phrase de passe de ${passwordSignsMin} signes ou plus, sans votre nom ni votre adresse.`,
      fields: [
        {
          field: 'password',
          sentence: 'Four words that have nothing to do with you will do.',
          fr: 'Quatre mots sans rapport avec vous suffisent.',
        },
      ],
    },
  )
}

const derive = promisify(argon2)
let busy = 0
const waiting: (() => void)[] = []

async function tagOf(password: string, nonce: Buffer, length = tagLength): Promise<Buffer> {
  if (busy >= hashesAtOnceMax) await new Promise<void>((resolve) => waiting.push(resolve))
  else busy += 1
  try {
    const message = Buffer.from(password.normalize('NFC'))
    return await derive('argon2id', { message, nonce, tagLength: length, ...cost })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else busy -= 1
  }
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** As the PHC string format writes it. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(nonceBytes)
  const { memory, passes, parallelism } = cost
  const tag = await tagOf(password, nonce)
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`
}

/** `hash` null: nobody has this address; it takes as long as if somebody had. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const [nonce, tag] = (hash ?? '').split('$').slice(-2)
  const isReal = hash?.startsWith('$argon2id$v=19$m=19456,t=2,p=1$') ?? false
  const known = isReal ? Buffer.from(tag ?? '', 'base64') : Buffer.alloc(tagLength)
  const made = await tagOf(
    password,
    isReal ? Buffer.from(nonce ?? '', 'base64') : randomBytes(nonceBytes),
  )
  return sameBytes(made, known) && isReal
}
