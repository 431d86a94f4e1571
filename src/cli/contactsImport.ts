/** `portevoix contacts import`: options into a Source, the file through the intake, sums that close. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { type ColumnUse, parseMapFlag } from '../contacts/columns.ts'
import { type RejectionReason, rejections } from '../contacts/rejection.ts'
import { parseSource, type Source } from '../contacts/source.ts'
import { type ImportProgress, type ImportResult, importContacts } from '../intake/importContacts.ts'
import { type Invocation, readableInstant } from './command.ts'
import { remoteOf } from './remote.ts'
import { importRemote } from './remotePeople.ts'
import { withSession } from './session.ts'

interface ImportOptions {
  readonly source?: string
  readonly kind?: string
  readonly holder?: string
  readonly collectedFrom?: string
  readonly collectedTo?: string
  readonly controller?: string
  readonly wording?: string
  readonly wordingVersion?: string
  readonly channel?: string
  readonly slot?: readonly string[]
  readonly evidence?: string
  readonly map?: readonly string[]
  readonly rejects?: string
}

export async function importContactsCommand(
  invocation: Invocation,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const { output } = invocation
  const source = await sourceOf(options)
  const mapping = new Map<string, ColumnUse>((options.map ?? []).map(parseMapFlag))
  const rejects = options.rejects ?? rejectsBeside(file)
  const remote = await remoteOf(invocation)
  if (remote) {
    const slots = await slotsTextOf(options)
    return importRemote(invocation, remote, { file, source, slots, mapping, rejects })
  }
  const result = await withSession(invocation, ({ database }) =>
    importContacts({
      db: database,
      file,
      source,
      mapping,
      now: realClock.epoch(),
      rejectsPath: rejects,
      onProgress: (progress) => output.progress(progressLine(progress)),
    }),
  )
  output.progressDone()
  for (const line of linesOf(result)) output.say(line)
  output.result(result)
}

/** `people.csv` → `people.to-correct.csv`, beside it. */
export function rejectsBeside(file: string): string {
  const { dir, name, ext } = path.parse(file)
  return path.join(dir, `${name}.to-correct${ext || '.csv'}`)
}

/** The declaration as JSON: `--source FILE`, or the options under the same names. */
export async function readSourceFile(file: string): Promise<Source> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The source declaration ${file} cannot be read (${error.code}).`)
  })
  let declared: unknown
  try {
    declared = JSON.parse(text)
  } catch {
    throw new Failure('badInput', `${file} is not JSON; see examples/source.json for one that is.`)
  }
  const source = parseSource(declared)
  // A relative evidence file stands beside the declaration that names it.
  if (source.evidenceFile === null) return source
  return { ...source, evidenceFile: path.resolve(path.dirname(file), source.evidenceFile) }
}

/** As they were written: the server reads them again. */
async function slotsTextOf({ source, slot }: ImportOptions): Promise<string | undefined> {
  if (source === undefined) return slot?.join('; ')
  const { slots }: { slots?: unknown } = JSON.parse(await readFile(source, 'utf8'))
  return typeof slots === 'string' ? slots : undefined
}

async function sourceOf(options: ImportOptions): Promise<Source> {
  if (options.source) return readSourceFile(options.source)
  if (!options.kind) {
    throw new Failure(
      'usage',
      'Say where these numbers come from: --source FILE, or --kind, --holder, --collected-from, --collected-to …',
    )
  }
  const { kind, holder, collectedFrom, collectedTo, controller, channel } = options
  const declared = {
    ...{ kind, holder, collectedFrom, collectedTo, controller, channel },
    wording: options.wording,
    wordingVersion: options.wordingVersion,
    slots: options.slot?.join('; '),
    evidenceFile: options.evidence,
  }
  const given = Object.entries(declared).filter(([, value]) => value !== undefined)
  return parseSource(Object.fromEntries(given))
}

function progressLine({
  is,
  rows,
  bytes,
  bytesTotal,
  rowsPerSecond,
  leftMs,
}: ImportProgress): string {
  const share = bytesTotal === 0 ? 1 : bytes / bytesTotal
  const bar = '█'.repeat(Math.round(share * 20)).padEnd(20, '░')
  const rate = `${rows.toLocaleString('en')} lines, ${Math.round(rowsPerSecond).toLocaleString('en')}/s`
  if (is === 'merging') return `${bar} ${rate} · putting duplicates and households together`
  return `${bar} ${Math.floor(share * 100)} % · ${rate} · ${Math.ceil(leftMs / 1000)} s left`
}

export function linesOf(result: ImportResult): readonly string[] {
  if (result.alreadyImportedAt !== undefined) {
    return [
      `File already imported on ${readableInstant(result.alreadyImportedAt)}: nothing changed.`,
    ]
  }
  const { read, accepted, duplicatesInFile, rejected, newContacts, merged, households } = result
  const unused = result.columns.filter(
    ({ because }) => because === 'unknown' || because === 'ambiguous',
  )
  return [
    `${read} lines = ${accepted} accepted + ${duplicatesInFile} duplicates + ${rejected} to correct.`,
    `  ${newContacts} new numbers, ${merged} known before (provenance added), ${households} homes with several numbers`,
    ...(result.objections > 0
      ? [`  ${result.objections} do not want to be called: none of their numbers ever will be`]
      : []),
    ...Object.entries(result.rejectedByReason).map(
      ([reason, count]) => `  ${count} × ${rejections[reason as RejectionReason].why.en}`,
    ),
    ...(result.numbersRejected > 0
      ? [`  ${result.numbersRejected} second numbers of accepted lines were refused`]
      : []),
    ...(unused.length > 0
      ? [
          `  Columns left out: ${unused.map(({ header }) => header).join(', ')} (use --map to keep one)`,
        ]
      : []),
    ...(result.rejectsFile
      ? [`  Lines to correct: ${result.rejectsFile}. Correct them there and import that file.`]
      : []),
  ]
}
