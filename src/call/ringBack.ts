/**
 * Somebody rings back the number we show: what they hear, and what their keys do.
 *
 *  offered ─answered/play→ greeting ─end→ choosing ─1, or nothing/play→ content ─end/play→ menu ─end→ choosing ┐
 *     │                       │ 8, 0/play → source, contact ─end→ choosing     │ nothing/play→ parting ─end→ leaving
 *     │                       │ 0…, *  → typing ─#, or no more digits→ numberNoted ─end→ choosing
 *     │                       └ 9 in ANY/suppress→ objecting ─stored/play→ confirming ─end→ parting (or typing)
 *     │                         9 of who hides their number → typing ─#→ objecting
 *     └→ over ←ended─ leaving ←talkMax, stopNow/BYE─ all of these       gone: `ended` came before an objection was stored
 *
 * Keys are obeyed while something is said. What may be said changes under the call (`replan`): a campaign that is
 * paused or killed, a person who objected elsewhere.
 */
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { E164, MonoMs } from '../base/units.ts'
import { noteMessage, type RingBackRecord, ringBackRecord } from './ringBackRecord.ts'
import {
  contentPlaysMax,
  type Objector,
  type RingBack,
  type RingBackPhase,
  type RingBackSounds,
  ringBackDeadline,
  type SoundRole,
  turnsMax,
  typedDigitsMax,
  typingTriesMax,
  withKey,
  wrongKeysMax,
} from './ringBackState.ts'
import type { CallEvent } from './telephony.ts'

export type RingBackInput =
  | CallEvent
  | { readonly is: 'objectionStored' }
  /** What may be said has changed. */
  | { readonly is: 'replan'; readonly sounds: RingBackSounds }
  | { readonly is: 'stopNow' }
  /** A deadline of `ringBackDeadline` may have passed. */
  | { readonly is: 'wake' }

export type RingBackEffect =
  | { readonly is: 'play'; readonly clip: RingBackSounds['greeting']['clip'] }
  | { readonly is: 'stopPlaying' }
  | { readonly is: 'hangUp' }
  /** Store the objection now, then answer with `objectionStored`. */
  | { readonly is: 'suppress'; readonly who: Objector }
  /** Exactly once, and the last effect but a late `suppress`. */
  | { readonly is: 'end'; readonly record: RingBackRecord }

export type RingBackStep = readonly [RingBack, readonly RingBackEffect[]]

export function step(call: RingBack, input: RingBackInput, now: MonoMs): RingBackStep {
  switch (input.is) {
    case 'answered':
      return answered(call, input.at)
    case 'key':
      return keyPressed(call, input.key, now)
    case 'playEnded':
      return said(call, input)
    case 'ended':
      return legGone(call, input, now)
    case 'objectionStored':
      return stored(call)
    case 'replan':
      return replanned(call, input.sounds, now)
    case 'stopNow':
      return isUp(call.phase) ? leave(call, now) : [call, []]
    case 'wake':
      return woken(call, now)
    case 'placed':
    case 'ringing':
    case 'firstAudio':
    case 'amd':
    case 'beep':
    case 'farQuiet':
    case 'farSpeaks':
      return [call, []]
    default:
      return unreachable(input)
  }
}

const isUp = ({ is }: RingBackPhase): boolean => !['leaving', 'gone', 'over'].includes(is)

function answered(call: RingBack, at: MonoMs): RingBackStep {
  if (call.phase.is === 'offered') {
    return tell({ ...call, seen: { ...call.seen, answeredAt: at } }, 'greeting')
  }
  // The ACK that crosses our end of the call.
  return [call, call.phase.is === 'leaving' ? [{ is: 'hangUp' }] : []]
}

type Told = Extract<RingBackPhase, { is: 'telling' }>['what']

const tell = (call: RingBack, what: Told): RingBackStep => [
  { ...call, phase: { is: 'telling', what } },
  [play(call, what)],
]

function keyPressed(before: RingBack, key: DtmfKey, now: MonoMs): RingBackStep {
  const { phase } = before
  switch (phase.is) {
    case 'telling':
    case 'choosing':
    case 'content':
      return chosen(withKey(heardSoFar(before, now), key), key, now)
    case 'typing':
      return digitTyped(before, phase, key, now)
    case 'leaving':
    case 'parting': {
      // Too late for anything but "never again".
      if (key !== '9' || !before.plan.hasCaller || before.seen.objections.length > 0) {
        return [before, []]
      }
      return phase.is === 'parting'
        ? object(withKey(before, key), { is: 'caller' }, now)
        : [storing(withKey(before, key), 'caller'), [{ is: 'suppress', who: { is: 'caller' } }]]
    }
    case 'offered':
    case 'objecting':
    case 'confirming':
    case 'gone':
    case 'over':
      return [before, []]
    default:
      return unreachable(phase)
  }
}

function chosen(call: RingBack, key: DtmfKey, now: MonoMs): RingBackStep {
  const { plan, typed } = call
  if (key === '9') {
    // Whom they typed a number for is whom they mean.
    if (typed !== null) return object(call, { is: 'typed', number: typed }, now)
    return plan.hasCaller ? object(call, { is: 'caller' }, now) : askNumber(call, 'objection')
  }
  if (key === '0' && plan.mayType) return startTyping(call, ['0'], now)
  if (key === '*' && plan.mayType) return askNumber(call, 'note')
  if (key === '1' && plan.sounds.content !== null && call.contentPlays < contentPlaysMax) {
    return playContent(call, now)
  }
  if (key === '8') return answerKey(call, 'source', now)
  if (key === '0') return answerKey(call, 'contact', now)
  return wrongKey(call, now)
}

function answerKey(call: RingBack, what: 'source' | 'contact', now: MonoMs): RingBackStep {
  if (call.turns >= turnsMax) return part(call, now)
  return tell({ ...call, turns: call.turns + 1, seen: { ...call.seen, asked: true } }, what)
}

/** Nobody's message is broken off by a key that means nothing. */
function wrongKey(call: RingBack, now: MonoMs): RingBackStep {
  if (call.phase.is === 'content') return [call, []]
  if (call.wrongKeys >= wrongKeysMax) return part(call, now)
  return tell({ ...call, wrongKeys: call.wrongKeys + 1 }, 'menu')
}

function playContent(call: RingBack, now: MonoMs): RingBackStep {
  const { content } = call.plan.sounds
  if (content === null) return part(call, now)
  return [
    {
      ...call,
      contentPlays: call.contentPlays + 1,
      seen: { ...call.seen, began: true },
      phase: { is: 'content', since: now },
    },
    [{ is: 'play', clip: content.clip }],
  ]
}

/** Closes the measurement of what was heard when the message stops being played. */
function heardSoFar(call: RingBack, now: MonoMs): RingBack {
  const { phase, plan, seen } = call
  if (phase.is !== 'content' || plan.sounds.content === null) return call
  return { ...call, seen: noteMessage(seen, phase.since, now, plan.sounds.content.durationMs) }
}

// ── typing a number ──

type Typing = Extract<RingBackPhase, { is: 'typing' }>

const askNumber = (call: RingBack, wants: Typing['wants']): RingBackStep => [
  { ...call, phase: { is: 'typing', wants, digits: [], waitsFrom: null } },
  [play(call, 'typeNumber')],
]

const startTyping = (call: RingBack, digits: readonly DtmfKey[], now: MonoMs): RingBackStep => [
  { ...call, phase: { is: 'typing', wants: 'note', digits, waitsFrom: now } },
  [{ is: 'stopPlaying' }],
]

function digitTyped(call: RingBack, typing: Typing, key: DtmfKey, now: MonoMs): RingBackStep {
  // The first key ends the prompt.
  const quiet: RingBackEffect[] = typing.waitsFrom === null ? [{ is: 'stopPlaying' }] : []
  if (key === '#') return typing.digits.length === 0 ? [call, []] : numberTyped(call, typing, now)
  const digits = key === '*' ? [] : [...typing.digits, key]
  if (digits.length > typedDigitsMax) return numberRefused(call, typing, now)
  return [{ ...call, phase: { ...typing, digits, waitsFrom: now } }, quiet]
}

function numberTyped(call: RingBack, typing: Typing, now: MonoMs): RingBackStep {
  const number: E164 | null = call.plan.readNumber(typing.digits.join(''))
  if (number === null) return numberRefused(call, typing, now)
  const noted = { ...call, typed: number }
  if (typing.wants === 'objection') return object(noted, { is: 'typed', number }, now)
  return tell(noted, 'numberNoted')
}

function numberRefused(call: RingBack, { wants }: Typing, now: MonoMs): RingBackStep {
  const tries = call.typingTries + 1
  if (tries >= typingTriesMax) return part({ ...call, typingTries: tries }, now)
  return askNumber({ ...call, typingTries: tries }, wants)
}

// ── objections: stored first, confirmed after ──

function object(call: RingBack, who: Objector, now: MonoMs): RingBackStep {
  if (call.seen.objections.some((known) => known.who === who.is)) return part(call, now)
  return [
    { ...storing(call, who.is), phase: { is: 'objecting', who: who.is, since: now } },
    [{ is: 'suppress', who }, { is: 'stopPlaying' }],
  ]
}

const storing = (call: RingBack, who: Objector['is']): RingBack => ({
  ...call,
  seen: { ...call.seen, objections: [...call.seen.objections, { who, state: 'storing' }] },
})

function stored(before: RingBack): RingBackStep {
  const objections = before.seen.objections.map(({ who }) => ({ who, state: 'stored' as const }))
  const call = { ...before, seen: { ...before.seen, objections } }
  const { phase } = call
  if (phase.is === 'gone') return end(call, phase.record)
  if (phase.is !== 'objecting') return [call, []]
  return [{ ...call, phase: { is: 'confirming', who: phase.who } }, [play(call, 'objectionStored')]]
}

// ── what was said is over, what was waited for did not come ──

function said(call: RingBack, { clip, at }: Extract<CallEvent, { is: 'playEnded' }>): RingBackStep {
  const { phase, plan } = call
  const isEndOf = (role: SoundRole): boolean => plan.sounds[role]?.clip === clip
  switch (phase.is) {
    case 'telling': {
      if (!isEndOf(phase.what)) return [call, []]
      const first = phase.what === 'greeting'
      const seen = first ? { ...call.seen, greeted: true } : call.seen
      return [{ ...call, seen, phase: { is: 'choosing', since: at, first } }, []]
    }
    case 'content': {
      if (!isEndOf('content') || plan.sounds.content === null) return [call, []]
      const { durationMs } = plan.sounds.content
      const seen = { ...call.seen, heardMs: durationMs, heardWholly: true }
      return tell({ ...call, seen }, 'menu')
    }
    case 'typing':
      if (phase.waitsFrom !== null || !isEndOf('typeNumber')) return [call, []]
      return [{ ...call, phase: { ...phase, waitsFrom: at } }, []]
    case 'confirming':
      if (!isEndOf('objectionStored')) return [call, []]
      // The number they ring from is not one that we called: perhaps another of theirs was.
      return phase.who === 'caller' && plan.mayType && call.typed === null
        ? askNumber(call, 'objection')
        : part(call, at)
    case 'parting':
      return isEndOf('goodbye') ? leave(call, at) : [call, []]
    case 'offered':
    case 'choosing':
    case 'objecting':
    case 'leaving':
    case 'gone':
    case 'over':
      return [call, []]
    default:
      return unreachable(phase)
  }
}

function woken(call: RingBack, now: MonoMs): RingBackStep {
  const due = ringBackDeadline(call)
  if (due === undefined || now < due.at) return [call, []]
  const { phase } = call
  switch (due.why) {
    case 'greetingWait':
      return playContent(call, now)
    case 'choiceWait':
    case 'firstDigit':
      return part(call, now)
    case 'nextDigit':
      if (phase.is !== 'typing') return [call, []]
      // 0 and nothing after it: they wanted what 0 says, not to type a number.
      return phase.digits.join('') === '0' && phase.wants === 'note'
        ? answerKey(call, 'contact', now)
        : numberTyped(call, phase, now)
    case 'acceptPatience':
    case 'objectionPatience':
      return phase.is === 'gone' ? end(call, phase.record) : leave(call, now)
    case 'talkMax':
      return leave(call, now)
    case 'gonePatience':
      // The port promised `ended` and did not keep it: a bug, said as such, and the line is given up.
      return end(call, recordAt(call, { at: now, by: 'internalError' }))
    default:
      return unreachable(due.why)
  }
}

function part(call: RingBack, now: MonoMs): RingBackStep {
  return [{ ...heardSoFar(call, now), phase: { is: 'parting' } }, [play(call, 'goodbye')]]
}

function leave(call: RingBack, now: MonoMs): RingBackStep {
  return [{ ...heardSoFar(call, now), phase: { is: 'leaving', since: now } }, [{ is: 'hangUp' }]]
}

/** Of what is being said, only what may still be said goes on. */
function replanned(before: RingBack, sounds: RingBackSounds, now: MonoMs): RingBackStep {
  const call = heardSoFar(before, now)
  const told = { ...call, plan: { ...call.plan, sounds } }
  const { phase, plan } = call
  const isTaken = (role: SoundRole): boolean => plan.sounds[role]?.clip !== sounds[role]?.clip
  switch (phase.is) {
    case 'content':
      if (sounds.content !== null && !isTaken('content'))
        return [{ ...before, plan: told.plan }, []]
      return tell(told, 'greeting')
    case 'telling':
      return isTaken(phase.what) ? tell(told, 'greeting') : [told, []]
    case 'offered':
    case 'choosing':
    case 'typing':
    case 'objecting':
    case 'confirming':
    case 'parting':
    case 'leaving':
    case 'gone':
    case 'over':
      return [told, []]
    default:
      return unreachable(phase)
  }
}

function legGone(
  before: RingBack,
  ended: Extract<CallEvent, { is: 'ended' }>,
  now: MonoMs,
): RingBackStep {
  if (before.phase.is === 'over' || before.phase.is === 'gone') return [before, []]
  let call = heardSoFar(before, ended.at)
  const effects: RingBackEffect[] = []
  // Marked as unwanted on the phone (RFC 8197): as clear an objection as the key (RGPD art. 21).
  if (ended.outcome === 'objected' && call.plan.hasCaller && call.seen.objections.length === 0) {
    call = storing(call, 'caller')
    effects.push({ is: 'suppress', who: { is: 'caller' } })
  }
  const record = recordAt(call, ended)
  if (call.seen.objections.some(({ state }) => state === 'storing')) {
    return [{ ...call, phase: { is: 'gone', record, since: now } }, effects]
  }
  return end(call, record)
}

const recordAt = (
  { seen, typed, phase }: RingBack,
  ended: Pick<Extract<CallEvent, { is: 'ended' }>, 'at' | 'by'> &
    Partial<Pick<Extract<CallEvent, { is: 'ended' }>, 'rtp'>>,
): RingBackRecord =>
  ringBackRecord(seen, typed !== null, {
    ...{ at: ended.at, by: ended.by, asked: phase.is === 'leaving' },
    ...(ended.rtp === undefined ? {} : { rtp: ended.rtp }),
  })

const end = (call: RingBack, record: RingBackRecord): RingBackStep => [
  { ...call, phase: { is: 'over', record } },
  [{ is: 'end', record }],
]

function play({ plan }: RingBack, role: Exclude<SoundRole, 'content'>): RingBackEffect {
  return { is: 'play', clip: plan.sounds[role].clip }
}
