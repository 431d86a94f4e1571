/** The evidence pack of a campaign on real PostgreSQL: what is in it, and that nobody can change it unseen. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import fc from 'fast-check'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { writeArchive } from '../../src/evidence/archive.ts'
import { packFiles } from '../../src/evidence/pack.ts'
import type { PackFile } from '../../src/evidence/packFile.ts'
import { verifyArchive } from '../../src/evidence/readArchive.ts'
import type { Database } from '../../src/store/database.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { postgresLaunchStore } from '../../src/store/postgres/launch.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { openRequest } from '../../src/store/postgres/rights.ts'
import type { Store } from '../../src/store/store.ts'
import { aMessage } from '../support/aCampaign.ts'
import { startChild } from '../support/child.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  aCampaign,
  addContacts,
  armRequest,
  aTrunk,
  at,
  ended,
  leaseFor,
  numberOf,
  runCampaign,
  singles,
  tuesday,
} from '../support/dialling.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-evidence-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))
let packs = 0
const newPath = (): string => {
  packs += 1
  return path.join(folder, `pack${packs}.zip`)
}

interface World {
  readonly db: Database
  readonly store: Store
  readonly campaign: CampaignId
}

/** Three people called; the second objected in the call, the third one's line was busy. */
async function inWorld(work: (world: World) => Promise<void>): Promise<void> {
  const db = await openTestDatabase()
  const store = postgresStore(db, 'tester')
  try {
    await addContacts(db, singles(4))
    await store.addTrunk(aTrunk)
    const campaign = await runCampaign(store, aCampaign('c1'))
    const clips = Object.values(aMessage.parts).map(({ clip }) => clip)
    const message = { ...aMessage, parts: withRealClips() }
    const sounds = [...new Set(clips)].map((_, index) => clipOf(index))
    await store.addVoiceMessage(campaign, message, sounds, tuesday)
    await store.approve(campaign, message.hash, 'Ada Martin', tuesday)
    const declared = { name: 'Jeanne Agent', by: 'Ada Martin', at: tuesday }
    await postgresLaunchStore(db).declare(campaign, 'payer', declared, 'Ada Martin', tuesday)
    const leased = await store.lease(campaign, 3, tuesday, leaseFor)
    const [first, second, third] = await store.arm(leased.map((one) => armRequest(one)))
    assert.ok(first && second && third)
    await store.suppress(second, 'key 9', at(20))
    const answered = { placedAt: at(1), talkMs: 30_000 as never, ringMs: 4000 as never }
    await store.endAttempts([
      ended(first, 'heardToEnd', { ...answered, endedAt: at(35) }),
      ended(second, 'objected', { ...answered, endedAt: at(26) }),
      { attempt: third, outcome: 'busy', placedAt: at(1), endedAt: at(3), keys: [] },
    ])
    const asked = { kind: 'access', channel: 'web', proof: 'code', reach: null } as const
    const words = 'Zzyzx wants to know'
    await openRequest(db, { organisation: 1, number: numberOf(0), words, ...asked }, at(60))
    await work({ db, store, campaign })
  } finally {
    await store.close()
    await db.close()
  }
}

const launch = { launchable: true, gates: [], judgedAt: tuesday, lawVersion: 'test' }

const clipOf = (index: number) => {
  const bytes = new Uint8Array(800).fill(0xd5 - index)
  return { id: String(index).repeat(64) as ClipId, pcma: bytes, pcmu: bytes }
}

function withRealClips() {
  const named = Object.entries(aMessage.parts).map(
    ([role, part], index) => [role, { ...part, clip: clipOf(index).id }] as const,
  )
  return Object.fromEntries(named) as typeof aMessage.parts
}

const exported = ({ db, store, campaign }: World, file: string) =>
  writeArchive(file, packFiles({ database: db, store, campaign, launch }))

/** With a reader that is not ours. */
async function unzipped(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const zip = await yauzl.openPromise(file)
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  }
  return files
}

test('RGPD art. 5 § 2: the pack proves a campaign, and holds no whole number and no word of a person', () =>
  inWorld(async (world) => {
    const file = newPath()
    const manifest = await exported(world, file)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const files = await unzipped(file)
    assert.deepEqual(
      [...files.keys()].slice(0, -1),
      manifest.files.map((entry) => entry.path),
    )
    const read = (name: string) => JSON.parse(String(files.get(name)))
    const calls = String(files.get('calls.ndjson'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      calls
        .map(({ outcome, area, verdict }) => [outcome, area, verdict.allowed, verdict.rules])
        .sort(),
      [
        ['busy', '75', true, 0],
        ['heardToEnd', '75', true, 0],
        ['objected', '75', true, 0],
      ],
    )
    assert.deepEqual(read('verdicts.json').ruleLists, [['fr.consent', 'fr.hours']])
    assert.equal(
      String(files.get('counts.csv')),
      'day,area,attempts,placed,answered,objected,ringSeconds,talkSeconds\r\n2026-05-05,75,3,3,2,1,8,60\r\n',
    )
    const { callsPlaced, talkSeconds, payer } = read('account.json')
    assert.deepEqual([callsPlaced, talkSeconds, payer.name], [3, 60, 'Jeanne Agent'])
    const { objections, placedAfter, longestUpMs } = read('objections.json')
    assert.deepEqual([objections, placedAfter, longestUpMs], [1, 0, 6000])
    assert.equal(read('rights.json').each[0].kind, 'access')
    assert.equal(read('recordings/versions.json').approvals[0].approvedBy, 'Ada Martin')
    assert.equal(files.get('recordings/version-1/gate.wav')?.toString('latin1', 0, 4), 'RIFF')
    assert.ok(read('rules.json').rules.length > 20)
    assert.equal(read('notice.json').length, 1)
    assert.equal(read('verification.json').intact, true)
    for (const [name, content] of files) {
      assert.doesNotMatch(String(content), /(?:\+33|0)639 ?98|Zzyzx/, name)
    }
  }))

test('evidence: two exports of one state are equal byte for byte, and counts by place outlive a person', () =>
  inWorld(async (world) => {
    const [one, two, later] = [newPath(), newPath(), newPath()]
    await exported(world, one)
    await exported(world, two)
    assert.ok(readFileSync(one).equals(readFileSync(two)))
    await erasePerson(world.db, 1, numberOf(0), at(90), 'asked')
    await exported(world, later)
    const [before, after] = [await unzipped(one), await unzipped(later)]
    assert.equal(String(after.get('counts.csv')), String(before.get('counts.csv')))
    assert.match(String(after.get('calls.ndjson')), /"person":null/)
    assert.equal(JSON.parse(String(after.get('verification.json'))).intact, true)
  }))

async function* broken(): AsyncGenerator<PackFile> {
  yield { path: 'a.txt', content: 'a' }
  yield {
    path: 'b.txt',
    content: async function* () {
      yield 'half'
      throw new Error('the database is gone')
    },
  }
}

async function* twoFiles(): AsyncGenerator<PackFile> {
  yield { path: 'a.txt', content: 'first' }
  yield { path: 'empty.txt', content: '' }
  yield { path: 'b.bin', content: new Uint8Array(200_000).map((_, index) => index % 251) }
}

test('evidence: an export that fails half-way leaves nothing, and no archive is overwritten', async () => {
  const file = newPath()
  await assert.rejects(writeArchive(file, broken()), /the database is gone/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes(path.basename(file))),
    [],
  )
  await writeArchive(file, twoFiles())
  const before = readFileSync(file)
  await assert.rejects(writeArchive(file, twoFiles()), { code: 'badInput' })
  assert.ok(readFileSync(file).equals(before))
  await assert.rejects(writeArchive(path.join(folder, 'no', 'x.zip'), twoFiles()), {
    code: 'badInput',
  })
})

/** Places within the packed bytes of every file, the manifest's too. */
async function contentPositions(file: string): Promise<readonly number[]> {
  const zip = await yauzl.openPromise(file)
  const positions: number[] = []
  for await (const entry of zip.eachEntry()) {
    const { fileName, relativeOffsetOfLocalHeader, compressedSize } = entry
    const from = relativeOffsetOfLocalHeader + 30 + fileName.length
    for (const part of [0, 0.3, 0.6]) positions.push(from + Math.floor(compressedSize * part))
  }
  return positions
}

test('evidence: verify finds every byte that was changed, and says of what', async () => {
  const file = newPath()
  await writeArchive(file, twoFiles())
  const whole = readFileSync(file)
  const check = await verifyArchive(file)
  assert.deepEqual([check.intact, check.files, check.wrong], [true, 3, []])
  const tampered = newPath()
  for (const position of await contentPositions(file)) {
    const changed = Buffer.from(whole)
    changed[position] = (changed[position] ?? 0) ^ 0xff
    writeFileSync(tampered, changed)
    const found = await verifyArchive(tampered).then(
      ({ intact }) => intact,
      (error) => (error.code === 'badInput' ? false : error),
    )
    assert.equal(found, false, `byte ${position} of ${whole.length}`)
  }
  for (const length of [0, 10, whole.length - 1]) {
    writeFileSync(tampered, whole.subarray(0, length))
    await assert.rejects(verifyArchive(tampered), { code: 'badInput' }, `${length} bytes`)
  }
  await assert.rejects(verifyArchive(path.join(folder, 'nowhere.zip')), { code: 'badInput' })
})

test('evidence: whatever bytes an archive is made of, verify says what it is and never breaks', async () => {
  const file = newPath()
  await writeArchive(file, twoFiles())
  const whole = readFileSync(file)
  const hostile = newPath()
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = Buffer.from(whole)
      for (const { at: place, byte } of changes) bytes[place] = byte
      writeFileSync(hostile, bytes)
      try {
        const check = await verifyArchive(hostile)
        assert.equal(check.intact, check.wrong.length === 0)
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'badInput', String(error))
      }
    }),
    { numRuns: 200 },
  )
})

test('evidence: a file that unpacks to more than the manifest says is not read to its end', async () => {
  const file = newPath()
  const zip = new ZipFile()
  const files = [{ path: 'bomb.txt', bytes: 10, sha256: '0'.repeat(64) }]
  zip.addBuffer(Buffer.alloc(50_000_000), 'bomb.txt')
  zip.addBuffer(
    Buffer.from(JSON.stringify({ format: 'portevoix evidence 1', files })),
    'manifest.json',
  )
  zip.end()
  writeFileSync(file, await buffer(zip.outputStream))
  const { wrong } = await verifyArchive(file)
  assert.deepEqual(wrong, ['bomb.txt has more than the 10 bytes of the manifest.'])
})

test('evidence: an export that is killed leaves no file under its name, and the next one clears up', async () => {
  const file = newPath()
  const child = startChild(path.join(import.meta.dirname, '../support/archiveChild.ts'), [file])
  await child.line((line) => line === 'half-way')
  await child.kill()
  const left = (): readonly string[] =>
    readdirSync(folder).filter((name) => name.includes(path.basename(file)))
  assert.ok(!left().includes(path.basename(file)))
  await writeArchive(file, twoFiles())
  assert.deepEqual(left(), [path.basename(file)])
  assert.equal((await verifyArchive(file)).intact, true)
})
