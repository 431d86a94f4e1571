import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aviOf } from './aviFile.ts'

/** Chunks of a RIFF file, one after the other, with what lies in lists. */
function chunksOf(bytes: Uint8Array, from: number, to: number): [string, Uint8Array][] {
  const found: [string, Uint8Array][] = []
  for (let at = from; at < to; ) {
    const id = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
    const size = Buffer.from(bytes.subarray(at + 4, at + 8)).readUInt32LE()
    const end = at + 8 + size
    assert.ok(end <= to, `${id} ends inside`)
    if (id === 'RIFF' || id === 'LIST') found.push(...chunksOf(bytes, at + 12, end))
    else found.push([id, bytes.subarray(at + 8, end)])
    at = end + (size % 2)
  }
  return found
}

test('AVI: the sound is in chunks of 20 ms, byte for byte, the last as long as it is', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 1000 }),
      fc.constantFrom('pcma' as const, 'pcmu' as const),
      (sound, codec) => {
        const file = aviOf(codec, sound)
        const chunks = chunksOf(file, 0, file.length)
        const sounds = chunks.filter(([id]) => id === '00wb').map(([, bytes]) => bytes)
        assert.deepEqual(Buffer.concat(sounds), Buffer.from(sound))
        assert.ok(sounds.slice(0, -1).every(({ length }) => length === 160))
        const [, format] = chunks.find(([id]) => id === 'strf') ?? []
        assert.equal(format?.[0], codec === 'pcma' ? 6 : 7)
      },
    ),
  )
})
