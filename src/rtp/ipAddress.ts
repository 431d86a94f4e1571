/**
 * IP addresses as numbers: one signed 32-bit word for IPv4, four for IPv6, in network order. Signed,
 * because such numbers need no memory of their own: the media worker compares 280,000 a second.
 */

export interface IpAddress {
  readonly family: 4 | 6
  readonly words: readonly number[]
}

/** Dotted IPv4 or IPv6 (RFC 4291 §2.2); undefined for names, zones (`fe80::1%eth0`) and all else. */
export function readIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const word = readIpv4(text)
    return word === undefined ? undefined : { family: 4, words: [word] }
  }
  const words = readIpv6(text)
  return words === undefined ? undefined : { family: 6, words }
}

/** IPv6 in the form of RFC 5952 §4. */
export function writeIp({ family, words }: IpAddress): string {
  if (family === 4) return writeIpv4(words[0] as number)
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff])
  const [from, length] = longestZeros(groups)
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  if (length < 2) return hex(groups)
  return `${hex(groups.slice(0, from))}::${hex(groups.slice(from + length))}`
}

/** Is it 0.0.0.0 or ::, where nobody can be (RFC 2543 hold)? */
export const isUnspecified = ({ words }: IpAddress): boolean => words.every((word) => word === 0)

export const isLoopback = ({ family, words }: IpAddress): boolean =>
  family === 4
    ? (words[0] as number) >>> 24 === 127
    : words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 1

function readIpv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (parts === null) return undefined
  let ip = 0
  for (const part of parts.slice(1)) {
    const byte = Number(part)
    if (byte > 255) return undefined
    ip = (ip << 8) | byte
  }
  return ip
}

const writeIpv4 = (ip: number): string =>
  [ip >>> 24, (ip >>> 16) & 255, (ip >>> 8) & 255, ip & 255].join('.')

const GROUPS = 8

function readIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const front = readGroups(halves[0] as string)
  const back = halves[1] === undefined ? [] : readGroups(halves[1])
  if (front === undefined || back === undefined) return undefined
  const missing = GROUPS - front.length - back.length
  // `::` stands for one group of zeros at least.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...front, ...new Array<number>(missing).fill(0), ...back]
  return [0, 2, 4, 6].map((i) => ((groups[i] as number) << 16) | (groups[i + 1] as number))
}

/** `2001:db8` → its groups; the last may be dotted IPv4 (two groups). */
function readGroups(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [i, part] of parts.entries()) {
    const dotted = i === parts.length - 1 && part.includes('.') ? readIpv4(part) : undefined
    if (dotted !== undefined) groups.push(dotted >>> 16, dotted & 0xffff)
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}

/** Where the longest run of zeros begins, the first of equals, and how long it is (RFC 5952 §4.2.3). */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let [bestFrom, best] = [0, 0]
  for (let from = 0; from < groups.length; from += 1) {
    let length = 0
    while (groups[from + length] === 0) length += 1
    if (length > best) [bestFrom, best] = [from, length]
  }
  return [bestFrom, best]
}
