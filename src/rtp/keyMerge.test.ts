import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import { monoMs } from '../base/units.ts'
import {
  type KeyMerge,
  mergeEvent,
  mergeTone,
  noTones,
  SAME_PRESS_MS,
  TONES_REMEMBERED,
} from './keyMerge.ts'
import {
  EVENT_SILENCE_MS,
  type KeyReceiver,
  nextKeyDeadline,
  noKeyYet,
  stepKeys,
} from './keyReceiver.ts'

interface Heard {
  readonly at: number
  readonly is: 'tone' | 'packet'
  readonly key: DtmfKey
  readonly press: number
  readonly end: boolean
}

/** What a leg that listens to both would tell. */
function told(heard: readonly Heard[]): string {
  let merge: KeyMerge = noTones
  let events: KeyReceiver = noKeyYet
  let keys = ''
  const step = (input: Parameters<typeof stepKeys>[1], now: number): void => {
    const [next, pressed] = stepKeys(events, input, monoMs(now))
    events = next
    for (const key of pressed) {
      const [left, isNew] = mergeEvent(merge, { key, at: monoMs(now) })
      merge = left
      if (isNew) keys += key
    }
  }
  for (const { at, is, key, press, end } of heard.toSorted((a, b) => a.at - b.at)) {
    const deadline = nextKeyDeadline(events)
    if (deadline && deadline.at <= at) step({ is: 'wake' }, deadline.at)
    if (is === 'packet') {
      const event = { key, end, durationTicks: 160 }
      step({ is: 'packet', timestamp: press * 8, event }, at)
      continue
    }
    const [left, isNew] = mergeTone(merge, { key, at: monoMs(at) }, events)
    merge = left
    if (isNew) keys += key
  }
  step({ is: 'wake' }, 1e9)
  return keys
}

/** A press of `ms` at `at`: an event packet every 20 ms, the last with E. */
const packets = (key: DtmfKey, at: number, ms: number): Heard[] =>
  Array.from({ length: ms / 20 + 1 }, (_, i) => ({
    at: at + i * 20,
    is: 'packet' as const,
    key,
    press: at,
    end: i * 20 >= ms,
  }))

const tone = (key: DtmfKey, at: number): Heard => ({ at, is: 'tone', key, press: at, end: false })

test('a press that comes as event and as tone is told once, whichever is first', () => {
  for (const delay of [0, 20, 40, 60, 100, 300, SAME_PRESS_MS - 1]) {
    assert.equal(told([...packets('9', 1000, 100), tone('9', 1000 + delay)]), '9', `${delay} ms`)
  }
})

test('a tone alone is told, an event alone is told, two quick presses are two', () => {
  assert.equal(told([tone('9', 1000)]), '9')
  assert.equal(told(packets('9', 1000, 100)), '9')
  assert.equal(told([tone('9', 1000), tone('9', 1300)]), '99')
  const both = (at: number) => [...packets('9', at, 100), tone('9', at + 40)]
  assert.equal(told([...both(1000), ...both(1300)]), '99')
  const late = (at: number) => [...packets('9', at, 100), tone('9', at + 250)]
  assert.equal(told([...late(1000), ...late(1300)]), '99')
})

test('a tone that breaks in two while the key is held is one press', () => {
  assert.equal(told([...packets('9', 1000, 3000), tone('9', 1040), tone('9', 2500)]), '9')
})

test('a second after an event its key counts as a tone again, a millisecond before it does not', () => {
  const lastPacket = 1100
  for (const [after, keys] of [
    [SAME_PRESS_MS - 1, '9'],
    [SAME_PRESS_MS, '99'],
    [SAME_PRESS_MS + 1, '99'],
  ] as const) {
    assert.equal(told([...packets('9', 1000, 100), tone('9', lastPacket + after)]), keys)
  }
  assert.ok(EVENT_SILENCE_MS < SAME_PRESS_MS)
})

test('sixteen tones are remembered, the oldest gives way to one more', () => {
  for (const [tones, isSame] of [
    [TONES_REMEMBERED - 1, true],
    [TONES_REMEMBERED, true],
    [TONES_REMEMBERED + 1, false],
  ] as const) {
    let merge: KeyMerge = noTones
    for (let i = 0; i < tones; i += 1) {
      const key = i === 0 ? '9' : '1'
      merge = mergeTone(merge, { key, at: monoMs(1000 + i) }, noKeyYet)[0]
    }
    assert.equal(mergeEvent(merge, { key: '9', at: monoMs(1100) })[1], !isSame, `${tones} tones`)
  }
})

test('any keys pressed in turn, each as event, as tone or as both, are told once each', () => {
  const press = fc.record({
    key: fc.constantFrom(...dtmfKeys),
    way: fc.constantFrom('event', 'tone', 'both'),
    heldMs: fc.constantFrom(60, 100, 240),
    toneAfter: fc.integer({ min: 40, max: 300 }),
    pause: fc.integer({ min: 60, max: 900 }),
  })
  // The same way throughout: a far end that leaves tones in leaves all of them in.
  fc.assert(
    fc.property(fc.array(press, { maxLength: 12 }), (presses) => {
      const way = presses[0]?.way
      const heard: Heard[] = []
      let at = 1000
      for (const { key, heldMs, toneAfter, pause } of presses) {
        if (way !== 'tone') heard.push(...packets(key, at, heldMs))
        if (way !== 'event') heard.push(tone(key, at + toneAfter))
        at += heldMs + 300 + pause
      }
      assert.equal(told(heard), presses.map(({ key }) => key).join(''))
    }),
  )
})
