/** Whose limit a request counts against: an IPv4 address, or the /64 of an IPv6 one, which one household has. */
import { isIPv6 } from 'node:net'

const groupsInAddress = 8
const groupsInNetwork = 4
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** A connection that is gone before it is counted has no address: it shares a count with its like. */
export const addressOf = ({ ip }: { readonly ip?: string | undefined }): string => addressKey(ip)

export function addressKey(ip: string | undefined): string {
  if (ip === undefined || ip === '') return 'gone'
  const bare = ip.split('%')[0] ?? ip
  if (!isIPv6(bare)) return ip.toLowerCase()
  // RFC 4291 §2.5.5.2: an IPv4 address, as a socket of both families shows it.
  const [, v4] = mapped.exec(bare) ?? []
  return v4 ?? `${groupsOf(bare).slice(0, groupsInNetwork).join(':')}::/64`
}

/** RFC 4291 §2.2: `::` stands for as many groups of zeros as are missing. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.toLowerCase().split('::')
  const [before, after] = [groupsIn(head), groupsIn(tail ?? '')]
  const missing = groupsInAddress - before.length - after.length
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, missing)).fill('0')
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16))
}

/** Written with dots at its end, two groups stand there (RFC 4291 §2.2, 3): they are not of the network. */
const groupsIn = (text: string): string[] =>
  text === ''
    ? []
    : text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
