/**
 * Which process is which, for good: a pid alone is given to somebody else once its owner is dead, so
 * a process is known by pid, start time (ticks since boot) and boot. Read from /proc (Linux).
 */
import { readFileSync } from 'node:fs'

export interface ProcessIdentity {
  readonly pid: number
  readonly startTicks: string
  readonly boot: string
}

export function ownIdentity(): ProcessIdentity {
  const identity = identityOf(process.pid)
  if (!identity) throw new Error('/proc does not show our own process')
  return identity
}

/** undefined: no such process, or it is dead and only waits to be reaped. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const text = readProc(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  // The command, in parentheses, may hold spaces and parentheses: fields count from its last ')'.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [processState, startTicks] = [fields[0], fields[19]]
  if (processState === 'Z' || processState === 'X' || startTicks === undefined) return undefined
  return { pid, startTicks, boot: bootId() }
}

export function isAlive(identity: ProcessIdentity): boolean {
  const found = identityOf(identity.pid)
  return found?.startTicks === identity.startTicks && found.boot === identity.boot
}

/** The arguments a process was started with; empty when it is gone or hidden from us. */
export function commandLineOf(pid: number): readonly string[] {
  return readProc(`/proc/${pid}/cmdline`)?.split('\0') ?? []
}

/** The user a process runs as; undefined when it is gone. */
export function userOf(pid: number): number | undefined {
  const line = readProc(`/proc/${pid}/status`)?.match(/^Uid:\s+(\d+)/m)
  return line ? Number(line[1]) : undefined
}

export const formatIdentity = ({ pid, startTicks, boot }: ProcessIdentity): string =>
  `${pid}.${startTicks}.${boot}`

export function parseIdentity(text: string): ProcessIdentity | undefined {
  const [, pid, startTicks, boot] = text.match(/^(\d+)\.(\d+)\.([\w-]+)/) ?? []
  if (pid === undefined || startTicks === undefined || boot === undefined) return undefined
  return { pid: Number(pid), startTicks, boot }
}

const bootId = (): string => readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? 'unknown'

function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined
    throw error
  }
}
