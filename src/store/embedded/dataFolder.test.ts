import assert from 'node:assert/strict'
import { homedir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { defaultDataFolder } from './dataFolder.ts'

test('embedded: where data lies by default (XDG Base Directory Specification)', () => {
  const ownShare = path.join(homedir(), '.local', 'share', 'portevoix')
  const table: readonly (readonly [dataHome: string | undefined, uid: number, folder: string])[] = [
    [undefined, 1000, ownShare],
    ['/data/home', 1000, '/data/home/portevoix'],
    ['relative/home', 1000, ownShare],
    ['/data/home', 0, '/var/lib/portevoix'],
    [undefined, 0, '/var/lib/portevoix'],
  ]
  for (const [dataHome, uid, folder] of table) {
    assert.equal(defaultDataFolder(dataHome, uid), folder)
  }
})
