/** Real SIP and RTP over the practice carrier: who answered is kept with what it was judged by. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from '../../src/audio/amd/judge.ts'
import type { AmdFeatures, AmdVerdictName } from '../../src/base/amd.ts'
import { readVoiceTrack, voiceTrackFramesMax } from '../../src/base/voiceTrack.ts'
import { amdSettingsFor } from '../../src/call/amdSettings.ts'
import { judgedVerdicts } from '../../src/store/postgres/answerers.ts'
import { engineWorld } from '../support/engineWorld.ts'
import { eventually } from '../support/practiceCampaign.ts'

const wanted = 12

interface Kept {
  readonly verdict: AmdVerdictName
  readonly at_ms: number
  readonly features: AmdFeatures
  readonly voice_track: string
  readonly talk_ms: number
}

test('a campaign that listens for machines keeps who answered each call, and judges each the same again', async (t) => {
  const world = await engineWorld(t, { people: 120 })
  const { pool } = world.database
  const id = await world.campaign('Présidentielle T1')
  await pool.query(`update campaign set answering_machines = 'hangUp' where id = $1`, [id])
  const engine = await world.open()
  await engine.start(id, 'Nour Exemple')
  const kept = async (): Promise<readonly Kept[]> =>
    (
      await pool.query<Kept>(
        'select r.*, a.talk_ms from answerer r join attempt a on a.id = r.attempt_id',
      )
    ).rows
  await eventually(`${wanted} verdicts`, async () => (await kept()).length >= wanted)
  await engine.stop(id, 'Nour Exemple')
  await eventually('nothing is up', async () => (await world.store.counters(id)).armedNow === 0)
  const rows = await kept()
  for (const { verdict, features, voice_track, at_ms, talk_ms } of rows) {
    assert.equal(judge(features, amdSettingsFor('fr')).verdict, verdict, JSON.stringify(features))
    const frames = readVoiceTrack(voice_track).reduce((sum, run) => sum + run.frames, 0)
    assert.equal(frames, Math.min(at_ms / 20, voiceTrackFramesMax), voice_track)
    // Sound that comes in a heap is heard up to a second ahead of its time.
    assert.ok(at_ms <= talk_ms + 1000, `${at_ms} of ${talk_ms}`)
  }
  const counted = await judgedVerdicts(world.database, id)
  assert.equal(
    counted.reduce((sum, { calls }) => sum + calls, 0),
    rows.length,
  )
})
