/** What is wrong with a chain is told from its entries alone, and named first thing first. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertFrench } from '../../test/support/french.ts'
import { epochMs } from '../base/units.ts'
import { breakSentence, breaksAt, type LedgerBreak } from './ledgerBreak.ts'
import { beforeFirst, chainAfter, contentHash, type Link, linkHash } from './ledgerChain.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const at = epochMs(Date.UTC(2026, 2, 12, 9, 41))

const chainOf = (length: number): readonly Link[] =>
  chainAfter(
    1,
    beforeFirst,
    Array.from({ length }, (_, place) => ({
      ...{ at, kind: 'consentGiven', subject: `consent/12/${place}` },
      contentHash: sha256(String(place)),
    })),
    sha256,
  )

function firstBreak(links: readonly Link[]): LedgerBreak | undefined {
  let last = beforeFirst
  for (const link of links) {
    const [found] = breaksAt(last, link, sha256)
    if (found) return found
    last = link
  }
  return undefined
}

const parts = ['at', 'kind', 'subject', 'contentHash', 'previousHash', 'hash'] as const

test('ledger: a chain as it was made has no break, whatever is in it', () => {
  const content = fc.record({ at: fc.nat(), kind: fc.string(), subject: fc.string() })
  fc.assert(
    fc.property(fc.array(content, { maxLength: 20 }), (contents) => {
      const unlinked = contents.map((entry) => ({
        ...entry,
        at: epochMs(entry.at),
        contentHash: contentHash('00', entry, sha256),
      }))
      assert.equal(firstBreak(chainAfter(1, beforeFirst, unlinked, sha256)), undefined)
    }),
  )
})

test('ledger: whatever part of whatever entry is changed, that entry is named', () => {
  const links = chainOf(8)
  fc.assert(
    fc.property(fc.nat(7), fc.constantFrom(...parts), (place, part) => {
      const changed = links.map((link, index) =>
        index === place
          ? { ...link, [part]: part === 'at' ? link.at + 1 : `x${link[part]}` }
          : link,
      )
      const found = firstBreak(changed as readonly Link[])
      assert.ok(found && 'entry' in found && found.entry.seq === place + 1, JSON.stringify(found))
      assert.equal(found.is, 'altered')
    }),
  )
})

test('ledger: entries removed between others are named by their numbers', () => {
  const links = chainOf(8)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 }), (from, count) => {
      const kept = links.filter((_, index) => index < from || index >= from + count)
      const expected =
        from + count >= links.length
          ? undefined
          : { is: 'removed', from: from + 1, upTo: from + count }
      assert.deepEqual(firstBreak(kept), expected)
    }),
  )
})

test('ledger: entries in another order, renumbered or not, are never a sound chain', () => {
  const links = chainOf(6)
  const orders = fc.shuffledSubarray(
    links.map((_, index) => index),
    { minLength: 6 },
  )
  fc.assert(
    fc.property(orders, fc.boolean(), (order, renumbered) => {
      const moved = order.map((from, to) => {
        const link = links[from] as Link
        return renumbered ? { ...link, seq: to + 1 } : link
      })
      const sorted = order.every((from, to) => from === to)
      assert.equal(firstBreak(moved) === undefined, sorted)
    }),
  )
})

test('ledger: an entry inserted with a right hash of its own does not follow, or is not followed', () => {
  const [first, second, third] = chainOf(3) as [Link, Link, Link]
  const forged = { ...second, subject: 'consent/99/1', previousHash: first.hash }
  const { hash: _, ...open } = forged
  const entry = { ...open, hash: linkHash(open, sha256) }
  const found = firstBreak([first, entry, third])
  assert.ok(found?.is === 'unlinked' && found.entry.seq === 3)
  assert.equal(
    breakSentence('Portevoix', found),
    'Organisation Portevoix, entry 3 (consent given, 12 March 2026 10:41): it does not follow the entry before it: one of the two was inserted or rewritten.',
  )
})

test('ledger: an entry is looked for up to 1,000 places from where it stands', () => {
  const links = chainOf(1_003)
  const place = (seq: number): LedgerBreak | undefined =>
    breaksAt(beforeFirst, { ...(links[seq - 1] as Link), seq: 1 }, sha256)[0]
  for (const [seq, is] of [
    [1_000, 'moved'],
    [1_001, 'moved'],
    [1_002, 'altered'],
  ] as const) {
    const found = place(seq)
    assert.equal(found?.is, is)
    if (found?.is === 'moved') assert.equal(found.was, seq)
  }
})

test('ledger: what is committed to cannot be found without its salt, nor read from another entry', () => {
  const hashes = ['00', '01'].map((salt) => contentHash(salt, { phone: '+33639980001' }, sha256))
  assert.notEqual(hashes[0], hashes[1])
  assert.notEqual(hashes[0], sha256('{"phone":"+33639980001"}'))
})

const [entry] = chainOf(1) as [Link]
const sentences: readonly (readonly [LedgerBreak, string])[] = [
  [{ is: 'removed', from: 4, upTo: 4 }, 'Organisation A, entry 4 was removed.'],
  [{ is: 'removed', from: 4, upTo: 1204 }, 'Organisation A, entries 4 to 1,204 were removed.'],
  [
    { is: 'cut', from: 9, upTo: 9 },
    'Organisation A, entry 9 was removed from the end of the chain.',
  ],
  [{ is: 'headChanged' }, 'Organisation A: the head of the chain is not its last entry.'],
  [
    { is: 'contentChanged', entry: { ...entry, seq: 1204, subject: 'consent/12/7' } },
    'Organisation A, entry 1,204 (consent given, 12 March 2026 10:41): the row consent/12/7 was changed.',
  ],
  [
    { is: 'contentChanged', entry: { ...entry, kind: 'importedBlock', subject: 'mention/3/4' } },
    'Organisation A, entry 1 (lines of an imported file, 12 March 2026 10:41): the block of lines 4,001 to 5,000 of source 3 was changed.',
  ],
  [
    {
      is: 'contentGone',
      entry: { ...entry, kind: 'wording', subject: `wording/${'ab'.repeat(32)}` },
    },
    'Organisation A, entry 1 (wording, 12 March 2026 10:41): the wording abababababab… was removed.',
  ],
  [
    { is: 'unrecorded', subject: 'consent/12/7' },
    'Organisation A: the row consent/12/7 has no entry; it was not written by Portevoix.',
  ],
  [
    { is: 'rowDeleted', source: 3, line: 4001 },
    'Organisation A: line 4,001 of source 3 was deleted without an erasure.',
  ],
]
for (const [broken, sentence] of sentences) {
  test(`ledger: it is said: ${sentence}`, () => {
    assert.equal(breakSentence('A', broken), sentence)
  })
}

test('ledger: each break is said in French as it is in English', () => {
  const [entry] = chainOf(1)
  assert.ok(entry)
  const breaks: readonly LedgerBreak[] = [
    { is: 'removed', from: 3, upTo: 3 },
    { is: 'removed', from: 3, upTo: 1200 },
    { is: 'cut', from: 3, upTo: 5 },
    { is: 'headChanged' },
    { is: 'headUnknown', hash: 'ab12' },
    { is: 'unrecorded', subject: 'mention/4/2' },
    { is: 'rowDeleted', source: 4, line: 48_112 },
    { is: 'moved', entry, was: 7 },
    ...(['altered', 'unlinked', 'contentGone', 'openingGone', 'forgotten'] as const).map((is) => ({
      ...{ is, entry },
    })),
    { is: 'contentChanged', entry: { ...entry, subject: 'wording/0123456789abcdef' } },
  ]
  for (const broken of breaks) {
    assertFrench(breakSentence('Camille', broken, 'fr'), breakSentence('Camille', broken))
  }
  assert.equal(
    breakSentence('Camille', { is: 'altered', entry }, 'fr'),
    'Organisation Camille, entrée 1 (accord donné, 12 mars 2026 10:41)\u202f: l’entrée elle-même a été changée.',
  )
})
