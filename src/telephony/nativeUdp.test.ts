/** Reading beside sending: sound that leaves late is heard, sound that is read late is not. Real sockets. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { steadyNow } from '../base/clock.ts'
import { after, monoMs, ms } from '../base/units.ts'
import { readIp } from '../rtp/ipAddress.ts'
import {
  blankOutgoing,
  DATAGRAMS_AT_LEAST,
  DATAGRAMS_PER_LOOK,
  type SocketNumber,
} from './mediaSockets.ts'
import { RECEIVE_BATCH } from './nativeLayout.ts'
import { type NativeSockets, nativeSockets } from './nativeUdp.ts'

const loopback = readIp('127.0.0.1')
assert.ok(loopback)
const firstPort = 15_950
const inLongTime = () => after(steadyNow(), ms(60_000))
const alreadyPast = monoMs(0)

/** `listeners` sockets of one kind, each with `each` datagrams waiting. */
function waiting({
  listeners,
  each,
  how,
}: {
  listeners: number
  each: number
  how: 'busy' | 'quiet'
}) {
  const sockets = nativeSockets(1)
  const open = (port: number, kind: 'busy' | 'quiet'): SocketNumber => {
    let number: SocketNumber | undefined
    sockets.open(loopback as NonNullable<typeof loopback>, port, kind, (opened) => {
      assert.ok('socket' in opened, `port ${port} opens`)
      number = opened.socket
    })
    return number as SocketNumber
  }
  const all = Array.from({ length: listeners }, (_, i) => open(firstPort + i, how))
  const sender = open(firstPort + listeners, 'quiet')
  const counts = new Map(all.map((socket) => [socket, 0]))
  sockets.onDatagram(({ socket }) => counts.set(socket, (counts.get(socket) ?? 0) + 1))
  send(sockets, sender, { listeners, each })
  return {
    sockets,
    counts: () => [...counts.values()],
    read: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    close: () => [...all, sender].forEach((socket) => void sockets.close(socket)),
  }
}

function send(
  sockets: NativeSockets,
  sender: SocketNumber,
  { listeners, each }: { listeners: number; each: number },
): void {
  const block = sockets.block(64)
  const out = { ...blankOutgoing(block), socket: sender, ip: 0x7f000001, headLength: 12 }
  for (let i = 0; i < listeners; i += 1) {
    for (let n = 0; n < each; n += 1) sockets.queue({ ...out, port: firstPort + i })
  }
  sockets.flush()
  assert.equal(sockets.shortfalls(), 0)
}

for (const how of ['busy', 'quiet'] as const) {
  test(`reading, ${how} sockets: when the next slot is due it stops, but not before ${DATAGRAMS_AT_LEAST} are read`, () => {
    const each = DATAGRAMS_AT_LEAST + 3 * RECEIVE_BATCH
    const world = waiting({ listeners: 1, each, how })
    try {
      world.sockets.receive(alreadyPast)
      const first = world.read()
      assert.ok(first >= DATAGRAMS_AT_LEAST, `${first} at least`)
      assert.ok(first < DATAGRAMS_AT_LEAST + RECEIVE_BATCH, `${first} and not a batch more`)
      world.sockets.receive(inLongTime())
      assert.equal(world.read(), each, 'what was left waits in the kernel')
    } finally {
      world.close()
    }
  })
}

for (const each of [DATAGRAMS_AT_LEAST - 1, DATAGRAMS_AT_LEAST, DATAGRAMS_AT_LEAST + 1]) {
  test(`reading: of ${each} that wait, a worker that is late reads ${Math.min(each, DATAGRAMS_AT_LEAST)} or more`, () => {
    const world = waiting({ listeners: 1, each, how: 'busy' })
    try {
      world.sockets.receive(alreadyPast)
      assert.ok(world.read() >= Math.min(each, DATAGRAMS_AT_LEAST))
      world.sockets.receive(alreadyPast)
      assert.equal(world.read(), each)
    } finally {
      world.close()
    }
  })
}

test('reading: with time left it goes on to the end of what has arrived', () => {
  const each = 600
  const world = waiting({ listeners: 5, each, how: 'busy' })
  try {
    assert.ok(5 * each < DATAGRAMS_PER_LOOK)
    world.sockets.receive(inLongTime())
    assert.deepEqual(world.counts(), Array(5).fill(each))
  } finally {
    world.close()
  }
})

test('reading: a worker that is always late reads every socket in its turn', () => {
  const world = waiting({ listeners: 3, each: 3 * DATAGRAMS_AT_LEAST, how: 'busy' })
  try {
    // The fourth turn is that of all that epoll watches.
    for (let i = 0; i < 3; i += 1) world.sockets.receive(alreadyPast)
    for (const count of world.counts()) assert.ok(count >= DATAGRAMS_AT_LEAST, `${world.counts()}`)
  } finally {
    world.close()
  }
})
