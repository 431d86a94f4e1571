/** What a leg counted, and how it sounded: told with its end. */
import { ms } from '../base/units.ts'
import type { RtpStats } from '../call/telephony.ts'
import { estimatedMos } from '../rtp/quality.ts'
import { jitterMs, lostInAll, receivedInAll } from '../rtp/receiver.ts'
import { TICKS_PER_MS } from '../rtp/schedule.ts'
import type { Leg } from './mediaLeg.ts'

export function rtpStatsOf(leg: Leg): RtpStats {
  const { farReport, receiver, roundTripMs } = leg
  const counted = {
    sent: leg.sent,
    received: receivedInAll(receiver),
    lost: lostInAll(receiver),
    jitterMs: jitterMs(receiver),
  }
  const mos = mosOf(leg)
  return {
    ...counted,
    ...(mos === undefined ? {} : { mos }),
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
    ...(farReport && {
      // Duplicates make the count of RFC 3550 A.3 negative.
      outLost: Math.max(0, farReport.lost),
      outJitterMs: farReport.jitterTicks / TICKS_PER_MS,
    }),
  }
}

/** Of both directions the worse one; undefined when neither is known. */
function mosOf({ farReport, receiver, roundTripMs, sent }: Leg): number | undefined {
  const opinions: number[] = []
  const received = receivedInAll(receiver)
  if (received > 0) {
    const lost = lostInAll(receiver)
    const heard = { lostShare: lost / (lost + received), jitterMs: jitterMs(receiver), roundTripMs }
    opinions.push(estimatedMos(heard))
  }
  if (farReport !== undefined && sent > 0) {
    const lostShare = farReport.lost / sent
    const farJitterMs = ms(farReport.jitterTicks / TICKS_PER_MS)
    opinions.push(estimatedMos({ lostShare, jitterMs: farJitterMs, roundTripMs }))
  }
  return opinions.length === 0 ? undefined : Math.min(...opinions)
}
