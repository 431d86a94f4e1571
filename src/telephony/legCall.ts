/**
 * Runs one leg: a pure machine (outgoingLeg.ts, incomingLeg.ts) between the endpoint and the media engine.
 * Its effects are done in order and in the same tick, so that the first sound follows the ACK at once.
 */
import type { AmdHow } from '../base/amd.ts'
import { unreachable } from '../base/assert.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import { after, between, type MonoMs, type Ms, seconds } from '../base/units.ts'
import type { CallEvent, RtpStats } from '../call/telephony.ts'
import type { SipRequest, SipResponse } from '../sip/message.ts'
import type { Endpoint } from './endpoint.ts'
import { type KeyPress, type KeysTold, noKeysTold, tellOnce } from './keyTwice.ts'
import type { LegMachine, MachineEffect, MachineInput } from './legMachine.ts'
import { remoteOf } from './legMedia.ts'
import type { LegNumber, MediaEngine, MediaEvent } from './mediaEngine.ts'
import type { Ending, Sent } from './outgoingLegState.ts'
import type {
  Address,
  ClientTransaction,
  Destination,
  ServerTransaction,
} from './transactionUser.ts'
import type { WakeUps } from './wakeUps.ts'

export interface LegCallOptions {
  readonly attempt: AttemptId
  readonly machine: LegMachine
  readonly leg: LegNumber
  /** Answered and nothing heard for this long: it is over. */
  readonly mediaTimeoutMs: Ms
  /** Tones in the sound count as keys beside telephone-event. */
  readonly tonesToo?: boolean
  /** Where INVITEs to the trunk go, whatever their Request-URI says. */
  readonly trunk: Address | Destination
  /** The INVITE that came, when it is they who call: its media is opened later (`mediaOpened`). */
  readonly invited?: ServerTransaction
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

export class LegCall {
  readonly #options: LegCallOptions
  #hasMedia: boolean
  #invite: ClientTransaction | undefined
  #phase: Phase = 'up'
  #ackAt: MonoMs | undefined
  #firstAudioTold = false
  #endedAt: MonoMs | undefined
  #ending: Ending | undefined
  #rtp: RtpStats | undefined
  #closeBy: MonoMs | undefined
  #keysTold: KeysTold = noKeysTold

  constructor(options: LegCallOptions) {
    this.#options = options
    this.#hasMedia = options.invited === undefined
  }

  start(): void {
    this.#perform(this.#options.machine.start(this.#options.now()))
  }

  /** What somebody else than the network tells an incoming leg. */
  tell(input: MachineInput): void {
    this.#step(input)
  }

  /** The leg of the media engine is there; false: nobody needs it any more. */
  mediaOpened(): boolean {
    this.#hasMedia = this.#phase === 'up'
    return this.#hasMedia
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
    if (this.#options.machine.isTalking()) this.#options.media.play(this.#options.leg, clip)
  }

  listen(how: AmdHow): void {
    if (this.#hasMedia) this.#options.media.listen?.(this.#options.leg, how)
  }

  stopPlaying(): void {
    if (this.#options.machine.isTalking()) this.#options.media.stopPlaying(this.#options.leg)
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
    const { attempt, emit } = this.#options
    if (this.#phase === 'gone') return
    const { at } = event
    switch (event.is) {
      case 'firstAudio':
        if (this.#firstAudioTold || this.#ackAt === undefined) break
        this.#firstAudioTold = true
        emit({ is: 'firstAudio', attempt, at, sinceAckMs: between(this.#ackAt, at) })
        break
      case 'key':
        this.#tellKey({ way: 'media', key: event.key, at })
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

  #step(input: MachineInput, transaction?: ServerTransaction): void {
    let effects: readonly MachineEffect[]
    try {
      effects = this.#options.machine.step(input, this.#options.now())
    } catch (error) {
      this.#fail(error, input)
      return
    }
    this.#perform(effects, transaction)
  }

  /** A bug kills this leg only, as politely as the machine still can. */
  #fail(error: unknown, input: MachineInput): void {
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
    const due = this.#options.machine.deadline()
    this.#options.wakeUps.set(this, due?.at ?? this.#closeBy)
  }

  #perform(effects: readonly MachineEffect[], transaction?: ServerTransaction): void {
    for (const effect of effects) this.#do(effect, transaction)
    // Who hung up wants no further target rung.
    if (this.#options.machine.isCanceling()) this.#invite?.stay()
    this.#keepDeadline()
  }

  #do(effect: MachineEffect, transaction: ServerTransaction | undefined): void {
    const { attempt, endpoint, media, leg, emit, now } = this.#options
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
        media.setRemote(leg, remoteOf(effect.audio, this.#options, this.#options))
        break
      case 'ringing':
        emit({ is: 'ringing', attempt, at: now(), earlyMedia: effect.earlyMedia })
        break
      case 'replyInvite':
        this.#options.invited?.respond(effect.reply)
        break
      case 'answered':
        this.#ackAt ??= now()
        emit({ is: 'answered', attempt, at: this.#ackAt })
        break
      case 'key':
        this.#tellKey({ way: 'info', key: effect.key, at: now() })
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

  /** A press that comes both ways counts once. */
  #tellKey(press: KeyPress): void {
    const [told, isTold] = tellOnce(this.#keysTold, press)
    this.#keysTold = told
    if (!isTold) return
    this.#options.emit({
      ...{ is: 'key', attempt: this.#options.attempt, at: press.at, key: press.key },
    })
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
    if (!this.#hasMedia) {
      this.#rtp = noRtp
      return
    }
    this.#closeBy = after(now, mediaCloseMax)
    this.#options.media.closeLeg(this.#options.leg)
  }

  /** `ended` is told when the signalling is over and the media engine has counted. */
  #endWhenComplete(): void {
    const { attempt, wakeUps, emit, gone, now } = this.#options
    if (this.#phase === 'gone' || !this.#ending || !this.#rtp) return
    this.#phase = 'gone'
    wakeUps.set(this, undefined)
    gone()
    const at = this.#endedAt ?? now()
    emit({ is: 'ended', attempt, at, ...this.#ending, rtp: this.#rtp })
  }
}
