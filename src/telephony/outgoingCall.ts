/**
 * Runs one outgoing leg: the pure machine of outgoingLeg.ts between the endpoint and the media engine.
 * Its effects are done in order and in the same tick, so that the first sound follows the ACK at once.
 */
import type { AmdSettings } from '../base/amd.ts'
import { unreachable } from '../base/assert.ts'
import type { ClipId } from '../base/ids.ts'
import { after, between, type MonoMs, seconds } from '../base/units.ts'
import type { CallEvent, PlacedCall, RtpStats } from '../call/telephony.ts'
import type { SipRequest, SipResponse } from '../sip/message.ts'
import type { Endpoint } from './endpoint.ts'
import { remoteOf } from './legMedia.ts'
import type { LegNumber, MediaEngine, MediaEvent } from './mediaEngine.ts'
import { legDeadline, startLeg, stepLeg } from './outgoingLeg.ts'
import type {
  Ending,
  LegEffect,
  LegInput,
  LegSetup,
  OutgoingLeg,
  Sent,
} from './outgoingLegState.ts'
import type {
  Address,
  ClientTransaction,
  Destination,
  ServerTransaction,
} from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

export interface OutgoingCallOptions {
  readonly call: PlacedCall
  readonly setup: LegSetup
  readonly leg: LegNumber
  /** Where INVITEs to the trunk go, whatever their Request-URI says. */
  readonly trunk: Address | Destination
  readonly endpoint: Endpoint
  readonly media: MediaEngine
  readonly wakeUps: WakeUps
  now(): MonoMs
  emit(event: CallEvent): void
  /** After `ended` was emitted, or together with it. */
  gone(): void
  log(line: string): void
}

/** The media engine closes a leg within a tick; without its word the leg ends with empty counters. */
const mediaCloseMax = seconds(2)
const noRtp: RtpStats = { sent: 0, received: 0, lost: 0, jitterMs: 0 }

type Phase = 'up' | 'closing' | 'gone'

export class OutgoingCall {
  readonly #options: OutgoingCallOptions
  #state: OutgoingLeg | undefined
  #invite: ClientTransaction | undefined
  #phase: Phase = 'up'
  #ackAt: MonoMs | undefined
  #firstAudioTold = false
  #endedAt: MonoMs | undefined
  #ending: Ending | undefined
  #rtp: RtpStats | undefined
  #closeBy: MonoMs | undefined

  constructor(options: OutgoingCallOptions) {
    this.#options = options
  }

  start(): void {
    const [state, effects] = startLeg(this.#options.setup, this.#options.now())
    this.#state = state
    this.#perform(effects)
  }

  hangUp(): void {
    this.#step({ is: 'hangUp' })
  }

  /** Telephony closes and waits no longer: what the machine knows by now is the ending. */
  abandon(): void {
    this.#step({ is: 'noReply' })
    this.#step({ is: 'byeUnanswered' })
    this.#rtp ??= noRtp
    this.#endWhenComplete()
  }

  /** Nothing is played before the answer, nor after the end. */
  play(clip: ClipId): void {
    if (this.#state?.is === 'answered') this.#options.media.play(this.#options.leg, clip)
  }

  listen(how: AmdSettings): void {
    this.#options.media.listen?.(this.#options.leg, how)
  }

  stopPlaying(): void {
    if (this.#state?.is === 'answered') this.#options.media.stopPlaying(this.#options.leg)
  }

  /** A request in this dialog (never ACK, CANCEL). */
  receive(request: SipRequest, transaction: ServerTransaction): void {
    transaction.listen({
      onAck: (ack) => this.#step({ is: 'ack', ack }),
      // §13.3.1.4 wants BYE; a far end that re-invites and vanishes is found by mediaTimeout sooner.
      onAckMissing: () => this.#step({ is: 'hangUp' }),
    })
    this.#step({ is: 'request', request }, transaction)
  }

  receiveMedia(event: MediaEvent): void {
    const { call, emit } = this.#options
    if (this.#phase === 'gone') return
    const { attempt } = call
    const { at } = event
    switch (event.is) {
      case 'firstAudio':
        if (this.#firstAudioTold || this.#ackAt === undefined) break
        this.#firstAudioTold = true
        emit({ is: 'firstAudio', attempt, at, sinceAckMs: between(this.#ackAt, at) })
        break
      case 'key':
        emit({ is: 'key', attempt, at, key: event.key })
        break
      case 'playEnded':
        emit({ is: 'playEnded', attempt, at, clip: event.clip })
        break
      case 'amd':
      case 'beep':
      case 'farQuiet':
      case 'farSpeaks': {
        const { leg: _, ...told } = event
        emit({ ...told, attempt })
        break
      }
      case 'mediaTimeout':
        this.#step({ is: 'mediaTimeout' })
        break
      case 'legFailed':
        this.#options.log(`media of a leg failed: ${event.why}`)
        this.#step({ is: 'internalError' })
        break
      case 'closed':
        this.#rtp = event.rtp
        this.#endWhenComplete()
        break
      case 'hearing':
      case 'heard':
      case 'recorded':
        break // the practice carrier's ear and its mailboxes; outgoing legs do not ask for them
      default:
        unreachable(event)
    }
  }

  /** A deadline may have passed. */
  wake(now: MonoMs): void {
    if (this.#closeBy !== undefined && now >= this.#closeBy) {
      this.#rtp ??= noRtp
      this.#endWhenComplete()
    } else this.#step({ is: 'deadline' })
  }

  #step(input: LegInput, transaction?: ServerTransaction): void {
    if (!this.#state) return
    let effects: readonly LegEffect[]
    try {
      const [state, done] = stepLeg(this.#state, input, this.#options.now())
      this.#state = state
      effects = done
    } catch (error) {
      this.#fail(error, input)
      return
    }
    this.#perform(effects, transaction)
  }

  /** A bug kills this leg only, as politely as the machine still can. */
  #fail(error: unknown, input: LegInput): void {
    this.#options.log(`internal error in a leg at ${input.is}: ${String(error)}`)
    if (input.is !== 'internalError') {
      this.#step({ is: 'internalError' })
      return
    }
    this.#closeMedia()
    this.#ending ??= { by: 'internalError' }
    this.#endWhenComplete()
  }

  #keepDeadline(): void {
    if (this.#phase === 'gone') return
    const due = this.#state && legDeadline(this.#state)
    this.#options.wakeUps.set(this, due?.at ?? this.#closeBy)
  }

  #perform(effects: readonly LegEffect[], transaction?: ServerTransaction): void {
    for (const effect of effects) this.#do(effect, transaction)
    // Who hung up wants no further target rung.
    if (this.#state?.is === 'canceling') this.#invite?.stay()
    this.#keepDeadline()
  }

  #do(effect: LegEffect, transaction: ServerTransaction | undefined): void {
    const { call, endpoint, media, leg, emit, now } = this.#options
    const { attempt } = call
    switch (effect.is) {
      case 'invite':
        // With credentials or redirected it is the same call, and leaves once.
        if (!this.#invite) emit({ is: 'placed', attempt, at: now() })
        this.#sendInvite(effect.request, effect.toTrunk)
        break
      case 'cancel':
        this.#invite?.cancel()
        break
      case 'ack':
        endpoint.sendAck(effect.request)
        this.#ackAt ??= now()
        break
      case 'send':
        this.#send(effect.sent)
        break
      case 'bye':
        this.#sendBye(effect.request, effect.of)
        break
      case 'reply':
        transaction?.respond(effect.reply)
        break
      case 'setRemote':
        media.setRemote(leg, remoteOf(effect.audio, call, this.#options.setup.media))
        break
      case 'ringing':
        emit({ is: 'ringing', attempt, at: now(), earlyMedia: effect.earlyMedia })
        break
      case 'answered':
        emit({ is: 'answered', attempt, at: this.#ackAt ?? now() })
        break
      case 'key':
        emit({ is: 'key', attempt, at: now(), key: effect.key })
        break
      case 'closeMedia':
        this.#closeMedia()
        break
      case 'ended':
        this.#ending = effect.ending
        this.#endWhenComplete()
        break
      default:
        unreachable(effect)
    }
  }

  #sendInvite(request: SipRequest, toTrunk: boolean): void {
    const { endpoint, trunk } = this.#options
    const listener = {
      onResponse: (response: SipResponse) => this.#step({ is: 'response', response }),
      onTimeout: () => this.#step({ is: 'noReply' }),
      onTransportError: (error: Error) => {
        this.#options.log(`an INVITE could not be sent: ${error.message}`)
        this.#step({ is: 'noReply' })
      },
    }
    this.#invite = endpoint.sendRequest(request, listener, toTrunk ? trunk : undefined)
  }

  /** PRACK, UPDATE, re-INVITE: to wherever the dialog says. */
  #send(sent: Sent): void {
    const unanswered = (): void => this.#step({ is: 'sentUnanswered', sent })
    this.#options.endpoint.sendRequest(sent.request, {
      onResponse: (response) => this.#step({ is: 'sentResponse', sent, response }),
      onTimeout: unanswered,
      onTransportError: unanswered,
    })
  }

  #sendBye(request: SipRequest, of: 'ours' | 'stray'): void {
    const unanswered = (): void => {
      if (of === 'ours') this.#step({ is: 'byeUnanswered' })
    }
    this.#options.endpoint.sendRequest(request, {
      onResponse: (response) => {
        if (of === 'ours') this.#step({ is: 'byeResponse', response })
      },
      onTimeout: unanswered,
      onTransportError: unanswered,
    })
  }

  #closeMedia(): void {
    if (this.#phase !== 'up') return
    this.#phase = 'closing'
    const now = this.#options.now()
    this.#endedAt = now
    this.#closeBy = after(now, mediaCloseMax)
    this.#options.media.closeLeg(this.#options.leg)
  }

  /** `ended` is told when the signalling is over and the media engine has counted. */
  #endWhenComplete(): void {
    const { call, wakeUps, emit, gone, now } = this.#options
    if (this.#phase === 'gone' || !this.#ending || !this.#rtp) return
    this.#phase = 'gone'
    wakeUps.set(this, undefined)
    gone()
    const at = this.#endedAt ?? now()
    emit({ is: 'ended', attempt: call.attempt, at, ...this.#ending, rtp: this.#rtp })
  }
}
