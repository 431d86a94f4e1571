/** RGPD (Regulation (EU) 2016/679): what the import, the call and the time after it owe the person. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'RGPD'
const since = '2018-05-25'
const inForce = { from: day(since) }

export const dataProtection: readonly KeptRule[] = [
  {
    id: 'fr.RGPD-5-1-b',
    title: both('Files collected for another purpose', 'Fichiers collectés pour un autre but'),
    level: 'hard',
    phase: 'import',
    text: {
      code: 'RGPD ; CNIL, décisions du 18 décembre 2025',
      article: 'art. 5 § 1 b',
      from: since,
      confidence: 'V',
      source: 'cnil.fr/fr/prospection-politique-sanction-candidats-2024; mairesdefrance.com 28773',
    },
    quote: {
      words:
        'Des données collectées pour un autre but (patients, administrés, élèves, fichiers municipaux) ne peuvent pas servir à une campagne ; la liste électorale le peut, mais elle ne porte pas de téléphone.',
      exact: false,
    },
    does: both(
      'Refuses to import a file of a town hall, a carer, an employer or a school, whatever it holds.',
      'Refuse d’importer un fichier de mairie, de soignant, d’employeur ou d’école, quel qu’en soit le contenu.',
    ),
    inForce: { from: day('1978-01-07') },
    parameters: {
      forbiddenSources: [
        {
          from: day('1978-01-07'),
          value: ['municipal', 'medical', 'employer', 'school'],
          text: 'art. 5 § 1 b',
        },
      ],
    },
    keptBy: 'src/contacts/source.ts',
  },
  {
    id: 'fr.RGPD-9',
    title: both('No opinion, score or inferred trait', 'Ni opinion, ni score, ni trait supposé'),
    level: 'hard',
    phase: 'import',
    text: {
      code: 'RGPD ; loi 78-17',
      article: 'art. 9 ; art. 6',
      from: since,
      confidence: 'V2',
      source:
        'cnil.fr/fr/prospection-politique-sanction-candidats-2024; cnil.fr/fr/definition/donnee-sensible, quoted',
    },
    quote: {
      words:
        'Le traitement des données à caractère personnel qui révèle l’origine raciale ou ethnique, les opinions politiques, les convictions religieuses ou philosophiques ou l’appartenance syndicale […] sont interdits.',
      exact: true,
    },
    does: both(
      'Refuses the whole file when a column looks like opinion, vote, score, income, religion, origin, health, union membership, sex life or offences, told, supposed or computed.',
      'Refuse le fichier entier quand une colonne semble porter une opinion, un vote, un score, un revenu, la religion, l’origine, la santé, un syndicat, la vie sexuelle ou des condamnations, dits, supposés ou calculés.',
    ),
    inForce: { from: day('1978-01-07') },
    parameters: {
      forbiddenSubjects: [
        {
          from: day('1978-01-07'),
          value: [
            'political opinion',
            'income',
            'religion',
            'ethnic origin',
            'health',
            'union membership',
            'sex life',
            'criminal record',
          ],
          text: 'art. 9 § 1, art. 10; income is our choice (D)',
        },
      ],
    },
    keptBy: 'src/contacts/forbiddenColumns.ts',
  },
  {
    id: 'fr.RGPD-7',
    title: both(
      'Consent is proved, and withdrawn as easily as given',
      'L’accord se prouve, et se retire aussi simplement',
    ),
    level: 'hard',
    phase: 'after',
    text: {
      code,
      article: 'art. 5 § 2, art. 7 § 1 et 3',
      from: since,
      confidence: 'K',
      source:
        'known; art. 5 § 2 read in cnil.fr/fr/prospection-politique-sanction-candidats-2024 (V)',
    },
    quote: {
      words:
        'Le responsable est en mesure de démontrer que la personne a donné son accord ; il est aussi simple de retirer son accord que de le donner.',
      exact: false,
    },
    does: both(
      'Consents are entries that are only ever added, chained by hash, each with wording, time and proof. Key 9, the web page and the office withdraw in one act, which a running dialler obeys at once.',
      'Les accords sont des écritures qui ne font que s’ajouter, chaînées par empreinte, chacune avec texte, heure et preuve. La touche 9, la page web et le bureau retirent en un geste, aussitôt obéi par un automate en marche.',
    ),
    inForce,
    parameters: {
      withdrawWithinSeconds: [
        {
          from: day('1970-01-01'),
          value: 60,
          text: 'our choice (D): the text says without undue delay',
        },
      ],
    },
    keptBy: 'src/store/postgres/ledger.ts',
  },
  {
    id: 'fr.RGPD-14',
    title: both('Why me: the source is told', 'Pourquoi moi : la source est dite'),
    level: 'hard',
    phase: 'answer',
    text: {
      code,
      article: 'art. 13 et 14',
      from: since,
      confidence: 'V',
      source:
        'gdprhub.eu Article_14_GDPR; Datatilsynet 2019-431-0031 (a web page alone was not enough); nextinpact lebrief 47391',
    },
    quote: {
      words:
        'Identité, but, base légale, destinataires, durée, droits, plainte à la CNIL ; si les données ne viennent pas de la personne, leur source, au plus tard à la première communication.',
      exact: false,
    },
    does: both(
      'The recording says where the notice is; the page “Why was I called?” tells who said what about this number, when, in which file.',
      'L’enregistrement dit où est la notice ; la page « Pourquoi m’a-t-on appelé ? » dit qui a fourni quoi sur ce numéro, quand, dans quel fichier.',
    ),
    inForce,
    keptBy: 'src/rights/personFile.ts',
  },
  {
    id: 'fr.RGPD-12',
    title: both(
      'Requests are answered within a month',
      'Les demandes reçoivent réponse en un mois',
    ),
    level: 'hard',
    phase: 'after',
    text: {
      code,
      article: 'art. 12 § 3, art. 15, 17, 21',
      from: since,
      confidence: 'V',
      source:
        'RGPD, French text, art. 12 § 3; nextinpact lebrief 47391 (the origin of the data must be told)',
    },
    quote: {
      words:
        'Le responsable du traitement fournit à la personne concernée des informations sur les mesures prises à la suite d’une demande formulée en application des articles 15 à 22, dans les meilleurs délais et en tout état de cause dans un délai d’un mois à compter de la réception de la demande.',
      exact: true,
    },
    does: both(
      'Each request has a reference and a clock of 30 days, the month at its shortest but February’s; seeing, exporting, objecting and erasing need nobody’s help.',
      'Chaque demande a une référence et une horloge de 30 jours, le mois le plus court hors février ; voir, exporter, s’opposer et effacer se font sans aide.',
    ),
    inForce,
    parameters: {
      answerWithinDays: [{ from: day(since), value: 30, text: 'art. 12 § 3: one month' }],
    },
    keptBy: 'src/rights/request.ts',
  },
  {
    id: 'fr.RGPD-30',
    title: both('Register of processing', 'Registre des traitements'),
    level: 'default',
    phase: 'after',
    text: {
      code,
      article: 'art. 30 § 1',
      from: since,
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'Le responsable tient un registre : responsable, finalités, catégories de personnes et de données, destinataires, durées, mesures de sécurité.',
      exact: false,
    },
    does: both(
      'The evidence pack of a campaign holds its entry of the register, with what nobody declared said to be missing.',
      'Le dossier de preuves d’une campagne contient son entrée au registre, en disant ce que personne n’a déclaré.',
    ),
    inForce,
    keptBy: 'src/evidence/register.ts',
  },
  {
    id: 'fr.RGPD-32',
    title: both('Security of the data', 'Sécurité des données'),
    level: 'default',
    phase: 'after',
    text: { code, article: 'art. 32', from: since, confidence: 'K', source: 'known, not verified' },
    quote: {
      words:
        'Le responsable met en œuvre les mesures propres à garantir un niveau de sécurité adapté au risque, dont la pseudonymisation et le chiffrement.',
      exact: false,
    },
    does: both(
      'Numbers are masked wherever they are logged, and kept on lists of objections as keyed hashes. Encryption of the disk and the roles of people are the operator’s.',
      'Les numéros sont masqués dans les journaux, et gardés sur les listes d’opposition en empreintes à clé. Le chiffrement du disque et les rôles des personnes reviennent à l’exploitant.',
    ),
    inForce,
    keptBy: 'src/base/redact.ts',
  },
]
