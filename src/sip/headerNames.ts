/** Header names: the compact forms of RFC 3261 §7.3.3 (and RFC 3515, 3892, 4028, 6665), and how we write them. */

const compactForms = new Map(
  Object.entries({
    a: 'accept-contact',
    b: 'referred-by',
    c: 'content-type',
    d: 'request-disposition',
    e: 'content-encoding',
    f: 'from',
    i: 'call-id',
    j: 'reject-contact',
    k: 'supported',
    l: 'content-length',
    m: 'contact',
    o: 'event',
    r: 'refer-to',
    s: 'subject',
    t: 'to',
    u: 'allow-events',
    v: 'via',
    x: 'session-expires',
    y: 'identity',
  }),
)

/** `v`, `VIA` → `via`. */
export function longNameOf(name: string): string {
  const lower = name.toLowerCase()
  return lower.length === 1 ? (compactForms.get(lower) ?? lower) : lower
}

// A map: a header may be named `constructor`, which every object has.
const written = new Map(
  Object.entries({
    'call-id': 'Call-ID',
    cseq: 'CSeq',
    'mime-version': 'MIME-Version',
    'min-se': 'Min-SE',
    rack: 'RAck',
    rseq: 'RSeq',
    'www-authenticate': 'WWW-Authenticate',
  }),
)

/** `user-agent` → `User-Agent`. */
export const writtenNameOf = (name: string): string =>
  written.get(name) ?? name.replaceAll(/(^|-)([a-z])/g, (letters) => letters.toUpperCase())
