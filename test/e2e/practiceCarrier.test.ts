import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Failure } from '../../src/base/failure.ts'
import { offerAudio } from '../../src/sdp/offerAnswer.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { headerOf, type SipRequest, type SipResponse } from '../../src/sip/message.ts'
import { openEndpoint } from '../../src/telephony/endpoint.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { only } from '../../src/telephony/practice/population.ts'

const offer = offerAudio({ address: '127.0.0.1', port: 18_000, sessionId: '1', version: 1 })

/** A carrier of people who all behave alike, and a bare SIP endpoint beside it. */
async function withCarrier(
  options: Partial<Parameters<typeof startPracticeCarrier>[0]>,
  run: (world: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const world = await open(options)
  try {
    await run(world)
  } finally {
    await world.endpoint.close()
    await world.carrier.close()
  }
}

async function open(options: Partial<Parameters<typeof startPracticeCarrier>[0]>) {
  const carrier = await startPracticeCarrier({ seed: 1, mix: only('ringsOut'), ...options })
  const endpoint = await openEndpoint({
    address: '127.0.0.1',
    port: 0,
    allow: ['BYE'],
    onRequest: () => undefined,
  })
  const request = (method: string, number: string, body = offer): SipRequest => ({
    is: 'request',
    method,
    uri: `sip:${number}@${carrier.host}:${carrier.port}`,
    vias: [],
    from: nameAddr(`sip:+33163001234@127.0.0.1`, endpoint.newToken()),
    to: nameAddr(`sip:${number}@127.0.0.1`),
    callId: endpoint.newToken(),
    cseq: { number: 1, method },
    contacts: [nameAddr(`sip:127.0.0.1:${endpoint.port}`)],
    recordRoutes: [],
    routes: [],
    maxForwards: undefined,
    headers: body ? [{ name: 'content-type', value: 'application/sdp' }] : [],
    body,
  })
  /** The first reply that is final, or above `until`. */
  const send = (message: SipRequest, until = 200): Promise<SipResponse> =>
    new Promise((resolve, reject) => {
      endpoint.sendRequest(message, {
        onResponse: (reply) => {
          if (reply.status >= until) resolve(reply)
        },
        onTimeout: () => reject(new Error('no reply')),
        onTransportError: reject,
      })
    })
  return { carrier, endpoint, request, send }
}

test('practice carrier: a number outside the fiction ranges gets 403 and is recorded', async () => {
  await withCarrier({}, async ({ carrier, request, send }) => {
    for (const number of ['+33612345678', '+33199000', 'alice', '+33639', '']) {
      assert.equal((await send(request('INVITE', number || 'x'))).status, 403, number)
    }
    const records = await carrier.records()
    assert.deepEqual(
      records.map(({ sipStatus, behaviour, answered }) => [sipStatus, behaviour, answered]),
      Array.from({ length: 5 }, () => [403, undefined, false]),
    )
  })
})

test('practice carrier: beyond concurrentCalls comes 503 with Retry-After, not below it', async () => {
  const limits = { callsPerSecond: 100, concurrentCalls: 2, retryAfterSeconds: 7 }
  await withCarrier({ limits }, async ({ request, send }) => {
    assert.equal((await send(request('INVITE', '+33199000001'), 180)).status, 180)
    assert.equal((await send(request('INVITE', '+33199000002'), 180)).status, 180)
    const refused = await send(request('INVITE', '+33199000003'), 180)
    assert.equal(refused.status, 503)
    assert.equal(headerOf(refused, 'retry-after'), '7')
  })
})

test('practice carrier: an INVITE without a usable offer gets 488', async () => {
  await withCarrier({}, async ({ request, send }) => {
    const video = offer.replace('m=audio', 'm=video')
    for (const body of ['', video, offer.replaceAll(/ 8 0 101/g, ' 18')]) {
      assert.equal((await send(request('INVITE', '+33199000001', body))).status, 488)
    }
  })
})

test('practice carrier: OPTIONS is answered, a BYE of no call gets 481', async () => {
  await withCarrier({}, async ({ request, send }) => {
    const options = await send(request('OPTIONS', '+33199000001', ''))
    assert.equal(options.status, 200)
    assert.match(headerOf(options, 'allow') ?? '', /INVITE/)
    const bye = request('BYE', '+33199000001', '')
    const to = nameAddr('sip:+33199000001@127.0.0.1', 'nobody')
    assert.equal((await send({ ...bye, to })).status, 481)
  })
})

test('practice carrier: one who never replies is rung once, however often the INVITE is repeated', async () => {
  await withCarrier({ mix: only('noReply') }, async ({ carrier, request, send }) => {
    const sent = send(request('INVITE', '+33199000001'), 100)
    // Timer A (RFC 3261 §17.1.1.2): again after 0.5 s and 1.5 s.
    const first = await Promise.race([sent, wait(1700)])
    assert.equal(first, undefined)
    const records = await carrier.records()
    assert.equal(records.length, 1)
    assert.equal(records[0]?.inviteRetransmissions, 2)
    assert.equal(records[0]?.sipStatus, undefined)
    sent.catch(() => undefined)
  })
})

test('practice carrier: the records file has one line as a call begins and one as it ends', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-practice-'))
  const recordsFile = path.join(folder, 'records.jsonl')
  try {
    await withCarrier({ mix: only('busy'), recordsFile }, async ({ request, send }) => {
      assert.equal((await send(request('INVITE', '+33199000001'))).status, 486)
      assert.equal((await send(request('INVITE', '+33199000001'))).status, 486)
      assert.equal((await send(request('INVITE', '+33612345678'))).status, 403)
    })
    const lines = readFileSync(recordsFile, 'utf8').trim().split('\n')
    const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(
      read.map(({ is, number, attemptIndex, sipStatus }) => [is, number, attemptIndex, sipStatus]),
      [
        ['began', '+33199000001', 0, undefined],
        ['ended', '+33199000001', 0, 486],
        ['began', '+33199000001', 1, undefined],
        ['ended', '+33199000001', 1, 486],
        ['ended', '+336••••••78', 0, 403],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('practice carrier: refuses an address others can reach, and a port that is taken', async () => {
  const start = (address: string, port: number) =>
    startPracticeCarrier({ seed: 1, mix: only('busy'), address, port })
  await assert.rejects(start('192.0.2.1', 0), (error) => {
    assert.ok(error instanceof Failure)
    assert.equal(error.code, 'refused')
    return true
  })
  await withCarrier({}, async ({ carrier }) => {
    await assert.rejects(start('127.0.0.1', carrier.port), (error) => {
      assert.ok(error instanceof Failure)
      assert.equal(error.code, 'system')
      return true
    })
  })
})
