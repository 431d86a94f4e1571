/** IP addresses in text, read strictly: what is none is a name, and names are looked up, not sent to. */

const groupPattern = /^[0-9a-f]{1,4}$/i
const groupsInAll = 8

/** The eight groups of an IPv6 address (RFC 4291 §2.2), brackets removed; undefined when it is none. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  const [left = '', right, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const before = groupsOf(left, right === undefined)
  const after = right === undefined ? [] : groupsOf(right, true)
  if (!before || !after) return undefined
  const missing = groupsInAll - before.length - after.length
  // `::` stands for one group at least (RFC 5952 §4.2.2 forbids writing it for one, not reading it).
  if (right === undefined ? missing !== 0 : missing < 1) return undefined
  return [...before, ...new Array<number>(missing).fill(0), ...after]
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const pieces = text.split(':')
  for (const [index, piece] of pieces.entries()) {
    const ipv4 = mayEndInIpv4 && index === pieces.length - 1 ? ipv4Bytes(piece) : undefined
    if (ipv4) {
      const [a, b, c, d] = ipv4
      groups.push(a * 256 + b, c * 256 + d)
    } else if (groupPattern.test(piece)) groups.push(Number.parseInt(piece, 16))
    else return undefined
  }
  return groups
}

/** `192.0.2.1` → its bytes; undefined when it is no IPv4 address in decimal. */
export function ipv4Bytes(text: string): readonly [number, number, number, number] | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  const [a = 256, b = 256, c = 256, d = 256] = (parts ?? []).slice(1).map(Number)
  return Math.max(a, b, c, d) > 255 ? undefined : [a, b, c, d]
}

/** Is it 0.0.0.0 or ::, where nobody is? */
export const isUnspecified = (text: string): boolean =>
  (ipv4Bytes(text) ?? ipv6Groups(text))?.every((part) => part === 0) ?? false

/** An address of one machine: no multicast (RFC 5771, RFC 4291 §2.7), no broadcast, nothing reserved. */
export function isOneMachine(text: string): boolean {
  const bytes = ipv4Bytes(text)
  if (bytes) return bytes[0] > 0 && bytes[0] < 224
  const groups = ipv6Groups(text)
  return groups !== undefined && !isUnspecified(text) && (groups[0] ?? 0) < 0xff00
}
