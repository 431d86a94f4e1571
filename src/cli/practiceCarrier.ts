/** `portevoix practice-carrier`: the practice carrier as a process of its own, until it is told to end. */
import { startPracticeCarrier } from '../telephony/practice/carrier.ts'
import { demoMix } from '../telephony/practice/population.ts'
import type { Invocation } from './command.ts'
import { parseWhole } from './parse.ts'

export interface PracticeCarrierCommandOptions {
  readonly port: string
  readonly seed: string
  readonly records?: string
  readonly callsPerSecond: string
  readonly concurrentCalls: string
}

/** Resolves when SIGINT or SIGTERM has come and everything is closed. */
export async function practiceCarrierCommand(
  { output }: Invocation,
  options: PracticeCarrierCommandOptions,
): Promise<void> {
  const carrier = await startPracticeCarrier({
    seed: parseWhole('--seed', options.seed, 0, 2 ** 31 - 1),
    mix: demoMix,
    limits: {
      callsPerSecond: parseWhole('--calls-per-second', options.callsPerSecond, 1, 10_000),
      concurrentCalls: parseWhole('--concurrent-calls', options.concurrentCalls, 1, 4000),
      retryAfterSeconds: 1,
    },
    port: parseWhole('--port', options.port, 0, 65_535),
    ...(options.records ? { recordsFile: options.records } : {}),
    log: (line) => process.stderr.write(`${line}\n`),
  })
  const { host, port } = carrier
  output.say(`Practice carrier on ${host}:${port}, fiction numbers only. Ctrl-C ends it.`)
  output.result({ host, port })
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await carrier.close()
}
