/** What gates say in the same way: passed with what was measured, refused with what would pass. */
import type { SpokenSegment, VersionName } from '../campaign/voiceMessage.ts'
import type { LaunchFacts } from './launchFacts.ts'
import { refused } from './rule.ts'
import { both } from './say.ts'
import type { RuleAnswer, Said } from './verdict.ts'

export const passed = (measured: string, limit: string): RuleAnswer => ({
  is: 'allowed',
  found: { measured, limit },
})

export const refusedGate = (measured: string, limit: string, reason: Said): RuleAnswer =>
  refused(() => ({ measured, limit, reason }))

export const notDeclared = (missing: string, en: string, fr: string): RuleAnswer => ({
  is: 'unknown',
  missing,
  reason: both(en, fr),
})

/** An election is the matter, or may be: then the electoral code speaks. */
export const isElectoral = ({ purpose, election }: LaunchFacts): boolean =>
  purpose === 'electoral' && election !== null

/** The live one, those a declaration makes heard, and those that were recorded. */
export function versionsHeard(facts: LaunchFacts): readonly VersionName[] {
  const { heard, legalFile, leavesVoicemail } = facts
  return [
    'live',
    ...(leavesVoicemail || heard.voicemail ? (['voicemail'] as const) : []),
    ...(legalFile.callbackNumber !== undefined || heard.callback ? (['callback'] as const) : []),
  ]
}

export const namesOfVersion: Readonly<Record<VersionName, Said>> = {
  live: both('the call', 'l’appel'),
  voicemail: both('the voicemail', 'le message de répondeur'),
  callback: both('the line that is rung back', 'la ligne de rappel'),
}

/**
 * Asks the same of every version that can be heard. The first that refuses is the answer; a version of
 * which nothing is declared is an unknown fact.
 */
export function inEachVersion(
  facts: LaunchFacts,
  check: (segments: readonly SpokenSegment[], version: VersionName) => RuleAnswer,
): RuleAnswer {
  const answers = versionsHeard(facts).map((version) => {
    const segments = facts.heard[version] ?? []
    return segments.length > 0 ? check(segments, version) : unknownWords(version)
  })
  const wrong =
    answers.find(({ is }) => is === 'refused') ?? answers.find(({ is }) => is !== 'allowed')
  if (wrong) return wrong
  const found = answers.flatMap((answer) => (answer.is === 'allowed' ? (answer.found ?? []) : []))
  return passed(found.map(({ measured }) => measured).join('; '), found[0]?.limit ?? '')
}

function unknownWords(version: VersionName): RuleAnswer {
  const { en, fr } = namesOfVersion[version]
  return notDeclared(
    `heard.${version}`,
    `We do not know what ${en} says: record it and declare its words (campaign message --script).`,
    `Nous ne savons pas ce que dit ${fr}\u202f: enregistrez-le et déclarez ses paroles ` +
      '(campaign message --script).',
  )
}

/** The first words of this role, up to where something else is said: text, and by when it was said. */
export function firstSaid(
  segments: readonly SpokenSegment[],
  role: SpokenSegment['role'],
): { readonly text: string; readonly endsAtMs: number } | undefined {
  const from = segments.findIndex((segment) => segment.role === role)
  if (from === -1) return undefined
  const rest = segments.slice(from)
  const length = rest.findIndex((segment) => segment.role !== role)
  const run = length === -1 ? rest : rest.slice(0, length)
  return {
    text: run.map(({ text }) => text).join(' '),
    endsAtMs: Math.max(...run.map(({ endsAtMs }) => endsAtMs)),
  }
}

/** The texts of this role that have been fully spoken by then, in one. */
export const saidBy = (
  segments: readonly SpokenSegment[],
  role: SpokenSegment['role'],
  byMs: number,
): string =>
  segments
    .filter((segment) => segment.role === role && segment.endsAtMs <= byMs)
    .map(({ text }) => text)
    .join(' ')

export const milliseconds = (duration: number): string => `${duration} ms`
