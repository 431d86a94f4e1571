/** What a report says on paper and in a workbook, in both languages, and its sums as rows. */
import type { CampaignState } from '../campaign/campaign.ts'
import type { DrawnOutcome } from '../report/drawings.ts'
import type { OutcomeCounts } from '../report/reportFacts.ts'
import { type Language, stateWords } from '../report/words.ts'

/** As the API answers it (http/api/reportShapes.ts). */
export interface WrittenReport {
  readonly campaign: {
    readonly name: string
    readonly state: CampaignState
    readonly why: Readonly<Record<Language, string>>
    readonly deadline: string
    readonly practice: boolean
  }
  readonly people: Readonly<
    Record<'targets' | 'reached' | 'notReached' | 'refused' | 'notCalled', number>
  >
  readonly notCalledBecause: Readonly<
    Record<'waiting' | 'reachedOnOtherNumber' | 'callUnderWay' | 'notPlaced', number>
  >
  readonly refusedBy: readonly {
    readonly rule: string
    readonly people: number
    readonly reason: Readonly<Record<Language, string>>
  }[]
  readonly attempts: { readonly total: number; readonly byOutcome: OutcomeCounts }
  readonly heardToEnd: { readonly people: number }
  readonly objections: number
  readonly complaints: number
  readonly money: { readonly costMicroEuro: number; readonly billedMs: number }
  readonly heardAtLeast: readonly number[]
  readonly areas: readonly {
    readonly area: string
    readonly targets: number
    readonly called: number
    readonly attempts: number
    readonly heardToEnd: number
    readonly objections: number
  }[]
}

const fr = {
  title: (name: string) => `Rapport : ${name}`,
  practice: 'Répétition : aucun vrai téléphone n’a sonné.',
  made: (instant: string) => `Établi le ${instant} (heure de Paris).`,
  summary: 'Synthèse',
  places: 'Territoires',
  listening: 'Écoute',
  calls: 'Appels',
  nowhere: 'commune inconnue',
  outcomes: 'Issue des appels',
  people: 'Qui a été joint, qui ne l’a pas été, et pourquoi',
  refusals: 'Refus de la loi',
  noneRefused: 'La loi n’a refusé personne.',
  notCalled: 'Non appelées',
  cost: 'Coût',
  state: 'État',
  curveSentence: (seconds: number, share: string) =>
    `${share} de ceux qui ont choisi d’écouter sont encore là à la fin (${seconds} s).`,
  terms: {
    targets: 'Personnes choisies',
    reached: 'Jointes',
    notReached: 'Non jointes',
    refused: 'Refusées par la loi',
    notCalled: 'Non appelées',
    waiting: '  leur tour n’est pas venu',
    reachedOnOtherNumber: '  jointes sur un autre numéro',
    callUnderWay: '  appel en cours',
    notPlaced: '  préparées, non lancées',
    heardToEnd: 'Ont écouté jusqu’au bout',
    objections: 'Oppositions',
    complaints: 'Plaintes',
    attempts: 'Tentatives d’appel',
    cost: 'Coût (€)',
    billed: 'Durée facturée (min)',
  },
  groups: {
    heardToEnd: 'Jusqu’au bout',
    heardInPart: 'En partie',
    notChosen: 'Sans écoute',
    voicemail: 'Répondeur',
    noAnswer: 'Pas de réponse ou occupé',
    objection: 'Opposition',
    fault: 'Panne',
  } satisfies Readonly<Record<DrawnOutcome, string>>,
  placeColumns: ['Territoire', 'Choisies', 'Appelées', 'Appels', 'Jusqu’au bout', 'Oppositions'],
  curveColumns: ['Seconde', 'Écoutent encore'],
  callColumns: [
    ...['Appel', 'Numéro (masqué)', 'Essai', 'Issue', 'Parti à (UTC)', 'Durée (s)'],
    ...['Écouté (s)', 'Touches', 'Groupe'],
  ],
}

const en: typeof fr = {
  title: (name) => `Report: ${name}`,
  practice: 'Practice: no real phone rang.',
  made: (instant) => `Made on ${instant} (Paris time).`,
  summary: 'Summary',
  places: 'Territories',
  listening: 'Listening',
  calls: 'Calls',
  nowhere: 'commune not known',
  outcomes: 'How calls ended',
  people: 'Who was reached, who was not, and why',
  refusals: 'Refused by law',
  noneRefused: 'The law refused nobody.',
  notCalled: 'Not called',
  cost: 'Cost',
  state: 'State',
  curveSentence: (seconds, share) =>
    `${share} of those who chose to listen are still there at the end (${seconds} s).`,
  terms: {
    targets: 'People chosen',
    reached: 'Reached',
    notReached: 'Not reached',
    refused: 'Refused by law',
    notCalled: 'Not called',
    waiting: '  their turn did not come',
    reachedOnOtherNumber: '  reached on another number',
    callUnderWay: '  call under way',
    notPlaced: '  prepared, not placed',
    heardToEnd: 'Heard it to the end',
    objections: 'Objections',
    complaints: 'Complaints',
    attempts: 'Calls attempted',
    cost: 'Cost (€)',
    billed: 'Time billed (min)',
  },
  groups: {
    heardToEnd: 'To the end',
    heardInPart: 'In part',
    notChosen: 'Did not choose',
    voicemail: 'Voicemail',
    noAnswer: 'No answer or busy',
    objection: 'Objection',
    fault: 'Fault',
  },
  placeColumns: ['Territory', 'Chosen', 'Called', 'Calls', 'To the end', 'Objections'],
  curveColumns: ['Second', 'Still listening'],
  callColumns: [
    ...['Call', 'Number (masked)', 'Try', 'Outcome', 'Left at (UTC)', 'Lasted (s)'],
    ...['Heard (s)', 'Keys', 'Group'],
  ],
}

export const reportWords = { fr, en } as const

/** « Terminée : tout le monde a été appelé. » */
export function stateLine({ campaign }: WrittenReport, language: Language): string {
  const state = stateWords[campaign.state][language]
  const why = campaign.why[language]
  const said = why === '' ? state : `${state}${language === 'fr' ? '\u202f: ' : ': '}${why}`
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
}

/** The sums, term by term: people, why not, what it cost. */
export function sumRows(
  report: WrittenReport,
  language: Language,
): readonly (readonly [name: string, value: string | number])[] {
  const { terms, state } = reportWords[language]
  const { people, notCalledBecause, money } = report
  const counted = (name: keyof typeof people | keyof typeof notCalledBecause): number =>
    ({ ...people, ...notCalledBecause })[name]
  const order = [
    ...(['targets', 'reached', 'notReached', 'refused', 'notCalled'] as const),
    ...(['waiting', 'reachedOnOtherNumber', 'callUnderWay', 'notPlaced'] as const),
  ]
  return [
    [state, `${stateWords[report.campaign.state][language]} (${report.campaign.why[language]})`],
    ...order.map((name) => [terms[name], counted(name)] as const),
    [terms.attempts, report.attempts.total],
    [terms.heardToEnd, report.heardToEnd.people],
    [terms.objections, report.objections],
    [terms.complaints, report.complaints],
    [terms.cost, Math.round(money.costMicroEuro / 10_000) / 100],
    [terms.billed, Math.round(money.billedMs / 6000) / 10],
  ]
}
