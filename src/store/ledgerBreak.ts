/**
 * What can be wrong with a chain, found from its entries alone, and how each is said. Names where to look
 * first: the entry, what it is about, and what was done to it.
 */
import type { EpochMs } from '../base/units.ts'
import { type LedgerKind, linesPerBlock } from './ledger.ts'
import { type ChainHead, type Link, linkHash, type Sha256 } from './ledgerChain.ts'

export type LedgerBreak =
  /** Entries are no more; `upTo` is included. */
  | { readonly is: 'removed'; readonly from: number; readonly upTo: number }
  /** Entries at the end are no more, or the head was changed by hand. */
  | { readonly is: 'cut'; readonly from: number; readonly upTo: number }
  | { readonly is: 'headChanged' }
  /** It stood elsewhere when it was written. */
  | { readonly is: 'moved'; readonly entry: Link; readonly was: number }
  | { readonly is: 'altered'; readonly entry: Link }
  | { readonly is: 'unlinked'; readonly entry: Link }
  | { readonly is: 'contentChanged' | 'contentGone' | 'openingGone'; readonly entry: Link }
  | { readonly is: 'forgotten'; readonly entry: Link }
  /** A row that no entry speaks of. */
  | { readonly is: 'unrecorded'; readonly subject: string }
  /** A row of an import was deleted otherwise than by an erasure. */
  | { readonly is: 'rowDeleted'; readonly source: number; readonly line: number }
  | { readonly is: 'headUnknown'; readonly hash: string }

/** How far from its place an entry is looked for. */
const movedMax = 1_000

/** What is wrong with `link` as the successor of `last`, first thing first; its content is not judged. */
export function breaksAt(last: ChainHead, link: Link, sha256: Sha256): readonly LedgerBreak[] {
  const found: LedgerBreak[] = []
  const expected = last.seq + 1
  if (link.seq !== expected) found.push({ is: 'removed', from: expected, upTo: link.seq - 1 })
  if (link.hash !== linkHash(link, sha256)) {
    const was = placeOf(link, sha256)
    found.push(was === null ? { is: 'altered', entry: link } : { is: 'moved', entry: link, was })
  } else if (link.seq === expected && link.previousHash !== last.hash) {
    found.push({ is: 'unlinked', entry: link })
  }
  return found
}

/** The place at which its hash is right; null: at none near, so the entry itself was changed. */
function placeOf(link: Link, sha256: Sha256): number | null {
  for (let away = 1; away <= movedMax; away += 1) {
    for (const seq of [link.seq - away, link.seq + away]) {
      if (seq > 0 && linkHash({ ...link, seq }, sha256) === link.hash) return seq
    }
  }
  return null
}

const kinds: Readonly<Record<LedgerKind, string>> = {
  consentGiven: 'consent given',
  consentWithdrawn: 'consent withdrawn',
  imported: 'file imported',
  importedBlock: 'lines of an imported file',
  wording: 'wording',
  suppressed: 'objection',
  suppressionLifted: 'objection taken back',
  messageAdded: 'recording added',
  messageApproved: 'recording approved',
  messageKilled: 'recording killed',
  declared: 'declaration',
  campaignMoved: 'campaign moved',
  rightsOpened: 'request of a person',
  rightsAnswered: 'request answered',
  erased: 'erasure',
  purged: 'purge',
  sealed: 'older rows sealed',
  administered: 'administrative act',
}

const instant = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Europe/Paris', day: 'numeric', month: 'long', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit' },
})
const count = (n: number): string => n.toLocaleString('en')

/** `12 March 2026 10:41`, hour of Paris. */
const readable = (at: EpochMs): string => instant.format(at).replace(/,| at/g, '')

/** One sentence: which organisation, which entry, what was done to it. */
export function breakSentence(organisation: string, broken: LedgerBreak): string {
  const where = `Organisation ${organisation}`
  switch (broken.is) {
    case 'removed':
      return `${where}, ${entries(broken)} removed.`
    case 'cut':
      return `${where}, ${entries(broken)} removed from the end of the chain.`
    case 'headChanged':
      return `${where}: the head of the chain is not its last entry.`
    case 'headUnknown':
      return `The head ${broken.hash} is in no chain: one was cut at its end, or rewritten whole.`
    case 'unrecorded':
      return `${where}: ${rowOf(broken.subject)} has no entry; it was not written by Portevoix.`
    case 'rowDeleted':
      return `${where}: line ${count(broken.line)} of source ${broken.source} was deleted without an erasure.`
    default:
      return `${where}, ${named(broken.entry)}: ${whatHappened(broken)}.`
  }
}

function entries({ from, upTo }: { readonly from: number; readonly upTo: number }): string {
  return from === upTo
    ? `entry ${count(from)} was`
    : `entries ${count(from)} to ${count(upTo)} were`
}

const named = ({ seq, kind, at }: Link): string =>
  `entry ${count(seq)} (${kinds[kind as LedgerKind] ?? kind}, ${readable(at)})`

function whatHappened(broken: Extract<LedgerBreak, { entry: Link }>): string {
  const row = rowOf(broken.entry.subject)
  switch (broken.is) {
    case 'moved':
      return `it was moved; it was written as entry ${count(broken.was)}`
    case 'altered':
      return 'the entry itself was changed'
    case 'unlinked':
      return 'it does not follow the entry before it: one of the two was inserted or rewritten'
    case 'contentChanged':
      return `${row} was changed`
    case 'contentGone':
      return `${row} was removed`
    case 'openingGone':
      return 'what opens it (salt and content) was removed'
    case 'forgotten':
      return 'what opens it was forgotten without an erasure'
  }
}

function rowOf(subject: string): string {
  const [name, first, second] = subject.split('/')
  if (name === 'mention') {
    const from = Number(second) * linesPerBlock + 1
    const upTo = from + linesPerBlock - 1
    return `the block of lines ${count(from)} to ${count(upTo)} of source ${first}`
  }
  if (name === 'wording') return `the wording ${first?.slice(0, 12)}…`
  return `the row ${subject}`
}
