/** The command line of rights, retention and evidence, as a person of the team runs it. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { addContacts, numberOf, singles } from '../support/dialling.ts'
import { portevoix, type Ran } from '../support/portevoix.ts'

const written = '06 39 98 00 00'

test('portevoix rights: a request is opened by mail, seen, answered once, and then holds no number', async () => {
  const database = await openTestDatabase()
  const env = { DATABASE_URL: urlOf(database) }
  const run = (...args: string[]): Promise<Ran> => portevoix(args, env)
  try {
    await addContacts(database, singles(1))
    const opened = await run(
      'rights',
      'open',
      written,
      '--kind',
      'erase',
      '--words',
      'Stop.',
      '--json',
    )
    const reference = String(opened.json()['reference'])
    assert.match(reference, /^PV(-[2-9A-HJ-NP-Z]{4}){2}$/)
    assert.ok(!`${opened.stdout}${opened.stderr}`.includes('9980000'))

    const listed = await run('rights', 'list')
    assert.equal(listed.stdout, `${reference}  erase     30 days left\n`)
    const shown = await run('rights', 'show', reference.toLowerCase().replaceAll('-', ' '))
    assert.match(shown.stdout, new RegExp(`number: \\${numberOf(0)}`))
    assert.match(shown.stdout, /not proved yet/)

    const erased = await run('rights', 'erase', reference, '--by', 'Ada Martin')
    assert.equal(erased.exitCode, 0, erased.stderr)
    assert.match(erased.stdout, /done: contact 1/)
    const again = await run('rights', 'answer', reference, '--text', 'Done.', '--by', 'Ada Martin')
    assert.deepEqual([again.exitCode, /answered already/.test(again.stderr)], [6, true])
    const unknown = await run('rights', 'show', 'PV-AAAA-AAAA')
    assert.equal(unknown.exitCode, 3)
    const log = await run('retention', 'log')
    assert.match(log.stdout, /contact: 1 \(fr\.RGPD-12: RGPD, art\. 17/)
  } finally {
    await database.close()
  }
})

test('portevoix evidence: one sentence for a campaign or a number that is unknown, and nothing is overwritten', async () => {
  const database = await openTestDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-letter-'))
  const env = { DATABASE_URL: urlOf(database) }
  const letter = path.join(folder, 'letter.pdf')
  const run = (...args: string[]): Promise<Ran> => portevoix(['evidence', ...args], env)
  try {
    await addContacts(database, singles(1))
    const nobody = await run('letter', '06 39 98 99 99', '--output', letter)
    assert.deepEqual(
      [nobody.exitCode, nobody.stderr.includes('Nothing is held about +336••••••99')],
      [3, true],
    )
    const noCampaign = await run('export', 'nowhere', '--output', path.join(folder, 'x.zip'))
    assert.equal(noCampaign.exitCode, 3)

    await database.pool.query(
      `insert into suppression (organisation_id, phone, number_hash, scope, reason, at)
       values (1, $1, $2, 'organisation', 'asked', 1)`,
      [numberOf(0), database.numberKey.hash(numberOf(0))],
    )
    const made = await run('letter', written, '--language', 'en', '--output', letter)
    assert.equal(made.exitCode, 0, made.stderr)
    assert.equal(statSync(letter).mode & 0o777, 0o600)
    const before = readFileSync(letter)
    assert.equal(before.toString('latin1', 0, 5), '%PDF-')
    const twice = await run('letter', written, '--output', letter)
    assert.deepEqual([twice.exitCode, readFileSync(letter).equals(before)], [4, true])
    const notOurs = await run('verify', letter)
    assert.deepEqual([notOurs.exitCode, /no evidence pack/.test(notOurs.stderr)], [4, true])
    const person = (await run('person', written, '--json')).json()
    assert.deepEqual(person['number'], numberOf(0))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.close()
  }
})
