/** A program that answers a line for each line, kept running: a shell that starts synthesisers, and Festival. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Longer than the longest sentence takes of any synthesiser, by far: it is ended, and whoever waits is told. */
const answerLimitMs = 60_000

export interface Process {
  /** One line for one line, within the limit. */
  ask(line: string): Promise<string>
  close(): void
}

/** A shell starts a synthesiser in a millisecond; a process as large as ours takes fifty to fork. */
export function openProcess(
  [program, ...args]: readonly [string, ...string[]],
  complaints: 'inherit' | 'ignore',
  /** Which lines are answers: Festival remarks on what it lacks, too. */
  answer: RegExp,
  limitMs: number = answerLimitMs,
): Process {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', complaints] })
  const lines = createInterface({ input: child.stdout })
  const waiting: { resolve(line: string): void; reject(error: Error): void; line: string }[] = []
  lines.on('line', (line) => {
    if (answer.test(line)) waiting.shift()?.resolve(line)
  })
  const gone = (): void => {
    for (const { reject, line } of waiting.splice(0)) {
      reject(new Error(`${program} ended at ${line}`))
    }
  }
  child.on('error', gone)
  child.on('exit', gone)
  return {
    ask: async (line) => {
      const answer = new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject, line })
        child.stdin.write(`${line}\n`)
      })
      const late = setTimeout(() => child.kill(), limitMs)
      return answer.finally(() => clearTimeout(late))
    },
    close: () => child.stdin.end(),
  }
}
