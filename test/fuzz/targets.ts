/**
 * Every reader of bytes from the network, as a function of hostile input that throws when one of its
 * promises is broken: it never throws by itself, what it read it can write and read again, what it
 * answers is well formed, and every number it hands on lies where the next one expects it.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { srtpSuites } from '../../src/base/srtpSuites.ts'
import { monoMs, ms } from '../../src/base/units.ts'
import { parsePhoneNumber } from '../../src/contacts/phoneNumber.ts'
import { noKeyYet, stepKeys } from '../../src/rtp/keyReceiver.ts'
import { blankRtpHeader, looksLikeRtcp, readRtp } from '../../src/rtp/packet.ts'
import {
  blankReceiver,
  jitterMs,
  lostInAll,
  receivedInAll,
  receiveEvent,
  receiveSound,
} from '../../src/rtp/receiver.ts'
import { readRtcp } from '../../src/rtp/rtcp.ts'
import { openRtcp, openRtp, STREAMS_AT_MOST, srtpReceiver } from '../../src/rtp/srtp.ts'
import { readTelephoneEvent, TELEPHONE_EVENT_BYTES } from '../../src/rtp/telephoneEvent.ts'
import {
  type AgreedAudio,
  answerAudio,
  type LocalAudio,
  readAnswer,
} from '../../src/sdp/offerAnswer.ts'
import { parseSdp, sdpLinesMax, sdpMediaMax } from '../../src/sdp/sdp.ts'
import {
  dialogKeyOf,
  dialogOfCallee,
  dialogOfCaller,
  nextHop,
  requestIn,
} from '../../src/sip/dialog.ts'
import { authorize, challengesOf, nextNoncesOf } from '../../src/sip/digest.ts'
import { formatMessage, rejectionOf } from '../../src/sip/format.ts'
import { type Framing, startFraming, stepFraming } from '../../src/sip/framing.ts'
import { nameAddr, parseNameAddr } from '../../src/sip/header.ts'
import { inspect } from '../../src/sip/inspection.ts'
import { replyTo, type SipMessage, sdpOf, valuesOf } from '../../src/sip/message.ts'
import { type Malformed, parseMessage } from '../../src/sip/parse.ts'
import { grantedS, minExpiresOf } from '../../src/sip/registrationReply.ts'
import { rackOf, rseqOf } from '../../src/sip/reliableProvisional.ts'
import { retryAfterOf } from '../../src/sip/retryAfter.ts'
import { judgeRefresh, termsOf, wishAfter } from '../../src/sip/sessionHeaders.ts'
import { trimBlank } from '../../src/sip/text.ts'
import { clientKeyOf, serverKeyOf } from '../../src/sip/transaction/matching.ts'
import { bareNumber, escapeUser, parseUri } from '../../src/sip/uri.ts'
import { decodeBencode, encodeBencode } from '../../src/telephony/rtpengine/bencode.ts'
import { outcomeOfSip } from '../../src/telephony/sipOutcome.ts'
import { aReply, aRequest } from '../support/sipMessages.ts'

const lenient = new TextDecoder()
const allow = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE']

export function sip(bytes: Uint8Array): void {
  const parsed = parseMessage(bytes)
  if (parsed.is === 'malformed') checkRejection(parsed)
  if (parsed.is !== 'message') return
  const { message } = parsed
  assert.deepEqual(readAgain(message), message, 'written and read again')
  sdpOf(message)
  if (message.is === 'response') checkResponse(message)
  else checkRequest(message)
}

function readAgain(message: SipMessage): SipMessage {
  const parsed = parseMessage(Buffer.from(formatMessage(message)))
  assert.ok(parsed.is === 'message', parsed.is === 'malformed' ? parsed.why : parsed.is)
  return parsed.message
}

/** The refusal has the lines it should have and not one more: nothing of theirs became a header. */
function checkRejection(malformed: Malformed): void {
  const text = rejectionOf(malformed, 'ours')
  if (text === undefined) return
  const echoes = /^(?:Via|From|To|Call-ID|CSeq): [^\r\n]*$/
  const lines = text.split('\r\n')
  assert.match(lines[0] ?? '', /^SIP\/2\.0 [45]\d\d [\w .,-]+$/)
  assert.deepEqual(lines.slice(-3), ['Content-Length: 0', '', ''])
  for (const line of lines.slice(1, -3)) assert.match(line, echoes)
}

function checkRequest(request: Extract<SipMessage, { is: 'request' }>): void {
  serverKeyOf(request)
  dialogKeyOf(request)
  checkHop(nextHop(request))
  const refusal = inspect(request, allow)
  const reply = replyTo(request, refusal?.status ?? 200, { ...refusal?.options, toTag: 'ours' })
  readAgain(reply)
  const judged = judgeRefresh(request, { expiresS: 1800, minS: 90 })
  readAgain({ ...reply, headers: judged.headers })
  const dialog = dialogOfCallee(request, reply)
  if (!dialog || request.method === 'ACK' || request.method === 'CANCEL') return
  readAgainWithVia(requestIn(dialog, 'BYE')[1])
}

function checkResponse(response: Extract<SipMessage, { is: 'response' }>): void {
  clientKeyOf(response)
  const { status } = response
  outcomeOfSip({ status, reasons: valuesOf(response, 'reason'), rang: true })
  checkSeconds((retryAfterOf(response) ?? 0) / 1000)
  checkSeconds((termsOf(response)?.intervalMs ?? 0) / 1000)
  checkSeconds(wishAfter({ expiresS: 1800, minS: 90 }, response)?.minS ?? 0)
  checkSeconds(grantedS(response, aRequest('REGISTER')) ?? 0)
  checkSeconds(minExpiresOf(response) ?? 0)
  for (const { answerIn } of nextNoncesOf(response)) assert.equal(typeof answerIn, 'string')
  const rseq = rseqOf(response)
  if (rseq !== undefined) readAgain({ ...aRequest('PRACK'), headers: [rackOf(rseq, response)] })
  const dialog = dialogOfCaller(aRequest('INVITE'), response)
  const [, bye] = requestIn(dialog, 'BYE', { contact: nameAddr('sip:a@127.0.0.1') })
  checkHop(nextHop(bye))
  readAgainWithVia(bye)
}

/** Nobody can make us wait longer than a week. */
function checkSeconds(seconds: number): void {
  assert.ok(seconds >= 0 && seconds <= 604_800, `${seconds} s`)
}

/** Written as the endpoint would: with its Via. Headers in a Request-URI are refused when read. */
function readAgainWithVia(request: Extract<SipMessage, { is: 'request' }>): void {
  const text = formatMessage({ ...request, vias: aRequest('BYE').vias, maxForwards: 70 })
  const parsed = parseMessage(Buffer.from(text))
  assert.ok(parsed.is === 'message', parsed.is === 'malformed' ? parsed.why : parsed.is)
}

function checkHop(hop: { host: string; port: number } | undefined): void {
  if (!hop) return
  assert.ok(hop.port >= 1 && hop.port <= 65_535, `port ${hop.port}`)
  assert.match(hop.host, /^(?:\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9.\-_]*)$/)
}

/** Cut anywhere, a stream gives the same messages. */
export function stream(input: Uint8Array): void {
  const bytes = new Uint8Array(input)
  const whole = framesOf(bytes, bytes.length)
  // In a hundred reads at most: each joins what came before.
  const step = Math.max(1 + (bytes[0] ?? 0), Math.ceil(bytes.length / 100))
  assert.deepEqual(framesOf(bytes, step), whole, `in reads of ${step} bytes`)
  for (const frame of whole) if (frame.is === 'message') parseMessage(frame.bytes)
}

function framesOf(bytes: Uint8Array, readBytes: number) {
  let state: Framing = startFraming
  const frames = []
  for (let at = 0; at < bytes.length; at += readBytes) {
    const [next, found] = stepFraming(state, bytes.subarray(at, at + readBytes))
    state = next
    frames.push(...found)
  }
  return frames
}

const ourKeys = srtpSuites.map((suite, index) => {
  return { tag: index + 1, suite, key: new Uint8Array(30).fill(index) }
})
const local = { address: '127.0.0.1', port: 4000, sessionId: '1', version: 1 }

export function sdp(bytes: Uint8Array): void {
  const text = lenient.decode(bytes)
  const parsed = parseSdp(text)
  assert.ok(!parsed || parsed.media.length <= sdpMediaMax)
  const answer = readAnswer(text)
  if (answer.is === 'agreed') checkAudio(answer.audio)
  checkAnswer(text, local)
  checkAnswer(text, { ...local, crypto: ourKeys })
  const secure = readAnswer(text, { crypto: ourKeys })
  if (secure.is === 'agreed') assert.equal(secure.audio.srtp?.theirKey.length, 30)
}

function checkAnswer(text: string, ours: LocalAudio): void {
  const parsed = parseSdp(text)
  const answering = answerAudio(text, ours)
  if (answering.is !== 'agreed') return
  assert.equal(answering.audio.srtp !== undefined, ours.crypto !== undefined)
  checkAudio(answering.audio)
  // RFC 3264 §6: as many media lines as the offer.
  assert.equal(parseSdp(answering.sdp)?.media.length, parsed?.media.length)
  assert.ok(answering.sdp.split('\r\n').length <= sdpLinesMax)
}

function checkAudio(audio: AgreedAudio): void {
  assert.ok(audio.port >= 1 && audio.port <= 65_535, `port ${audio.port}`)
  for (const type of [audio.payloadType, audio.eventsIn ?? 0, audio.eventsOut ?? 0]) {
    assert.ok(Number.isInteger(type) && type >= 0 && type <= 127, `payload type ${type}`)
  }
  // A name would be looked up in the DNS for each packet that is sent.
  assert.match(audio.address, /^(?:\d+\.\d+\.\d+\.\d+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)$/)
}

/** Packets one after another, each two bytes of length and its bytes, as one source would send them. */
export function rtp(bytes: Uint8Array): void {
  const header = blankRtpHeader()
  const receiver = blankReceiver()
  let at = 0
  for (const [start, end] of packetsIn(bytes)) {
    at += 20
    const packet = { bytes, start, end }
    looksLikeRtcp(packet)
    if (!readRtp(packet, header)) continue
    assert.ok(header.payloadStart >= start + 12, 'the payload begins after the header')
    assert.ok(
      header.payloadEnd <= end && header.payloadStart <= header.payloadEnd,
      'and ends inside',
    )
    if (header.payloadType < 64) receiveSound(receiver, header, monoMs(at))
    else receiveEvent(receiver, header)
    readTelephoneEvent({ bytes, start: header.payloadStart, end: header.payloadEnd })
  }
  for (const count of [receivedInAll(receiver), lostInAll(receiver), jitterMs(receiver)]) {
    assert.ok(Number.isFinite(count) && count >= 0, `a count of ${count}`)
  }
}

export function rtcp(bytes: Uint8Array): void {
  const parts = readRtcp({ bytes, start: 0, end: bytes.length })
  assert.ok(parts.length <= bytes.length / 4)
  for (const part of parts) {
    for (const value of Object.values(part)) {
      if (typeof value === 'number') assert.ok(value >= 0 && value < 2 ** 32, `${part.is} ${value}`)
    }
  }
}

/** Reports of keys, each eight bytes: a timestamp and the four bytes of RFC 4733 §2.3. */
export function dtmf(bytes: Uint8Array): void {
  let receiver = noKeyYet
  let now = monoMs(0)
  let told = 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let reports = 0
  for (let at = 0; at + 4 + TELEPHONE_EVENT_BYTES <= bytes.length; at += 8) {
    const event = readTelephoneEvent({ bytes, start: at + 4, end: at + 8 })
    now = monoMs(now + ms(20))
    if (!event) continue
    reports += 1
    const input = { is: 'packet', timestamp: view.getUint32(at), event } as const
    const [next, keys] = stepKeys(receiver, input, now)
    receiver = next
    told += keys.length
    assert.ok(keys.length <= 2)
  }
  const [, last] = stepKeys(receiver, { is: 'wake' }, monoMs(now + 10_000))
  assert.ok(told + last.length <= reports, 'no key without a report of it')
}

const credentials = { user: 'u"\\é', password: 'p' }
const hash = (algorithm: string, text: string) =>
  createHash(algorithm === 'md5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex')

export function challenge(bytes: Uint8Array): void {
  const value = lenient.decode(bytes).replaceAll(/[\r\n]/g, ' ')
  const headers = ['www-authenticate', 'proxy-authenticate'].map((name) => ({ name, value }))
  const request = aRequest('INVITE')
  const challenges = challengesOf(aReply(request, 401, { headers }))
  assert.ok(challenges.length <= 2, 'one a realm and a header')
  for (const found of challenges) {
    const asked = { method: 'INVITE', uri: request.uri, body: '', nonceCount: 1, cnonce: 'c' }
    const answer = authorize(found, credentials, asked, hash)
    // What we wrote is a list of parameters that reads back, whatever realm and nonce are made of.
    const sent = readAgain({ ...request, headers: [answer] })
    assert.deepEqual(sent.headers, [{ ...answer, value: trimBlank(answer.value) }])
  }
}

export function uri(bytes: Uint8Array): void {
  const text = lenient.decode(bytes)
  const parsed = parseUri(text)
  if (parsed && parsed.scheme !== 'other') {
    checkHop({ host: parsed.host, port: parsed.port ?? 5060 })
    bareNumber(parsed.user)
  }
  parseNameAddr(text)
  const escaped = parseUri(`sip:${escapeUser(text)}@127.0.0.1`)
  if (text === '') return
  assert.ok(escaped && escaped.scheme === 'sip', 'an escaped user part is one')
  assert.equal(escaped.user, text)
  assert.equal(escaped.host, '127.0.0.1')
}

export function number(bytes: Uint8Array): void {
  const parsed = parsePhoneNumber(lenient.decode(bytes))
  if (parsed.is === 'number') assert.match(parsed.number, /^\+[1-9]\d{4,14}$/)
}

/** Packets as `rtp` has them; the cipher passes those whose tag is zeros and looks where it is sent. */
export function srtp(bytes: Uint8Array): void {
  const copy = Uint8Array.from(bytes)
  const inside = (at: number, length: number) => {
    assert.ok(length >= 0 && at >= 0 && at + length <= copy.length, `${length} bytes at ${at}`)
  }
  const cipher = {
    salt: new Uint8Array(14),
    counter: new Uint8Array(16),
    digest: new Uint8Array(20),
    crypt: (_from: unknown, at: number, _to: unknown, _at: number, length: number) =>
      inside(at, length),
    sign: (_of: unknown, start: number, end: number) => inside(start, end - start),
    free: () => undefined,
  }
  const receiver = srtpReceiver(cipher, cipher, 10)
  for (const [start, end] of packetsIn(copy)) {
    for (const open of [openRtp, openRtcp]) {
      const opened = open(receiver, { bytes: copy, address: 0 }, start, end)
      assert.ok(
        opened === -1 || (opened >= start && opened < end),
        `${opened} of ${start} to ${end}`,
      )
    }
  }
  assert.ok(receiver.streams.length <= STREAMS_AT_MOST)
}

/** What rtpengine's control protocol brings (on a machine of ours, but it carries the far end's SDP). */
export function bencode(bytes: Uint8Array): void {
  const decoded = decodeBencode(bytes)
  if (decoded.is !== 'value') return
  assert.ok(decoded.end <= bytes.length)
  const again = decodeBencode(encodeBencode(decoded.value))
  assert.ok(again.is === 'value')
  assert.deepEqual(again.value, decoded.value)
}

/** Two bytes of length before each packet, as RFC 4571 frames them. */
function* packetsIn(bytes: Uint8Array): Generator<readonly [number, number]> {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
    const end = Math.min(bytes.length, at + 2 + length)
    yield [at + 2, end]
    at = end
  }
}

export const targets: Readonly<Record<string, (bytes: Uint8Array) => void>> = {
  sip,
  stream,
  sdp,
  rtp,
  rtcp,
  dtmf,
  challenge,
  uri,
  number,
  srtp,
  bencode,
}
