/**
 * XML of a workbook, in pieces of any size → tags and text. Only what spreadsheets write (ECMA-376):
 * a document type is refused, so no entity of its own is ever expanded.
 */
import { damaged } from './zipParts.ts'

export interface XmlHandler {
  /** `name` without its prefix; `attributes` as written, see `attribute`. */
  open(name: string, attributes: string): void
  close(name: string): void
  text(text: string): void
}

/** A tag is short, and what stands between two fills a cell at most. In characters. */
export const tokenMax = 1_000_000

export interface XmlReader {
  push(piece: string): void
  end(): void
}

export function xmlReader(handler: XmlHandler): XmlReader {
  let pending = ''
  const read = (last: boolean): void => {
    let at = 0
    for (;;) {
      const open = pending.indexOf('<', at)
      if (open < 0) {
        if (!last) break
        at = pending.length
        break
      }
      if (open > at) handler.text(decoded(pending.slice(at, open)))
      const end = endOfTag(pending, open)
      if (end < 0) {
        at = open
        break
      }
      tag(pending, open, end, handler)
      at = end
    }
    pending = pending.slice(at)
    if (pending.length > tokenMax || (last && pending !== '')) throw damaged()
  }
  return {
    push(piece) {
      pending += piece
      read(false)
    },
    end: () => read(true),
  }
}

/** The index behind it, or −1 when it is not all there. */
function endOfTag(xml: string, open: number): number {
  if (xml.startsWith('<!', open)) {
    if (xml.startsWith('<!--', open)) return behind(xml, '-->', open + 4)
    if (xml.startsWith('<![CDATA[', open)) return behind(xml, ']]>', open + 9)
    // Not all there yet, or a document type.
    if (xml.length - open >= 9) throw damaged()
    return -1
  }
  let end = xml.indexOf('>', open)
  // A greater-than sign may stand inside a quoted value.
  while (end >= 0 && !quotesClosed(xml, open, end)) end = xml.indexOf('>', end + 1)
  return end < 0 ? -1 : end + 1
}

function quotesClosed(xml: string, from: number, to: number): boolean {
  let quotes = 0
  for (let at = xml.indexOf('"', from); at >= 0 && at < to; at = xml.indexOf('"', at + 1))
    quotes += 1
  return quotes % 2 === 0
}

const behind = (xml: string, sign: string, from: number): number => {
  const at = xml.indexOf(sign, from)
  return at < 0 ? -1 : at + sign.length
}

const space = /[\s/]/

function tag(xml: string, open: number, end: number, handler: XmlHandler): void {
  const first = xml[open + 1]
  if (first === '?') return
  if (first === '!') {
    if (xml.startsWith('<![CDATA[', open)) handler.text(xml.slice(open + 9, end - 3))
    return
  }
  if (first === '/') {
    handler.close(local(xml.slice(open + 2, end - 1).trimEnd()))
    return
  }
  const closesItself = xml[end - 2] === '/'
  const inner = xml.slice(open + 1, closesItself ? end - 2 : end - 1)
  const cut = inner.search(space)
  const name = local(cut < 0 ? inner : inner.slice(0, cut))
  handler.open(name, cut < 0 ? '' : inner.slice(cut))
  if (closesItself) handler.close(name)
}

const local = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

const expressions = new Map<string, RegExp>()
export function attribute(attributes: string, name: string): string | undefined {
  let expression = expressions.get(name)
  if (!expression) {
    expression = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    expressions.set(name, expression)
  }
  const found = expression.exec(attributes)
  return found ? decoded(found[1] ?? found[2] ?? '') : undefined
}

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
}

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,10});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  })
}
