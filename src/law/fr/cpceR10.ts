/** CPCE R10: being in a directory is no consent to automates, and some holders refuse prospecting. */
import { day } from '../civilDate.ts'
import { allowed, type DialRule, refused } from '../rule.ts'
import { both } from '../say.ts'

export const directoryNumber: DialRule = {
  id: 'fr.CPCE-R10-directory',
  title: both('Numbers from a directory', 'Numéros d’annuaire'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Code des postes et des communications électroniques',
    article: 'R10 et R10-1',
    from: '2012-03-30',
    confidence: 'V',
    source: 'legifrance.gouv.fr LEGIARTI000025622760 (décret 2012-436)',
  },
  quote: {
    words:
      'L’utilisation à des fins de prospection directe de données d’annuaire de personnes qui s’y ' +
      'opposent est punie d’une contravention de quatrième classe, pour chaque appel.',
    exact: false,
  },
  does: both(
    'Refuses every automated call to a number that comes from a directory, and a volunteer’s call ' +
      'when the entry is marked as opposed to prospecting.',
    'Refuse tout appel d’automate vers un numéro venu d’un annuaire, et celui d’un bénévole quand ' +
      'l’inscription porte une opposition à la prospection.',
  ),
  inForce: { from: day('2012-03-30') },
  appliesTo: ({ source }) => source?.kind === 'directory',
  check({ facts: { channel, source } }) {
    if (source?.holderObjected) {
      return refused(() => ({
        measured: 'a directory entry opposed to prospecting',
        limit: 'an entry whose holder did not object',
        reason: both(
          'This number comes from a directory in which its holder refuses prospecting.',
          'Ce numéro vient d’un annuaire où son titulaire refuse la prospection.',
        ),
      }))
    }
    if (channel === 'volunteer') return allowed
    return refused(() => ({
      measured: 'a number from a directory',
      limit: 'a number its holder gave, with a consent',
      reason: both(
        'This number comes from a directory: no automated system may call it. A volunteer may.',
        'Ce numéro vient d’un annuaire\u202f: aucun automate ne peut l’appeler. Un bénévole le peut.',
      ),
    }))
  },
}
