import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legNumber, toneClip } from '../../../test/support/mediaEngines.ts'
import { silentMedia } from '../../../test/support/silentMedia.ts'
import { steadyNow } from '../../base/clock.ts'
import { trunkProfileSchema } from '../../call/trunkProfile.ts'
import type { MediaEvent } from '../mediaEngine.ts'
import { openTrunkMedia } from '../trunkMedia.ts'
import { INSTANCES_AT_MOST, openRtpengineMedia } from './rtpengineMedia.ts'
import { spreadMedia } from './spreadMedia.ts'

const open = { address: '127.0.0.1', ports: 'perCall' } as const
const tone = toneClip('tone', { ms: 20, fromHz: 500 })

test('a leg lives in the engine its trunk names, until it has closed', async () => {
  const [embedded, rtpengine] = [silentMedia(steadyNow), silentMedia(steadyNow)]
  const both = spreadMedia({ embedded, rtpengine })
  const events: MediaEvent[] = []
  both.onEvent((event) => events.push(event))
  await both.loadClip(tone)
  await both.openLeg({ ...open, leg: legNumber(1) })
  await both.openLeg({ ...open, leg: legNumber(2), engine: 'rtpengine' })
  await both.openLeg({ ...open, leg: legNumber(3), engine: 'embedded' })
  for (const leg of [1, 2, 3]) both.play(legNumber(leg), tone.id)
  both.pressKey(legNumber(2), '9')
  both.closeLeg(legNumber(2))
  assert.deepEqual(rtpengine.asked, ['load tone', 'open 2', 'play 2 tone', 'press 2 9', 'close 2'])
  assert.deepEqual(embedded.asked, ['load tone', 'open 1', 'open 3', 'play 1 tone', 'play 3 tone'])
  await new Promise(setImmediate)
  assert.deepEqual(
    events.map(({ is, leg }) => `${is} ${leg}`),
    ['closed 2'],
  )
  both.play(legNumber(2), tone.id)
  assert.equal(rtpengine.asked.length, 5, 'a leg that is gone is asked nothing')
  await assert.rejects(
    both.bridge?.(legNumber(1), legNumber(3)) ?? Promise.resolve(),
    /where rtpengine carries both/,
  )
  await both.close()
  assert.deepEqual([embedded.asked.at(-1), rtpengine.asked.at(-1)], ['closed', 'closed'])
})

test('an engine that opens no leg keeps none', async () => {
  const [embedded, rtpengine] = [silentMedia(steadyNow), silentMedia(steadyNow, 0)]
  const both = spreadMedia({ embedded, rtpengine })
  await assert.rejects(both.openLeg({ ...open, leg: legNumber(1), engine: 'rtpengine' }), /no port/)
  both.play(legNumber(1), tone.id)
  assert.deepEqual([...embedded.asked, ...rtpengine.asked], [])
})

test('health of two engines: packets of both, the lateness of the worse', async () => {
  const engines = [1, 2].map((lateMs) => ({
    ...silentMedia(steadyNow),
    health: async () => ({
      packets: 10,
      lateMs: { p50: lateMs, p99: 4 - lateMs, max: 9 },
      ...(lateMs === 1 ? { recentLateMs: { p50: 1, p99: 2, max: 3 } } : {}),
      sendShortfalls: 1,
      backend: 'native' as const,
    }),
  }))
  const [embedded, rtpengine] = engines
  assert.ok(embedded && rtpengine)
  assert.deepEqual(await spreadMedia({ embedded, rtpengine }).health(), {
    packets: 20,
    lateMs: { p50: 2, p99: 3, max: 9 },
    recentLateMs: { p50: 1, p99: 2, max: 3 },
    sendShortfalls: 2,
    backend: 'native',
  })
})

test('a trunk that wants rtpengine where none is named is refused before anything is opened', async () => {
  const profile = trunkProfileSchema.parse({ media: { engine: 'rtpengine' } })
  await assert.rejects(
    openTrunkMedia([{ profile }], { media: 'native' }, () => undefined),
    /set PORTEVOIX_RTPENGINE=host:port/,
  )
})

test('one to as many instances as the limit may be named', async () => {
  const instance = { host: '127.0.0.1', port: 9, weight: 1 }
  for (const count of [0, INSTANCES_AT_MOST + 1]) {
    const instances = Array.from({ length: count }, () => instance)
    await assert.rejects(openRtpengineMedia({ instances }), /Name 1 to 64 rtpengine instances/)
  }
})
