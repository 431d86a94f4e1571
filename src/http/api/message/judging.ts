/**
 * What the law says of a draft as it is: made into the message it would be, then judged by the gates that
 * judge every launch. A repair is offered for a clock that fails only when these gates say that it helps.
 */
import type { EpochMs } from '../../../base/units.ts'
import { type Ms, ms } from '../../../base/units.ts'
import type { Trunk } from '../../../call/trunk.ts'
import type { Campaign } from '../../../campaign/campaign.ts'
import type { LegalFile } from '../../../campaign/legalFile.ts'
import { spokenVersions, type VoiceMessage } from '../../../campaign/voiceMessage.ts'
import { launchFactsOf } from '../../../engine/launching.ts'
import { heardOf } from '../../../intake/take/recordedOf.ts'
import type { ShippedSounds } from '../../../intake/take/shippedSounds.ts'
import type { Take, TrackName } from '../../../intake/take/take.ts'
import { cutBy, type Repair, repaired } from '../../../intake/take/takeEdits.ts'
import type { OfferedRepair, TakeProblem } from '../../../intake/take/takeProblems.ts'
import { problemWords } from '../../../intake/take/takeWords.ts'
import { localDay, zoneOf } from '../../../law/calendar.ts'
import { clocksOn } from '../../../law/fr/cnilMessage.ts'
import { gatesOfWhatIsHeard } from '../../../law/fr/launchGates.ts'
import { firstSaid } from '../../../law/gate.ts'
import { type GateAnswer, judgeLaunch } from '../../../law/launch.ts'

export type Takes = Readonly<Partial<Record<TrackName, Take>>>

export interface JudgedBy {
  readonly campaign: Campaign
  readonly trunk: Trunk | null
  readonly legalFile: LegalFile
  readonly voiceOrigin: VoiceMessage['voiceOrigin']
  readonly shipped: ShippedSounds
  /** On the campaign's own clock. */
  readonly now: EpochMs
}

const asked = new Set(gatesOfWhatIsHeard.map(({ id }) => id))

/** null: there is nothing yet that could be heard. */
export function gatesOf(takes: Takes, by: JudgedBy): readonly GateAnswer[] | null {
  const recorded = heardOf(takes, by.shipped)
  if (!recorded) return null
  const { campaign, trunk, legalFile, voiceOrigin, now } = by
  const message = { ...recorded, voiceOrigin, version: 0, hash: '', approval: null }
  const answeringMachines = takes.voicemail === undefined ? 'ignore' : 'leaveVoicemail'
  const facts = launchFactsOf(
    { ...campaign, message, answeringMachines },
    trunk,
    { legalFile, messageAddedAt: now, firstUsedAt: null, sourceKinds: [] },
    now,
  )
  return judgeLaunch(facts).gates.filter(({ rule }) => asked.has(rule))
}

const paris = zoneOf('Europe/Paris')
export const clocksAt = (now: EpochMs): ReturnType<typeof clocksOn> =>
  clocksOn(localDay(paris, now))

const clockRoles = ['identity', 'objection'] as const
type ClockRole = (typeof clockRoles)[number]

/** What is heard by itself, and which clocks therefore concern: nobody hears the confirmation first. */
export type ClockedTrack = 'call' | 'voicemail'

/** When each is said too late: the sentence, and the repairs that help. */
export function clockProblems(
  takes: Takes,
  by: JudgedBy,
  track: ClockedTrack,
): readonly TakeProblem[] {
  const take = takes[track]
  if (!take) return []
  const clocks = clocksAt(by.now)
  const limits = { identity: clocks.identityWithinMs, objection: clocks.objectionWithinMs }
  return clockRoles.flatMap((role) => {
    const at = saidAt(takes, by, { track, role })
    const limit = limits[role]
    if (at === null || at <= limit) return []
    const key = by.campaign.menu.objection
    return [
      {
        ...{ id: `clock/${role}`, level: 'blocks' as const, segment: lastOfRun(take, role) },
        say:
          role === 'identity'
            ? problemWords.lateIdentity(at, limit)
            : track === 'call'
              ? problemWords.lateObjection(at, limit, key)
              : problemWords.lateNumber(at, limit),
        ...{ measured: `${at} ms`, limit: `${limit} ms` },
        repairs: helping(takes, by, { track, role, at, limit }),
      },
    ]
  })
}

interface Clock {
  readonly track: ClockedTrack
  readonly role: ClockRole
}

function saidAt(takes: Takes, by: JudgedBy, { track, role }: Clock): Ms | null {
  const recorded = heardOf(takes, by.shipped)
  if (!recorded) return null
  const spoken = spokenVersions({ ...recorded, voiceOrigin: by.voiceOrigin })
  const first = firstSaid(spoken[track === 'call' ? 'live' : track] ?? [], role)
  return first ? ms(first.endsAtMs) : null
}

/** The end of the first words of this role is what the clock asks for. */
function lastOfRun({ segments }: Take, role: ClockRole): number {
  const first = segments.findIndex((segment) => segment.role === role)
  const behind = segments.findIndex((segment, place) => place > first && segment.role !== role)
  return behind === -1 ? segments.length - 1 : behind - 1
}

/** Less is not worth a click. */
const worthwhile = ms(100)

function helping(
  takes: Takes,
  by: JudgedBy,
  { at, limit, ...clock }: Clock & { readonly at: Ms; readonly limit: Ms },
): readonly OfferedRepair[] {
  const { track, role } = clock
  const take = takes[track] as Take
  const tried = candidates(take, role, at).flatMap(({ repair, say }) => {
    const then = saidAt({ ...takes, [track]: repaired(take, repair) }, by, clock)
    if (then === null || at - then < worthwhile) return []
    return [{ repair, say, passes: then <= limit, then }]
  })
  return tried
    .sort((a, b) => Number(b.passes) - Number(a.passes) || a.then - b.then)
    .map(({ repair, say }) => ({ repair, say }))
}

function candidates(call: Take, role: ClockRole, at: Ms): readonly OfferedRepair[] {
  const { segments } = call
  const cutEnds: Repair = { is: 'cutEnds' }
  const cutPauses: Repair = { is: 'cutPausesBefore', beforeMs: at }
  const startCut = ms(
    at - (repaired(call, cutEnds).segments[lastOfRun(call, role)]?.endsAtMs ?? at),
  )
  const place = segments.findIndex((segment) => segment.role === role)
  const before = role === 'identity' ? 0 : segments.findIndex((each) => each.role !== 'identity')
  const target = segments[before]
  return [
    ...(place > before && target
      ? [
          {
            repair: { is: 'moveSegment', from: place, before } as const,
            say: problemWords.moveBefore(role, target.role),
          },
        ]
      : []),
    { repair: cutPauses, say: problemWords.cutPause(cutBy(call, cutPauses)) },
    { repair: cutEnds, say: problemWords.cutStart(startCut) },
  ]
}
