/**
 * A report as PDF: the sums that close, the bar of outcomes and the curve of listening with the geometry
 * of the screens, territories, refusals with their words. Tagged; every drawing is also said in text.
 */
import PDFDocument from 'pdfkit'
import type { EpochMs } from '../base/units.ts'
import { barPieces, curveArea, curveLine, type DrawnOutcome } from '../report/drawings.ts'
import { drawnCounts } from '../report/drawnCounts.ts'
import type { Language } from '../report/words.ts'
import { forFont } from './letterPdf.ts'
import { reportWords, sumRows, type WrittenReport } from './reportWords.ts'

const margin = 56
const body = 10
const line = '#d9dbde'
/** Of the light screens (WCAG 1.4.11: 3:1 on white). */
const colours: Readonly<Record<DrawnOutcome, string>> = {
  heardToEnd: '#233371',
  heardInPart: '#5796bd',
  notChosen: '#ae8525',
  voicemail: '#760ff2',
  noAnswer: '#656f73',
  objection: '#a2251d',
  fault: '#1a100b',
}

type Document = PDFKit.PDFDocument

export async function reportPdf(
  report: WrittenReport,
  language: Language,
  madeAt: EpochMs,
): Promise<Buffer> {
  const say = reportWords[language]
  const document = new PDFDocument({
    ...{ size: 'A4', margin, tagged: true, displayTitle: true, pdfVersion: '1.7' },
    lang: language === 'fr' ? 'fr-FR' : 'en-GB',
    info: {
      Title: forFont(say.title(report.campaign.name)),
      Creator: 'Portevoix',
      CreationDate: new Date(madeAt),
      ModDate: new Date(madeAt),
    },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject)
  })
  write(document, report, language, madeAt)
  document.end()
  await written
  return Buffer.concat(chunks)
}

function write(
  document: Document,
  report: WrittenReport,
  language: Language,
  madeAt: EpochMs,
): void {
  const say = reportWords[language]
  const root = document.struct('Document')
  document.addStructure(root)
  const paper: Paper = { document, root }
  heading(paper, 'H1', say.title(report.campaign.name), 20)
  if (report.campaign.practice) paragraph(paper, say.practice)
  paragraph(paper, say.made(new Date(madeAt).toISOString().slice(0, 16).replace('T', ' ')))
  heading(paper, 'H2', say.people, 13)
  table(
    paper,
    sumRows(report, language).map(([name, value]) => [name, written(value, language)]),
    [300, 180],
  )
  heading(paper, 'H2', say.outcomes, 13)
  drawOutcomes(paper, report, language)
  heading(paper, 'H2', say.listening, 13)
  drawCurve(paper, report, language)
  heading(paper, 'H2', say.refusals, 13)
  if (report.refusedBy.length === 0) paragraph(paper, say.noneRefused)
  for (const { rule, people, reason } of report.refusedBy) {
    paragraph(paper, `${written(people, language)} – ${reason[language]} (${rule})`)
  }
  heading(paper, 'H2', say.places, 13)
  const places = report.areas.map((area) => [
    area.area || say.nowhere,
    ...[area.targets, area.called, area.attempts, area.heardToEnd, area.objections].map((value) =>
      written(value, language),
    ),
  ])
  table(paper, [say.placeColumns, ...places], [120, 72, 72, 72, 72, 72])
  root.end()
}

interface Paper {
  readonly document: Document
  readonly root: PDFKit.PDFStructureElement
}

const written = (value: string | number, language: Language): string =>
  typeof value === 'string'
    ? value
    : value.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 })

function heading({ document, root }: Paper, tag: string, text: string, size: number): void {
  if (document.y > document.page.height - margin - 90) document.addPage()
  root.add(
    document.struct(tag, {}, () => {
      document.moveDown(tag === 'H1' ? 0 : 0.9)
      document.font('Helvetica-Bold').fontSize(size).fillColor('#1a1d21')
      document.text(forFont(text), margin, document.y, { paragraphGap: 6 })
    }),
  )
}

function paragraph({ document, root }: Paper, text: string): void {
  root.add(
    document.struct('P', {}, () => {
      document.font('Helvetica').fontSize(body).fillColor('#1a1d21')
      document.text(forFont(text), margin, document.y, { paragraphGap: 4 })
    }),
  )
}

const rowHeight = 17

/** Names on the left, figures on the right; a thin line below each row. */
function table(
  { document, root }: Paper,
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): void {
  const whole = document.struct('Table')
  root.add(whole)
  for (const cells of rows) {
    if (document.y > document.page.height - margin - rowHeight * 2) document.addPage()
    const top = document.y
    const row = document.struct('TR')
    whole.add(row)
    let x = margin
    cells.forEach((cell, index) => {
      const width = widths[index] ?? 72
      row.add(
        document.struct(index === 0 ? 'TH' : 'TD', {}, () => {
          document.font('Helvetica').fontSize(body).fillColor('#1a1d21')
          const align = index === 0 ? 'left' : 'right'
          document.text(forFont(cell), x, top, { width, align, height: rowHeight, ellipsis: true })
        }),
      )
      x += width
    })
    row.end()
    document.y = top + rowHeight
    rule(document, document.y - 4)
  }
  whole.end()
  document.x = margin
}

function rule(document: Document, y: number): void {
  document.markContent('Artifact')
  document
    .moveTo(margin, y)
    .lineTo(document.page.width - margin, y)
    .lineWidth(0.5)
    .stroke(line)
  document.endMarkedContent()
}

function drawOutcomes(paper: Paper, report: WrittenReport, language: Language): void {
  const { document } = paper
  const width = document.page.width - 2 * margin
  const pieces = barPieces(drawnCounts(report.attempts.byOutcome), width)
  const top = document.y + 2
  document.markContent('Artifact')
  for (const { outcome, x, width: wide } of pieces) {
    document.rect(margin + x, top, wide, 18).fill(colours[outcome])
  }
  document.endMarkedContent()
  document.y = top + 28
  const { groups } = reportWords[language]
  table(
    paper,
    pieces.map(({ outcome, count, share }) => [
      groups[outcome],
      written(count, language),
      `${written(Math.round(share * 1000) / 10, language)} %`,
    ]),
    [240, 100, 100],
  )
}

function drawCurve(paper: Paper, report: WrittenReport, language: Language): void {
  const { document } = paper
  const all = report.heardAtLeast[0] ?? 0
  if (all === 0) {
    paragraph(paper, '–')
    return
  }
  const shares = report.heardAtLeast.map((calls) => calls / all)
  const box = { width: document.page.width - 2 * margin, height: 90 }
  if (document.y > document.page.height - margin - box.height - 40) document.addPage()
  const top = document.y + 4
  document.markContent('Artifact')
  document.save().translate(margin, top)
  document.path(curveArea(shares, box)).fillOpacity(0.15).fill(colours.heardToEnd)
  document.fillOpacity(1).path(curveLine(shares, box)).lineWidth(1.5).stroke(colours.heardToEnd)
  document.moveTo(0, box.height).lineTo(box.width, box.height).lineWidth(0.5).stroke(line)
  document.restore()
  document.endMarkedContent()
  document.y = top + box.height + 8
  const atEnd = `${written(Math.round((shares.at(-1) ?? 0) * 100), language)} %`
  paragraph(paper, reportWords[language].curveSentence(shares.length - 1, atEnd))
}
