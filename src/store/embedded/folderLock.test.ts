import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../../base/failure.ts'
import { ms } from '../../base/units.ts'
import { takeLock, withFolderLock } from './folderLock.ts'
import {
  formatIdentity,
  identityOf,
  isAlive,
  ownIdentity,
  parseIdentity,
} from './processIdentity.ts'

function aFolder(context: TestContext): string {
  const folder = mkdtempSync('/tmp/portevoix-lock-')
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** As a process leaves it behind that was killed while it held the lock. */
function abandon(folder: string, owner: string): void {
  mkdirSync(path.join(folder, 'lock'))
  writeFileSync(path.join(folder, 'lock', 'owner'), owner)
}

test('folder lock: one owner at a time, and free again after it', (context) => {
  const folder = aFolder(context)
  const release = takeLock(folder)
  assert.ok(release)
  assert.equal(takeLock(folder), undefined)
  release()
  const again = takeLock(folder)
  assert.ok(again)
  again()
  assert.deepEqual(readdirSync(folder), [])
})

test('folder lock: of a dead owner, or of one whose pid was given to another, is broken once', (context) => {
  const own = ownIdentity()
  const dead = [
    { ...own, pid: 2 ** 22 + 1 },
    { ...own, startTicks: '1' },
    { ...own, boot: 'an-earlier-boot' },
  ]
  for (const [index, owner] of dead.entries()) {
    const folder = aFolder(context)
    abandon(folder, `${formatIdentity(owner)} nonce${index}`)
    const release = takeLock(folder)
    assert.ok(release)
    assert.equal(takeLock(folder), undefined)
    // Somebody who still believes in the dead owner finds its grave taken.
    assert.ok(readdirSync(folder).includes(`lock.broken.nonce${index}`))
    release()
  }
})

test('folder lock: work is done one after the other', async (context) => {
  const folder = aFolder(context)
  let inside = 0
  let most = 0
  const work = async (): Promise<void> => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise(setImmediate)
    inside -= 1
  }
  await Promise.all(Array.from({ length: 5 }, () => withFolderLock(folder, work)))
  assert.equal(most, 1)
})

test('folder lock: who waits too long is told for whom', async (context) => {
  const folder = aFolder(context)
  abandon(folder, `${formatIdentity(ownIdentity())} nonce`)
  const waited = withFolderLock(folder, async () => undefined, ms(30))
  await assert.rejects(
    waited,
    (error) =>
      error instanceof Failure &&
      error.code === 'busy' &&
      error.message.startsWith(`Process ${process.pid} `),
  )
})

test('folder lock: an identity survives being written down, and knows the living', () => {
  const own = ownIdentity()
  assert.deepEqual(parseIdentity(formatIdentity(own)), own)
  assert.equal(parseIdentity('not an identity'), undefined)
  assert.equal(isAlive(own), true)
  assert.equal(identityOf(2 ** 22 + 1), undefined)
})
