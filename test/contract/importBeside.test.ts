/**
 * A large import beside other people's work: whoever reads or writes other contacts does not wait for it, who
 * forgets a person does (their number would come back with the file), and ids given meanwhile stay apart.
 */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { writePeople } from '../../bench/peopleFile.ts'
import { epochMs } from '../../src/base/units.ts'
import { parseSource } from '../../src/contacts/source.ts'
import { importContacts } from '../../src/intake/importContacts.ts'
import { openTestDatabase } from '../support/database.ts'

const source = parseSource({
  ...{ kind: 'ownForm', holder: 'Équipe', channel: 'automate', controller: 'Camille Exemple' },
  ...{ collectedFrom: '2026-01-01', collectedTo: '2026-06-29' },
  ...{ wording: 'Oui.', wordingVersion: 'v1' },
})
const now = epochMs(Date.UTC(2026, 5, 30))
const rows = 20_000

test('import: another team writes and reads its contacts while it runs; nobody is forgotten meanwhile', async (t) => {
  const folder = mkdtempSync('/tmp/portevoix-beside-')
  chmodSync(folder, 0o755)
  const file = path.join(folder, 'people.csv')
  await writePeople(file, { rows, seed: 3 })
  const db = await openTestDatabase()
  t.after(async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { pool } = db
  await pool.query(
    `insert into organisation (name, parent_id) select 'Autre', min(id) from organisation`,
  )
  const add = `insert into contact (organisation_id, phone, person_id, household_id, created_at)
    values ((select max(id) from organisation), $1, 1, 1, 0) returning id`
  await pool.query(add, ['+33639980001'])
  const order: string[] = []
  const beside: Promise<unknown>[] = []
  let begun = false
  const result = await importContacts({
    ...{ db, file, source, mapping: new Map(), now, organisation: 1 },
    rejectsPath: path.join(folder, 'rejects.csv'),
    onProgress({ is, step }) {
      if (begun || is !== 'merging' || (step?.done ?? 0) < 2) return
      begun = true
      const then = (what: string) => (): void => void order.push(what)
      beside.push(
        pool.query(add, ['+33639980002']).then(then('written')),
        pool
          .query(`update contact set last_name = 'Autre' where phone = '+33639980001'`)
          .then(then('changed')),
        pool.query('select count(*) from contact').then(then('read')),
        pool.query(`delete from contact where phone = '+33639980001'`).then(then('forgotten')),
      )
    },
  })
  order.push('imported')
  await Promise.all(beside)
  assert.ok(begun)
  assert.deepEqual(order.slice(0, 3).sort(), ['changed', 'read', 'written'])
  assert.ok(order.indexOf('forgotten') >= 3, order.join())
  const { rows: found } = await pool.query(
    `select count(*)::int as contacts, count(distinct id)::int as ids,
       count(*) filter (where phone = '+33639980002')::int as written,
       (select count(*)::int from contact c where not exists (
         select from contact h where h.id = c.household_id) and c.organisation_id = 1) as homeless
     from contact`,
  )
  const { contacts, ids, written, homeless } = found[0]
  assert.equal(contacts, ids)
  assert.equal(contacts, result.newContacts + 1)
  assert.deepEqual([written, homeless], [1, 0])
})
