/** What the gates of several countries ask of a recording: who calls first, the way out soon after, a number. */
import type { SpokenSegment, VersionName } from '../campaign/voiceMessage.ts'
import { passed } from './gate.ts'
import type { LaunchFacts } from './launchFacts.ts'
import { refused } from './rule.ts'
import { both } from './say.ts'
import type { RuleAnswer } from './verdict.ts'

type Version = readonly [name: VersionName, segments: readonly SpokenSegment[]]

export const versionsHeard = ({ heard }: LaunchFacts): readonly Version[] =>
  Object.entries(heard) as unknown as readonly Version[]

/** Every version heard begins by saying who calls. */
export function identityFirst(facts: LaunchFacts): RuleAnswer {
  const versions = versionsHeard(facts)
  if (versions.length === 0) return nothingDeclared
  for (const [name, segments] of versions) {
    const first = [...segments].sort((a, b) => a.startsAtMs - b.startsAtMs)[0]
    if (first?.role === 'identity') continue
    return refused(() => ({
      measured: `${name}: begins with ${first?.role ?? 'nothing'}`,
      limit: 'begins with the identity',
      reason: both(
        `The ${name} message does not begin by saying who is calling.`,
        `Le message ${name} ne commence pas par dire qui appelle.`,
      ),
    }))
  }
  return passed('the identity first', 'begins with the identity')
}

/** The way to object begins no later than this after the identity was said. */
export function objectionWithin(
  facts: LaunchFacts,
  names: readonly VersionName[],
  withinMs: number,
): RuleAnswer {
  for (const [name, segments] of versionsHeard(facts)) {
    if (!names.includes(name)) continue
    const identity = segments.find(({ role }) => role === 'identity')
    const objection = segments.find(({ role }) => role === 'objection')
    const gap = identity && objection ? objection.startsAtMs - identity.endsAtMs : undefined
    if (gap !== undefined && gap <= withinMs) continue
    return refused(() => ({
      measured:
        gap === undefined ? `${name}: not offered` : `${name}: ${gap} ms after the identity`,
      limit: `${withinMs} ms after the identity`,
      reason: both(
        `The ${name} message offers the way out too late after saying who calls.`,
        `Le message ${name} offre le refus trop tard après avoir dit qui appelle.`,
      ),
    }))
  }
  return passed('the objection key at once', `${withinMs} ms after the identity`)
}

/** The numbers a person who listens is given. */
export const numbersGiven = ({ legalFile }: LaunchFacts): readonly string[] => [
  ...(legalFile.spokenNumbers ?? []),
  ...(legalFile.callbackNumber === undefined ? [] : [legalFile.callbackNumber]),
]

/** At least one number is given to reach whoever calls, and none of a family that costs more. */
export function numberGiven(facts: LaunchFacts, tooDear: RegExp): RuleAnswer {
  const numbers = numbersGiven(facts)
  const dear = numbers.filter((number) => tooDear.test(number))
  const limit = 'a number spoken, at no more than the ordinary tariff'
  if (numbers.length > 0 && dear.length === 0) return passed(numbers.join(', '), limit)
  return refused(() => ({
    measured: dear.join(', ') || 'no number declared as spoken',
    limit,
    reason: both(
      'The recording must speak a number at which whoever calls is reached, at no special price.',
      'L’enregistrement doit donner un numéro où joindre l’appelant, sans surtaxe.',
    ),
  }))
}

const nothingDeclared = {
  is: 'unknown',
  missing: 'heard',
  reason: both(
    'We do not know what is said in this recording: declare its segments.',
    'Nous ne savons pas ce que dit cet enregistrement\u202f: déclarez ses segments.',
  ),
} as const
