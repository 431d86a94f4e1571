/** Who objected in an imported file is not called, whatever they allowed before or elsewhere. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { parseSource } from '../../src/contacts/source.ts'
import { type ImportResult, importContacts } from '../../src/intake/importContacts.ts'
import { decide } from '../../src/law/decide.ts'
import { factsOf } from '../../src/runner/factsOf.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import {
  aCampaign,
  armRequest,
  aTrunk,
  at,
  controller,
  leaseFor,
  runCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

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
const campaign = aCampaign('c1')

const agreed = `Nom;Portable;Fixe;Code INSEE
Ici;06 39 98 00 01;;75056
Objet;06 39 98 00 02;01 99 00 00 02;75056
Autre;06 39 98 00 03;;75056
`
const objected = `Nom;Portable;Opposition
Objet;06 39 98 00 02;oui
Autre;06 39 98 00 03;non
Neuf;06 39 98 00 04;12/03/2026
`
const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-objections-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

function importText(db: Database, text: string): Promise<ImportResult> {
  const file = path.join(folder, 'people.csv')
  writeFileSync(file, text)
  const request = { db, file, source, mapping: new Map(), now: tuesday }
  return importContacts({ ...request, rejectsPath: `${file}.rejects` })
}

const ledger = `select (select jsonb_agg(phone || ' ' || reason order by id) from suppression) as barred,
  (select count(*) from consent where kind = 'withdrawn') as withdrawn,
  (select count(*) from mention where objected_at is not null and consent_at is null) as objected,
  (select count(*) from mention) as mentions`

for (const server of storeServers) {
  test(`${server.name}: an objection in a later file bars the person on every number, a running campaign included`, async () => {
    const db = await server.open()
    const store = postgresStore(db, 'tester')
    const lawOf = async (): Promise<readonly string[]> => {
      const leased = await store.lease(campaign.id, 10, at(60), leaseFor)
      return leased.map((target) => {
        const { verdict } = decide(factsOf(target, campaign, aTrunk, at(60)))
        const rules = verdict.refusals.map(({ rule }) => rule).filter((rule) => /RGPD/.test(rule))
        return [target.number.slice(-4), ...(verdict.allowed ? ['allowed'] : rules)].join(' ')
      })
    }
    try {
      assert.equal((await importText(db, agreed)).objections, 0)
      await store.addTrunk(aTrunk)
      await runCampaign(store, campaign)
      const before = await store.lease(campaign.id, 10, tuesday, leaseFor)
      const second = await importText(db, objected)
      assert.deepEqual([second.accepted, second.objections, second.newContacts], [3, 2, 1])
      // Leased before the objection: not armed any more; who did not object is.
      const armed = await store.arm(before.map((target) => armRequest(target)))
      assert.deepEqual([before.length, armed.length], [3, 2])
      const kept = (await db.pool.query(ledger)).rows[0]
      assert.deepEqual(kept, {
        barred: [
          '+33639980002 objection in imported file, line 2',
          '+33639980004 objection in imported file, line 4',
        ],
        // Two numbers that objected, two channels.
        ...{ withdrawn: 4, objected: 2, mentions: 7 },
      })
      assert.deepEqual(await lawOf(), ['0002 fr.RGPD-21 fr.RGPD-7-3'])
      const again = await importText(db, objected)
      assert.equal(again.alreadyImportedAt, tuesday)
      assert.deepEqual((await db.pool.query(ledger)).rows[0], kept)
    } finally {
      await store.close()
      await db.close()
    }
  })

  test(`${server.name}: of one file, the line that objects wins over the lines that agree`, async () => {
    const db = await server.open()
    const store = postgresStore(db, 'tester')
    try {
      const lines = ['Portable;Fixe;Stop;INSEE', '0639980001;0199000001;;75056', '0199000001;;x;']
      await importText(db, `${lines.join('\n')}\n0639980001;0199000001;non;75056\n`)
      await store.addTrunk(aTrunk)
      await runCampaign(store, campaign)
      const leased = await store.lease(campaign.id, 10, tuesday, leaseFor)
      assert.ok(leased.length > 0)
      for (const target of leased) {
        const { verdict } = decide(factsOf(target, campaign, aTrunk, tuesday))
        const rules = verdict.refusals.map(({ rule }) => rule)
        assert.ok(rules.includes('fr.RGPD-21') && rules.includes('fr.RGPD-7-3'), rules.join())
      }
    } finally {
      await store.close()
      await db.close()
    }
  })
}
