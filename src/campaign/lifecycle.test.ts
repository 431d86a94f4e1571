import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCampaign, aMessage, practiceTrunk, tuesdayTen } from '../../test/support/aCampaign.ts'
import type { ClipId } from '../base/ids.ts'
import { type E164, epochMs, minutes, ms, seconds } from '../base/units.ts'
import { type AnsweringMachines, voicemailLongestMs, voicemailTalkMs } from './answeringMachines.ts'
import type { Campaign, CampaignState } from './campaign.ts'
import { type CampaignInput, isOver, step } from './lifecycle.ts'
import { lastStart } from './schedule.ts'

const facts = { trunk: practiceTrunk, targets: 3, refusedGates: [] }
const now = tuesdayTen
const say = (campaign: Campaign, input: CampaignInput, at = now): string => {
  const move = step(campaign, input, at)
  switch (move.is) {
    case 'moved':
      return [
        move.to,
        ...move.effects,
        ...(move.notCalled ? [`${move.notCalled} not called`] : []),
      ].join(' ')
    case 'refused':
      return `refused: ${move.missing.map(({ what }) => what).join(' ')}`
    case 'wrongState':
      return `only from ${move.limit.join(' ')}`
    case 'stays':
      return 'stays'
  }
}

const states: readonly CampaignState[] = [
  'draft',
  'ready',
  'running',
  'paused',
  'completed',
  'stopped',
]
const over = 'only from ready running paused'
const stop = { is: 'stop', why: 'enough' } as const
// biome-ignore format: inputs down, states across: draft, ready, running, paused, completed and stopped
const moves: readonly (readonly [CampaignInput, ...string[]])[] = [
  [{ is: 'makeReady', facts }, 'ready', 'only from draft', 'only from draft', 'only from draft', 'only from draft'],
  [{ is: 'reopen' }, 'stays', 'draft', 'only from draft ready', 'only from draft ready', 'only from draft ready'],
  [{ is: 'start', facts },
    'only from ready', 'running startCalls', 'only from ready', 'only from ready', 'only from ready'],
  [{ is: 'pause', why: 'lunch' },
    'only from running', 'only from running', 'paused stopNewCalls', 'only from running', 'only from running'],
  [{ is: 'resume', facts },
    'only from paused', 'only from paused', 'only from paused', 'running startCalls', 'only from paused'],
  [{ ...stop, remaining: 2 },
    over, 'stopped hangUpAll 2 not called', 'stopped hangUpAll 2 not called', 'stopped hangUpAll 2 not called', over],
  [{ ...stop, remaining: 0 }, over, 'completed hangUpAll', 'completed hangUpAll', 'completed hangUpAll', over],
  [{ is: 'idle', remaining: 1 },
    'only from running', 'only from running', 'stays', 'only from running', 'only from running'],
  [{ is: 'idle', remaining: 0 },
    'only from running', 'only from running', 'completed', 'only from running', 'only from running'],
  [{ is: 'deadlineReached', remaining: 5 }, over, 'stays', 'stays', 'stays', over],
]

for (const [input, ...expected] of moves) {
  const about = 'remaining' in input ? ` with ${input.remaining} remaining` : ''
  test(`campaign lifecycle: ${input.is}${about}, from every state`, () => {
    const said = states.map((state) => say(aCampaign({ state }), input))
    assert.deepEqual(said, [...expected, expected.at(-1)])
  })
}

test('campaign lifecycle: the deadline ends the campaign at its instant, not a millisecond before', () => {
  const campaign = aCampaign()
  const input = { is: 'deadlineReached', remaining: 5 } as const
  assert.equal(say(campaign, input, epochMs(campaign.deadline - 1)), 'stays')
  assert.equal(say(campaign, input, campaign.deadline), 'stopped hangUpAll 5 not called')
  assert.equal(say(campaign, { ...input, remaining: 0 }, campaign.deadline), 'completed hangUpAll')
})

test('campaign lifecycle: a refusal lists everything missing, not the first thing only', () => {
  const bare = aCampaign({
    state: 'draft',
    message: null,
    controller: ' ',
    deadline: now,
    practiceStart: null,
    ringTimeoutMs: ms(0),
  })
  assert.equal(
    say(bare, { is: 'makeReady', facts: { ...facts, trunk: null, targets: 0 } }),
    'refused: message trunk deadline ringTimeout targets controller',
  )
})

test('campaign lifecycle: start checks again what was ready', () => {
  const ready = aCampaign({ state: 'ready' })
  const changed = { ...ready, message: { ...aMessage, hash: 'h2', version: 2 } }
  assert.equal(say(changed, { is: 'start', facts }), 'refused: approval')
  assert.equal(say(ready, { is: 'start', facts: { ...facts, targets: 0 } }), 'refused: targets')
})

test('campaign readiness: the deadline must leave room for one whole call', () => {
  const campaign = aCampaign({ state: 'draft' })
  const input = { is: 'makeReady', facts } as const
  const limit = lastStart(campaign)
  assert.equal(limit, campaign.deadline - 25_000 - 90_000)
  assert.equal(say(campaign, input, epochMs(limit - 1)), 'ready')
  assert.equal(say(campaign, input, limit), 'refused: deadline')
  assert.equal(say(campaign, input, epochMs(limit + 1)), 'refused: deadline')
})

test('campaign readiness: one pass through the message must fit into the longest talk', () => {
  // Gate 8 s, 5 s to choose, content 20 s, closing 2 s.
  const withTalk = (talkMs: number) => aCampaign({ state: 'draft', maxTalkMs: ms(talkMs) })
  const input = { is: 'makeReady', facts } as const
  assert.equal(say(withTalk(34_999), input), 'refused: maxTalk')
  assert.equal(say(withTalk(35_000), input), 'ready')
  assert.equal(say(withTalk(35_001), input), 'ready')
})

for (const [late, refused] of [
  [-1, 'ready'],
  [0, 'ready'],
  [1, 'refused: voicemail'],
] as const) {
  test(`campaign readiness: a voicemail of ${voicemailLongestMs + late} ms`, () => {
    const voicemail = { clip: 'v' as ClipId, durationMs: ms(voicemailLongestMs + late) }
    const message = { ...aMessage, voicemail }
    const leaving = { answeringMachines: 'leaveVoicemail', maxTalkMs: minutes(3) } as const
    const input = { is: 'makeReady', facts } as const
    assert.equal(say(aCampaign({ state: 'draft', message, ...leaving }), input), refused)
  })

  test(`campaign readiness: ${late} ms more than a greeting and the voicemail take`, () => {
    const voicemail = { clip: 'v' as ClipId, durationMs: seconds(30) }
    const message = { ...aMessage, voicemail }
    const maxTalkMs = ms(voicemailTalkMs(voicemail.durationMs) + late)
    const asks = (answeringMachines: AnsweringMachines): string =>
      say(aCampaign({ state: 'draft', message, answeringMachines, maxTalkMs }), {
        is: 'makeReady',
        facts,
      })
    assert.equal(asks('leaveVoicemail'), late < 0 ? 'refused: maxTalk' : 'ready')
    assert.equal(asks('hangUp'), 'ready', 'where nothing is left, nothing needs the time')
    assert.equal(asks('ignore'), 'ready')
  })
}

test('campaign readiness: what is to be left must have been recorded', () => {
  const input = { is: 'makeReady', facts } as const
  const leaving = aCampaign({ state: 'draft', answeringMachines: 'leaveVoicemail' })
  assert.equal(say(leaving, input), 'refused: voicemail')
})

test('campaign readiness: caller ID, practice clock and keys are held to the trunk and to each other', () => {
  const input = { is: 'makeReady', facts } as const
  const draft = (change: Partial<Campaign>) => aCampaign({ state: 'draft', ...change })
  assert.equal(say(draft({ callerId: '+33163009999' as E164 }), input), 'refused: callerId')
  assert.equal(say(draft({ practiceStart: null }), input), 'refused: practiceStart')
  const real = { ...facts, trunk: { ...practiceTrunk, kind: 'real' as const } }
  assert.equal(say(draft({}), { is: 'makeReady', facts: real }), 'refused: practiceStart')
  assert.equal(say(draft({ practiceStart: null }), { is: 'makeReady', facts: real }), 'ready')
  const { menu } = aCampaign()
  assert.equal(say(draft({ menu: { ...menu, objection: '1' } }), input), 'refused: menu')
})

test('campaign readiness: each gate of the law that refuses stands in the list, at every start', () => {
  const gate = (rule: string) => {
    return {
      rule,
      measured: '5001 ms',
      limit: '5000 ms',
      say: { en: 'Too late.', fr: 'Trop tard.' },
    }
  }
  const gated = { ...facts, targets: 0, refusedGates: [gate('fr.CNIL-identity'), gate('fr.L48')] }
  for (const [state, is] of [
    ['draft', 'makeReady'],
    ['ready', 'start'],
    ['paused', 'resume'],
  ] as const) {
    const move = step(aCampaign({ state }), { is, facts: gated }, now)
    assert.ok(move.is === 'refused')
    assert.deepEqual(
      move.missing.map(({ what, rule }) => [what, rule]),
      [
        ['targets', undefined],
        ['gate', 'fr.CNIL-identity'],
        ['gate', 'fr.L48'],
      ],
    )
  }
})

test('campaign lifecycle: completed and stopped are the ends', () => {
  assert.deepEqual(states.filter(isOver), ['completed', 'stopped'])
})
