/** The ringer on a real database, over a line that only writes down what it is asked. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { aCampaign, practiceTrunk, tuesdayTen } from '../../test/support/aCampaign.ts'
import { openTestDatabase } from '../../test/support/database.ts'
import type { AttemptId, ClipId, TrunkId } from '../base/ids.ts'
import { type E164, epochMs, hours, type Ms, monoMs } from '../base/units.ts'
import type { CallEvent, PlacedCall, Telephony } from '../call/telephony.ts'
import type { ApprovalCallInput } from '../campaign/approvalCall.ts'
import { approvalCallsPerNumber } from '../law/approvalCall.ts'
import type { Database } from '../store/database.ts'
import { postgresStore } from '../store/postgres/postgresStore.ts'
import type { Store } from '../store/store.ts'
import { approvalLinesMax, approvalRinger } from './approvalRinger.ts'

const own = '+33639981234' as E164
const at = monoMs(0)
const campaign = aCampaign()

let database: Database
let store: Store

before(async () => {
  database = await openTestDatabase()
  store = postgresStore(database, 'tester')
  await store.addTrunk(practiceTrunk)
})

/** Instants of each test lie two days after those of the one before: nobody's calls count for another. */
let days = 0

function aRinger() {
  days += 2
  const start = tuesdayTen + days * hours(24)
  const placed: PlacedCall[] = []
  const did: string[] = []
  const tells: ((event: CallEvent) => void)[] = []
  let later = 0
  const line = (): Telephony => ({
    onEvent: (listener) => void tells.push(listener),
    loadClip: async ({ id }) => void did.push(`load ${id}`),
    place: (call) => void placed.push(call),
    play: (_attempt, clip) => void did.push(`play ${clip}`),
    stopPlaying: () => undefined,
    listen: () => undefined,
    hangUp: () => void did.push('hang up'),
    close: async () => void did.push('close'),
  })
  const clock = { epoch: () => epochMs(start + later), mono: () => at }
  const ringer = approvalRinger({
    ...{ database, clock, log: assert.fail, openLine: async () => line() },
    store: {
      ...store,
      clip: async (id) => ({ id, pcma: new Uint8Array(0), pcmu: new Uint8Array(0) }),
    },
  })
  return {
    ...{ ringer, placed, did },
    later: (duration: Ms) => {
      later += duration
    },
    event: (call: number, is: Partial<CallEvent>) =>
      tells[call]?.({ at, attempt: placed[call]?.attempt as AttemptId, ...is } as CallEvent),
  }
}

const clips = ['a', 'b'] as unknown as readonly ClipId[]
const over = { is: 'ended', by: 'us', rtp: { sent: 0, received: 0, lost: 0, jitterMs: 0 } } as const

test('approval ringer: what happens on the phone is told, parts are played by their place', async () => {
  const { ringer, placed, did, event } = aRinger()
  const told: ApprovalCallInput[] = []
  const phone = await ringer.ring(
    { campaign, number: own, clips },
    (input) => void told.push(input),
  )
  const [call] = placed
  assert.deepEqual([call?.lawful.number, call?.lawful.callerId], [own, campaign.callerId])
  event(0, { is: 'ringing', earlyMedia: false })
  event(0, { is: 'answered' })
  phone.play(1)
  event(0, { is: 'playEnded', clip: 'b' as ClipId })
  event(0, { is: 'key', key: '1' })
  phone.hangUp()
  event(0, over)
  await setImmediate()
  assert.deepEqual(
    told.map(({ is }) => is),
    ['answered', 'partEnded', 'key', 'over'],
  )
  assert.deepEqual(did, ['load a', 'load b', 'play b', 'hang up', 'close'])
})

test('approval ringer: a number is rung so many times in a day, counted in the database', async () => {
  const { ringer, event, placed, later } = aRinger()
  const ring = () => ringer.ring({ campaign, number: own, clips }, () => undefined)
  for (let call = 0; call < approvalCallsPerNumber; call += 1) {
    await ring()
    event(call, over)
  }
  await assert.rejects(ring(), { code: 'refused', limit: `${approvalCallsPerNumber} in 24 h` })
  assert.equal(placed.length, approvalCallsPerNumber)
  later(hours(24))
  await ring()
  assert.equal(placed.length, approvalCallsPerNumber + 1)
})

test('approval ringer: so many lines at once, and one that is over is free again', async () => {
  const { ringer, event } = aRinger()
  const ring = (last: number) =>
    ringer.ring({ campaign, number: `+3363998100${last}` as E164, clips }, () => undefined)
  for (let call = 0; call < approvalLinesMax; call += 1) await ring(call)
  await assert.rejects(ring(8), { code: 'tooMany' })
  event(0, over)
  await ring(8)
})

test('approval ringer: a refused call is never placed, its line is closed and counts no more', async () => {
  const { ringer, placed, did } = aRinger()
  const objection = { scope: 'organisation', reason: 'letter', at: tuesdayTen } as const
  await store.addSuppression('+33639985555' as E164, objection)
  const ring = (number: string) =>
    ringer.ring({ campaign, number: number as E164, clips }, () => undefined)
  for (let call = 0; call <= approvalLinesMax; call += 1) {
    await assert.rejects(ring('+33639985555'), {
      code: 'refused',
      message: /asked never to be called/,
    })
  }
  await assert.rejects(ring('+33612345678'), { code: 'refused' })
  await assert.rejects(
    ringer.ring(
      { campaign: aCampaign({ trunk: 'gone' as TrunkId }), number: own, clips },
      () => undefined,
    ),
    { code: 'notFound' },
  )
  assert.equal(placed.length, 0)
  assert.equal(did.filter((one) => one === 'close').length, approvalLinesMax + 2)
})
