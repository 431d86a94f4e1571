/** Campaigns run inside a server: over real sockets, with the practice carrier. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import { after, minutes } from '../../src/base/units.ts'
import type { LiveSnapshot } from '../../src/engine/liveSnapshot.ts'
import { engineWorld } from '../support/engineWorld.ts'
import { eventually } from '../support/practiceCampaign.ts'

test('engine: launch, live figures, pause, resume, end; two campaigns at once, each with its clock', async (t) => {
  const world = await engineWorld(t, { people: 60 })
  const engine = await world.open()
  const [one, two] = [await world.campaign('One'), await world.campaign('Two')]
  const before = await engine.live(one)
  assert.equal(before.reason, 'notStarted')
  assert.equal(before.runsHere, false)

  const { targets } = await engine.start(one, 'Ada')
  assert.ok(targets > 30)
  await engine.start(two, 'Ada')
  await eventually('calls are up', async () => (await engine.live(one)).callsUp > 3)
  const running = await engine.live(one)
  assert.equal(running.state, 'running')
  assert.equal(running.runsHere, true)
  assert.equal(running.targets, targets)
  assert.ok(running.callsPerSecond.last10s > 0 && running.callsPerSecond.limit === 20)

  await engine.pause(one, 'Ada')
  await eventually('nothing is up', async () => (await engine.live(one)).callsUp === 0)
  const paused = await engine.live(one)
  assert.deepEqual([paused.state, paused.sentence.fr], ['paused', 'En pause : suspendue par Ada.'])
  assert.equal((await engine.live(two)).state, 'running')
  await engine.start(one, 'Ada')
  for (const id of [one, two]) {
    await eventually('completed', async () => (await engine.live(id)).state === 'completed')
    const { areas = [], attempts, outcomes, heardAtLeast = [] } = await engine.live(id)
    assert.equal(
      areas.reduce((sum, area) => sum + area.attempts, 0),
      attempts,
    )
    assert.equal(
      areas.reduce((sum, area) => sum + area.targets, 0),
      targets,
    )
    assert.ok((heardAtLeast[0] ?? 0) >= (outcomes.heardToEnd ?? 0))
    assert.deepEqual(
      heardAtLeast,
      heardAtLeast.toSorted((a, b) => b - a),
    )
  }
  const told = world.published.filter(({ kind }) => kind === 'live') as unknown as LiveSnapshot[]
  assert.ok(told.some(({ state, callsUp }) => state === 'running' && callsUp > 0))
  assert.ok(told.some(({ history = [] }) => history.length > 0))
})

test('engine: cutting ends calls in the middle of a sentence, within five seconds', async (t) => {
  const world = await engineWorld(t, { people: 60 })
  const engine = await world.open()
  const id = await world.campaign('Cut')
  await engine.start(id, 'Ada')
  await eventually('calls are up', async () => (await engine.live(id)).callsUp > 5)
  const cutAt = Date.now()
  assert.ok((await engine.cut(id, 'Ada')) > 0)
  await eventually('nothing is up', async () => (await engine.live(id)).callsUp === 0, 5000)
  assert.ok(Date.now() - cutAt < 5000)
  const { state, sentence, outcomes } = await engine.live(id)
  assert.equal(state, 'paused')
  assert.equal(sentence.en, 'Paused: everything was cut by Ada.')
  assert.ok((outcomes.stopped ?? 0) > 0)
})

test('engine: what a server that died left running goes on in the next one', async (t) => {
  const world = await engineWorld(t, { people: 30 })
  const id = await world.campaign('Orphan')
  const first = await world.open()
  await first.start(id, 'Ada')
  await first.close()
  assert.equal((await world.store.campaign(id)).state, 'paused')
  await world.store.moveCampaign(id, 'paused', 'running', 'as a crash leaves it', 0 as never)
  const second = await world.open()
  await eventually('completed', async () => (await second.live(id)).state === 'completed')
})

test('engine: quotas of the organisation, a spent budget, and the practice clock', async (t) => {
  const price = {
    ...{ perMinuteMicroEuro: 60_000, perCallMicroEuro: 10_000 },
    ...{ firstIncrementSeconds: 1, incrementSeconds: 1 },
  }
  const world = await engineWorld(t, { people: 30, trunk: { price } })
  const rules = { campaignsRunningMax: 1, callsPerSecondMax: 5 }
  const engine = await world.open({ rulesOf: () => Promise.resolve(rules) })
  const poor = await world.campaign('Poor', { budgetMicroEuro: 10_000 })
  const other = await world.campaign('Other')
  const { practiceStart } = await world.store.campaign(poor)
  assert.ok(practiceStart)
  await engine.jump(poor, after(practiceStart, minutes(5)))
  await assert.rejects(engine.jump(poor, after(practiceStart, minutes(600))), /before its deadline/)
  await engine.start(poor, 'Ada')
  const live = await engine.live(poor)
  assert.ok(Date.parse(live.clock) >= after(practiceStart, minutes(5)))
  assert.equal(live.callsPerSecond.limit, 5)
  await eventually('paused itself', async () => (await engine.live(poor)).state === 'paused')
  const { sentence, money, attempts } = await engine.live(poor)
  assert.equal(sentence.fr, 'En pause : le budget de 0.01 € ne permet plus d’appel.')
  assert.deepEqual([money.budget, money.spentMicroEuro, attempts], ['reached', 0, 0])

  await engine.start(other, 'Ada')
  await assert.rejects(
    engine.start(poor, 'Ada'),
    (error: unknown) => error instanceof Failure && error.limit === '1',
  )
})
