/**
 * Every datagram that arrives: whose is it, is it valid, what does it carry. Nothing is trusted: a leg takes only
 * packets of the source it has settled on (rtp/source.ts) and of the SSRC that is alive (rtp/receiver.ts),
 * and with SRTP only what has the key. Floods cost a look each, never a search (GUESSES_PER_SLOT).
 */
import { type EpochMs, type MonoMs, monoMs } from '../base/units.ts'
import { blankRtpHeader, looksLikeRtcp, RTP_HEADER_BYTES, read32, readRtp } from '../rtp/packet.ts'
import { type Arrival, isOfFarEnd, receiveEvent, receiveSound, ticksOf } from '../rtp/receiver.ts'
import { type RtcpPart, readRtcp, roundTripMs } from '../rtp/rtcp.ts'
import { FRAME_TICKS } from '../rtp/schedule.ts'
import { considerSource } from '../rtp/source.ts'
import { openRtcp, openRtp } from '../rtp/srtp.ts'
import { looksLikeKey } from '../rtp/telephoneEvent.ts'
import type { Codec, MediaEvent, RemoteMedia } from './mediaEngine.ts'
import { MediaKeys } from './mediaKeys.ts'
import { codecOf, type Leg } from './mediaLeg.ts'
import type { SharedPort } from './mediaSharedPort.ts'
import type { Incoming, SocketNumber } from './mediaSockets.ts'

/** RFC 3389: a comfort noise packet, which some far ends send in place of silence. */
const COMFORT_NOISE = 13
/** RFC 3551 §3: from here on a payload type means what the SDP says. */
const FIRST_DYNAMIC_TYPE = 96
/** Legs searched for who may have sent a packet from an unknown address; beyond that it is a stray. */
export const GUESSES_PER_SLOT = 32
/** RFC 3550 A.1, MAX_DROPOUT: sound of a call that is over goes on within so many packets. */
const GREATEST_FORMER_GAP = 3000

interface Owner {
  readonly carries: 'rtp' | 'rtcp'
  readonly of: Leg | SharedPort
}

type Report = Extract<RtcpPart, { is: 'senderReport' | 'receiverReport' }>

export class MediaReceiving {
  readonly #owners: (Owner | undefined)[] = []
  readonly #header = blankRtpHeader()
  readonly #keys: MediaKeys
  readonly #epoch: () => EpochMs
  #received = 0
  #strays = 0
  #guessesLeft = GUESSES_PER_SLOT
  /** The instant of the datagrams at hand, and the same in ticks. */
  #at: MonoMs = monoMs(-1)
  #ticks = 0

  constructor(emit: (event: MediaEvent) => void, epoch: () => EpochMs) {
    this.#keys = new MediaKeys(emit)
    this.#epoch = epoch
  }

  get received(): number {
    return this.#received
  }

  get strays(): number {
    return this.#strays
  }

  /** A slot begins: strangers are looked into again, so many of them. */
  beginSlot(): void {
    this.#guessesLeft = GUESSES_PER_SLOT
  }

  /** From now on what comes to these sockets belongs to `of`; undefined: to nobody. */
  assign(ports: { rtp: SocketNumber; rtcp: SocketNumber }, of: Leg | SharedPort | undefined): void {
    this.#owners[ports.rtp] = of && { carries: 'rtp', of }
    this.#owners[ports.rtcp] = of && { carries: 'rtcp', of }
  }

  datagram(incoming: Incoming): void {
    this.#received += 1
    if (incoming.at !== this.#at) {
      this.#at = incoming.at
      this.#ticks = ticksOf(incoming.at)
    }
    const owner = this.#owners[incoming.socket]
    const isTaken =
      owner !== undefined &&
      (owner.carries === 'rtcp' || looksLikeRtcp(incoming)
        ? this.#takeRtcp(owner.of, incoming)
        : this.#takeRtp(owner.of, incoming))
    if (!isTaken) this.#strays += 1
  }

  /** What passes without a packet: a press whose end packets are lost, and the silence of who sends none. */
  wake(leg: Leg, now: MonoMs): void {
    this.#keys.wake(leg, now)
    if (leg.listening === undefined) return
    leg.listening.weSpeak = leg.clip !== undefined
    leg.listening.wake(now)
  }

  /** The leg closes: a press that had just begun is told, and nobody listens any more. */
  end(leg: Leg, now: MonoMs): void {
    this.#keys.end(leg, now)
    leg.listening = undefined
  }

  #takeRtp(of: Leg | SharedPort, incoming: Incoming): boolean {
    const leg = 'legs' in of ? this.#legOf(of, incoming) : of
    if (leg === undefined || leg.remote === undefined || this.#isAfterTheEnd(leg, incoming)) {
      return false
    }
    if (leg.srtp !== undefined) {
      const end = openRtp(leg.srtp.receiver, incoming, incoming.start, incoming.end)
      if (end === -1) return false
      incoming.end = end
    }
    const header = this.#header
    if (!readRtp(incoming, header)) return false
    if (leg.former !== undefined && this.#isOfFormer(leg, incoming)) return false
    if (!this.#isFromItsSource(leg, incoming)) return false
    if (header.ssrc !== leg.receiver.ssrc || header.ssrc !== leg.receiver.home) {
      const facts = { heardAt: leg.soundAt, now: incoming.at }
      if (!isOfFarEnd(leg.receiver, header, facts)) return false
      if (header.ssrc !== leg.receiver.ssrc) this.#keys.end(leg, incoming.at)
    } else leg.receiver.homeAt = incoming.at
    const isEvent =
      isEventType(leg.remote, header.payloadType) || this.#isMisnumbered(leg, incoming)
    const arrival = isEvent
      ? receiveEvent(leg.receiver, header)
      : receiveSound(leg.receiver, header, this.#ticks)
    leg.heardAt = incoming.at
    leg.soundAt = incoming.at
    if (arrival === 'duplicate') return true
    if (isEvent) {
      this.#keys.takeEvent(leg, incoming, header)
      leg.listening?.pass(arrival)
    } else this.#takeSound(leg, incoming, arrival)
    return true
  }

  /** A key under a number nobody agreed on, as some far ends send theirs: it was pressed all the same. */
  #isMisnumbered(leg: Leg, { bytes }: Incoming): boolean {
    const { payloadType, payloadStart: start, payloadEnd: end } = this.#header
    if (payloadType < FIRST_DYNAMIC_TYPE || codecOf(leg, payloadType) !== undefined) return false
    return looksLikeKey({ bytes, start, end })
  }

  /** The leg of a shared port; who sends from nowhere known is looked for, as long as it is cheap. */
  #legOf(shared: SharedPort, incoming: Incoming): Leg | undefined {
    const { ip, port, bytes, start, end, at } = incoming
    const leg = shared.legAt(ip, port)
    if (leg !== undefined) return leg
    if (this.#guessesLeft === 0 || end - start < RTP_HEADER_BYTES) return undefined
    this.#guessesLeft -= 1
    return shared.guess({ ip, port }, read32(bytes, start + 8), at)
  }

  /** A closed leg hears nothing; that its far end still sends keeps its address from others. */
  #isAfterTheEnd(leg: Leg, incoming: Incoming): boolean {
    if (!leg.isClosed) return false
    leg.heardAt = incoming.at
    if (readRtp(incoming, this.#header) && this.#header.ssrc === leg.receiver.ssrc) {
      leg.soundAt = incoming.at
      leg.receiver.highest = this.#header.sequence
    }
    return true
  }

  /** Sound of the call before, whose far end had this very address and goes on sending. */
  #isOfFormer(leg: Leg, { at }: Incoming): boolean {
    const { former } = leg
    const { ssrc, sequence } = this.#header
    if (former === undefined || former.until <= at) {
      leg.former = undefined
      return false
    }
    if (ssrc !== former.ssrc) return false
    const ahead = (sequence - former.highest) & 0xffff
    if (ahead === 0 || ahead > GREATEST_FORMER_GAP) return false
    leg.former = { ...former, highest: sequence }
    return true
  }

  #isFromItsSource(leg: Leg, { ip, port, at: now }: Incoming): boolean {
    const { source } = leg
    if (source.is === 'settled' && source.at.ip === ip && source.at.port === port) return true
    // An address without a number (mediaHosts.ts) cannot be sent to.
    if (ip === 0) return false
    const { ssrc, payloadType } = this.#header
    const negotiated =
      codecOf(leg, payloadType) !== undefined ||
      (leg.remote !== undefined && isEventType(leg.remote, payloadType)) ||
      payloadType === COMFORT_NOISE
    const isKnownSsrc = leg.receiver.firstSequence !== undefined && leg.receiver.ssrc === ssrc
    const [next, isAccepted] = considerSource(
      source,
      { from: { ip, port }, ssrc, negotiated, isKnownSsrc },
      { sdp: leg.sdp, heardAt: leg.soundAt, now },
    )
    leg.source = next
    if (!isAccepted) return false
    if (leg.shared !== undefined && !leg.shared.claim({ ip, port }, leg, now)) return false
    leg.ip = ip
    leg.port = port
    if (leg.sdp?.ip !== ip || leg.sdp.port !== port) {
      leg.rtcpIp = ip
      leg.rtcpPort = port + 1
    }
    return true
  }

  #takeSound(leg: Leg, incoming: Incoming, arrival: Arrival): void {
    const { payloadStart: at, payloadEnd, payloadType, timestamp, sequence } = this.#header
    const { bytes, at: now } = incoming
    const codec = codecOf(leg, payloadType)
    if (leg.listening !== undefined) this.#listen(leg, codec, incoming, arrival)
    if (codec === undefined) return
    if (this.#keys.hearsTones(leg)) this.#keys.hearTones(leg, codec, incoming, this.#header)
    if (payloadEnd - at !== FRAME_TICKS) return
    leg.ear?.hear({ codec, bytes, at, timestamp }, now)
    leg.recording?.add({ codec, bytes, at, timestamp, sequence }, now)
  }

  #listen(leg: Leg, codec: Codec | undefined, incoming: Incoming, arrival: Arrival): void {
    const { listening } = leg
    if (listening === undefined) return
    listening.weSpeak = leg.clip !== undefined
    if (codec !== undefined) listening.hear(incoming, this.#header, codec, arrival)
    else if (this.#header.payloadType === COMFORT_NOISE) {
      listening.comfortNoise(incoming.bytes, this.#header, arrival)
    } else listening.pass(arrival)
  }

  #takeRtcp(of: Leg | SharedPort, incoming: Incoming): boolean {
    if (incoming.end - incoming.start < 8) return false
    const leg = 'legs' in of ? this.#legOfRtcp(of, incoming) : of
    if (leg === undefined || leg.isClosed || leg.remote === undefined) return false
    if (leg.srtp !== undefined) {
      const end = openRtcp(leg.srtp.receiver, incoming, incoming.start, incoming.end)
      if (end === -1) return false
      incoming.end = end
    }
    // Who knows our SSRCs but sends from another host is nobody's far end: reports never move a leg there.
    if (incoming.ip !== leg.ip && incoming.ip !== leg.rtcpIp) return false
    const [report] = readRtcp(incoming)
    // RFC 3550 A.2: a compound begins with a report.
    if (report?.is !== 'senderReport' && report?.is !== 'receiverReport') return false
    this.#takeReport(leg, report, incoming)
    return true
  }

  #legOfRtcp(shared: SharedPort, { ip, port, bytes, start }: Incoming): Leg | undefined {
    const leg = shared.legAt(ip, port - 1) ?? shared.legAt(ip, port)
    if (leg !== undefined) return leg
    if (this.#guessesLeft === 0) return undefined
    this.#guessesLeft -= 1
    return shared.bySsrc(read32(bytes, start + 4))
  }

  #takeReport(leg: Leg, report: Report, { ip, port, at }: Incoming): void {
    leg.heardAt = at
    const isOfItsSource =
      leg.receiver.firstSequence !== undefined && report.ssrc === leg.receiver.ssrc
    if (isOfItsSource) {
      leg.rtcpIp = ip
      leg.rtcpPort = port
    }
    if (report.is === 'senderReport') leg.lastReport = { ntpMiddle: report.ntpMiddle, at }
    for (const block of report.blocks) {
      if (block.ssrc !== leg.ssrc) continue
      leg.farReport = block
      leg.roundTripMs = roundTripMs(block, this.#epoch()) ?? leg.roundTripMs
    }
  }
}

const isEventType = (remote: RemoteMedia, payloadType: number): boolean =>
  payloadType === remote.telephoneEvent || payloadType === remote.telephoneEventAlso
