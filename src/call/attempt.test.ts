import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inputOf, noRtp, run } from '../../test/support/attemptScript.ts'
import { monoMs } from '../base/units.ts'
import { step } from './attempt.ts'
import { keysRecordedMax } from './attemptRecord.ts'
import { type Attempt, goneTimeoutMs } from './attemptState.ts'
import type { AttemptEffect } from './attemptStep.ts'

const up = '0 start; 1 ringing; 5 answered'
const listening = `${up}; 13 played gate; 14 key 1`

// biome-ignore format: a table, one life of a call a row
const lives: readonly [title: string, script: string, effects: string][] = [
  ['the whole message', `${listening}; 34 played content; 36 played closing; 39 gone us`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 38 hangUp; 39 end heardToEnd'],
  ['key 1 during the gate prompt skips it at once', `${up}; 6 key 1; 30 gone callee`,
    '0 place; 5 play gate; 6 play content; 30 end heardPart'],
  ['the gate time-out counts from the end of the prompt', `${up}; 13 played gate; 17.999; 18 ; 18.01 gone us`,
    '0 place; 5 play gate; 18 hangUp; 18.01 end notListened'],
  ['hung up at the gate', `${up}; 7 gone callee`, '0 place; 5 play gate; 7 end hungUpAtGate'],
  ['hung up in the goodbye has heard to the end', `${listening}; 34 played content; 35 gone callee`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 35 end heardToEnd'],
  ['wrong keys change nothing', `${up}; 6 key 5; 7 key #; 8 key 2; 9 gone callee`,
    '0 place; 5 play gate; 9 end hungUpAtGate'],
  ['wrong keys lose no right one', `${up}; 6 key 5; 6.1 key #; 6.2 key D; 7 key 1; 7.1 key #; 9 gone callee`,
    '0 place; 5 play gate; 7 play content; 9 end heardPart'],
  ['a key confirmed with the hash', `${up}; 6 key 9; 6.05 key #; 6.1 suppressionStored; 7 gone callee`,
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 6.1 play objectionConfirmed; 7 end objected'],
  ['the star at the gate says it again, twice at most, and the time to choose begins anew',
    `${up}; 6 key *; 14 played gate; 18 key *; 19 key *; 26 played gate; 31; 31.1 gone us`,
    '0 place; 5 play gate; 6 play gate; 18 play gate; 31 hangUp; 31.1 end notListened'],
  ['the star in the message, and in the goodbye, is the replay',
    `${listening}; 20 key *; 21 key *; 40 played content; 41 gone callee`,
    '0 place; 5 play gate; 14 play content; 20 play content; 40 play closing; 41 end heardToEnd'],
  ['replay in the message starts it again, as often as allowed', `${listening}; 20 key 2; 25 key 2; 26 gone callee`,
    '0 place; 5 play gate; 14 play content; 20 play content; 26 end heardPart'],
  ['replay in the goodbye; whoever heard it once has heard it',
    `${listening}; 34 played content; 35 key 2; 40 gone callee`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 35 play content; 40 end heardToEnd'],
  ['without a replay left the goodbye is the end',
    `${listening}; 20 key 2; 40 played content; 42 played closing; 42.1 gone us`,
    '0 place; 5 play gate; 14 play content; 20 play content; 40 play closing; 42 hangUp; 42.1 end heardToEnd'],
  ['replay in the time after the goodbye',
    `${listening}; 34 played content; 36 played closing; 37 key 2; 38 gone callee`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 37 play content; 38 end heardToEnd'],
  ['key 9 at the gate: stored, then confirmed',
    `${up}; 6 key 9; 6.1 suppressionStored; 9.1 played objectionConfirmed; 9.2 gone us`,
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 6.1 play objectionConfirmed; 9.1 hangUp; 9.2 end objected'],
  ['key 9 in the message', `${listening}; 20 key 9; 20.1 suppressionStored; 21 gone callee`,
    '0 place; 5 play gate; 14 play content; 20 suppress; 20 stopPlaying; 20.1 play objectionConfirmed; ' +
      '21 end objected'],
  ['key 9 in the goodbye', `${listening}; 34 played content; 35 key 9; 35.1 suppressionStored; 36 gone callee`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 35 suppress; 35 stopPlaying; ' +
      '35.1 play objectionConfirmed; 36 end objected'],
  ['key 9 during a replay', `${listening}; 20 key 2; 22 key 9; 22.1 suppressionStored; 23 gone callee`,
    '0 place; 5 play gate; 14 play content; 20 play content; 22 suppress; 22 stopPlaying; ' +
      '22.1 play objectionConfirmed; 23 end objected'],
  ['key 9, and gone before it was stored: the end waits for the store',
    `${up}; 6 key 9; 6.05 gone callee; 6.2 suppressionStored`,
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 6.2 end objected'],
  ['key 9 after our BYE left', `${up}; 13 played gate; 18; 18.01 key 9; 18.02 gone us; 18.1 suppressionStored`,
    '0 place; 5 play gate; 18 hangUp; 18.01 suppress; 18.1 end objected'],
  ['key 9 in early media', '0 start; 1 ringing; 2 key 9; 2.1 suppressionStored; 2.2 gone 487',
    '0 place; 2 suppress; 2 hangUp; 2.2 end objected'],
  ['key 9 twice is one objection, and no other key takes it back',
    `${up}; 6 key 9; 6.1 key 9; 6.2 suppressionStored; 7 key 1; 8 gone callee`,
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 6.2 play objectionConfirmed; 8 end objected'],
  ['an objection the store is slow to take: nobody waits on a dead line',
    `${up}; 6 key 9; 16; 16.1 gone us; 17 suppressionStored`,
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 16 hangUp; 17 end objected'],
  ['607 (RFC 8197): the suppression first, and the outcome when it is stored',
    '0 start; 1 ringing; 3 gone objected; 3.2 suppressionStored',
    '0 place; 3 suppress unwanted; 3.2 end objected'],
  ['607 before it rang, and a store that never answers: an objection all the same', '0 start; 3 gone objected; 43',
    '0 place; 3 suppress unwanted; 43 end objected'],
  ['607 that crosses our CANCEL', '0 start; 1 ringing; 25; 25.1 gone objected; 25.2 suppressionStored',
    '0 place; 25 hangUp; 25.1 suppress unwanted; 25.2 end objected'],
  ['607 on top of a key 9 in early media is one objection',
    '0 start; 1 ringing; 2 key 9; 2.1 gone objected; 2.2 suppressionStored',
    '0 place; 2 suppress; 2 hangUp; 2.2 end objected'],
  ['607 after a key 9 that is stored', '0 start; 1 ringing; 2 key 9; 2.1 suppressionStored; 2.2 gone objected',
    '0 place; 2 suppress; 2 hangUp; 2.2 end objected'],
  ['607 while the campaign is being stopped', '0 start; 1 stopNow; 1.1 gone objected; 1.2 suppressionStored',
    '0 place; 1 hangUp; 1.1 suppress unwanted; 1.2 end objected'],
  ['hung up in the message as unwanted', `${listening}; 20 gone unwanted; 20.1 suppressionStored`,
    '0 place; 5 play gate; 14 play content; 20 suppress unwanted; 20.1 end objected'],
  ['busy', '0 start; 1 gone busy', '0 place; 1 end busy'],
  ['rings out', '0 start; 1 ringing; 24.999; 25; 25.1 gone 487', '0 place; 25 hangUp; 25.1 end noAnswer'],
  ['a 486 that crosses our CANCEL says what really happened', '0 start; 1 ringing; 25; 25.1 gone busy',
    '0 place; 25 hangUp; 25.1 end busy'],
  ['RFC 3261 §9.1: a 200 that crosses our CANCEL is hung up', '0 start; 1 ringing; 25; 25.1 answered; 25.2 gone us',
    '0 place; 25 hangUp; 25.1 hangUp; 25.2 end noAnswer'],
  ['no word from the network at all', '0 start; 25; 65', '0 place; 25 hangUp; 65 end internalError'],
  ['maxTalk at the gate', `${up}; 95; 95.1 gone us`, '0 place; 5 play gate; 95 hangUp; 95.1 end notListened'],
  ['maxTalk in the message', `${up}; 80 key 1; 95; 95.1 gone us`,
    '0 place; 5 play gate; 80 play content; 95 hangUp; 95.1 end heardPart'],
  ['no more RTP from the phone', `${listening}; 20 gone mediaTimeout`,
    '0 place; 5 play gate; 14 play content; 20 end mediaLost'],
  ['no more RTP after the whole content', `${listening}; 34 played content; 35 gone mediaTimeout`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 35 end heardToEnd'],
  ['stopped while ringing', '0 start; 1 ringing; 2 stopNow; 2.1 gone 487', '0 place; 2 hangUp; 2.1 end stopped'],
  ['stopped in the message', `${listening}; 20 stopNow; 20.1 gone us`,
    '0 place; 5 play gate; 14 play content; 20 hangUp; 20.1 end stopped'],
  ['stopped in the goodbye has heard to the end', `${listening}; 34 played content; 35 stopNow; 35.1 gone us`,
    '0 place; 5 play gate; 14 play content; 34 play closing; 35 hangUp; 35.1 end heardToEnd'],
  ['stopped while an objection is confirmed', `${up}; 6 key 9; 6.1 suppressionStored; 7 stopNow; 7.1 gone us`,
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 6.1 play objectionConfirmed; 7 hangUp; 7.1 end objected'],
  ['armed and never placed', '0 notPlaced', '0 end notPlaced'],
  ['stopped before it was placed', '0 stopNow', '0 end notPlaced'],
  ['barred before it was placed', '0 barred', '0 end notPlaced'],
  ['barred while ringing', '0 start; 1 ringing; 2 barred; 2.1 gone 487', '0 place; 2 hangUp; 2.1 end stopped'],
  ['barred before any reply, and told again', '0 start; 1 barred; 1.7 barred; 2 ringing; 2.1 gone 487',
    '0 place; 1 hangUp; 2.1 end stopped'],
  ['barred at the gate', `${up}; 6 barred; 6.1 gone us`, '0 place; 5 play gate; 6 hangUp; 6.1 end stopped'],
  ['barred in the message', `${listening}; 20 barred; 20.1 gone us`,
    '0 place; 5 play gate; 14 play content; 20 hangUp; 20.1 end stopped'],
  ['barred by their own key 9, who hears it confirmed', `${up}; 6 key 9; 6.1 barred; 6.2 suppressionStored; ` +
    '7 barred; 9 played objectionConfirmed; 9.1 gone us',
    '0 place; 5 play gate; 6 suppress; 6 stopPlaying; 6.2 play objectionConfirmed; 9 hangUp; 9.1 end objected'],
  ['telephony is closed under it',
    `${listening}; 20 gone us`, '0 place; 5 play gate; 14 play content; 20 end stopped'],
  ['a bug in telephony',
    `${listening}; 20 gone internalError`, '0 place; 5 play gate; 14 play content; 20 end internalError'],
]

for (const [title, script, effects] of lives) {
  test(`attempt: ${title}`, () => {
    assert.equal(run(script).effects, effects)
  })
}

test('attempt: the first sound is asked for in the very step that learns of the answer', () => {
  const [, effects] = step(
    run('0 start').attempt,
    inputOf(['answered'], monoMs(5000)),
    monoMs(5000),
  )
  assert.deepEqual(effects, [{ is: 'play', clip: 'gate' }])
})

test('attempt: the record measures ringing, talk, first audio and what was heard', () => {
  const script = `0 start; 0.02 placed; 1 ringing; 5 answered; 5.004 audio 4; 14 key 1; 20 key 7; 24.5 gone callee`
  assert.deepEqual(run(script).records, [
    {
      outcome: 'heardPart',
      ringMs: 4980,
      talkMs: 19_500,
      firstAudioMs: 4,
      heardMs: 10_500,
      keys: ['1', '7'],
      rtp: noRtp,
    },
  ])
})

test('attempt: of two listenings the longer one counts, and no more than the content is long', () => {
  const twice = run(`${up}; 6 key 1; 18 key 2; 21 gone callee`).records[0]
  assert.equal(twice?.heardMs, 12_000)
  // The port never said that the clip ended: what was sent cannot be more than there is.
  assert.equal(run(`${up}; 6 key 1; 60 gone callee`).records[0]?.heardMs, 20_000)
})

for (const pressed of [keysRecordedMax - 1, keysRecordedMax, keysRecordedMax + 1]) {
  test(`attempt: of ${pressed} wrong keys at most ${keysRecordedMax} are kept, the objection always`, () => {
    const keys = Array.from({ length: pressed }, (_, i) => `${6 + i / 100} key 5`).join('; ')
    const record = run(`${up}; ${keys}; 7 key 9; 7.1 suppressionStored; 8 gone callee`).records[0]
    assert.equal(record?.keys.length, Math.min(pressed, keysRecordedMax) + 1)
    assert.equal(record?.keys.at(-1), '9')
  })
}

const anyStep = fc.record({
  afterMs: fc.integer({ min: 0, max: 30_000 }),
  words: fc.constantFrom(
    'ringing',
    'answered',
    'audio 3',
    'key 1',
    'key 2',
    'key 5',
    'key 9',
    'key 9',
    'played gate',
    'played content',
    'played closing',
    'played objectionConfirmed',
    'suppressionStored',
    'stopNow',
    'barred',
    'wake',
    'gone callee',
    'gone unwanted',
    'gone objected',
    'gone us',
    'gone busy',
    'gone 487',
    'gone mediaTimeout',
    'gone internalError',
  ),
})

test('attempt: whatever comes in whatever order, it ends once, in bounded time, and no objection is lost', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
      let now = 0
      const script = steps.map(({ afterMs, words }) => {
        now += afterMs
        return `${now / 1000} ${words}`
      })
      const lastMs = now + 25_000 + 90_000 + 2 * goneTimeoutMs + 10_000
      const { effects, records } = run(['0 start', ...script, `${lastMs / 1000}`].join('; '))
      assert.equal(records.length, 1, effects)
      const endedAt = Number(/([\d.]+) end/.exec(effects)?.[1])
      assert.ok(endedAt * 1000 <= 25_000 + 90_000 + 2 * goneTimeoutMs, effects)
      const objections = script.filter((line) => /(key 9|gone unwanted|gone objected)$/.test(line))
      assert.equal(effects.split('suppress').length - 1, Math.min(1, objections.length), effects)
      const before = objections.filter((line) => Number(line.split(' ')[0]) < endedAt)
      if (before.length > 0) assert.equal(records[0]?.outcome, 'objected', effects)
    }),
    { numRuns: 2000 },
  )
})

test('attempt: an ended attempt answers nothing but a late objection', () => {
  const { attempt } = run('0 start; 1 gone busy')
  const late = (words: string[]): readonly AttemptEffect[] =>
    step(attempt as Attempt, inputOf(words, monoMs(2000)), monoMs(2000))[1]
  assert.deepEqual(late(['gone', 'callee']), [])
  assert.deepEqual(late(['stopNow']), [])
  assert.deepEqual(late(['key', '9']), [{ is: 'suppress', by: 'key' }])
  assert.deepEqual(late(['gone', 'objected']), [{ is: 'suppress', by: 'unwanted' }])
})
