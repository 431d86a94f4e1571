/**
 * The thread that carries the sound of all legs. With native sockets it never turns an event loop:
 * it sleeps on an absolute schedule (Atomics.wait), never "20 ms from now", so lateness cannot add up.
 * With node:dgram it must turn one, and is woken by timers.
 */
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { assert } from '../base/assert.ts'
import { steadyNow } from '../base/clock.ts'
import { between, epochMs, type MonoMs, ms } from '../base/units.ts'
import { nextSlot, slotDueAt } from '../rtp/schedule.ts'
import { type CipherMaker, nodeCipher } from './mediaCipher.ts'
import { MediaCore } from './mediaCore.ts'
import { dgramSockets } from './mediaDgram.ts'
import type { Command, Report, WorkerSettings } from './mediaMessages.ts'
import type { MediaSockets } from './mediaSockets.ts'

/** Raised like this, slots stay within 0.7 ms beside two busy loops; at nice 0 they are 60 ms late. */
const NICE = -10
/** Without legs the worker sleeps; a command wakes it, and this bounds a missed call. */
const IDLE_MS = 1000

export interface WorkerStart {
  readonly settings: WorkerSettings
  readonly port: MessagePort
  /** One Int32: 1 when commands have been posted since the worker last looked. */
  readonly signal: Int32Array
}

const { settings, port, signal } = workerData as WorkerStart
await run()

async function run(): Promise<void> {
  const { sockets, cipher, remarks, priorityRaised } = await openSockets()
  const tell = (report: Report): void => port.postMessage(report)
  const core = new MediaCore(sockets, settings, {
    mono: steadyNow,
    epoch: () => epochMs(Date.now()),
    cpu: cpuOfThread,
    nextCommand: () => receiveMessageOnPort(port)?.message as Command | undefined,
    tell,
    cipher,
    priorityRaised,
  })
  tell({ is: 'ready', backend: sockets.backend, remarks })
  if (sockets.backend === 'native') runBlocking(core)
  else await runOnEventLoop(core)
  port.close()
}

function runBlocking(core: MediaCore): void {
  const t0 = steadyNow()
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (let slot = 0; !core.isOver; slot += 1) {
    Atomics.store(signal, 0, 0)
    core.slot(slot, slotDueAt(t0, slot))
    if (core.isIdle && !core.isOver) {
      Atomics.wait(signal, 0, 0, IDLE_MS)
      slot = nextSlot(t0, steadyNow()) - 1
    }
    const wait = untilDue(t0, slot + 1)
    if (wait > 0) Atomics.wait(never, 0, 0, wait)
  }
}

async function runOnEventLoop(core: MediaCore): Promise<void> {
  const t0 = steadyNow()
  // Waiting on the signal alone does not keep an event loop alive.
  const alive = setInterval(() => {}, IDLE_MS)
  for (let slot = 0; !core.isOver; slot += 1) {
    Atomics.store(signal, 0, 0)
    core.slot(slot, slotDueAt(t0, slot))
    if (core.isIdle && !core.isOver) {
      await Atomics.waitAsync(signal, 0, 0, IDLE_MS).value
      slot = nextSlot(t0, steadyNow()) - 1
    }
    const wait = untilDue(t0, slot + 1)
    // Even when late the loop must turn, or nothing would ever arrive.
    await new Promise<void>((resolve) => {
      if (wait > 0.5) setTimeout(resolve, wait)
      else setImmediate(resolve)
    })
  }
  clearInterval(alive)
}

function untilDue(t0: MonoMs, slot: number): number {
  return between(steadyNow(), slotDueAt(t0, slot))
}

interface OpenSockets {
  readonly sockets: MediaSockets
  readonly cipher: CipherMaker
  readonly remarks: readonly string[]
  readonly priorityRaised: boolean
}

async function openSockets(): Promise<OpenSockets> {
  const fallback = { cipher: nodeCipher, priorityRaised: false } as const
  if (settings.backend === 'dgram') {
    return { ...fallback, sockets: dgramSockets(settings.seed), remarks: [] }
  }
  try {
    const native = await import('./nativeUdp.ts')
    const sockets = native.nativeSockets(settings.seed)
    const refused = settings.raisePriority ? native.raisePriority(NICE) : 'not asked for'
    native.askForShortTurns()
    const remark = `the media thread runs at ordinary priority (${refused}): allow nice ${NICE} (LimitNICE)`
    const isRefused = settings.raisePriority && refused !== undefined
    const { cipher, remarks } = await openCiphers()
    return {
      sockets,
      cipher,
      remarks: [...(isRefused ? [remark] : []), ...remarks, ...sockets.limits()],
      priorityRaised: refused === undefined,
    }
  } catch (error) {
    if (settings.backend === 'native') throw error
    const remark = `native UDP is not available (${wordsOf(error)}): using node:dgram, good for some hundreds of legs`
    return { ...fallback, sockets: dgramSockets(settings.seed), remarks: [remark] }
  }
}

async function openCiphers(): Promise<{ cipher: CipherMaker; remarks: readonly string[] }> {
  try {
    const { nativeCiphers } = await import('./nativeCipher.ts')
    return { cipher: nativeCiphers(), remarks: [] }
  } catch (error) {
    const remark = `native ciphers are not available (${wordsOf(error)}): SRTP is good for a hundred legs`
    return { cipher: nodeCipher, remarks: [remark] }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function cpuOfThread() {
  assert(typeof process.threadCpuUsage === 'function', 'Node 24 measures threads')
  const { user, system } = process.threadCpuUsage()
  return ms((user + system) / 1000)
}
