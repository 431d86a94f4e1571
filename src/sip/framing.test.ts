import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bodyBytesMax, type Frame, headBytesMax, startFraming, stepFraming } from './framing.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function framesOf(chunks: readonly Uint8Array[]): readonly Frame[] {
  let state = startFraming
  const frames: Frame[] = []
  for (const chunk of chunks) {
    const [next, found] = stepFraming(state, chunk)
    state = next
    frames.push(...found)
  }
  return frames
}

const said = (frames: readonly Frame[]): string[] =>
  frames.map((frame) => {
    if (frame.is === 'message') return textOf(frame.bytes)
    return frame.is === 'broken' ? `broken: ${frame.status} ${frame.why}` : frame.is
  })

const aMessage = (body: string, length = `Content-Length: ${bytesOf(body).length}`): string =>
  `OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1\r\n${length}\r\n\r\n${body}`

test('RFC 3261 §18.3: several messages in one read, one message in several reads', () => {
  const [one, two] = [aMessage('v=0\r\n'), aMessage('')]
  assert.deepEqual(said(framesOf([bytesOf(one + two + one)])), [one, two, one])
  const cut = [...bytesOf(one + two)].map((byte) => Uint8Array.of(byte))
  assert.deepEqual(said(framesOf(cut)), [one, two])
})

test('RFC 3261 §20.14: the length counts bytes, stands in its compact form, or on a folded line', () => {
  for (const length of ['l:3', 'L : 3', 'content-length:\r\n 3', 'CONTENT-LENGTH:  3 ']) {
    const message = aMessage('é!', length)
    assert.deepEqual(said(framesOf([bytesOf(message + aMessage(''))])), [message, aMessage('')])
  }
})

test('RFC 5626 §4.4.1: line ends between messages are told, also one cut in two', () => {
  const frames = framesOf([bytesOf('\r\n\r'), bytesOf(`\n${aMessage('')}\r\n`)])
  assert.deepEqual(said(frames), ['lineEnd', 'lineEnd', aMessage(''), 'lineEnd'])
})

test('RFC 3261 §18.3: a message without length, with two, or with one that is none breaks the stream', () => {
  for (const [length, why] of [
    ['Subject: x', 'Missing Content-Length'],
    ['l: 3\r\nContent-Length: 3', 'Two Content-Length headers'],
    ['Content-Length: -3', 'Malformed Content-Length'],
    ['Content-Length: ', 'Malformed Content-Length'],
    ['Content-Length: 99999999999999999999', 'Malformed Content-Length'],
  ] as const) {
    const frames = framesOf([bytesOf(aMessage('abc', length)), bytesOf(aMessage(''))])
    assert.deepEqual(said(frames), [`broken: 400 ${why}`], length)
    assert.ok(frames[0]?.is === 'broken' && frames[0].head, 'a refusal can be written')
  }
})

test('framing: a head of limit − 1 and limit bytes is a message, limit + 1 breaks the stream', () => {
  for (const [size, expected] of [
    [headBytesMax - 1, 'message'],
    [headBytesMax, 'message'],
    [headBytesMax + 1, 'broken'],
  ] as const) {
    const padding = size - aMessage('', 'l: 0\r\nX: ').length
    const message = bytesOf(aMessage('', `l: 0\r\nX: ${'x'.repeat(padding)}`))
    assert.equal(message.length, size)
    assert.equal(framesOf([message])[0]?.is, expected, `${size}`)
    const halves = [message.subarray(0, 40_000), message.subarray(40_000)]
    assert.equal(framesOf(halves)[0]?.is, expected, `${size} in two reads`)
  }
})

test('framing: an endless head is given up at its limit, before its end comes', () => {
  const chunk = new Uint8Array(1000).fill(0x61)
  const chunks = Array.from({ length: 66 }, () => chunk)
  assert.deepEqual(said(framesOf(chunks.slice(0, 65))), [])
  assert.equal(framesOf(chunks)[0]?.is, 'broken')
})

test('framing: a body of limit − 1 and limit bytes is a message, limit + 1 is refused with 413', () => {
  for (const [size, expected] of [
    [bodyBytesMax - 1, 'message'],
    [bodyBytesMax, 'message'],
    [bodyBytesMax + 1, 'broken'],
  ] as const) {
    const [frame] = framesOf([bytesOf(aMessage('b'.repeat(size)))])
    assert.equal(frame?.is, expected, `${size}`)
    if (frame?.is === 'broken') assert.equal(frame.status, 413)
  }
})

test('property: any cutting of a stream gives the same frames', () => {
  const piece = fc.oneof(
    fc.constantFrom('\r\n', '\r\n\r\n', '\r', 'INVITE', aMessage(''), aMessage('v=0\r\n\r\nab')),
    fc.string({ maxLength: 20 }).map((body) => aMessage(body)),
    fc.constant(aMessage('x', 'Subject: none')),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(400)), (pieces, cuts) => {
      const whole = bytesOf(pieces.join(''))
      const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].sort(
        (a, b) => a - b,
      )
      const chunks = [0, ...places].map((from, i) =>
        whole.subarray(from, places[i] ?? whole.length),
      )
      const expected = framesOf([whole])
      // What follows a broken message is not read; how much of it came along is chance.
      assert.deepEqual(said(framesOf(chunks)), said(expected))
    }),
    { numRuns: 1000 },
  )
})
