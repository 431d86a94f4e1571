/**
 * What is written on A4: a title with a line of facts below it, headings, paragraphs, tables whose head is
 * repeated on each page, and at the foot of each page what it is of and its number. Tagged (PDF/UA).
 */
import PDFDocument from 'pdfkit'
import { forFont } from './letterPdf.ts'

export const margin = 56
export const ink = '#1a1d21'
export const dim = '#565d66'
export const line = '#d9dbde'
const soft = '#f3f5f7'
const body = 10

export type Document = PDFKit.PDFDocument

export interface Paper {
  readonly document: Document
  readonly root: PDFKit.PDFStructureElement
  /** Between the margins. */
  readonly width: number
}

export interface PaperLook {
  readonly title: string
  readonly language: 'fr' | 'en'
  readonly madeAt: Date
}

/** Everything `write` puts down, as bytes. */
export async function onPaper(look: PaperLook, write: (paper: Paper) => void): Promise<Buffer> {
  const { title, language, madeAt } = look
  const document = new PDFDocument({
    ...{
      size: 'A4',
      margin,
      tagged: true,
      displayTitle: true,
      pdfVersion: '1.7',
      bufferPages: true,
    },
    lang: language === 'fr' ? 'fr-FR' : 'en-GB',
    info: { Title: forFont(title), Creator: 'Portevoix', CreationDate: madeAt, ModDate: madeAt },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject)
  })
  const root = document.struct('Document')
  document.addStructure(root)
  write({ document, root, width: document.page.width - 2 * margin })
  root.end()
  feet(document, title)
  document.end()
  await written
  return Buffer.concat(chunks)
}

/** Written last, when it is known how many pages there are. */
function feet(document: Document, title: string): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page)
    const y = document.page.height - margin + 18
    const { bottom } = document.page.margins
    // Below the margin a text would begin a page of its own.
    document.page.margins.bottom = 0
    document.markContent('Artifact', { type: 'Pagination' })
    document.font('Helvetica').fontSize(8).fillColor(dim)
    const at = { width: document.page.width - 2 * margin, lineBreak: false }
    document.text(forFont(title), margin, y, at)
    document.text(`${page - start + 1} / ${count}`, margin, y, { ...at, align: 'right' })
    document.endMarkedContent()
    document.page.margins.bottom = bottom
  }
}

const roomLeft = ({ document }: Paper): number => document.page.height - margin - document.y

/** A heading stays with at least this much of what follows. */
const headingRoom = 90

export function heading(paper: Paper, tag: 'H1' | 'H2' | 'H3', text: string): void {
  const { document, root, width } = paper
  const size = { H1: 20, H2: 13, H3: 10.5 }[tag]
  if (roomLeft(paper) < headingRoom) document.addPage()
  root.add(
    document.struct(tag, {}, () => {
      if (tag === 'H2') document.moveDown(0.9)
      if (tag === 'H3') document.moveDown(0.5)
      document.font('Helvetica-Bold').fontSize(size).fillColor(ink)
      document.text(forFont(text), margin, document.y, {
        width,
        paragraphGap: tag === 'H3' ? 2 : 6,
      })
    }),
  )
}

export interface ParagraphLook {
  readonly colour?: string
  readonly bold?: boolean
  readonly size?: number
}

export function paragraph(
  { document, root, width }: Paper,
  text: string,
  look: ParagraphLook = {},
): void {
  const { colour = ink, bold = false, size = body } = look
  root.add(
    document.struct('P', {}, () => {
      document
        .font(bold ? 'Helvetica-Bold' : 'Helvetica')
        .fontSize(size)
        .fillColor(colour)
      document.text(forFont(text), margin, document.y, { width, paragraphGap: 3 })
    }),
  )
}

/** What matters most, in a box. */
export function notice({ document, root, width }: Paper, text: string, colour: string): void {
  const pad = 10
  document.font('Helvetica-Bold').fontSize(11)
  const height = document.heightOfString(forFont(text), { width: width - 2 * pad - 4 }) + 2 * pad
  const top = document.y + 4
  document.markContent('Artifact')
  document.rect(margin, top, width, height).fill(soft)
  document.rect(margin, top, 4, height).fill(colour)
  document.endMarkedContent()
  root.add(
    document.struct('P', {}, () => {
      document.font('Helvetica-Bold').fontSize(11).fillColor(ink)
      document.text(forFont(text), margin + pad + 4, top + pad, { width: width - 2 * pad - 4 })
    }),
  )
  document.x = margin
  document.y = top + height + 6
}

/** Figures side by side, each with its name below it. */
export function figures(
  { document, root, width }: Paper,
  each: readonly (readonly [value: string, name: string])[],
): void {
  const gap = 8
  const wide = (width - gap * (each.length - 1)) / each.length
  const height = 52
  const top = document.y + 6
  each.forEach(([value, name], index) => {
    const x = margin + index * (wide + gap)
    document.markContent('Artifact')
    document.roundedRect(x, top, wide, height, 4).fill(soft)
    document.endMarkedContent()
    root.add(
      document.struct('P', {}, () => {
        const room = wide - 16
        document.font('Helvetica-Bold').fontSize(16).fillColor(ink)
        const asked = document.widthOfString(forFont(value))
        document.fontSize(Math.min(16, Math.floor((16 * room) / asked)))
        document.text(forFont(value), x + 8, top + 8, { lineBreak: false })
        document.font('Helvetica').fontSize(8).fillColor(dim)
        document.text(forFont(name), x + 8, top + 28, { width: room, height: 20, ellipsis: true })
      }),
    )
  })
  document.x = margin
  document.y = top + height + 4
}

export interface TableLook {
  readonly widths: readonly number[]
  /** The first row is a head, repeated on each page. */
  readonly head?: readonly string[]
  /** A little square before the name. */
  readonly swatches?: readonly string[]
}

const rowHeight = 17

/** Names on the left, figures on the right; a thin line below each row. */
export function table(paper: Paper, rows: readonly (readonly string[])[], look: TableLook): void {
  const { document, root } = paper
  const whole = document.struct('Table')
  root.add(whole)
  if (look.head) tableRow(paper, whole, look.head, look, { isHead: true })
  rows.forEach((cells, index) => {
    if (roomLeft(paper) < rowHeight * 2) {
      document.addPage()
      if (look.head) tableRow(paper, whole, look.head, look, { isHead: true })
    }
    const swatch = look.swatches?.[index]
    tableRow(paper, whole, cells, look, { isHead: false, ...(swatch && { swatch }) })
  })
  whole.end()
  document.x = margin
}

function tableRow(
  { document, width: whole }: Paper,
  parent: PDFKit.PDFStructureElement,
  cells: readonly string[],
  { widths }: TableLook,
  { isHead, swatch }: { readonly isHead: boolean; readonly swatch?: string },
): void {
  const top = document.y
  const row = document.struct('TR')
  parent.add(row)
  let x = margin
  const indent = swatch === undefined ? 0 : 15
  if (swatch !== undefined) {
    document.markContent('Artifact')
    document.rect(margin, top + 0.5, 9, 9).fill(swatch)
    document.endMarkedContent()
  }
  cells.forEach((cell, index) => {
    const width = (widths[index] ?? 72) - (index === 0 ? indent : 0)
    const at = index === 0 ? x + indent : x
    row.add(
      document.struct(isHead || index === 0 ? 'TH' : 'TD', {}, () => {
        document.font(isHead ? 'Helvetica-Bold' : 'Helvetica').fontSize(isHead ? 9 : body)
        document.fillColor(isHead ? dim : ink)
        const align = index === 0 ? 'left' : 'right'
        document.text(forFont(cell), at, top, { width, align, height: rowHeight, ellipsis: true })
      }),
    )
    x = at + width
  })
  row.end()
  document.y = top + rowHeight
  document.markContent('Artifact')
  const y = document.y - 4
  document
    .moveTo(margin, y)
    .lineTo(margin + whole, y)
    .lineWidth(0.5)
    .stroke(line)
  document.endMarkedContent()
}

/** `28 nov. 2026, 23 h 05`, as a clock in Paris shows it. */
export const instantInParis = (at: Date, language: 'fr' | 'en'): string => {
  const day = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ timeZone: 'Europe/Paris', day: 'numeric', month: 'long', year: 'numeric' },
  }).format(at)
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' },
  }).format(at)
  return language === 'fr' ? `${day}, ${time.replace(':', ' h ')}` : `${day}, ${time}`
}
