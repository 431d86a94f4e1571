/** The first pages of an evidence pack, in both languages: what each file holds and which text asks for it. */
import type { Campaign } from '../campaign/campaign.ts'
import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import type { Language } from '../rights/letterWords.ts'

const files: readonly (readonly [path: string, asked: string, holds: Said])[] = [
  [
    'manifest.json',
    'RGPD art. 5 § 2',
    both(
      'every other file with its size and SHA-256',
      'chaque autre fichier, sa taille et son SHA-256',
    ),
  ],
  [
    'register.json',
    'RGPD art. 30',
    both(
      'the entry of the register of processing activities',
      'la fiche du registre des traitements',
    ),
  ],
  [
    'sources.json',
    'RGPD art. 7 § 1, art. 14 § 2 f',
    both(
      'every source of contacts: holder, dates, hashes; the exact wordings agreed to',
      'chaque source de contacts : détenteur, dates, empreintes ; les textes exacts acceptés',
    ),
  ],
  [
    'recordings/',
    '(UE) 2024/900 art. 9; Code électoral art. L48-2',
    both(
      'what was heard (WAV), what is said with its times, who approved which sound',
      'ce qui a été entendu (WAV), le texte minuté, qui a approuvé quel son',
    ),
  ],
  [
    'legal-file.json',
    'Code électoral art. L52-4, L52-8; (UE) 2024/900 art. 7; RGPD art. 28, 35',
    both(
      'everything declared before the launch, by whom and when',
      'tout ce qui a été déclaré avant le lancement, par qui et quand',
    ),
  ],
  [
    'launch.json',
    'RGPD art. 24; (UE) 2024/900 art. 7, 11',
    both(
      'every gate before the launch: what was measured, what would have passed',
      'chaque contrôle avant le lancement : mesuré, et ce qui aurait convenu',
    ),
  ],
  [
    'audience.json',
    '(UE) 2024/900 art. 18, 19',
    both(
      'whom the campaign chose, by which criteria',
      'qui la campagne a choisi, selon quels critères',
    ),
  ],
  [
    'notice.json',
    '(UE) 2024/900 art. 12',
    both(
      'the transparency notice of each approved version',
      'la notice de transparence de chaque version approuvée',
    ),
  ],
  [
    'rules.json',
    '',
    both(
      'the rules of law with their quotes, dates, parameters and confidence',
      'les règles de droit, avec citation, dates, paramètres et niveau de confiance',
    ),
  ],
  [
    'calls.ndjson',
    'RGPD art. 5 § 2',
    both(
      'every call attempt with its verdict, one a line; `rules` is a number in verdicts.json; `person` is a keyed hash',
      'chaque tentative d’appel et son verdict, une par ligne ; `rules` renvoie à verdicts.json ; `person` est une empreinte à clé',
    ),
  ],
  ['verdicts.json', '', both('the lists of rules run', 'les listes de règles vérifiées')],
  [
    'refused.ndjson',
    'RGPD art. 5 § 2',
    both(
      'who was not called and why, one a line',
      'qui n’a pas été appelé et pourquoi, un par ligne',
    ),
  ],
  ['refusals.json', '', both('refusals by rule', 'refus par règle')],
  [
    'counts.csv',
    'Code électoral art. L52-12',
    both('calls by day and place', 'appels par jour et par lieu'),
  ],
  [
    'account.json',
    'Code électoral art. L52-4, L52-12',
    both(
      'lines for the campaign account, as far as known',
      'lignes pour le compte de campagne, dans la mesure du connu',
    ),
  ],
  [
    'ring-backs.ndjson',
    'RGPD art. 12 § 2; Code électoral art. L49',
    both(
      'every call to the number shown: what was played, by which rule the message was not, how it ended; no number',
      'chaque appel au numéro affiché : ce qui a été diffusé, la règle qui a écarté le message, sa fin ; aucun numéro',
    ),
  ],
  [
    'objections.json',
    'RGPD art. 21',
    both(
      'objections, and the time until the last call they could not stop',
      'oppositions, et délai jusqu’au dernier appel qu’elles n’ont pu arrêter',
    ),
  ],
  [
    'rights.json',
    'RGPD art. 12 § 3',
    both(
      'requests and whether they were answered in time; what was purged. No personal data',
      'demandes et respect du délai ; ce qui a été purgé. Aucune donnée personnelle',
    ),
  ],
  [
    'ledger.ndjson',
    'RGPD art. 5 § 2',
    both(
      'the chain: hash = SHA-256 over the entry and the hash before (verification.json: its check)',
      'la chaîne : empreinte de chaque écriture et de la précédente (verification.json : son contrôle)',
    ),
  ],
  ['events.json', '', both('who did what to the campaign', 'qui a fait quoi sur la campagne')],
]

export function readmeOf(campaign: Campaign, language: Language): string {
  const { name, controller, election } = campaign
  const practice = campaign.practiceStart !== null
  const fr = language === 'fr'
  const heading = fr ? `# Dossier de preuve : ${name}` : `# Evidence pack: ${name}`
  const about = fr
    ? `Campagne « ${name} » (${campaign.id}), au nom de ${controller}${election ? `, ${election.name}` : ''}.`
    : `Campaign “${name}” (${campaign.id}), on behalf of ${controller}${election ? `, ${election.name}` : ''}.`
  const rang = fr
    ? 'Exercice : aucun téléphone n’a sonné. Les heures des appels sont celles de l’horloge d’exercice.'
    : 'Practice: no telephone rang. The hours of calls are those of the practice clock.'
  const privacy = fr
    ? 'Aucun nom, aucun numéro entier. Une personne est une empreinte à clé de son numéro ; `null` : elle a été effacée. Pour une personne : `portevoix evidence letter NUMÉRO`. Les instants sont en millisecondes depuis 1970 (UTC).'
    : 'No name, no whole number. A person is a keyed hash of their number; `null`: they were erased. For one person: `portevoix evidence letter NUMBER`. Instants are milliseconds since 1970 (UTC).'
  const check = fr
    ? 'Contrôle : `portevoix evidence verify FICHIER.zip`, ou `sha256sum` comparé à manifest.json. Deux exports du même état sont égaux octet par octet.'
    : 'To check: `portevoix evidence verify FILE.zip`, or `sha256sum` against manifest.json. Two exports of the same state are equal byte for byte.'
  const rows = files.map(([path, asked, holds]) => `| ${path} | ${holds[language]} | ${asked} |`)
  const table = [
    fr ? '| fichier | contenu | texte |' : '| file | holds | text |',
    '| --- | --- | --- |',
    ...rows,
  ]
  return `${[heading, about, ...(practice ? [rang] : []), privacy, check, table.join('\n')].join('\n\n')}\n`
}
