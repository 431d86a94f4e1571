/** One run of one task: its kind's work, what it reports stored and told, and how it ended written down. */
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Database } from '../store/database.ts'
import { endTask, putBackTask, storeProgress, type TaskRow } from '../store/postgres/tasks.ts'
import { advance, type Pace, paceAtStart } from './progress.ts'
import type { AnyTaskKind, TaskFailure, TaskKind } from './task.ts'
import { type FilesOfRun, filesOfRun, type TaskFiles } from './taskFiles.ts'

export interface RunSetting {
  readonly system: Database
  readonly tenant: (organisation: number) => Database
  readonly files: TaskFiles
  readonly clock: Clock
  /** The row as it is now, whenever it changed. */
  readonly changed: (row: TaskRow) => void
  /** A bug, for the log of the server. */
  readonly failed: (error: unknown, row: TaskRow) => void
}

/** Why a run is stopped from outside. */
export const cancelled = 'cancelled'
export const closing = 'closing'
/** The connection that held the task broke: another worker may have taken it. */
export const lost = 'lost'

/** Resolves when the row says how it ended; rejects when not even that could be written. */
export async function runTask(
  row: TaskRow,
  kind: AnyTaskKind,
  signal: AbortSignal,
  setting: RunSetting,
): Promise<void> {
  const { system, clock, changed } = setting
  const files = filesOfRun(setting.files)
  const reporter = progressReporter(row, setting)
  try {
    const { run } = kind as unknown as TaskKind<unknown, unknown>
    const result = await run(row.input, {
      task: row.id,
      organisation: row.organisation,
      by: row.by,
      database: setting.tenant(row.organisation),
      system,
      signal,
      now: () => clock.epoch(),
      progress: reporter.progress,
      newFile: files.newFile,
    })
    await reporter.close()
    if (signal.aborted && signal.reason === lost) return await files.discard()
    const ended = await endTask(
      system.pool,
      row.id,
      { state: 'done', result: result ?? null, files: await files.kept() },
      clock.epoch(),
    )
    if (ended) changed(ended)
    else await files.discard()
  } catch (error) {
    await reporter.close()
    await endBadly(error, { row, kind, signal, files }, setting)
  }
}

interface Run {
  readonly row: TaskRow
  readonly kind: AnyTaskKind
  readonly signal: AbortSignal
  readonly files: FilesOfRun
}

async function endBadly(error: unknown, run: Run, setting: RunSetting): Promise<void> {
  const { row, kind, signal, files } = run
  const { system, clock, changed, failed } = setting
  const why: unknown = signal.aborted ? signal.reason : undefined
  if (why === lost) return await files.discard()
  if (why === closing && kind.repeatable) {
    await files.discard()
    const waiting = await putBackTask(system.pool, row.id)
    if (waiting) return changed(waiting)
  }
  if (why === undefined && !(error instanceof Failure)) failed(error, row)
  // What was made before a failure may say why: the rejected rows of a file of which none was taken.
  const keep = why === undefined && error instanceof Failure
  if (!keep) await files.discard()
  const end =
    why === cancelled
      ? { state: 'cancelled' as const }
      : { state: 'failed' as const, failure: why === closing ? closed : failureOf(error) }
  const ended = await endTask(
    system.pool,
    row.id,
    { ...end, files: keep ? await files.kept() : [] },
    clock.epoch(),
  )
  if (ended) changed(ended)
}

const closed: TaskFailure = {
  code: 'system',
  sentence: 'The server was stopped while this ran. Ask for it again.',
  fr: 'Le serveur s’est arrêté pendant ce travail. Recommencez.',
}
/** Its worker died and it may not simply begin again. */
export const leftBehind: TaskFailure = {
  code: 'system',
  sentence:
    'The server stopped unexpectedly while this ran. Look at what was done, then ask again.',
  fr: 'Le serveur s’est arrêté sans prévenir pendant ce travail. Regardez ce qui a été fait, puis recommencez.',
}
export const triedTooOften: TaskFailure = {
  code: 'system',
  sentence:
    'The server stopped each time this ran. Report it; it will not be tried again by itself.',
  fr: 'Le serveur s’est arrêté à chaque essai de ce travail. Signalez-le : il ne sera pas repris de lui-même.',
}

export function failureOf(error: unknown): TaskFailure {
  if (!(error instanceof Failure)) {
    return {
      code: 'internal',
      sentence:
        'This was stopped by a bug of Portevoix. Please report it with the log of the server.',
      fr: 'Une erreur de Portevoix a arrêté ce travail. Signalez-la, avec le journal du serveur.',
    }
  }
  const { code, message, fr, measured, limit } = error
  return {
    ...{ code, sentence: message },
    ...(fr !== undefined && { fr }),
    ...(measured !== undefined && { measured }),
    ...(limit !== undefined && { limit }),
  }
}

interface Reporter {
  progress(progress: Parameters<typeof advance>[1]): void
  /** Resolves when the last write has ended. */
  close(): Promise<void>
}

/** One write at a time, never more often than `advance` finds due. */
function progressReporter(row: TaskRow, { system, clock, changed, failed }: RunSetting): Reporter {
  let pace: Pace = paceAtStart(clock.mono())
  let writing: Promise<void> | undefined
  let again = false
  let over = false
  const write = async (): Promise<void> => {
    try {
      do {
        again = false
        const stored = await storeProgress(system.pool, row.id, pace)
        if (stored && !over) changed(stored)
      } while (again && !over)
    } catch (error) {
      // Progress is a courtesy: the work goes on, and its end is written in any case.
      failed(error, row)
    } finally {
      writing = undefined
    }
  }
  return {
    progress(progress) {
      const [next, due] = advance(pace, progress, clock.mono())
      pace = next
      if (!due || over) return
      if (writing) again = true
      else writing = write()
    },
    async close() {
      over = true
      await writing
    },
  }
}
