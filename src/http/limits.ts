/** Named limits of the public pages: what one address may send, and how large anything may be. */
import { type Ms, minutes, ms, seconds } from '../base/units.ts'

/** A form with a complaint of `wordsMax` characters, all of them escaped. */
export const bodyBytesMax = 32 * 1024
export const urlCharactersMax = 1024
/** Node's own default, said aloud: longer headers are answered 431. */
export const headerBytesMax = 16 * 1024
export const connectionsMax = 2_000
export const headersWithin: Ms = seconds(10)
export const requestWithin: Ms = seconds(20)
/** With the API a piece of a large file may come over a slow line. */
export const uploadWithin: Ms = minutes(3)

/** Characters of what a person writes: a complaint, the right commune. */
export const wordsMax = 2_000
export const factMax = 200
export const numberTextMax = 40

export interface AddressLimit {
  readonly max: number
  readonly within: Ms
}

/**
 * For one address (IPv6: its /64). Many people share an address behind a carrier's NAT: these only
 * slow down one sender; what protects a number are the limits in rights/spokenCode.ts.
 */
export const addressLimits = {
  pages: { max: 600, within: minutes(1) },
  /** A team behind one address, each with a page that follows a campaign. */
  api: { max: 6_000, within: minutes(1) },
  /** Sign-ins, first run, invitations: what takes a password or a secret. */
  secrets: { max: 30, within: minutes(5) },
  /** Links that ask for an approval: a page, its sound in pieces, one answer. */
  approvals: { max: 300, within: minutes(5) },
  /** Phones rung for an approval. */
  ringing: { max: 6, within: minutes(10) },
  /** Codes asked for. */
  asking: { max: 60, within: minutes(10) },
  /** Codes typed. */
  typing: { max: 60, within: minutes(10) },
  objecting: { max: 60, within: minutes(10) },
  /** Corrections, complaints, exports, letters. */
  acting: { max: 60, within: minutes(10) },
} as const satisfies Record<string, AddressLimit>

/** Of one session or key. */
export const sessionLimit: AddressLimit = { max: 1_800, within: minutes(1) }
/** A JSON body of the API, unless its route says otherwise. */
export const jsonBytesMax = 256 * 1024

/**
 * An answer that concerns a number leaves at a multiple of this after its request came, so that the
 * work behind it cannot be timed. Longer than that work takes, shorter than people notice.
 */
export const answerEveryMs: Ms = ms(400)

/** Code calls waiting for a line; more are not placed, and the person asks again. */
export const codeCallsWaitingMax = 100
export const codeCallsAtOnceMax = 4
/** How long a telephone rings for a code. */
export const codeRingMs: Ms = seconds(30)
export const sweepEveryMs: Ms = minutes(1)
