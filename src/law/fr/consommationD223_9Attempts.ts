/** Code conso. D223-9, al. 3: how often one person may be tried. Calls *or attempts* count. */

import { type EpochMs, epochMs } from '../../base/units.ts'
import { localDay, midnightOf } from '../calendar.ts'
import { addDays, day, dayMs } from '../civilDate.ts'
import type { CallFacts } from '../facts.ts'
import { allowed, type Dated, type DialCase, type DialRule, refused, valueOn } from '../rule.ts'
import { both, sayInstant } from '../say.ts'
import { type Place, placesIn } from '../territory.ts'
import { unknownAttempts } from '../unknownFacts.ts'
import type { RuleAnswer } from '../verdict.ts'
import { textD223_9 } from './consommationD223_9.ts'

const from = day('2023-03-01')
const attemptsMax: Dated<number> = [{ from, value: 4, text: 'D223-9 al. 3' }]
const periodDays: Dated<number> = [{ from, value: 30, text: 'D223-9 al. 3' }]
const attemptsMaxInCampaign: Dated<number> = [
  { from: day('1970-01-01'), value: 2, text: 'our choice (D), stricter than D223-9 al. 3' },
]

export const attemptsInPeriod: DialRule = {
  id: 'fr.D223-9-attempts',
  title: both('Attempts in 30 days', 'Tentatives en 30 jours'),
  level: 'hard',
  phase: 'dial',
  text: { ...textD223_9, article: 'D223-9, al. 3' },
  quote: {
    words:
      'Il est interdit à un même professionnel […] de démarcher ou de tenter de démarcher ' +
      'téléphoniquement un même consommateur plus de quatre fois au cours d’une période de trente ' +
      'jours calendaires.',
    exact: true,
  },
  does: both(
    'Counts the attempts to the person on any of their numbers, in the last 30 × 24 h and in ' +
      'the last 30 calendar days of the place they live in, whichever holds more, and refuses ' +
      'the fifth. (After a refusal the text asks for 60 days of silence; an objection is for ' +
      'ever here.)',
    'Compte les tentatives vers la personne, tous numéros confondus, sur les dernières 30 × ' +
      '24 h et sur les 30 derniers jours calendaires du lieu où elle vit, en retenant le plus ' +
      'grand nombre, et refuse la cinquième. (Après un refus le texte veut 60 jours de silence ' +
      '; ici l’opposition est définitive.)',
  ),
  inForce: { from },
  parameters: { attemptsMax, periodDays },
  appliesTo: () => true,
  check(call) {
    const { attempts } = call.facts
    if (!attempts) return unknownAttempts
    const limit = valueOn(attemptsMax, call.legalDay) ?? 0
    if (attempts.length < limit) return allowed
    const days = valueOn(periodDays, call.legalDay) ?? 0
    const ends = attempts
      .map(({ at }) => forgottenAt(at, days, call))
      .filter((end) => end > call.now)
    if (ends.length < limit) return allowed
    // The cap frees when one less than the limit still count: the (n − limit + 1)th to be forgotten.
    const notBefore = ends.sort((a, b) => a - b)[ends.length - limit] as EpochMs
    return tooMany(ends.length, limit, days, notBefore, call)
  },
}

export const attemptsInCampaign: DialRule = {
  id: 'fr.attempts-campaign',
  title: both('Attempts in one campaign', 'Tentatives dans une campagne'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Portevoix',
    article: 'attempts cap',
    from: '2026-11-22',
    confidence: 'D',
    source: 'docs/law.md',
  },
  quote: {
    words: 'Deux tentatives par personne et par campagne, tous numéros confondus.',
    exact: false,
  },
  does: both(
    'Refuses the third attempt in a campaign, or an earlier one when the campaign asks for ' +
      'fewer: caps take the minimum.',
    'Refuse la troisième tentative dans une campagne, ou plus tôt si la campagne en veut ' +
      'moins : le plafond le plus bas l’emporte.',
  ),
  inForce: { from: day('1970-01-01') },
  parameters: { attemptsMaxInCampaign },
  appliesTo: () => true,
  check({ facts, legalDay }) {
    if (!facts.attempts) return unknownAttempts
    const own = valueOn(attemptsMaxInCampaign, legalDay) ?? 0
    const limit = Math.min(own, facts.maxAttempts ?? own)
    const count = countThisCampaign(facts.attempts)
    if (count < limit) return allowed
    const times = count === 1 ? both('once', '1 fois') : both(`${count} times`, `${count} fois`)
    return refused(() => ({
      measured: `${count} attempts in this campaign`,
      limit: `fewer than ${limit}`,
      reason: both(
        `This person was already called ${times.en} in this campaign, on any of their ` +
          'numbers: that is the limit.',
        `Cette personne a déjà été appelée ${times.fr} dans cette campagne, tous numéros ` +
          'confondus\u202f: c’est la limite.',
      ),
    }))
  },
}

function countThisCampaign(attempts: NonNullable<CallFacts['attempts']>): number {
  let count = 0
  for (const { thisCampaign } of attempts) if (thisCampaign) count += 1
  return count
}

/** The first instant at which an attempt counts no more: by 30 × 24 h and by the calendar of every place. */
function forgottenAt(at: EpochMs, days: number, { whereabouts }: DialCase): EpochMs {
  let end = at + days * dayMs
  const places = whereabouts.places.length > 0 ? whereabouts.places : everywhere
  for (const { zone } of places) {
    end = Math.max(end, midnightOf(zone, addDays(localDay(zone, at), days)))
  }
  return epochMs(end)
}

/** When nothing tells where the person is, the calendar of every territory counts. */
const everywhere: readonly Place[] = Object.values(placesIn).flat()

function tooMany(
  count: number,
  limit: number,
  days: number,
  notBefore: EpochMs,
  { whereabouts, now }: DialCase,
): RuleAnswer {
  const place = whereabouts.places[0] ?? (everywhere[0] as Place)
  return refused(() => {
    const again = sayInstant(place, notBefore, now)
    return {
      measured: `${count} attempts in ${days} days`,
      limit: `fewer than ${limit}`,
      reason: both(
        `This person was already called ${count} times in ${days} days, on any of their ` +
          `numbers: the limit is ${limit}. Earliest next call: ${again.en}.`,
        `Cette personne a déjà été appelée ${count} fois en ${days} jours, tous numéros ` +
          `confondus\u202f: la limite est ${limit}. Prochain appel au plus tôt\u202f: ` +
          `${again.fr}.`,
      ),
    }
  }, notBefore)
}
