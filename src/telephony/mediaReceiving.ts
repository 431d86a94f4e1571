/**
 * Every datagram that arrives: whose is it, is it valid, what does it carry. Step 10 of the path:
 * from here the key that a person presses goes up as an event. Nothing is trusted: a leg takes only
 * packets of the source it has settled on, see rtp/source.ts.
 */
import { fromALaw, fromMuLaw } from '../audio/g711.ts'
import { hearKeyTone } from '../audio/keyTones.ts'
import type { MonoMs } from '../base/units.ts'
import { nextKeyDeadline, noKeyYet, stepKeys } from '../rtp/keyReceiver.ts'
import { blankRtpHeader, looksLikeRtcp, readRtp } from '../rtp/packet.ts'
import { receiveEvent, receiveSound } from '../rtp/receiver.ts'
import { readRtcp } from '../rtp/rtcp.ts'
import { FRAME_TICKS } from '../rtp/schedule.ts'
import { type Address, considerSource } from '../rtp/source.ts'
import { readTelephoneEvent } from '../rtp/telephoneEvent.ts'
import type { MediaEvent, RemoteMedia } from './mediaEngine.ts'
import { codecOf, type Leg } from './mediaLeg.ts'
import type { SharedPort } from './mediaSharedPort.ts'
import type { Incoming, SocketNumber } from './mediaSockets.ts'

/** RFC 3389: a comfort noise packet, which some far ends send in place of silence. */
const COMFORT_NOISE = 13

interface Owner {
  readonly carries: 'rtp' | 'rtcp'
  readonly of: Leg | SharedPort
}

export class MediaReceiving {
  readonly #owners: (Owner | undefined)[] = []
  readonly #header = blankRtpHeader()
  readonly #emit: (event: MediaEvent) => void
  #received = 0
  #strays = 0

  constructor(emit: (event: MediaEvent) => void) {
    this.#emit = emit
  }

  get received(): number {
    return this.#received
  }

  get strays(): number {
    return this.#strays
  }

  /** From now on what comes to these sockets belongs to `of`; undefined: to nobody (draining). */
  assign(ports: { rtp: SocketNumber; rtcp: SocketNumber }, of: Leg | SharedPort | undefined): void {
    this.#owners[ports.rtp] = of && { carries: 'rtp', of }
    this.#owners[ports.rtcp] = of && { carries: 'rtcp', of }
  }

  datagram(incoming: Incoming): void {
    this.#received += 1
    const owner = this.#owners[incoming.socket]
    const isTaken =
      owner !== undefined &&
      (owner.carries === 'rtcp' || looksLikeRtcp(incoming)
        ? this.#takeRtcp(owner.of, incoming)
        : this.#takeRtp(owner.of, incoming))
    if (!isTaken) this.#strays += 1
  }

  /** Tells the key whose end packets were all lost, once its packets have stopped. */
  wakeKeys(leg: Leg, now: MonoMs): void {
    const deadline = nextKeyDeadline(leg.keysHeard)
    if (deadline === undefined || deadline.at > now) return
    this.#stepKeys(leg, { is: 'wake' }, now)
  }

  #takeRtp(of: Leg | SharedPort, incoming: Incoming): boolean {
    const header = this.#header
    if (!readRtp(incoming, header)) return false
    const now = incoming.at
    const leg =
      'legs' in of
        ? (of.legAt(incoming.ip, incoming.port) ?? of.guess(addressOf(incoming), header.ssrc, now))
        : of
    if (leg === undefined || leg.isClosed || leg.remote === undefined) return false
    if (!this.#isFromItsSource(leg, incoming, now)) return false
    const isEvent = isEventType(leg.remote, header.payloadType)
    if (header.ssrc !== leg.receiver.ssrc) leg.keysHeard = noKeyYet
    const arrival = isEvent
      ? receiveEvent(leg.receiver, header)
      : receiveSound(leg.receiver, header, now)
    leg.heardAt = now
    if (arrival === 'duplicate') return true
    if (isEvent) this.#takeEvent(leg, incoming, now)
    else this.#takeSound(leg, incoming, now)
    return true
  }

  #isFromItsSource(leg: Leg, incoming: Incoming, now: MonoMs): boolean {
    const { source } = leg
    const { ip, port } = incoming
    if (source.is === 'settled' && source.at.ip === ip && source.at.port === port) return true
    const { ssrc, payloadType } = this.#header
    const negotiated =
      codecOf(leg, payloadType) !== undefined ||
      (leg.remote !== undefined && isEventType(leg.remote, payloadType)) ||
      payloadType === COMFORT_NOISE
    const [next, isAccepted] = considerSource(
      source,
      { from: { ip, port }, ssrc, negotiated },
      { sdp: leg.sdp, heardAt: leg.heardAt, now },
    )
    leg.source = next
    if (!isAccepted) return false
    if (leg.shared !== undefined && !leg.shared.claim({ ip, port }, leg)) return false
    leg.ip = ip
    leg.port = port
    if (leg.sdp?.ip !== ip || leg.sdp.port !== port) {
      leg.rtcpIp = ip
      leg.rtcpPort = port + 1
    }
    return true
  }

  #takeEvent(leg: Leg, { bytes }: Incoming, now: MonoMs): void {
    const { payloadStart: start, payloadEnd: end, timestamp } = this.#header
    const event = readTelephoneEvent({ bytes, start, end })
    if (event !== undefined) this.#stepKeys(leg, { is: 'packet', timestamp, event }, now)
  }

  #stepKeys(leg: Leg, input: Parameters<typeof stepKeys>[1], now: MonoMs): void {
    const [next, keys] = stepKeys(leg.keysHeard, input, now)
    leg.keysHeard = next
    for (const key of keys) this.#emit({ is: 'key', leg: leg.number, at: now, key })
  }

  #takeSound(leg: Leg, { bytes }: Incoming, now: MonoMs): void {
    const { payloadStart: at, payloadEnd, payloadType, timestamp } = this.#header
    const codec = codecOf(leg, payloadType)
    if (codec === undefined) return
    if (leg.remote?.telephoneEvent === undefined) {
      this.#listenForTones(leg, codec === 'pcma' ? fromALaw : fromMuLaw, bytes)
    }
    if (leg.ear === undefined || payloadEnd - at !== FRAME_TICKS) return
    leg.ear.hear({ codec, bytes, at, timestamp }, now)
  }

  #listenForTones(leg: Leg, decode: (code: number) => number, bytes: Uint8Array): void {
    const { payloadStart, payloadEnd } = this.#header
    for (let i = payloadStart; i < payloadEnd; i += 1) {
      const key = hearKeyTone(leg.toneEar, decode(bytes[i] as number))
      if (key !== undefined) this.#emit({ is: 'key', leg: leg.number, at: leg.heardAt, key })
    }
  }

  #takeRtcp(of: Leg | SharedPort, incoming: Incoming): boolean {
    const parts = readRtcp(incoming)
    const [report] = parts
    // RFC 3550 A.2: a compound begins with a report.
    if (report?.is !== 'senderReport' && report?.is !== 'receiverReport') return false
    const leg = 'legs' in of ? of.bySsrc(report.ssrc) : of
    if (leg === undefined || leg.isClosed || leg.remote === undefined) return false
    const isOfItsSource =
      leg.receiver.firstSequence !== undefined && report.ssrc === leg.receiver.ssrc
    const isFromItsHost = incoming.ip === leg.ip || incoming.ip === leg.rtcpIp
    if (!isOfItsSource && !isFromItsHost) return false
    const now = incoming.at
    leg.heardAt = now
    if (isOfItsSource) {
      leg.rtcpIp = incoming.ip
      leg.rtcpPort = incoming.port
    }
    if (report.is === 'senderReport') leg.lastReport = { ntpMiddle: report.ntpMiddle, at: now }
    return true
  }
}

const addressOf = ({ ip, port }: Incoming): Address => ({ ip, port })

const isEventType = (remote: RemoteMedia, payloadType: number): boolean =>
  payloadType === remote.telephoneEvent || payloadType === remote.telephoneEventAlso
