/** Code électoral L52-8 and L52-1 al. 2: no company, no public body, no gift in the price. */
import { day } from '../civilDate.ts'
import { isElectoral, passed, refusedGate } from '../gate.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'

const L52_8 = {
  code: 'Code électoral',
  article: 'L52-8',
  from: '1995-01-20',
  confidence: 'V',
  source:
    'archeo-lex.fr, consolidated text of 2002; the current wording must be read before release',
} as const
const quoteL52_8 = {
  words:
    'Les personnes morales, à l’exception des partis ou groupements politiques, ne peuvent participer ' +
    'au financement de la campagne électorale d’un candidat, ni en lui consentant des dons sous ' +
    'quelque forme que ce soit, ni en lui fournissant des biens, services ou autres avantages ' +
    'directs ou indirects à des prix inférieurs à ceux qui sont habituellement pratiqués.',
  exact: false,
}
const inForce = { from: day('1995-01-20') }

export const noCompany: GateRule = {
  id: 'fr.L52-8',
  title: both('No company pays', 'Aucune entreprise ne paie'),
  level: 'hard',
  phase: 'approve',
  paper: false,
  text: L52_8,
  quote: quoteL52_8,
  does: both(
    'Refuses a launch whose sponsor is a company or another legal person that is no party.',
    'Refuse le lancement quand le parraineur est une entreprise ou une autre personne morale qui ' +
      'n’est pas un parti.',
  ),
  inForce,
  appliesTo: (facts) => isElectoral(facts) && facts.legalFile.sponsor !== undefined,
  check({ facts }) {
    const kind = facts.legalFile.sponsor?.kind ?? ''
    const limit = 'a candidate, a party or a person'
    if (kind !== 'company') return passed(kind, limit)
    return refusedGate(
      `${facts.legalFile.sponsor?.name} (company)`,
      limit,
      both(
        'A company may not pay for a candidate’s campaign, nor give it anything.',
        'Une entreprise ne peut ni financer la campagne d’un candidat, ni rien lui offrir.',
      ),
    )
  },
}

const rebateMaxPercent: Dated<number> = [
  {
    from: day('1995-01-20'),
    value: 0,
    text: 'unless a public commercial rule grants it to all (D)',
  },
]

export const noRebate: GateRule = {
  id: 'fr.L52-8-rebate',
  title: both('No price below the usual one', 'Pas de prix inférieur à l’usage'),
  level: 'hard',
  phase: 'approve',
  paper: false,
  text: L52_8,
  quote: quoteL52_8,
  does: both(
    'Refuses a launch with a rebate, unless it names the public commercial rule that grants it to ' +
      'every customer.',
    'Refuse le lancement avec une remise, sauf si elle nomme la règle commerciale publique qui ' +
      'l’accorde à tout client.',
  ),
  inForce,
  parameters: { rebateMaxPercent },
  appliesTo: (facts) => isElectoral(facts) && facts.legalFile.rebate !== undefined,
  check({ facts, legalDay }) {
    const { percent = 0, publicRule } = facts.legalFile.rebate ?? {}
    const most = valueOn(rebateMaxPercent, legalDay) ?? 0
    const limit = `${most} % without a public rule, never 100 %`
    if (percent <= most || (publicRule !== undefined && percent < 100)) {
      return passed(`${percent} %`, limit)
    }
    return refusedGate(
      `${percent} %${publicRule === undefined ? ', no public rule' : ''}`,
      limit,
      both(
        'A price below the usual one is a gift of a company to a candidate: invoice the public price.',
        'Un prix inférieur à l’usage est un don d’entreprise à un candidat\u202f: facturez le prix public.',
      ),
    )
  },
}

export const noPublicBody: GateRule = {
  id: 'fr.L52-1-2',
  title: both('No public body pays', 'Aucune collectivité ne paie'),
  level: 'hard',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Code électoral',
    article: 'L52-1 al. 2 ; L52-8',
    from: '1990-01-17',
    confidence: 'K',
    source: 'known, not verified',
  },
  quote: {
    words:
      'Aucune campagne de promotion publicitaire des réalisations ou de la gestion d’une collectivité ' +
      'ne peut être organisée sur le territoire des collectivités intéressées par le scrutin.',
    exact: false,
  },
  does: both(
    'Refuses a launch whose sponsor is a public body.',
    'Refuse le lancement quand le parraineur est une collectivité ou un organisme public.',
  ),
  inForce: { from: day('1990-01-17') },
  appliesTo: (facts) => isElectoral(facts) && facts.legalFile.sponsor !== undefined,
  check({ facts }) {
    const kind = facts.legalFile.sponsor?.kind ?? ''
    const limit = 'a candidate, a party or a person'
    if (kind !== 'publicBody') return passed(kind, limit)
    return refusedGate(
      `${facts.legalFile.sponsor?.name} (public body)`,
      limit,
      both(
        'A town hall or another public body may not campaign for a candidate.',
        'Une mairie ou un autre organisme public ne peut pas faire campagne pour un candidat.',
      ),
    )
  },
}
