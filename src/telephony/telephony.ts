/**
 * The port Telephony over real SIP and RTP, for one or several trunks (step 9 of the path). It checks
 * the proof once more, opens the media, runs a leg a call, and hands events up.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { AmdHow } from '../base/amd.ts'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { AttemptId, ClipId, TrunkId } from '../base/ids.ts'
import { type EpochMs, type MonoMs, seconds } from '../base/units.ts'
import type { IncomingRefusal, IncomingTelephony } from '../call/incoming.ts'
import type { CallEvent, PlacedCall, RtpStats, Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { TrunkSign } from '../call/trunkSign.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import { dialogKey, dialogKeyOf } from '../sip/dialog.ts'
import { type SipRequest, tagOf } from '../sip/message.ts'
import type { BaseTimers } from '../sip/transaction/timers.ts'
import type { Endpoint } from './endpoint.ts'
import { IncomingCalls } from './incomingCalls.ts'
import { LegCall } from './legCall.ts'
import { outgoingMachine } from './legMachine.ts'
import { refuseOpenKeys } from './legMedia.ts'
import { type Line, setupOf } from './legSetup.ts'
import type { LegNumber, MediaEngine, OpenedLeg } from './mediaEngine.ts'
import { OptionsPings } from './optionsPings.ts'
import { type Ending, legMethods } from './outgoingLegState.ts'
import { replyOutsideDialogs } from './outsideDialogs.ts'
import { Registrations } from './registrations.ts'
import type { EndpointCounts, ServerTransaction } from './transactionUser.ts'
import { type Dns, systemDns } from './transport/dns.ts'
import { openTrunkEndpoint } from './transport/trunkEndpoint.ts'
import { TrunkDoor } from './trunkDoor.ts'
import { findRoute, type TrunkRoute } from './trunkRoute.ts'
import { openWakeUps, type WakeUps } from './wakeUps.ts'

export interface TelephonyOptions {
  readonly trunks: readonly Trunk[]
  /** Owned from now on: `close` closes it. */
  readonly media: MediaEngine
  /** Calendar for the proof's expiry, steady time for everything else. */
  readonly clock: Clock
  /** Of Portevoix, for User-Agent. */
  readonly version: string
  /** Local SIP port; 0: any. */
  readonly port?: number
  /** Of calls that come in; without it nobody can ring us. */
  readonly newAttemptId?: () => AttemptId
  /** Instead of what the profile of each trunk says. */
  readonly mediaPorts?: 'perCall' | 'shared'
  readonly timers?: BaseTimers
  /** The user part of the Request-URI; by default the number in E.164. */
  readonly dialled?: string
  readonly log?: (line: string) => void
  /** By default this machine's. */
  readonly dns?: Dns
}

export interface SipTelephony extends Telephony, IncomingTelephony {
  /** One a local address. */
  counts(): readonly EndpointCounts[]
  /** What trunks say of themselves; the words said while it opened come first. */
  onTrunkSign(listener: (sign: TrunkSign) => void): void
}

/** Legs of calls we place at once, whatever the trunks allow: 4 times the largest campaign of design §1. */
export const legsMax = 12_000
/** How long `close` waits for BYEs and CANCELs to be answered; then it gives up the legs left. */
export const closeMax = seconds(5)

export async function openTelephony(options: TelephonyOptions): Promise<SipTelephony> {
  if (options.trunks.length === 0) throw new Failure('usage', 'No trunk is given to call through.')
  const { trunks, dns = systemDns(), log } = options
  const routes = await Promise.all(trunks.map((trunk) => findRoute(trunk, dns, log)))
  for (const route of routes) refuseOpenKeys(route.trunk.profile, route)
  const telephony = new RunningTelephony(options, routes)
  await telephony.open()
  return telephony
}

/** A call from `place` on: `call` once its media is open. */
interface Placed {
  call: LegCall | undefined
  isUnwanted: boolean
}

const noRtp: RtpStats = { sent: 0, received: 0, lost: 0, jitterMs: 0 }

class RunningTelephony implements SipTelephony {
  readonly #options: TelephonyOptions
  readonly #routes: readonly TrunkRoute[]
  readonly #wakeUps: WakeUps
  readonly #endpoints = new Map<string, Endpoint>()
  readonly #placed = new Map<AttemptId, Placed>()
  readonly #byLeg = new Map<LegNumber, LegCall>()
  readonly #byDialog = new Map<string, LegCall>()
  readonly #incoming: IncomingCalls
  /** Trunks that asked us to wait (Retry-After): no INVITE before then (RFC 3261 §21.5.4). */
  readonly #heldUntil = new Map<TrunkId, MonoMs>()
  readonly #doors = new Map<TrunkId, TrunkDoor>()
  readonly #registrations: Registrations
  readonly #pings: OptionsPings
  /** The last of each kind, by trunk. */
  readonly #signs = new Map<string, TrunkSign>()
  readonly #signListeners: ((sign: TrunkSign) => void)[] = []
  readonly #listeners: ((event: CallEvent) => void)[] = []
  #lastLeg = 0
  #idle: (() => void) | undefined
  #closed: Promise<void> | undefined

  constructor(options: TelephonyOptions, routes: readonly TrunkRoute[]) {
    this.#options = options
    this.#routes = routes
    this.#wakeUps = openWakeUps(() => options.clock.mono())
    const { version, clock } = options
    const signing = {
      ...{ version, wakeUps: this.#wakeUps, now: () => clock.mono() },
      tell: (sign: TrunkSign) => this.#tell(sign),
    }
    this.#registrations = new Registrations(signing)
    this.#pings = new OptionsPings(signing)
    this.#incoming = new IncomingCalls({
      ...{ routes, media: options.media, wakeUps: this.#wakeUps, version },
      ...{ mediaPorts: options.mediaPorts, newAttemptId: options.newAttemptId },
      newLeg: () => this.#newLeg(),
      now: () => clock.mono(),
      emit: (event) => this.#tellAll(event),
      began: (call, key, leg) => this.#file(call, key, leg),
      gone: (key, leg) => this.#unfile(key, leg),
      log: (line) => options.log?.(line),
    })
    options.media.onEvent((event) => this.#byLeg.get(event.leg)?.receiveMedia(event))
  }

  async open(): Promise<void> {
    const { port = 0, timers, log } = this.#options
    const byAddress = Map.groupBy(this.#routes, ({ localAddress }) => localAddress)
    for (const [localAddress, routes] of byAddress) {
      const endpoint: Endpoint = await openTrunkEndpoint(routes, {
        address: localAddress,
        port,
        allow: legMethods,
        wakeUps: this.#wakeUps,
        onRequest: (request, transaction) => this.#receive(request, transaction, endpoint),
        ...(timers ? { timers } : {}),
        ...(log ? { log } : {}),
      })
      this.#endpoints.set(localAddress, endpoint)
    }
    for (const { trunk, targets, localAddress } of this.#routes) {
      const endpoint = this.#endpoints.get(localAddress)
      if (!endpoint) continue
      this.#registrations.start({ trunk, endpoint, to: targets.destination() })
      this.#pings.start({ trunk, endpoint, to: targets.destination() })
    }
    await this.#registrations.firstWords()
  }

  onEvent(listener: (event: CallEvent) => void): void {
    this.#listeners.push(listener)
  }

  onTrunkSign(listener: (sign: TrunkSign) => void): void {
    this.#signListeners.push(listener)
    for (const sign of this.#signs.values()) listener(sign)
  }

  onIncoming(listener: Parameters<IncomingTelephony['onIncoming']>[0]): void {
    this.#incoming.onIncoming(listener)
  }

  onEngaged(listener: Parameters<IncomingTelephony['onEngaged']>[0]): void {
    this.#incoming.onEngaged(listener)
  }

  accept(attempt: AttemptId): void {
    this.#incoming.accept(attempt)
  }

  refuse(attempt: AttemptId, why: IncomingRefusal): void {
    this.#incoming.refuse(attempt, why)
  }

  #tell(sign: TrunkSign): void {
    this.#signs.set(`${sign.trunk} ${'why' in sign}`, sign)
    for (const listener of this.#signListeners) listener(sign)
  }

  loadClip(clip: Clip): Promise<void> {
    return this.#options.media.loadClip(clip)
  }

  place(call: PlacedCall): void {
    const line = this.#lineFor(call)
    const placed: Placed = { call: undefined, isUnwanted: false }
    if (this.#placed.has(call.attempt)) throw new Failure('internal', 'An attempt is placed twice.')
    this.#placed.set(call.attempt, placed)
    this.#open(call, placed, line).catch((error: unknown) => {
      this.#options.log?.(`a call was not placed: ${String(error)}`)
      this.#endUnplaced(call, { by: 'refused', outcome: 'notPlaced' })
    })
  }

  play(attempt: AttemptId, clip: ClipId): void {
    this.#callOf(attempt)?.play(clip)
  }

  stopPlaying(attempt: AttemptId): void {
    this.#callOf(attempt)?.stopPlaying()
  }

  listen(attempt: AttemptId, how: AmdHow): void {
    this.#callOf(attempt)?.listen(how)
  }

  hangUp(attempt: AttemptId): void {
    const placed = this.#placed.get(attempt)
    if (placed) placed.isUnwanted = true
    this.#callOf(attempt)?.hangUp()
  }

  #callOf(attempt: AttemptId): LegCall | undefined {
    return this.#placed.get(attempt)?.call ?? this.#incoming.call(attempt)
  }

  counts(): readonly EndpointCounts[] {
    return [...this.#endpoints.values()].map((endpoint) => endpoint.counts())
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    for (const attempt of this.#placed.keys()) this.hangUp(attempt)
    this.#incoming.close()
    if (this.#placed.size + this.#incoming.size > 0) await this.#untilIdle()
    for (const { call } of this.#placed.values()) call?.abandon()
    this.#incoming.abandon()
    this.#pings.close()
    await this.#registrations.close()
    for (const endpoint of this.#endpoints.values()) await endpoint.close()
    this.#wakeUps.close()
    await this.#options.media.close()
  }

  async #untilIdle(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, closeMax)
      this.#idle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** undefined: no trunk of this kind shows this caller ID. */
  #lineFor({ lawful, trunk: wanted }: PlacedCall): Line | undefined {
    const route = this.#routes.find(({ trunk }) => {
      const isWanted = wanted === undefined || trunk.id === wanted
      // A fiction number never reaches a real trunk, nor a real one the practice carrier: the proof
      // was given for one kind only.
      const fits = trunk.kind === lawful.trunkKind
      return isWanted && fits && trunk.callerIds.some((shown) => shown === lawful.callerId)
    })
    const endpoint = route && this.#endpoints.get(route.localAddress)
    return route && endpoint ? { route, endpoint } : undefined
  }

  /** Why no INVITE may leave now; undefined: it may. */
  #hindrance({ lawful }: PlacedCall, placed: Placed, line: Line): Ending | undefined {
    const notPlaced: Ending = { by: 'refused', outcome: 'notPlaced' }
    const now: EpochMs = this.#options.clock.epoch()
    if (placed.isUnwanted || this.#closed || now >= lawful.expiresAt) return notPlaced
    const { id } = line.route.trunk
    const askedFor = (this.#heldUntil.get(id) ?? 0) - this.#options.clock.mono()
    // Not registered, a carrier refuses every call: none is wasted on it.
    const heldFor = Math.max(askedFor, this.#registrations.heldFor(id) ?? 0)
    return heldFor > 0 ? { ...notPlaced, retryAfterMs: seconds(heldFor / 1000) } : undefined
  }

  async #open(call: PlacedCall, placed: Placed, line: Line | undefined): Promise<void> {
    if (!line || this.#placed.size > legsMax) {
      throw new Failure('carrier', line ? `more than ${legsMax} legs` : 'no trunk fits this call')
    }
    await Promise.resolve() // `ended` never comes before `place` has returned
    const before = this.#hindrance(call, placed, line)
    if (before) {
      this.#endUnplaced(call, before)
      return
    }
    const { media, mediaPorts: ports = line.route.trunk.profile.media.ports } = this.#options
    const leg = this.#newLeg()
    const address = line.route.localAddress
    const { engine } = line.route.trunk.profile.media
    const opened = await media.openLeg({ leg, address, ports, engine })
    await this.#passTheDoor(line.route.trunk)
    // Opening may have waited: the proof and the wish are looked at again, last thing before INVITE.
    const hindrance = this.#hindrance(call, placed, line)
    if (hindrance) {
      media.closeLeg(leg)
      this.#endUnplaced(call, hindrance)
      return
    }
    this.#start(call, placed, line, { leg, ...opened })
  }

  #newLeg(): LegNumber {
    this.#lastLeg = (this.#lastLeg + 1) % 2 ** 32
    return this.#lastLeg as LegNumber
  }

  async #passTheDoor({ id, callsPerSecond }: Trunk): Promise<void> {
    const door = this.#doors.get(id) ?? new TrunkDoor(callsPerSecond)
    this.#doors.set(id, door)
    const { passage, waitMs } = door.reserve(this.#options.clock.mono())
    if (waitMs > 0) await pause(waitMs)
    passage.at = this.#options.clock.mono()
  }

  #start(
    call: PlacedCall,
    placed: Placed,
    line: Line,
    media: OpenedLeg & { readonly leg: LegNumber },
  ): void {
    const setup = setupOf(call, line, media, this.#options)
    const key = dialogKey(setup.callId, tagOf(setup.from) ?? '')
    const running = new LegCall({
      attempt: call.attempt,
      machine: outgoingMachine(setup),
      leg: media.leg,
      mediaTimeoutMs: call.mediaTimeoutMs,
      tonesToo: setup.media.tonesToo ?? false,
      trunk: line.route.targets.destination(),
      endpoint: line.endpoint,
      media: this.#options.media,
      wakeUps: this.#wakeUps,
      now: () => this.#options.clock.mono(),
      emit: (event) => this.#emit(event, line.route.trunk.id),
      gone: () => {
        this.#placed.delete(call.attempt)
        this.#unfile(key, media.leg)
      },
      log: (text) => this.#options.log?.(text),
    })
    placed.call = running
    this.#file(running, key, media.leg)
    running.start()
  }

  #emit(event: CallEvent, trunk: TrunkId): void {
    // What the carrier asks for itself; what a phone asks for concerns nobody else.
    if (event.is === 'ended' && event.retryAfterMs !== undefined && !event.retryAfterOf) {
      const until = (this.#options.clock.mono() + event.retryAfterMs) as MonoMs
      this.#heldUntil.set(trunk, until)
    }
    this.#tellAll(event)
  }

  #tellAll(event: CallEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  #endUnplaced({ attempt }: PlacedCall, ending: Ending): void {
    this.#placed.delete(attempt)
    this.#lookWhetherIdle()
    this.#tellAll({
      ...{ is: 'ended', attempt, at: this.#options.clock.mono() },
      ...{ ...ending, rtp: noRtp },
    })
  }

  #file(call: LegCall, key: string, leg: LegNumber): void {
    this.#byLeg.set(leg, call)
    this.#byDialog.set(key, call)
  }

  #unfile(key: string, leg: LegNumber): void {
    this.#byLeg.delete(leg)
    this.#byDialog.delete(key)
    this.#lookWhetherIdle()
  }

  #lookWhetherIdle(): void {
    if (this.#placed.size + this.#incoming.size === 0) this.#idle?.()
  }

  #receive(request: SipRequest, transaction: ServerTransaction, endpoint: Endpoint): void {
    const key = dialogKeyOf(request)
    const call = key === undefined ? undefined : this.#byDialog.get(key)
    const rings = request.method === 'INVITE' && tagOf(request.to) === undefined
    if (call) call.receive(request, transaction)
    else if (rings) this.#incoming.receive(request, transaction, endpoint)
    else transaction.respond(replyOutsideDialogs(request, endpoint.newToken()))
  }
}
