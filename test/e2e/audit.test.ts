/** The ledger from the command line: consents in, heads out, and what exit code tells of tampering. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { portevoix } from '../support/portevoix.ts'

const phone = '0639980001'
const given = [
  ...['consent', 'give', phone, '--controller', 'Liste Exemple', '--channel', 'automate'],
  ...['--slot', 'mardi 18h-20h', '--at', '2026-03-12T10:41', '--reference', 'form 12'],
]

test('audit: a consent written down is shown masked, and a change of it by hand ends with exit code 11', async () => {
  const database = await openTestDatabase()
  const env = { DATABASE_URL: urlOf(database) }
  try {
    const lacking = await portevoix(given, env)
    assert.equal(lacking.exitCode, 4)
    assert.match(lacking.stderr, /lacks the exact wording that was agreed to\. \[badInput\]/)
    await database.pool.query(
      `insert into wording (organisation_id, hash, text, version, first_seen)
       values (1, encode(sha256(convert_to('Oui.', 'UTF8')), 'hex'), 'Oui.', '2027-1', 1)`,
    )
    assert.equal((await portevoix([...given, '--wording', '2027-1'], env)).exitCode, 0)
    const shown = await portevoix(['consent', 'show', phone], env)
    assert.match(shown.stdout, /agreed to automate calls for Liste Exemple, Tue 18:00-20:00/)
    assert.match(shown.stdout, /office: form 12/)
    assert.doesNotMatch(shown.stdout, /39980001|39 98 00 01/)
    // The wording above was written by hand: it has no entry.
    const unrecorded = await portevoix(['audit', 'verify', '--json'], env)
    assert.equal(unrecorded.exitCode, 11)
    assert.match(String(unrecorded.json()['breaks']), /the wording [0-9a-f]{12}… has no entry/)
  } finally {
    await database.close()
  }
})

test('audit: a head kept elsewhere is accepted as it was printed, and another is in no chain', async () => {
  const database = await openTestDatabase()
  const env = { DATABASE_URL: urlOf(database) }
  try {
    const withdrawn = [
      'consent',
      'withdraw',
      phone,
      '--controller',
      'Liste Exemple',
      '--by',
      'Anne',
    ]
    assert.equal((await portevoix(withdrawn, env)).exitCode, 0)
    const { stdout: head } = await portevoix(['audit', 'head'], env)
    assert.match(head, /^[0-9a-f]{64} {2}Portevoix, entry 2, /)
    const sound = await portevoix(['audit', 'verify', '--head', head.trim()], env)
    assert.equal(sound.exitCode, 0, sound.stdout)
    assert.match(sound.stdout, /^Portevoix: 2 entries, unbroken; head [0-9a-f]{64}$/m)
    const other = await portevoix(['audit', 'verify', '--head', 'a'.repeat(64)], env)
    assert.equal(other.exitCode, 11)
    assert.match(other.stdout, /^The head a{64} is in no chain/m)
  } finally {
    await database.close()
  }
})
