/** A reader that leaves early (`portevoix … | head -1`) is no failure of ours. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const bin = path.join(import.meta.dirname, '..', '..', 'bin', 'portevoix.js')

test('a reader that has left before the first line: the command ends well, without a stack trace', async () => {
  const script = `set -o pipefail; '${process.execPath}' '${bin}' law facts-schema | true`
  const { stderr } = await promisify(execFile)('bash', ['-c', script])
  assert.equal(stderr, '')
})
