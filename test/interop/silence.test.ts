/** Far ends that no scenario of SIPp can play: silent, half-silent, and talking nonsense. */
import assert from 'node:assert/strict'
import { createSocket, type RemoteInfo } from 'node:dgram'
import { test } from 'node:test'
import { ms } from '../../src/base/units.ts'
import { callTo } from './support/call.ts'

// 64·T1 is 1.28 s instead of 32.
const timers = { t1: ms(20), t2: ms(160), t4: ms(200) }

/** A UDP socket that reacts to each request with the datagrams `react` returns. */
async function farEnd(port: number, react: (request: string) => (string | Buffer)[]) {
  const seen: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (datagram, from: RemoteInfo) => {
    const request = datagram.toString()
    seen.push(request.split(' ', 1)[0] as string)
    for (const reaction of react(request)) socket.send(reaction, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  return { seen, close: () => socket.close() }
}

function replyTo(request: string, status: string, tag = ''): string {
  const header = (name: string): string =>
    new RegExp(`^${name}: .*$`, 'm').exec(request)?.[0].trim() ?? ''
  const lines = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) =>
    name === 'To' && tag ? `${header(name)};tag=${tag}` : header(name),
  )
  return `SIP/2.0 ${status}\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`
}

// The exact instants are held in virtual time (sip/transaction/timers.test.ts): here the last repeat is due
// one T1 before timer B, and a machine that stalls as long leaves it out.
test('RFC 3261 timer B: nothing ever replies: INVITE repeated up to 7 times, then carrierFault', async () => {
  const nobody = await farEnd(15_200, () => [])
  const result = await callTo(15_200, { timers })
  nobody.close()
  assert.equal(result.outcome, 'carrierFault')
  assert.equal(result.sipStatus, 408)
  assert.deepEqual(new Set(nobody.seen), new Set(['INVITE']))
  assert.ok(nobody.seen.length >= 3 && nobody.seen.length <= 7, `${nobody.seen.length} times`)
})

test('RFC 3261 §9.1: only 100 ever comes: CANCEL, and 64·T1 later the leg is over', async () => {
  const stuck = await farEnd(15_204, (request) =>
    request.startsWith('INVITE') ? [replyTo(request, '100 Trying')] : [],
  )
  const result = await callTo(15_204, { timers, ringTimeoutMs: ms(200) })
  stuck.close()
  assert.equal(result.outcome, 'noAnswer')
  assert.ok(stuck.seen.includes('CANCEL'))
})

test('RFC 3261 §9.1: hung up before any reply: no CANCEL until the first provisional one', async () => {
  let invites = 0
  const slow = await farEnd(15_208, (request) => {
    if (request.startsWith('CANCEL')) return [replyTo(request, '200 OK', 'slow')]
    if (!request.startsWith('INVITE')) return []
    invites += 1
    return invites < 4 ? [] : [replyTo(request, '180 Ringing', 'slow')]
  })
  await callTo(15_208, { timers, ringTimeoutMs: ms(30) })
  slow.close()
  assert.ok(slow.seen.indexOf('CANCEL') >= 4, slow.seen.join(' '))
})

test('garbage among the replies is counted and forgotten; the real reply decides', async () => {
  const garbage = await farEnd(15_212, (request) => {
    if (!request.startsWith('INVITE')) return []
    return [
      'SIP/2.0 200 OK\r\n\r\n',
      Buffer.from([0, 255, 1, 254, 13, 10, 13, 10]),
      replyTo(request, '200 OK').replace(/branch=\S+/, 'branch=z9hG4bKother'),
      replyTo(request, '999 Nonsense'),
      replyTo(request, '200 OK').replace(/CSeq: \d+/, 'CSeq: 99999999999'),
      '\r\n\r\n',
      replyTo(request, '404 Not Found', 'real'),
    ]
  })
  const result = await callTo(15_212, { timers })
  garbage.close()
  assert.equal(result.outcome, 'unallocated')
  assert.equal(result.sipStatus, 404)
})

test('trunk test: nothing ever replies and ringing is short: over in seconds, not at timer B', async () => {
  const nobody = await farEnd(15_216, () => [])
  const start = Date.now()
  const result = await callTo(15_216, { ringTimeoutMs: ms(500) })
  nobody.close()
  assert.equal(result.outcome, 'carrierFault')
  assert.equal(result.sipStatus, 408)
  assert.ok(Date.now() - start < 10_000)
  assert.ok(!nobody.seen.includes('CANCEL'), 'RFC 3261 §9.1: no CANCEL before a provisional reply')
})
