/** A TypeScript program in a process of its own, whose printed lines a test reads; and its death. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Child {
  readonly process: ChildProcess
  /** Complete lines printed so far. */
  readonly lines: readonly string[]
  /** Resolves when a line for which `wanted` holds has been printed. */
  line(wanted: (line: string) => boolean): Promise<string>
  /** kill -9, and waits until the process is gone and all its lines are read. */
  kill(): Promise<void>
  /** Sends SIGTERM or waits for the end; resolves with the exit code. */
  ended(): Promise<number | null>
}

const lineWithinMs = 30_000

/** Runs `script` (the path of a .ts file) with `args`. */
export function startChild(script: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => {
    lines.push(line)
    for (const look of waiting) look()
  })
  const closed = once(reader, 'close')
  const exited = once(child, 'exit')
  const line = (wanted: (line: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => settle(), lineWithinMs)
      const settle = (found?: string): void => {
        clearTimeout(limit)
        waiting.delete(look)
        if (found === undefined) reject(new Error(`no such line; there are: ${lines.join(' | ')}`))
        else resolve(found)
      }
      const look = (): void => {
        const found = lines.find(wanted)
        if (found !== undefined) settle(found)
      }
      waiting.add(look)
      void closed.then(() => settle(lines.find(wanted)))
      look()
    })
  return {
    process: child,
    lines,
    line,
    async kill() {
      child.kill('SIGKILL')
      await Promise.all([exited, closed])
    },
    async ended() {
      const [code] = await exited
      await closed
      return code
    },
  }
}
