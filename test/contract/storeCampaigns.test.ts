/** Campaigns in the store: lifecycle, recordings, who holds and who watches. */
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { Failure } from '../../src/base/failure.ts'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import type { Clip, VoiceMessage } from '../../src/campaign/voiceMessage.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { startChild } from '../support/child.ts'
import { urlOf } from '../support/database.ts'
import {
  aCampaign,
  aTrunk,
  at,
  callSome,
  numberOf,
  singles,
  startCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const child = path.join(import.meta.dirname, '..', 'support', 'storeChild.ts')

const clip: Clip = {
  id: 'ab'.repeat(32) as ClipId,
  pcma: Uint8Array.from([0xd5, 0, 255]),
  pcmu: Uint8Array.from([1, 2, 3]),
}
function message(version: number, hash: string): VoiceMessage {
  const part = <Role extends string>(role: Role) => ({ role, clip: clip.id, durationMs: ms(3000) })
  return {
    version,
    hash,
    parts: {
      gate: part('gate'),
      content: part('content'),
      closing: part('closing'),
      objectionConfirmed: part('objectionConfirmed'),
    },
    voiceOrigin: 'synthetic',
    approval: null,
  }
}

for (const server of storeServers) {
  const onServer = (
    name: string,
    body: (store: Store, database: Database) => Promise<void>,
  ): void => {
    test(name, async () => {
      const database = await server.open()
      const store = postgresStore(database, 'tester')
      try {
        await body(store, database)
      } finally {
        await store.close()
        await database.close()
      }
    })
  }

  onServer(`${server.name}: a campaign comes back as it was stored`, async (store) => {
    await store.addTrunk({ ...aTrunk, user: 'u', password: 'p' })
    const election = {
      name: 'Municipales',
      kind: 'municipal',
      rounds: [{ pollDate: '2026-05-17' }],
      status: 'decreed',
    } as const
    const campaign = aCampaign('c1', { election, answeringMachines: 'hangUp' })
    await store.createCampaign(campaign, tuesday)
    await store.createCampaign(aCampaign('c2', { practiceStart: null }), at(1))
    assert.deepEqual(await store.campaign(campaign.id), campaign)
    assert.deepEqual(
      (await store.campaigns()).map(({ id, practiceStart }) => [id, practiceStart]),
      [
        ['c1', tuesday],
        ['c2', null],
      ],
    )
    assert.deepEqual(await store.trunks(), [{ ...aTrunk, user: 'u', password: 'p' }])
  })

  onServer(
    `${server.name}: what is missing, taken or of the other kind is refused in one sentence`,
    async (store) => {
      const refusedAs = (code: string) => (error: unknown) =>
        error instanceof Failure && error.code === code
      await assert.rejects(store.campaign('none' as CampaignId), refusedAs('notFound'))
      await assert.rejects(store.counters('none' as CampaignId), refusedAs('notFound'))
      await assert.rejects(store.createCampaign(aCampaign('c1'), tuesday), refusedAs('notFound'))
      await store.addTrunk(aTrunk)
      await store.addTrunk({ ...aTrunk, concurrentCalls: 7 })
      assert.equal((await store.trunks())[0]?.concurrentCalls, 7)
      await assert.rejects(store.addTrunk({ ...aTrunk, kind: 'real' }), refusedAs('refused'))
      await store.createCampaign(aCampaign('c1'), tuesday)
      await assert.rejects(store.createCampaign(aCampaign('c1'), tuesday), refusedAs('wrongState'))
      await assert.rejects(store.clip(clip.id), refusedAs('notFound'))
    },
  )

  onServer(`${server.name}: own phones are kept once each`, async (store) => {
    await store.addOwnPhone(numberOf(2), 'desk', tuesday)
    await store.addOwnPhone(numberOf(1), 'hall', tuesday)
    await store.addOwnPhone(numberOf(2), 'desk of Ann', at(1))
    assert.deepEqual(await store.ownPhones(), [numberOf(1), numberOf(2)])
  })

  onServer(
    `${server.name}: an approval binds to the sound; a new recording has none`,
    async (store) => {
      await store.addTrunk(aTrunk)
      const { id } = aCampaign('c1')
      await store.createCampaign(aCampaign('c1'), tuesday)
      await store.addVoiceMessage(id, message(1, 'hash1'), [clip], tuesday)
      assert.deepEqual((await store.campaign(id)).message, message(1, 'hash1'))
      assert.deepEqual(Buffer.from((await store.clip(clip.id)).pcma), Buffer.from(clip.pcma))
      await store.approve(id, 'hash1', 'Ann Exemple', at(1))
      const approval = { by: 'Ann Exemple', at: at(1), hash: 'hash1' }
      assert.deepEqual((await store.campaign(id)).message?.approval, approval)
      await store.addVoiceMessage(id, message(2, 'hash2'), [clip], at(2))
      assert.deepEqual((await store.campaign(id)).message, message(2, 'hash2'))
      await assert.rejects(store.approve(id, 'hash1', 'Ann Exemple', at(3)), /listen to it again/)
      await assert.rejects(store.addVoiceMessage(id, message(2, 'hash3'), [], at(4)), /version 3/)
    },
  )

  onServer(
    `${server.name}: targets are the organisation's contacts, narrowed by INSEE, once`,
    async (store, db) => {
      await store.addTrunk(aTrunk)
      await startCampaign(db, store, singles(3))
      await db.pool.query(
        `update contact set insee = '2A004' where id = (select max(id) from contact)`,
      )
      await store.createCampaign(aCampaign('c2'), tuesday)
      const { id } = aCampaign('c2')
      assert.equal(await store.chooseTargets(id, ['2A', '13'], tuesday), 1)
      assert.equal(await store.chooseTargets(id, null, tuesday), 2)
      assert.equal(await store.chooseTargets(id, null, tuesday), 0)
      assert.equal((await store.counters(id)).targets, 3)
    },
  )

  onServer(
    `${server.name}: every move of a campaign is written with who, when and why`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(1))
      await store.moveCampaign(id, 'running', 'paused', 'lunch', at(9))
      const { rows } = await db.pool.query(
        `select at, who, what, from_state, to_state, why from campaign_event order by id desc limit 1`,
      )
      const move = { what: 'moved', from_state: 'running', to_state: 'paused' }
      assert.deepEqual(rows, [{ at: at(9), who: 'tester', ...move, why: 'lunch' }])
    },
  )

  onServer(
    `${server.name}: a pause by another process is seen within a second`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(1))
      const seen = nextCall<CampaignId>()
      const watch = await store.onCampaignChanged(seen.called)
      const program = startChild(child, ['pause', urlOf(db), id])
      await program.line((line) => line === 'paused')
      const started = performance.now()
      assert.equal(await seen.next(), id)
      assert.ok(performance.now() - started < 1000)
      assert.equal(await program.ended(), 0)
      await watch.close()
    },
  )

  onServer(
    `${server.name}: a change is seen within a second when the listening connection is cut`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(1))
      const seen = nextCall<CampaignId>()
      const watch = await store.onCampaignChanged(seen.called)
      await db.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
       where query like 'listen%' and datname = current_database()`,
      )
      await store.moveCampaign(id, 'running', 'paused', 'test', at(1))
      const started = performance.now()
      assert.equal(await seen.next(), id)
      assert.ok(performance.now() - started < 1000)
      await watch.close()
    },
  )

  onServer(
    `${server.name}: an objection to a call that is armed wakes the watchers of its campaign`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(1))
      const [attempt] = await callSome(store, id, 1)
      const seen = nextCall<CampaignId>()
      const watch = await store.onCampaignChanged(seen.called)
      await store.addSuppression(numberOf(0), { scope: 'platform', at: tuesday, reason: 'test' })
      assert.equal(await seen.next(), id)
      assert.deepEqual(await store.barred(id), [{ attempt, why: 'person' }])
      await watch.close()
    },
  )

  for (const what of ['holdCampaign', 'holdTrunk'] as const) {
    onServer(
      `${server.name}: ${what}: one process has it; kill -9 of it gives it free`,
      async (store, db) => {
        const id = await startCampaign(db, store, singles(1))
        const take = () => (what === 'holdTrunk' ? store.holdTrunk(aTrunk.id) : store[what](id))
        const holder = startChild(child, [what, urlOf(db), id])
        await holder.line((line) => line === 'held')
        assert.equal(await take(), null)
        await holder.kill()
        let hold = await take()
        for (let tried = 0; !hold && tried < 100; tried += 1) hold = await take()
        assert.ok(hold)
        // The campaign's and the trunk's hold are not the same one, whatever their names.
        const other = await (what === 'holdTrunk'
          ? store.holdCampaign(id)
          : store.holdTrunk(aTrunk.id))
        assert.ok(other)
        await other.release()
        await hold.release()
        assert.equal(hold.lost.aborted, false)
        const again = await take()
        assert.ok(again)
        await again.release()
      },
    )
  }

  onServer(`${server.name}: who lost the hold is told`, async (store, db) => {
    const id = await startCampaign(db, store, singles(1))
    const hold = await store.holdCampaign(id)
    assert.ok(hold)
    const told = new Promise((resolve) => hold.lost.addEventListener('abort', resolve))
    const admin = new pg.Client(db.connection)
    await admin.connect()
    await admin.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
    )
    await admin.end()
    await told
    assert.equal(hold.lost.aborted, true)
    await hold.release()
  })
}

/** A listener, and the first value it was called with. */
function nextCall<Value>(): { called(value: Value): void; next(): Promise<Value> } {
  const { promise, resolve } = Promise.withResolvers<Value>()
  return { called: resolve, next: () => promise }
}
