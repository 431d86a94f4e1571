import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerAudio, type LocalAudio, offerAudio, readAnswer } from './offerAnswer.ts'
import { parseSdp, sdpLinesMax, sdpMediaMax } from './sdp.ts'

const local: LocalAudio = { address: '127.0.0.1', port: 15_000, sessionId: '77', version: 3 }

const sdp = (...lines: readonly string[]): string =>
  ['v=0', 'o=them 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0', ...lines, ''].join(
    '\r\n',
  )

test('RFC 3264 §5: our offer is one audio line: PCMA, PCMU, keys 0-15, 20 ms, both ways', () => {
  assert.equal(
    offerAudio(local),
    [
      'v=0',
      'o=portevoix 77 3 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=audio 15000 RTP/AVP 8 0 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      'a=ptime:20',
      'a=sendrecv',
      '',
    ].join('\r\n'),
  )
})

const events = (payloadType: number): string => `a=rtpmap:${payloadType} telephone-event/8000`
const noCodec = 'no codec in common (PCMA, PCMU)'

// biome-ignore format: one row an answer, read as a table
const answers: readonly (readonly [why: string, lines: string[], expected: string])[] = [
  ['the first of ours that it lists', ['m=audio 9000 RTP/AVP 8 0'], 'pcma/8 192.0.2.1:9000 both'],
  ['µ-law', ['m=audio 9000 RTP/AVP 0 8 101', events(101)], 'pcmu/0 192.0.2.1:9000 both keys 101/101'],
  ['keys renumbered', ['m=audio 9000 RTP/AVP 8 96', events(96)], 'pcma/8 192.0.2.1:9000 both keys 101/96'],
  ['G.711 under a dynamic number', ['m=audio 9000 RTP/AVP 97', 'a=rtpmap:97 pcma/8000/1'], 'pcma/97 192.0.2.1:9000 both'],
  ['its own address in the media', ['m=audio 9000 RTP/AVP 8', 'c=IN IP4 192.0.2.7/127'], 'pcma/8 192.0.2.7:9000 both'],
  ['an IPv6 address', ['m=audio 9000 RTP/AVP 8', 'c=IN IP6 2001:db8::1'], 'pcma/8 2001:db8::1:9000 both'],
  ['it only sends', ['m=audio 9000 RTP/AVP 8', 'a=sendonly'], 'pcma/8 192.0.2.1:9000 they'],
  ['it only receives', ['m=audio 9000 RTP/AVP 8', 'a=recvonly'], 'pcma/8 192.0.2.1:9000 we'],
  ['nobody sends', ['m=audio 9000 RTP/AVP 8', 'a=inactive'], 'pcma/8 192.0.2.1:9000 none'],
  ['direction of the session', ['a=recvonly', 'm=audio 9000 RTP/AVP 8'], 'pcma/8 192.0.2.1:9000 we'],
  ['RFC 2543 hold', ['m=audio 9000 RTP/AVP 8', 'c=IN IP4 0.0.0.0'], 'pcma/8 0.0.0.0:9000 none'],
  ['refused', ['m=audio 0 RTP/AVP 8'], 'refused: the far end refused the audio'],
  ['no codec of ours', ['m=audio 9000 RTP/AVP 18', 'a=rtpmap:18 G729/8000'], `refused: ${noCodec}`],
  ['encrypted', ['m=audio 9000 RTP/SAVP 8'], 'refused: no RTP/SAVP here, only RTP/AVP'],
  ['a picture', ['m=image 9000 udptl t38'], 'refused: the far end wants image, not audio'],
  ['no media', [], 'refused: the SDP answer cannot be read'],
]

test('RFC 3264 §6: what each answer makes us do', () => {
  for (const [why, lines, expected] of answers) {
    const reading = readAnswer(sdp(...lines))
    assert.equal(say(reading), expected, why)
  }
})

function say(reading: ReturnType<typeof readAnswer>): string {
  if (reading.is === 'refused') return `refused: ${reading.why}`
  const { codec, payloadType, address, port, weSend, theySend, eventsIn, eventsOut } = reading.audio
  const direction = weSend ? (theySend ? 'both' : 'we') : theySend ? 'they' : 'none'
  const keys = eventsIn === undefined ? '' : ` keys ${eventsIn}/${eventsOut}`
  return `${codec}/${payloadType} ${address}:${port} ${direction}${keys}`
}

for (const [offered, answered] of [
  ['sendrecv', 'sendrecv'],
  ['sendonly', 'recvonly'],
  ['recvonly', 'sendonly'],
  ['inactive', 'inactive'],
] as const) {
  test(`RFC 3264 §6.1: to an offer that is ${offered} we answer ${answered}`, () => {
    const answering = answerAudio(sdp('m=audio 9000 RTP/AVP 0', `a=${offered}`), local)
    assert.equal(answering.is, 'agreed')
    if (answering.is !== 'agreed') return
    assert.ok(answering.sdp.includes(`\r\na=${answered}\r\n`), answering.sdp)
    assert.ok(answering.sdp.includes('m=audio 15000 RTP/AVP 0\r\n'), answering.sdp)
  })
}

test('RFC 3264 §6: every line of the offer has one in the answer, refused by port 0', () => {
  const offer = sdp(
    'm=video 9002 RTP/AVP 31',
    'm=audio 9000 RTP/AVP 18 8 96',
    'a=rtpmap:96 telephone-event/8000',
    'm=audio 9004 RTP/AVP 8',
  )
  const answering = answerAudio(offer, local)
  assert.equal(answering.is, 'agreed')
  if (answering.is !== 'agreed') return
  const media = answering.sdp.split('\r\n').filter((line) => line.startsWith('m='))
  assert.deepEqual(media, [
    'm=video 0 RTP/AVP 31',
    'm=audio 15000 RTP/AVP 8 96',
    'm=audio 0 RTP/AVP 8',
  ])
  assert.deepEqual([answering.audio.eventsIn, answering.audio.eventsOut], [96, 96])
})

test('RFC 3264 §6: an offer without anything usable is refused with the reason', () => {
  const why = (...lines: readonly string[]): string => {
    const answering = answerAudio(sdp(...lines), local)
    return answering.is === 'refused' ? answering.why : 'agreed'
  }
  assert.equal(why('m=video 9002 RTP/AVP 31'), 'the far end wants video, not audio')
  assert.equal(
    why('m=video 1 RTP/AVP 31', 'm=audio 9 RTP/AVP 3'),
    'no codec in common (PCMA, PCMU)',
  )
  assert.equal(why(), 'the SDP offer has no media')
})

test(`SDP: ${sdpLinesMax} lines and ${sdpMediaMax} media are read, one more is not`, () => {
  const reads = (lines: readonly string[]): boolean => parseSdp(sdp(...lines)) !== undefined
  for (const [count, expected] of [
    [sdpLinesMax - 1, true],
    [sdpLinesMax, true],
    [sdpLinesMax + 1, false],
  ] as const) {
    assert.equal(reads(Array(count - 5).fill('a=x')), expected, `${count} lines`)
  }
  for (const [count, expected] of [
    [sdpMediaMax - 1, true],
    [sdpMediaMax, true],
    [sdpMediaMax + 1, false],
  ] as const) {
    assert.equal(reads(Array(count).fill('m=audio 9 RTP/AVP 8')), expected, `${count} media`)
  }
})

test('property: any text is an answer we can or cannot use, never an exception', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('m=audio 9000 RTP/AVP 8', 'c=IN IP4 ', 'a=rtpmap:', 'm=audio 70000 RTP/AVP 8'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      assert.ok(['agreed', 'refused'].includes(readAnswer(sdp(...lines)).is))
      assert.ok(['agreed', 'refused'].includes(answerAudio(lines.join('\r\n'), local).is))
    }),
    { numRuns: 300 },
  )
})
