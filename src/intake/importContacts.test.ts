import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { openTestDatabase } from '../../test/support/database.ts'
import { Failure } from '../base/failure.ts'
import { epochMs } from '../base/units.ts'
import { parseMapFlag } from '../contacts/columns.ts'
import { exampleCsv } from '../contacts/exampleContacts.ts'
import { parseSource } from '../contacts/source.ts'
import type { Database } from '../store/database.ts'
import { type ImportProgress, type ImportResult, importContacts } from './importContacts.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-import-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const declared = {
  kind: 'ownForm',
  holder: 'Équipe',
  collectedFrom: '2024-10-01',
  collectedTo: '2025-03-31',
  controller: 'Camille Exemple',
  channel: 'automate',
  wordings: [
    { version: 'v1', text: "J'accepte." },
    { version: 'v2', text: "J'accepte aussi." },
  ],
}
const source = parseSource(declared)
const now = epochMs(Date.UTC(2025, 5, 30))
let files = 0

interface Options {
  readonly map?: readonly string[]
  readonly source?: object
  readonly onProgress?: (progress: ImportProgress) => void
}

async function importText(
  db: Database,
  content: string | Uint8Array,
  options: Options = {},
): Promise<ImportResult & { readonly rejects: string }> {
  files += 1
  const file = path.join(folder, `people${files}.csv`)
  writeFileSync(file, content)
  const rejectsPath = `${file}.rejects`
  const result = await importContacts({
    ...{ db, file, now, rejectsPath },
    source: options.source ? parseSource(options.source) : source,
    mapping: new Map((options.map ?? []).map(parseMapFlag)),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  })
  assert.equal(result.read, result.accepted + result.duplicatesInFile + result.rejected)
  const reasons = Object.values(result.rejectedByReason).reduce((sum, count) => sum + count, 0)
  assert.equal(reasons, result.rejected)
  return { ...result, rejects: existsSync(rejectsPath) ? readFileSync(rejectsPath, 'utf8') : '' }
}

async function rows<Row extends object>(db: Database, sql: string): Promise<Row[]> {
  return (await db.pool.query<Row>(sql)).rows
}

const countsSql = `select (select count(*) from contact) as contacts, (select count(*) from mention)
  as mentions, (select count(*) from (
    select distinct c.id, e.at, e.slots, e.wording_version
    from contact c cross join lateral consents_of(c.id, c.phone, c.organisation_id) e) l) as consents,
  (select count(*) from source) as sources`
const countsOf = async (db: Database): Promise<readonly number[]> =>
  Object.values((await rows<Record<string, number>>(db, countsSql))[0] ?? {})

const header =
  'Nom;Prénom;Portable;Fixe;Adresse;Code postal;Commune;Code INSEE;Date de consentement;Créneau;Version du texte'
const line = (text: string): string =>
  text.padEnd(text.length + 10 - (text.match(/;/g) ?? []).length, ';')
const table = (...lines: readonly string[]): string =>
  `${[header, ...lines.map(line)].join('\n')}\n`
const agreed = '75011;Paris;75111;12/03/2025;mardi 10h-13h;v2'

test('import: contacts, consents and provenance of number and of each fact come from the line', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const result = await importText(db, table(`Dupont;Jean;06 39 98 00 01;;1 rue A;${agreed}`))
  assert.deepEqual(
    [result.newContacts, result.merged, result.households, result.rejects],
    [1, 0, 0, ''],
  )
  assert.deepEqual(await rows(db, 'select phone, last_name, insee, territory from contact'), [
    { phone: '+33639980001', last_name: 'Dupont', insee: '75111', territory: 'FR' },
  ])
  assert.deepEqual(
    await rows(
      db,
      `select e.kind, e.controller, e.channel, e.at, e.slots, e.wording_version, e.line
      from contact c cross join lateral consents_of(c.id, c.phone, c.organisation_id) e`,
    ),
    [
      {
        ...{ kind: 'given', controller: 'Camille Exemple', channel: 'automate', line: 2 },
        at: Date.UTC(2025, 2, 11, 23),
        slots: [{ days: [2], from: '10:00', to: '13:00' }],
        wording_version: 'v2',
      },
    ],
  )
  const facts = await rows<{ fact: string }>(
    db,
    'select fact, value, line from provenance order by fact',
  )
  assert.deepEqual(
    facts.map(({ fact }) => fact),
    [...['commune', 'firstName', 'insee', 'lastName', 'phone', 'postcode', 'territory']],
  )
  const kept = await rows(
    db,
    `select kind, holder, collected_from, rows_read, rows_accepted, (
       select jsonb_agg(jsonb_build_object('version', v.version, 'text', w.text) order by v.version)
       from source_wording v join wording w on w.hash = v.hash where v.source_id = s.id) as wordings
     from source s`,
  )
  assert.deepEqual(kept[0], {
    ...{ kind: 'ownForm', holder: 'Équipe', collected_from: '2024-10-01' },
    ...{ wordings: declared.wordings, rows_read: 1, rows_accepted: 1 },
  })
})

test('import: who placed the person in that commune, and when, is kept with that fact alone', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const text =
    'Tél;Nom;Commune;Commune déclarée par;Commune déclarée le\n0639980001;D;Paris;la personne;12/03/2025\n'
  await importText(db, text, { source: { ...declared, wordings: [declared.wordings[0]] } })
  const said = await rows(
    db,
    "select fact, said_by, said_at from provenance where fact in ('commune', 'phone') order by 1",
  )
  assert.deepEqual(said, [
    { fact: 'commune', said_by: 'la personne', said_at: '2025-03-12' },
    { fact: 'phone', said_by: null, said_at: null },
  ])
})

test('import: the same file twice changes nothing and says when it was imported', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const text = exampleCsv(300, 5)
  const first = await importText(db, text)
  const before = await countsOf(db)
  const again = await importText(db, text)
  assert.equal(first.alreadyImportedAt, undefined)
  assert.equal(again.alreadyImportedAt, now)
  assert.deepEqual(await countsOf(db), before)
  assert.equal(again.rejects, '')
})

test('import: the same rows in another order and another file add provenance only', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const people = exampleCsv(400, 9).trimEnd().split('\r\n')
  const first = await importText(db, `${people.join('\r\n')}\r\n`)
  const shape = 'select phone, last_name, first_name, insee, territory from contact order by phone'
  const [contacts, mentions, consents] = await countsOf(db)
  const before = await rows(db, shape)
  const turned = [people[0], ...people.slice(1).reverse()].join('\r\n')
  const second = await importText(db, turned)
  assert.deepEqual([second.newContacts, second.merged], [0, first.newContacts])
  const [contactsNow, mentionsNow, consentsNow] = await countsOf(db)
  assert.deepEqual([contactsNow, consentsNow], [contacts, consents])
  assert.equal(mentionsNow, 2 * (mentions ?? 0))
  assert.deepEqual(await rows(db, shape), before)
})

test('import: a number met again keeps both provenances and both consents, and learns what was missing', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const inFile = await importText(
    db,
    table(
      'Dupont;;06 39 98 00 01;;;;;;;;',
      `;Jean;+33639980001;;;${agreed}`,
      `;;0639980001;;;${agreed}`,
    ),
  )
  assert.deepEqual([inFile.accepted, inFile.duplicatesInFile, inFile.newContacts], [1, 2, 1])
  const person = 'select last_name, first_name, insee from contact'
  assert.deepEqual(await rows(db, person), [
    { last_name: 'Dupont', first_name: 'Jean', insee: '75111' },
  ])
  const later = agreed
    .replace('12/03/2025', '20/03/2025')
    .replace('75011;Paris;75111', '69001;Lyon;69123')
  const merged = await importText(db, table(`Durand;;0639980001;;;${later}`))
  assert.deepEqual([merged.newContacts, merged.merged], [0, 1])
  assert.deepEqual(await rows(db, person), [
    { last_name: 'Durand', first_name: 'Jean', insee: '69123' },
  ])
  assert.deepEqual(await countsOf(db), [1, 4, 2, 2])
})

/** Groups of numbers by their last digits, `1+2 3`, in the order of the numbers. */
async function groups(db: Database, column: 'person_id' | 'household_id'): Promise<string> {
  const found = await rows<{ members: string }>(
    db,
    `select string_agg(right(phone, 1), '+' order by right(phone, 1)) as members
     from contact group by ${column} order by 1`,
  )
  return found.map(({ members }) => members).join(' ')
}

// biome-ignore format: rows (`next` begins another import) → persons, households; numbers by their last digit, as a table
const ties: readonly (readonly [string, readonly string[], string, string])[] = [
  ['two numbers in one row', ['A;x;0639980001;0199000002'], '1+2', '1+2'],
  ['a landline given by two names', ['A;x;0639980001;0199000002', 'A;y;0639980003;0199000002'], '1 2 3', '1+2+3'],
  ['a landline given twice by one name', ['A;x;0639980001;0199000002', 'A;x;0639980003;0199000002'], '1+2+3', '1+2+3'],
  ['same name, same address', ['A;x;0639980001;;1 rue B;75011', 'a;y;0639980002;;1, Rue B;75011', 'C;z;0639980003;;1 rue B;75011'], '1 2 3', '1+2 3'],
  ['same name, other postcode', ['A;x;0639980001;;1 rue B;75011', 'A;y;0639980002;;1 rue B;75012'], '1 2', '1 2'],
  ['a chain of rows', ['A;x;0639980001;0639980002', 'A;x;0639980003;0639980004', 'A;x;0639980002;0639980003'], '1+2+3+4', '1+2+3+4'],
  ['a later row that connects two homes', ['A;x;0639980001;0199000002', 'B;y;0639980003;0199000004', 'next', 'A;x;0639980001;0639980003'], '1+2+3+4', '1+2+3+4'],
  ['a home met again by its address', ['A;x;0639980001;;1 rue B;75011', 'next', 'A;y;0639980002;;1 rue B;75011'], '1 2', '1+2'],
  ['a known landline given by another name', ['A;x;0639980001;0199000002', 'next', 'A;y;0639980003;0199000002'], '1+2 3', '1+2+3'],
  ['strangers', ['A;x;0639980001', 'A;y;0639980002'], '1 2', '1 2'],
]

test('import: numbers of one person and of one home are found, within a file and across files', async (t) => {
  for (const [what, people, persons, homes] of ties) {
    for (const turned of [false, true]) {
      const db = await openTestDatabase()
      t.after(() => db.close())
      const imports = people
        .join('\n')
        .split('\nnext\n')
        .map((part) => part.split('\n'))
      for (const part of imports)
        await importText(db, table(...(turned ? part.toReversed() : part)))
      const found = [await groups(db, 'person_id'), await groups(db, 'household_id')]
      assert.deepEqual(found, [persons, homes], `${what}${turned ? ', rows turned round' : ''}`)
      const ids = await rows(
        db,
        'select from contact c where not exists (select from contact p where p.id = c.household_id)',
      )
      assert.equal(ids.length, 0)
      await db.close()
    }
  }
})

test('import: a long chain of homes is one home in few rounds', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const number = (i: number): string => `063998${String(i).padStart(4, '0')}`
  const chain = Array.from(
    { length: 2_000 },
    (_, i) => `N${i};x;${number((i * 7) % 2_000)};${number((i * 7 + 7) % 2_000)}`,
  )
  const result = await importText(db, table(...chain))
  assert.equal(result.households, 1)
  assert.equal((await rows(db, 'select distinct household_id from contact')).length, 1)
})

test('import: rejected rows, corrected in their own file, are accepted, and only they', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const text = table(
    `Bon;a;0639980001;;;${agreed}`,
    `Mauvais;b;06 39 98 00;;;${agreed}`,
    `=Formule;c;+33899123456;;;${agreed}`,
    `Un;d;0639980004;08 99 12 34 56;;${agreed}`,
  )
  const first = await importText(db, text)
  assert.deepEqual([first.accepted, first.rejected, first.numbersRejected], [2, 2, 1])
  assert.match(first.rejects, /^ligne;colonne;valeur masquée;motif;quoi faire;Nom;/)
  assert.match(first.rejects, /;'=Formule;c;'\+33899123456;/)
  const corrected = first.rejects
    .replace('06 39 98 00;', '06 39 98 00 02;')
    .replace("'+33899123456", "'+33639980003")
    .replace('08 99 12 34 56', '01 99 00 00 05')
  const second = await importText(db, corrected)
  assert.deepEqual([second.read, second.accepted, second.rejected, second.merged], [3, 3, 0, 1])
  const people = await rows(db, 'select phone, last_name from contact order by phone')
  assert.deepEqual(people, [
    { phone: '+33199000005', last_name: 'Un' },
    { phone: '+33639980001', last_name: 'Bon' },
    { phone: '+33639980002', last_name: 'Mauvais' },
    { phone: '+33639980003', last_name: '=Formule' },
    { phone: '+33639980004', last_name: 'Un' },
  ])
  assert.equal(await groups(db, 'person_id'), '1 2 3 4+5')
})

test('import: rejected rows keep the encoding of their file, are for their owner only, and show no whole number in front', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const bytes = Buffer.from(
    table('Lefèvre;é;06399800;;;;;;;;', 'Noël;é;0639980001;;;;;;;;'),
    'latin1',
  )
  const result = await importText(db, bytes)
  assert.equal(result.encoding, 'windows-1252')
  const kept = readFileSync(result.rejectsFile ?? '')
  assert.ok(kept.includes(Buffer.from('Lefèvre;é;06399800;', 'latin1')))
  assert.equal(statSync(result.rejectsFile ?? '').mode & 0o777, 0o600)
  assert.match(kept.toString('latin1'), /\n2;Portable;06\x95+00;/)
  assert.deepEqual(await rows(db, 'select last_name from contact'), [{ last_name: 'Noël' }])
})

const good = line(`Dupont;Jean;0639980001;;;${agreed}`)

// biome-ignore format: what is wrong with the file → code, sentence, as a table
const broken: readonly (readonly [string, string | Uint8Array, string, RegExp])[] = [
  ['empty', '', 'badInput', /is empty/], ['blank lines', '\n \n;;\n', 'badInput', /no line with text/], ['header only', `${header}\n`, 'badInput', /no row below it/],
  ['no telephone column', 'Nom;Ville\nA;B\n', 'badInput', /No column holds telephone/], ['duplicate headers', 'Tél;Nom;Nom\n06;A;B\n', 'badInput', /Two columns/],
  ['data in the header', 'Dupont;0639980001\n', 'badInput', /first line holds/], ['opinions', `${header};Score\n${good};3\n`, 'refused', /"Score" refused/],
  ['an Excel workbook', Buffer.from('PK\u0003\u0004'), 'badInput', /Excel/], ['a NUL byte', `${header}\n${good}\n\0\n`, 'badInput', /Line 3 contains a NUL/],
  ['a long line', `${header}\n${good}\n${'x'.repeat(1_000_000)}\n`, 'badInput', /Line 3 has more/],
  ['10,000 columns', `Tél;${Array.from({ length: 9_999 }, (_, i) => `c${i}`).join(';')}\n06\n`, 'badInput', /10000 columns/],
  ['cut inside quotes', `${header}\n${good}\n"Dur`, 'badInput', /cut off at line 3/], ['nothing acceptable', table('A;b;112'), 'badInput', /None of the 1 rows/],
]

test('import: a broken file is one clear sentence and changes nothing, however far it was read', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  for (const [what, content, code, sentence] of broken) {
    await assert.rejects(importText(db, content), (error) => {
      assert.ok(error instanceof Failure, `${what}: ${error}`)
      assert.deepEqual(
        [error.code, sentence.test(error.message)],
        [code, true],
        `${what}: ${error.message}`,
      )
      return true
    })
    assert.deepEqual(await countsOf(db), [0, 0, 0, 0], what)
  }
  const late = `${header}\n${`${good}\n`.repeat(20_000)}${'x'.repeat(200_000)}`
  await assert.rejects(importText(db, late), Failure)
  assert.deepEqual(await countsOf(db), [0, 0, 0, 0])
  assert.equal((await importText(db, table(good))).newContacts, 1)
})

test('import: dates of consent without a declared consent refuse, unless the column is left out', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const { kind, holder, collectedFrom, collectedTo } = declared
  const silent = { kind, holder, collectedFrom, collectedTo }
  const text = table(good)
  await assert.rejects(importText(db, text, { source: silent }), /Declare controller, channel/)
  await assert.rejects(
    importText(db, text, { source: { ...declared, evidenceFile: '/nowhere' } }),
    /does not exist/,
  )
  const directory = await importText(db, text, { source: { ...silent, kind: 'directory' } })
  assert.equal(directory.newContacts, 1)
  const left = { map: ['Date de consentement=ignore'], source: silent }
  await importText(db, `${text}\n`, left)
  assert.deepEqual(await countsOf(db), [1, 2, 0, 2])
})

test('import: separators, quotes and two numbers in a cell arrive in the database as they are', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const text =
    'Last name\tPhone\tCity\r\n"O\'Neil \\ ""x"" \\N"\t06 39 98 00 01 / 01 99 00 00 02\t"Saint\r\nDenis"\r\n'
  await importText(db, `\ufeff${text}`, {
    source: { ...declared, wordings: [declared.wordings[0]] },
  })
  assert.deepEqual(await rows(db, 'select distinct last_name, commune from contact'), [
    { last_name: 'O\'Neil \\ "x" \\N', commune: 'Saint Denis' },
  ])
  assert.equal(await groups(db, 'person_id'), '1+2')
})

test('import: erasing a contact erases what was said of it and what it allowed', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  await importText(db, table(good, `Durand;Eve;0639980002;;;${agreed}`))
  await db.pool.query("delete from contact where phone = '+33639980001'")
  assert.deepEqual(await countsOf(db), [1, 1, 1, 1])
})

test('import: progress counts rows and bytes up, then says that it merges', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  const seen: ImportProgress[] = []
  await importText(db, exampleCsv(500, 2), { onProgress: (progress) => seen.push(progress) })
  const last = seen.at(-1)
  assert.deepEqual([last?.is, last?.rows, last?.bytes === last?.bytesTotal], ['merging', 500, true])
})
