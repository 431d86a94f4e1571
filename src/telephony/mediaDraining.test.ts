import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs, ms } from '../base/units.ts'
import { DRAIN_AT_MOST_MS, MediaDraining } from './mediaDraining.ts'
import type { LegNumber } from './mediaEngine.ts'
import { type Leg, newLeg } from './mediaLeg.ts'
import { GUESSES_PER_SLOT, MediaReceiving } from './mediaReceiving.ts'
import { SharedPort } from './mediaSharedPort.ts'
import { blankIncoming, type SocketNumber } from './mediaSockets.ts'

const ports = { port: 4000, family: 4, rtp: 0 as SocketNumber, rtcp: 1 as SocketNumber } as const
const drainMs = ms(300)

function aLeg(shared?: SharedPort): Leg {
  const identity = {
    ssrc: 1,
    sequence: 1,
    timestamp: 1,
    headAt: 0,
    ear: undefined,
    recording: undefined,
  }
  return newLeg({ number: 1 as LegNumber, ports, shared, ...identity })
}

/** When a leg closed at 1000 is over; `heardEvery`: its far end sends on. */
function overAt(heardEvery: number | undefined): number {
  let over: number | undefined
  const draining = new MediaDraining(drainMs, () => {
    over ??= now
  })
  let now = 1000
  const leg = aLeg()
  draining.add(leg, monoMs(now))
  for (; over === undefined; now += 1) {
    assert.ok(now < 100_000, 'it ends')
    if (heardEvery !== undefined && now % heardEvery === 0) leg.heardAt = monoMs(now)
    draining.endThose(monoMs(now))
  }
  assert.ok(draining.isEmpty)
  return over
}

test('a leg is drained until nothing came for its time, looked at every 50 ms', () => {
  assert.equal(overAt(undefined), 1000 + drainMs)
})

test('who sends on is waited for as long as a BYE is repeated, and no longer', () => {
  assert.equal(overAt(20), 1000 + DRAIN_AT_MOST_MS)
  assert.equal(overAt(drainMs - 1), 1000 + DRAIN_AT_MOST_MS)
})

test('a flood from nowhere is looked into for 32 packets of a slot, and dropped unread from then on', () => {
  const shared = new SharedPort(ports)
  let guesses = 0
  shared.guess = () => {
    guesses += 1
    return undefined
  }
  const receiving = new MediaReceiving(
    () => {},
    () => assert.fail('no report comes'),
  )
  receiving.assign(ports, shared)
  const incoming = blankIncoming({ bytes: new Uint8Array(172).fill(0x80, 0, 1), address: 0 })
  incoming.end = 172
  const flood = (packets: number): number => {
    guesses = 0
    receiving.beginSlot()
    for (let i = 0; i < packets; i += 1) {
      incoming.port = 1000 + i
      receiving.datagram(incoming)
    }
    return guesses
  }
  assert.equal(flood(GUESSES_PER_SLOT - 1), GUESSES_PER_SLOT - 1)
  assert.equal(flood(GUESSES_PER_SLOT), GUESSES_PER_SLOT)
  assert.equal(flood(GUESSES_PER_SLOT + 1), GUESSES_PER_SLOT)
  assert.equal(flood(10_000), GUESSES_PER_SLOT)
  assert.equal(receiving.strays, receiving.received)
})
