import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { aMessage, aPart, tuesdayTen } from '../../test/support/aCampaign.ts'
import type { ClipId } from '../base/ids.ts'
import { approve, hashOf, isApproved, nextVersion, partRoles } from './voiceMessage.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const { parts } = aMessage
const first = nextVersion(null, { parts, voiceOrigin: 'recorded' }, sha256)
const approval = { by: 'Ada Martin', at: tuesdayTen, hash: first.hash }

test('voice message: the hash changes with any clip and with any exchange of two roles', () => {
  const hashes = new Set([hashOf(parts, sha256)])
  for (const role of partRoles) {
    const other = { ...parts[role], clip: 'another clip' as ClipId }
    hashes.add(hashOf({ ...parts, [role]: other }, sha256))
  }
  const { gate, closing } = parts
  hashes.add(hashOf({ ...parts, gate: closing, closing: gate }, sha256))
  assert.equal(hashes.size, 1 + partRoles.length + 1)
})

test('voice message: version 1 is not approved; approval binds a named person to its hash', () => {
  assert.equal(first.version, 1)
  assert.equal(isApproved(first), false)
  const answer = approve(first, { ...approval, by: '  Ada Martin ' })
  assert.ok(answer.is === 'approved' && isApproved(answer.message))
  assert.deepEqual(answer.message.approval, approval)
})

test('voice message: nobody in particular cannot approve, nor can one approve what was not heard', () => {
  const nameless = approve(first, { ...approval, by: '   ' })
  assert.ok(nameless.is === 'refused' && nameless.why === 'noName')
  const other = approve(first, { ...approval, hash: 'what was heard before' })
  assert.deepEqual(other, {
    is: 'refused',
    why: 'otherSound',
    measured: 'what was heard before',
    limit: first.hash,
  })
})

test('voice message: a changed recording is a new version that must be approved again', () => {
  const answer = approve(first, approval)
  assert.ok(answer.is === 'approved')
  const changed = { ...parts, content: { ...aPart('content', 21_000), clip: 'new' as ClipId } }
  const second = nextVersion(answer.message, { parts: changed, voiceOrigin: 'recorded' }, sha256)
  assert.equal(second.version, 2)
  assert.equal(isApproved(second), false)
  // A version that carries the approval of another sound is not approved either.
  assert.equal(isApproved({ ...second, approval: answer.message.approval }), false)
})

test('voice message: the same sound again stays the same version and keeps its approval', () => {
  const answer = approve(first, approval)
  assert.ok(answer.is === 'approved')
  const again = nextVersion(answer.message, { parts, voiceOrigin: 'recorded' }, sha256)
  assert.equal(again, answer.message)
  const declared = nextVersion(answer.message, { parts, voiceOrigin: 'cloned' }, sha256)
  assert.equal(declared.version, 2)
  assert.equal(isApproved(declared), false)
})
