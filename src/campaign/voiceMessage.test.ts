import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { aMessage, aPart, tuesdayTen } from '../../test/support/aCampaign.ts'
import type { ClipId } from '../base/ids.ts'
import { ms } from '../base/units.ts'
import {
  approve,
  hashOf,
  isApproved,
  nextVersion,
  partRoles,
  type Recorded,
  type SpokenSegment,
  spokenVersions,
} from './voiceMessage.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const { parts } = aMessage
const first = nextVersion(null, { parts, voiceOrigin: 'recorded' }, sha256)
const approval = { by: 'Ada Martin', at: tuesdayTen, hash: first.hash }

test('voice message: the hash changes with any clip and with any exchange of two roles', () => {
  const hashes = new Set([hashOf({ parts }, sha256)])
  for (const role of partRoles) {
    const other = { ...parts[role], clip: 'another clip' as ClipId }
    hashes.add(hashOf({ parts: { ...parts, [role]: other } }, sha256))
  }
  const { gate, closing } = parts
  hashes.add(hashOf({ parts: { ...parts, gate: closing, closing: gate } }, sha256))
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

const said = (role: SpokenSegment['role'], text: string, from: number, to: number) => ({
  role,
  text,
  startsAtMs: ms(from),
  endsAtMs: ms(to),
})
const identity = said('identity', 'Message de Camille Exemple.', 30, 2000)
const spoken: Recorded = {
  parts: {
    ...parts,
    gate: { ...parts.gate, segments: [identity, said('objection', 'Tapez 9.', 2100, 4000)] },
    content: { ...parts.content, segments: [said('content', 'Bonjour.', 10, 900)] },
  },
  voicemail: { clip: 'voicemail' as ClipId, durationMs: ms(9000), segments: [identity] },
  callback: {
    gate: { clip: 'callback gate' as ClipId, durationMs: ms(6000), segments: [identity] },
    content: { ...parts.content, segments: [said('content', 'Bonjour.', 10, 900)] },
  },
  voiceOrigin: 'recorded',
}

test('voice message: the hash covers every word, every time and every version', () => {
  const { voicemail, callback } = spoken
  assert.ok(voicemail && callback)
  const { segments = [] } = spoken.parts.gate
  const withGate = (changed: readonly SpokenSegment[]): Recorded => ({
    ...spoken,
    parts: { ...spoken.parts, gate: { ...spoken.parts.gate, segments: changed } },
  })
  const { voicemail: _left, ...noVoicemail } = spoken
  const { callback: _out, ...noCallback } = spoken
  const versions: readonly Recorded[] = [
    spoken,
    { ...spoken, parts },
    withGate([{ ...identity, text: 'Message de Camille Autre.' }, ...segments.slice(1)]),
    withGate([{ ...identity, endsAtMs: ms(2001) }, ...segments.slice(1)]),
    withGate([{ ...identity, role: 'content' }, ...segments.slice(1)]),
    withGate([...segments].reverse()),
    noVoicemail,
    noCallback,
    { ...spoken, voicemail: { ...voicemail, clip: 'other' as ClipId } },
    { ...spoken, voicemail: { ...voicemail, segments: [] } },
    { ...spoken, callback: { ...callback, gate: callback.content, content: callback.gate } },
  ]
  const hashes = new Set(versions.map((version) => hashOf(version, sha256)))
  assert.equal(hashes.size, versions.length)
})

test('voice message: what is heard in each version, from the answer on', () => {
  const heard = spokenVersions(spoken)
  const times = (segments: readonly SpokenSegment[] = []) =>
    segments.map(({ role, startsAtMs, endsAtMs }) => [role, startsAtMs, endsAtMs])
  assert.deepEqual(times(heard.live), [
    ['identity', 30, 2000],
    ['objection', 2100, 4000],
    ['content', 8010, 8900],
  ])
  assert.deepEqual(times(heard.voicemail), [['identity', 30, 2000]])
  assert.deepEqual(times(heard.callback), [
    ['identity', 30, 2000],
    ['content', 6010, 6900],
  ])
  assert.deepEqual(spokenVersions({ parts, voiceOrigin: 'recorded' }), { live: [] })
})
