import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import { type E164, type MonoMs, monoMs, ms } from '../base/units.ts'
import { keysRecordedMax } from './attemptRecord.ts'
import { type RingBackEffect, type RingBackInput, step } from './ringBack.ts'
import type { RingBackRecord } from './ringBackRecord.ts'
import {
  offeredRingBack,
  type RingBackPlan,
  type RingBackSounds,
  ringBackDeadline,
  ringBackGoneMs,
  ringBackTalkMaxMs,
  type SoundRole,
} from './ringBackState.ts'

const id = 'r1' as AttemptId
const lengths: Readonly<Record<SoundRole, number>> = {
  ...{ greeting: 8, content: 20, source: 4, contact: 5, menu: 6, typeNumber: 3 },
  ...{ numberNoted: 3, objectionStored: 2, goodbye: 1 },
}
const soundsOf = (prefix = ''): RingBackSounds =>
  Object.fromEntries(
    Object.entries(lengths).map(([role, seconds]) => [
      role,
      { clip: `${prefix}${role}` as ClipId, durationMs: ms(seconds * 1000) },
    ]),
  ) as unknown as RingBackSounds
const message = soundsOf()
const rights: RingBackSounds = { ...soundsOf('rights-'), content: null }

/** A number of fiction of ten digits. */
const readNumber = (digits: string): E164 | null =>
  /^0639980\d{3}$/.test(digits) ? (`+33${digits.slice(1)}` as E164) : null
const known: RingBackPlan = {
  attempt: id,
  sounds: message,
  hasCaller: true,
  mayType: false,
  readNumber,
}
const stranger: RingBackPlan = { ...known, mayType: true }
const anonymous: RingBackPlan = { ...stranger, hasCaller: false }

const noRtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }

/**
 * Plays a script, one `second words` a step. What is played ends by itself after its length; an objection is stored
 * after 100 ms unless the script says `slow`.
 */
function run(script: string, plan: RingBackPlan, slow = false) {
  let call = offeredRingBack(plan, monoMs(0))
  const trace: string[] = []
  const records: RingBackRecord[] = []
  let playing: { clip: string; endsAt: number } | null = null
  let storedAt: number | null = null
  const feed = (input: RingBackInput, now: MonoMs): void => {
    const [next, effects] = step(call, input, now)
    call = next
    for (const effect of effects) {
      trace.push(`${now / 1000} ${say(effect)}`)
      if (effect.is === 'play') {
        const role = effect.clip.replace('rights-', '') as SoundRole
        playing = { clip: effect.clip, endsAt: now + lengths[role] * 1000 }
      }
      if (effect.is === 'stopPlaying' || effect.is === 'hangUp') playing = null
      if (effect.is === 'suppress' && !slow) storedAt = now + 100
      if (effect.is === 'end') records.push(effect.record)
    }
  }
  const runUntil = (until: number): void => {
    for (;;) {
      const due = Math.min(
        playing?.endsAt ?? Infinity,
        storedAt ?? Infinity,
        ringBackDeadline(call)?.at ?? Infinity,
      )
      if (due > until) return
      const now = monoMs(due)
      if (playing?.endsAt === due) {
        const clip = playing.clip as ClipId
        playing = null
        feed({ is: 'playEnded', attempt: id, at: now, clip }, now)
      } else if (storedAt === due) {
        storedAt = null
        feed({ is: 'objectionStored' }, now)
      } else feed({ is: 'wake' }, now)
    }
  }
  for (const line of script.split(';')) {
    const [at, ...words] = line.trim().split(' ')
    const now = monoMs(Math.round(Number(at) * 1000))
    runUntil(now)
    for (const input of inputsOf(words, now)) feed(input, now)
  }
  return { effects: trace.join('; '), records, call }
}

function say(effect: RingBackEffect): string {
  if (effect.is === 'play') return `play ${effect.clip}`
  if (effect.is === 'suppress') {
    return effect.who.is === 'typed' ? `suppress ${effect.who.number}` : 'suppress caller'
  }
  return effect.is === 'end' ? `end ${effect.record.outcome}` : effect.is
}

function inputsOf([word, argument = '']: readonly string[], at: MonoMs): readonly RingBackInput[] {
  const about = { attempt: id, at }
  if (word === undefined) return []
  if (word === 'keys') {
    return [...argument].map((key) => ({ is: 'key', key: key as DtmfKey, ...about }))
  }
  if (word === 'answered') return [{ is: 'answered', ...about }]
  if (word === 'replan') return [{ is: 'replan', sounds: rights }]
  if (word === 'gone') {
    return [{ is: 'ended', by: argument as 'callee', rtp: noRtp, ...about }]
  }
  if (word === 'unwanted') {
    return [{ is: 'ended', by: 'callee', outcome: 'objected', rtp: noRtp, ...about }]
  }
  return [{ is: word as 'stopNow' }]
}

const plans = {
  known,
  stranger,
  anonymous,
  'without message': { ...known, sounds: rights },
} as const

// biome-ignore format: a table, one life of a call a row
const lives: readonly [title: string, who: keyof typeof plans, script: string, effects: string][] = [
  ['who just listens hears who called, the message, the keys, goodbye', 'known', '1 answered; 60 gone us',
    '1 play greeting; 12 play content; 32 play menu; 44 play goodbye; 45 hangUp; 60 end heardToEnd'],
  ['1 is the message at once', 'known', '1 answered; 2 keys 1; 5 gone callee',
    '1 play greeting; 2 play content; 5 end heardPart'],
  ['the message is heard twice at most', 'known', '1 answered; 2 keys 1; 3 keys 1; 4 keys 1; 5 gone callee',
    '1 play greeting; 2 play content; 3 play content; 5 end heardPart'],
  ['8 and 0 while the greeting is said', 'known', '1 answered; 2 keys 8; 3 keys 0; 20 gone callee',
    '1 play greeting; 2 play source; 3 play contact; 14 play goodbye; 15 hangUp; 20 end toldRights'],
  ['9 is stored first, confirmed after', 'known', '1 answered; 2 keys 9; 20 gone us',
    '1 play greeting; 2 suppress caller; 2 stopPlaying; 2.1 play objectionStored; 4.1 play goodbye; 5.1 hangUp; 20 end objected'],
  ['9 in the message', 'known', '1 answered; 2 keys 1; 10 keys 9; 11 gone callee',
    '1 play greeting; 2 play content; 10 suppress caller; 10 stopPlaying; 10.1 play objectionStored; 11 end objected'],
  ['9 in the goodbye', 'known', '1 answered; 44.5 keys 9; 50 gone us',
    '1 play greeting; 12 play content; 32 play menu; 44 play goodbye; 44.5 suppress caller; 44.5 stopPlaying; ' +
    '44.6 play objectionStored; 46.6 play goodbye; 47.6 hangUp; 50 end objected'],
  ['hung up in the greeting', 'known', '1 answered; 3 gone callee', '1 play greeting; 3 end hungUpAtGreeting'],
  ['gave up before the answer', 'known', '1 gone callee', '1 end abandoned'],
  ['marked as unwanted on the phone', 'known', '1 answered; 3 unwanted; 4', '1 play greeting; 3 suppress caller; 3.1 end objected'],
  ['a wrong key tells the keys again, a fourth ends the call', 'known', '1 answered; 2 keys 5; 3 keys 6; 4 keys #; 5 keys 7; 9 gone us',
    '1 play greeting; 2 play menu; 3 play menu; 4 play menu; 5 play goodbye; 6 hangUp; 9 end hungUpAtGreeting'],
  ['a wrong key does not break the message off', 'known', '1 answered; 2 keys 1; 3 keys 5; 22.5 gone callee',
    '1 play greeting; 2 play content; 22 play menu; 22.5 end heardToEnd'],
  ['without a message: who called, then goodbye', 'without message', '1 answered; 30 gone us',
    '1 play rights-greeting; 15 play rights-goodbye; 16 hangUp; 30 end pressedNothing'],
  ['without a message 1 is a wrong key', 'without message', '1 answered; 2 keys 1; 3 gone callee',
    '1 play rights-greeting; 2 play rights-menu; 3 end hungUpAtGreeting'],
  ['paused while the message is heard: it stops, who called is said', 'known', '1 answered; 2 keys 1; 8 replan; 30 gone us',
    '1 play greeting; 2 play content; 8 play rights-greeting; 22 play rights-goodbye; 23 hangUp; 30 end heardPart'],
  ['paused in the greeting', 'known', '1 answered; 3 replan; 4 keys 1; 5 gone callee',
    '1 play greeting; 3 play rights-greeting; 4 play rights-menu; 5 end hungUpAtGreeting'],
  ['the server is closed', 'known', '1 answered; 3 stopNow; 4 gone us', '1 play greeting; 3 hangUp; 4 end hungUpAtGreeting'],
  ['no ACK ever', 'known', '33 gone us', '32 hangUp; 33 end stopped'],
  ['another phone types its number, then 9', 'stranger', '1 answered; 2 keys 0639980123#; 3 keys 9; 20 gone us',
    '1 play greeting; 2 stopPlaying; 2 play numberNoted; 3 suppress +33639980123; 3 stopPlaying; 3.1 play objectionStored; ' +
    '5.1 play goodbye; 6.1 hangUp; 20 end objectedForTyped'],
  ['the number ends by time-out', 'stranger', '1 answered; 2 keys 0639980123; 9 keys 9; 10 gone callee',
    '1 play greeting; 2 stopPlaying; 7 play numberNoted; 9 suppress +33639980123; 9 stopPlaying; 9.1 play objectionStored; 10 end objectedForTyped'],
  ['a number typed and nothing after it', 'stranger', '1 answered; 2 keys 0639980123#; 30 gone us',
    '1 play greeting; 2 stopPlaying; 2 play numberNoted; 11 play goodbye; 12 hangUp; 30 end typedNumber'],
  ['0 alone is whom to write to', 'stranger', '1 answered; 2 keys 0; 8 gone callee',
    '1 play greeting; 2 stopPlaying; 7 play contact; 8 end toldRights'],
  ['9 from a phone we did not call: stored for it, then the other number is asked for', 'stranger',
    '1 answered; 2 keys 9; 8 keys 0639980123#; 20 gone us',
    '1 play greeting; 2 suppress caller; 2 stopPlaying; 2.1 play objectionStored; 4.1 play typeNumber; 8 suppress +33639980123; ' +
    '8 stopPlaying; 8.1 play objectionStored; 10.1 play goodbye; 11.1 hangUp; 20 end objectedForTyped'],
  ['9 of who hides their number: it is asked for', 'anonymous', '1 answered; 2 keys 9; 4 keys 0639980123#; 20 gone us',
    '1 play greeting; 2 play typeNumber; 4 stopPlaying; 4 suppress +33639980123; 4 stopPlaying; 4.1 play objectionStored; ' +
    '6.1 play goodbye; 7.1 hangUp; 20 end objectedForTyped'],
  ['asked for a number and nothing typed', 'anonymous', '1 answered; 2 keys 9; 20 gone us',
    '1 play greeting; 2 play typeNumber; 15 play goodbye; 16 hangUp; 20 end hungUpAtGreeting'],
  ['no number of anybody, three times', 'anonymous', '1 answered; 2 keys 9; 3 keys 15#; 4 keys 112#; 5 keys 08#; 9 gone us',
    '1 play greeting; 2 play typeNumber; 3 stopPlaying; 3 play typeNumber; 4 stopPlaying; 4 play typeNumber; 5 stopPlaying; ' +
    '5 play goodbye; 6 hangUp; 9 end hungUpAtGreeting'],
  ['* begins the number anew', 'anonymous', '1 answered; 2 keys 9; 3 keys 06*0639980123#; 4 gone callee',
    '1 play greeting; 2 play typeNumber; 3 stopPlaying; 3 suppress +33639980123; 3 stopPlaying; 3.1 play objectionStored; 4 end objectedForTyped'],
]

for (const [title, who, script, effects] of lives) {
  test(`ring-back (${who}): ${title}`, () => {
    assert.equal(run(script, plans[who]).effects, effects)
  })
}

test('ring-back: an objection that is not stored in time is not confirmed, and counts', () => {
  const { effects, records } = run('1 answered; 2 keys 9; 11.999; 13 gone us', known, true)
  assert.equal(effects, '1 play greeting; 2 suppress caller; 2 stopPlaying; 12 hangUp')
  assert.deepEqual(records, [], 'the record waits for the store, or its patience')
  const late = run('1 answered; 2 keys 9; 3 gone callee; 12.999', known, true)
  assert.deepEqual(late.records, [])
  assert.equal(run('1 answered; 2 keys 9; 3 gone callee; 13', known, true).records.length, 1)
})

test('ring-back: 17 digits are a number to read, the eighteenth begins anew', () => {
  const typed = (digits: number) =>
    run(`1 answered; 2 keys 9; 6 keys ${'0'.repeat(digits)}; 7 gone callee`, anonymous)
  assert.equal(typed(16).call.typingTries, 0)
  assert.equal(typed(17).call.typingTries, 0)
  assert.equal(typed(18).call.typingTries, 1)
})

test('ring-back: what is typed as a number stands in no record', () => {
  const { records } = run('1 answered; 2 keys 0639980123#; 3 keys 9; 4 gone callee', stranger)
  assert.equal(records[0]?.keys.join(''), '09')
})

test('ring-back: the eleventh question is answered by goodbye', () => {
  const asks = (questions: number) =>
    run(
      `1 answered; ${Array.from({ length: questions }, (_, n) => `${2 + n / 10} keys 8`).join('; ')}`,
      known,
    ).effects.includes('goodbye')
  assert.deepEqual([9, 10, 11].map(asks), [false, false, true])
})

test('ring-back: nobody talks longer than five minutes', () => {
  const nagging = Array.from({ length: 200 }, (_, n) => `${2 + n * 4} keys *`).join('; ')
  const { call } = run(`1 answered; ${nagging}`, stranger)
  assert.equal(call.phase.is, 'over')
})

const anyInput = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...dtmfKeys).map((key) => `keys ${key}`) },
  fc.constantFrom(
    'answered',
    'replan',
    'stopNow',
    'gone callee',
    'gone us',
    'unwanted',
    'gone mediaTimeout',
  ),
)
const longest = ringBackTalkMaxMs + ringBackGoneMs + 60_000

test('property: whatever is pressed, the call ends once, within its time, and every 9 is stored once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 6000 }), anyInput), { maxLength: 60 }),
      fc.constantFrom(...Object.values(plans)),
      (inputs, plan) => {
        let at = 0
        const script = inputs.map(([gap, words]) => {
          at += gap
          return `${at / 1000} ${words}`
        })
        const { effects, records } = run(
          ['0 answered', ...script, String((at + longest) / 1000)].join('; '),
          plan,
        )
        assert.equal(records.length, 1, effects)
        const suppressed = effects.split('; ').filter((effect) => effect.includes('suppress'))
        assert.equal(new Set(suppressed.map((text) => text.split(' ')[2])).size, suppressed.length)
        assert.ok((records[0]?.keys.length ?? 0) <= keysRecordedMax)
        const objected = ['objected', 'objectedForTyped'].includes(records[0]?.outcome ?? '')
        assert.equal(objected, suppressed.length > 0, effects)
        if (plan.sounds.content === null) assert.ok(!effects.includes('content'))
      },
    ),
    { numRuns: 500 },
  )
})
