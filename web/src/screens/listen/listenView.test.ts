import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListenEvent } from '../../../../src/call/listening.ts'
import { calling, type ListenView, triedIn, viewAfter } from './listenView.ts'

const after = (events: readonly ListenEvent[]): ListenView =>
  events.reduce(viewAfter, calling('webrtc'))

const begun: readonly ListenEvent[] = [
  { is: 'ringing' },
  { is: 'connected' },
  { is: 'answered' },
  { is: 'plays', atMs: 0, clip: 'a', part: 'gate' },
  { is: 'says', atMs: 0, part: 'gate', role: 'identity', text: 'Message enregistré.' },
  { is: 'firstSound', afterMs: 0.6 },
]
const ended = (outcome: 'notListened' | 'objected' | 'heardToEnd'): ListenEvent => ({
  ...{ is: 'ended', atMs: 9000, outcome, why: 'call', keys: [], heardMs: null },
})

test('listen screen: it rings, connects, is taken and tells its first words', () => {
  assert.equal(after(begun.slice(0, 1)).phase, 'ringing')
  const view = after(begun)
  assert.deepEqual([view.phase, view.isConnected, view.firstSoundMs], ['talking', true, 0.6])
  assert.deepEqual(
    view.lines.map(({ is }) => is),
    ['says'],
  )
})

test('listen screen: what was tried is seen from the keys and from how it ended', () => {
  const key = (pressed: '1' | '9', means: 'listen' | 'objection'): ListenEvent => ({
    ...{ is: 'key', atMs: 2000, key: pressed, means },
  })
  assert.deepEqual(triedIn(after([...begun, key('1', 'listen')]), 'live'), ['listen'])
  assert.deepEqual(
    triedIn(
      after([...begun, key('1', 'listen'), key('9', 'objection'), ended('objected')]),
      'live',
    ),
    ['listen', 'objection'],
  )
  assert.deepEqual(triedIn(after([...begun, ended('notListened')]), 'live'), ['nothing'])
  assert.deepEqual(triedIn(after([...begun, ended('heardToEnd')]), 'voicemail'), ['voicemail'])
  assert.deepEqual(triedIn(after(begun), 'voicemail'), [])
})
