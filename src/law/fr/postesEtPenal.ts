/** CPCE L34-5, R10 and Code pénal 226-18-1: automates without consent, directories, objections ignored. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

export const postsAndPenalCodes: readonly KeptRule[] = [
  {
    id: 'fr.CPCE-L34-5',
    title: both(
      'Automated prospecting needs consent',
      'La prospection automatisée exige un accord',
    ),
    level: 'hard',
    phase: 'dial',
    text: {
      code: 'Code des postes et des communications électroniques',
      article: 'L34-5',
      from: '2020-07-26',
      confidence: 'V',
      source:
        'doctrine.fr LEGIARTI000006465785; gouache.fr (the last sentences, on a valid contact, are K)',
    },
    quote: {
      words:
        'Est interdite la prospection directe au moyen de système automatisé de communications électroniques au sens du 6° de l’article L. 32, d’un télécopieur ou de courriers électroniques utilisant les coordonnées d’une personne physique, abonné ou utilisateur, qui n’a pas exprimé préalablement son consentement à recevoir des prospections directes par ce moyen.',
      exact: true,
    },
    does: both(
      'Written for goods and services; the CNIL asks the same of politics. The consent rule fr.CNIL-automate refuses both alike; key 9 stops the calls at no cost.',
      'Écrit pour les biens et services ; la CNIL demande la même chose à la politique. La règle fr.CNIL-automate refuse l’un et l’autre ; la touche 9 arrête les appels sans frais.',
    ),
    inForce: { from: day('2004-06-22') },
    keptBy: 'src/law/fr/cnilAutomate.ts',
  },
  {
    id: 'fr.CPCE-R10',
    title: both('A directory is no consent', 'Un annuaire ne vaut pas accord'),
    level: 'hard',
    phase: 'import',
    text: {
      code: 'Code des postes et des communications électroniques',
      article: 'R10, R10-1',
      from: '2012-03-30',
      confidence: 'V',
      source: 'legifrance.gouv.fr LEGIARTI000025622760; afutt.org',
    },
    quote: {
      words:
        'L’usage à des fins de prospection des données d’annuaire des personnes qui s’y sont opposées est puni, pour chaque appel, d’une contravention de la quatrième classe (750 euros au plus).',
      exact: false,
    },
    does: both(
      'A file declared as a directory never carries a consent, whatever it says: no automate may ring its numbers. A volunteer may, unless the holder objected.',
      'Un fichier déclaré comme annuaire ne porte jamais d’accord, quoi qu’il dise : aucun automate ne sonne ses numéros. Un bénévole le peut, sauf opposition du titulaire.',
    ),
    inForce: { from: day('1970-01-01') },
    parameters: {
      fineEurosPerCall: [{ from: day('1970-01-01'), value: 750, text: 'fourth class' }],
      sourcesWithoutConsent: [{ from: day('1970-01-01'), value: ['directory'], text: 'CNIL 2017' }],
    },
    keptBy: 'src/contacts/source.ts',
  },
  {
    id: 'fr.CP-226-18-1',
    title: both(
      'Calling despite an objection is a crime',
      'Appeler malgré une opposition est un délit',
    ),
    level: 'hard',
    phase: 'dial',
    text: {
      code: 'Code pénal',
      article: '226-18-1',
      from: '2004-08-07',
      confidence: 'V2',
      source:
        'cnil.fr, la prospection commerciale par automates d’appel (amounts known, not verified)',
    },
    quote: {
      words:
        'Traiter des données d’une personne malgré son opposition, à des fins de prospection, est puni de cinq ans d’emprisonnement et de 300 000 euros d’amende.',
      exact: false,
    },
    does: both(
      'Every objection is a suppression entry before it is confirmed to the person; fr.RGPD-21 refuses its number for ever.',
      'Toute opposition est inscrite avant d’être confirmée à la personne ; fr.RGPD-21 refuse son numéro pour toujours.',
    ),
    inForce: { from: day('1978-01-07') },
    parameters: {
      fineEuros: [{ from: day('2004-08-07'), value: 300_000, text: '226-18-1 (K)' }],
    },
    keptBy: 'src/law/fr/objection.ts',
  },
]
