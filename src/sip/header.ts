/**
 * The header values a user agent must understand: Via, name-addr (From, To, Contact, Route,
 * Record-Route), CSeq. Each keeps `text`, how it was written, because a reply echoes it unchanged.
 */
import { parsePort, readHost } from './host.ts'
import { isToken, noParams, type Params, parseParams, parseWhole, splitOutside } from './text.ts'
import { parseUri } from './uri.ts'

export interface Via {
  readonly text: string
  readonly transport: string
  readonly host: string
  readonly port: number | undefined
  readonly params: Params
}

export interface NameAddr {
  readonly text: string
  readonly uri: string
  readonly params: Params
}

export interface CSeq {
  readonly number: number
  readonly method: string
}

// sent-protocol LWS sent-by *( SEMI via-params ), RFC 3261 §25.1; LWS may stand around "/" and ":".
const sentProtocol = /SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9\-.!%*_+`'~]+)/
const sentBy = /(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-_]+)(?:\s*:\s*([0-9]{1,5}))?/
const viaPattern = new RegExp(`^${sentProtocol.source}\\s+${sentBy.source}\\s*(;.*)?$`, 'is')

export function parseVia(text: string): Via | undefined {
  const parts = viaPattern.exec(text)
  if (!parts) return undefined
  const params = parseParams(parts[4] ?? '')
  const host = readHost(parts[2] as string)
  const port = parts[3] === undefined ? undefined : parsePort(parts[3])
  if (!params || !host || (parts[3] !== undefined && port === undefined)) return undefined
  return {
    text,
    transport: (parts[1] as string).toUpperCase(),
    host,
    port,
    params,
  }
}

/** Replaces or adds parameters of a Via and writes it anew. */
export function viaWith(via: Via, changes: Readonly<Record<string, string>>): Via {
  const params = new Map(via.params)
  for (const [name, value] of Object.entries(changes)) params.set(name, value)
  const port = via.port === undefined ? '' : `:${via.port}`
  const text = `SIP/2.0/${via.transport} ${via.host}${port}${formatParams(params)}`
  return { ...via, text, params }
}

export function formatParams(params: Params): string {
  let text = ''
  for (const [name, value] of params) {
    if (value === '') text += `;${name}`
    else
      text +=
        /^[^\s"(),/:;<=>?@\\{}]+$/.test(value) || isHostValue(value)
          ? `;${name}=${value}`
          : `;${name}="${value.replaceAll(/[\\"]/g, '\\$&')}"`
  }
  return text
}

const isHostValue = (value: string): boolean => /^[0-9A-Fa-f:.[\]]+$/.test(value)

// A display name is a quoted string or tokens (RFC 3261 §25.1); tokens are taken liberally because
// senders put UTF-8 there, but what would make the header ambiguous is refused (RFC 4475 §3.1.2.15).
const namedPattern =
  /^((?:[^"<>,;:@\\(){}[\]=?/]*)|(?:"(?:[^"\\]|\\[^\r\n])*"\s*))<([^<>]*)>\s*(;.*)?$/s

export function parseNameAddr(text: string): NameAddr | undefined {
  const named = namedPattern.exec(text)
  if (named) {
    const uri = named[2] as string
    const params = parseParams(named[3] ?? '')
    return params && parseUri(uri) ? { text, uri, params } : undefined
  }
  if (text.includes('<') || text.includes('"')) return undefined
  // Without <>, what follows ";" belongs to the header, not the URI, and a URI with "," ";" or "?"
  // must stand in <> (RFC 3261 §20.10, RFC 4475 §3.1.2.13).
  const semicolon = text.indexOf(';')
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  const params = semicolon < 0 ? noParams : parseParams(text.slice(semicolon))
  if (!params || uri.includes('?') || uri.includes(',') || !parseUri(uri)) return undefined
  return { text, uri, params }
}

/** Several name-addr in one line, `Record-Route: <a>, <b>` (RFC 3261 §7.3.1). */
export function parseNameAddrs(text: string): NameAddr[] | undefined {
  return parseList(text, parseNameAddr)
}

export const parseVias = (text: string): Via[] | undefined => parseList(text, parseVia)

export function nameAddr(uri: string, tag?: string): NameAddr {
  const params = tag === undefined ? noParams : new Map([['tag', tag]])
  return { text: `<${uri}>${tag === undefined ? '' : `;tag=${tag}`}`, uri, params }
}

export const withTag = (address: NameAddr, tag: string): NameAddr => ({
  text: `${address.text};tag=${tag}`,
  uri: address.uri,
  params: new Map(address.params).set('tag', tag),
})

// RFC 3261 §8.1.1.5: less than 2^31.
export const cseqMax = 2 ** 31 - 1

export function parseCSeq(text: string): CSeq | undefined {
  const [digits = '', method = '', ...more] = text.trim().split(/\s+/)
  const number = parseWhole(digits, cseqMax)
  if (number === undefined || !isToken(method) || more.length > 0) return undefined
  return { number, method }
}

function parseList<Item>(
  text: string,
  parse: (text: string) => Item | undefined,
): Item[] | undefined {
  const parts = text.includes(',') ? splitOutside(text, ',') : [text]
  if (!parts) return undefined
  const items: Item[] = []
  for (const part of parts) {
    const item = parse(part.trim())
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}
