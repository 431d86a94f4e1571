/**
 * Bytes of a stream → SIP messages (RFC 3261 §18.3), wherever the reads happen to cut them.
 *
 *  between messages ─CRLF→ lineEnd, between messages            (keep-alives, RFC 5626 §4.4.1)
 *        └─byte→ head ─CRLFCRLF, Content-Length n→ body ─n bytes→ message, between messages
 *                  │ too long, no or two Content-Length         └ n beyond the limit: broken
 *                  └→ broken
 *
 * Where the next message begins is unknown once one has no length: a broken stream stays broken.
 */
import { parseWhole } from './text.ts'

/** Start line and headers; a datagram could hold as much. */
export const headBytesMax = 65_535
/** SDP takes a thousand; §18.3 leaves the limit to us (413). */
export const bodyBytesMax = 65_535

export type Framing =
  | {
      readonly is: 'open'
      /** Begins at the start of a message. */
      readonly pending: Uint8Array
      /** No end of the head begins before this index. */
      readonly scanned: number
      /** Bytes of the whole message, once its head has said so: fewer are not looked at again. */
      readonly wanted: number
    }
  | { readonly is: 'broken' }

export type Frame =
  | { readonly is: 'message'; readonly bytes: Uint8Array }
  | { readonly is: 'lineEnd' }
  /** `head`: what a refusal can be written from, when the head was whole. */
  | {
      readonly is: 'broken'
      readonly why: string
      readonly status: 400 | 413
      readonly head: Uint8Array | undefined
    }

export const startFraming: Framing = {
  is: 'open',
  pending: new Uint8Array(0),
  scanned: 0,
  wanted: 0,
}

export function stepFraming(state: Framing, chunk: Uint8Array): [Framing, readonly Frame[]] {
  if (state.is === 'broken') return [state, []]
  const bytes = state.pending.length === 0 ? chunk : joined(state.pending, chunk)
  if (bytes.length < state.wanted) return [{ ...state, pending: bytes }, []]
  const frames: Frame[] = []
  let start = 0
  let { scanned } = state
  while (start < bytes.length) {
    const cut = cutFrame(bytes, start, start + scanned)
    if (cut.is === 'more') {
      const { wanted } = cut
      // What was joined is ours already; a chunk belongs to whoever read it.
      const pending = start === 0 && bytes !== chunk ? bytes : bytes.slice(start)
      return [{ is: 'open', pending, scanned: cut.scanned - start, wanted }, frames]
    }
    frames.push(cut.frame)
    if (cut.frame.is === 'broken') return [{ is: 'broken' }, frames]
    start = cut.end
    scanned = 0
  }
  return [startFraming, frames]
}

type Cut =
  | { readonly is: 'more'; readonly scanned: number; readonly wanted: number }
  | { readonly is: 'frame'; readonly frame: Frame; readonly end: number }

const CR = 0x0d
const LF = 0x0a

function cutFrame(bytes: Uint8Array, start: number, scanFrom: number): Cut {
  if (bytes[start] === CR && start + 1 === bytes.length)
    return { is: 'more', scanned: start, wanted: 0 }
  if (bytes[start] === CR && bytes[start + 1] === LF) {
    return { is: 'frame', frame: { is: 'lineEnd' }, end: start + 2 }
  }
  const headEnd = endOfHead(bytes, Math.max(start, scanFrom))
  if ((headEnd ?? bytes.length) - start > headBytesMax) {
    return broken(bytes, `more than ${headBytesMax} bytes of headers`, 400)
  }
  // An end of three bytes may become one of four with the next read.
  if (headEnd === undefined) {
    return { is: 'more', scanned: Math.max(start, bytes.length - 3), wanted: 0 }
  }
  return cutBody(bytes, start, headEnd)
}

function cutBody(bytes: Uint8Array, start: number, headEnd: number): Cut {
  const head = bytes.slice(start, headEnd)
  const length = contentLengthOf(head)
  if (typeof length === 'string') return broken(bytes, length, 400, head)
  if (length > bodyBytesMax) {
    return broken(bytes, `more than ${bodyBytesMax} bytes of body`, 413, head)
  }
  const end = headEnd + length
  if (end > bytes.length) return { is: 'more', scanned: headEnd - 4, wanted: end - start }
  return { is: 'frame', frame: { is: 'message', bytes: bytes.slice(start, end) }, end }
}

function broken(bytes: Uint8Array, why: string, status: 400 | 413, head?: Uint8Array): Cut {
  return { is: 'frame', frame: { is: 'broken', why, status, head }, end: bytes.length }
}

/** The index after the empty line. */
function endOfHead(bytes: Uint8Array, from: number): number | undefined {
  for (
    let i = bytes.indexOf(CR, from);
    i >= 0 && i + 3 < bytes.length;
    i = bytes.indexOf(CR, i + 1)
  ) {
    if (bytes[i + 1] === LF && bytes[i + 2] === CR && bytes[i + 3] === LF) return i + 4
  }
  return undefined
}

const ascii = new TextDecoder('latin1')
// `l` is its compact form (RFC 3261 §20.14); the value may stand on a folded line (§7.3.1).
const lengthLine = /\r\n(?:content-length|l)[ \t]*:(?:[ \t]|\r\n[ \t])*([^\r\n]*)/gi

/** A string says why there is none. RFC 3261 §20.14: mandatory on streams. */
function contentLengthOf(head: Uint8Array): number | string {
  const found = [...ascii.decode(head).matchAll(lengthLine)]
  if (found.length === 0) return 'Missing Content-Length'
  // Two lengths are how one message is smuggled inside another.
  if (found.length > 1) return 'Two Content-Length headers'
  return (
    parseWhole((found[0]?.[1] ?? '').trim(), Number.MAX_SAFE_INTEGER) ?? 'Malformed Content-Length'
  )
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
