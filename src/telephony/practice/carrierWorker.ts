/** The practice carrier's thread: opens a switchboard, obeys carrier.ts, ends when told to. */
import { parentPort, workerData } from 'node:worker_threads'
import { assert, unreachable } from '../../base/assert.ts'
import { Failure } from '../../base/failure.ts'
import { openMediaEngine } from '../media.ts'
import type { MediaEngine } from '../mediaEngine.ts'
import type { PortRange } from '../mediaMessages.ts'
import type { CarrierCommand, CarrierReport, CarrierStart } from './carrier.ts'
import { openSwitchboard, type Switchboard } from './switchboard.ts'

/** The upper half of what the engine would take: the lower half is for the side being tried. */
const CARRIER_RTP_PORTS: PortRange = { from: 24_576, to: 32_767 }

const desk = parentPort
assert(desk, 'the practice carrier runs in a thread of its own')
const tell = (report: CarrierReport): void => desk.postMessage(report)

const fail = (ask: number, error: unknown): void => {
  if (error instanceof Failure)
    tell({ is: 'failed', ask, code: error.code, sentence: error.message })
  else tell({ is: 'failed', ask, code: 'internal', sentence: String(error) })
}

try {
  const { recordsFile, ...start } = workerData as CarrierStart
  const log = (line: string): void => tell({ is: 'log', line })
  // Its people may be a little late: what must be on time, and the database, go first.
  const engine = await openMediaEngine({
    workers: 1,
    portRange: CARRIER_RTP_PORTS,
    raisePriority: false,
    remark: log,
  })
  try {
    const options = { ...start, ...(recordsFile ? { recordsFile } : {}), log }
    const switchboard = await openSwitchboard(options, engine)
    desk.on('message', (command: CarrierCommand) => {
      obey(command, switchboard, engine).catch((error) => fail(command.ask, error))
    })
    tell({ is: 'ready', port: switchboard.port })
  } catch (error) {
    await engine.close()
    throw error
  }
} catch (error) {
  fail(0, error)
}

async function obey(
  command: CarrierCommand,
  switchboard: Switchboard,
  engine: MediaEngine,
): Promise<void> {
  const { ask } = command
  switch (command.is) {
    case 'loadClip':
      await switchboard.loadClip(command.clip)
      tell({ is: 'done', ask })
      return
    case 'records':
      tell({ is: 'done', ask, records: await switchboard.records() })
      return
    case 'ringBacks':
      tell({ is: 'done', ask, ringBacks: switchboard.ringBacks() })
      return
    case 'close':
      await switchboard.close()
      await engine.close()
      desk?.close()
      return
    default:
      unreachable(command)
  }
}
