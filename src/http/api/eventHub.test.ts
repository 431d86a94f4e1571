import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/failure.ts'
import { epochMs } from '../../base/units.ts'
import {
  eventsKeptMax,
  type Listener,
  openEventHub,
  organisationsKeptMax,
  type SentEvent,
  streamsOfOneMax,
} from './eventHub.ts'

const startedAt = epochMs(1_800_000_000_000)

function listener(change: Partial<Listener> = {}): Listener & { readonly heard: SentEvent[] } {
  const heard: SentEvent[] = []
  return {
    ...{ organisations: new Set([1]), owner: 'session 1', lastId: null, heard },
    onEvent: (event) => heard.push(event),
    user: 1,
    onDoubt: () => undefined,
    onClose: () => undefined,
    ...change,
  }
}

test('events: each listener hears its organisations, with ids that grow', () => {
  const hub = openEventHub(startedAt)
  const one = listener()
  const both = listener({ organisations: new Set([1, 2]) })
  hub.subscribe(one)
  hub.subscribe(both)
  hub.publish(1, { kind: 'changed', what: 'contacts' })
  hub.publish(2, { kind: 'changed', what: 'message' })
  hub.publish(3, { kind: 'changed', what: 'message' })
  assert.deepEqual(
    one.heard.map(({ data }) => JSON.parse(data)),
    [{ organisation: 1, what: 'contacts' }],
  )
  assert.deepEqual(
    both.heard.map(({ id }) => id),
    [startedAt * 1000 + 1, startedAt * 1000 + 2],
  )
})

test('events: who comes back gets what was missed, in order, and of snapshots the newest alone', () => {
  const hub = openEventHub(startedAt)
  const { newestId } = hub.subscribe(listener())
  hub.publish(1, { kind: 'live', campaign: 'a', callsUp: 1 })
  hub.publish(1, { kind: 'changed', what: 'contacts' })
  hub.publish(1, { kind: 'live', campaign: 'b', callsUp: 5 })
  hub.publish(1, { kind: 'live', campaign: 'a', callsUp: 2 })
  hub.publish(2, { kind: 'changed', what: 'other tenant' })
  const { missed } = hub.subscribe(listener({ lastId: newestId }))
  assert.deepEqual(
    missed?.map(({ kind, data }) => [kind, JSON.parse(data).callsUp]),
    [
      ['changed', undefined],
      ['live', 5],
      ['live', 2],
    ],
  )
  assert.deepEqual(hub.subscribe(listener({ lastId: newestId + 4 })).missed?.length, 0)
})

for (const published of [eventsKeptMax - 1, eventsKeptMax, eventsKeptMax + 1]) {
  test(`events: of ${published} missed ones ${eventsKeptMax} are known, else resync`, () => {
    const hub = openEventHub(startedAt)
    const { newestId } = hub.subscribe(listener())
    for (let each = 0; each < published; each += 1) hub.publish(1, { kind: 'changed', what: 'x' })
    const { missed } = hub.subscribe(listener({ lastId: newestId }))
    assert.equal(missed?.length ?? null, published > eventsKeptMax ? null : published)
  })
}

test('events: an id of the run before, or one never given, asks to look again', () => {
  const hub = openEventHub(startedAt)
  const lastId = openEventHub(epochMs(startedAt - 5)).subscribe(listener()).newestId
  assert.equal(hub.subscribe(listener({ lastId })).missed, null)
  assert.equal(hub.subscribe(listener({ lastId: startedAt * 1000 + 7 })).missed, null)
})

test('events: the organisation that was quiet for longest is forgotten first', () => {
  const hub = openEventHub(startedAt)
  const { newestId } = hub.subscribe(listener())
  for (let id = 1; id <= organisationsKeptMax + 1; id += 1) hub.publish(id, { kind: 'changed' })
  assert.equal(hub.subscribe(listener({ lastId: newestId })).missed, null)
  const second = hub.subscribe(listener({ lastId: newestId + 1, organisations: new Set([2]) }))
  assert.equal(second.missed?.length, 1)
})

test('events: one session has so many streams and no more; another has its own', () => {
  const hub = openEventHub(startedAt)
  const open = Array.from({ length: streamsOfOneMax }, () => hub.subscribe(listener()))
  assert.throws(
    () => hub.subscribe(listener()),
    (error) => error instanceof Failure && error.code === 'tooMany',
  )
  hub.subscribe(listener({ owner: 'session 2' }))
  open[0]?.end()
  hub.subscribe(listener())
})

test('events: closing ends every stream', () => {
  const hub = openEventHub(startedAt)
  let closed = 0
  const counting = {
    onClose: () => {
      closed += 1
    },
  }
  hub.subscribe(listener(counting))
  hub.subscribe(listener(counting))
  hub.close()
  assert.equal(closed, 2)
})

test('events: a person in doubt, and a key that is revoked, are told at once, and nobody else', () => {
  const hub = openEventHub(startedAt)
  const told: string[] = []
  const told1 = (what: string) => () => void told.push(what)
  hub.subscribe(listener({ onDoubt: told1('doubt 1'), onClose: told1('close 1') }))
  hub.subscribe(listener({ owner: 'session 2', user: 2, onDoubt: told1('doubt 2') }))
  hub.subscribe(listener({ owner: 'key 1', user: null, onClose: told1('close key') }))
  hub.doubt(1)
  hub.endOf('key 1')
  assert.deepEqual(told, ['doubt 1', 'close key'])
})
