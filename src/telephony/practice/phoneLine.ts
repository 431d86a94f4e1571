/**
 * The line to one fictional person: the person machine on one side, SIP replies and RTP on the other.
 * It makes decisions no more than a cable does; what is decided stands in person.ts.
 */
import { assert } from '../../base/assert.ts'
import { after, type MonoMs, ms } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { type Dialog, dialogKey, dialogOfCallee, requestIn } from '../../sip/dialog.ts'
import { nameAddr } from '../../sip/header.ts'
import { replyTo } from '../../sip/message.ts'
import type { Endpoint } from '../endpoint.ts'
import type {
  LegNumber,
  MediaEngine,
  MediaEvent,
  RemoteMedia,
  SoundRecording,
} from '../mediaEngine.ts'
import { RECORDING_MS_MAX } from '../mediaRecording.ts'
import type { ServerTransaction } from '../transactionUser.ts'
import type { Sleeper, WakeUps } from '../wakeUps.ts'
import type { PlayedPart, PlayedRole } from './behaviour.ts'
import { nextDeadline, type PersonEffect } from './person.ts'
import {
  type CallInput,
  type PersonCall,
  type PersonRecord,
  recordingSpan,
  stepCall,
} from './personCall.ts'
import { recordedVoicemail } from './recordedVoicemail.ts'
import type { OwnSound } from './soundPlans.ts'

export interface Exchange {
  readonly endpoint: Endpoint
  readonly engine: MediaEngine
  readonly wakeUps: WakeUps
  readonly sounds: Readonly<Record<OwnSound, Pick<Clip, 'id'>>>
  /** The parts an ear can tell apart; empty: people go by the clock (BLIND_PART_MS). */
  readonly parts: ReadonlyMap<string, PlayedPart>
  /** What mailboxes may be left: the sounds that recordings are compared with. */
  readonly voicemails: readonly Clip[]
  readonly listenKey: string
  now(): MonoMs
  log(line: string): void
  newLeg(): LegNumber
  /** The leg's events go to this line until it is closed. */
  legOpened(leg: LegNumber, line: PhoneLine): void
  dialogMade(key: string, line: PhoneLine): void
  /** The person is off the phone. */
  hungUp(line: PhoneLine): void
  /** Nothing more will be noted. */
  closed(line: PhoneLine, dialogKey: string | undefined): void
}

/** How we answer an offer: our SDP for a local port, and where the far end wants its sound. */
export interface OfferAnswered {
  readonly remote: RemoteMedia
  sdp(port: number): string
}

/** A BYE may overtake the sound sent before it: what is on its way is heard out, as phones do. */
const HEARD_OUT_MS = ms(60)

interface OpenLeg {
  readonly number: LegNumber
  readonly port: Promise<number>
}

/** How long a person who cannot recognise the parts takes each of them to be. */
export const BLIND_PART_MS = ms(8000)

export class PhoneLine {
  readonly #exchange: Exchange
  readonly #sleeper: Sleeper = {
    wake: () => {
      if (this.#isOver) this.#closeLeg()
      else this.tell({ is: 'time' })
    },
  }
  #call: PersonCall
  #invite: { readonly transaction: ServerTransaction; readonly offer: OfferAnswered } | undefined
  #leg: OpenLeg | undefined
  #dialog: Dialog | undefined
  #isOver = false
  #isClosed = false
  #hasRecording = false
  readonly #toTag: string

  constructor(exchange: Exchange, call: PersonCall) {
    this.#exchange = exchange
    this.#call = call
    this.#toTag = exchange.endpoint.newToken()
  }

  get isSilent(): boolean {
    return this.#call.person.conduct.setup.is === 'silent'
  }

  get #isMailbox(): boolean {
    return this.#call.person.conduct.lines.some(({ act }) => act.is === 'record')
  }

  get record(): PersonRecord {
    return this.#call.record
  }

  /** The phone is dialled. A silent person has no transaction: nothing is ever replied. */
  ring(invite?: { transaction: ServerTransaction; offer: OfferAnswered }): void {
    this.#invite = invite
    invite?.transaction.listen({
      onCancel: () => this.tell({ is: 'cancelled' }),
      onAck: () => this.#acked(),
      onAckMissing: () => {
        this.#bye()
        this.tell({ is: 'farEndHungUp' })
      },
    })
    this.tell({ is: 'invited' })
  }

  tell(input: CallInput): void {
    const [call, effects] = stepCall(this.#call, input, this.#exchange.now())
    this.#call = call
    for (const effect of effects) this.#perform(effect)
    if (this.record.endedAt !== undefined) this.#end()
    else this.#exchange.wakeUps.set(this.#sleeper, nextDeadline(this.#call.person)?.at)
  }

  hear(event: MediaEvent): void {
    switch (event.is) {
      case 'hearing': {
        const part = this.#exchange.parts.get(event.clip)
        if (part) this.tell({ ...part, is: 'heardStarted' })
        return
      }
      case 'heard': {
        const part = this.#exchange.parts.get(event.clip)
        if (part) this.tell({ is: 'heard', stretch: { ...event, ...part } })
        return
      }
      case 'legFailed':
        this.#exchange.log(`a practice leg failed: ${event.why}`)
        return
      case 'recorded':
        this.#compare(event.recording)
        return
      case 'closed':
        this.#close()
        return
      case 'firstAudio':
      case 'key':
      case 'playEnded':
      case 'mediaTimeout':
      case 'amd':
      case 'beep':
      case 'farQuiet':
      case 'farSpeaks':
        return
      default:
        event satisfies never
    }
  }

  #acked(): void {
    this.tell({ is: 'acked' })
    this.#imagine('gate')
  }

  #perform(effect: PersonEffect): void {
    const { engine, sounds, listenKey } = this.#exchange
    switch (effect.is) {
      case 'trying':
        this.#reply(100)
        return
      case 'ring':
        if (effect.earlyMedia) this.#whenOpen((port) => this.#reply(183, port))
        else this.#reply(180)
        return
      case 'answer':
        this.#whenOpen((port) => this.#reply(200, port))
        return
      case 'reject':
        this.#reply(effect.status, undefined, effect.retryAfterSeconds)
        return
      case 'say':
        this.#whenOpen((_port, leg) => engine.play(leg, sounds[effect.sound].id))
        return
      case 'press':
        this.#whenOpen((_port, leg) => engine.pressKey(leg, effect.key))
        if (effect.key === listenKey) this.#imagine('content')
        return
      case 'hangUp':
        this.#bye()
        return
      case 'record':
      case 'pickUp':
        return // all is kept from the first packet on; what counts is told by recordingSpan
      default:
        effect satisfies never
    }
  }

  #compare(recording: SoundRecording): void {
    this.#hasRecording = true
    const span = recordingSpan(this.#call)
    const recorded = span && recordedVoicemail(recording, this.#exchange.voicemails, span)
    if (recorded) this.tell({ is: 'recorded', recorded })
  }

  /** A person who cannot recognise anything supposes that a part begins when it should. */
  #imagine(role: PlayedRole): void {
    if (this.#exchange.parts.size > 0) return
    this.tell({ is: 'heardStarted', role, durationMs: BLIND_PART_MS })
  }

  #reply(status: number, port?: number, retryAfterSeconds?: number): void {
    assert(this.#invite, 'only a person with an INVITE replies')
    const { transaction, offer } = this.#invite
    const { address, port: sipPort } = this.#exchange.endpoint
    const reply = replyTo(transaction.request, status, {
      ...(status === 100 ? {} : { toTag: this.#toTag }),
      ...(status > 100 && status < 300 ? { contact: nameAddr(`sip:${address}:${sipPort}`) } : {}),
      ...(retryAfterSeconds === undefined
        ? {}
        : { headers: [{ name: 'retry-after', value: String(retryAfterSeconds) }] }),
      ...(port === undefined ? {} : { sdp: offer.sdp(port) }),
    })
    if (status === 200) {
      this.#dialog = dialogOfCallee(transaction.request, reply)
      this.#exchange.dialogMade(dialogKey(transaction.request.callId, this.#toTag), this)
    }
    transaction.respond(reply)
  }

  #openLeg(): OpenLeg {
    if (this.#leg) return this.#leg
    const { endpoint, engine } = this.#exchange
    assert(this.#invite, 'only a person with an INVITE has a leg')
    const { remote } = this.#invite.offer
    const leg = this.#exchange.newLeg()
    this.#exchange.legOpened(leg, this)
    const records = this.#isMailbox ? { recordMs: RECORDING_MS_MAX } : {}
    const options = { leg, address: endpoint.address, ports: 'perCall', hear: true } as const
    const port = engine.openLeg({ ...options, ...records }).then((opened) => {
      engine.setRemote(leg, remote)
      return opened.port
    })
    this.#leg = { number: leg, port }
    return this.#leg
  }

  /** Does this once the leg has its port, in the order asked for. */
  #whenOpen(then: (port: number, leg: LegNumber) => void): void {
    const { number, port } = this.#openLeg()
    port.then(
      (opened) => then(opened, number),
      (error: Error) => {
        this.#exchange.log(`a practice phone has no port for its sound: ${error.message}`)
        this.#reply(500)
        this.tell({ is: 'farEndHungUp' })
      },
    )
  }

  #bye(): void {
    if (!this.#dialog) return
    const [dialog, bye] = requestIn(this.#dialog, 'BYE')
    this.#dialog = dialog
    const { endpoint, log } = this.#exchange
    endpoint.sendRequest(bye, {
      onResponse: () => undefined,
      onTimeout: () => log('a BYE of the practice carrier was never answered'),
      onTransportError: (error) => log(`a BYE could not be sent: ${error.message}`),
    })
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    const { wakeUps, hungUp, now } = this.#exchange
    hungUp(this)
    if (this.#leg) wakeUps.set(this.#sleeper, after(now(), HEARD_OUT_MS))
    else this.#close()
  }

  #closeLeg(): void {
    if (this.#leg) this.#exchange.engine.closeLeg(this.#leg.number)
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    if (recordingSpan(this.#call) && !this.#hasRecording) {
      this.tell({ is: 'recorded', recorded: 'notKept' })
    }
    this.#exchange.wakeUps.set(this.#sleeper, undefined)
    this.#exchange.closed(this, this.#dialog && dialogKey(this.#dialog.callId, this.#toTag))
  }
}
