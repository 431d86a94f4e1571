/** Arcep, plan national de numérotation: which number a call may show. */
import type { E164 } from '../../base/units.ts'
import { countryCodes, type NumberClass } from '../../contacts/numberPlan.ts'
import { classOf } from '../../contacts/phoneNumber.ts'
import { day } from '../civilDate.ts'
import { readNumber } from '../numberText.ts'
import { allowed, type Dated, type DialRule, refused, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { unknownCallerId } from '../unknownFacts.ts'
import type { Said } from '../verdict.ts'

/**
 * Roots of the numéros polyvalents vérifiés in E.164. Overseas they live under their own country code:
 * 09475… is +590 9475…, never +33 9475….
 */
const metropole = '162 163 270 271 377 378 424 425 568 569 948 949'.split(' ')
const npv2023: readonly string[] = [
  ...metropole.map((root) => `+33${root}`),
  ...['+5909475', '+5949476', '+5969477', '+2629478', '+2629479'],
]
const npvRoots: Dated<readonly string[]> = [
  { from: day('2023-01-01'), value: npv2023, text: 'décision 2022-1583' },
  {
    from: day('2026-01-01'),
    value: [...npv2023, '+5905987', '+5945988', '+5965989', '+2622688', '+2622689'],
    text: 'décision 2025-2215 (plan of 1 January 2026)',
  },
]

export const npvCallerId: DialRule = {
  id: 'fr.ARCEP-NPV',
  title: both('Number shown by an automated system', 'Numéro affiché par un automate'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Arcep, plan national de numérotation',
    article: 'décision 2018-0881 modifiée par 2022-1583 ; CE 6 juin 2024, n° 489787',
    from: '2023-01-01',
    confidence: 'V2',
    source: 'arcep.fr ; conseil-etat.fr/fr/arianeweb/CE/decision/2024-06-06/489787',
  },
  quote: {
    words:
      'Les numéros géographiques, polyvalents et mobiles ne peuvent être utilisés comme identifiant ' +
      'de l’appelant pour des appels émis par des systèmes automatisés ; des numéros polyvalents ' +
      'vérifiés leur sont réservés.',
    exact: false,
  },
  does: both(
    'Refuses an automated call that does not show a whole number from the roots kept for ' +
      'automated systems.',
    'Refuse un appel d’automate qui n’affiche pas un numéro complet des racines réservées ' +
      'aux systèmes automatisés.',
  ),
  inForce: { from: day('2023-01-01') },
  parameters: { npvRoots },
  appliesTo: ({ channel }) => channel === 'automate',
  check({ facts, legalDay }) {
    const { callerId } = facts
    if (!callerId) return unknownCallerId
    const shown = readNumber(callerId)
    const roots = valueOn(npvRoots, legalDay) ?? []
    if (shown && isWhole(shown) && roots.some((root) => shown.startsWith(root))) return allowed
    return refused(() => ({
      measured: describe(callerId, shown),
      limit: `a number starting with ${roots.join(', ')}`,
      reason: notForAutomates,
    }))
  },
}

export const humanCallerId: DialRule = {
  id: 'fr.ARCEP-caller-ID',
  title: both('Number shown by a person calling', 'Numéro affiché par un appelant humain'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Arcep, plan national de numérotation',
    article: 'décision 2018-0881 modifiée par 2022-1583',
    from: '2023-01-01',
    confidence: 'V',
    source: 'arcep.fr/demarches-et-services/professionnels/plan-numerotation-professionnels.html',
  },
  quote: {
    words:
      'L’utilisation de numéros mobiles pour des services indépendants de tout accès mobile, tels ' +
      'que par exemple […] des appels émis par des centres d’appels, n’est pas autorisée.',
    exact: true,
  },
  does: both(
    'Lets a volunteer’s call show a geographic, 09 or verified (NPV) number only: never a ' +
      'mobile, special, short or platform number.',
    'Ne laisse l’appel d’un bénévole afficher qu’un numéro géographique, en 09 ou vérifié ' +
      '(NPV) : jamais un mobile, un numéro spécial, court ou de plateforme.',
  ),
  inForce: { from: day('2023-01-01') },
  appliesTo: ({ channel }) => channel === 'volunteer',
  check({ facts }) {
    const { callerId } = facts
    if (!callerId) return unknownCallerId
    const shown = readNumber(callerId)
    if (shown && shownByPeople.includes(classOf(shown))) return allowed
    return refused(() => ({
      measured: describe(callerId, shown),
      limit: 'a geographic, 09 or verified (NPV) number',
      reason: both(
        'This number may not be shown for calls (Arcep rule). Choose a geographic, 09 or ' +
          'verified number.',
        'Ce numéro ne peut pas s’afficher pour des appels (règle de l’Arcep). Choisissez un ' +
          'numéro géographique, en 09 ou vérifié.',
      ),
    }))
  },
}

export const callerIdOfTrunk: DialRule = {
  id: 'fr.ARCEP-operator-list',
  title: both('Numbers the operator lets us show', 'Numéros que l’opérateur laisse afficher'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Loi 2020-901 art. 10 ; CPCE L44 IV ; Arcep 2025-2215',
    article: 'authentification de l’identifiant de l’appelant',
    from: '2023-07-25',
    confidence: 'V2',
    source: 'cm.twobirds.com 2025 (the list was read in the draft decision)',
  },
  quote: {
    words:
      'L’opérateur s’assure que l’utilisateur a le droit d’utiliser le numéro présenté ; le contrat ' +
      'énumère les identifiants que le client peut afficher.',
    exact: false,
  },
  does: both(
    'Refuses a caller ID that is not among those of the trunk.',
    'Refuse un identifiant d’appelant absent de ceux du raccordement opérateur.',
  ),
  // Before the law asked for it too: an operator's allow-list is always obeyed.
  inForce: { from: day('1970-01-01') },
  appliesTo: () => true,
  check({ facts }) {
    const { callerId, trunk } = facts
    if (!callerId) return unknownCallerId
    if (trunk.callerIds.includes(callerId)) return allowed
    const shown = readNumber(callerId)
    if (shown && trunk.callerIds.some((each) => readNumber(each) === shown)) return allowed
    return refused(() => ({
      measured: callerId,
      limit: trunk.callerIds.join(', ') || 'no number on this trunk',
      reason: both(
        'The operator does not let us show this number on this trunk. Choose one of its numbers.',
        'L’opérateur ne nous laisse pas afficher ce numéro sur ce raccordement. Choisissez ' +
          'l’un des siens.',
      ),
    }))
  },
}

const shownByPeople: readonly NumberClass[] = ['fixed', 'voip', 'npv']

const notForAutomates: Said = both(
  'This number may not be shown for automated calls (Arcep rule). Choose one starting with ' +
    '0162, 0270, 0377, 0424, 0568 or 0948.',
  'Ce numéro ne peut pas s’afficher pour des appels automatiques (règle de l’Arcep). ' +
    'Choisissez-en un qui commence par 0162, 0270, 0377, 0424, 0568 ou 0948.',
)

const plans = Object.entries(countryCodes)

/** Has it as many digits as its plan gives? A root alone is not a number. */
function isWhole(number: E164): boolean {
  for (const [code, lengths] of plans) {
    if (number.startsWith(`+${code}`)) return lengths.includes(number.length - 1 - code.length)
  }
  return false
}

function describe(written: string, shown: E164 | undefined): string {
  return shown ? `${shown} (${classOf(shown)})` : `“${written}”, not a telephone number`
}
