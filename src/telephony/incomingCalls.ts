/**
 * The calls that ring us, of one telephony: whose they are, whether there is room, who answers, and one leg each. They
 * are counted apart from those we place: neither takes the other's lines. A flood costs a look an INVITE, before its
 * SDP is read or a port opened.
 */
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { type MonoMs, type Ms, seconds } from '../base/units.ts'
import type { IncomingRefusal, IncomingTelephony } from '../call/incoming.ts'
import type { CallEvent } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import { dialogKey } from '../sip/dialog.ts'
import { replyTo, type SipRequest } from '../sip/message.ts'
import type { Endpoint } from './endpoint.ts'
import { type Caller, callerOf } from './incomingCaller.ts'
import { type IncomingSetup, refusalOf } from './incomingLeg.ts'
import { LegCall } from './legCall.ts'
import { incomingMachine } from './legMachine.ts'
import { mediaTerms } from './legMedia.ts'
import {
  contactOf,
  credentialsOf,
  hash,
  type Line,
  localMedia,
  newSecret,
  shownUser,
  userAgent,
} from './legSetup.ts'
import type { LegNumber, MediaEngine } from './mediaEngine.ts'
import type { Address, ServerTransaction } from './transactionUser.ts'
import type { TrunkRoute } from './trunkRoute.ts'
import type { WakeUps } from './wakeUps.ts'

export interface IncomingOptions {
  readonly routes: readonly TrunkRoute[]
  readonly media: MediaEngine
  readonly wakeUps: WakeUps
  /** Of Portevoix, for User-Agent. */
  readonly version: string
  readonly mediaPorts: 'perCall' | 'shared' | undefined
  /** Absent: nobody can ring us. */
  readonly newAttemptId: (() => AttemptId) | undefined
  newLeg(): LegNumber
  now(): MonoMs
  emit(event: CallEvent): void
  /** Its dialog and the events of its media leg are its own from now on, until `gone`. */
  began(call: LegCall, key: string, leg: LegNumber): void
  gone(key: string, leg: LegNumber): void
  log(line: string): void
}

/** Legs of calls that ring us, whatever the trunks allow: beside `legsMax`, not of it. */
export const incomingLegsMax = 3000

/** Phones that send nothing while they listen are many: only a caller who vanished is silent for so long. */
export const incomingSilenceMax: Ms = seconds(60)

// RFC 3261 §21.4.5, §21.4.18, §21.4.21.
export const refusalStatus = {
  notHere: 404,
  unavailable: 480,
  busy: 486,
} as const satisfies Record<IncomingRefusal, number>

interface Ringing {
  readonly call: LegCall
  readonly open: () => void
  isDecided: boolean
}

export class IncomingCalls implements IncomingTelephony {
  readonly #options: IncomingOptions
  readonly #calls = new Map<AttemptId, Ringing>()
  readonly #byTrunk = new Map<TrunkId, number>()
  #listener: Parameters<IncomingTelephony['onIncoming']>[0] | undefined
  #engaged: Parameters<IncomingTelephony['onEngaged']>[0] | undefined
  #isClosed = false

  constructor(options: IncomingOptions) {
    this.#options = options
  }

  onIncoming(listener: Parameters<IncomingTelephony['onIncoming']>[0]): void {
    this.#listener = listener
  }

  onEngaged(listener: Parameters<IncomingTelephony['onEngaged']>[0]): void {
    this.#engaged = listener
  }

  accept(attempt: AttemptId): void {
    const ringing = this.#decide(attempt)
    if (!ringing) return
    ringing.call.tell({ is: 'accept' })
    ringing.open()
  }

  refuse(attempt: AttemptId, why: IncomingRefusal): void {
    this.#decide(attempt)?.call.tell({ is: 'refuse', status: refusalStatus[why] })
  }

  call(attempt: AttemptId): LegCall | undefined {
    return this.#calls.get(attempt)?.call
  }

  get size(): number {
    return this.#calls.size
  }

  /** No new calls; those there are get hung up. */
  close(): void {
    this.#isClosed = true
    for (const { call } of [...this.#calls.values()]) call.hangUp()
  }

  abandon(): void {
    for (const { call } of [...this.#calls.values()]) call.abandon()
  }

  /** An INVITE outside dialogs. */
  receive(request: SipRequest, transaction: ServerTransaction, endpoint: Endpoint): void {
    const { newAttemptId, now } = this.#options
    const listener = this.#listener
    const toTag = endpoint.newToken()
    const judged = this.#judge(request, transaction.source, { endpoint, toTag })
    if (typeof judged === 'number' || !listener || !newAttemptId) {
      transaction.respond(replyTo(request, typeof judged === 'number' ? judged : 480, { toTag }))
      return
    }
    const { setup, line, caller, called } = judged
    const refusal = refusalOf(setup)
    if (refusal) {
      transaction.respond(refusal)
      return
    }
    const attempt = newAttemptId()
    this.#begin(attempt, setup, line, transaction)
    listener({ attempt, at: now(), trunk: line.route.trunk.id, called, caller })
  }

  /** The status of a refusal, as cheap as it can be had: nothing of the INVITE's body is read yet. */
  #judge(
    request: SipRequest,
    source: Address,
    { endpoint, toTag }: { readonly endpoint: Endpoint; readonly toTag: string },
  ): number | (Omit<Caller, 'trunk'> & { readonly setup: IncomingSetup; readonly line: Line }) {
    if (!this.#listener || this.#isClosed) return 480
    const here = this.#options.routes.filter(
      ({ localAddress }) => localAddress === endpoint.address,
    )
    const reachable = here.map(({ trunk, targets }) => ({ trunk, places: targets.all() }))
    const from = callerOf(request, source, reachable)
    const route = here.find(({ trunk }) => trunk === from?.trunk)
    // Somebody we once sent a request to (a phone behind a proxy), and no carrier of ours.
    if (!from || !route) return 403
    const full = this.#fullStatus(route.trunk)
    if (full === 486) this.#engaged?.({ trunk: route.trunk.id, called: from.called })
    if (full !== undefined) return full
    const line = { route, endpoint }
    const setup = setupOf(request, toTag, line, this.#options.version)
    return { setup, line, caller: from.caller, called: from.called }
  }

  #fullStatus({ id, profile }: Trunk): 480 | 486 | undefined {
    const most = profile.signalling.incomingCalls
    if (most === 0) return 480
    const isFull = (this.#byTrunk.get(id) ?? 0) >= most || this.#calls.size >= incomingLegsMax
    return isFull ? 486 : undefined
  }

  #decide(attempt: AttemptId): Ringing | undefined {
    const ringing = this.#calls.get(attempt)
    if (!ringing || ringing.isDecided) return undefined
    ringing.isDecided = true
    return ringing
  }

  #begin(attempt: AttemptId, setup: IncomingSetup, line: Line, invited: ServerTransaction): void {
    const { media, wakeUps, now, emit, log, began, gone, newLeg } = this.#options
    const { trunk, targets } = line.route
    const leg = newLeg()
    const key = dialogKey(setup.invite.callId, setup.toTag)
    const call = new LegCall({
      ...{ attempt, leg, invited, media, wakeUps, now, emit, log },
      machine: incomingMachine(setup),
      mediaTimeoutMs: incomingSilenceMax,
      tonesToo: mediaTerms(trunk.profile.media).tonesToo ?? false,
      trunk: targets.destination(),
      endpoint: line.endpoint,
      gone: () => {
        this.#calls.delete(attempt)
        this.#byTrunk.set(trunk.id, (this.#byTrunk.get(trunk.id) ?? 1) - 1)
        gone(key, leg)
      },
    })
    invited.listen({
      onCancel: () => call.tell({ is: 'canceled' }),
      onAck: (ack) => call.tell({ is: 'ack', ack }),
      onAckMissing: () => call.tell({ is: 'ackMissing' }),
    })
    const open = (): void => this.#open(call, leg, setup, line)
    this.#calls.set(attempt, { call, open, isDecided: false })
    this.#byTrunk.set(trunk.id, (this.#byTrunk.get(trunk.id) ?? 0) + 1)
    began(call, key, leg)
    call.start()
  }

  #open(call: LegCall, leg: LegNumber, { terms }: IncomingSetup, line: Line): void {
    const { media, mediaPorts, log } = this.#options
    const { localAddress: address, trunk } = line.route
    const { engine, ports } = trunk.profile.media
    media.openLeg({ leg, address, ports: mediaPorts ?? ports, engine }).then(
      (opened) => {
        if (call.mediaOpened()) call.tell({ is: 'open', media: localMedia(line, opened, terms) })
        else media.closeLeg(leg)
      },
      (error: unknown) => {
        log(`a call was not answered: ${String(error)}`)
        call.tell({ is: 'refuse', status: 500 })
      },
    )
  }
}

function setupOf(invite: SipRequest, toTag: string, line: Line, version: string): IncomingSetup {
  const { trunk } = line.route
  const { media, signalling } = trunk.profile
  return {
    ...{ invite, toTag },
    dialog: {
      contact: contactOf(trunk, line.endpoint, shownUser(trunk.callerIds[0], trunk.profile)),
      headers: [userAgent(version)],
      credentials: credentialsOf(trunk),
      secret: newSecret(line.endpoint),
      hash,
    },
    terms: mediaTerms(media),
    sessionExpiresS: signalling.sessionExpiresS,
  }
}
