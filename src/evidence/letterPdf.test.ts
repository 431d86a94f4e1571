import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { aPersonFile } from '../../test/support/personFile.ts'
import type { E164 } from '../base/units.ts'
import { epochMs } from '../base/units.ts'
import { letterOf } from '../rights/letter.ts'
import { letterPdf } from './letterPdf.ts'

/** What a reader finds on the pages: the hexadecimal strings of every text operator, in order. */
function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const streams = [...raw.matchAll(/\/Filter \/FlateDecode[^>]*>>\s*stream\r?\n/g)].map((found) => {
    const from = (found.index ?? 0) + found[0].length
    return inflateSync(pdf.subarray(from, raw.indexOf('endstream', from))).toString('latin1')
  })
  const lines = streams.join('\n').match(/\[[^\]]*\] TJ/g) ?? []
  return lines
    .map((line) =>
      [...line.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex = '']) => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex')))
        .join(''),
    )
    .join(' ')
}

/** Without blanks: a line may end after a hyphen as well as at a space. */
const squeezed = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, '')

test('RGPD art. 12 § 1: every sentence of the letter can be read back from the PDF, in both languages', async () => {
  for (const language of ['fr', 'en'] as const) {
    const read = squeezed(textOf(await letterPdf(aPersonFile, language)))
    const { title, about, sections } = letterOf(aPersonFile, language)
    const sentences = [
      ...[title, ...about],
      ...sections.flatMap(({ heading, paragraphs, items }) => [heading, ...paragraphs, ...items]),
    ]
    for (const sentence of sentences) {
      assert.ok(read.includes(squeezed(sentence)), `${language}: ${sentence}\n${read}`)
    }
  }
})

test('ISO 14289-1: the PDF is tagged and says its language and title', async () => {
  const raw = (await letterPdf(aPersonFile, 'fr')).toString('latin1')
  for (const mark of [
    '/MarkInfo',
    '/Marked true',
    '/StructTreeRoot',
    '/Lang (fr-FR)',
    '/S /H1',
    '/S /H2',
    '/S /LI',
  ]) {
    assert.ok(raw.includes(mark), mark)
  }
  assert.match(raw, /\/DisplayDocTitle true/)
})

test('letter: the same file gives the same bytes; an empty one is a letter too', async () => {
  assert.deepEqual(await letterPdf(aPersonFile, 'en'), await letterPdf(aPersonFile, 'en'))
  const nobody = {
    ...aPersonFile,
    number: '+33639989999' as E164,
    ringBacks: [],
    drawnAt: epochMs(0),
    ...{ facts: [], calls: [], consents: [], suppressions: [], requests: [] },
  }
  assert.match(textOf(await letterPdf(nobody, 'en')), /We hold nothing about the person/)
})

test('letter: names that the fonts cannot show lose their marks, not the letter', async () => {
  const [fact, ...others] = aPersonFile.facts
  assert.ok(fact)
  const facts = [{ ...fact, fact: 'lastName', value: 'Łukaszewicz-Đặng 李' } as const, ...others]
  assert.match(textOf(await letterPdf({ ...aPersonFile, facts }, 'en')), /Lukaszewicz-Dang \?/)
})
