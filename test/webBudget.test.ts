/**
 * What a browser must load: the first screen's JavaScript, and what each further screen adds, gzipped. In
 * kilobytes of 1,000 bytes, as the build's manifest says who imports whom.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildWeb } from '../scripts/buildWeb.ts'

const entryBytesMax = 300_000
const routeBytesMax = 80_000

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly isDynamicEntry?: boolean
  readonly imports?: readonly string[]
}

type Manifest = Readonly<Record<string, Chunk>>

test('web app: the first load is at most 300 kB of JavaScript, any further screen 80 kB', async () => {
  const { folder } = await buildWeb()
  const manifest: Manifest = JSON.parse(
    readFileSync(path.join(folder, '.vite', 'manifest.json'), 'utf8'),
  )
  const sizes = new Map<string, number>()
  const sizeOf = (key: string): number => {
    const { file } = manifest[key] as Chunk
    const known = sizes.get(file) ?? gzipSync(readFileSync(path.join(folder, file))).length
    sizes.set(file, known)
    return known
  }
  const sum = (keys: Iterable<string>): number =>
    [...keys].filter(isScript(manifest)).reduce((all, key) => all + sizeOf(key), 0)

  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
  assert.ok(entry, 'the build has an entry')
  const first = loadedBy(manifest, entry)
  assert.ok(sum(first) <= entryBytesMax, `the first load is ${sum(first)} bytes`)
  const further = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry)
  const tooLarge = further
    .map((key) => [key, sum(loadedBy(manifest, key).difference(first))] as const)
    .filter(([, bytes]) => bytes > routeBytesMax)
  assert.deepEqual(tooLarge, [])
})

const isScript =
  (manifest: Manifest) =>
  (key: string): boolean =>
    manifest[key]?.file.endsWith('.js') ?? false

/** A chunk and whatever it imports before it runs. */
function loadedBy(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  if (found.has(key)) return found
  found.add(key)
  for (const imported of manifest[key]?.imports ?? []) loadedBy(manifest, imported, found)
  return found
}
