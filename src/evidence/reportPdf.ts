/**
 * A report as PDF: the sums that close, the bar of outcomes and the curve of listening with the geometry
 * of the screens, territories, refusals with their words. Tagged; every drawing is also said in text.
 */
import type { EpochMs } from '../base/units.ts'
import { barPieces, curveArea, curveLine, type DrawnOutcome } from '../report/drawings.ts'
import { drawnCounts } from '../report/drawnCounts.ts'
import type { Language } from '../report/words.ts'
import { areaName } from './areaNames.ts'
import {
  dim,
  figures,
  heading,
  instantInParis,
  line,
  margin,
  notice,
  onPaper,
  type Paper,
  paragraph,
  table,
} from './paper.ts'
import { reportWords, stateLine, sumRows, type WrittenReport } from './reportWords.ts'

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
const practiceColour = '#8c5909'

export function reportPdf(
  report: WrittenReport,
  language: Language,
  madeAt: EpochMs,
): Promise<Buffer> {
  const title = reportWords[language].title(report.campaign.name)
  return onPaper({ title, language, madeAt: new Date(madeAt) }, (paper) => {
    top(paper, report, language, new Date(madeAt))
    people(paper, report, language)
    outcomes(paper, report, language)
    listening(paper, report, language)
    refusals(paper, report, language)
    places(paper, report, language)
  })
}

function top(paper: Paper, report: WrittenReport, language: Language, madeAt: Date): void {
  const say = reportWords[language]
  const { people: counted, heardToEnd, objections, attempts, money } = report
  heading(paper, 'H1', say.title(report.campaign.name))
  paragraph(paper, stateLine(report, language))
  paragraph(paper, say.made(instantInParis(madeAt, language)), { colour: dim, size: 9 })
  if (report.campaign.practice) notice(paper, say.practice, practiceColour)
  figures(paper, [
    [written(counted.reached, language), say.terms.reached],
    [written(heardToEnd.people, language), say.terms.heardToEnd],
    [written(objections, language), say.terms.objections],
    [written(attempts.total, language), say.terms.attempts],
    [euros(money.costMicroEuro, language), say.cost],
  ])
}

function people(paper: Paper, report: WrittenReport, language: Language): void {
  const say = reportWords[language]
  heading(paper, 'H2', say.people)
  const [, ...rows] = sumRows(report, language)
  table(
    paper,
    rows.map(([name, value]) => [name, written(value, language)]),
    { widths: [paper.width - 120, 120] },
  )
}

function outcomes(paper: Paper, report: WrittenReport, language: Language): void {
  const { document, width } = paper
  const { groups, outcomes: title } = reportWords[language]
  const pieces = barPieces(drawnCounts(report.attempts.byOutcome), width)
  heading(paper, 'H2', title)
  if (pieces.length === 0) {
    paragraph(paper, '–')
    return
  }
  const y = document.y + 2
  document.markContent('Artifact')
  for (const { outcome, x, width: wide } of pieces) {
    document.rect(margin + x, y, wide, 18).fill(colours[outcome])
  }
  document.endMarkedContent()
  document.y = y + 28
  table(
    paper,
    pieces.map(({ outcome, count, share }) => [
      groups[outcome],
      written(count, language),
      percent(share, language, 1),
    ]),
    {
      widths: [paper.width - 180, 90, 90],
      swatches: pieces.map(({ outcome }) => colours[outcome]),
    },
  )
}

const curveHeight = 90
/** For the numbers beside and below it. */
const axis = { left: 34, below: 14 }

function listening(paper: Paper, report: WrittenReport, language: Language): void {
  const { document, width } = paper
  const say = reportWords[language]
  const all = report.heardAtLeast[0] ?? 0
  if (document.y > document.page.height - margin - curveHeight - 80) document.addPage()
  heading(paper, 'H2', say.listening)
  if (all === 0) {
    paragraph(paper, '–')
    return
  }
  const shares = report.heardAtLeast.map((calls) => calls / all)
  const box = { width: width - axis.left, height: curveHeight }
  const y = document.y + 6
  const last = shares.length - 1
  document.markContent('Artifact')
  document.font('Helvetica').fontSize(8).fillColor(dim)
  for (const share of [0, 0.5, 1]) {
    const at = y + (1 - share) * box.height
    const label = { width: axis.left - 6, align: 'right', lineBreak: false } as const
    document.text(percent(share, language, 0), margin, at - 4, label)
    document
      .moveTo(margin + axis.left, at)
      .lineTo(margin + width, at)
      .lineWidth(0.5)
      .stroke(line)
  }
  document.save().translate(margin + axis.left, y)
  document.path(curveArea(shares, box)).fillOpacity(0.15).fill(colours.heardToEnd)
  document.fillOpacity(1).path(curveLine(shares, box)).lineWidth(1.5).stroke(colours.heardToEnd)
  document.restore()
  document.fillColor(dim)
  for (const second of new Set([0, Math.round(last / 2), last])) {
    const x = margin + axis.left + (last === 0 ? 0 : second / last) * box.width
    const align = second === 0 ? 'left' : second === last ? 'right' : 'center'
    const from = x - { left: 0, center: 30, right: 60 }[align]
    document.text(`${second} s`, from, y + box.height + 4, { width: 60, align, lineBreak: false })
  }
  document.endMarkedContent()
  document.x = margin
  document.y = y + box.height + axis.below + 8
  paragraph(paper, say.curveSentence(last, percent(shares.at(-1) ?? 0, language, 0)))
}

function refusals(paper: Paper, report: WrittenReport, language: Language): void {
  const say = reportWords[language]
  heading(paper, 'H2', say.refusals)
  if (report.refusedBy.length === 0) paragraph(paper, say.noneRefused)
  for (const { people: count, reason } of report.refusedBy) {
    paragraph(paper, `${written(count, language)} × ${reason[language]}`)
  }
}

function places(paper: Paper, report: WrittenReport, language: Language): void {
  const say = reportWords[language]
  if (report.areas.length === 0) return
  heading(paper, 'H2', say.places)
  const rows = report.areas.map((area) => [
    area.area === '' ? say.nowhere : areaName(area.area),
    ...[area.targets, area.called, area.attempts, area.heardToEnd, area.objections].map((value) =>
      written(value, language),
    ),
  ])
  const figure = 64
  table(paper, rows, {
    head: say.placeColumns,
    widths: [paper.width - 5 * figure - 16, figure, figure, figure, figure + 16, figure],
  })
}

const localeOf = (language: Language): string => (language === 'fr' ? 'fr-FR' : 'en-GB')

const written = (value: string | number, language: Language): string =>
  typeof value === 'string'
    ? value
    : value.toLocaleString(localeOf(language), { maximumFractionDigits: 2 })

const percent = (share: number, language: Language, digits: number): string =>
  share.toLocaleString(localeOf(language), { style: 'percent', maximumFractionDigits: digits })

const euros = (microEuro: number, language: Language): string =>
  (microEuro / 1_000_000).toLocaleString(localeOf(language), { style: 'currency', currency: 'EUR' })
