/**
 * RGPD art. 21 § 3 while a campaign runs: what another process writes is obeyed by the calls that are
 * leased, armed, queued or up. In virtual time, so that the limits are held to the millisecond.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { type MonoMs, monoMs, ms } from '../../src/base/units.ts'
import type { CampaignRun, RunResult } from '../../src/runner/run.ts'
import { demoMix, only } from '../../src/telephony/practice/population.ts'
import { tuesdayTen } from '../support/aCampaign.ts'
import {
  numberAt,
  type VirtualCampaign,
  type VirtualCampaignOptions,
  virtualCampaign,
} from '../support/virtualCampaign.ts'

const c1 = 'c1' as CampaignId
const small = { callsPerSecond: 10, concurrentCalls: 30 }
/** When something is written, on the machine's steady clock and on the calendar. */
const writtenAt = monoMs(1000 + 4050)
const writtenEpoch = tuesdayTen + 4050
/** The look that finds what is barred when its NOTIFY was lost (store/postgres/campaignWatch.ts). */
const pollMs = 700
/** A CANCEL waits for a provisional reply (RFC 3261 §9.1): the slowest network of this population. */
const slowestReplyMs = 900

async function live(
  options: Partial<VirtualCampaignOptions>,
  meanwhile: (world: VirtualCampaign, run: CampaignRun) => void,
  check: (world: VirtualCampaign, result: RunResult) => void | Promise<void>,
): Promise<void> {
  const world = await virtualCampaign({ seed: 41, contacts: 50, trunk: small, ...options })
  try {
    const run = world.start()
    meanwhile(world, run)
    await check(world, await world.live(run))
  } finally {
    await world.close()
  }
}

const everyNumber = Array.from({ length: 50 }, (_, place) => numberAt(place))
const listens = only('listens', demoMix)
const later = (instant: MonoMs, duration: number): MonoMs => monoMs(instant + duration)

/** Not one INVITE after the look, and whoever was up is let go. */
function assertObeyed({ placed }: VirtualCampaign, toldAfterMs: number): void {
  const up = placed.filter(({ at, endedAt }) => at <= writtenAt && (endedAt ?? 0) > writtenAt)
  assert.ok(up.length >= 20, `${up.length} calls are up when it is written`)
  for (const { leftAt, at, endedAt } of placed) {
    assert.ok((leftAt ?? 0) <= writtenEpoch + toldAfterMs, `an INVITE left at ${leftAt}`)
    if (at > writtenAt) continue
    const gone = (endedAt ?? Number.POSITIVE_INFINITY) - writtenAt
    assert.ok(gone <= toldAfterMs + slowestReplyMs, `a call lived on for ${gone} ms`)
  }
}

for (const toldAfterMs of [0, pollMs - 1, pollMs, pollMs + 1]) {
  test(`obedience: everybody objects elsewhere, and the runner is told ${toldAfterMs} ms later`, async () => {
    await live(
      { mix: listens },
      (world) => {
        world.time.at(writtenAt, async () => {
          const entry = { scope: 'organisation', at: world.clock.epoch(), reason: 'web' } as const
          for (const number of everyNumber) {
            await world.store.addSuppression(number, { ...entry, ownAct: true })
          }
          world.time.at(later(writtenAt, toldAfterMs), () => world.tell(c1))
        })
      },
      (world, { campaigns, outcomes }) => {
        assertObeyed(world, toldAfterMs)
        const [campaign] = campaigns
        assert.deepEqual([campaign?.state, campaign?.fault], ['completed', null])
        assert.ok((outcomes.stopped ?? 0) >= 15, 'calls that were up were ended by us')
        assert.equal(campaign?.counters?.remaining, 0)
      },
    )
  })
}

test('obedience: a list imported by another process is obeyed by the calls that are armed', async () => {
  await live(
    { mix: listens },
    (world) => {
      world.time.at(writtenAt, async () => {
        const { suppressionStore } = await import('../../src/store/postgres/suppressionEntries.ts')
        const list = { name: 'l', holder: 'h', dated: '2027-01-12', controller: null, secret: null }
        const file = { fileName: 'l.csv', fileSha256: '0'.repeat(64) }
        await suppressionStore(world.database, 'test').importList(
          { ...list, ...file, scope: 'platform', kept: 'clear' },
          world.clock.epoch(),
          (sink) => {
            for (const number of everyNumber) sink.write(number)
            return Promise.resolve({ rowsRead: everyNumber.length, rejected: 0 })
          },
        )
        world.tell(c1)
      })
    },
    (world, { campaigns }) => {
      assertObeyed(world, 0)
      assert.equal(campaigns[0]?.counters?.remaining, 0)
    },
  )
})

/** The fifth INVITE of this seed leaves at an instant of its own; the objection comes around it. */
for (const around of [-1, 0, 1]) {
  test(`obedience: an objection ${around} ms from the INVITE that it is about`, async () => {
    const [number, leaves] = await fifthInvite()
    await live(
      { mix: listens, contacts: 12 },
      (world) => {
        world.time.at(later(leaves, around), async () => {
          const entry = { scope: 'organisation', at: world.clock.epoch(), reason: 'web' } as const
          await world.store.addSuppression(number, { ...entry, ownAct: true })
          world.tell(c1)
        })
      },
      (world) => {
        const calls = world.placed.filter((call) => call.number === number)
        assert.ok(calls.length <= 1, 'never twice')
        if (around < 0) assert.ok(calls.every(({ leftAt }) => leftAt === null))
        if (around > 0) assert.equal(calls.length, 1)
        for (const { endedAt } of calls) {
          assert.ok((endedAt ?? Number.POSITIVE_INFINITY) - leaves <= slowestReplyMs + around)
        }
        assert.equal(world.placed.filter((call) => call.number !== number).length, 11)
      },
    )
  })
}

async function fifthInvite(): Promise<readonly [(typeof everyNumber)[number], MonoMs]> {
  let found: readonly [(typeof everyNumber)[number], MonoMs] | undefined
  await live(
    { mix: listens, contacts: 12 },
    () => {},
    ({ placed }) => {
      const call = placed[4]
      if (call) found = [call.number, call.at]
    },
  )
  assert.ok(found)
  return found
}

test('kill switch: no call of the recording is alive 5 s later, and none ever starts again', async () => {
  const killed = { why: 'court order', by: 'Ada Martin' }
  const kill = (world: VirtualCampaign) => async (): Promise<void> => {
    const { message } = await world.store.campaign(c1)
    await world.store.killMessage(message?.hash ?? '', killed, world.clock.epoch())
  }
  await live(
    { mix: listens },
    (world, run) => {
      world.time.at(writtenAt, kill(world))
      world.time.at(later(writtenAt, pollMs), () => world.tell(c1))
      world.time.at(later(writtenAt, 60_000), () => run.drain())
    },
    async (world, { campaigns }) => {
      assertObeyed(world, pollMs)
      const last = Math.max(...world.placed.map(({ endedAt }) => endedAt ?? Infinity))
      assert.ok(last - writtenAt < 5000, `the last call ended ${last - writtenAt} ms later`)
      assert.equal(campaigns[0]?.state, 'paused')
      const refused = /was killed by Ada Martin \(court order\): add a new version/
      await assert.rejects(
        world.store.moveCampaign(c1, 'paused', 'running', 'x', tuesdayTen as never),
        refused,
      )
      await assert.rejects(world.start().finished, refused)
      const { rows } = await world.database.pool.query(
        `select why from campaign_event where to_state = 'paused' order by id desc limit 1`,
      )
      assert.equal(rows[0]?.why, 'the recording was killed by Ada Martin: court order')
      const kinds = await world.database.pool.query(
        `select kind from ledger where kind = 'messageKilled'`,
      )
      assert.equal(kinds.rowCount, 1)
    },
  )
})

test('thresholds: too many objections pause a campaign; resumed by hand it is counted anew', async () => {
  const options = { mix: only('objectsAtGate', demoMix), trunk: { ...small, concurrentCalls: 3 } }
  const pauses = (world: VirtualCampaign) =>
    world.database.pool
      .query<{ why: string }>(
        `select why from campaign_event where to_state = 'paused' order by id`,
      )
      .then(({ rows }) => rows.map(({ why }) => why))
  await live(
    options,
    (world, run) => {
      world.time.at(monoMs(1001), async () => {
        await world.store.setThresholds(c1, { objectionShareMax: 0.05 })
        world.tell(c1)
      })
      world.time.at(monoMs(1000 + 300_000), () => run.drain())
    },
    async (world, { campaigns }) => {
      assert.equal(campaigns[0]?.state, 'paused')
      assert.match(campaigns[0]?.why ?? '', /^too many objections: [6-9] objections of 100 answers/)
      assert.equal((await pauses(world)).length, 1)
      assert.ok(world.placed.length < 15, `${world.placed.length} calls before it paused`)
      await world.store.moveCampaign(c1, 'paused', 'running', 'looked into', world.clock.epoch())
      const { counts } = await world.store.afterCall(c1)
      assert.deepEqual(counts, { answers: 0, objections: 0, complaints: 0 })
      const before = world.placed.length
      const again = world.start()
      world.time.at(later(world.time.timer.mono(), 300_000), () => again.drain())
      await world.live(again)
      assert.ok(world.placed.length >= before + 6, 'it went on until six more objected')
      assert.equal((await pauses(world)).length, 2)
    },
  )
})

test('thresholds: the second complaint of the first thousand answers pauses a campaign', async () => {
  await live(
    { mix: listens },
    (world, run) => {
      world.time.at(monoMs(1001), () => world.store.setThresholds(c1, { complaintShareMax: 0.001 }))
      for (const [reference, after] of [
        ['A', 1000],
        ['A', 1500],
        ['B', 3000],
      ] as const) {
        world.time.at(monoMs(1000 + after), async () => {
          const { state } = await world.store.campaign(c1)
          assert.equal(state, 'running', 'one complaint, told twice, does not pause')
          await world.store.addComplaint(c1, reference, world.clock.epoch())
          world.tell(c1)
        })
      }
      world.time.at(later(monoMs(1000), ms(120_000)), () => run.drain())
    },
    ({ placed }, { campaigns }) => {
      assert.equal(campaigns[0]?.state, 'paused')
      assert.match(campaigns[0]?.why ?? '', /^too many complaints: 2 complaints of 1000 answers/)
      assert.ok(
        placed.every(({ at }) => at <= 1000 + 3000 + 250),
        'no call after the heartbeat',
      )
    },
  )
})
