/**
 * Code conso. L223-1: commercial canvassing by telephone. Until 10 August 2026 forbidden to who is on
 * the opposition list (Bloctel), since then to who did not consent. Electoral calls are outside of it.
 */
import { day, dayMs } from '../civilDate.ts'
import type { CallFacts } from '../facts.ts'
import { allowed, type Dated, type DialRule, refused, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { unknownBloctel, unknownConsents } from '../unknownFacts.ts'

const optInFrom = day('2026-08-11')
const bloctelFrom = day('2016-06-01')
/** “At least monthly”: thirty days, the shortest usual month. */
const checkedWithinDays: Dated<number> = [
  { from: bloctelFrom, value: 30, text: 'L223-1 (at least monthly)' },
]
const isCommercial = ({ purpose }: CallFacts): boolean => purpose === 'other'

export const commercialConsent: DialRule = {
  id: 'fr.L223-1-consent',
  title: both('Consent to commercial calls', 'Consentement aux appels commerciaux'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Code de la consommation',
    article: 'L223-1',
    from: '2026-08-11',
    confidence: 'V',
    source: 'loi 2025-594 art. 13; LEGIARTI000051830282; its decree was not found',
  },
  quote: {
    words:
      'Il est interdit de démarcher téléphoniquement un consommateur qui n’a pas exprimé au ' +
      'préalable son consentement, libre, spécifique, éclairé, univoque et révocable, sauf pour ' +
      'l’exécution d’un contrat en cours.',
    exact: false,
  },
  does: both(
    'For a purpose that is not electoral refuses without a live consent to this controller and ' +
      'channel, unless the call is about a contract in progress.',
    'Pour un objet qui n’est pas électoral, refuse sans accord en vigueur envers ce responsable et ' +
      'pour ce canal, sauf si l’appel porte sur un contrat en cours.',
  ),
  inForce: { from: optInFrom },
  appliesTo: isCommercial,
  check({ consent, facts }) {
    if (facts.runningContract || consent.is === 'live') return allowed
    if (consent.is === 'unknown') return unknownConsents
    return refused(() => ({
      measured: 'no live consent to this controller and channel',
      limit: 'a consent given before the call, or a contract in progress',
      reason: both(
        'Commercial calls need the person’s consent since 11 August 2026, and none is recorded.',
        'Un appel commercial demande l’accord de la personne depuis le 11 août 2026\u202f: il n’y ' +
          'en a pas d’enregistré.',
      ),
    }))
  },
}

export const bloctelList: DialRule = {
  id: 'fr.L223-1-list',
  title: both('List of opposition to canvassing', 'Liste d’opposition au démarchage'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Code de la consommation',
    article: 'L223-1 et L223-2 (version antérieure)',
    from: '2016-06-01',
    confidence: 'V',
    source: 'loi 2014-344, loi 2020-901; the first day of Bloctel is known (K), not verified',
  },
  quote: {
    words:
      'Il est interdit de démarcher téléphoniquement un consommateur inscrit sur la liste ' +
      'd’opposition, sauf contrat en cours ; le fichier est expurgé au moins une fois par mois.',
    exact: false,
  },
  does: both(
    'For a purpose that is not electoral refuses who is on the list, and files not checked against ' +
      'it in the last 30 days, unless the person consented or the call is about a contract.',
    'Pour un objet qui n’est pas électoral, refuse qui est sur la liste, et les fichiers qui n’y ont ' +
      'pas été confrontés depuis 30 jours, sauf accord de la personne ou contrat en cours.',
  ),
  inForce: { from: bloctelFrom, to: optInFrom },
  parameters: { checkedWithinDays },
  appliesTo: isCommercial,
  check({ consent, facts, legalDay, now }) {
    const { bloctel, runningContract } = facts
    if (runningContract || consent.is === 'live') return allowed
    if (!bloctel) return unknownBloctel
    const days = valueOn(checkedWithinDays, legalDay) ?? 0
    const age = now - bloctel.checkedAt
    if (!bloctel.listed && age >= 0 && age <= days * dayMs) return allowed
    return refused(() => ({
      measured: bloctel.listed ? 'on the list' : `checked ${ageInDays(age)} days ago`,
      limit: `not on the list, checked in the last ${days} days`,
      reason: bloctel.listed
        ? both(
            'This person is on the list of opposition to canvassing (Bloctel).',
            'Cette personne est sur la liste d’opposition au démarchage (Bloctel).',
          )
        : both(
            `This file was not checked against Bloctel in the last ${days} days. Check it first.`,
            `Ce fichier n’a pas été confronté à Bloctel depuis ${days} jours. Faites-le d’abord.`,
          ),
    }))
  },
}

const ageInDays = (age: number): string => (age / dayMs).toFixed(1)
