/** How many clips of each kind a split has, and how each is made from its own seed. */
import { type Random, randomFrom, seedOf } from '../../src/base/random.ts'
import {
  announcementAfterTones,
  greetings,
  machineGreets,
  machineOnlyBeeps,
  onlyTone,
} from './machines.ts'
import {
  answers,
  personAfterRingback,
  personAnswers,
  personBreathes,
  personIsSilent,
} from './people.ts'
import type { Kit, Scene } from './scene.ts'
import type { Split } from './voices.ts'

const answerCounts: Readonly<Record<string, number>> = {
  ...{ allo: 120, oui: 50, name: 55, longAnswer: 110, shop: 75, late: 65, child: 40 },
  ...{ talksOver: 65, twoPeople: 50, background: 75 },
}
const greetingCounts: Readonly<Record<string, number>> = {
  ...{ operator: 140, operatorNumber: 60, privateLong: 130, privateShort: 85, privateMusic: 45 },
  ...{ musicFirst: 25, family: 45, childGreeting: 30, company: 75, pauses: 60, lateGreeting: 40 },
  ...{ noBeep: 25, prank: 15, fullMailbox: 30, screening: 100, announcement: 25 },
}

interface Kind {
  readonly name: string
  readonly count: number
  make(kit: Kit): Promise<Scene>
}

export const kinds: readonly Kind[] = [
  ...Object.entries(answerCounts).map(([name, count]) => ({
    ...{ name, count },
    make: (kit: Kit) => personAnswers(kit, answers[name] as (typeof answers)[string]),
  })),
  { name: 'breath', count: 30, make: personBreathes },
  { name: 'silent', count: 20, make: (kit) => personIsSilent(kit, 'silent') },
  { name: 'noiseOnly', count: 20, make: (kit) => personIsSilent(kit, 'noiseOnly') },
  { name: 'ringbackThenHuman', count: 15, make: personAfterRingback },
  ...Object.entries(greetingCounts).map(([name, count]) => ({
    ...{ name, count },
    make: (kit: Kit) => machineGreets(kit, greetings[name] as (typeof greetings)[string]),
  })),
  { name: 'beepOnly', count: 30, make: machineOnlyBeeps },
  { name: 'sitThenAnnouncement', count: 35, make: announcementAfterTones },
  { name: 'faxCalling', count: 30, make: (kit) => onlyTone(kit, 'faxCalling') },
  { name: 'faxAnswering', count: 30, make: (kit) => onlyTone(kit, 'faxAnswering') },
  { name: 'ringback', count: 25, make: (kit) => onlyTone(kit, 'ringback') },
  { name: 'busy', count: 15, make: (kit) => onlyTone(kit, 'busy') },
  { name: 'congestion', count: 10, make: (kit) => onlyTone(kit, 'congestion') },
]

export interface Planned {
  readonly kind: Kind
  readonly file: string
  readonly seed: number
}

/** `share` of all clips, of a kind so many times that as `often` says, at least one of each. */
export function planOf(
  split: Split,
  seed: number,
  share: number,
  often: Readonly<Record<string, number>> = {},
): readonly Planned[] {
  const countOf = ({ name, count }: Kind): number =>
    Math.max(1, Math.round(count * share * (often[name] ?? 1)))
  return kinds.flatMap((kind) =>
    Array.from({ length: countOf(kind) }, (_, index) => ({
      kind,
      file: `${kind.name}-${String(index + 1).padStart(3, '0')}.wav`,
      seed: seedOf(seed, split, kind.name, String(index)),
    })),
  )
}

export const randomOf = ({ seed }: Planned): Random => randomFrom(seed)
