import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { openTestDatabase } from '../../test/support/database.ts'
import { epochMs } from '../base/units.ts'
import { parseMapFlag } from '../contacts/columns.ts'
import { parseSource } from '../contacts/source.ts'
import { type ImportResult, importContacts } from './importContacts.ts'

const now = epochMs(Date.UTC(2025, 5, 30))
const declared = {
  kind: 'ownForm',
  holder: 'Équipe',
  collectedFrom: '2024-10-01',
  collectedTo: '2025-03-31',
  controller: 'Camille Exemple',
  channel: 'automate',
  wording: "J'accepte.",
  wordingVersion: 'v1',
}

test('import: a file mapped or declared wrongly is mended by importing it again, and that only once', async (t) => {
  const db = await openTestDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-identity-'))
  t.after(async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const file = path.join(folder, 'people.csv')
  writeFileSync(file, 'Tél;Nom;Lieu\n0639980001;Dupont;75056\n')
  const read = (map: readonly string[], source: object = declared): Promise<ImportResult> =>
    importContacts({
      ...{ db, file, now, rejectsPath: `${file}.rejects` },
      source: parseSource(source),
      mapping: new Map(map.map(parseMapFlag)),
    })
  const evidence = (name: string, text: string): object => {
    writeFileSync(path.join(folder, name), text)
    return { ...declared, evidenceFile: path.join(folder, name) }
  }
  assert.equal((await read(['Lieu=commune', 'Nom=ignore'])).newContacts, 1)
  const others: readonly (readonly [readonly string[], object])[] = [
    [['Lieu=insee'], declared],
    [['Lieu=insee'], { ...declared, controller: 'Dominique Exemple' }],
    [['Lieu=insee'], { ...declared, wording: "J'accepte vraiment." }],
    [['Lieu=insee'], { ...declared, collectedTo: '2025-04-01' }],
    [['Lieu=insee'], evidence('form', 'signed')],
    [['Lieu=insee'], evidence('second', 'signed again')],
  ]
  for (const [map, source] of others) assert.equal((await read(map, source)).merged, 1)
  const same: readonly (readonly [readonly string[], object])[] = [
    [['nom=ignore', 'LIEU=commune'], declared],
    [['Lieu=insee'], { ...declared, wording: ` ${declared.wording} ` }],
    [['Lieu=insee'], evidence('moved', 'signed')],
  ]
  for (const [map, source] of same) assert.equal((await read(map, source)).alreadyImportedAt, now)
  const { rows } = await db.pool.query(
    `select last_name, insee, (select count(*) from mention) as mentions,
       (select count(*) from source) as sources from contact`,
  )
  assert.deepEqual(rows, [{ last_name: 'Dupont', insee: '75056', mentions: 7, sources: 7 }])
})
