/** RGPD art. 21 and 7: who objected or withdrew is not called, on any channel the objection reaches. */
import type { SuppressionEntry } from '../../contacts/suppression.ts'
import { day } from '../civilDate.ts'
import { allowed, type DialCase, type DialRule, refused } from '../rule.ts'
import { both, exactInstant, sayInstant } from '../say.ts'
import { sameName } from '../standingConsent.ts'
import { placesIn } from '../territory.ts'
import { unknownConsents, unknownSuppressions } from '../unknownFacts.ts'
import type { RuleAnswer } from '../verdict.ts'

/** Objection existed before the RGPD (loi 78-17 art. 38): it is kept for every day we may judge. */
const inForce = { from: day('1978-01-07') }
const source = 'privacy-gdpr.eu/fr (Règlement (UE) 2016/679, quoted)'

export const objection: DialRule = {
  id: 'fr.RGPD-21',
  title: both('Objection: suppression list', 'Opposition : liste de suppression'),
  level: 'hard',
  phase: 'dial',
  text: { code: 'RGPD', article: 'art. 21 § 3', from: '2018-05-25', confidence: 'V2', source },
  quote: {
    words:
      'Lorsque la personne concernée s’oppose au traitement à des fins de prospection, les données ' +
      'à caractère personnel ne sont plus traitées à ces fins.',
    exact: true,
  },
  does: both(
    'Refuses for ever every number with an entry of this organisation, this controller or ' +
      'the platform.',
    'Refuse pour toujours tout numéro inscrit par l’organisation, pour ce responsable ou par ' +
      'la plateforme.',
  ),
  inForce,
  appliesTo: () => true,
  check({ facts, now }) {
    if (!facts.suppressions) return unknownSuppressions
    // An objection we know of counts whatever clock dated it.
    const entry = facts.suppressions.find((each) => reaches(each, facts.controller))
    if (!entry) return allowed
    const when = sayInstant(paris, entry.at, now)
    return refused(() => ({
      measured: `${entry.scope} suppression of ${exactInstant(paris, entry.at)}`,
      limit: 'no suppression entry',
      reason: both(
        `This person does not want calls (${entry.reason}, ${when.en}). Only they can change that.`,
        `Cette personne ne veut plus être appelée (${entry.reason}, ${when.fr}). Elle seule ` +
          'peut changer d’avis.',
      ),
    }))
  },
}

export const withdrawal: DialRule = {
  id: 'fr.RGPD-7-3',
  title: both('Withdrawn consent', 'Consentement retiré'),
  level: 'hard',
  phase: 'dial',
  text: { code: 'RGPD', article: 'art. 7 § 3', from: '2018-05-25', confidence: 'V2', source },
  quote: {
    words: 'La personne concernée a le droit de retirer son consentement à tout moment.',
    exact: true,
  },
  does: both(
    'Refuses when the latest entry of the ledger for this controller and channel is a ' +
      'withdrawal; at equal time the withdrawal wins.',
    'Refuse quand la dernière écriture du registre pour ce responsable et ce canal est un ' +
      'retrait ; à égalité de date, le retrait l’emporte.',
  ),
  inForce,
  appliesTo: () => true,
  check({ consent, now }: DialCase): RuleAnswer {
    if (consent.is === 'unknown') return unknownConsents
    if (consent.is !== 'withdrawn') return allowed
    const when = sayInstant(paris, consent.at, now)
    return refused(() => ({
      measured: `withdrawn on ${exactInstant(paris, consent.at)}`,
      limit: 'a consent given after it',
      reason: both(
        `This person withdrew their consent (${when.en}). Only they can give it again.`,
        `Cette personne a retiré son accord (${when.fr}). Elle seule peut le redonner.`,
      ),
    }))
  },
}

const paris = placesIn.FR[0] as (typeof placesIn.FR)[number]

/** A controller's entry that names none may be about any of them. */
function reaches(entry: SuppressionEntry, controller: string): boolean {
  if (entry.scope !== 'controller' || entry.controller === undefined) return true
  return sameName(entry.controller, controller)
}
