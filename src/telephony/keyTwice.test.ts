/** A key told in the media and by INFO beside it is one press. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DtmfKey } from '../base/dtmf.ts'
import { monoMs } from '../base/units.ts'
import { KEYS_REMEMBERED, type KeyPress, type KeysTold, noKeysTold, tellOnce } from './keyTwice.ts'

/** `media:1@30`: by which way, which key, at how many milliseconds. */
function pressOf(text: string): KeyPress {
  const [way, key, at] = text.split(/[:@]/)
  return { way: way as KeyPress['way'], key: key as DtmfKey, at: monoMs(Number(at)) }
}

function tell(presses: readonly KeyPress[]) {
  let keys: KeysTold = noKeysTold
  const told = presses.filter((press) => {
    const [next, isTold] = tellOnce(keys, press)
    keys = next
    return isTold
  })
  return { told, keys }
}

const table = [
  ['an INFO beside the event is the same press', 'media:1@0 info:1@30', 'media:1@0'],
  ['an event beside the INFO is the same press', 'info:9@0 media:9@999', 'info:9@0'],
  ['a second later it is another press', 'info:9@0 media:9@1000', 'info:9@0 media:9@1000'],
  ['another key is another press', 'media:1@0 info:2@10', 'media:1@0 info:2@10'],
  ['the same way twice is two presses', 'info:1@0 info:1@200', 'info:1@0 info:1@200'],
  [
    'two presses, each told both ways, are two',
    'media:1@0 media:1@300 info:1@320 info:1@350',
    'media:1@0 media:1@300',
  ],
  ['what was matched matches no other', 'media:1@0 info:1@20 info:1@400', 'media:1@0 info:1@400'],
] as const

for (const [name, presses, told] of table) {
  test(`keys told twice: ${name}`, () => {
    assert.deepEqual(tell(presses.split(' ').map(pressOf)).told, told.split(' ').map(pressOf))
  })
}

test('keys told twice: no more are remembered than the limit', () => {
  for (const count of [KEYS_REMEMBERED - 1, KEYS_REMEMBERED, KEYS_REMEMBERED + 1]) {
    const presses = Array.from({ length: count }, (_, n) => pressOf(`media:1@${n}`))
    assert.equal(tell(presses).keys.length, Math.min(count, KEYS_REMEMBERED))
  }
})
