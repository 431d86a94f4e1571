/** CPCE L34-5: who wants it to stop can say so at no cost beyond the call: no premium number. */
import { day } from '../civilDate.ts'
import { passed, refusedGate } from '../gate.ts'
import { isInRanges, publicNumbers } from '../numberTariff.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'

const premiumNumbers: Dated<readonly string[]> = [
  {
    from: day('2004-06-22'),
    value: [
      '0810-0829',
      '0830-0839',
      '0870-0879',
      '0890-0899',
      '3200-3999',
      '118000-118999',
      '1000-1099',
    ],
    text:
      'plan de numérotation (V2); 32xx to 39xx, 10xx and 118xxx have the price their holder sets: ' +
      'refused (D)',
  },
]

export const noPremiumNumber: GateRule = {
  id: 'fr.CPCE-L34-5-premium',
  title: both('No premium number', 'Pas de numéro surtaxé'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code: 'Code des postes et des communications électroniques',
    article: 'L34-5',
    from: '2004-06-22',
    confidence: 'V',
    source: 'doctrine.fr LEGIARTI000006465785; gouache.fr (the last paragraphs are K)',
  },
  quote: {
    words:
      'Il est interdit d’émettre, à des fins de prospection directe, des messages […] sans indiquer de ' +
      'coordonnées valables auxquelles le destinataire puisse utilement transmettre une demande ' +
      'tendant à obtenir que ces communications cessent sans frais autres que ceux liés à la ' +
      'transmission de celle-ci.',
    exact: false,
  },
  does: both(
    'Refuses a launch when the number shown, the number to ring back, or a number said in any version ' +
      '(in figures or in words) costs more than a normal call.',
    'Refuse le lancement quand le numéro affiché, le numéro de rappel ou un numéro dit dans une version ' +
      '(en chiffres ou en lettres) coûte plus qu’un appel normal.',
  ),
  inForce: { from: day('2004-06-22') },
  parameters: { premiumNumbers },
  appliesTo: () => true,
  check({ facts, legalDay }) {
    const ranges = valueOn(premiumNumbers, legalDay) ?? []
    const numbers = publicNumbers(facts)
    const premium = numbers.filter(({ national }) => isInRanges(national, ranges))
    const limit = 'no premium number'
    if (premium.length === 0) return passed(`${numbers.length} numbers, none premium`, limit)
    return refusedGate(
      premium.map(({ where, national }) => `${national} (${where})`).join(', '),
      limit,
      both(
        'Objecting must cost nothing extra: give a number at the normal tariff.',
        'S’opposer ne doit rien coûter de plus\u202f: donnez un numéro au tarif normal.',
      ),
    )
  },
}
