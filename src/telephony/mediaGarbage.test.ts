/** The hot path makes no garbage per packet: the worker's inside with sockets that do nothing, weighed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Telephones, talking } from '../../test/support/telephones.ts'
import type { AmdSign } from '../audio/amd/signs.ts'
import { monoMs } from '../base/units.ts'
import { blankRtpHeader } from '../rtp/packet.ts'
import { FRAME_TICKS } from '../rtp/schedule.ts'
import type { LegNumber } from './mediaEngine.ts'
import { MediaListening } from './mediaListening.ts'
import { blankIncoming } from './mediaSockets.ts'

const legs = 1000
/** What a slot leaves behind for its clock, its events, its loops, shared by its 200 packets. */
const bytesAtMost = 8
const packetsWeighed = 1_000_000
const slotsWeighed = packetsWeighed / (legs / 10) / 2
const slotsAtOnce = 100
const packetsHeard = 200_000
const packetsAtOnce = 5000

test(`media core: ${packetsWeighed} packets sent and received leave less than ${bytesAtMost} bytes each`, () => {
  const median = weighed(talking(legs))
  assert.ok(median < bytesAtMost, `${median.toFixed(1)} bytes a packet`)
})

test(`listening: ${packetsHeard} packets handed to an ear leave less than ${bytesAtMost} bytes each`, () => {
  const none: readonly AmdSign[] = []
  const ear = { hear: () => none, lost: () => {} }
  const listening = new MediaListening(1 as LegNumber, { ear, now: monoMs(0) }, () => {})
  const header = { ...blankRtpHeader(), payloadEnd: FRAME_TICKS }
  const incoming = blankIncoming({ bytes: new Uint8Array(FRAME_TICKS), address: 0 })
  const weights: number[] = []
  for (let n = 0, before = 0; n < packetsHeard; n += 1) {
    if (n % packetsAtOnce === 0) {
      const now = process.memoryUsage().heapUsed
      if (now >= before) weights.push((now - before) / packetsAtOnce)
      before = now
    }
    header.sequence = n & 0xffff
    header.timestamp = (n * FRAME_TICKS) >>> 0
    incoming.at = monoMs((n + 1) * 20)
    listening.hear(incoming, header, 'pcma', 'inOrder')
  }
  const median = medianOf(weights)
  assert.ok(median < bytesAtMost, `${median.toFixed(1)} bytes a packet`)
})

/** Bytes that a packet leaves behind, out or in: the median. */
function weighed(phones: Telephones): number {
  // Until the optimising compiler has seen it all.
  phones.run(2000)
  const [sentBefore, weights] = [phones.sent, [] as number[]]
  for (let done = 0; done < slotsWeighed; done += slotsAtOnce) {
    const before = process.memoryUsage().heapUsed
    phones.run(slotsAtOnce)
    const grown = process.memoryUsage().heapUsed - before
    // Less than before: the collector came by.
    if (grown >= 0) weights.push(grown / (slotsAtOnce * (legs / 10) * 2))
  }
  phones.commands.push({ is: 'health', ask: legs + 1 })
  phones.run(1)
  assert.equal(phones.strays, 0, 'all that arrived was heard')
  const sent = phones.sent - sentBefore
  assert.ok(sent >= (packetsWeighed / 2) * 0.9, `${sent} sent`)
  return medianOf(weights)
}

function medianOf(weights: number[]): number {
  weights.sort((a, b) => a - b)
  return weights[Math.floor(weights.length / 2)] ?? Infinity
}
