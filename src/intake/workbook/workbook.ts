/** A workbook as Excel, LibreOffice or Google save it (.xlsx): its sheets, and the rows of one of them. */
import { Failure } from '../../base/failure.ts'
import { sheetRows, unescaped } from './sheetRows.ts'
import { attribute, type XmlHandler, xmlReader } from './xmlTokens.ts'
import { damaged, openZip, type ZipParts } from './zipParts.ts'

/** Texts that cells share, all in memory: five million cells of people. */
export const sharedStringsMax = 6_000_000
export const sharedCharactersMax = 400e6

export interface Sheet {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

export interface Workbook {
  readonly sheets: readonly Sheet[]
  /** Stops when `onRow` answers false; waits for `whenReady` between two pieces of the file. */
  rows(
    sheet: Sheet,
    onRow: (cells: string[], row: number) => boolean,
    whenReady?: () => Promise<unknown> | undefined,
  ): Promise<void>
  close(): Promise<void>
}

export async function openWorkbook(file: string): Promise<Workbook> {
  const zip = await openZip(file)
  try {
    const { sheets, since1904 } = await sheetsOf(zip)
    const dateStyles = await dateStylesOf(zip)
    let strings: readonly string[] | undefined
    return {
      sheets,
      async rows(sheet, onRow, whenReady) {
        strings ??= await sharedStringsOf(zip)
        let wanted = true
        const handler = sheetRows({ strings, dateStyles, since1904 }, (cells, row) => {
          if (wanted) wanted = onRow(cells, row)
        })
        await readPart(zip, sheet.part, handler, async () => {
          await whenReady?.()
          return wanted
        })
      },
      close: zip.close,
    }
  } catch (error) {
    await zip.close()
    throw error
  }
}

async function readPart(
  zip: ZipParts,
  name: string,
  handler: XmlHandler,
  goOn: () => Promise<boolean> | boolean = () => true,
): Promise<void> {
  const decoder = new TextDecoder('utf-8')
  const reader = xmlReader(handler)
  for await (const piece of zip.part(name)) {
    reader.push(decoder.decode(piece, { stream: true }))
    if (!(await goOn())) return
  }
  reader.end()
}

async function sheetsOf(zip: ZipParts): Promise<{ sheets: readonly Sheet[]; since1904: boolean }> {
  const targets = new Map<string, string>()
  await readPart(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const target = attribute(attributes, 'Target') ?? ''
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      targets.set(attribute(attributes, 'Id') ?? '', part)
    },
    ...ignored,
  })
  const sheets: Sheet[] = []
  let since1904 = false
  await readPart(zip, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') {
        since1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      }
      if (name !== 'sheet') return
      const part = targets.get(attribute(attributes, 'id') ?? '')
      const state = attribute(attributes, 'state') ?? 'visible'
      if (part?.startsWith('xl/worksheets/')) {
        sheets.push({
          name: attribute(attributes, 'name') ?? '',
          hidden: state !== 'visible',
          part,
        })
      }
    },
    ...ignored,
  })
  if (sheets.length === 0) throw noSheet(zip)
  return { sheets, since1904 }
}

const ignored = { close: () => undefined, text: () => undefined }

const noSheet = (zip: ZipParts): Failure =>
  zip.names.some((name) => name.startsWith('xl/'))
    ? damaged()
    : new Failure(
        'badInput',
        'This archive is no Excel workbook. Nothing was imported. Save the table as .xlsx or as CSV.',
        {
          fr:
            'Cette archive n’est pas un classeur Excel. Rien n’a été importé. Enregistrez le tableau ' +
            'en .xlsx ou en CSV.',
        },
      )

/** Built-in formats that show a date (§18.8.30). */
const builtInDates = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

async function dateStylesOf(zip: ZipParts): Promise<readonly boolean[]> {
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await readPart(zip, 'xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt') {
        const code = attribute(attributes, 'formatCode') ?? ''
        const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
        own.set(Number(attribute(attributes, 'numFmtId')), /[dmyhs]/i.test(bare))
      } else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        styles.push(own.get(id) ?? builtInDates(id))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
    text: () => undefined,
  })
  return styles
}

async function sharedStringsOf(zip: ZipParts): Promise<readonly string[]> {
  const strings: string[] = []
  let characters = 0
  let text = ''
  let inside = false
  let phonetic = false
  await readPart(zip, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') inside = !phonetic
    },
    close(name) {
      if (name === 't') inside = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        characters += text.length
        if (strings.length >= sharedStringsMax || characters > sharedCharactersMax) {
          throw tooManyTexts(strings.length)
        }
        strings.push(unescaped(text))
      }
    },
    text(piece) {
      if (inside) text += piece
    },
  })
  return strings
}

const tooManyTexts = (count: number): Failure =>
  new Failure(
    'badInput',
    'This workbook holds more text than can be read at once. Nothing was imported. Save the sheet as CSV.',
    {
      fr:
        'Ce classeur contient plus de texte que nous n’en lisons d’un coup. Rien n’a été ' +
        'importé. Enregistrez la feuille en CSV.',
      measured: `> ${count} texts`,
      limit: String(sharedStringsMax),
    },
  )
