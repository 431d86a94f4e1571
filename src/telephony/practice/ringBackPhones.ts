/**
 * The phones of people who ring back, on real SIP and RTP: each INVITE goes to where the call they missed came from
 * (its Contact), at the number it showed (its From). What is decided stands in ringBack.ts.
 */
import { assert, unreachable } from '../../base/assert.ts'
import { after, type E164, type MonoMs, ms } from '../../base/units.ts'
import { parsePhoneNumber } from '../../contacts/phoneNumber.ts'
import { offerAudio, readAnswer, wantsSrtp } from '../../sdp/offerAnswer.ts'
import {
  ackFor,
  type Dialog,
  dialogKey,
  dialogKeyOf,
  dialogOfCaller,
  requestIn,
} from '../../sip/dialog.ts'
import { nameAddr } from '../../sip/header.ts'
import { type SipRequest, type SipResponse, sdpOf } from '../../sip/message.ts'
import { bareNumber, isLoopback, parseUri } from '../../sip/uri.ts'
import type { Endpoint } from '../endpoint.ts'
import { newSdesKeys } from '../legMedia.ts'
import type { LegNumber, MediaEngine, MediaEvent } from '../mediaEngine.ts'
import type { ClientTransaction } from '../transactionUser.ts'
import type { WakeUps } from '../wakeUps.ts'
import type { PersonRecord } from './personCall.ts'
import {
  type RingBackCall,
  type RingBackEffect,
  type RingBackInput,
  type RingBackMix,
  type RingBackPlan,
  type RingBackRecord,
  ringBackDeadline,
  ringBackPlan,
  stepRingBack,
  waitingRingBack,
  wasMissed,
} from './ringBack.ts'

export interface RingBackExchange {
  readonly endpoint: Endpoint
  readonly engine: MediaEngine
  readonly wakeUps: WakeUps
  now(): MonoMs
  log(line: string): void
  newLeg(): LegNumber
  legOpened(leg: LegNumber, ear: { hear(event: MediaEvent): void }): void
}

export interface RingBackPhones {
  /** A call of this INVITE is over. */
  ended(invite: SipRequest, record: PersonRecord): void
  /** A BYE for one of them; false: none of theirs. */
  hungUp(bye: SipRequest): boolean
  /** In the order in which they resolved to ring. */
  records(): readonly RingBackRecord[]
  /** Nobody rings any more. */
  close(): void
}

/** Who would ring back beside so many others does not. */
export const RING_BACKS_MAX = 50_000

export function ringBackPhones(
  seed: number,
  mix: RingBackMix,
  exchange: RingBackExchange,
): RingBackPhones {
  const phones: RingBackPhone[] = []
  const byDialog = new Map<string, RingBackPhone>()
  return {
    ended: (invite, record) => {
      const plan = wasMissed(record) ? ringBackPlan(seed, record, mix) : undefined
      const target = plan && targetOf(invite)
      if (!target || phones.length >= RING_BACKS_MAX) return
      phones.push(new RingBackPhone(exchange, byDialog, { plan, target, number: record.number }))
    },
    hungUp: (bye) => {
      const phone = byDialog.get(dialogKeyOf(bye) ?? '')
      phone?.tell({ is: 'farEndHungUp' })
      return phone !== undefined
    },
    records: () => phones.map(({ record }) => record),
    close: () => {
      for (const phone of phones) phone.close()
    },
  }
}

interface Target {
  readonly uri: string
  readonly host: string
  readonly port: number
  readonly rang: E164
  readonly isProtected: boolean
}

/** undefined: it showed no number, or is not of this machine. */
function targetOf(invite: SipRequest): Target | undefined {
  const contact = parseUri(invite.contacts[0]?.uri ?? '')
  const from = parseUri(invite.from.uri)
  if (contact?.scheme !== 'sip' || from?.scheme !== 'sip' || !isLoopback(contact.host))
    return undefined
  const shown = bareNumber(from.user)
  const parsed = parsePhoneNumber(shown)
  const rang = parsed.is === 'number' ? parsed.number : (shown as E164)
  const port = contact.port ?? 5060
  const uri = `sip:${from.user}@${contact.host}:${port}`
  return { uri, host: contact.host, port, rang, isProtected: wantsSrtp(invite.body) }
}

/** A BYE may overtake the sound sent before it. */
const HEARD_OUT_MS = ms(60)

class RingBackPhone {
  readonly #exchange: RingBackExchange
  readonly #byDialog: Map<string, RingBackPhone>
  readonly #target: Target
  readonly #leg: LegNumber
  readonly #terms: { readonly crypto?: ReturnType<typeof newSdesKeys> }
  readonly #tag: string
  #call: RingBackCall
  #isOpen = false
  #invite: ClientTransaction | undefined
  #dialog: Dialog | undefined
  readonly #sleeper = {
    wake: (): void => {
      if (this.#call.is === 'over') this.close()
      else this.tell({ is: 'time' })
    },
  }

  constructor(
    exchange: RingBackExchange,
    byDialog: Map<string, RingBackPhone>,
    { plan, target, number }: { plan: RingBackPlan; target: Target; number: E164 },
  ) {
    this.#exchange = exchange
    this.#byDialog = byDialog
    this.#target = target
    this.#leg = exchange.newLeg()
    this.#terms = target.isProtected ? { crypto: newSdesKeys() } : {}
    this.#tag = exchange.endpoint.newToken()
    this.#call = waitingRingBack(plan, { number, rang: target.rang }, exchange.now())
    this.#keepDeadline()
  }

  get record(): RingBackRecord {
    return this.#call.record
  }

  tell(input: RingBackInput): void {
    const [call, effects] = stepRingBack(this.#call, input, this.#exchange.now())
    this.#call = call
    for (const effect of effects) this.#perform(effect)
    this.#keepDeadline()
  }

  hear(event: MediaEvent): void {
    if (event.is !== 'heard') return
    const { clip, framesHeard, firstAt } = event
    this.tell({ is: 'heard', clip, heardMs: ms(framesHeard * 20), firstAt })
  }

  close(): void {
    this.#exchange.wakeUps.set(this.#sleeper, undefined)
    if (this.#isOpen) this.#exchange.engine.closeLeg(this.#leg)
    this.#isOpen = false
  }

  #keepDeadline(): void {
    const { wakeUps } = this.#exchange
    const due = ringBackDeadline(this.#call)
    const heardOut = this.#isOpen ? after(this.#call.since, HEARD_OUT_MS) : undefined
    wakeUps.set(this.#sleeper, due?.at ?? heardOut)
  }

  #perform(effect: RingBackEffect): void {
    switch (effect.is) {
      case 'invite':
        this.#ring().catch((error: unknown) => {
          this.#exchange.log(`nobody could ring back: ${String(error)}`)
          this.tell({ is: 'refused', status: 500 })
        })
        return
      case 'press':
        this.#exchange.engine.pressKey(this.#leg, effect.key)
        return
      case 'hangUp':
        if (this.#dialog) this.#bye()
        else this.#invite?.cancel()
        return
      default:
        unreachable(effect)
    }
  }

  async #ring(): Promise<void> {
    const { endpoint, engine, legOpened } = this.#exchange
    const { address } = endpoint
    legOpened(this.#leg, this)
    const options = { leg: this.#leg, address, ports: 'perCall', hear: true } as const
    const { port } = await engine.openLeg(options)
    this.#isOpen = true
    const sdp = offerAudio({
      address,
      port,
      sessionId: String(this.#leg),
      version: 1,
      ...this.#terms,
    })
    const { uri, host } = this.#target
    this.#invite = endpoint.sendRequest(
      this.#inviteTo(uri, sdp),
      {
        onResponse: (response) => this.#replied(response),
        onTimeout: () => this.tell({ is: 'refused', status: 408 }),
        onTransportError: () => this.tell({ is: 'refused', status: 503 }),
      },
      { host, port: this.#target.port },
    )
  }

  #inviteTo(uri: string, sdp: string): SipRequest {
    const { endpoint } = this.#exchange
    const { address, port } = endpoint
    const { from } = this.#call.plan
    // RFC 3323 §4.1.1.3, RFC 3325 §9.1: what an exchange hands on of a caller, and of one who hides.
    const own = from === null ? 'sip:anonymous@anonymous.invalid' : `sip:${from}@${address}`
    const privacy = from === null ? [{ name: 'privacy', value: 'id' }] : []
    return {
      ...{ is: 'request', method: 'INVITE', uri, vias: [], maxForwards: undefined },
      from: nameAddr(own, this.#tag),
      to: nameAddr(uri),
      callId: endpoint.newToken(),
      cseq: { number: 1, method: 'INVITE' },
      contacts: [nameAddr(`sip:${address}:${port}`)],
      ...{ recordRoutes: [], routes: [] },
      headers: [...privacy, { name: 'content-type', value: 'application/sdp' }],
      body: sdp,
    }
  }

  #replied(response: SipResponse): void {
    const { status } = response
    if (status < 200) return
    if (status >= 300) {
      this.tell({ is: 'refused', status })
      return
    }
    assert(this.#invite, 'a reply is one to an INVITE')
    const dialog = dialogOfCaller(this.#invite.request, response)
    this.#exchange.endpoint.sendAck(ackFor(dialog, 1))
    if (this.#dialog) return
    this.#dialog = dialog
    this.#byDialog.set(dialogKey(dialog.callId, this.#tag), this)
    const answer = readAnswer(sdpOf(response) ?? '', this.#terms)
    // Who gave up meanwhile, or can hear nothing, hangs up (RFC 3261 §9.1, §13.2.2.4).
    if (this.#call.is !== 'ringing' || answer.is === 'refused') {
      this.#bye()
      this.tell({ is: 'refused', status: answer.is === 'refused' ? 488 : status })
      return
    }
    const { audio } = answer
    this.#exchange.engine.setRemote(this.#leg, {
      ...{ address: audio.address, port: audio.port, codec: audio.codec },
      ...{ payloadType: audio.payloadType, send: audio.weSend },
      ...(audio.eventsOut === undefined ? {} : { telephoneEvent: audio.eventsOut }),
      ...(audio.srtp && { srtp: audio.srtp }),
    })
    this.tell({ is: 'answered' })
  }

  #bye(): void {
    if (!this.#dialog) return
    const [dialog, bye] = requestIn(this.#dialog, 'BYE')
    this.#dialog = dialog
    const { endpoint, log } = this.#exchange
    endpoint.sendRequest(bye, {
      onResponse: () => undefined,
      onTimeout: () => log('a BYE of somebody who rang back was never answered'),
      onTransportError: (error) => log(`a BYE could not be sent: ${error.message}`),
    })
  }
}
