/**
 * The letter as PDF: tagged (headings, paragraphs, lists), with its language and title, so that a screen
 * reader reads it; text stays text. The same file gives the same bytes.
 */
import PDFDocument from 'pdfkit'
import { type Letter, type LetterSection, letterOf } from '../rights/letter.ts'
import type { Language } from '../rights/letterWords.ts'
import type { PersonFile } from '../rights/personFile.ts'

const margin = 64
const body = 10.5
const gap = 0.5

export async function letterPdf(file: PersonFile, language: Language): Promise<Buffer> {
  const letter = letterOf(file, language)
  const document = new PDFDocument({
    size: 'A4',
    margin,
    lang: language === 'fr' ? 'fr-FR' : 'en-GB',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: forFont(letter.title),
      Author: forFont(letter.from),
      Creator: 'Portevoix',
      CreationDate: new Date(file.drawnAt),
      ModDate: new Date(file.drawnAt),
    },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((resolve, reject) => {
    document.on('end', resolve).on('error', reject)
  })
  write(document, letter)
  document.end()
  await written
  return Buffer.concat(chunks)
}

function write(document: PDFKit.PDFDocument, letter: Letter): void {
  const root = document.struct('Document')
  document.addStructure(root)
  const say = (tag: string, style: () => void, text: string): void => {
    root.add(
      document.struct(tag, {}, () => {
        style()
        document.text(forFont(text), { paragraphGap: body * gap })
      }),
    )
  }
  say('P', () => document.font('Helvetica-Bold').fontSize(body), letter.from)
  say('P', () => document.font('Helvetica').fontSize(body), letter.date)
  document.moveDown()
  say('H1', () => document.font('Helvetica-Bold').fontSize(18), letter.title)
  for (const line of letter.about) {
    say('P', () => document.font('Helvetica').fontSize(body), line)
  }
  for (const section of letter.sections) writeSection(document, root, section)
  root.end()
}

function writeSection(
  document: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  { heading, paragraphs, items }: LetterSection,
): void {
  const part = document.struct('Sect')
  root.add(part)
  part.add(
    document.struct('H2', {}, () => {
      document.moveDown(gap).font('Helvetica-Bold').fontSize(12)
      document.text(forFont(heading), { paragraphGap: body * gap })
    }),
  )
  const plain = (text: string, indent: number): void => {
    const options = { paragraphGap: body * gap, indent, indentAllLines: true }
    document.font('Helvetica').fontSize(body).text(forFont(text), options)
  }
  for (const paragraph of paragraphs) {
    part.add(document.struct('P', {}, () => plain(paragraph, 0)))
  }
  if (items.length > 0) {
    const list = document.struct('L')
    part.add(list)
    for (const item of items) {
      const entry = document.struct('LI')
      list.add(entry)
      entry.add(document.struct('LBody', {}, () => plain(`– ${item}`, 12)))
      entry.end()
    }
    list.end()
  }
  part.end()
}

/** Letters with no marks to take off, that the fonts every PDF reader has cannot show. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i', Ħ: 'H', ħ: 'h', '\u202f': '\u00a0', '\u2011': '-' },
}

/** What the 14 standard fonts show (WinAnsiEncoding, ISO 32000-1 annex D.2). */
const shown = /[\n\u0020-\u007e\u00a0-\u00ffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]/u

export function forFont(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => {
    if (shown.test(letter)) return letter
    const plain = plainLetters[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
    return Array.from(plain, (part) => (shown.test(part) ? part : '?')).join('')
  }).join('')
}
