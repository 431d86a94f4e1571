/** `portevoix trunk test`: what a trunk lacks, in plain words, seen over real SIP and RTP on loopback. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { replyTo } from '../../src/sip/message.ts'
import { openEndpoint } from '../../src/telephony/endpoint.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { only } from '../../src/telephony/practice/population.ts'
import { aDataFolder } from '../support/dataFolder.ts'
import { portevoix } from '../support/portevoix.ts'

/** A carrier that answers every INVITE like this. */
async function refusingCarrier(t: TestContext, status: number): Promise<number> {
  const endpoint = await openEndpoint({
    ...{ address: '127.0.0.1', port: 0, allow: ['INVITE', 'ACK', 'OPTIONS'] },
    onRequest: (request, transaction) =>
      transaction.respond(replyTo(request, status, { toTag: endpoint.newToken() })),
  })
  t.after(() => endpoint.close())
  return endpoint.port
}

function commands(t: TestContext) {
  const dataFolder = aDataFolder(t)
  const run = (...args: readonly string[]) =>
    portevoix([...args, '--json'], { PORTEVOIX_DATA: dataFolder })
  const add = (name: string, port: number, ...more: readonly string[]) =>
    run(
      ...['trunk', 'add', name, '--kind', 'practice', '--host', '127.0.0.1'],
      ...['--port', String(port), '--calls-per-second', '1', '--concurrent-calls', '1'],
      ...['--caller-id', '+33163001234', ...more],
    )
  return { run, add, file: path.join(path.dirname(dataFolder), 'profile.json') }
}

test('trunk test: a trunk that works says so, with what passed each way', async (t) => {
  const carrier = await startPracticeCarrier({ seed: 1, mix: only('pressesNothing') })
  t.after(() => carrier.close())
  const { run, add } = commands(t)
  await add('operator', carrier.port)
  const tested = await run('trunk', 'test', 'operator')
  assert.equal(tested.exitCode, 0, tested.stderr)
  const { diagnosis, call } = tested.json() as {
    diagnosis: { code: string }
    call: { rtp: { sent: number; received: number } }
  }
  assert.equal(diagnosis.code, 'works')
  assert.ok(call.rtp.sent > 25 && call.rtp.received > 25, JSON.stringify(call))
})

test('trunk test: what is wrong is said in the words of whoever must act, and the exit code tells', async (t) => {
  const cases = [
    { status: 403, code: 'callerIdRefused', fr: /interdit cet appel/ },
    { status: 404, code: 'unknownNumber', fr: /n’existe pas/ },
    { status: 488, code: 'codec', fr: /coder le son/ },
  ]
  const { run, add } = commands(t)
  for (const { status, code, fr } of cases) {
    await add(`answers${status}`, await refusingCarrier(t, status))
    const tested = await run('trunk', 'test', `answers${status}`)
    assert.notEqual(tested.exitCode, 0, `SIP ${status}`)
    const { diagnosis } = tested.json() as { diagnosis: { code: string; say: { fr: string } } }
    assert.equal(diagnosis.code, code)
    assert.match(diagnosis.say.fr, fr)
  }
})

test('trunk add --profile: a wrong row is named in one sentence, and nothing is stored', async (t) => {
  const { run, add, file } = commands(t)
  const profiles: readonly (readonly [text: string, wrong: RegExp])[] = [
    ['{"network":{"transport":"pigeon"}}', /network\.transport/],
    ['{"numbers":{"prefix":"nine"}}', /numbers\.prefix/],
    ['{"surprise":1}', /surprise/],
    ['not JSON', /is not JSON/],
  ]
  for (const [text, wrong] of profiles) {
    writeFileSync(file, text)
    const added = await add('operator', 5060, '--profile', file)
    assert.notEqual(added.exitCode, 0)
    assert.match(added.stderr, wrong)
  }
  assert.deepEqual((await run('trunk', 'list')).json(), [])
})

test('trunk add --profile: how the carrier wants numbers reaches the INVITE', async (t) => {
  let uri = ''
  const endpoint = await openEndpoint({
    ...{ address: '127.0.0.1', port: 0, allow: ['INVITE', 'ACK', 'OPTIONS'] },
    onRequest: (request, transaction) => {
      if (request.method === 'INVITE') uri = request.uri
      transaction.respond(replyTo(request, 486, { toTag: endpoint.newToken() }))
    },
  })
  t.after(() => endpoint.close())
  const { run, add, file } = commands(t)
  writeFileSync(file, JSON.stringify({ numbers: { called: 'national', prefix: '9' } }))
  const added = await add('operator', endpoint.port, '--profile', file, '--route', 'paris')
  assert.equal(added.exitCode, 0, added.stderr)
  const tested = await run('trunk', 'test', 'operator', '--phone', '+33639981234')
  assert.equal((tested.json()['diagnosis'] as { code: string }).code, 'busy', tested.stderr)
  assert.match(uri, /^sip:90639981234@127\.0\.0\.1/)
})
