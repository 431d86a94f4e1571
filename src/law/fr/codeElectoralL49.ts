/** Code électoral L49, 3°: silence from the eve of the vote on, where the person votes. */
import type { EpochMs } from '../../base/units.ts'
import { day } from '../civilDate.ts'
import {
  type Freeze,
  freezeAt,
  freezesAnywhere,
  freezesFor,
  isDated,
  nextFreezeAt,
  thawsAt,
} from '../electionFreeze.ts'
import {
  allowed,
  allowedUntil,
  type Dated,
  type DialCase,
  type DialRule,
  refused,
} from '../rule.ts'
import { both, exactInstant, sayDay, sayDayAndHour } from '../say.ts'
import type { VotingTerritory } from '../territory.ts'
import { unknownElection, unknownPollDays, unknownResidence, unknownZone } from '../unknownFacts.ts'
import type { Refused, Said } from '../verdict.ts'

/** After ringing and talking as long as they may, calls have this long to be gone. */
export const freezeMarginMs = 60_000
const freezeMargin: Dated<string> = [
  { from: day('2011-04-20'), value: `${freezeMarginMs} ms`, text: 'our choice (D)' },
]

/**
 * Where a presidential election is held on the Saturday (loi 62-1292 ; Conseil constitutionnel, quoted by
 * rtl.fr 7900147235: V2). A property of each election, which names them; here for who writes one.
 */
export const saturdayTerritories: readonly VotingTerritory[] = [
  ...(['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF', 'ABROAD_AMERICAS'] as const),
]

export const electionEve: DialRule = {
  id: 'fr.L49-3',
  title: both('Eve of the vote', 'Veille du scrutin'),
  level: 'hard',
  phase: 'dial',
  text: {
    code: 'Code électoral',
    article: 'L49, 3°',
    from: '2020-06-30',
    confidence: 'V',
    source: 'doctrine.fr LEGIARTI000006353094 (loi 2019-1269 art. 7)',
  },
  quote: {
    words:
      'A partir de la veille du scrutin à zéro heure, il est interdit de : […] 3° Procéder, par un ' +
      'système automatisé ou non, à l’appel téléphonique en série des électeurs afin de les inciter ' +
      'à voter pour un candidat',
    exact: true,
  },
  does: both(
    'Refuses from 00:00 of the eve, in the zone of each place the person may vote in, less ' +
      'the longest ringing and talking and one minute (D), so that no call is live at 00:00. ' +
      'Ends at the later of 00:00 the day after and 20:00 in Paris on the general polling day; ' +
      'between two rounds not before Monday 00:00 (D).',
    'Refuse dès 0 h la veille, à l’heure de chaque lieu où la personne peut voter, moins la ' +
      'sonnerie et l’appel les plus longs et une minute (D), pour qu’aucun appel ne dure ' +
      'encore à 0 h. Finit au plus tard de 0 h le lendemain et de 20 h à Paris le jour du ' +
      'scrutin général ; entre deux tours, pas avant lundi 0 h (D).',
  ),
  // L49-1, of the same words, from 2011 to 2020 (loi 2011-412 art. 5).
  inForce: { from: day('2011-04-20') },
  parameters: { freezeMargin },
  appliesTo: ({ purpose }) => purpose === 'electoral',
  check(call) {
    const { election } = call.facts
    if (election === undefined) return unknownElection
    if (election === null) return allowed
    if (!isDated(election)) return unknownPollDays
    const lead = call.facts.ringTimeoutMs + call.facts.maxTalkMs + freezeMarginMs
    if (call.whereabouts.residence === 'unknown') {
      const missing = call.whereabouts.lacksZone ? unknownZone : unknownResidence
      // Whatever the place turns out to be, the earliest freeze of the election already refuses.
      const anywhere = freezesAnywhere(election)
      const frozen = freezeAt(anywhere, call.now, lead)
      if (!frozen) return missing
      return { ...refusalFor(frozen, anywhere, lead, call), butUnknown: missing }
    }
    const freezes = freezesFor(election, call.whereabouts)
    const frozen = freezeAt(freezes, call.now, lead)
    // “à partir de” includes the instant itself: the lead does too.
    if (!frozen) return allowedUntil(nextFreezeAt(freezes, call.now, lead))
    return refusalFor(frozen, freezes, lead, call)
  },
}

function refusalFor(
  freeze: Freeze,
  freezes: readonly Freeze[],
  lead: number,
  { now, facts }: DialCase,
): Refused {
  const { place, startsAt } = freeze
  const thaw = thawsAt(freezes, now, lead)
  return refused(
    () => ({
      measured: exactInstant(place, now),
      limit:
        `before ${exactInstant(place, startsAt)} less ${lead} ms, or from ` +
        `${exactInstant(place, thaw)} on`,
      reason: sayFrozen(freeze, { now, thaw, decreed: facts.election?.status === 'decreed' }),
    }),
    thaw,
  )
}

interface Freezing {
  readonly now: EpochMs
  readonly thaw: EpochMs
  readonly decreed: boolean
}

function sayFrozen(
  { place, reach, pollDay, startsAt }: Freeze,
  { now, thaw, decreed }: Freezing,
): Said {
  const vote = sayDay(pollDay)
  const eve = sayDayAndHour(place, startsAt, now)
  const again = sayDayAndHour(place, thaw, now)
  // Until the decree of convocation is published the day may still move.
  const sure = decreed
    ? both('', '')
    : both(' (announced, not decreed yet)', ' (annoncé, sans décret encore)')
  const silence =
    now >= startsAt
      ? both(`no calls since ${eve.en}.`, `aucun appel depuis le ${eve.fr}.`)
      : both(
          `a call started now could still be going on ${eve.en}.`,
          `un appel lancé maintenant pourrait durer encore à l’échéance (${eve.fr}).`,
        )
  const what =
    reach === 'national'
      ? both(
          `This campaign keeps one silence for the whole country before the vote of ${vote.en}`,
          `Cette campagne se tait dans tout le pays avant le scrutin du ${vote.fr}`,
        )
      : both(
          `The vote ${place.where.en} is on ${vote.en}`,
          `Scrutin ${place.where.fr} le ${vote.fr}`,
        )
  return both(
    `${what.en}${sure.en}: ${silence.en} Earliest restart: ${again.en}.`,
    `${what.fr}${sure.fr}\u202f: ${silence.fr} Reprise au plus tôt\u202f: ${again.fr}.`,
  )
}
