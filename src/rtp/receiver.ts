/**
 * What arrived from one source: extended sequence numbers (RFC 3550 A.1), loss (A.3), jitter (A.8).
 * Deviation: the record is updated in place, because this runs for each of 140,000 packets a second.
 */
import { between, type MonoMs, type Ms, monoMs, ms, seconds } from '../base/units.ts'
import type { RtpHeader } from './packet.ts'
import { TICKS_PER_MS, ticksBetween } from './schedule.ts'

/** RFC 3550 A.1: MAX_DROPOUT and MAX_MISORDER. */
const GREATEST_GAP = 3000
const GREATEST_MISORDER = 100
const SEQUENCES = 0x10000
/** Sequence numbers remembered to tell a duplicate from a late packet: the bits of one number. */
const WINDOW = 32

/** Another SSRC from the same address is heard once ours has been silent for five packets … */
export const SILENT_SSRC_MS: Ms = ms(100)
/** … and for good once the one the call began with has been silent for this long (a transfer). */
export const NEW_HOME_MS: Ms = seconds(2)

export type Arrival = 'inOrder' | 'late' | 'duplicate' | 'restart' | 'doubtful'

export interface Receiver {
  ssrc: number
  /** The SSRC the call began with, and when it was last heard. */
  home: number
  homeAt: MonoMs
  /** Another SSRC, and the number its next packet must have (A.1: MIN_SEQUENTIAL). */
  rival: number
  rivalNext: number
  /** Undefined until the first packet. */
  firstSequence: number | undefined
  /** Highest sequence number plus 65,536 for each wrap. */
  highest: number
  received: number
  /** Bit n: `highest` − n has arrived. */
  seen: number
  /** The sequence number that would confirm a restart (A.1: bad_seq). */
  restartAt: number | undefined
  transitTicks: number | undefined
  jitterTicks: number
  /** Counts of sources that came before this one on the same leg. */
  receivedBefore: number
  lostBefore: number
  /** Counts at the last report, for the fraction lost of the next (A.3). */
  expectedReported: number
  receivedReported: number
}

export const blankReceiver = (): Receiver => ({
  ssrc: 0,
  home: 0,
  homeAt: monoMs(0),
  rival: 0,
  rivalNext: -1,
  firstSequence: undefined,
  highest: 0,
  received: 0,
  seen: 0,
  restartAt: undefined,
  transitTicks: undefined,
  jitterTicks: 0,
  receivedBefore: 0,
  lostBefore: 0,
  expectedReported: 0,
  receivedReported: 0,
})

/**
 * Does this packet belong to the far end, by its SSRC? One that is alive is not displaced: packets with a
 * forged address and a guessed SSRC are ignored, and the SSRC the call began with may always come back.
 * `heardAt`: when the current one was last heard.
 */
export function isOfFarEnd(
  receiver: Receiver,
  { ssrc, sequence }: RtpHeader,
  { heardAt, now }: { readonly heardAt: MonoMs; readonly now: MonoMs },
): boolean {
  if (receiver.firstSequence === undefined) {
    receiver.home = ssrc
    receiver.homeAt = now
    return true
  }
  if (ssrc === receiver.home) {
    receiver.homeAt = now
    return true
  }
  if (ssrc === receiver.ssrc) {
    if (between(receiver.homeAt, now) >= NEW_HOME_MS) receiver.home = ssrc
    return true
  }
  if (between(heardAt, now) < SILENT_SSRC_MS) return false
  const isNext = ssrc === receiver.rival && sequence === receiver.rivalNext
  receiver.rival = ssrc
  receiver.rivalNext = (sequence + 1) & (SEQUENCES - 1)
  return isNext
}

/** An instant in ticks, on a clock that wraps as timestamps do. */
export const ticksOf = (at: MonoMs): number => Math.round((at * TICKS_PER_MS) % 2 ** 32) | 0

/**
 * Counts a packet of sound that came at `arrivalTicks` (ticksOf: once for all packets of a look, and
 * whole numbers make no garbage).
 */
export function receiveSound(receiver: Receiver, header: RtpHeader, arrivalTicks: number): Arrival {
  const arrival = countSequence(receiver, header)
  if (arrival === 'inOrder' || arrival === 'late') {
    measureJitter(receiver, header.timestamp, arrivalTicks)
  }
  return arrival
}

/** Counts a packet whose timestamp is not that of its sending: RFC 4733 events stand still. */
export const receiveEvent = (receiver: Receiver, header: RtpHeader): Arrival =>
  countSequence(receiver, header)

export const expectedPackets = (receiver: Receiver): number =>
  receiver.firstSequence === undefined ? 0 : receiver.highest - receiver.firstSequence + 1

/** All packets of all sources; duplicates are not counted. */
export const receivedInAll = (receiver: Receiver): number =>
  receiver.receivedBefore + receiver.received

export const lostInAll = (receiver: Receiver): number =>
  receiver.lostBefore + Math.max(0, expectedPackets(receiver) - receiver.received)

export const jitterMs = (receiver: Receiver): Ms => ms(receiver.jitterTicks / TICKS_PER_MS)

function countSequence(receiver: Receiver, { sequence, ssrc }: RtpHeader): Arrival {
  if (receiver.firstSequence === undefined) {
    begin(receiver, sequence, ssrc)
    return 'inOrder'
  }
  if (ssrc !== receiver.ssrc) return restart(receiver, sequence, ssrc)
  const forward = (sequence - receiver.highest) & (SEQUENCES - 1)
  if (forward === 0) return 'duplicate'
  if (forward < GREATEST_GAP) {
    receiver.highest += forward
    receiver.seen = forward < WINDOW ? (receiver.seen << forward) | 1 : 1
    receiver.received += 1
    receiver.restartAt = undefined
    return 'inOrder'
  }
  const behind = SEQUENCES - forward
  if (behind <= GREATEST_MISORDER) return late(receiver, behind)
  // A.1: two packets in a row of a new series and the far end has begun anew.
  if (receiver.restartAt === sequence) return restart(receiver, sequence, ssrc)
  receiver.restartAt = (sequence + 1) & (SEQUENCES - 1)
  return 'doubtful'
}

function late(receiver: Receiver, behind: number): Arrival {
  if (receiver.highest - behind < (receiver.firstSequence ?? 0)) return 'doubtful'
  if (behind < WINDOW) {
    const bit = 1 << behind
    if (receiver.seen & bit) return 'duplicate'
    receiver.seen |= bit
  }
  receiver.received += 1
  return 'late'
}

function begin(receiver: Receiver, sequence: number, ssrc: number): void {
  receiver.ssrc = ssrc
  receiver.firstSequence = sequence
  receiver.highest = sequence
  receiver.received = 1
  receiver.seen = 1
  receiver.restartAt = undefined
  receiver.transitTicks = undefined
  receiver.expectedReported = 0
  receiver.receivedReported = 0
}

function restart(receiver: Receiver, sequence: number, ssrc: number): Arrival {
  const received = receivedInAll(receiver)
  const lost = lostInAll(receiver)
  begin(receiver, sequence, ssrc)
  receiver.receivedBefore = received
  receiver.lostBefore = lost
  return 'restart'
}

/** RFC 3550 A.8, with J kept as a fraction. */
function measureJitter(receiver: Receiver, timestamp: number, arrivalTicks: number): void {
  const transit = ticksBetween(timestamp, arrivalTicks)
  if (receiver.transitTicks !== undefined) {
    const distance = Math.abs((transit - receiver.transitTicks) | 0)
    receiver.jitterTicks += (distance - receiver.jitterTicks) / 16
  }
  receiver.transitTicks = transit
}
