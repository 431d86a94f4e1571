/** What is true of rtpengine as a media engine beside the common contract: several instances, SRTP, joined calls. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anEngine,
  anyEngine,
  legNumber,
  mediaBackends,
  mediaEngines,
  remote,
  toneClip,
  until,
} from '../support/mediaEngines.ts'

const firstPort = 17_600
const [, , options] = mediaEngines(firstPort)
const farEnd = mediaBackends(firstPort)[0]
const sweep = toneClip('sweep', { ms: 1000, fromHz: 400, toHz: 2000 })
const key = (byte: number) => new Uint8Array(30).fill(byte)

test('rtpengine: RFC 4568: with the keys of both SDPs each end hears the other, encrypted on the way', async (t) => {
  const ours = await anyEngine(t, options, [sweep])
  const theirs = await anEngine(t, farEnd, [sweep])
  const [ourPort, theirPort] = [await ours.open(1), await theirs.open(1, { hear: true })]
  const suite = 'AES_CM_128_HMAC_SHA1_80'
  ours.engine.setRemote(
    legNumber(1),
    remote(theirPort, { srtp: { suite, ourKey: key(1), theirKey: key(2) } }),
  )
  theirs.engine.setRemote(
    legNumber(1),
    remote(ourPort, { srtp: { suite, ourKey: key(2), theirKey: key(1) } }),
  )
  ours.engine.play(legNumber(1), sweep.id)
  theirs.engine.pressKey(legNumber(1), '9')
  await until(() => ours.keysOf(1) === '9', 'the key')
  const heard = await theirs.expect('heard', 1)
  assert.deepEqual([heard.fromMs, heard.toMs], [0, 1000])
})
