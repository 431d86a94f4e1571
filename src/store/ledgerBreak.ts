/**
 * What can be wrong with a chain, found from its entries alone, and how each is said. Names where to look
 * first: the entry, what it is about, and what was done to it.
 */
import type { EpochMs } from '../base/units.ts'
import type { Said } from '../law/verdict.ts'
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

const kinds: Readonly<Record<LedgerKind, Said>> = {
  consentGiven: { en: 'consent given', fr: 'accord donné' },
  consentWithdrawn: { en: 'consent withdrawn', fr: 'accord retiré' },
  imported: { en: 'file imported', fr: 'fichier importé' },
  importedBlock: { en: 'lines of an imported file', fr: 'lignes d’un fichier importé' },
  wording: { en: 'wording', fr: 'texte d’accord' },
  suppressed: { en: 'objection', fr: 'opposition' },
  suppressionLifted: { en: 'objection taken back', fr: 'opposition levée' },
  messageAdded: { en: 'recording added', fr: 'enregistrement ajouté' },
  messageApproved: { en: 'recording approved', fr: 'enregistrement approuvé' },
  messageKilled: { en: 'recording killed', fr: 'enregistrement coupé' },
  declared: { en: 'declaration', fr: 'déclaration' },
  campaignMoved: { en: 'campaign moved', fr: 'campagne changée d’état' },
  rightsOpened: { en: 'request of a person', fr: 'demande d’une personne' },
  rightsAnswered: { en: 'request answered', fr: 'réponse à une demande' },
  erased: { en: 'erasure', fr: 'effacement' },
  purged: { en: 'purge', fr: 'purge' },
  sealed: { en: 'older rows sealed', fr: 'lignes anciennes scellées' },
  administered: { en: 'administrative act', fr: 'acte d’administration' },
}

type Language = keyof Said
const locales = { en: 'en-GB', fr: 'fr-FR' } as const
const instants = { en: instantIn('en'), fr: instantIn('fr') } as const

function instantIn(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], {
    ...{ timeZone: 'Europe/Paris', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
}
const count = (n: number, language: Language): string => n.toLocaleString(locales[language])

/** `12 March 2026 10:41`, hour of Paris. */
const readable = (at: EpochMs, language: Language): string =>
  instants[language].format(at).replace(/,| at| à/g, '')

/** One sentence: which organisation, which entry, what was done to it. */
export function breakSentence(
  organisation: string,
  broken: LedgerBreak,
  language: Language = 'en',
): string {
  return (language === 'fr' ? inFrench : inEnglish)(organisation, broken)
}

function inEnglish(organisation: string, broken: LedgerBreak): string {
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
      return `${where}: ${rowOf(broken.subject).en} has no entry; it was not written by Portevoix.`
    case 'rowDeleted':
      return `${where}: line ${count(broken.line, 'en')} of source ${broken.source} was deleted without an erasure.`
    default:
      return `${where}, ${named(broken.entry, 'en')}: ${whatHappened(broken).en}.`
  }
}

function inFrench(organisation: string, broken: LedgerBreak): string {
  const where = `Organisation ${organisation}`
  switch (broken.is) {
    case 'removed':
      return `${where}, ${entriesInFrench(broken)}.`
    case 'cut':
      return `${where}, ${entriesInFrench(broken)} à la fin de la chaîne.`
    case 'headChanged':
      return `${where}\u202f: la tête de la chaîne n’est pas sa dernière entrée.`
    case 'headUnknown':
      return `La tête ${broken.hash} n’est dans aucune chaîne\u202f: l’une a été coupée à sa fin, ou réécrite en entier.`
    case 'unrecorded':
      return `${where}\u202f: ${rowOf(broken.subject).fr} n’a pas d’entrée\u202f; Portevoix ne l’a pas écrite.`
    case 'rowDeleted':
      return `${where}\u202f: la ligne ${count(broken.line, 'fr')} de la source ${broken.source} a été supprimée sans effacement.`
    default:
      return `${where}, ${named(broken.entry, 'fr')}\u202f: ${whatHappened(broken).fr}.`
  }
}

interface Entries {
  readonly from: number
  readonly upTo: number
}

const entries = ({ from, upTo }: Entries): string =>
  from === upTo
    ? `entry ${count(from, 'en')} was`
    : `entries ${count(from, 'en')} to ${count(upTo, 'en')} were`

const entriesInFrench = ({ from, upTo }: Entries): string =>
  from === upTo
    ? `l’entrée ${count(from, 'fr')} a été supprimée`
    : `les entrées ${count(from, 'fr')} à ${count(upTo, 'fr')} ont été supprimées`

function named({ seq, kind, at }: Link, language: Language): string {
  const said = kinds[kind as LedgerKind]?.[language] ?? kind
  const entry = language === 'fr' ? 'entrée' : 'entry'
  return `${entry} ${count(seq, language)} (${said}, ${readable(at, language)})`
}

function whatHappened(broken: Extract<LedgerBreak, { entry: Link }>): Said {
  const row = rowOf(broken.entry.subject)
  switch (broken.is) {
    case 'moved':
      return {
        en: `it was moved; it was written as entry ${count(broken.was, 'en')}`,
        fr: `elle a été déplacée\u202f; elle avait été écrite comme entrée ${count(broken.was, 'fr')}`,
      }
    case 'altered':
      return { en: 'the entry itself was changed', fr: 'l’entrée elle-même a été changée' }
    case 'unlinked':
      return {
        en: 'it does not follow the entry before it: one of the two was inserted or rewritten',
        fr: 'elle ne suit pas l’entrée d’avant\u202f: l’une des deux a été insérée ou réécrite',
      }
    case 'contentChanged':
      return { en: `${row.en} was changed`, fr: `${row.fr} a été changé` }
    case 'contentGone':
      return { en: `${row.en} was removed`, fr: `${row.fr} a été supprimé` }
    case 'openingGone':
      return {
        en: 'what opens it (salt and content) was removed',
        fr: 'ce qui l’ouvre (sel et contenu) a été supprimé',
      }
    case 'forgotten':
      return {
        en: 'what opens it was forgotten without an erasure',
        fr: 'ce qui l’ouvre a été oublié sans effacement',
      }
  }
}

function rowOf(subject: string): Said {
  const [name, first, second] = subject.split('/')
  if (name === 'mention') {
    const from = Number(second) * linesPerBlock + 1
    const upTo = from + linesPerBlock - 1
    return {
      en: `the block of lines ${count(from, 'en')} to ${count(upTo, 'en')} of source ${first}`,
      fr: `le bloc des lignes ${count(from, 'fr')} à ${count(upTo, 'fr')} de la source ${first}`,
    }
  }
  if (name === 'wording') {
    const hash = `${first?.slice(0, 12)}…`
    return { en: `the wording ${hash}`, fr: `le texte d’accord ${hash}` }
  }
  return { en: `the row ${subject}`, fr: `l’enregistrement ${subject}` }
}
