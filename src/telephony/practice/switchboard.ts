/**
 * The practice carrier's exchange: a SIP user agent server (RFC 3261) on a loopback address, a media
 * engine with ears, and a line to a fictional person for each call. Takes fiction numbers only, keeps
 * a carrier's limits, and remembers what each person lived. Runs in carrierWorker.ts.
 */
import { assert } from '../../base/assert.ts'
import { steadyNow } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { type E164, ms } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { isFiction } from '../../contacts/phoneNumber.ts'
import { dialogKeyOf } from '../../sip/dialog.ts'
import { replyTo, type SipRequest, tagOf } from '../../sip/message.ts'
import { isLoopback } from '../../sip/uri.ts'
import { type Endpoint, openEndpoint } from '../endpoint.ts'
import type { LegNumber, MediaEngine } from '../mediaEngine.ts'
import type { Address, ServerTransaction } from '../transactionUser.ts'
import { openWakeUps } from '../wakeUps.ts'
import type { Conduct, PlayedPart } from './behaviour.ts'
import { admit, type CarrierLimits, type CarrierLoad, openLoad, release } from './carrierLimits.ts'
import { calledNumber, offerOf } from './invitation.ts'
import { ownSounds } from './ownSounds.ts'
import { callOf, type PersonRecord, refusedRecord } from './personCall.ts'
import { type Exchange, type OfferAnswered, PhoneLine } from './phoneLine.ts'
import { conductOf, type Mix } from './population.ts'
import { noRecordsFile, openRecordsFile, type RecordsFile } from './recordsFile.ts'
import type { RingBackRecord } from './ringBack.ts'
import { type RingBackPhones, ringBackPhones } from './ringBackPhones.ts'

export interface SwitchboardOptions {
  readonly seed: number
  readonly mix: Mix
  readonly limits: CarrierLimits
  readonly parts: readonly PlayedPart[]
  readonly address: string
  readonly port: number
  readonly recordsFile?: string
  /** One line a fault. */
  readonly log: (line: string) => void
}

export interface Switchboard {
  readonly port: number
  loadClip(clip: Clip): Promise<void>
  /** Waits for what the ears of people who have just hung up still have to tell. */
  records(): Promise<PersonRecord[]>
  ringBacks(): readonly RingBackRecord[]
  close(): Promise<void>
}

/** Calls remembered; the oldest are forgotten first. Half a million take about 300 MB. */
export const CALLS_REMEMBERED_MAX = 500_000

/** A leg is closed within a slot of the engine; under a constant load some are always closing. */
export const SETTLED_WITHIN = ms(500)

const allow = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS']

export async function openSwitchboard(
  options: SwitchboardOptions,
  engine: MediaEngine,
): Promise<Switchboard> {
  if (!isLoopback(options.address)) {
    throw new Failure(
      'refused',
      `The practice carrier listens on this machine only; ${options.address} is not 127.x.x.x.`,
    )
  }
  const file = options.recordsFile ? openRecordsFile(options.recordsFile) : noRecordsFile
  const people = new People(options, engine, file)
  await people.open()
  return {
    port: people.endpoint.port,
    loadClip: (clip) => {
      people.learn(clip)
      return engine.loadClip(clip)
    },
    records: async () => {
      await people.settled()
      return people.records()
    },
    ringBacks: () => people.ringBacks?.records() ?? [],
    close: async () => {
      people.ringBacks?.close()
      await people.endpoint.close()
      people.close()
      file.close()
    },
  }
}

class People {
  readonly #options: SwitchboardOptions
  readonly #engine: MediaEngine
  readonly #file: RecordsFile
  readonly #wakeUps = openWakeUps(steadyNow)
  /** By Call-ID, in the order the calls came. */
  readonly #calls = new Map<string, PhoneLine | PersonRecord>()
  readonly #byLeg = new Map<LegNumber, Pick<PhoneLine, 'hear'>>()
  readonly #byDialog = new Map<string, PhoneLine>()
  readonly #voicemails: Clip[] = []
  readonly #invites = new WeakMap<PhoneLine, SipRequest>()
  readonly #timesCalled = new Map<E164, number>()
  /** Off the phone, but their leg is not closed yet. */
  readonly #hangingUp = new Set<PhoneLine>()
  #settled: (() => void)[] = []
  #load: CarrierLoad = openLoad(steadyNow())
  #legs = 0
  #endpoint: Endpoint | undefined
  #exchange: Exchange | undefined
  ringBacks: RingBackPhones | undefined

  constructor(options: SwitchboardOptions, engine: MediaEngine, file: RecordsFile) {
    this.#options = options
    this.#engine = engine
    this.#file = file
  }

  get endpoint(): Endpoint {
    assert(this.#endpoint, 'the switchboard is open')
    return this.#endpoint
  }

  async open(): Promise<void> {
    const { address, port, parts, mix } = this.#options
    const sounds = ownSounds()
    for (const clip of Object.values(sounds)) await this.#engine.loadClip(clip)
    this.#engine.onEvent((event) => {
      const line = this.#byLeg.get(event.leg)
      if (event.is === 'closed') this.#byLeg.delete(event.leg)
      line?.hear(event)
    })
    this.#endpoint = await openEndpoint({
      address,
      port,
      allow,
      wakeUps: this.#wakeUps,
      screen: (request, source) => this.#screen(request, source),
      onRequest: (request, transaction) => this.#receive(request, transaction),
      log: this.#options.log,
    })
    this.#exchange = {
      endpoint: this.#endpoint,
      engine: this.#engine,
      wakeUps: this.#wakeUps,
      sounds,
      parts: new Map(parts.map((part) => [part.clip, part])),
      voicemails: this.#voicemails,
      listenKey: mix.menu.listen,
      now: steadyNow,
      log: this.#options.log,
      newLeg: () => {
        this.#legs += 1
        return this.#legs as LegNumber
      },
      legOpened: (leg, line) => this.#byLeg.set(leg, line),
      dialogMade: (key, line) => this.#byDialog.set(key, line),
      hungUp: (line) => {
        this.#load = release(this.#load)
        this.#hangingUp.add(line)
      },
      closed: (line, dialogKey) => {
        this.#hangingUp.delete(line)
        if (this.#hangingUp.size === 0) for (const resolve of this.#settled.splice(0)) resolve()
        if (dialogKey) this.#byDialog.delete(dialogKey)
        this.#file.ended(line.record)
        const invite = this.#invites.get(line)
        if (invite) this.ringBacks?.ended(invite, line.record)
      },
    }
    const { seed } = this.#options
    const { endpoint, newLeg, log } = this.#exchange
    if (mix.ringBack) {
      this.ringBacks = ringBackPhones(seed, mix.ringBack, {
        ...{ endpoint, engine: this.#engine, wakeUps: this.#wakeUps, now: steadyNow, newLeg, log },
        legOpened: (leg, ear) => this.#byLeg.set(leg, ear),
      })
    }
  }

  /** The sound of a voicemail version is kept, to compare what mailboxes recorded with it. */
  learn(clip: Clip): void {
    const isVoicemail = ({ role, clip: id }: PlayedPart) => role === 'voicemail' && id === clip.id
    if (this.#options.parts.some(isVoicemail)) this.#voicemails.push(clip)
  }

  async settled(): Promise<void> {
    if (this.#hangingUp.size === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SETTLED_WITHIN)
      this.#settled.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  records(): PersonRecord[] {
    return [...this.#calls.values()].map((call) => (call instanceof PhoneLine ? call.record : call))
  }

  close(): void {
    this.#wakeUps.close()
  }

  /** Repeated INVITEs are counted; those to people who never reply go no further. */
  #screen(request: SipRequest, source: Address): boolean {
    if (!isLoopback(source.host)) return false
    if (request.method !== 'INVITE' || tagOf(request.to) !== undefined) return true
    const known = this.#calls.get(request.callId)
    if (known instanceof PhoneLine) {
      known.tell({ is: 'inviteAgain' })
      return !known.isSilent
    }
    const number = calledNumber(request)
    if (known || !isFiction(number)) return true
    const conduct = this.#conductOf(number)
    if (conduct.setup.is !== 'silent') return true
    this.#connect(request, number)
    return false
  }

  #receive(request: SipRequest, transaction: ServerTransaction): void {
    const toTag = this.endpoint.newToken()
    switch (request.method) {
      case 'INVITE':
        // Our own side sends no re-INVITE; whoever does keeps the call as it is (RFC 3261 §14.2).
        if (tagOf(request.to)) transaction.respond(replyTo(request, 488))
        else this.#invited(request, transaction)
        return
      case 'BYE': {
        const line = this.#byDialog.get(dialogKeyOf(request) ?? '')
        const isTheirs = line !== undefined || this.ringBacks?.hungUp(request) === true
        transaction.respond(replyTo(request, isTheirs ? 200 : 481, { toTag }))
        line?.tell({ is: 'farEndHungUp' })
        return
      }
      case 'OPTIONS':
        transaction.respond(
          replyTo(request, 200, { toTag, headers: [{ name: 'allow', value: allow.join(', ') }] }),
        )
        return
      default:
        transaction.respond(replyTo(request, 501, { toTag }))
    }
  }

  #invited(request: SipRequest, transaction: ServerTransaction): void {
    const invitation = this.#admit(request)
    if (invitation.is === 'admitted') {
      this.#connect(request, invitation.number, { transaction, offer: invitation.offer })
      return
    }
    const { number, status, retryAfterSeconds } = invitation
    const headers =
      retryAfterSeconds === undefined
        ? []
        : [{ name: 'retry-after', value: String(retryAfterSeconds) }]
    transaction.respond(replyTo(request, status, { toTag: this.endpoint.newToken(), headers }))
    const record = refusedRecord(this.#factsOf(request, number), status)
    this.#remember(request.callId, record)
    this.#file.ended(record)
  }

  #admit(request: SipRequest): Invitation {
    const number = calledNumber(request)
    if (!isFiction(number)) return { is: 'refused', number, status: 403 }
    const offer = offerOf(request, this.#options.address)
    if (!offer) return { is: 'refused', number, status: 488 }
    const [load, admission] = admit(this.#load, this.#options.limits, steadyNow())
    this.#load = load
    if (admission.is === 'admitted') return { is: 'admitted', number, offer }
    const { retryAfterSeconds } = admission
    return { is: 'refused', number, status: 503, retryAfterSeconds }
  }

  #connect(
    request: SipRequest,
    number: E164,
    invite?: { transaction: ServerTransaction; offer: OfferAnswered },
  ): void {
    assert(this.#exchange, 'the switchboard is open')
    const call = callOf(this.#conductOf(number), this.#factsOf(request, number))
    this.#timesCalled.set(number, call.record.attemptIndex + 1)
    const line = new PhoneLine(this.#exchange, call)
    this.#remember(request.callId, line)
    this.#invites.set(line, request)
    this.#file.began(line.record)
    line.ring(invite)
  }

  #conductOf(number: E164): Conduct {
    const { seed, mix } = this.#options
    return conductOf(seed, number, this.#timesCalled.get(number) ?? 0, mix)
  }

  #factsOf({ callId }: SipRequest, number: E164) {
    const attemptIndex = this.#timesCalled.get(number) ?? 0
    return { number, callId, attemptIndex, invitedAt: steadyNow() }
  }

  #remember(callId: string, call: PhoneLine | PersonRecord): void {
    this.#calls.set(callId, call)
    if (this.#calls.size <= CALLS_REMEMBERED_MAX) return
    const oldest = this.#calls.keys().next()
    if (!oldest.done) this.#calls.delete(oldest.value)
  }
}

type Invitation =
  | { readonly is: 'admitted'; readonly number: E164; readonly offer: OfferAnswered }
  | {
      readonly is: 'refused'
      readonly number: E164
      readonly status: number
      readonly retryAfterSeconds?: number
    }
