/**
 * A public table of figures by commune → rows of INSEE code and numbers. One row a commune: a table with
 * people in it, or with several rows a commune, is refused whole; a commune of very few people is left
 * out, for its figure is nearly theirs.
 */
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import { type CsvDialect, type CsvRecord, csvReader, dialectOf } from '../contacts/csvRecords.ts'
import { normalised, wordsOf } from '../contacts/headerWords.ts'
import { parseInsee } from '../contacts/place.ts'
import type { Gazetteer } from './gazetteer.ts'
import { article, parseFigure, refuseForbiddenFigure } from './placeFigures.ts'
import { inspectTextFile, textOf } from './textFile.ts'

/** Of a commune; below it a figure of the place is nearly one of each person. */
export const inhabitantsMin = 100
/** France has 35,000 communes, and 45 arrondissements. */
export const placeRowsMax = 40_000
export const placeColumnsMax = 60

export interface PlaceRow {
  readonly insee: string
  /** In the order of `figures`; null: nothing written. */
  readonly numbers: readonly (number | null)[]
}

export interface PlacesTable {
  readonly fileName: string
  readonly sha256: string
  readonly figures: readonly string[]
  readonly rows: readonly PlaceRow[]
  /** Columns without figures (names of communes). */
  readonly ignored: readonly string[]
  /** Rows left out because so few people live there, and rows of codes that are no commune of today. */
  readonly tooSmall: number
  readonly unknown: number
}

export async function readPlacesTable(file: string, gazetteer: Gazetteer): Promise<PlacesTable> {
  const input = await inspectTextFile(file)
  const records: CsvRecord[] = []
  const keep = (record: CsvRecord): void => {
    if (record.cells.every((cell) => cell.trim() === '')) return
    if (records.length > placeRowsMax) throw tooManyRows(record.line)
    records.push(record)
  }
  let dialect: CsvDialect | undefined
  let reader: ReturnType<typeof csvReader> | undefined
  for await (const { text } of textOf(input)) {
    const piece = dialect ? text : text.replace(/^\ufeff/, '')
    dialect ??= dialectOf(piece)
    reader ??= csvReader(dialect, keep)
    reader.push(piece)
  }
  reader?.end()
  const [header, ...rows] = records
  if (!header || rows.length === 0) throw nothingIn()
  const table = tableOf(header.cells, rows, gazetteer)
  return { fileName: path.basename(input.path), sha256: input.sha256, ...table }
}

type Read = Omit<PlacesTable, 'fileName' | 'sha256'>

function tableOf(
  header: readonly string[],
  rows: readonly CsvRecord[],
  gazetteer: Gazetteer,
): Read {
  if (header.length > placeColumnsMax) throw tooManyColumns(header.length)
  refusePeople(header)
  const inseeAt = inseeColumn(header)
  const numeric = header.map(
    (_, at) => at !== inseeAt && rows.every(({ cells }) => isFigure(cells[at] ?? '')),
  )
  const columns = header.flatMap((name, at) => (numeric[at] && name.trim() !== '' ? [at] : []))
  const figures = columns.map((at) => (header[at] ?? '').trim())
  if (figures.length === 0) throw noFigure()
  for (const figure of figures) refuseForbiddenFigure(figure)
  const seen = new Map<string, number>()
  const kept: PlaceRow[] = []
  let tooSmall = 0
  let unknown = 0
  for (const { cells, line } of rows) {
    const insee = parseInsee(cells[inseeAt] ?? '')
    if (insee === undefined) throw noInsee(cells[inseeAt] ?? '', line)
    const before = seen.get(insee)
    if (before !== undefined) throw severalRows(insee, before, line)
    seen.set(insee, line)
    const commune = gazetteer.commune.get(insee)
    if (!commune) unknown += 1
    else if ((commune.inhabitants ?? 0) < inhabitantsMin) tooSmall += 1
    else kept.push({ insee, numbers: columns.map((at) => parseFigure(cells[at] ?? '') ?? null) })
  }
  const ignored = header.filter((_, at) => at !== inseeAt && !columns.includes(at))
  return { figures, rows: kept, ignored, tooSmall, unknown }
}

const isFigure = (text: string): boolean => parseFigure(text) !== undefined

/** What a table of people has and a table of communes has not. */
const peopleWords: readonly RegExp[] = [
  /^(telephone|tel|phone|mobile|portable|fixe|gsm|numero de telephone)$/,
  /\b(telephone|phone|email|e mail|mail|courriel)\b/,
  /^(nom|prenom|nom de famille|name|first name|last name|surname|full name|civilite)$/,
  /\b(prenom|first name|last name|date de naissance|birth date|birthday|ne le|numero electeur)\b/,
  /\b(adresse|address|rue|street|electeur id|voter id|person id|personne|individu|individual)\b/,
]

function refusePeople(header: readonly string[]): void {
  for (const name of header) {
    const words = normalised(name)
    if (!peopleWords.some((pattern) => pattern.test(words))) continue
    throw new Failure(
      'refused',
      `Column "${name}" is about a person: only figures of whole communes may choose places ` +
        `(${article}). Nothing was imported. Import a table with one row a commune.`,
      {
        fr:
          `La colonne « ${name} » parle d’une personne : seuls des chiffres de communes entières ` +
          `peuvent choisir des lieux (${article}). Rien n’a été importé.`,
        measured: name,
        limit: 'INSEE code and figures of the commune',
      },
    )
  }
}

const inseeNames = 'insee|code insee|codgeo|depcom|cog|code commune insee|code insee commune'
  .concat('|code officiel geographique|insee code|com|code commune cog|codeinsee')
  .split('|')

function inseeColumn(header: readonly string[]): number {
  const found = header.flatMap((name, at) => (inseeNames.includes(normalised(name)) ? [at] : []))
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const postal = header.find((name) => /^(code postal|postcode|cp|zip)$/.test(normalised(name)))
  const words =
    header.flatMap((name) => wordsOf(name)).length === 0 ? 'no header' : header.join(', ')
  throw new Failure(
    'badInput',
    found.length > 1
      ? 'Several columns hold INSEE codes: keep one. Nothing was imported.'
      : `No column holds INSEE codes${postal ? ` ("${postal}" are postcodes, which is not the same)` : ''}: ` +
          `name one of them "INSEE" (columns: ${words}). Nothing was imported.`,
    {
      fr:
        found.length > 1
          ? 'Plusieurs colonnes contiennent des codes Insee : gardez-en une. Rien n’a été importé.'
          : `Aucune colonne ne contient de codes Insee : nommez l’une d’elles « Insee » (colonnes : ${words}). ` +
            'Un code postal n’est pas un code Insee. Rien n’a été importé.',
    },
  )
}

const nothingIn = (): Failure =>
  new Failure('badInput', 'The table is empty: it needs a header and one row a commune.', {
    fr: 'Cette table est vide : il y faut une ligne de noms de colonnes et une ligne par commune.',
  })
const noFigure = (): Failure =>
  new Failure('badInput', 'No column holds a figure in every row: there is nothing to choose by.', {
    fr: 'Aucune colonne n’a un chiffre à chaque ligne : il n’y a rien pour choisir.',
  })
const noInsee = (text: string, line: number): Failure =>
  new Failure(
    'badInput',
    `Line ${line}: "${text.slice(0, 20)}" is no INSEE code of a commune. Nothing was imported.`,
    {
      fr:
        `Ligne ${line} : « ${text.slice(0, 20)} » n’est le code Insee d’aucune commune. Rien n’a ` +
        'été importé.',
    },
  )
const severalRows = (insee: string, first: number, line: number): Failure =>
  new Failure(
    'refused',
    `Commune ${insee} has several rows (lines ${first} and ${line}): this is a table of something ` +
      `smaller than communes, down to people perhaps (${article}). Nothing was imported. Add them up first.`,
    {
      fr:
        `La commune ${insee} a plusieurs lignes (${first} et ${line}) : cette table parle de ` +
        `plus petit que des communes, peut-être de personnes (${article}). Rien n’a été importé. ` +
        'Additionnez-les d’abord.',
      measured: `2 rows of ${insee}`,
      limit: '1 row a commune',
    },
  )
const tooManyRows = (line: number): Failure =>
  new Failure('refused', `Line ${line}: there are not so many communes. Nothing was imported.`, {
    fr: `Ligne ${line} : il n’y a pas tant de communes. Rien n’a été importé.`,
    measured: `> ${placeRowsMax} rows`,
    limit: String(placeRowsMax),
  })
const tooManyColumns = (count: number): Failure =>
  new Failure('badInput', 'The table has too many columns: keep those you need.', {
    fr: 'Cette table a trop de colonnes : gardez celles qui servent.',
    measured: String(count),
    limit: String(placeColumnsMax),
  })
