/**
 * RGPD art. 16 and 17 on real PostgreSQL: a corrected fact wins, an erased person is nowhere, and what
 * protects them stays.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import type { E164 } from '../../src/base/units.ts'
import { parseSource } from '../../src/contacts/source.ts'
import { importContacts } from '../../src/intake/importContacts.ts'
import { decide } from '../../src/law/decide.ts'
import { factsOf } from '../../src/runner/factsOf.ts'
import type { Database } from '../../src/store/database.ts'
import { correctFact } from '../../src/store/postgres/correction.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { reportStore } from '../../src/store/postgres/report.ts'
import { openRequest } from '../../src/store/postgres/rights.ts'
import type { Store } from '../../src/store/store.ts'
import {
  aCampaign,
  armRequest,
  aTrunk,
  at,
  controller,
  ended,
  leaseFor,
  refusedBy,
  runCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const organisation = 1
const mobile = '+33639980002' as E164
const landline = '+33199000002' as E164
const source = parseSource({
  kind: 'ownForm',
  holder: 'Équipe',
  collectedFrom: '2025-10-01',
  collectedTo: '2026-03-31',
  controller,
  channel: 'automate',
  wordings: [{ version: 'v1', text: "J'accepte." }],
  slots: 'lun-ven 10h-13h',
})
const people = `Nom;Prénom;Portable;Fixe;Code INSEE;Commune
Ici;Anne;06 39 98 00 01;;75056;Paris
Zzyzx;Qwyntyn;06 39 98 00 02;01 99 00 00 02;75056;Paris
Autre;Luc;06 39 98 00 03;;75056;Paris
`
const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-erasure-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

async function importText(db: Database, text: string): Promise<void> {
  const file = path.join(folder, 'people.csv')
  writeFileSync(file, text)
  const request = { db, file, source, mapping: new Map(), now: tuesday }
  await importContacts({ ...request, rejectsPath: `${file}.rejects` })
}

/** Every row of every table, as text, in which one of these words stands. */
async function rowsWith({ pool }: Database, words: readonly string[]): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `select t::text as row from ${name} t where t::text ~ $1`,
      [words.join('|')],
    )
    found.push(...rows.map(({ row }) => `${name}: ${row}`))
  }
  return found
}

interface World {
  readonly db: Database
  readonly store: Store
  readonly campaign: CampaignId
}

for (const server of storeServers) {
  const inWorld = async (work: (world: World) => Promise<void>): Promise<void> => {
    const db = await server.open()
    const store = postgresStore(db, 'tester')
    try {
      await importText(db, people)
      await store.addTrunk(aTrunk)
      await work({ db, store, campaign: await runCampaign(store, aCampaign('c1')) })
    } finally {
      await store.close()
      await db.close()
    }
  }

  test(`${server.name}: RGPD art. 17: an erased person is in no table, their counts and objection stay`, () =>
    inWorld(async ({ db, store, campaign }) => {
      const leased = await store.lease(campaign, 10, tuesday, leaseFor)
      const called = leased.filter(({ number }) => number !== '+33639980003')
      const armed = await store.arm(called.map((target) => armRequest(target)))
      await assert.rejects(erasePerson(db, organisation, mobile, at(1), 'asked'), { code: 'busy' })
      await store.endAttempts(armed.map((attempt) => ended(attempt, 'noAnswer')))
      const words = 'I am Qwyntyn, forget me.'
      const asked = { kind: 'erase', channel: 'web', proof: 'code', words, reach: null } as const
      await openRequest(db, { organisation, number: mobile, ...asked }, at(2))
      const before = await store.counters(campaign)

      const { rows } = await erasePerson(db, organisation, mobile, at(3), 'asked on the web page')
      assert.deepEqual([rows['contact'], rows['mention'], rows['target']], [2, 2, 2])
      const personal = ['639980002', '199000002', '0639980002', 'Zzyzx', 'Qwyntyn']
      assert.deepEqual(await rowsWith(db, personal), [])
      const kept = await store.counters(campaign)
      assert.deepEqual([kept.targets, kept.attempts], [before.targets, before.attempts])
      const file = await personFile(db, organisation, mobile, at(4))
      assert.deepEqual([file.facts, file.calls, file.consents], [[], [], []])
      assert.equal(file.suppressions.length, 1)
      const { chains } = await verifyLedger(db.pool)
      assert.deepEqual(chains[0]?.breaks, [])
      const exported = await Array.fromAsync(reportStore(db).attemptRows(campaign))
      assert.deepEqual(exported.map(({ number }) => number).sort(), ['', '+336••••••01'])
      // Their attempt stays, and leads to nobody.
      const { rows: attempts } = await db.pool.query(
        'select count(*) as n from attempt a join target t on t.id = a.target_id where t.contact_id is null',
      )
      assert.equal(attempts[0]?.n, 1)
    }))

  test(`${server.name}: RGPD art. 17: who is not known is barred all the same, and nothing is deleted`, () =>
    inWorld(async ({ db }) => {
      const stranger = '+33639989999' as E164
      const { rows } = await erasePerson(db, organisation, stranger, at(3), 'asked')
      assert.equal(Math.max(...Object.values(rows)), 0)
      const { suppressions } = await personFile(db, organisation, stranger, at(4))
      assert.equal(suppressions.length, 1)
      assert.deepEqual(await rowsWith(db, ['639989999']), [])
    }))

  test(`${server.name}: RGPD art. 21: who was erased and is imported again is still not called, on any number`, () =>
    inWorld(async ({ db, store }) => {
      await erasePerson(db, organisation, mobile, at(3), 'asked')
      await importText(db, `${people}Neuf;Eva;06 39 98 00 04;;75056;Paris\n`)
      const again = await runCampaign(store, aCampaign('c2'))
      // Two numbers of one home never ring together: it takes two leases to see both.
      const first = await store.lease(again, 10, at(10), leaseFor)
      await store.release(first.filter(({ number }) => number !== mobile && number !== landline))
      const home = first.filter(({ number }) => number === mobile || number === landline)
      await store.refuse(home.map((one) => ({ ...one, verdict: refusedBy('test') })))
      const second = await store.lease(again, 10, at(11), leaseFor)
      const leased = [...home, ...second]
      const verdicts = leased.map((target) => {
        const { verdict } = decide(factsOf(target, aCampaign('c2'), aTrunk, at(10)))
        return [target.number, verdict.refusals.some(({ rule }) => rule === 'fr.RGPD-21')] as const
      })
      const barred = verdicts.filter(([, refused]) => refused).map(([number]) => number)
      assert.deepEqual([...barred].sort(), [landline, mobile].sort())
      const armed = await store.arm(second.map((target) => armRequest(target)))
      assert.equal(armed.length, second.length - 1)
    }))

  test(`${server.name}: RGPD art. 16: the person's own word is a mention of theirs and outlives later files`, () =>
    inWorld(async ({ db }) => {
      const moved = { commune: 'Lyon', insee: '69123', lastName: 'Zzyzx-Martin' }
      assert.equal(await correctFact(db, organisation, mobile, moved, at(1)), true)
      await importText(db, `${people}Neuf;Eva;06 39 98 00 04;;75056;Paris\n`)
      const { rows } = await db.pool.query('select insee from contact where phone = $1', [mobile])
      assert.equal(rows[0]?.insee, '69123')
      const { facts } = await personFile(db, organisation, mobile, at(2))
      const own = facts.filter(({ source: { kind } }) => kind === 'person')
      assert.deepEqual(
        own.map(({ fact, value, saidBy, saidAt }) => [fact, value, saidBy, saidAt]),
        [
          ['commune', 'Lyon'],
          ['insee', '69123'],
          ['lastName', 'Zzyzx-Martin'],
          ['phone', mobile],
          ['territory', 'FR'],
        ].map(([fact, value]) => {
          const placed = fact !== 'phone' && fact !== 'lastName'
          return [fact, value, ...(placed ? ['the person', '2026-05-05'] : [null, null])]
        }),
      )
      assert.equal(await correctFact(db, organisation, '+33639989999' as E164, moved, at(3)), false)
      await assert.rejects(correctFact(db, organisation, mobile, {}, at(3)), { code: 'badInput' })
    }))
}
