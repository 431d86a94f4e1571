/** CNIL, 21 April 2017: no automated political call without a consent that names who and when. */
import type { EpochMs } from '../../base/units.ts'
import type { Slot } from '../../contacts/consent.ts'
import { day } from '../civilDate.ts'
import { allowed, allowedUntil, type DialCase, type DialRule, refused } from '../rule.ts'
import { both, exactInstant, sayInstant } from '../say.ts'
import { slotWindows } from '../slotWindows.ts'
import type { Place } from '../territory.ts'
import { unknownClock, unknownConsents, unknownZone } from '../unknownFacts.ts'
import type { RuleAnswer, Said } from '../verdict.ts'
import { closedPlace, closesAt, opensAt, type Windows } from '../windows.ts'

const source = 'cnil.fr/fr/elections/la-prospection-politique-par-automate-dappel-rappel-des-regles'
/** Délibération 2012-020 of 26 January 2012 said it first. */
const inForce = { from: day('2012-01-26') }

export const consentToAutomate: DialRule = {
  id: 'fr.CNIL-automate',
  title: both('Consent to automated calls', 'Consentement à l’automate d’appel'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'CNIL',
    article: 'La prospection politique par automate d’appel : rappel des règles (al. 3 et 6)',
    from: '2017-04-21',
    confidence: 'V',
    source,
  },
  quote: {
    words:
      'recueillir, avant tout appel, le consentement (système dit « opt-in ») des intéressés à être ' +
      'prospectés à des fins politiques par automate d’appel. […] Aucune exception au principe de ' +
      'recueil du consentement préalable des intéressés ne peut être invoquée par les partis ' +
      'politiques, élus ou candidats.',
    exact: true,
  },
  does: both(
    'Refuses without a live consent of this person to this controller for the channel ' +
      '“automate”: the latest entry wins, an expired wording is no consent. CPCE L. 34-5 asks ' +
      'the same of commercial calls.',
    'Refuse sans accord en vigueur de cette personne envers ce responsable pour le canal « ' +
      'automate » : la dernière écriture l’emporte, un texte périmé ne vaut pas accord. Le ' +
      'CPCE L. 34-5 demande la même chose aux appels commerciaux.',
  ),
  inForce,
  appliesTo: ({ channel }) => channel === 'automate',
  check({ consent, facts, now, whereabouts }) {
    switch (consent.is) {
      case 'unknown':
        return unknownConsents
      case 'live': {
        return allowedUntil(consent.entry.wordingExpiredAt)
      }
      case 'none':
        return notConsented('no entry for this controller and channel', facts.controller, noConsent)
      case 'withdrawn':
        return notConsented('consent withdrawn', facts.controller, noConsent)
      case 'wordingExpired': {
        const place = whereabouts.places[0]
        const when = place ? sayInstant(place, consent.expiredAt, now) : undefined
        const at = place ? exactInstant(place, consent.expiredAt) : String(consent.expiredAt)
        return notConsented(`wording expired at ${at}`, facts.controller, {
          en:
            `The wording this person agreed to has expired${when ? ` (${when.en})` : ''}. Ask ` +
            'for their consent again.',
          fr:
            'Le texte que cette personne a accepté n’a plus ' +
            `cours${when ? ` (${when.fr})` : ''}. Demandez-lui un nouvel accord.`,
        })
      }
    }
  },
}

export const consentSlot: DialRule = {
  id: 'fr.CNIL-slot',
  title: both('The time slot consented to', 'La plage horaire acceptée'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'CNIL',
    article: 'La prospection politique par automate d’appel : rappel des règles (al. 4)',
    from: '2017-04-21',
    confidence: 'V',
    source,
  },
  quote: {
    words: 'ce consentement doit en outre porter sur la plage horaire précise des appels.',
    exact: true,
  },
  does: both(
    'Refuses outside the slots of the live consent, in the callee’s local time (half-open: ' +
      'the first instant is in, the last one out), and when no slot was named.',
    'Refuse hors des plages de l’accord en vigueur, à l’heure locale de la personne (le ' +
      'premier instant est dedans, le dernier dehors), et quand aucune plage n’a été nommée.',
  ),
  inForce,
  appliesTo: ({ channel }) => channel === 'automate',
  check(call) {
    const { consent, whereabouts, now } = call
    if (consent.is === 'unknown') return unknownConsents
    // Without a live consent there is no slot to keep: the rule above refuses.
    if (consent.is !== 'live') return allowed
    const slots = consent.entry.slots ?? []
    if (slots.length === 0) return noSlot()
    if (whereabouts.places.length === 0) {
      return whereabouts.lacksZone ? unknownZone : unknownClock
    }
    const windows = slotWindows(slots)
    const closed = closedPlace(windows, whereabouts.places, now)
    if (!closed) return allowedUntil(closesAt(windows, whereabouts.places, now))
    return outsideSlots(call, closed, slots, windows)
  },
}

const noConsent: Said = both(
  'No recorded consent for an automated call. An automated system may not call this number.',
  'Aucun accord enregistré pour un appel automatique. Un automate ne peut pas appeler ce numéro.',
)

function notConsented(measured: string, controller: string, reason: Said): RuleAnswer {
  const limit = `a live consent naming “${controller}” and the channel automate`
  return refused(() => ({ measured, limit, reason }))
}

function noSlot(): RuleAnswer {
  return refused(() => ({
    measured: 'no slot named',
    limit: 'a consent naming the slots',
    reason: both(
      'This person’s consent names no time slot. Ask them which hours suit them.',
      'L’accord de cette personne ne nomme aucune plage horaire. Demandez-lui ses heures.',
    ),
  }))
}

function outsideSlots(
  { whereabouts, now }: DialCase,
  place: Place,
  slots: readonly Slot[],
  windows: Windows,
): RuleAnswer {
  const notBefore = opensAt(windows, whereabouts.places, now)
  return refused(
    () => ({
      measured: exactInstant(place, now),
      limit: slots.map(({ days, from, to }) => `days ${days.join(',')} ${from}–${to}`).join('; '),
      reason: sayOutside(place, now, notBefore),
    }),
    notBefore,
  )
}

function sayOutside(place: Place, now: EpochMs, opening: EpochMs | undefined): Said {
  const here = sayInstant(place, now, now)
  const outside = both(
    `It is ${here.en} ${place.clock.en}, outside the slots this person agreed to`,
    `Il est ${here.fr} ${place.clock.fr}, hors des plages que cette personne a acceptées`,
  )
  if (opening === undefined) {
    return both(
      `${outside.en}, and none is common to all the places they may be in.`,
      `${outside.fr}, et aucune n’est commune à tous les lieux où elle peut être.`,
    )
  }
  const next = sayInstant(place, opening, now)
  return both(
    `${outside.en}. Next slot: ${next.en}.`,
    `${outside.fr}. Prochaine plage\u202f: ${next.fr}.`,
  )
}
