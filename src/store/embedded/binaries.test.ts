import assert from 'node:assert/strict'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { copyToCache, linkLibraries } from './binaries.ts'

/** An npm package as it is without its install script: no symlinks, and modes of a strict umask. */
function aPackage(context: TestContext): { home: string; parent: string } {
  const parent = mkdtempSync('/tmp/portevoix-binaries-')
  context.after(() => rmSync(parent, { recursive: true, force: true }))
  const home = path.join(parent, 'package')
  mkdirSync(path.join(home, 'native', 'lib'), { recursive: true })
  writeFileSync(path.join(home, 'native', 'lib', 'libx.so.1.2'), 'code', { mode: 0o600 })
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' }]
  writeFileSync(path.join(home, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  chmodSync(path.join(home, 'native'), 0o700)
  return { home, parent }
}

test('embedded: the symlinks an install without scripts lacks are made, once', (context) => {
  const { home } = aPackage(context)
  assert.equal(linkLibraries(home), true)
  assert.equal(linkLibraries(home), true)
  const link = path.join(home, 'native', 'lib', 'libx.so.1')
  assert.equal(readlinkSync(link), 'libx.so.1.2')
  assert.equal(readFileSync(link, 'utf8'), 'code')
})

test('embedded: programs that another user cannot reach are copied where everybody can', (context) => {
  const { home, parent } = aPackage(context)
  const cache = path.join(parent, 'cache')
  const copy = copyToCache({ home, version: '18.4.0' }, cache)
  const library = path.join(copy, 'native', 'lib', 'libx.so.1')
  assert.equal(readFileSync(library, 'utf8'), 'code')
  for (const found of [copy, path.join(copy, 'native'), library]) {
    assert.equal(statSync(found).mode & 0o005, 0o005, found)
  }
  assert.equal(copyToCache({ home, version: '18.4.0' }, cache), copy)
})
