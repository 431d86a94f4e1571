/** Questions over real UDP, to an rtpengine of the test's own that answers as it is told. */
import assert from 'node:assert/strict'
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { steadyNow } from '../../base/clock.ts'
import { openWakeUps } from '../wakeUps.ts'
import { encodeBencode, textAt } from './bencode.ts'
import {
  type NgClient,
  openNgClient,
  QUESTION_BYTES_AT_MOST,
  QUESTIONS_AT_MOST,
} from './ngClient.ts'
import { type KeyTold, openNgKeys, readTold, UNREAD_AT_MOST } from './ngKeys.ts'

interface Asked {
  readonly cookie: string
  reply(body: string): void
  raw(datagram: string): void
}

async function aPair(
  t: TestContext,
  take: (asked: Asked, time: number) => void,
): Promise<NgClient> {
  const server = createSocket('udp4').bind(0, '127.0.0.1')
  await once(server, 'listening')
  const times = new Map<string, number>()
  server.on('message', (datagram: Buffer, from: RemoteInfo) => {
    const cookie = datagram.toString('latin1').split(' ')[0] ?? ''
    const time = (times.get(cookie) ?? 0) + 1
    times.set(cookie, time)
    const raw = (text: string): void =>
      server.send(Buffer.from(text, 'latin1'), from.port, from.address)
    take({ cookie, raw, reply: (body) => raw(`${cookie} ${body}`) }, time)
  })
  const wakeUps = openWakeUps(steadyNow)
  const client = await openNgClient({ host: '127.0.0.1', port: server.address().port }, wakeUps)
  t.after(() => {
    client.close()
    wakeUps.close()
    server.close()
  })
  return client
}

const pong = 'd6:result4:ponge'

test('ng: a question that is lost is asked again with the same cookie, and answered once', async (t) => {
  const client = await aPair(t, (asked, time) => {
    if (time < 3) return
    asked.reply(pong)
    asked.reply(pong)
  })
  const answer = await client.ask({ command: 'ping' })
  assert.ok(answer.is === 'ok' && textAt(answer.reply, 'result') === 'pong')
  // The second reply is under way.
  await client.ask({ command: 'ping' })
  const { asked, sentAgain, strays } = client.counts()
  assert.deepEqual([asked, sentAgain], [2, 4])
  assert.ok(strays >= 1, 'a second reply is dropped')
})

test('ng: a question nobody answers is given up after four times and 1.5 s', async (t) => {
  let times = 0
  const client = await aPair(t, () => {
    times += 1
  })
  const from = steadyNow()
  assert.deepEqual(await client.ask({ command: 'ping' }), { is: 'unanswered' })
  const took = steadyNow() - from
  assert.ok(took >= 1500 && took < 3000, `${took} ms`)
  assert.equal(times, 4)
})

test('ng: what is no answer to a question changes nothing; what rtpengine refuses is told in one line', async (t) => {
  const client = await aPair(t, (asked) => {
    for (const hostile of ['', ' ', 'd', `x ${pong}`, `${asked.cookie}`, `${asked.cookie} `]) {
      asked.raw(hostile)
    }
    asked.reply('d6:result')
    asked.reply('i1')
    asked.reply('d6:result5:error12:error-reason14:Unknown\r\ncall-e')
  })
  const answer = await client.ask({ command: 'query', 'call-id': 'x' })
  assert.deepEqual(answer, { is: 'refused', why: 'Unknown??call-' })
  assert.ok(client.counts().strays >= 4)
  assert.equal(client.counts().malformed, 3)
})

test('ng: questions out and bytes of one are limited; what is out when it closes is unanswered', async (t) => {
  const client = await aPair(t, () => undefined)
  const out = Array.from({ length: QUESTIONS_AT_MOST - 1 }, () => client.ask({ command: 'ping' }))
  out.push(client.ask({ command: 'ping' }))
  const tooMany = await client.ask({ command: 'ping' })
  assert.deepEqual(tooMany, { is: 'refused', why: `${QUESTIONS_AT_MOST} questions are out` })
  client.close()
  assert.ok((await Promise.all(out)).every(({ is }) => is === 'unanswered'))
  assert.equal((await client.ask({ command: 'ping' })).is, 'refused')
})

test('ng: a question of the most bytes leaves, one more does not', async (t) => {
  const client = await aPair(t, (asked) => asked.reply(pong))
  const question = (bytes: number) => ({ command: 'ping', blob: new Uint8Array(bytes) }) as const
  const empty = encodeBencode(question(10_000)).length - 10_000
  // Cookie: 12 hexadecimal digits, a line, a number of one digit, a space.
  const room = QUESTION_BYTES_AT_MOST - 15 - empty
  for (const [bytes, is] of [
    [room - 1, 'ok'],
    [room, 'ok'],
    [room + 1, 'refused'],
  ] as const) {
    assert.equal((await client.ask(question(bytes))).is, is, `${bytes} bytes`)
  }
})

const told = (event: number): string =>
  `0123456789abcdef d6:notify6:onDTMF4:datad6:callid4:call10:source_tag3:far5:eventi${event}eee`

test('keys are read wherever the stream is cut, and in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(15), { maxLength: 20 }), fc.array(fc.nat(50)), (events, cuts) => {
      const stream = Buffer.from(events.map(told).join(''), 'latin1')
      let [unread, at, keys] = [Buffer.alloc(0), 0, '']
      for (const cut of [...cuts, stream.length]) {
        unread = Buffer.concat([unread, stream.subarray(at, at + cut)])
        at += cut
        for (;;) {
          const read = readTold(unread)
          assert.notEqual(read.is, 'malformed')
          if (read.is === 'incomplete' || read.is === 'malformed') break
          if (read.is === 'key') keys += read.told.key
          unread = unread.subarray(read.end)
        }
      }
      assert.equal(keys, events.map((event) => '0123456789*#ABCD'[event]).join(''))
    }),
  )
})

test('keys: what is no key is passed over; flash (16) is none', () => {
  for (const [text, is] of [
    [told(9), 'key'],
    [told(16), 'other'],
    [told(-1), 'other'],
    ['abc d6:notify5:otheree', 'other'],
    ['abc i1e', 'other'],
    ['abc x', 'malformed'],
    ['abc', 'incomplete'],
    ['a'.repeat(64), 'incomplete'],
    ['a'.repeat(65), 'malformed'],
  ] as const) {
    assert.equal(readTold(Buffer.from(text, 'latin1')).is, is, text)
  }
})

for (const [name, hostile] of [
  ['says something else', 'GET / HTTP/1.1\r\n\r\n'],
  ['never ends a text', `x d${UNREAD_AT_MOST * 2}:${'a'.repeat(UNREAD_AT_MOST + 1)}`],
] as const) {
  test(`keys: a connection that ${name} is lost, once and in a sentence`, async (t) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.write(told(1))
      socket.write(hostile)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    const address = server.address()
    assert.ok(address && typeof address === 'object')
    const keys: KeyTold[] = []
    const lost = Promise.withResolvers<string>()
    await openNgKeys(
      { host: '127.0.0.1', port: address.port },
      { told: (key) => keys.push(key), lost: lost.resolve },
    )
    assert.match(await lost.promise, /where keys come$/)
    assert.deepEqual(keys, [{ callId: 'call', tag: 'far', key: '1' }])
  })
}

test('keys: nobody listens there', async () => {
  await assert.rejects(
    openNgKeys({ host: '127.0.0.1', port: 9 }, { told: () => undefined, lost: () => undefined }),
    /ECONNREFUSED/,
  )
})
