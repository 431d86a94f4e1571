/**
 * Ten thousand people ring back at once beside a campaign, in virtual time with the real PostgreSQL: the calls we
 * place leave as they would without them, and whoever finds no line hears it engaged.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs, seconds } from '../../src/base/units.ts'
import { openRingBackDesk, ringBacksMax } from '../../src/engine/ringBackDesk.ts'
import { newAttemptId } from '../../src/engine/ringBackLines.ts'
import { loadRingBackVoices } from '../../src/engine/ringBackSounds.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { ringBackStore } from '../../src/store/postgres/ringBack.ts'
import { sealedObjection } from '../../src/store/ringBackJournal.ts'
import { practiceTrunk, shownNumber } from '../support/aCampaign.ts'
import { numberAt, type VirtualCampaign, virtualCampaign } from '../support/virtualCampaign.ts'
import { VirtualRingers } from '../support/virtualRingers.ts'

const voices = await loadRingBackVoices()
const incomingCalls = 30
const ringing = 10_000

function answerCallers({ database, time, clock }: VirtualCampaign) {
  const store = postgresStore(database, 'callers')
  const ringBacks = ringBackStore(database)
  const desk = openRingBackDesk({
    ...{ store: ringBacks, timer: time.timer, newAttemptId, log: () => undefined },
    seal: (objection) => sealedObjection(database.numberKey, objection),
    lookup: {
      ...{ lookUp: ringBacks.lookUp, voices, clip: store.clip },
      campaign: (id) => store.campaign(id),
      isKilled: async (hash) => (await store.messageKill(hash)) !== null,
    },
  })
  const ringers = new VirtualRingers({
    ...{ timer: time.timer, trunk: practiceTrunk.id, called: shownNumber, nameOf: String },
  })
  desk.attach({
    ...{ telephony: ringers.telephony, clock },
    trunks: [{ id: practiceTrunk.id, incomingCalls }],
  })
  return { desk, ringers }
}

/** When each call left, by the clock of the campaign. */
async function pace(withCallers: boolean) {
  const world = await virtualCampaign({ seed: 77, contacts: 80 })
  try {
    const { desk, ringers } = answerCallers(world)
    if (withCallers) {
      world.time.at(monoMs(3000), () => {
        for (let n = 0; n < ringing; n += 1) {
          ringers.ring({ caller: numberAt(n % 80), does: [[4000, '9']] })
        }
      })
    }
    await world.live(world.start())
    await world.time.until(desk.close(), seconds(60))
    const busy = ringers.calls.filter(({ refused }) => refused === 'busy').length
    const { rows } = await world.database.pool.query<{ outcome: string; calls: number }>(
      'select outcome, count(*) as calls from ring_back group by 1 order by 1',
    )
    return {
      leftAt: world.placed.map(({ at }) => at),
      busy,
      rows,
      answered: ringers.calls.length - busy,
    }
  } finally {
    await world.close()
  }
}

test('10,000 ring-backs at once beside a campaign: its pace is unharmed, over the limit they hear busy', async () => {
  const [alone, beside] = [await pace(false), await pace(true)]
  const spread = (times: readonly number[]): number => (times.at(-1) ?? 0) - (times[0] ?? 0)
  const first = (times: readonly number[]): readonly number[] => times.slice(0, 60)
  assert.deepEqual(
    first(beside.leftAt),
    first(alone.leftAt),
    'the first sixty leave as they would alone',
  )
  assert.ok(spread(first(beside.leftAt)) > 0)
  assert.equal(beside.busy, ringing - incomingCalls)
  assert.equal(beside.answered, incomingCalls)
  const told = beside.rows.reduce((sum, { calls }) => sum + Number(calls), 0)
  assert.equal(told, ringing, 'every call has its row')
  assert.ok(incomingCalls < ringBacksMax)
})
