/** The kernel's limits, when they are too small for what one engine could carry: said in words, once. */
import { RECEIVE_BUFFER_BYTES } from './mediaSockets.ts'

/** Two sockets a call (RTP, RTCP), and as many again draining; the rest is the database, SIP and files. */
const FILES_PER_CALL = 4
const FILES_FOR_OTHERS = 1000
/** The 2017 operation had so many calls up at once. */
export const CALLS_EXPECTED = 2800
/** Below half of what was asked for, a pause of 20 ms of the worker loses packets on a shared port. */
const LEAST_RECEIVE_BUFFER = RECEIVE_BUFFER_BYTES / 2

export interface KernelLimits {
  readonly receiveBuffer: number
  /** The soft limit of open files; undefined: unlimited, or not said. */
  readonly files: number | undefined
}

export function limitWords({ receiveBuffer, files }: KernelLimits): readonly string[] {
  const words: string[] = []
  if (receiveBuffer < LEAST_RECEIVE_BUFFER) {
    words.push(
      `the kernel keeps ${receiveBuffer} bytes of what arrives, not ${RECEIVE_BUFFER_BYTES}: ` +
        `sysctl -w net.core.rmem_max=${RECEIVE_BUFFER_BYTES}, or calls that share ports lose packets`,
    )
  }
  const calls = files === undefined ? Infinity : callsWithPorts(files)
  if (calls < CALLS_EXPECTED) {
    words.push(
      `${files} open files allow ${calls} calls with ports of their own: ` +
        'raise the limit (ulimit -n, LimitNOFILE=), or let calls share ports',
    )
  }
  return words
}

const callsWithPorts = (files: number): number =>
  Math.max(0, Math.floor((files - FILES_FOR_OTHERS) / FILES_PER_CALL))

/** Of /proc/self/limits: `Max open files   1024   524288   files`. */
export function openFilesOf(limits: string): number | undefined {
  const digits = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
