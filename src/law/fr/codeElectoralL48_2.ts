/** Code électoral L48-2: nothing new so late that the opponents cannot answer. */
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Election } from '../../campaign/election.ts'
import { day } from '../civilDate.ts'
import { type Freeze, freezesAnywhere, isDated } from '../electionFreeze.ts'
import { isElectoral, notDeclared, passed, refusedGate } from '../gate.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both, exactInstant, sayDayAndHour } from '../say.ts'
import { unknownElection, unknownPollDays } from '../unknownFacts.ts'

const polemicHours: Dated<number> = [
  { from: day('2011-04-20'), value: 72, text: 'our choice (D): the text gives no number' },
]
const hourMs = 3_600_000

export const noNewPolemic: GateRule = {
  id: 'fr.L48-2',
  title: both('Nothing new at the last moment', 'Rien de nouveau au dernier moment'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code: 'Code électoral',
    article: 'L48-2',
    from: '2011-04-20',
    confidence: 'V',
    source: 'senat.fr/reglement/pouvoirs_publics32.html; the 72 hours are our choice (D)',
  },
  quote: {
    words:
      'Il est interdit à tout candidat de porter à la connaissance du public un élément nouveau de ' +
      'polémique électorale à un moment tel que ses adversaires n’aient pas la possibilité d’y ' +
      'répondre utilement avant la fin de la campagne électorale.',
    exact: true,
  },
  does: both(
    'In the 72 hours before 00:00 of the eve (in the first territory to fall silent), refuses to ' +
      'launch a recording first used or changed within them until it is attested, for this very ' +
      'recording, that it holds no new polemic element.',
    'Dans les 72 heures avant 0 h la veille (dans le premier territoire à faire silence), refuse de ' +
      'lancer un enregistrement utilisé pour la première fois ou modifié depuis lors tant qu’il n’est ' +
      'pas attesté, pour cet enregistrement même, qu’il ne contient aucun élément nouveau de polémique.',
  ),
  inForce: { from: day('2011-04-20') },
  parameters: { polemicHours },
  appliesTo: isElectoral,
  check({ facts, now, legalDay }) {
    const { election, messageChangedAt, firstUsedAt, messageHash, legalFile } = facts
    if (!election) return unknownElection
    if (!isDated(election)) return unknownPollDays
    const lateMs = (valueOn(polemicHours, legalDay) ?? 0) * hourMs
    const eve = nextEve(election, now)
    if (!eve) return passed('no eve ahead', `${lateMs / hourMs} h before the eve`)
    const from = epochMs(eve.startsAt - lateMs)
    const limit = `first used before ${exactInstant(eve.place, from)}, or attested`
    if (now < from) return passed(exactInstant(eve.place, now), limit)
    if (messageChangedAt === undefined || messageHash === undefined) {
      return notDeclared(
        'messageChangedAt',
        'We do not know since when this recording exists: add it again.',
        'Nous ne savons pas depuis quand cet enregistrement existe\u202f: ajoutez-le de nouveau.',
      )
    }
    // Never used: this launch is the first use. What was used cannot have been changed since.
    const newSince = epochMs(Math.max(messageChangedAt, firstUsedAt ?? now))
    if (newSince < from) return passed(`used since ${exactInstant(eve.place, newSince)}`, limit)
    if (legalFile.reattestation?.messageHash === messageHash) {
      return passed(`attested by ${legalFile.reattestation.by}`, limit)
    }
    const when = sayDayAndHour(eve.place, eve.startsAt, now)
    return refusedGate(
      `first used ${exactInstant(eve.place, newSince)}`,
      limit,
      both(
        `The campaign falls silent on ${when.en}: attest that this recording holds no new polemic ` +
          'element (campaign declare --reattest).',
        `La campagne fait silence le ${when.fr}\u202f: attestez que cet enregistrement ne contient aucun ` +
          'élément nouveau de polémique (campaign declare --reattest).',
      ),
    )
  },
}

/** The next 00:00 of an eve, of any round, in the territory where it comes first. */
function nextEve(election: Election, now: EpochMs): Freeze | undefined {
  const [next] = freezesAnywhere(election)
    .filter(({ reach, startsAt }) => reach === 'local' && startsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt)
  return next
}
