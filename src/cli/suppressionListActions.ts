/** `suppression import`, `export`, `lists`. An export holds whole numbers: it goes to a file of mode 600. */
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { E164 } from '../base/units.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'
import { importSuppressionList } from '../intake/importSuppressionList.ts'
import { type NumberKey, numberKeyOf, readKeyFile } from '../store/numberKey.ts'
import { suppressionStore } from '../store/postgres/suppressionEntries.ts'
import { type ListedEntry, ownList } from '../store/suppressionStore.ts'
import { type Invocation, readableInstant } from './command.ts'
import { parseDate } from './parse.ts'
import { withSession } from './session.ts'
import { controllerOf } from './suppressionActions.ts'

interface ImportOptions {
  readonly list: string
  readonly holder: string
  readonly date: string
  readonly scope: SuppressionEntry['scope']
  readonly controller?: string
  readonly hashed?: boolean
  readonly keyFile?: string
}

export async function importCommand(
  invocation: Invocation,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const { output } = invocation
  const name = options.list.trim()
  if (name === '' || name === ownList) {
    throw new Failure('usage', `A list needs a name of its own; "${ownList}" is ours: --list NAME.`)
  }
  const list = {
    name,
    holder: options.holder.trim(),
    dated: parseDate('--date', options.date),
    scope: options.scope,
    controller: controllerOf(options),
    kept: options.hashed ? ('hashed' as const) : ('clear' as const),
    secret: secretOf(options),
  }
  const result = await withSession(invocation, ({ database }) =>
    importSuppressionList({
      store: suppressionStore(database, ''),
      file,
      list,
      now: realClock.epoch(),
      onProgress: (share) => output.progress(`${Math.floor(share * 100)} % read`),
    }),
  )
  output.progressDone()
  const { alreadyImportedAt, rowsRead, entries, alreadyThere, rejected, sentences } = result
  if (alreadyImportedAt !== null) {
    output.say(
      `This very file was imported as ${name} on ${readableInstant(alreadyImportedAt)}: nothing to do.`,
    )
  } else {
    output.say(
      `${name}: ${rowsRead} rows, ${entries} numbers added, ${alreadyThere} stood there already, ` +
        `${rejected} rows not taken.`,
    )
    for (const sentence of sentences) output.say(`  ${sentence}`)
    if (rejected > sentences.length) output.say(`  … and ${rejected - sentences.length} more.`)
  }
  output.result({ list: name, ...result })
}

interface ExportOptions {
  readonly list: string
  readonly output: string
  readonly hashed?: boolean
  readonly keyFile?: string
}

export async function exportCommand(invocation: Invocation, options: ExportOptions): Promise<void> {
  const secret = secretOf(options)
  const key = secret === null ? null : numberKeyOf(secret)
  await withSession(invocation, async ({ database }) => {
    const pages = suppressionStore(database, '').entriesOf(options.list)
    const { written, left } = await writeEntries(options, key, pages)
    invocation.output.say(
      `${written} entries of ${options.list} are in ${options.output}, which only you may read.` +
        (left > 0 ? ` ${left} are not: their number is no longer kept, only its hash.` : ''),
    )
    invocation.output.result({ list: options.list, output: options.output, written, left })
  })
}

export async function listsCommand(invocation: Invocation): Promise<void> {
  await withSession(invocation, async ({ database }) => {
    const lists = await suppressionStore(database, '').lists()
    if (lists.length === 0)
      invocation.output.say('No list yet: portevoix suppression import --help')
    for (const { name, holder, dated, scope, kept, entries, alreadyThere, key } of lists) {
      invocation.output.say(
        `${name}  of ${holder}, ${dated}, ${scope}, ${kept}${key ? ` under key ${key}` : ''}: ` +
          `${entries} numbers, ${alreadyThere} in earlier editions`,
      )
    }
    invocation.output.result(
      lists.map((list) => ({ ...list, importedAt: new Date(list.importedAt).toISOString() })),
    )
  })
}

function secretOf(options: {
  readonly hashed?: boolean
  readonly keyFile?: string
}): Buffer | null {
  if (options.keyFile === undefined) return null
  if (!options.hashed) throw new Failure('usage', '--key-file goes with --hashed.')
  const secret = readKeyFile(options.keyFile)
  if (secret) return secret
  throw new Failure('notFound', `There is no key file ${options.keyFile}: ask its holder for it.`)
}

/** A file that is there already is not written over; half a file is not left behind. */
async function writeEntries(
  { output, hashed = false }: ExportOptions,
  key: NumberKey | null,
  pages: AsyncIterable<readonly ListedEntry[]>,
): Promise<{ written: number; left: number }> {
  let [written, left] = [0, 0]
  const file = openNew(output)
  try {
    writeSync(file, `${hashed ? 'hash' : 'number'},scope,controller,since\n`)
    for await (const page of pages) {
      const lines = page.flatMap((entry) => {
        const cell = cellOf(entry, hashed, key)
        return cell === null
          ? []
          : [`${cell},${entry.scope},${quoted(entry.controller)},${dayOf(entry)}\n`]
      })
      writeSync(file, lines.join(''))
      written += lines.length
      left += page.length - lines.length
    }
    closeSync(file)
  } catch (error) {
    closeSync(file)
    unlinkSync(output)
    throw error
  }
  return { written, left }
}

/** Under another key only where the number itself is still kept. */
function cellOf(
  { phone, hash }: ListedEntry,
  hashed: boolean,
  key: NumberKey | null,
): string | null {
  if (!hashed) return phone
  if (key === null) return hash
  return phone === null ? null : key.hash(phone as E164).toString('hex')
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'is there already' : 'cannot be made'
    throw new Failure('badInput', `${file} ${why}: name a new file where you may write.`)
  }
}

const quoted = (text: string | null): string =>
  text === null ? '' : `"${text.replaceAll('"', '""')}"`

const dayOf = ({ at }: ListedEntry): string => new Date(at).toISOString().slice(0, 10)
