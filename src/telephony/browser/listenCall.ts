/**
 * One message heard as a voter hears it: the machine of a call attempt with the recordings and keys of the
 * campaign, on a phone in a browser. Its effects go to the phone, what happens is told; nothing is stored.
 * The version for a machine has no menu: it is played once.
 */
import { unreachable } from '../../base/assert.ts'
import type { DtmfKey } from '../../base/dtmf.ts'
import type { AttemptId, ClipId } from '../../base/ids.ts'
import { after, between, type MonoMs, type Ms, monoMs } from '../../base/units.ts'
import { step } from '../../call/attempt.ts'
import type { AttemptRecord } from '../../call/attemptRecord.ts'
import { type Attempt, nextDeadline, plannedAttempt } from '../../call/attemptState.ts'
import type { AttemptEffect, AttemptInput } from '../../call/attemptStep.ts'
import {
  type EndReason,
  type HeardVersion,
  type ListenEvent,
  linesOf,
  meaningOf,
  partOfClip,
  planOf,
} from '../../call/listening.ts'
import type { CallEvent, Telephony } from '../../call/telephony.ts'
import type { Menu } from '../../campaign/campaign.ts'
import type { Alarm } from '../wakeUps.ts'

export interface ListenCallOptions {
  readonly attempt: AttemptId
  readonly version: HeardVersion
  readonly settings: { readonly menu: Menu; readonly ringTimeoutMs: Ms; readonly maxTalkMs: Ms }
  readonly phone: Pick<Telephony, 'play' | 'stopPlaying' | 'hangUp'> & {
    ring(attempt: AttemptId): void
  }
  readonly now: () => MonoMs
  readonly alarm: Alarm
  readonly tell: (event: ListenEvent) => void
}

export class ListenCall {
  readonly #on: ListenCallOptions
  /** undefined: the version for a machine. */
  #machine: Attempt | undefined
  #answeredAt: MonoMs | undefined
  #why: EndReason | undefined
  #isOver = false
  readonly #pressed: DtmfKey[] = []
  #heardWholly = false
  #wake: (() => void) | undefined
  readonly #lines = new Set<() => void>()

  constructor(options: ListenCallOptions) {
    this.#on = options
    const plan = planOf(options.version, options.attempt, options.settings)
    this.#machine = plan && plannedAttempt(plan)
  }

  get isOver(): boolean {
    return this.#isOver
  }

  start(): void {
    if (this.#machine) this.#feed({ is: 'start' })
    else this.#on.phone.ring(this.#on.attempt)
  }

  /** An event of the phone. */
  take(event: CallEvent): void {
    if (this.#isOver) return
    if (event.is === 'answered') this.#answeredAt = event.at
    this.#tellOf(event)
    if (this.#machine) this.#feed(event)
    else this.#voicemail(event)
  }

  /** Why the call will have ended, where the machine cannot know. */
  because(why: EndReason): void {
    this.#why ??= why
  }

  #tellOf(event: CallEvent): void {
    switch (event.is) {
      case 'ringing':
        this.#on.tell({ is: 'ringing' })
        return
      case 'answered':
        this.#on.tell({ is: 'answered' })
        return
      case 'firstAudio':
        this.#on.tell({ is: 'firstSound', afterMs: event.sinceAckMs })
        return
      case 'key':
        this.#tellKey(event.key)
        return
      case 'placed':
      case 'playEnded':
      case 'ended':
      case 'amd':
      case 'beep':
      case 'farQuiet':
      case 'farSpeaks':
        return
      default:
        unreachable(event)
    }
  }

  #tellKey(key: DtmfKey): void {
    const { menu } = this.#on.settings
    const phase = this.#machine?.phase.is ?? 'voicemail'
    const replaysLeft = menu.replaysMax - (this.#machine?.seen.replays ?? 0)
    const means = meaningOf(key, phase, menu, replaysLeft)
    this.#pressed.push(key)
    this.#on.tell({ is: 'key', atMs: this.#atMs(), key, means })
  }

  #feed(input: AttemptInput): void {
    if (!this.#machine) return
    const before = this.#machine.phase
    const [machine, effects] = step(this.#machine, input, this.#on.now())
    this.#machine = machine
    this.#reschedule()
    const { phase } = machine
    const waited = before.is === 'gate' && before.promptEndedAt !== null
    if (phase.is === 'gate' && phase.promptEndedAt !== null && !waited) {
      const forMs = this.#on.settings.menu.gateTimeoutMs
      this.#on.tell({ is: 'waits', atMs: this.#atMs(), forMs })
    }
    for (const effect of effects) this.#perform(effect)
    // Nothing is stored here: the real call would go on as soon as it was.
    if (effects.some(({ is }) => is === 'suppress')) this.#feed({ is: 'suppressionStored' })
  }

  #perform(effect: AttemptEffect): void {
    const { phone, attempt } = this.#on
    switch (effect.is) {
      case 'place':
        phone.ring(attempt)
        return
      case 'play':
        this.#play(effect.clip)
        return
      case 'stopPlaying':
        this.#forgetLines()
        phone.stopPlaying(attempt)
        this.#on.tell({ is: 'stops', atMs: this.#atMs() })
        return
      case 'listen':
        // Whoever tries a message in a browser is a person.
        return
      case 'hangUp':
        this.#forgetLines()
        phone.hangUp(attempt)
        return
      case 'suppress':
        this.#on.tell({ is: 'wouldSuppress', atMs: this.#atMs() })
        return
      case 'end':
        this.#end(effect.record)
        return
      default:
        unreachable(effect)
    }
  }

  #play(clip: ClipId): void {
    const { phone, attempt, version, tell } = this.#on
    const part = partOfClip(version, clip)
    const recording = part && version.parts[part]
    if (!recording) return
    this.#forgetLines()
    phone.play(attempt, clip)
    tell({ is: 'plays', atMs: this.#atMs(), clip, part })
    const from = this.#on.now()
    for (const { afterMs, role, text } of linesOf(recording)) {
      const say = (): void => tell({ is: 'says', atMs: this.#atMs(), part, role, text })
      if (afterMs <= 0) say()
      else this.#lineAt(after(from, afterMs), say)
    }
  }

  #lineAt(at: MonoMs, say: () => void): void {
    const callOff = this.#on.alarm(at, () => {
      this.#lines.delete(callOff)
      say()
    })
    this.#lines.add(callOff)
  }

  #forgetLines(): void {
    for (const callOff of this.#lines) callOff()
    this.#lines.clear()
  }

  #voicemail(event: CallEvent): void {
    const { phone, attempt, version } = this.#on
    if (event.is === 'answered' && version.parts.voicemail) {
      this.#play(version.parts.voicemail.clip)
    } else if (event.is === 'playEnded') {
      this.#heardWholly = true
      phone.hangUp(attempt)
    } else if (event.is === 'ended') {
      const unheard = this.#answeredAt === undefined ? 'noAnswer' : 'heardPart'
      this.#end({ outcome: this.#heardWholly ? 'heardToEnd' : unheard, keys: this.#pressed })
    }
  }

  #end({ outcome, heardMs, keys }: Pick<AttemptRecord, 'outcome' | 'heardMs' | 'keys'>): void {
    this.#isOver = true
    this.#wake?.()
    this.#forgetLines()
    const why = this.#why ?? (outcome === 'noAnswer' ? 'unanswered' : 'call')
    const atMs = this.#atMs()
    this.#on.tell({ is: 'ended', atMs, outcome, why, keys, heardMs: heardMs ?? null })
  }

  #atMs(): number {
    return this.#answeredAt === undefined ? 0 : between(this.#answeredAt, this.#on.now())
  }

  #reschedule(): void {
    this.#wake?.()
    this.#wake = undefined
    const deadline = this.#machine && nextDeadline(this.#machine)
    if (!deadline) return
    const at = Math.max(deadline.at, this.#on.now())
    this.#wake = this.#on.alarm(monoMs(at), () => this.#feed({ is: 'wake' }))
  }
}
