/** Code électoral L52-11: a campaign that may spend no more calls no more. Caps take the minimum. */
import { day } from '../civilDate.ts'
import { allowed, type DialRule, refused } from '../rule.ts'
import { both } from '../say.ts'

export const budgetCap: DialRule = {
  id: 'fr.L52-11-budget',
  title: both('Budget of the campaign', 'Budget de la campagne'),
  level: 'default',
  phase: 'dial',
  text: {
    code: 'Code électoral',
    article: 'L52-11',
    from: '1990-01-17',
    confidence: 'K',
    source: 'ceilings by decree, not read here; the cap of the campaign is our choice (D)',
  },
  quote: {
    words:
      'Les dépenses électorales sont plafonnées, par élection et selon le nombre d’habitants ; ' +
      'un plafond propre à la campagne peut être plus bas.',
    exact: false,
  },
  does: both(
    'Refuses the call whose cost would take spending over the lower of the campaign’s cap and the ' +
      'ceiling. A call of unknown cost costs something: at the cap it is refused.',
    'Refuse l’appel dont le coût ferait dépasser le plus bas du plafond de la campagne et du ' +
      'plafond légal. Un appel de coût inconnu coûte quelque chose : au plafond il est refusé.',
  ),
  inForce: { from: day('1970-01-01') },
  appliesTo: ({ budget }) => budget !== undefined,
  check({ facts }) {
    if (!facts.budget) return allowed
    const { spentCents, capCents, ceilingCents = capCents, nextCallCents } = facts.budget
    const limit = Math.min(capCents, ceilingCents)
    const fits =
      nextCallCents === undefined ? spentCents < limit : spentCents + nextCallCents <= limit
    if (fits) return allowed
    return refused(() => ({
      measured: `${spentCents} cents spent, ${nextCallCents ?? 'some'} for this call`,
      limit: `${limit} cents in all`,
      reason: both(
        `This call would take the campaign over its budget (${euros(limit).en}). Raise the cap, ` +
          'within the legal ceiling, or stop here.',
        `Cet appel ferait dépasser le budget de la campagne (${euros(limit).fr}). Relevez le ` +
          'plafond, dans la limite légale, ou arrêtez là.',
      ),
    }))
  },
}

function euros(cents: number): { readonly en: string; readonly fr: string } {
  const amount = (cents / 100).toFixed(2)
  return both(`€${amount}`, `${amount.replace('.', ',')}\u202f€`)
}
