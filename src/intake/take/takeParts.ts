/**
 * A take of the call, cut where its segments say so. The gate is what everybody hears: up to the last
 * segment that says who calls, how to object or which key listens. The goodbye is what follows the
 * content from a segment `closing` on. Between them lies the content.
 */
import { pieceOf } from '../../audio/edits.ts'
import { LEAD_IN_MS, LEAD_OUT_MS } from '../../audio/silence.ts'
import { durationOf, type Sound } from '../../audio/sound.ts'
import { type Ms, ms } from '../../base/units.ts'
import type { SpokenSegment } from '../../campaign/voiceMessage.ts'
import { type DraftRole, type DraftSegment, spokenRole, type Take } from './take.ts'

export interface TakePart {
  readonly sound: Sound
  readonly segments: readonly SpokenSegment[]
}

export interface TakeParts {
  /** null: neither who calls nor how to object is marked. */
  readonly gate: TakePart | null
  readonly content: TakePart | null
  /** null: the shipped goodbye is heard. */
  readonly closing: TakePart | null
  /** No sentence says which key listens: the shipped one is heard. */
  readonly lacksInvitation: boolean
}

const heardByAll: readonly DraftRole[] = ['identity', 'objection', 'invitation']
const ofTheEnd: readonly DraftRole[] = ['closing', 'source']

export function partsOf(take: Take): TakeParts {
  const { segments } = take
  const gateEnds = segments.findLastIndex(({ role }) => heardByAll.includes(role)) + 1
  const tail = segments.slice(gateEnds)
  const isEnd = (place: number): boolean =>
    tail[place]?.role === 'closing' &&
    tail.slice(place).every(({ role }) => ofTheEnd.includes(role))
  const closes = tail.findIndex((_, place) => isEnd(place))
  const contentEnds = closes === -1 ? segments.length : gateEnds + closes
  return {
    gate: partOf(take, 0, gateEnds),
    content: partOf(take, gateEnds, contentEnds),
    closing: partOf(take, contentEnds, segments.length),
    lacksInvitation: !segments.slice(0, gateEnds).some(({ role }) => role === 'invitation'),
  }
}

/** All of it: a voicemail is heard in one. */
export const wholeOf = (take: Take): TakePart | null => partOf(take, 0, take.segments.length)

/** The first part keeps what lies before its words: that silence counts, and is heard. */
function partOf({ sound, segments }: Take, from: number, to: number): TakePart | null {
  const said = segments.slice(from, to)
  const [first, last] = [said[0], said.at(-1)]
  if (!first || !last) return null
  const before = segments[from - 1]?.endsAtMs ?? 0
  const behind = segments[to]?.startsAtMs ?? durationOf(sound)
  const fromMs = from === 0 ? ms(0) : ms(Math.max(before, first.startsAtMs - LEAD_IN_MS))
  const toMs = ms(Math.min(behind, last.endsAtMs + LEAD_OUT_MS))
  return {
    sound: pieceOf(sound, { fromMs, toMs }),
    segments: said.map((segment) => spokenIn(segment, fromMs)),
  }
}

const spokenIn = (segment: DraftSegment, fromMs: Ms): SpokenSegment => ({
  role: spokenRole(segment.role),
  text: segment.text,
  startsAtMs: ms(segment.startsAtMs - fromMs),
  endsAtMs: ms(segment.endsAtMs - fromMs),
})
