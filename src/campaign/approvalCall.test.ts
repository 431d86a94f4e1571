/** The approval call: driven by its own deadlines, and by anything at all. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dtmfKeys } from '../base/dtmf.ts'
import { after, epochMs, monoMs, ms } from '../base/units.ts'
import { linkEndsAt, refusesReviewer } from './approval.ts'
import {
  type ApprovalCallEffect,
  type ApprovalCallInput,
  type ApprovalCallState,
  approvalCallDeadline,
  startApprovalCall,
  stepApprovalCall,
} from './approvalCall.ts'

const parts = 3
const start = monoMs(1000)

function play(inputs: readonly ApprovalCallInput[], from = startApprovalCall(start)) {
  const effects: ApprovalCallEffect[] = []
  let state: ApprovalCallState = from
  for (const input of inputs) {
    const [next, owed] = stepApprovalCall(state, input, { now: start, parts })
    state = next
    effects.push(...owed)
  }
  return { state, effects }
}

const whole: readonly ApprovalCallInput[] = [
  { is: 'answered' },
  { is: 'partEnded' },
  { is: 'partEnded' },
  { is: 'partEnded' },
]

test('approval call: heard to the end, key 1 approves once it is stored', () => {
  const { state, effects } = play([...whole, { is: 'key', key: '1' }, { is: 'stored', ok: true }])
  assert.deepEqual(state, { is: 'ended', how: 'approved' })
  assert.deepEqual(
    effects.map((effect) => (effect.is === 'play' ? `play ${effect.part}` : effect.is)),
    ['play 0', 'play 1', 'play 2', 'store', 'hangUp'],
  )
})

test('approval call: key 3 returns; any other key waits for one of the two', () => {
  const chosen = play([...whole, { is: 'key', key: '7' }, { is: 'key', key: '3' }])
  assert.deepEqual(chosen.effects.at(-1), { is: 'store', answer: 'returned' })
})

test('approval call: a key before the end, or hanging up before it, approves nothing', () => {
  const early = play([{ is: 'answered' }, { is: 'partEnded' }, { is: 'key', key: '1' }])
  assert.equal(early.state.is, 'hearing')
  assert.deepEqual(play([{ is: 'over' }], early.state).state, { is: 'ended', how: 'notHeard' })
})

test('approval call: what could not be stored is said, whoever hung up meanwhile', () => {
  const pressed = [...whole, { is: 'key', key: '1' }, { is: 'over' }] as const
  assert.equal(play(pressed).state.is, 'storing')
  assert.deepEqual(play([...pressed, { is: 'stored', ok: false }]).state, {
    is: 'ended',
    how: 'notStored',
  })
})

test('approval call: it ends by its own deadlines, at the instant and not a millisecond before', () => {
  const waiting = [
    startApprovalCall(start),
    play(whole).state,
    play([...whole, { is: 'key', key: '1' }]).state,
  ]
  for (const state of waiting) {
    const { at } = approvalCallDeadline(state) ?? assert.fail('no deadline')
    const early = stepApprovalCall(state, { is: 'deadline' }, { now: after(at, ms(-1)), parts })
    assert.deepEqual(early, [state, []])
    const [ended, effects] = stepApprovalCall(state, { is: 'deadline' }, { now: at, parts })
    assert.equal(ended.is, 'ended')
    assert.deepEqual(effects, [{ is: 'hangUp' }])
  }
})

test('approval call: whatever happens, nothing is approved before every part was heard', () => {
  const anyInput: fc.Arbitrary<ApprovalCallInput> = fc.oneof(
    fc.constantFrom<ApprovalCallInput>(
      { is: 'answered' },
      { is: 'partEnded' },
      { is: 'over' },
      { is: 'deadline' },
    ),
    fc.constantFrom(...dtmfKeys).map((key) => ({ is: 'key' as const, key })),
    fc.boolean().map((ok) => ({ is: 'stored' as const, ok })),
  )
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 20 }), (inputs) => {
      let heard = 0
      let state = startApprovalCall(start)
      for (const input of inputs) {
        if (state.is === 'hearing' && input.is === 'partEnded') heard += 1
        const [next, effects] = stepApprovalCall(state, input, { now: start, parts })
        state = next
        if (effects.some(({ is }) => is === 'store')) assert.equal(heard, parts)
      }
    }),
  )
})

test('approval: where real phones ring the author is refused by name of user or of e-mail', () => {
  const author = { user: 1, name: 'Ada', email: 'ada@exemple.fr' }
  const nour = { user: 2, name: 'Nour', email: 'nour@exemple.fr' }
  assert.equal(refusesReviewer(author, nour, false), null)
  assert.equal(refusesReviewer(author, { ...nour, user: 1 }, false), 'sameUser')
  assert.equal(refusesReviewer(author, { ...nour, email: ' ADA@exemple.fr' }, false), 'sameEmail')
  assert.equal(refusesReviewer(author, { user: null, name: 'x', email: null }, false), null)
  assert.equal(refusesReviewer(author, author, true), null)
  assert.equal(refusesReviewer(null, author, false), null)
})

test('approval: a link lasts seven days', () => {
  assert.equal(linkEndsAt(epochMs(0)), 7 * 24 * 3_600_000)
})
