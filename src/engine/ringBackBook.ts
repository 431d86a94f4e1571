/** What callers leave behind: objections, stored before they are confirmed; how calls ended; who heard it engaged. */
import { after, seconds } from '../base/units.ts'
import { keepTrying } from '../runner/keepTrying.ts'
import type { Timer } from '../runner/timer.ts'
import type { ObjectionJournal } from '../store/objectionJournal.ts'
import type {
  RefusedBusy,
  RingBackEnded,
  RingBackObjection,
  RingBackStore,
} from '../store/ringBackStore.ts'

/** Refused calls are written together: ten thousand at once are few statements. */
export const busyWrittenEveryMs = seconds(1)
export const busyPerStatement = 1000
/** Beyond these waiting to be written, refused calls are only refused. */
export const busyKeptMax = 10_000
/** How a call ended, when the database is away; an objection has longer (runner/keepTrying.ts). */
const endPatienceMs = seconds(60)

export interface RingBackBookOptions {
  readonly store: RingBackStore
  readonly timer: Timer
  readonly journal?: Pick<ObjectionJournal, 'heard' | 'stored'>
  /** For the journal: no number lies open on the disk. */
  readonly seal: (objection: RingBackObjection) => string
  readonly trouble: (error: unknown) => void
}

export interface RingBackBook {
  /** True: it is in the suppression table. */
  objected(objection: RingBackObjection): Promise<boolean>
  ended(end: RingBackEnded): void
  refusedBusy(call: RefusedBusy): void
  /** Everything that was given is stored, or given up. */
  close(): Promise<void>
}

export function openRingBackBook(options: RingBackBookOptions): RingBackBook {
  const { store, timer, journal, seal, trouble } = options
  const underWay = new Set<Promise<unknown>>()
  const waiting: RefusedBusy[] = []
  let lost = 0
  let writing = false

  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    underWay.add(work)
    void work.finally(() => underWay.delete(work)).catch(() => undefined)
    return work
  }
  const storeIt = async (objection: RingBackObjection): Promise<boolean> => {
    const { attempt, at } = objection
    const line = { attempt, at, reason: 'ringing back', ringBack: seal(objection) }
    // Beside the first try: a database that answers keeps nobody waiting for the disk.
    const written = journal?.heard(line).catch(trouble)
    const stored = await keepTrying(timer, () => store.object(objection), trouble)
    await written
    if (stored) journal?.stored(attempt)
    else trouble(new Error(`an objection was not stored: enter it by hand (attempt ${attempt})`))
    return stored
  }
  const writeBusy = async (): Promise<void> => {
    while (waiting.length > 0) {
      const calls = waiting.splice(0, busyPerStatement)
      if (!(await keepTrying(timer, () => store.refuseBusy(calls), trouble, endPatienceMs))) {
        lost += calls.length
      }
    }
    if (lost > 0) trouble(new Error(`${lost} calls that were refused as busy are not written down`))
    lost = 0
    writing = false
  }
  return {
    objected: (objection) => track(storeIt(objection)),
    ended: (end) => {
      void track(keepTrying(timer, () => store.end([end]), trouble, endPatienceMs))
    },
    refusedBusy: (call) => {
      if (waiting.length >= busyKeptMax) {
        lost += 1
        return
      }
      waiting.push(call)
      if (writing) return
      writing = true
      timer.wakeAt(after(timer.mono(), busyWrittenEveryMs), () => {
        if (waiting.length > 0 || lost > 0) void track(writeBusy())
      })
    },
    async close() {
      if (waiting.length > 0) void track(writeBusy())
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
