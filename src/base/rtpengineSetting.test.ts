import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRtpengineSetting } from './rtpengineSetting.ts'

for (const [text, setting] of [
  ['127.0.0.1:2223', { instances: [{ host: '127.0.0.1', port: 2223, weight: 1 }] }],
  [
    'media-1.example:2223*3, [::1]:2224,files=/srv/clips',
    {
      instances: [
        { host: 'media-1.example', port: 2223, weight: 3 },
        { host: '::1', port: 2224, weight: 1 },
      ],
      folder: '/srv/clips',
    },
  ],
] as const) {
  test(`PORTEVOIX_RTPENGINE: ${text} is understood`, () => {
    assert.deepEqual(readRtpengineSetting(text), setting)
  })
}

for (const [text, sentence] of [
  ['', /"" is not host:port/],
  ['127.0.0.1', /"127.0.0.1" is not host:port/],
  ['127.0.0.1:0', /not host:port/],
  ['127.0.0.1:65536', /not host:port/],
  ['127.0.0.1:2223*0', /not host:port/],
  ['127.0.0.1:2223*1001', /not host:port/],
  ['files=/srv/clips', /names no host:port/],
  ['files=clips,127.0.0.1:2223', /"files=clips" is not/],
] as const) {
  test(`PORTEVOIX_RTPENGINE: ${JSON.stringify(text)} is refused`, () => {
    const read = readRtpengineSetting(text)
    assert.match(typeof read === 'string' ? read : 'taken', sentence)
  })
}
