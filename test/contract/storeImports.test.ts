/** What an import wrote about itself is what a report says of the rows; it is there whole or not at all. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { parseSource } from '../../src/contacts/source.ts'
import { importContacts } from '../../src/intake/importContacts.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { reportStore } from '../../src/store/postgres/report.ts'
import { aCampaign, aTrunk, controller, tuesday } from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const source = parseSource({
  kind: 'ownForm',
  holder: 'Équipe',
  collectedFrom: '2025-10-01',
  collectedTo: '2026-03-31',
  controller,
  channel: 'automate',
  wordings: [{ version: 'v1', text: "J'accepte." }],
})

const files = [
  ['06 39 98 00 01', '06 39 98 00 01', '08 92 70 00 01', '112', '08 92 70 00 00', '06 39 98 00 02'],
  ['06 39 98 00 03', '08 92 70 00 01', 'à demander'],
  ['112', '112'],
]

for (const server of storeServers) {
  test(`${server.name}: a report says why rows of the imports were rejected`, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-imports-'))
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      for (const [index, numbers] of files.entries()) {
        const file = path.join(folder, `people${index}.csv`)
        writeFileSync(file, ['Portable', ...numbers, ''].join('\n'))
        const request = { db: database, file, source, mapping: new Map(), now: tuesday }
        const imported = importContacts({ ...request, rejectsPath: `${file}.rejects` })
        // Of a file without one good row nothing stays.
        if (index === 2) await assert.rejects(imported, /None of the 2 rows could be taken/)
        else await imported
      }
      await store.addTrunk(aTrunk)
      const campaign = aCampaign('rows')
      await store.createCampaign(campaign, tuesday)
      const { rows } = await reportStore(database).reportFacts(campaign.id)
      assert.deepEqual(rows, {
        ...{ read: 9, accepted: 3, duplicates: 1, rejected: 5 },
        rejectedBy: [
          { reason: 'special', rows: 3 },
          { reason: 'emergency', rows: 1 },
          { reason: 'notANumber', rows: 1 },
        ],
      })
    } finally {
      await store.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
