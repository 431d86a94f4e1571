/** CNIL, automated calls: who calls is said at once, and how to object from the start of the message. */
import { type Ms, ms } from '../../base/units.ts'
import { type CivilDay, day } from '../civilDate.ts'
import {
  firstSaid,
  inEachVersion,
  milliseconds,
  namesOfVersion,
  passed,
  refusedGate,
} from '../gate.ts'
import { numbersIn } from '../numberTariff.ts'
import { spokenDigitsIn } from '../numberWords.ts'
import { names } from '../plainText.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'

/** In force before any of our campaigns: replays of 2017 and 2020 are judged by it too. */
const since = day('2012-01-26')
const identityWithinMs: Dated<number> = [
  { from: since, value: 5000, text: 'our choice (D): CNIL says « dès le début »' },
]
const objectionWithinMs: Dated<number> = [
  { from: since, value: 12_000, text: 'our choice (D): CNIL says « dès le début du message »' },
]

/** By when each must have been fully said on this day: what a page draws is what the gates ask. */
export const clocksOn = (
  legalDay: CivilDay,
): { readonly identityWithinMs: Ms; readonly objectionWithinMs: Ms } => ({
  identityWithinMs: ms(valueOn(identityWithinMs, legalDay) ?? 0),
  objectionWithinMs: ms(valueOn(objectionWithinMs, legalDay) ?? 0),
})

const text = {
  code: 'CNIL, prospection politique par automate d’appel',
  article: 'rappel des règles du 21 avril 2017 ; délibération 2012-020',
  from: '2012-01-26',
  confidence: 'V',
  source:
    'cnil.fr/fr/elections/la-prospection-politique-par-automate-dappel-rappel-des-regles; the ' +
    'numbers of seconds are our choice (D)',
} as const

export const identityAtOnce: GateRule = {
  id: 'fr.CNIL-identity',
  title: both('Who calls, within five seconds', 'Qui appelle, en cinq secondes'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text,
  quote: {
    words:
      'Le message préenregistré doit comporter l’ensemble des mentions relatives à la protection des ' +
      'données, à commencer par l’identité de celui pour le compte de qui l’appel est passé.',
    exact: false,
  },
  does: both(
    'Refuses a launch unless on whose behalf the call is made has been fully said 5 s after the ' +
      'answer, silence included, in each version that can be heard.',
    'Refuse le lancement si l’identité de celui pour qui l’on appelle n’a pas été dite en entier 5 s ' +
      'après le décroché, silence compris, dans chaque version qui peut être entendue.',
  ),
  inForce: { from: since },
  parameters: { identityWithinMs },
  appliesTo: () => true,
  check({ facts, legalDay }) {
    const limit = valueOn(identityWithinMs, legalDay) ?? 0
    return inEachVersion(facts, (segments, version) => {
      const { en, fr } = namesOfVersion[version]
      const identity = firstSaid(segments, 'identity')
      const late = spokenBy(identity, limit, version)
      if (late) {
        return refusedGate(
          late,
          `fully spoken by ${milliseconds(limit)}`,
          both(
            `In ${en}, say on whose behalf you call within ${limit / 1000} seconds of the answer.`,
            `Dans ${fr}, dites pour qui vous appelez dans les ${limit / 1000} secondes du décroché.`,
          ),
        )
      }
      if (identity && names(identity.text, facts.controller)) {
        return passed(endOf(identity, version), `fully spoken by ${milliseconds(limit)}`)
      }
      return refusedGate(
        `${version}: “${identity?.text}”`,
        `the words “${facts.controller}”`,
        both(
          `In ${en}, the first words do not name ${facts.controller}, on whose behalf you call.`,
          `Dans ${fr}, les premiers mots ne nomment pas ${facts.controller}, pour qui vous appelez.`,
        ),
      )
    })
  },
}

export const objectionAtStart: GateRule = {
  id: 'fr.CNIL-objection',
  title: both('How to object, within twelve seconds', 'Comment s’opposer, en douze secondes'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text,
  quote: {
    words:
      'Les personnes doivent être informées, dès le début du message, de la possibilité de s’opposer ' +
      'et des moyens de le faire.',
    exact: false,
  },
  does: both(
    'Refuses a launch unless the key that objects (on a voicemail: the number to ring) has been ' +
      'fully said 12 s after the answer, silence included, in each version that can be heard.',
    'Refuse le lancement si la touche d’opposition (sur un répondeur : le numéro à rappeler) n’a pas ' +
      'été dite en entier 12 s après le décroché, silence compris, dans chaque version qui peut ' +
      'être entendue.',
  ),
  inForce: { from: since },
  parameters: { objectionWithinMs },
  appliesTo: () => true,
  check({ facts, legalDay }) {
    const limit = valueOn(objectionWithinMs, legalDay) ?? 0
    const key = facts.objectionKey ?? usualObjectionKey
    return inEachVersion(facts, (segments, version) => {
      const { en, fr } = namesOfVersion[version]
      const objection = firstSaid(segments, 'objection')
      const late = spokenBy(objection, limit, version)
      if (late) {
        return refusedGate(
          late,
          `fully spoken by ${milliseconds(limit)}`,
          both(
            `In ${en}, say how to object within ${limit / 1000} seconds of the answer.`,
            `Dans ${fr}, dites comment s’opposer dans les ${limit / 1000} secondes du décroché.`,
          ),
        )
      }
      const words = objection?.text ?? ''
      const how = version === 'voicemail' ? saysNumber(words) : saysKey(words, key)
      if (objection && how) {
        return passed(endOf(objection, version), `fully spoken by ${milliseconds(limit)}`)
      }
      return refusedGate(
        `${version}: “${words}”`,
        version === 'voicemail' ? 'a number to ring' : `the key ${key}`,
        version === 'voicemail'
          ? both(
              'A voicemail has no keys: its objection must say a number to ring.',
              'Un répondeur n’a pas de touches\u202f: l’opposition doit y dire un numéro à rappeler.',
            )
          : both(
              `In ${en}, the objection does not say key ${key}, the one that objects.`,
              `Dans ${fr}, l’opposition ne dit pas la touche ${key}, celle qui s’oppose.`,
            ),
      )
    })
  },
}

type Said = NonNullable<ReturnType<typeof firstSaid>>

/** What is wrong with its time; undefined when it has been fully spoken by the limit. */
function spokenBy(said: Said | undefined, limitMs: number, version: string): string | undefined {
  if (!said) return `${version}: never said`
  return said.endsAtMs <= limitMs ? undefined : endOf(said, version)
}

const endOf = ({ endsAtMs }: Said, version: string): string =>
  `${version}: ${milliseconds(endsAtMs)}`

const usualObjectionKey = '9'

const saysKey = (words: string, key: string): boolean =>
  spokenDigitsIn(words).some(({ readings }) => readings.some((groups) => groups.includes(key)))

const saysNumber = (words: string): boolean => numbersIn(words).length > 0
