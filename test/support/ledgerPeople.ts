/** People in a database whose ledger is to be judged: a file, and consents given and taken back by hand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type E164, epochMs } from '../../src/base/units.ts'
import { parseSource } from '../../src/contacts/source.ts'
import { importContacts } from '../../src/intake/importContacts.ts'
import type { Database } from '../../src/store/database.ts'
import { addConsent, withdrawConsent } from '../../src/store/postgres/consents.ts'
import { expireWording } from '../../src/store/postgres/wordings.ts'
import { controller, tuesday } from './dialling.ts'

export const wording = { version: '2026-1', text: "J'accepte d'être appelé." }
export const numberAt = (place: number): E164 => `+3363998${String(place).padStart(4, '0')}` as E164
const imported = 1_200
export const chosen = numberAt(9_000)

/** A file of two blocks of lines, a consent given, one withdrawn, a wording that ends. */
export async function fillLedger(database: Database): Promise<void> {
  await importPeople(
    database,
    Array.from({ length: imported }, (_, place) => numberAt(place)),
  )
  const proof = { kind: 'office', reference: 'form 12' } as const
  const about = { organisation: 1, number: chosen, controller, at: tuesday, proof }
  const slots = [{ days: [2], from: '18:00', to: '20:00' }]
  const given = { ...about, slots, channel: 'automate' } as const
  await addConsent(database, { ...given, wording: { kept: wording.version } }, tuesday)
  await addConsent(database, { ...given, wording: { version: 'v2', text: 'Oui.' } }, tuesday)
  await withdrawConsent(database, about, tuesday)
  const end = { organisation: 1, named: 'v2', at: epochMs(tuesday + 1), by: 'Anne' }
  await expireWording(database.pool, end, tuesday)
}

/** One line a number, all of one source that declares a consent. */
export async function importPeople(database: Database, numbers: readonly E164[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-ledger-'))
  try {
    const file = path.join(folder, 'people.csv')
    const lines = numbers.map((number) => `${number};12/03/2026`)
    writeFileSync(file, ['Portable;Date consentement', ...lines, ''].join('\n'))
    const source = parseSource({
      ...{ kind: 'ownForm', holder: 'Équipe', controller, channel: 'automate' },
      ...{ collectedFrom: '2025-10-01', collectedTo: '2026-03-31', slots: 'mardi 10h-13h' },
      wordings: [wording],
    })
    const request = { db: database, file, source, mapping: new Map(), now: tuesday }
    await importContacts({ ...request, rejectsPath: `${file}.rejects` })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
