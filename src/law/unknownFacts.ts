/** What rules say when a fact is missing: which one, and what to do. Doubt refuses. */
import { both } from './say.ts'
import type { Said, Unknown } from './verdict.ts'

const unknown = (missing: string, en: string, fr: string): Unknown => ({
  is: 'unknown',
  missing,
  reason: both(
    `${en} When in doubt, we do not call.`,
    `${fr} Dans le doute, nous n’appelons pas.`,
  ) satisfies Said,
})

export const unknownSuppressions = unknown(
  'suppressions',
  'We do not know whether this person objected: give the suppression list, even empty.',
  'Nous ne savons pas si cette personne s’est opposée\u202f: donnez la liste des ' +
    'oppositions, même vide.',
)
export const unknownConsents = unknown(
  'consents',
  'We do not know what this person agreed to: give the consent ledger, even empty.',
  'Nous ne savons pas ce que cette personne a accepté\u202f: donnez le registre des accords, ' +
    'même vide.',
)
export const unknownBloctel = unknown(
  'bloctel',
  'We do not know whether this person is on the list of opposition to canvassing: check it.',
  'Nous ne savons pas si cette personne est sur la liste d’opposition au démarchage\u202f: ' +
    'vérifiez-le.',
)
export const unknownAttempts = unknown(
  'attempts',
  'We do not know how often this person was called: give the earlier attempts, even none.',
  'Nous ne savons pas combien de fois cette personne a été appelée\u202f: donnez les appels ' +
    'déjà tentés, même aucun.',
)
export const unknownClock = unknown(
  'callee.insee',
  'We do not know what time it is where this person lives: add their commune.',
  'Nous ne savons pas quelle heure il est chez cette personne\u202f: ajoutez sa commune.',
)
export const unknownResidence = unknown(
  'callee.insee',
  'We do not know where this person votes: add their commune.',
  'Nous ne savons pas où vote cette personne\u202f: ajoutez sa commune.',
)
export const unknownZone = unknown(
  'callee.zone',
  'This person lives abroad, but we do not know by which clock: add its zone.',
  'Cette personne vit à l’étranger, mais nous ne savons pas à quelle heure\u202f: ajoutez son fuseau.',
)
export const unknownLine = unknown(
  'callee.line',
  'We do not know whether this number is a mobile or a landline: say which.',
  'Nous ne savons pas si ce numéro est un mobile ou un fixe\u202f: dites lequel.',
)
export const unknownLocalTime = unknown(
  'callee.zone',
  'We do not know what time it is where this person is: add their time zone.',
  'Nous ne savons pas quelle heure il est chez cette personne\u202f: ajoutez son fuseau.',
)
export const unknownElection = unknown(
  'election',
  'We do not know which election this campaign is about: give it, or say that there is none.',
  'Nous ne savons pas quelle élection concerne cette campagne\u202f: indiquez-la, ou dites ' +
    'qu’il n’y en a pas.',
)
export const unknownPollDays = unknown(
  'election.rounds',
  'We do not know when this election is held: give the polling day of each round.',
  'Nous ne savons pas quand a lieu cette élection\u202f: donnez le jour de chaque tour.',
)
export const unknownCallerId = unknown(
  'callerId',
  'We do not know which number will be shown: choose one.',
  'Nous ne savons pas quel numéro s’affichera\u202f: choisissez-en un.',
)

/** In this order: what a missing commune means is said of the vote before it is said of the clock. */
const all: readonly Unknown[] = [
  ...[unknownSuppressions, unknownConsents, unknownBloctel, unknownAttempts],
  ...[unknownResidence, unknownClock, unknownZone, unknownLocalTime, unknownLine],
  ...[unknownElection, unknownPollDays, unknownCallerId],
]

/** The sentence for a fact of which only the name was stored. */
export function sentenceOfUnknown(missing: string): Said {
  const found = all.find((each) => each.missing === missing)
  return (
    found?.reason ??
    both(
      'A fact about this call is missing. When in doubt, we do not call.',
      'Une information manque sur cet appel. Dans le doute, nous n’appelons pas.',
    )
  )
}
