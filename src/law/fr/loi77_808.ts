/** Loi 77-808 on opinion polls: a key that asks for a vote would be one, and a political opinion (RGPD art. 9). */
import { day } from '../civilDate.ts'
import type { KeptRule } from '../rule.ts'
import { both } from '../say.ts'

export const opinionPolls: readonly KeptRule[] = [
  {
    id: 'fr.loi77-808',
    title: both('No question about the vote', 'Aucune question sur le vote'),
    level: 'hard',
    phase: 'answer',
    text: {
      code: 'Loi 77-808 du 19 juillet 1977',
      article: 'art. 1 et 11 ; RGPD art. 9',
      from: '2016-04-27',
      confidence: 'V2',
      source:
        'third-party compliance notes of September 2026, quoting Légifrance; the ban on such keys is our choice (D)',
    },
    quote: {
      words:
        'Aucun sondage n’est publié ni commenté la veille et le jour du scrutin ; demander par une touche l’intention de vote peut être un sondage et recueille une opinion politique.',
      exact: false,
    },
    does: both(
      'The keys of a call have fixed meanings (listen, hear again, object, where the data come from): none can ask for an opinion or a vote, and no answer about one is ever stored.',
      'Les touches d’un appel ont un sens fixe (écouter, réécouter, s’opposer, origine des données) : aucune ne peut demander une opinion ou un vote, et aucune réponse de ce genre n’est gardée.',
    ),
    inForce: { from: day('1977-07-20') },
    parameters: {
      allowOpinionKeys: [{ from: day('1970-01-01'), value: 'no', text: 'our choice (D)' }],
    },
    keptBy: 'src/campaign/campaign.ts',
  },
]
