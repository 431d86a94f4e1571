/** What a registrar's reply says: for how long it keeps our address, or how long it wants at least. */
import { headerOf, type SipRequest, type SipResponse } from './message.ts'
import { parseWhole } from './text.ts'
import { parseUri } from './uri.ts'

/** A week: a registrar that asks for more is asked anew each week. */
const expiresMaxS = 604_800

/** Seconds granted to our Contact (§10.2.4); undefined: nothing said, what we asked for holds. */
export function grantedS(response: SipResponse, request: SipRequest): number | undefined {
  const own = placesOf(request, response)
  const { contacts } = response
  const ours = contacts.find(({ uri }) => own.includes(placeOf(uri) ?? '-'))
  // A lone one that looks otherwise is ours as an edge proxy rewrote it.
  const contact = ours ?? (contacts.length === 1 ? contacts[0] : undefined)
  if (contacts.length > 0 && !contact) return 0
  const said = contact?.params.get('expires') ?? headerOf(response, 'expires')
  return said === undefined ? undefined : parseWhole(said.trim(), expiresMaxS)
}

/** The Contact we sent, and the address from which the registrar saw it come (RFC 3581 §4). */
function placesOf(request: SipRequest, response: SipResponse): string[] {
  const [contact] = request.contacts
  const sent = contact && placeOf(contact.uri)
  const via = response.vias[0]
  const user = contact && userOf(contact.uri)
  const host = via?.params.get('received') ?? via?.host
  const port = via?.params.get('rport') || String(via?.port ?? 5060)
  return [...(sent ? [sent] : []), `${user}@${host}:${port}`]
}

function placeOf(text: string): string | undefined {
  const uri = parseUri(text)
  if (!uri || uri.scheme === 'other') return undefined
  return `${uri.user}@${uri.host.replace(/^\[|\]$/g, '')}:${uri.port ?? 5060}`
}

const userOf = (text: string): string => {
  const uri = parseUri(text)
  return uri && uri.scheme !== 'other' ? uri.user : ''
}

/** §20.23: of a 423. */
export const minExpiresOf = (response: SipResponse): number | undefined =>
  parseWhole((headerOf(response, 'min-expires') ?? '').trim(), expiresMaxS)
