import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs } from '../base/units.ts'
import {
  considerSource,
  PACKETS_TO_TAKE_OVER,
  readIpv4,
  SILENT_SOURCE_MS,
  type Source,
  writeIpv4,
} from './source.ts'

const address = (text: string) => {
  const [host, port] = text.split(':')
  const ip = readIpv4(host ?? '')
  assert.ok(ip !== undefined)
  return { ip, port: Number(port) }
}

const sdp = address('127.0.0.1:4000')
const elsewhere = address('127.0.0.9:5000')

function packet(from = elsewhere, about: { ssrc?: number; negotiated?: boolean } = {}) {
  return { from, ssrc: about.ssrc ?? 1, negotiated: about.negotiated ?? true }
}

const facts = (silentMs: number) => ({ sdp, heardAt: monoMs(0), now: monoMs(silentMs) })
const waiting: Source = { is: 'waiting' }
const settled = { is: 'settled', at: sdp } as const

test('RFC 4961: the first valid packet settles the source, wherever it comes from', () => {
  assert.deepEqual(considerSource(waiting, packet(), facts(0)), [
    { is: 'settled', at: elsewhere },
    true,
  ])
  assert.deepEqual(considerSource(waiting, packet(sdp), facts(0)), [settled, true])
})

test('a packet with a payload type nobody negotiated moves nothing', () => {
  const stray = packet(elsewhere, { negotiated: false })
  assert.deepEqual(considerSource(waiting, stray, facts(0)), [waiting, false])
})

test('a stray beside a living source is ignored, at any number of packets', () => {
  let source: Source = settled
  for (let i = 0; i < 10; i += 1) {
    const [next, isAccepted] = considerSource(source, packet(), facts(SILENT_SOURCE_MS - 1))
    assert.equal(isAccepted, false)
    source = next
  }
  assert.deepEqual(source, settled)
})

test('when ours has fallen silent, the third packet in a row of one SSRC takes over', () => {
  let source: Source = settled
  const answers: boolean[] = []
  for (let i = 0; i < PACKETS_TO_TAKE_OVER; i += 1) {
    const [next, isAccepted] = considerSource(source, packet(), facts(SILENT_SOURCE_MS))
    answers.push(isAccepted)
    source = next
  }
  assert.deepEqual(answers, [false, false, true])
  assert.deepEqual(source, { is: 'settled', at: elsewhere })
})

test('two strangers by turns never take over', () => {
  let source: Source = settled
  for (let i = 0; i < 12; i += 1) {
    const [next, isAccepted] = considerSource(
      source,
      packet(elsewhere, { ssrc: i % 2 }),
      facts(9000),
    )
    assert.equal(isAccepted, false)
    source = next
  }
})

test('the address of the SDP is always listened to again', () => {
  const away: Source = { is: 'settled', at: elsewhere }
  assert.deepEqual(considerSource(away, packet(sdp), facts(0)), [settled, true])
})

test('dotted IPv4 is read and written; anything else is no address', () => {
  for (const text of ['127.0.0.1', '0.0.0.0', '255.255.255.255', '192.0.2.17']) {
    assert.equal(writeIpv4(readIpv4(text) ?? -2), text)
  }
  for (const text of ['', 'localhost', '::1', '1.2.3', '1.2.3.256', '1.2.3.4.5', '1.2.3.4 ']) {
    assert.equal(readIpv4(text), undefined, text)
  }
})
