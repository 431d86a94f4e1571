/**
 * One leg on one rtpengine, as a machine. What the caller wants and what rtpengine has been told are two values;
 * while they differ one question is out, never two, so commands need no queue: a newer wish replaces an older one.
 *
 *              opened                close                  counted
 *   opening ───────────→ up ⟲ ──────────────────→ deleting ─────────→ gone
 *      │ refused         │ one of: negotiate · sound · count             ↑
 *      │                 │ refused: legFailed ──→ deleting               │
 *      └─────────────────┴──── lost (the instance is away): legFailed ───┘
 *
 *  wanted sound:  remote unknown or on hold → nothing;  a key is held → its tone;  a clip that has not ended → it,
 *                 from where its time is;  else silence
 *
 * How exact: `firstAudio` is when rtpengine said that it plays (it sends the first packet before it replies, so we
 * are late by the way back, under 1 ms on one machine). `playEnded` is that instant and the length of the clip:
 * rtpengine sends up to 100 ms ahead of the time its timestamps tell, so the sound is over for the far end then,
 * not earlier. `mediaTimeout` comes from counters that are looked at: up to a quarter late.
 */
import { unreachable } from '../../base/assert.ts'
import type { DtmfKey } from '../../base/dtmf.ts'
import type { ClipId } from '../../base/ids.ts'
import {
  after,
  between,
  type Deadline,
  earliest,
  type MonoMs,
  type Ms,
  ms,
} from '../../base/units.ts'
import type { RtpStats } from '../../call/telephony.ts'
import type { LegNumber, MediaEvent, OpenedLeg, RemoteMedia } from '../mediaEngine.ts'
import {
  FRAME_MS,
  nameOf,
  nothing,
  type Playing,
  type Press,
  type Sound,
  soundWanted,
} from './legSound.ts'

/** Keys waiting to be pressed; a person has ten fingers. */
export const PRESSES_AT_MOST = 32
/** Between two looks at the counters, whatever the media time-out. */
export const COUNT_EVERY_AT_LEAST = ms(250)
/** Two ends of one key nearer than this are one press, told by its event and by its tone. */
export const SAME_PRESS = ms(100)

/** The side towards us of the leg that this one is bridged with. */
export type Peer = Required<OpenedLeg>

export type Question =
  | { readonly is: 'open' }
  | {
      readonly is: 'negotiate'
      readonly remote: RemoteMedia
      readonly peer: Peer | undefined
      readonly again: boolean
    }
  | { readonly is: 'sound'; readonly sound: Sound }
  | { readonly is: 'count' }
  | { readonly is: 'delete' }

export type LegInput =
  | { readonly is: 'setRemote'; readonly remote: RemoteMedia }
  /** Nothing is played any more: the sound is the other leg's. */
  | { readonly is: 'bridge'; readonly peer: Peer }
  | { readonly is: 'play'; readonly clip: ClipId; readonly durationMs: Ms }
  | { readonly is: 'stopPlaying' }
  | { readonly is: 'press'; readonly key: DtmfKey; readonly heldMs: Ms }
  | { readonly is: 'close' }
  /** The question that was out is done; `packets`: RTP and RTCP received so far, when it counted. */
  | { readonly is: 'done'; readonly packets?: number; readonly rtp?: RtpStats }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'key'; readonly key: DtmfKey }
  | { readonly is: 'due' }
  | { readonly is: 'lost'; readonly why: string }

export type LegEffect =
  | { readonly is: 'ask'; readonly question: Question }
  | { readonly is: 'tell'; readonly event: MediaEvent }
  /** Nobody may find this leg any more. */
  | { readonly is: 'gone' }

export interface LegState {
  readonly leg: LegNumber
  readonly phase: 'opening' | 'up' | 'deleting' | 'gone'
  readonly out: Question | undefined
  readonly isCloseWanted: boolean
  readonly remote: RemoteMedia | undefined
  readonly agreed: RemoteMedia | undefined
  readonly peer: Peer | undefined
  readonly agreedPeer: Peer | undefined
  readonly playing: Playing | undefined
  readonly presses: readonly Press[]
  /** What rtpengine plays, since when. */
  readonly sounding: Sound
  readonly soundingSince: MonoMs
  /** Of all sound before. */
  readonly soundMs: Ms
  readonly isFirstAudioTold: boolean
  readonly packets: number
  readonly heardAt: MonoMs
  readonly countAt: MonoMs | undefined
  readonly isTimeoutTold: boolean
  readonly lastKey: { readonly key: DtmfKey; readonly at: MonoMs } | undefined
  /** Plays and presses so far. */
  readonly lastNumber: number
}

export type LegStep = readonly [LegState, readonly LegEffect[]]

export function startLeg(leg: LegNumber, now: MonoMs): LegStep {
  const question: Question = { is: 'open' }
  const state: LegState = {
    ...{ leg, phase: 'opening', out: question, isCloseWanted: false },
    ...{ remote: undefined, agreed: undefined, peer: undefined, agreedPeer: undefined },
    ...{ playing: undefined, presses: [] },
    ...{ sounding: nothing, soundingSince: now, soundMs: ms(0), isFirstAudioTold: false },
    ...{
      packets: 0,
      heardAt: now,
      countAt: undefined,
      isTimeoutTold: false,
      lastKey: undefined,
      lastNumber: 0,
    },
  }
  return [state, [{ is: 'ask', question }]]
}

export function legDeadline(
  state: LegState,
): Deadline<'clipEnd' | 'toneEnd' | 'count'> | undefined {
  if (state.phase !== 'up') return undefined
  const { playing, presses, countAt } = state
  const [press] = presses
  return earliest([
    playing?.startedAt === undefined
      ? undefined
      : { at: after(playing.startedAt, playing.durationMs), why: 'clipEnd' },
    press?.startedAt === undefined
      ? undefined
      : { at: after(press.startedAt, press.heldMs), why: 'toneEnd' },
    // A question that is out delays the look; its reply brings the deadline back.
    countAt === undefined || state.out ? undefined : { at: countAt, why: 'count' },
  ])
}

export function stepLeg(state: LegState, input: LegInput, now: MonoMs): LegStep {
  if (state.phase === 'gone') return [state, []]
  switch (input.is) {
    case 'setRemote':
      return ask({ ...state, remote: input.remote, heardAt: now, isTimeoutTold: false }, now)
    case 'bridge':
      return ask({ ...state, peer: input.peer, playing: undefined, presses: [] }, now)
    case 'play': {
      const play = state.lastNumber + 1
      // On hold nothing is sent, but the clip and its time go by.
      const startedAt = state.agreed && !state.agreed.send ? now : undefined
      const { clip, durationMs } = input
      return ask(
        { ...state, lastNumber: play, playing: { clip, play, durationMs, startedAt } },
        now,
      )
    }
    case 'stopPlaying':
      return ask({ ...state, playing: undefined }, now)
    case 'press': {
      if (state.presses.length >= PRESSES_AT_MOST) return [state, []]
      const press = { key: input.key, heldMs: input.heldMs, startedAt: undefined }
      const lastNumber = state.lastNumber + 1
      const presses = [...state.presses, { ...press, press: lastNumber }]
      return ask({ ...state, lastNumber, presses }, now)
    }
    case 'close':
      return ask({ ...state, isCloseWanted: true }, now)
    case 'done':
      return done(state, input, now)
    case 'refused':
      return refused(state, input.why, now)
    case 'key':
      return keyTold(state, input.key, now)
    case 'due':
      return due(state, now)
    case 'lost':
      return lose(state, input.why, now)
    default:
      return unreachable(input)
  }
}

function keyTold(before: LegState, key: DtmfKey, now: MonoMs): LegStep {
  const { lastKey, agreed, leg } = before
  const state: LegState = { ...before, heardAt: now, lastKey: { key, at: now } }
  const isAgain = lastKey?.key === key && between(lastKey.at, now) < SAME_PRESS
  if (agreed?.tonesToo && isAgain) return [state, []]
  return [state, [tell({ is: 'key', leg, at: now, key })]]
}

const tell = (event: MediaEvent): LegEffect => ({ is: 'tell', event })

/** The next question, when none is out and something differs. */
function ask(state: LegState, now: MonoMs): LegStep {
  if (state.out || state.phase === 'opening' || state.phase === 'gone') return [state, []]
  const question = nextQuestion(state, now)
  if (question === undefined) return [state, []]
  const phase = question.is === 'delete' ? 'deleting' : state.phase
  return [{ ...state, phase, out: question }, [{ is: 'ask', question }]]
}

function nextQuestion(state: LegState, now: MonoMs): Question | undefined {
  const { remote, agreed } = state
  if (state.isCloseWanted) return { is: 'delete' }
  if (remote && (remote !== agreed || state.peer !== state.agreedPeer)) {
    return { is: 'negotiate', remote, peer: state.peer, again: agreed !== undefined }
  }
  const sound = soundWanted(state, now)
  if (nameOf(sound) !== nameOf(state.sounding)) return { is: 'sound', sound }
  return state.countAt !== undefined && state.countAt <= now ? { is: 'count' } : undefined
}

function done(
  before: LegState,
  { packets, rtp }: Extract<LegInput, { is: 'done' }>,
  now: MonoMs,
): LegStep {
  const question = before.out
  const state: LegState = { ...before, out: undefined }
  switch (question?.is) {
    case undefined:
      return [state, []]
    case 'open':
      return ask({ ...state, phase: 'up' }, now)
    case 'negotiate':
      return ask(agree({ ...state, agreedPeer: question.peer }, question.remote, now), now)
    case 'sound': {
      const [next, effects] = sounds(state, question.sound, now)
      const [last, more] = ask(next, now)
      return [last, [...effects, ...more]]
    }
    case 'count':
      return counted(state, packets ?? state.packets, now)
    case 'delete':
      return leave(state, rtp ?? rtpOf(state, now), now)
    default:
      return unreachable(question)
  }
}

function agree(state: LegState, agreed: RemoteMedia, now: MonoMs): LegState {
  const { playing } = state
  const begun = playing && { ...playing, startedAt: playing.startedAt ?? now }
  return {
    ...state,
    agreed,
    heardAt: now,
    countAt: countAfter(agreed, now),
    ...(agreed.send ? {} : { playing: begun, presses: [] }),
  }
}

const countEvery = (timeout: Ms): Ms => ms(Math.max(COUNT_EVERY_AT_LEAST, timeout / 4))

function countAfter({ mediaTimeoutMs, expectSilence }: RemoteMedia, now: MonoMs) {
  if (mediaTimeoutMs === undefined || expectSilence) return undefined
  return after(now, countEvery(mediaTimeoutMs))
}

/** rtpengine plays this now. */
function sounds(before: LegState, sounding: Sound, now: MonoMs): LegStep {
  const state: LegState = { ...silenced(before, now), sounding, soundingSince: now }
  const { playing, presses, leg } = state
  if (sounding.is === 'tone') {
    const begun = presses.map((press) =>
      press.press === sounding.press ? { ...press, startedAt: press.startedAt ?? now } : press,
    )
    return [{ ...state, presses: begun }, []]
  }
  if (sounding.is !== 'clip' || playing?.play !== sounding.play) return [state, []]
  const begun = { ...playing, startedAt: playing.startedAt ?? now }
  const next = { ...state, playing: begun, isFirstAudioTold: true }
  return [next, state.isFirstAudioTold ? [] : [tell({ is: 'firstAudio', leg, at: now })]]
}

function silenced(state: LegState, now: MonoMs): LegState {
  if (state.sounding.is === 'nothing') return state
  return { ...state, soundMs: ms(state.soundMs + between(state.soundingSince, now)) }
}

function counted(before: LegState, packets: number, now: MonoMs): LegStep {
  const { leg, agreed } = before
  const isHeard = packets !== before.packets
  const state = { ...before, packets, heardAt: isHeard ? now : before.heardAt }
  const limit = agreed?.mediaTimeoutMs
  if (limit === undefined || agreed?.expectSilence)
    return ask({ ...state, countAt: undefined }, now)
  const silentFor = between(state.heardAt, now)
  if (silentFor >= limit) {
    const [next, effects] = ask({ ...state, countAt: undefined, isTimeoutTold: true }, now)
    const told = state.isTimeoutTold ? [] : [tell({ is: 'mediaTimeout', leg, at: now })]
    return [next, [...told, ...effects]]
  }
  const inMs = ms(Math.min(countEvery(limit), limit - silentFor))
  return ask({ ...state, countAt: after(now, inMs) }, now)
}

function due(before: LegState, now: MonoMs): LegStep {
  const effects: LegEffect[] = []
  let state = before
  const { playing, leg } = before
  if (playing?.startedAt !== undefined && after(playing.startedAt, playing.durationMs) <= now) {
    effects.push(tell({ is: 'playEnded', leg, at: now, clip: playing.clip }))
    state = { ...state, playing: undefined }
  }
  const [press, ...others] = state.presses
  if (press?.startedAt !== undefined && after(press.startedAt, press.heldMs) <= now) {
    state = { ...state, presses: others }
  }
  const [next, more] = ask(state, now)
  return [next, [...effects, ...more]]
}

function refused(before: LegState, why: string, now: MonoMs): LegStep {
  const state: LegState = { ...before, out: undefined }
  switch (before.out?.is) {
    case undefined:
      return [state, []]
    case 'open':
      // Who asked is told by the refusal; there is no leg.
      return [{ ...state, phase: 'gone' }, [{ is: 'gone' }]]
    case 'delete':
      return leave(state, rtpOf(state, now), now)
    case 'negotiate':
    case 'sound':
    case 'count': {
      const failed = tell({ is: 'legFailed', leg: state.leg, at: now, why })
      const [next, effects] = ask({ ...state, isCloseWanted: true }, now)
      return [next, state.isCloseWanted ? effects : [failed, ...effects]]
    }
    default:
      return unreachable(before.out)
  }
}

/** The instance is away: nobody is left to ask. */
function lose(state: LegState, why: string, now: MonoMs): LegStep {
  if (state.phase === 'opening') return [{ ...state, phase: 'gone' }, [{ is: 'gone' }]]
  const failed = tell({ is: 'legFailed', leg: state.leg, at: now, why })
  const [next, effects] = leave(state, rtpOf(state, now), now)
  return [next, state.isCloseWanted ? effects : [failed, ...effects]]
}

/** Without a reply to count from: what was seen last, and the frames that our sound had. */
function rtpOf(state: LegState, now: MonoMs): RtpStats {
  const sent = framesSent(state, now)
  return { sent, received: state.packets, lost: 0, jitterMs: 0 }
}

export const framesSent = (state: LegState, now: MonoMs): number =>
  Math.round(silenced(state, now).soundMs / FRAME_MS)

function leave(state: LegState, rtp: RtpStats, now: MonoMs): LegStep {
  const closed = tell({ is: 'closed', leg: state.leg, at: now, rtp })
  return [{ ...state, phase: 'gone', out: undefined }, [closed, { is: 'gone' }]]
}
