/**
 * Columns that make the whole file refused: opinions, vote scores, income, religion, ethnicity, health,
 * union membership, sexuality (GDPR art. 9 §1; loi 78-17 art. 6), offences (art. 10), also when supposed
 * or computed (CNIL, 18 December 2025). Leaving one out is not enough: the file must not hold it.
 */
import { Failure } from '../base/failure.ts'
import { wordsOf } from './headerWords.ts'

export type ForbiddenSubject =
  | 'political opinion'
  | 'income'
  | 'religion'
  | 'ethnic origin'
  | 'health'
  | 'union membership'
  | 'sex life'
  | 'criminal record'

/** Each alternative is a sequence of whole words; `*` at the end of a word stands for any ending. */
const forbidden: readonly (readonly [ForbiddenSubject, string])[] = [
  ['political opinion', 'opinion* | vote | votes | voted | voting | votant* | intention* | parti'],
  [
    'political opinion',
    'partis | party | parties | partisan* | sympathisant* | sympathie* | score*',
  ],
  ['political opinion', 'scoring | abstention* | turnout | ideolog* | conviction* | orientation*'],
  ['political opinion', 'bord politique | couleur politique | etiquette politique | political *'],
  ['political opinion', 'tendance politique | sensibilite politique | appartenance politique'],
  ['political opinion', 'profil politique | preference politique | affinite* | propension*'],
  ['political opinion', 'support level | support rating | niveau soutien | niveau de soutien'],
  ['political opinion', 'intentionvote* | intentiondevote* | opinionpolitique* | partiprefere*'],
  [
    'political opinion',
    'voteintention* | candidat prefere | preferred candidate | participation vote',
  ],
  [
    'political opinion',
    'tendance* | gauche droite | emargement* | sondage* | insoumis* | lfi | rn',
  ],
  ['political opinion', 'macron* | melenchon* | zemmour* | le pen | lepen | bardella* | eelv'],
  ['political opinion', 'front national | rassemblement national | participation electorale'],
  // Traits that nobody told but a model guessed (CNIL, 18 December 2025; Regulation 2024/900 art. 18).
  [
    'political opinion',
    'segment* | cluster* | persona | personas | typologie* | predict* | modelise*',
  ],
  ['political opinion', 'modeled * | modelled * | likelihood* | probabilit* | propensity'],
  ['political opinion', 'persuad* | persuasion | leaning* | affinity | affinities | supporter*'],
  [
    'income',
    'revenu | revenus | revenue | revenues | salaire* | salary | salaries | income* | wage*',
  ],
  ['income', 'niveau vie | niveau de vie | pouvoir achat | pouvoir d achat | loyer* | solvab*'],
  ['income', 'csp | pcs | socioprofessionnel* | socio professionnel*'],
  ['income', 'earnings | patrimoine | quotient familial | tranche fiscale | net worth'],
  [
    'religion',
    'religi* | confession* | culte | croyance* | belief* | faith | pratiquant* | musulman*',
  ],
  ['religion', 'juif* | juive* | catholique* | protestant* | muslim* | jewish | catholic*'],
  ['religion', 'mosquee* | mosque | eglise* | synagogue* | paroisse* | diocese* | halal | casher'],
  ['ethnic origin', 'nationalite* | nationality | pays naissance | pays de naissance | immigr*'],
  [
    'ethnic origin',
    'country of birth | birth country | langue maternelle | mother tongue | migrant*',
  ],
  ['ethnic origin', 'ethni* | race | racial* | raciale* | origine* | origin | origins'],
  ['ethnic origin', 'couleur peau | couleur de peau | skin *'],
  ['health', 'sante | health* | handicap* | disab* | maladie* | malade* | disease* | illness*'],
  ['health', 'medical* | medicaux | patholog* | invalidite | grossesse | enceinte | pregnan*'],
  ['health', 'groupe sanguin | blood * | allergie* | allerg* | vaccin*'],
  ['health', 'imc | bmi | ald | aah'],
  ['union membership', 'cgt | cfdt | cftc | cfe cgc | force ouvriere | unsa'],
  // GDPR art. 10.
  ['criminal record', 'casier* | condamnation* | infraction* | judiciaire* | criminal*'],
  [
    'union membership',
    'syndicat* | syndical* | syndique* | trade union* | union member* | labor union*',
  ],
  ['sex life', 'sexuel* | sexual* | lgbt* | orientationsexuelle*'],
]

/**
 * Headers that hold one of these words and yet say nothing of the person's mind or body: where they
 * vote, where the data come from, a street's name.
 */
const harmless: readonly string[] = [
  ...[
    'bureau vote',
    'bureau de vote',
    'lieu vote',
    'lieu de vote',
    'centre vote',
    'centre de vote',
  ],
  ...[
    'date vote',
    'date de vote',
    'date du vote',
    'commune vote',
    'commune de vote',
    'canton vote',
  ],
  ...['adresse bureau vote', 'circonscription vote', 'circonscription de vote', 'voting station'],
  ...['voting place', 'voting district', 'voting address', 'vote bureau', 'bv vote'],
  ...['origine donnee', 'origine donnees', 'origine des donnees', 'origine de la donnee'],
  ...['origine contact', 'origine du contact', 'origine fichier', 'origine du fichier'],
  ...['origine numero', 'origine du numero', 'origine telephone', 'origine du telephone'],
  ...['origine commune', 'origine de la commune', 'origine adresse', 'origine de l adresse'],
  ...[
    'origine collecte',
    'origine de la collecte',
    'origine consentement',
    'origine du consentement',
  ],
  ...['data origin', 'origin of data', 'contact origin', 'file origin', 'origin of the data'],
  ...['revenue street', 'revenue road', 'revenue avenue', 'revenue office'],
]

/** Words that say it when they are the whole header, whatever year or round follows: alone they mean a trait. */
const alone =
  /^ (?:participation|soutien|soutiens|support|lean|opinions?|bord)(?: (?:\d{2,4}|t\d|tour|round|\d))* $/

interface Pattern {
  readonly subject: ForbiddenSubject
  readonly expression: RegExp
}

/** Words are written between spaces: ` intention vote `. */
const patterns: readonly Pattern[] = forbidden.flatMap(([subject, alternatives]) =>
  alternatives.split(' | ').map((alternative) => ({
    subject,
    expression: new RegExp(` ${alternative.replaceAll('*', '\\p{L}*')} `, 'u'),
  })),
)

export function forbiddenSubjectOf(header: string): ForbiddenSubject | undefined {
  let words = ` ${wordsOf(header).join(' ')} `
  for (const phrase of harmless) words = words.replace(` ${phrase} `, ' ')
  if (alone.test(words)) return 'political opinion'
  return patterns.find(({ expression }) => expression.test(words))?.subject
}

export function refuseForbiddenColumns(headers: readonly string[]): void {
  for (const header of headers) {
    const subject = forbiddenSubjectOf(header)
    if (subject === undefined) continue
    throw new Failure(
      'refused',
      `Column "${header}" refused: it looks like ${subject}, which cannot be imported, not even ` +
        'left out. Remove it from the file and try again (rename it if it holds something else). ' +
        'Nothing was imported.',
      {
        fr:
          `Colonne « ${header} » refusée : une opinion, une origine, une croyance ou la santé ne ` +
          's’importent pas. Retirez-la et recommencez. Rien n’a été importé.',
        measured: header,
        limit:
          'no column on opinions, income, religion, origin, health or offences, told or guessed',
      },
    )
  }
}
