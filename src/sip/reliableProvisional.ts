/**
 * Reliable provisional replies, RFC 3262, for the side that sent the INVITE: which one is in order, and
 * the PRACK that acknowledges it. One numbering a dialog; replies out of order are as if lost.
 */
import { headerOf, type SipHeader, type SipResponse, tokensOf } from './message.ts'
import { parseWhole } from './text.ts'

/** §7.1: a whole number of 32 bits, never 0. */
const rseqMax = 2 ** 32 - 1

/** The RSeq of a reply that must be acknowledged; undefined: it is not a reliable one. */
export function rseqOf(response: SipResponse): number | undefined {
  const { status } = response
  // §3: 100 is hop by hop and never reliable.
  if (status <= 100 || status >= 200) return undefined
  if (!tokensOf(response, 'require').some((tag) => tag.toLowerCase() === '100rel')) return undefined
  const rseq = parseWhole(headerOf(response, 'rseq')?.trim() ?? '', rseqMax)
  return rseq === 0 ? undefined : rseq
}

/** §4: the first may have any number, each next one exactly one more. */
export const isNextRseq = (last: number | undefined, rseq: number): boolean =>
  last === undefined || rseq === last + 1

/** §7.2. */
export const rackOf = (rseq: number, { cseq }: SipResponse): SipHeader => ({
  name: 'rack',
  value: `${rseq} ${cseq.number} ${cseq.method}`,
})
