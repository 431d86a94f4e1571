/** Code électoral L52-4: the financial agent pays, and nobody else. */
import { day } from '../civilDate.ts'
import { isElectoral, notDeclared, passed, refusedGate } from '../gate.ts'
import { sameName } from '../plainText.ts'
import type { GateRule } from '../rule.ts'
import { both } from '../say.ts'

export const financialAgentPays: GateRule = {
  id: 'fr.L52-4',
  title: both('The financial agent pays', 'Le mandataire financier paie'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code: 'Code électoral',
    article: 'L52-4',
    from: '1990-01-17',
    confidence: 'V2',
    source: 'CNCCFP, guide du candidat et du mandataire (scribd 163703909)',
  },
  quote: {
    words:
      'Le mandataire […] règle les dépenses engagées en vue de l’élection et antérieures à la date du ' +
      'tour de scrutin où elle a été acquise.',
    exact: false,
  },
  does: both(
    'Refuses a launch until the financial agent is named and is who pays for the calls. Constituencies ' +
      'under 9,000 inhabitants have no duty to an account; we ask for the name all the same (D).',
    'Refuse le lancement tant que le mandataire financier n’est pas nommé et n’est pas celui qui paie ' +
      'les appels. Les circonscriptions de moins de 9 000 habitants n’ont pas de compte à tenir ; le ' +
      'nom est demandé quand même (D).',
  ),
  inForce: { from: day('1990-01-17') },
  appliesTo: isElectoral,
  check({ facts }) {
    const { financialAgent, payer } = facts.legalFile
    if (!financialAgent) {
      return notDeclared(
        'legalFile.financialAgent',
        'The campaign’s financial agent is not named: declare --financial-agent NAME.',
        'Le mandataire financier de la campagne n’est pas nommé\u202f: déclarez --financial-agent NOM.',
      )
    }
    if (!payer) {
      return notDeclared(
        'legalFile.payer',
        'We do not know who pays for the calls: declare --payer NAME.',
        'Nous ne savons pas qui paie les appels\u202f: déclarez --payer NOM.',
      )
    }
    if (sameName(financialAgent.name, payer.name)) return passed(payer.name, financialAgent.name)
    return refusedGate(
      payer.name,
      financialAgent.name,
      both(
        `Election spending is paid by the financial agent, ${financialAgent.name}, not by ${payer.name}.`,
        `Les dépenses électorales sont payées par le mandataire, ${financialAgent.name}, et non par ` +
          `${payer.name}.`,
      ),
    )
  },
}
