/** RGPD art. 28 and 35: the contract with who processes the data, and the assessment of its impact. */
import type { Declared } from '../../campaign/legalFile.ts'
import { day } from '../civilDate.ts'
import { notDeclared, passed } from '../gate.ts'
import type { GateRule } from '../rule.ts'
import { both } from '../say.ts'

const since = '2018-05-25'
const code = 'Règlement (UE) 2016/679 (RGPD)'

export const processorContract: GateRule = {
  id: 'fr.RGPD-28',
  title: both('Contract with the processor', 'Contrat de sous-traitance'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code,
    article: 'art. 28 § 3',
    from: since,
    confidence: 'K',
    source: 'known, not verified',
  },
  quote: {
    words:
      'Le traitement par un sous-traitant est régi par un contrat […] qui lie le sous-traitant à ' +
      'l’égard du responsable du traitement.',
    exact: false,
  },
  does: both(
    'Refuses a launch until the contract between controller and provider is recorded, with its hash.',
    'Refuse le lancement tant que le contrat entre responsable et prestataire n’est pas enregistré, ' +
      'avec son empreinte.',
  ),
  inForce: { from: day(since) },
  appliesTo: () => true,
  check: ({ facts }) =>
    recorded(facts.legalFile.processorContract) ??
    notDeclared(
      'legalFile.processorContract',
      'The contract between the controller and who places the calls is missing: declare it with ' +
        '--processor-contract FILE.',
      'Le contrat entre le responsable et qui passe les appels manque\u202f: déclarez-le avec ' +
        '--processor-contract FICHIER.',
    ),
}

export const impactAssessment: GateRule = {
  id: 'fr.RGPD-35',
  title: both('Impact assessment', 'Analyse d’impact'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code,
    article: 'art. 35',
    from: since,
    confidence: 'K',
    source: 'known, not verified: large-scale calling with political purpose (art. 35 § 3 b)',
  },
  quote: {
    words:
      'Le responsable du traitement effectue, avant le traitement, une analyse de l’impact des ' +
      'opérations […] susceptibles d’engendrer un risque élevé.',
    exact: false,
  },
  does: both(
    'Refuses a launch until the impact assessment is recorded, with its hash.',
    'Refuse le lancement tant que l’analyse d’impact n’est pas enregistrée, avec son empreinte.',
  ),
  inForce: { from: day(since) },
  appliesTo: () => true,
  check: ({ facts }) =>
    recorded(facts.legalFile.impactAssessment) ??
    notDeclared(
      'legalFile.impactAssessment',
      'The impact assessment is missing: declare it with --impact-assessment FILE.',
      'L’analyse d’impact manque\u202f: déclarez-la avec --impact-assessment FICHIER.',
    ),
}

const recorded = (paper: Declared | undefined) =>
  paper && passed(`${paper.reference ?? 'recorded'}, by ${paper.by}`, 'a recorded document')
