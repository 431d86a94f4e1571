/**
 * Dialogs, RFC 3261 §12: the relation of two user agents that an INVITE makes and a BYE ends. Pure
 * values; the leg that owns a dialog replaces it at each request. Used by both sides of a call.
 */
import type { NameAddr } from './header.ts'
import { nameAddr, parseNameAddr } from './header.ts'
import { type SipHeader, type SipRequest, type SipResponse, tagOf } from './message.ts'
import { defaultPortOf, type TransportName } from './transports.ts'
import { parseUri, withoutHeaders } from './uri.ts'

export interface Dialog {
  readonly callId: string
  /** Ours, with our tag. */
  readonly local: NameAddr
  /** Theirs, with their tag (none from an RFC 2543 user agent). */
  readonly remote: NameAddr
  /** The last CSeq number we used in it. */
  readonly localSeq: number
  /** The last CSeq number they used; undefined until their first request. */
  readonly remoteSeq: number | undefined
  /** Where requests go: the URI of their newest Contact. */
  readonly remoteTarget: string
  /** In the order we write it into Route. */
  readonly routeSet: readonly NameAddr[]
}

/** The dialog of an INVITE we sent and a 101–2xx to it (§12.1.2). */
export function dialogOfCaller(invite: SipRequest, reply: SipResponse): Dialog {
  return {
    callId: invite.callId,
    local: invite.from,
    remote: reply.to,
    localSeq: invite.cseq.number,
    remoteSeq: undefined,
    // Contact is mandatory; a far end that forgets it is still where the INVITE went.
    remoteTarget: reply.contacts[0]?.uri ?? invite.uri,
    routeSet: reply.recordRoutes.toReversed(),
  }
}

/** The dialog of an INVITE we received and the reply with our tag in To (§12.1.1). */
export function dialogOfCallee(invite: SipRequest, reply: SipResponse): Dialog | undefined {
  const contact = invite.contacts[0]
  if (!contact) return undefined
  return {
    callId: invite.callId,
    local: reply.to,
    remote: invite.from,
    localSeq: 0,
    remoteSeq: invite.cseq.number,
    remoteTarget: contact.uri,
    routeSet: invite.recordRoutes,
  }
}

export interface RequestOptions {
  readonly contact?: NameAddr
  readonly headers?: readonly SipHeader[]
  readonly sdp?: string
}

/** The next request in a dialog, §12.2.1.1, and the dialog after it. Not for ACK: see `ackFor`. */
export function requestIn(
  dialog: Dialog,
  method: string,
  options: RequestOptions = {},
): [Dialog, SipRequest] {
  const number = dialog.localSeq + 1
  return [{ ...dialog, localSeq: number }, writeRequest(dialog, method, number, options)]
}

/** The ACK of a 2xx to the INVITE numbered `number`, §13.2.2.4: same CSeq number, a new transaction. */
export const ackFor = (dialog: Dialog, number: number, options: RequestOptions = {}): SipRequest =>
  writeRequest(dialog, 'ACK', number, options)

/** §12.2.2: a request from the far end; an older CSeq than the last is out of order (500). */
export function receiveIn(
  dialog: Dialog,
  request: SipRequest,
): { readonly is: 'inOrder'; readonly dialog: Dialog } | { readonly is: 'outOfOrder' } {
  const { number, method } = request.cseq
  // ACK and CANCEL carry the number of the INVITE they belong to.
  if (method === 'ACK' || method === 'CANCEL') return { is: 'inOrder', dialog }
  if (dialog.remoteSeq !== undefined && number <= dialog.remoteSeq) return { is: 'outOfOrder' }
  return { is: 'inOrder', dialog: retargeted({ ...dialog, remoteSeq: number }, request) }
}

/** §12.2.1.2, §12.2.2: a target refresh (re-INVITE, UPDATE and their 2xx) moves the remote target. */
export function retargeted(dialog: Dialog, message: SipRequest | SipResponse): Dialog {
  const refreshes = message.cseq.method === 'INVITE' || message.cseq.method === 'UPDATE'
  const contact = message.contacts[0]
  return refreshes && contact ? { ...dialog, remoteTarget: contact.uri } : dialog
}

/** The key under which the owner of a dialog files it: Call-ID and the local tag. */
export const dialogKey = (callId: string, localTag: string): string => `${callId}\n${localTag}`

/** The key of the dialog a received request belongs to; undefined outside dialogs (no To tag). */
export function dialogKeyOf(request: SipRequest): string | undefined {
  const localTag = tagOf(request.to)
  return localTag === undefined ? undefined : dialogKey(request.callId, localTag)
}

export interface NextHop {
  readonly host: string
  readonly port: number
  /** Absent: UDP. */
  readonly transport?: TransportName
}

/** Where a request goes: its topmost Route, else its URI (§8.1.2). undefined: nowhere we could send to. */
export function nextHop(request: SipRequest): NextHop | undefined {
  const uri = parseUri(request.routes[0]?.uri ?? request.uri)
  if (!uri || uri.scheme === 'other') return undefined
  const said = uri.params.get('transport')?.toLowerCase() ?? (uri.scheme === 'sips' ? 'tls' : 'udp')
  // RFC 3263 §4.1: over TCP, sips means TLS.
  const transport = uri.scheme === 'sips' && said === 'tcp' ? 'tls' : said
  if (transport !== 'udp' && transport !== 'tcp' && transport !== 'tls') return undefined
  if (uri.scheme === 'sips' && transport !== 'tls') return undefined
  const port = uri.port ?? defaultPortOf(transport)
  return { host: uri.host, port, ...(transport === 'udp' ? {} : { transport }) }
}

function writeRequest(
  dialog: Dialog,
  method: string,
  number: number,
  options: RequestOptions,
): SipRequest {
  const sdp = options.sdp ?? ''
  const first = dialog.routeSet[0]
  // A first route without `lr` is a strict router: it stands in the Request-URI (§12.2.1.1).
  const isStrict = first !== undefined && !isLooseRouter(first)
  return {
    is: 'request',
    method,
    uri: withoutHeaders(isStrict ? first.uri : dialog.remoteTarget),
    vias: [],
    from: dialog.local,
    to: dialog.remote,
    callId: dialog.callId,
    cseq: { number, method },
    contacts: options.contact ? [options.contact] : [],
    recordRoutes: [],
    routes: isStrict
      ? [...dialog.routeSet.slice(1), nameAddr(dialog.remoteTarget)]
      : dialog.routeSet,
    maxForwards: undefined,
    headers: [
      ...(options.headers ?? []),
      ...(sdp ? [{ name: 'content-type', value: 'application/sdp' }] : []),
    ],
    body: sdp,
  }
}

function isLooseRouter(route: NameAddr): boolean {
  const uri = parseUri(parseNameAddr(route.text)?.uri ?? route.uri)
  return uri !== undefined && uri.scheme !== 'other' && uri.params.has('lr')
}
