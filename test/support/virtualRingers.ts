/**
 * People who ring us, in virtual time, behind the port of call/incoming.ts: what they press and when, and what they
 * were told. A clip lasts as long as it was loaded; every event comes a moment after what caused it, as from a network.
 */
import type { DtmfKey } from '../../src/base/dtmf.ts'
import type { AttemptId, ClipId, TrunkId } from '../../src/base/ids.ts'
import { type E164, type MonoMs, monoMs } from '../../src/base/units.ts'
import type { IncomingCall, IncomingRefusal } from '../../src/call/incoming.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import type { RingBackLine } from '../../src/engine/ringBackDesk.ts'
import type { Timer } from '../../src/runner/timer.ts'

/** Milliseconds after the answer; `hangUp` ends it from their side. */
export interface Ringer {
  readonly caller: E164 | null
  readonly called?: E164 | null
  readonly does?: readonly (readonly [afterMs: number, key: DtmfKey | 'hangUp'])[]
}

export interface Rung {
  readonly ringer: Ringer
  readonly attempt: AttemptId
  readonly at: MonoMs
  refused: IncomingRefusal | null
  answeredAt: MonoMs | null
  endedAt: MonoMs | null
  /** What was played, by the name its clip was given. */
  readonly heard: string[]
}

export interface VirtualRingers {
  readonly telephony: RingBackLine['telephony']
  ring(ringer: Ringer): Rung
  readonly calls: readonly Rung[]
}

const momentMs = 5
const bytesPerMs = 8
const noRtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }

export function virtualRingers(
  timer: Timer,
  trunk: TrunkId,
  { called, nameOf }: { readonly called: E164; readonly nameOf: (clip: ClipId) => string },
): VirtualRingers {
  const listeners: ((event: CallEvent) => void)[] = []
  const answerers: ((call: IncomingCall) => void)[] = []
  const calls = new Map<AttemptId, Rung>()
  const lengths = new Map<ClipId, number>()
  const playing = new Map<AttemptId, () => void>()
  const soon = (afterMs: number, act: () => void): (() => void) =>
    timer.wakeAt(monoMs(timer.mono() + afterMs), act)
  const tell = (event: CallEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const end = (call: Rung, by: 'us' | 'callee'): void => {
    if (call.endedAt !== null) return
    call.endedAt = timer.mono()
    playing.get(call.attempt)?.()
    tell({ is: 'ended', attempt: call.attempt, at: timer.mono(), by, rtp: noRtp })
  }
  const stop = (attempt: AttemptId): void => {
    playing.get(attempt)?.()
    playing.delete(attempt)
  }
  const live = (attempt: AttemptId): Rung | undefined => {
    const call = calls.get(attempt)
    return call && call.endedAt === null ? call : undefined
  }
  const act = (call: Rung, key: DtmfKey | 'hangUp'): void => {
    if (call.endedAt !== null) return
    if (key === 'hangUp') end(call, 'callee')
    else tell({ is: 'key', attempt: call.attempt, at: timer.mono(), key })
  }
  const telephony: RingBackLine['telephony'] = {
    onEvent: (listener) => {
      listeners.push(listener)
    },
    onIncoming: (listener) => {
      answerers.push(listener)
    },
    onEngaged: () => undefined,
    loadClip: ({ id, pcma }: Clip) => {
      lengths.set(id, pcma.length / bytesPerMs)
      return Promise.resolve()
    },
    accept: (attempt) => {
      const call = live(attempt)
      if (!call || call.answeredAt !== null || call.refused !== null) return
      soon(momentMs, () => {
        if (call.endedAt !== null) return
        call.answeredAt = timer.mono()
        tell({ is: 'answered', attempt, at: timer.mono() })
        for (const [afterMs, key] of call.ringer.does ?? []) soon(afterMs, () => act(call, key))
      })
    },
    refuse: (attempt, why) => {
      const call = live(attempt)
      if (!call || call.answeredAt !== null || call.refused !== null) return
      call.refused = why
      soon(momentMs, () => end(call, 'us'))
    },
    play: (attempt, clip) => {
      const call = live(attempt)
      const length = lengths.get(clip)
      if (!call || call.answeredAt === null) return
      if (length === undefined) throw new Error('a clip is loaded before it is played')
      stop(attempt)
      call.heard.push(nameOf(clip))
      const done = (): void => tell({ is: 'playEnded', attempt, at: timer.mono(), clip })
      playing.set(attempt, soon(length, done))
    },
    stopPlaying: stop,
    hangUp: (attempt) => {
      const call = live(attempt)
      if (call) soon(momentMs, () => end(call, 'us'))
    },
  }
  let rung = 0
  return {
    telephony,
    ring(ringer) {
      rung += 1
      const attempt = `00000000-0000-4000-8000-${String(rung).padStart(12, '0')}` as string
      const call: Rung = {
        ...{ ringer, attempt: attempt as AttemptId, at: timer.mono(), refused: null },
        ...{ answeredAt: null, endedAt: null, heard: [] },
      }
      calls.set(call.attempt, call)
      const { caller, called: dialled = called } = ringer
      const offered = { attempt: call.attempt, at: timer.mono(), trunk, called: dialled, caller }
      for (const answer of answerers) answer(offered)
      return call
    },
    get calls() {
      return [...calls.values()]
    },
  }
}
