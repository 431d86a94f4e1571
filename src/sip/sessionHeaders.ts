/** The headers of session timers, RFC 4028: Session-Expires, Min-SE, and what a 2xx agrees to. */
import { seconds } from '../base/units.ts'
import { headerOf, type SipHeader, type SipRequest, type SipResponse, tokensOf } from './message.ts'
import type { SessionTerms } from './sessionTimer.ts'
import { parseWhole } from './text.ts'

export interface SessionWish {
  readonly expiresS: number
  readonly minS: number
}

/** §4: nobody may be asked for a shorter one; §5: what Min-SE means when it is not written. */
export const sessionMinS = 90
/** A day; a far end that wants sessions longer than that wants none. */
export const sessionMaxS = 86_400

/** For an INVITE or a refresh. `refresher`: absent in the first one, the far end then chooses (§7.1). */
export const sessionHeaders = ({ expiresS, minS }: SessionWish, refresher?: 'uac'): SipHeader[] => [
  {
    name: 'session-expires',
    value: `${expiresS}${refresher === undefined ? '' : `;refresher=${refresher}`}`,
  },
  { name: 'min-se', value: String(minS) },
]

/** What a 2xx to our request agrees to; undefined: no session expires (§7.2). */
export function termsOf(response: SipResponse): SessionTerms | undefined {
  const said = sessionExpiresOf(response)
  if (said === undefined) return undefined
  return {
    intervalMs: seconds(said.expiresS),
    refresher: said.refresher === 'uas' ? 'them' : 'us',
  }
}

/** After a 422: what to ask for instead (§7.3); undefined: it names nothing we could obey. */
export function wishAfter(wish: SessionWish, response: SipResponse): SessionWish | undefined {
  const minS = minSeOf(response)
  if (minS === undefined || minS <= wish.minS) return undefined
  return { minS, expiresS: Math.max(minS, wish.expiresS) }
}

export type JudgedRefresh =
  | { readonly is: 'tooBrief'; readonly headers: readonly SipHeader[] }
  | {
      readonly is: 'agreed'
      readonly terms: SessionTerms | undefined
      readonly headers: readonly SipHeader[]
    }

/** Their re-INVITE or UPDATE, §9. `wish`: what we would have, undefined when we want no timer. */
export function judgeRefresh(request: SipRequest, wish: SessionWish | undefined): JudgedRefresh {
  const said = sessionExpiresOf(request)
  const knowsTimers = tokensOf(request, 'supported').some((tag) => tag.toLowerCase() === 'timer')
  const minS = wish?.minS ?? sessionMinS
  // A 422 is for whoever understands it; what another asks for is raised instead.
  if (said !== undefined && knowsTimers && said.expiresS < minS) {
    return { is: 'tooBrief', headers: [{ name: 'min-se', value: String(minS) }] }
  }
  const wanted = said?.expiresS ?? wish?.expiresS
  if (wanted === undefined) return { is: 'agreed', terms: undefined, headers: [] }
  const expiresS = Math.max(wanted, minS, minSeOf(request) ?? 0)
  // Table 2 of §9: who does not know timers cannot refresh; else whoever was named, else who asked.
  const isTheirs = knowsTimers && said !== undefined && said.refresher !== 'uas'
  const expires = `${expiresS};refresher=${isTheirs ? 'uac' : 'uas'}`
  return {
    is: 'agreed',
    terms: { intervalMs: seconds(expiresS), refresher: isTheirs ? 'them' : 'us' },
    headers: [
      { name: 'session-expires', value: expires },
      ...(isTheirs ? [{ name: 'require', value: 'timer' }] : []),
    ],
  }
}

const minSeOf = (message: SipRequest | SipResponse): number | undefined =>
  parseWhole((headerOf(message, 'min-se') ?? '').split(';', 1)[0]?.trim() ?? '', sessionMaxS)

interface Said {
  readonly expiresS: number
  readonly refresher: 'uac' | 'uas' | undefined
}

function sessionExpiresOf(message: SipRequest | SipResponse): Said | undefined {
  const [first = '', ...params] = (headerOf(message, 'session-expires') ?? '').split(';')
  const expiresS = parseWhole(first.trim(), sessionMaxS)
  if (expiresS === undefined || expiresS === 0) return undefined
  const named = params.map((param) => /^\s*refresher\s*=\s*(ua[cs])\s*$/i.exec(param)?.[1])
  const refresher = named.find((name) => name !== undefined)?.toLowerCase()
  return { expiresS, refresher: refresher as Said['refresher'] }
}
