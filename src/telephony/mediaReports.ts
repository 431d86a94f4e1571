/** RTCP of our legs: a report about every 5 s (RFC 3550 §6.3), and a BYE when a leg closes (§6.6). */
import { type Random, randomFrom } from '../base/random.ts'
import { after, between, type EpochMs, type MonoMs, ms } from '../base/units.ts'
import { expectedPackets, type Receiver } from '../rtp/receiver.ts'
import {
  type ReportBlock,
  RTCP_BYTES_AT_MOST,
  RTCP_INTERVAL_MS,
  type RtcpReport,
  writeRtcp,
} from '../rtp/rtcp.ts'
import { TICKS_PER_MS } from '../rtp/schedule.ts'
import { sealRtcp } from '../rtp/srtp.ts'
import type { Leg } from './mediaLeg.ts'
import { blankOutgoing, type MediaSockets, type Outgoing } from './mediaSockets.ts'

/** Reports that wait for one flush. */
const REPORTS_AT_ONCE = 256

export class MediaReports {
  readonly #sockets: MediaSockets
  readonly #out: Outgoing
  readonly #random: Random
  readonly #epoch: () => EpochMs
  #queued = 0

  constructor(sockets: MediaSockets, seed: number, epoch: () => EpochMs) {
    this.#sockets = sockets
    this.#random = randomFrom(seed)
    this.#epoch = epoch
    this.#out = blankOutgoing(sockets.block(REPORTS_AT_ONCE * RTCP_BYTES_AT_MOST))
  }

  /** §6.3.1: half to one and a half times the interval, so that legs do not report in step. */
  #schedule(leg: Leg, now: MonoMs, interval: number): void {
    leg.rtcpDueAt = after(now, ms(interval * (0.5 + this.#random.next())))
  }

  /** §6.2: the first report comes after half the interval. */
  begin(leg: Leg, now: MonoMs): void {
    this.#schedule(leg, now, RTCP_INTERVAL_MS / 2)
  }

  report(leg: Leg, now: MonoMs): void {
    this.#schedule(leg, now, RTCP_INTERVAL_MS)
    this.#send(leg, now, false)
  }

  bye(leg: Leg, now: MonoMs): void {
    this.#send(leg, now, true)
  }

  /** To be called after each flush: the bytes of the reports may be used again. */
  flushed(): void {
    this.#queued = 0
  }

  #send(leg: Leg, now: MonoMs, bye: boolean): void {
    if (leg.rtcpPort === 0) return
    if (this.#queued === REPORTS_AT_ONCE) {
      this.#sockets.flush()
      this.#queued = 0
    }
    const out = this.#out
    const at = this.#queued * RTCP_BYTES_AT_MOST
    this.#queued += 1
    let end = writeRtcp(out.head.bytes, at, this.#reportOf(leg, now, bye))
    if (leg.srtp !== undefined) end = sealRtcp(leg.srtp.sender, out.head, at, end)
    out.headLength = end - at
    out.headAt = at
    out.socket = leg.ports.rtcp
    out.ip = leg.rtcpIp
    out.port = leg.rtcpPort
    this.#sockets.queue(out)
  }

  #reportOf(leg: Leg, now: MonoMs, bye: boolean): RtcpReport {
    const hasSent = leg.sent > leg.sentAtLastReport
    leg.sentAtLastReport = leg.sent
    const block = blockAbout(leg, now)
    // §6.5.1: a CNAME without user or host: it identifies the leg and tells nothing about us.
    const cname = leg.ssrc.toString(16).padStart(8, '0')
    return {
      ssrc: leg.ssrc,
      cname,
      bye,
      ...(block && { block }),
      ...(hasSent && {
        sender: {
          at: this.#epoch(),
          rtpTimestamp: timestampAt(leg, now),
          packets: leg.sent,
          payloadBytes: leg.sentBytes,
        },
      }),
    }
  }
}

/** `leg.timestamp` is that of the frame due 20 ms after the last one. */
const timestampAt = (leg: Leg, now: MonoMs): number =>
  (leg.timestamp + Math.round((between(leg.lastFrameAt, now) - 20) * TICKS_PER_MS)) >>> 0

function blockAbout(leg: Leg, now: MonoMs): ReportBlock | undefined {
  const { receiver, lastReport } = leg
  if (receiver.firstSequence === undefined) return undefined
  const since = lastReport === undefined ? 0 : between(lastReport.at, now) / 1000
  return {
    ssrc: receiver.ssrc,
    fractionLost: fractionLost(receiver),
    lost: expectedPackets(receiver) - receiver.received,
    highestSequence: receiver.highest >>> 0,
    jitterTicks: receiver.jitterTicks,
    lastReport: lastReport?.ntpMiddle ?? 0,
    sinceLastReport: Math.round(since * 65_536) >>> 0,
  }
}

/** RFC 3550 A.3: of the packets expected since the last report, in 1/256. */
function fractionLost(receiver: Receiver): number {
  const expected = expectedPackets(receiver)
  const expectedNow = expected - receiver.expectedReported
  const receivedNow = receiver.received - receiver.receivedReported
  receiver.expectedReported = expected
  receiver.receivedReported = receiver.received
  const lost = expectedNow - receivedNow
  return expectedNow <= 0 || lost <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / expectedNow))
}
