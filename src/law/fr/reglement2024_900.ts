/** Regulation (EU) 2024/900 on political advertising: what is kept beyond the gates before launch. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Règlement (UE) 2024/900'
const since = '2025-10-10'
const inForce = { from: day(since) }

export const politicalAdvertising: readonly KeptRule[] = [
  {
    id: 'fr.RPP-3',
    title: both(
      'Every campaign is political advertising',
      'Toute campagne est une publicité politique',
    ),
    level: 'info',
    phase: 'approve',
    text: {
      code,
      article: 'art. 3 ; lignes directrices C/2025/5514',
      from: since,
      confidence: 'V',
      source:
        'commission.europa.eu, transparency and targeting of political advertising; eur-lex.europa.eu/eli/C/2025/5514/oj',
    },
    quote: {
      words:
        'Tout message d’un acteur politique, pour lui ou destiné à influencer un vote, par quelque moyen que ce soit, en ligne ou non, élections locales comprises.',
      exact: false,
    },
    does: both(
      'Every campaign is treated as a political advertisement, whatever its election; the program is provider and publisher at once.',
      'Chaque campagne est traitée comme une publicité politique, quelle que soit l’élection ; le programme est à la fois prestataire et diffuseur.',
    ),
    inForce,
    keptBy: null,
  },
  {
    id: 'fr.RPP-12',
    title: both('Transparency notice', 'Avis de transparence'),
    level: 'hard',
    phase: 'after',
    text: {
      code,
      article: 'art. 12 § 1',
      from: since,
      confidence: 'V',
      source: 'fantasticsearch.net (art. 12 read there)',
    },
    quote: {
      words:
        'L’avis donne le parraineur et qui le contrôle, qui paie, la période de diffusion, les montants et leur calcul, l’origine publique ou privée, de l’Union ou non, des fonds, l’élection visée.',
      exact: false,
    },
    does: both(
      'A public page for each version of the recording, made from the legal file, the recording and the criteria of selection, and kept online.',
      'Une page publique par version de l’enregistrement, tirée du dossier légal, de l’enregistrement et des critères de sélection, et gardée en ligne.',
    ),
    inForce,
    keptBy: 'src/rights/notice.ts',
  },
  {
    id: 'fr.RPP-9',
    title: both('Seven years of archive', 'Sept ans d’archives'),
    level: 'hard',
    phase: 'after',
    text: {
      code,
      article: 'art. 9',
      from: since,
      confidence: 'K',
      source: 'known, not verified: the wording on retention must be read before release',
    },
    quote: {
      words: 'Le prestataire conserve sept ans la publicité, les montants et les déclarations.',
      exact: false,
    },
    does: both(
      'The recording, its texts, the criteria, declarations and counts stay for seven years, without any data of the people called; the purge leaves them.',
      'L’enregistrement, ses textes, les critères, les déclarations et les comptes restent sept ans, sans aucune donnée des personnes appelées ; la purge les laisse.',
    ),
    inForce,
    parameters: { archiveYears: [{ from: day(since), value: 7, text: 'art. 9 (K)' }] },
    keptBy: 'src/rights/retention.ts',
  },
  {
    id: 'fr.RPP-18',
    title: both('Targeting only by what the person gave', 'Ciblage par ce que la personne a donné'),
    level: 'hard',
    phase: 'approve',
    text: {
      code,
      article: 'art. 18 et 19',
      from: since,
      confidence: 'V2',
      source:
        'pulse-z.eu; uodo.gov.pl (written for online advertising; whether voice calls are “online” is not settled)',
    },
    quote: {
      words:
        'Cibler avec des données personnelles suppose qu’elles viennent de la personne, avec un accord explicite et distinct pour la publicité politique, sans profilage sensible ni personnes à plus d’un an de l’âge de voter.',
      exact: false,
    },
    does: both(
      'We treat calls as covered. People are chosen by place and language they gave themselves and by public figures of places; no person’s turnout, opinion or score can be used. The program knows no ages: leave people under the age below out of the file.',
      'Nous y soumettons les appels. On choisit par lieu et langue que les personnes ont donnés et par chiffres publics de lieux ; ni participation, ni opinion, ni score d’une personne. Le programme ne connaît pas les âges : retirez du fichier les personnes plus jeunes que l’âge ci-dessous.',
    ),
    inForce,
    parameters: {
      targetingFields: [
        {
          from: day(since),
          value: ['commune', 'département', 'language'],
          text: 'our reading (D)',
        },
      ],
      ageMin: [{ from: day(since), value: 18, text: 'our choice (D), stricter than art. 18' }],
    },
    keptBy: 'src/campaign/audience.ts',
  },
  {
    id: 'fr.RPP-authorities',
    title: both('Who enforces it in France', 'Qui contrôle en France'),
    level: 'info',
    phase: 'after',
    text: {
      code: 'Projet de loi DDADUE',
      article: 'art. 35 (Sénat, février 2026)',
      from: '2026-02-01',
      confidence: 'V2',
      source: 'senat.fr/rap/a25-337; arcom.fr (the law as adopted was not found)',
    },
    quote: {
      words:
        'L’Arcom, et la CNIL pour les données, doivent être désignées ; la loi définitive n’a pas été trouvée.',
      exact: false,
    },
    does: both(
      'Shown: powers and fines to be confirmed.',
      'Affiché : pouvoirs et amendes à confirmer.',
    ),
    inForce: { from: day('2026-02-01') },
    keptBy: null,
  },
]
