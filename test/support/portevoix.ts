/** The command line as a person runs it, in a process of its own, for tests from outside. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

const command = path.join(import.meta.dirname, '..', '..', 'bin', 'portevoix.js')

export interface Ran {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** The last line of standard output as JSON. */
  json(): Record<string, unknown>
}

/** Runs one command to its end. */
export async function portevoix(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ran> {
  const child = spawn(process.execPath, [command, ...args], { env: { ...process.env, ...env } })
  child.stdin.end(input)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const [exitCode] = (await once(child, 'close')) as [number | null]
  const json = () => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
  return { exitCode, stdout, stderr, json }
}

export interface Running {
  readonly process: ChildProcess
  /** The first line it prints on standard output. */
  readonly firstLine: Promise<string>
  readonly exited: Promise<unknown>
}

/** Starts a command that goes on by itself. */
export function startPortevoix(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const reader = createInterface({ input: child.stdout })
  const firstLine = once(reader, 'line').then(([line]) => line as string)
  // A process that is killed before it prints has no first line; whoever waits for it is told.
  firstLine.catch(() => undefined)
  return { process: child, firstLine, exited: once(child, 'exit') }
}
