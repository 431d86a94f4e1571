import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { VirtualTime } from '../../test/support/virtualTime.ts'
import type { AttemptId } from '../base/ids.ts'
import { epochMs, hours } from '../base/units.ts'
import { openObjectionBook } from '../runner/objectionBook.ts'
import { type HeardObjection, openObjectionJournal, replayJournals } from './objectionJournal.ts'

const aFolder = (t: TestContext): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-journal-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'journal')
}
const heard = (attempt: string): HeardObjection => ({
  attempt: attempt as AttemptId,
  reason: 'pressed 9 during the call',
  at: epochMs(1_800_000_000_000),
})
/** A process that is not any more: pid 1 was started at another time. */
const deadRun = 'key.1.1.no-such-boot.journal'

test('objection journal: on the disk when it is heard, gone when everything is stored', async (t) => {
  const folder = aFolder(t)
  const journal = await openObjectionJournal(folder, 'key')
  await Promise.all([journal.heard(heard('a')), journal.heard(heard('b'))])
  const [name] = readdirSync(folder)
  const file = path.join(folder, name ?? '')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  assert.deepEqual(new Set(lines.map((line) => JSON.parse(line).attempt)), new Set(['a', 'b']))
  journal.stored('a' as AttemptId)
  journal.stored('b' as AttemptId)
  await journal.close()
  assert.deepEqual(readdirSync(folder), [])
})

test('objection journal: what is left of a run that died is stored once; others are left alone', async (t) => {
  const folder = aFolder(t)
  const living = await openObjectionJournal(folder, 'key')
  await living.heard(heard('living'))
  const line = (attempt: string): string => `${JSON.stringify(heard(attempt))}\n`
  writeFileSync(path.join(folder, deadRun), `${line('a')}${line('b')}{"attempt":"cut o`)
  writeFileSync(path.join(folder, deadRun.replace('key', 'other')), line('c'))
  const stored: HeardObjection[] = []
  const store = (objection: HeardObjection): Promise<void> => {
    stored.push(objection)
    return Promise.resolve()
  }
  assert.equal(await replayJournals(folder, 'key', store), 2)
  assert.deepEqual(stored, [heard('a'), heard('b')])
  assert.equal(await replayJournals(folder, 'key', store), 0)
  assert.equal(readdirSync(folder).length, 2)
  await living.close()
  assert.equal(readdirSync(folder).length, 2, 'what is not stored stays')
})

test('objection journal: when the store refuses, the file is kept for the next run', async (t) => {
  const folder = aFolder(t)
  await (await openObjectionJournal(folder, 'key')).close()
  writeFileSync(path.join(folder, deadRun), `${JSON.stringify(heard('a'))}\n`)
  const away = (): Promise<void> => Promise.reject(new Error('away'))
  await assert.rejects(replayJournals(folder, 'key', away), /away/)
  assert.deepEqual(readdirSync(folder), [deadRun])
})

for (const works of [true, false]) {
  test(`objection book: ${works ? 'stored' : 'never stored'}, and its journal ${works ? 'empty' : 'kept'}`, async () => {
    const time = new VirtualTime()
    const left = new Set<string>()
    const book = openObjectionBook(
      {
        timer: time.timer,
        store: {
          suppress: (_, __, at) =>
            works ? Promise.resolve({ reference: 'S', at }) : Promise.reject(new Error('away')),
        },
        journal: {
          heard: ({ attempt }) => {
            left.add(attempt)
            return Promise.resolve()
          },
          stored: (attempt) => {
            left.delete(attempt)
          },
        },
      },
      () => undefined,
    )
    const settled = new Promise<boolean>((resolve) => {
      book.add({ attempt: 'a' as AttemptId, by: 'key', at: epochMs(0) }, resolve)
    })
    assert.deepEqual([...left], ['a'], 'before the store has answered')
    assert.equal(await time.until(settled, hours(1)), works)
    assert.deepEqual([...left], works ? [] : ['a'])
    assert.deepEqual(book.lost(), works ? [] : ['a'])
  })
}
