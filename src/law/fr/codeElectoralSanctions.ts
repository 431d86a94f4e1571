/** Code électoral: what a breach costs. Only shown. */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

const code = 'Code électoral'
const shown = {
  level: 'info',
  phase: 'after',
  inForce: { from: day('1970-01-01') },
  keptBy: null,
} as const

export const electoralSanctions: readonly KeptRule[] = [
  {
    ...shown,
    id: 'fr.L89',
    title: both('Calling during the silence: fine', 'Appeler pendant le silence : amende'),
    text: {
      code,
      article: 'L89',
      from: '2020-06-30',
      confidence: 'V2',
      source: 'publicsenat.fr, 13 March 2026',
    },
    quote: {
      words:
        'Toute infraction à l’article L49 est punie d’une amende de 3 750 euros ; elle peut faire annuler l’élection.',
      exact: false,
    },
    does: both('Shown beside the refusals of fr.L49-3.', 'Affiché auprès des refus de fr.L49-3.'),
    parameters: {
      fineEuros: [{ from: day('1970-01-01'), value: 3750, text: 'L89, quoted in 2026 (V2)' }],
    },
  },
  {
    ...shown,
    id: 'fr.L90-1',
    title: both(
      'Free number or advertising in the window: fine',
      'Numéro gratuit ou publicité dans la période : amende',
    ),
    text: {
      code,
      article: 'L90-1',
      from: '1970-01-01',
      confidence: 'K',
      source:
        'known, not verified: 15,000 or 75,000 € depending on the version; check before display',
    },
    quote: {
      words:
        'Toute infraction aux articles L50-1 et L52-1 est punie d’une amende dont le montant a changé selon les versions.',
      exact: false,
    },
    does: both(
      'Shown without an amount until a lawyer has confirmed it.',
      'Affiché sans montant tant qu’un avocat ne l’a pas confirmé.',
    ),
  },
  {
    ...shown,
    id: 'fr.L113-1',
    title: both('Unlawful campaign finance', 'Financement illicite de campagne'),
    text: {
      code,
      article: 'L113-1, L118-3',
      from: '1970-01-01',
      confidence: 'K',
      source: 'known, not verified',
    },
    quote: {
      words:
        'La violation des règles de financement (L52-4 à L52-13) expose à la prison et à une amende allant jusqu’à 45 000 euros, au rejet du compte et à l’inéligibilité.',
      exact: false,
    },
    does: both(
      'Shown beside the gates on payer and sponsor.',
      'Affiché auprès des conditions sur le payeur et le parraineur.',
    ),
    parameters: {
      fineEurosMax: [{ from: day('1970-01-01'), value: 45_000, text: 'L113-1 (K)' }],
    },
  },
]
