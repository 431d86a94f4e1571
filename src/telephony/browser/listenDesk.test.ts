import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import {
  type BrowserWorld,
  browserWorld,
  heardClips,
  heardMessage,
  heardSettings,
} from '../../../test/support/browserCalls.ts'
import { SILENCE_A } from '../../audio/g711.ts'
import type { CampaignId } from '../../base/ids.ts'
import { type Ms, monoMs, ms } from '../../base/units.ts'
import { heardVersion, type ListenEvent } from '../../call/listening.ts'
import type { VersionName } from '../../campaign/voiceMessage.ts'
import {
  callsMax,
  callsOfOneMax,
  connectWithinMs,
  eventsKeptMax,
  keptAfterEndMs,
  type ListenRequest,
  lonelyAfterMs,
  longestCallMs,
} from './listenDesk.ts'

function aRequest(change: Partial<ListenRequest> & { name?: VersionName } = {}): ListenRequest {
  const { name = 'live', ...rest } = change
  const version = heardVersion(heardMessage, name)
  assert.ok(version)
  return {
    ...{ organisation: 1, campaign: 'c' as CampaignId, version },
    ...{ clips: heardClips, settings: heardSettings },
    ...{ offer: 'v=0', address: '127.0.0.1', ...rest },
  }
}

/** Rung, connected, followed and taken. */
async function taken(world: BrowserWorld, change: Parameters<typeof aRequest>[0] = {}) {
  const { call } = await world.desk.ring(aRequest(change))
  const told = world.follow(call)
  world.peers.at(-1)?.listener?.connected()
  run(world, ms(500))
  world.desk.answer(1, call)
  return { call, told, frames: world.peers.at(-1)?.frames ?? [] }
}

const run = ({ time }: BrowserWorld, lasts: Ms): void => time.run(monoMs(time.now() + lasts))

const told = (events: readonly ListenEvent[]): string[] =>
  events.map((event) => {
    const at = 'atMs' in event ? `${Math.round(event.atMs)} ` : ''
    switch (event.is) {
      case 'plays':
        return `${at}plays ${event.part}`
      case 'says':
        return `${at}${event.part}: ${event.text}`
      case 'key':
        return `${at}key ${event.key} ${event.means}`
      case 'ended':
        return `${at}ended ${event.outcome} ${event.why}`
      default:
        return `${at}${event.is}`
    }
  })

test('call me: the first sound leaves in the very turn of the answer, the words at their times', async () => {
  const world = browserWorld()
  const { told: events, frames } = await taken(world)
  assert.equal(frames.length, 1)
  assert.deepEqual(events.at(-1), { is: 'firstSound', afterMs: 0 })
  run(world, ms(3000))
  assert.deepEqual(told(events), [
    ...['ringing', 'connected', 'answered', '0 plays gate', '0 gate: Message enregistré.'],
    ...['firstSound', '1600 gate: Tapez 9.', '2980 waits'],
  ])
  assert.equal(frames.filter(({ byte }) => byte === 1).length, 150)
  assert.equal(frames.at(-1)?.byte, SILENCE_A)
})

test('call me: packets leave 20 ms apart on an absolute schedule, silence included', async () => {
  const world = browserWorld()
  const { frames } = await taken(world)
  run(world, ms(5000))
  const [first] = frames
  assert.ok(first)
  assert.ok(frames.every(({ at, index }) => at - first.at === index * 20))
  assert.equal(frames.length, 251)
})

test('call me: key 1 plays the content, 2 plays it once again, then the goodbye and the end', async () => {
  const world = browserWorld()
  const { call, told: events } = await taken(world)
  run(world, ms(1000))
  world.desk.press(1, call, '1')
  run(world, ms(2000))
  world.desk.press(1, call, '2')
  run(world, ms(10_000))
  assert.deepEqual(told(events).slice(6), [
    ...['1000 key 1 listen', '1000 plays content', '1000 content: null'],
    ...['3000 key 2 replay', '3000 plays content', '3000 content: null'],
    ...['7000 plays closing', '7000 closing: null', '8000 ended heardToEnd call'],
  ])
})

test('call me: key 9 tells what would be stored, confirms it aloud and ends', async () => {
  const world = browserWorld()
  const { told: events, frames } = await taken(world)
  run(world, ms(700))
  world.peers[0]?.listener?.key('9')
  run(world, ms(4000))
  assert.deepEqual(told(events).slice(6), [
    ...['700 key 9 objection', '700 wouldSuppress', '700 stops', '700 plays objectionConfirmed'],
    ...['700 objectionConfirmed: null', '2200 ended objected call'],
  ])
  assert.equal(frames.filter(({ byte }) => byte === 4).length, 75)
  await setImmediate()
  assert.equal(world.peers[0]?.isClosed, true)
})

test('call me: no key, and the call says goodbye to itself after the time of the gate', async () => {
  const world = browserWorld()
  const { told: events } = await taken(world)
  run(world, ms(9000))
  assert.equal(told(events).at(-1), '7980 ended notListened call')
})

test('call me: the version for a machine is played once, and its keys do nothing', async () => {
  const world = browserWorld()
  const { call, told: events } = await taken(world, { name: 'voicemail' })
  run(world, ms(500))
  world.desk.press(1, call, '9')
  run(world, ms(2000))
  assert.deepEqual(told(events).slice(2), [
    ...['answered', '0 plays voicemail', '0 voicemail: null', 'firstSound', '500 key 9 nothing'],
    '1980 ended heardToEnd call',
  ])
})

test('call me: refused, not taken and left are told apart', async () => {
  const world = browserWorld()
  const refused = await world.desk.ring(aRequest())
  const first = world.follow(refused.call)
  world.desk.leave(1, refused.call)
  assert.equal(told(first).at(-1), '0 ended declined refused')
  const rung = await world.desk.ring(aRequest({ offer: null }))
  const second = world.follow(rung.call)
  run(world, ms(25_000))
  assert.equal(told(second).at(-1), '0 ended noAnswer unanswered')
  const { told: third, call } = await taken(world)
  run(world, ms(1000))
  world.desk.leave(1, call)
  assert.equal(told(third).at(-1), '1000 ended hungUpAtGate hungUp')
})

test('call me: taken before it is connected, it is answered when it is', async () => {
  const world = browserWorld()
  const { call } = await world.desk.ring(aRequest())
  const events = world.follow(call)
  world.desk.answer(1, call)
  assert.deepEqual(told(events), ['ringing'])
  world.peers[0]?.listener?.connected()
  assert.deepEqual(told(events).slice(0, 3), ['ringing', 'connected', 'answered'])
})

test('call me: a browser that cannot connect is given up, at the limit and not before', async () => {
  const world = browserWorld()
  const { call } = await world.desk.ring(aRequest())
  const events = world.follow(call)
  run(world, ms(connectWithinMs - 1))
  assert.deepEqual(told(events), ['ringing'])
  run(world, ms(1))
  assert.equal(told(events).at(-1), '0 ended declined noConnection')
})

test('call me: without WebRTC the page is told what plays, and fetches it', async () => {
  const world = browserWorld()
  const { call, sdpAnswer } = await world.desk.ring(aRequest({ offer: null }))
  assert.equal(sdpAnswer, null)
  const events = world.follow(call)
  world.desk.answer(1, call)
  assert.ok(events.some((event) => event.is === 'plays' && event.clip === 'gate'))
  assert.equal(world.desk.clip(1, call, 'gate').pcma.length, 24_000)
  assert.throws(() => world.desk.clip(1, call, 'another'), /no such recording/)
})

test('call me: nobody reads what happens, and the call ends, at the limit and not before', async () => {
  const world = browserWorld()
  await world.desk.ring(aRequest({ offer: null }))
  run(world, ms(lonelyAfterMs - 1))
  assert.equal(world.desk.count, 1)
  run(world, ms(1))
  assert.equal(world.desk.count, 0)
  const { call } = await world.desk.ring(aRequest({ offer: null }))
  const following = world.desk.follow(1, call, 0, () => undefined)
  run(world, ms(lonelyAfterMs * 1.5))
  assert.equal(world.desk.count, 1)
  following.end()
  run(world, ms(lonelyAfterMs))
  assert.equal(world.desk.count, 0)
})

test('call me: who comes back reads what was missed, until a while after the end', async () => {
  const world = browserWorld()
  const { call } = await taken(world)
  world.desk.leave(1, call)
  run(world, ms(keptAfterEndMs - 1))
  const { past } = world.desk.follow(1, call, 2, () => undefined)
  assert.deepEqual(
    past.map(({ id }) => id),
    [3, 4, 5, 6, 7],
  )
  run(world, ms(1))
  assert.throws(() => world.desk.follow(1, call, 0, () => undefined), /over: ring again/)
})

test('call me: another organisation neither hears nor ends a call', async () => {
  const world = browserWorld()
  const { call } = await taken(world)
  assert.throws(() => world.desk.follow(2, call, 0, () => undefined), /over/)
  assert.throws(() => world.desk.leave(2, call), /over/)
  assert.throws(() => world.desk.press(2, call, '1'), /over/)
})

test('call me: so many calls of one organisation and of all, and not one more', async () => {
  const world = browserWorld()
  const ring = (organisation: number) => world.desk.ring(aRequest({ organisation, offer: null }))
  for (let i = 1; i < callsOfOneMax; i += 1) await ring(1)
  const { call } = await ring(1)
  await assert.rejects(ring(1), { code: 'tooMany' })
  world.desk.leave(1, call)
  await ring(1)
  for (let i = callsOfOneMax; i < callsMax; i += 1) await ring(1 + Math.ceil(i / callsOfOneMax))
  assert.equal(world.desk.count, callsMax)
  await assert.rejects(ring(99), { code: 'tooMany' })
  await world.desk.close()
  assert.equal(world.desk.count, 0)
})

test('call me: many at the same instant are counted before they are open', async () => {
  const world = browserWorld()
  const asked = Array.from({ length: callsOfOneMax + 1 }, () => world.desk.ring(aRequest()))
  const answers = await Promise.allSettled(asked)
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, callsOfOneMax)
})

test('call me: a child at the keys fills neither memory nor the page', async () => {
  const world = browserWorld()
  const { call, told: events } = await taken(world)
  for (let i = 0; i < eventsKeptMax + 10; i += 1) world.desk.press(1, call, '5')
  assert.equal(events.length, eventsKeptMax)
})

test('call me: no call lasts longer than it may', async () => {
  const world = browserWorld()
  const settings = { ...heardSettings, ringTimeoutMs: ms(longestCallMs * 2) }
  const { call } = await world.desk.ring(aRequest({ offer: null, settings }))
  const events = world.follow(call)
  run(world, ms(longestCallMs - 1))
  assert.equal(world.desk.count, 1)
  run(world, ms(1))
  assert.equal(told(events).at(-1), '0 ended declined tooLong')
})

test('call me: a page that is closed ends its call', async () => {
  const world = browserWorld()
  const { told: events } = await taken(world)
  world.peers[0]?.listener?.gone()
  assert.match(told(events).at(-1) ?? '', /ended hungUpAtGate/)
})
