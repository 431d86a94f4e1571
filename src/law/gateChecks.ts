/** What the gates of several countries ask of a recording: who calls first, the way out soon after, a number. */
import type { VersionName } from '../campaign/voiceMessage.ts'
import { inEachVersion, namesOfVersion, passed, refusedGate } from './gate.ts'
import type { LaunchFacts } from './launchFacts.ts'
import { both } from './say.ts'
import type { RuleAnswer } from './verdict.ts'

/** Every version heard begins by saying who calls. */
export function identityFirst(facts: LaunchFacts): RuleAnswer {
  const limit = 'begins with the identity'
  return inEachVersion(facts, (segments, version) => {
    const first = [...segments].sort((a, b) => a.startsAtMs - b.startsAtMs)[0]
    if (first?.role === 'identity') return passed(`${version}: the identity first`, limit)
    const { en, fr } = namesOfVersion[version]
    return refusedGate(
      `${version}: begins with ${first?.role ?? 'nothing'}`,
      limit,
      both(
        `Whoever hears ${en} is not told first who is calling.`,
        `Qui entend ${fr} n’apprend pas d’abord qui appelle.`,
      ),
    )
  })
}

/** Where a key can be pressed: the way to object begins no later than this after the identity was said. */
export function objectionWithin(facts: LaunchFacts, withinMs: number): RuleAnswer {
  const limit = `${withinMs} ms after the identity`
  return inEachVersion(facts, (segments, version) => {
    if (!hasKeys.includes(version)) return passed(`${version}: no key there`, limit)
    const identity = segments.find(({ role }) => role === 'identity')
    const objection = segments.find(({ role }) => role === 'objection')
    const gap = identity && objection ? objection.startsAtMs - identity.endsAtMs : undefined
    const measured = `${version}: ${gap === undefined ? 'not offered' : `${gap} ms after it`}`
    if (gap !== undefined && gap <= withinMs) return passed(measured, limit)
    const { en, fr } = namesOfVersion[version]
    return refusedGate(
      measured,
      limit,
      both(
        `Whoever hears ${en} is offered the way out too late after being told who calls.`,
        `Qui entend ${fr} se voit offrir le refus trop tard après avoir appris qui appelle.`,
      ),
    )
  })
}

const hasKeys: readonly VersionName[] = ['live', 'callback']

/** The numbers a person who listens is given. */
export const numbersGiven = ({ legalFile }: LaunchFacts): readonly string[] => [
  ...(legalFile.spokenNumbers ?? []),
  ...(legalFile.callbackNumber === undefined ? [] : [legalFile.callbackNumber]),
]

/** At least one number is given to reach whoever calls, and none of a family that costs more. */
export function numberGiven(facts: LaunchFacts, tooDear: RegExp): RuleAnswer {
  const limit = 'a number spoken, at no more than the ordinary tariff'
  const numbers = numbersGiven(facts)
  const dear = numbers.filter((number) => tooDear.test(number.replace(/[\s.\-()]/g, '')))
  if (numbers.length > 0 && dear.length === 0) return passed(numbers.join(', '), limit)
  return refusedGate(
    dear.join(', ') || 'no number declared as spoken',
    limit,
    both(
      'The recording must speak a number at which whoever calls is reached, at no special price.',
      'L’enregistrement doit donner un numéro où joindre l’appelant, sans surtaxe.',
    ),
  )
}
