/** The words of a report in the two languages; the outcomes are those of call/outcome.ts. */
import type { Outcome } from '../call/outcome.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import { type RejectionReason, rejections } from '../contacts/rejection.ts'
import type { RehearsedFacts } from './reportFacts.ts'

export type Language = 'en' | 'fr'

interface Words {
  readonly en: string
  readonly fr: string
}

// biome-ignore format: one row an outcome, read as a table
export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  heardToEnd: { en: 'heard to the end', fr: 'écouté jusqu’au bout' },
  heardPart: { en: 'heard in part', fr: 'écouté en partie' },
  notListened: { en: 'answered, no key pressed', fr: 'décroché, aucune touche' },
  hungUpAtGate: { en: 'hung up before choosing', fr: 'raccroché avant le choix' },
  objected: { en: 'objected', fr: 'opposition' },
  voicemailLeft: { en: 'voicemail left', fr: 'message laissé sur un répondeur' },
  voicemailCut: { en: 'voicemail cut off', fr: 'message sur répondeur coupé' },
  mailboxFull: { en: 'mailbox took no message', fr: 'répondeur plein ou sans enregistrement' },
  answeredByMachine: { en: 'answering machine, nothing left', fr: 'répondeur, rien n’a été laissé' },
  screened: { en: 'screened by an assistant', fr: 'filtré par un assistant d’appel' },
  fax: { en: 'fax or modem', fr: 'télécopieur ou modem' },
  busy: { en: 'busy', fr: 'occupé' },
  noAnswer: { en: 'no answer', fr: 'sans réponse' },
  declined: { en: 'declined', fr: 'appel refusé sur le téléphone' },
  unreachable: { en: 'switched off or out of reach', fr: 'éteint ou hors de portée' },
  unallocated: { en: 'number not in service', fr: 'numéro non attribué' },
  redirected: { en: 'redirected, not followed', fr: 'renvoyé, non suivi' },
  rejectedByCarrier: { en: 'rejected by the carrier', fr: 'rejeté par l’opérateur' },
  congestion: { en: 'carrier congested', fr: 'opérateur saturé' },
  carrierFault: { en: 'carrier fault', fr: 'panne de l’opérateur' },
  mediaLost: { en: 'answered, sound lost', fr: 'décroché, son perdu' },
  notPlaced: { en: 'not placed', fr: 'non lancé' },
  stopped: { en: 'stopped by us', fr: 'interrompu par nous' },
  internalError: { en: 'our error', fr: 'erreur de notre part' },
  unknown: { en: 'unknown (the program died)', fr: 'inconnu (programme interrompu)' },
}

export const stateWords: Readonly<Record<CampaignState, Words>> = {
  draft: { en: 'draft', fr: 'brouillon' },
  ready: { en: 'ready', fr: 'prête' },
  running: { en: 'running', fr: 'en cours' },
  paused: { en: 'paused', fr: 'en pause' },
  completed: { en: 'completed', fr: 'terminée' },
  stopped: { en: 'stopped', fr: 'arrêtée' },
}

export const headings = {
  rows: { en: 'Rows of the imports', fr: 'Lignes importées' },
  read: { en: 'read', fr: 'lues' },
  accepted: { en: 'accepted', fr: 'acceptées' },
  duplicates: { en: 'twice in a file', fr: 'en double dans un fichier' },
  rejected: { en: 'rejected', fr: 'rejetées' },
  people: { en: 'People', fr: 'Personnes' },
  targets: { en: 'chosen', fr: 'choisies' },
  reached: { en: 'reached', fr: 'jointes' },
  notReached: { en: 'not reached', fr: 'non jointes' },
  refused: { en: 'refused by law', fr: 'refusées par la loi' },
  notCalled: { en: 'not called', fr: 'non appelées' },
  waiting: { en: 'nobody’s turn came', fr: 'leur tour n’est pas venu' },
  reachedOnOtherNumber: { en: 'reached on another number', fr: 'jointes sur un autre numéro' },
  callUnderWay: { en: 'call under way', fr: 'appel en cours' },
  notPlaced: { en: 'armed, never placed', fr: 'préparées, non lancées' },
  lastOutcomes: { en: 'How it ended for each person', fr: 'Issue pour chaque personne' },
  heardToEnd: { en: 'Heard to the end', fr: 'Écouté jusqu’au bout' },
  ofReached: { en: 'of those reached', fr: 'de celles jointes' },
  ofTargets: { en: 'of everybody chosen', fr: 'de toutes' },
  objections: { en: 'Objections stored', fr: 'Oppositions enregistrées' },
  attempts: { en: 'Calls attempted', fr: 'Tentatives d’appel' },
  firstAudio: { en: 'First sound after the answer', fr: 'Premier son après le décroché' },
  median: { en: 'median', fr: 'médiane' },
  most: { en: 'most', fr: 'maximum' },
  pace: { en: 'Most calls in one second', fr: 'Plus d’appels en une seconde' },
  lines: { en: 'Most calls at once', fr: 'Plus d’appels simultanés' },
  practice: { en: 'practice: nobody was rung', fr: 'exercice : personne n’a été appelé' },
} as const satisfies Record<string, Words>

/** What the campaign's own moves say (campaign/lifecycle.ts, runner); a person's words stay as they are. */
const whysInFrench: readonly (readonly [RegExp, string])[] = [
  [/^everybody was called$/, 'tout le monde a été appelé'],
  [
    /^stopped by deadline, (\d+) people not called$/,
    'échéance atteinte, $1 personnes non appelées',
  ],
  [/^stopped by deadline$/, 'échéance atteinte'],
  [/^interrupted$/, 'interrompue'],
  [
    /^the budget of ([\d.]+) € leaves no room for another call$/,
    'le budget de $1 € ne permet plus d’appel',
  ],
  [
    /^too many objections: \d+ objections of \d+ answers \(([\d.]+) %\), limit ([\d.]+) % of the answers$/,
    '$1 % des personnes se sont opposées (seuil\u202f: $2 %)\u202f; réécoutez le message avant de reprendre',
  ],
  [
    /^too many complaints: \d+ complaints of \d+ answers \(([\d.]+) %\), limit ([\d.]+) % of the answers$/,
    '$1 % des personnes se sont plaintes (seuil\u202f: $2 %)',
  ],
  [/^paused by (.+)$/, 'suspendue par $1'],
  [/^stopped by (.+)$/, 'arrêtée par $1'],
  [/^everything was cut by (.+)$/, 'tout a été coupé par $1'],
  [/^by another command$/, 'sur ordre d’un autre programme'],
  [/^resumed by hand$/, 'reprise à la main'],
  [
    /^the carrier refuses every call: check the account, the password and the caller ID$/,
    'l’opérateur refuse chaque appel\u202f: vérifiez le compte, le mot de passe et le numéro affiché',
  ],
  [
    /^the recording was changed: approve it, then start again$/,
    'l’enregistrement a changé\u202f: approuvez-le, puis relancez',
  ],
  [/^(started|resumed)$/, 'lancée'],
]

export function whyIn(why: string, language: Language): string {
  if (language === 'en') return why
  const known = whysInFrench.find(([pattern]) => pattern.test(why))
  return known === undefined ? why : why.replace(known[0], known[1])
}

/** Why rows were rejected; a code written by another version of Portevoix stays as it is. */
export function rejectionIn(reason: string, language: Language): string {
  if (!Object.hasOwn(rejections, reason)) return reason
  return rejections[reason as RejectionReason].why[language]
}

/** What a rehearsal is told apart for: whom it rang instead, and what that says of nobody. */
export const rehearsedWords = {
  en: ({ standIns, leftOut, objections }: RehearsedFacts): string =>
    `rehearsal: ${standIns} stand-ins of fiction rang for real people` +
    `${leftOut > 0 ? `, ${leftOut} people were not rehearsed` : ''}; ` +
    `${objections} objections pressed by them are nobody’s, and stand on no list`,
  fr: ({ standIns, leftOut, objections }: RehearsedFacts): string =>
    `répétition\u202f: ${standIns} doublures de fiction ont sonné pour de vraies personnes` +
    `${leftOut > 0 ? `, ${leftOut} personnes n’ont pas été répétées` : ''}\u202f; ` +
    `les ${objections} oppositions qu’elles ont tapées ne sont celles de personne, et ne sont sur aucune liste`,
}
