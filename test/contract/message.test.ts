/** The voice message over the API: record, mend, version, approve; as the wrong person, the wrong way. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { ApprovalCallInput } from '../../src/campaign/approvalCall.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import type { PhoneRinger } from '../../src/http/api/approvalCalls.ts'
import { bytesOf } from '../../src/http/api/message/uploads.ts'
import { stepsKeptMax } from '../../src/store/postgres/messageDrafts.ts'
import { aCampaign, practiceTrunk } from '../support/aCampaign.ts'
import { tuesday } from '../support/dialling.ts'
import { type MessageWorld, messageWorld, owner, type Person } from '../support/messageWorld.ts'
import { inSequence, silence, tone, wavOf } from '../support/sounds.ts'

const examples = path.join(import.meta.dirname, '..', '..', 'examples', 'audio')
const base = '/organisations/1/campaigns/c1/message'
const recording = `${base}/recordings/call`

async function withWorld(
  body: (world: MessageWorld, ada: Person) => Promise<void>,
  { campaign = {}, phones }: { campaign?: Partial<Campaign>; phones?: PhoneRinger } = {},
): Promise<void> {
  const world = await messageWorld(phones ? { phones } : {})
  try {
    const isReal = campaign.practiceStart === null
    await world.store.addTrunk(isReal ? { ...practiceTrunk, kind: 'real' } : practiceTrunk)
    await world.store.createCampaign(
      aCampaign({
        ...{ id: 'c1' as Campaign['id'], state: 'draft', message: null },
        ...{ controller: 'Camille Exemple', ...campaign },
      }),
      tuesday,
    )
    await body(world, await world.signIn(owner))
  } finally {
    await world.close()
  }
}

async function sampleVersion(world: MessageWorld, as: Person) {
  const sample = await world.ask(as, 'POST', `${recording}/sample`)
  assert.equal(sample.status, 200, JSON.stringify(sample.json))
  const made = await world.ask(as, 'POST', `${base}/versions`)
  assert.equal(made.status, 201, JSON.stringify(made.json))
  return made.json
}

async function linkFor(world: MessageWorld, as: Person): Promise<string> {
  const { json } = await world.ask(as, 'POST', `${base}/versions/1/approval-links`)
  return json.token
}

test('message: the shipped sample passes the law and becomes a version that must be approved', () =>
  withWorld(async (world, ada) => {
    const empty = await world.ask(ada, 'GET', base)
    assert.deepEqual([empty.json.recordings, empty.json.gates, empty.json.makes], [[], [], null])
    assert.deepEqual(empty.json.clocks, { identityWithinMs: 5000, objectionWithinMs: 12_000 })
    const sample = await world.ask(ada, 'POST', `${recording}/sample`)
    const [draft] = sample.json.recordings
    assert.equal(draft.peaks.length, 600)
    assert.deepEqual(draft.problems, [])
    assert.deepEqual(
      sample.json.gates.filter(({ is }: { is: string }) => is !== 'passed'),
      [],
    )
    const made = await world.ask(ada, 'POST', `${base}/versions`)
    const { version, hash, author, approval, mayApprove, heard } = made.json
    assert.deepEqual([version, author, approval, mayApprove], [1, 'Ada Exemple', null, true])
    assert.equal(hash, sample.json.makes.hash)
    assert.equal(heard[0].transcript[0].role, 'identity')
    const again = await world.ask(ada, 'POST', `${base}/versions`)
    assert.equal(again.json.version, 1)
  }))

test('message: in practice the author approves alone, and approves what they heard only', () =>
  withWorld(async (world, ada) => {
    const { hash } = await sampleVersion(world, ada)
    const reviews = `${base}/versions/1/reviews`
    const other = await world.ask(ada, 'POST', reviews, {
      body: { hash: 'a'.repeat(64), answer: 'approved' },
    })
    assert.equal(other.status, 422)
    const unsaid = await world.ask(ada, 'POST', reviews, { body: { hash, answer: 'returned' } })
    assert.equal(unsaid.json.fields[0].field, 'reason')
    const done = await world.ask(ada, 'POST', reviews, { body: { hash, answer: 'approved' } })
    assert.equal(done.json.approval.by, 'Ada Exemple')
  }))

test('message: an objection said too late is mended in one click, and the gate then passes', () =>
  withWorld(async (world, ada) => {
    const word = (hz: number, seconds: number) => tone({ hz, seconds, amplitude: 0.3 })
    const sound = inSequence(
      ...[word(300, 4), silence(0.5), word(500, 8), silence(0.5), word(700, 3)],
    )
    const sent = await world.ask(ada, 'POST', recording, { bytes: wavOf(sound), type: 'audio/wav' })
    assert.equal(sent.status, 201, JSON.stringify(sent.json))
    const say = (role: string, text: string, from: number, to: number) => ({
      ...{ role, text, startsAtMs: from, endsAtMs: to },
    })
    const segments = [
      say('identity', 'Publicité politique : message enregistré de Camille Exemple.', 0, 4000),
      say(
        'content',
        `Voici notre programme, ${'point par point, '.repeat(6)}le voici.`,
        4500,
        12_500,
      ),
      say('objection', 'Pour ne plus recevoir d’appel, tapez neuf.', 13_000, 16_000),
    ]
    const { revision } = sent.json.recordings[0]
    const marked = await world.ask(ada, 'PUT', `${recording}/segments`, {
      body: { revision, segments },
    })
    const clock = problem(marked.json, 'clock/objection')
    assert.match(clock.say.fr, /La touche 9 est annoncée à 16,0 s\u202f; il faut 12 s au plus\./)
    assert.equal(gate(marked.json, 'fr.CNIL-objection').is, 'refused')
    assert.equal(clock.repairs[0].repair.is, 'moveSegment')
    const mended = await world.ask(ada, 'POST', `${recording}/repairs`, {
      body: { revision: marked.json.recordings[0].revision, repair: clock.repairs[0].repair },
    })
    assert.equal(problem(mended.json, 'clock/objection'), undefined)
    assert.equal(gate(mended.json, 'fr.CNIL-objection').is, 'passed')
    assert.deepEqual(
      mended.json.recordings[0].segments.map((each: { role: string }) => each.role),
      ['identity', 'objection', 'content'],
    )
    const undone = await world.ask(ada, 'POST', `${recording}/undo`, {
      body: { revision: mended.json.recordings[0].revision },
    })
    assert.equal(undone.json.recordings[0].segments[1].role, 'content')
  }))

interface Shown {
  readonly recordings: { readonly problems: readonly { readonly id: string }[] }[]
  readonly gates: readonly { readonly rule: string }[]
}
// biome-ignore lint/suspicious/noExplicitAny: what the API answers is looked at field by field
const problem = (shown: Shown, id: string): any =>
  shown.recordings[0]?.problems.find((each) => each.id === id)
// biome-ignore lint/suspicious/noExplicitAny: as above
const gate = (shown: Shown, rule: string): any => shown.gates.find((each) => each.rule === rule)

test('message: words that were read aloud are found in the recording by themselves', () =>
  withWorld(async (world, ada) => {
    const lines = (await readFile(path.join(examples, 'gate.marks.txt'), 'utf8'))
      .split('\n')
      .flatMap((line) => /^(\w+) [\d.]+ s: (.+)$/.exec(line)?.slice(1) ?? [])
    const script = [0, 2, 4, 6].map((at) => ({
      role: at === 6 ? 'invitation' : lines[at],
      text: lines[at + 1],
    }))
    const saved = await world.ask(ada, 'PUT', `${base}/script`, {
      body: { lines: script, voiceOrigin: 'synthetic' },
    })
    assert.equal(saved.json.script.isProposal, false)
    const bytes = await readFile(path.join(examples, 'gate.wav'))
    const sent = await world.ask(ada, 'POST', recording, { bytes, type: 'audio/wav' })
    assert.deepEqual(
      sent.json.recordings[0].segments.map((each: { endsAtMs: number }) => each.endsAtMs),
      [4680, 7190, 10_150, 11_520],
    )
  }))

test('message: whoever saw an older recording changes nothing', () =>
  withWorld(async (world, ada) => {
    await world.ask(ada, 'POST', `${recording}/sample`)
    const repair = { is: 'cutPausesBefore', beforeMs: 12_000 }
    const first = await world.ask(ada, 'POST', `${recording}/repairs`, {
      body: { revision: 1, repair },
    })
    assert.equal(first.status, 200)
    const late = await world.ask(ada, 'POST', `${recording}/repairs`, {
      body: { revision: 1, repair },
    })
    assert.deepEqual([late.status, late.json.code], [409, 'wrongState'])
  }))

test('message: sound comes in ranges, to whoever may see the campaign and to nobody else', () =>
  withWorld(async (world, ada) => {
    await sampleVersion(world, ada)
    const whole = await world.ask(ada, 'GET', `${base}/versions/1/audio/live`)
    assert.equal(whole.headers.get('content-type'), 'audio/wav')
    const part = await world.ask(ada, 'GET', `${base}/versions/1/audio/live`, {
      headers: { range: 'bytes=44-143' },
    })
    assert.deepEqual([part.status, part.bytes.length], [206, 100])
    assert.deepEqual(part.bytes, whole.bytes.subarray(44, 144))
    assert.equal((await world.ask(null, 'GET', `${recording}/audio`)).status, 401)
    const none = await world.ask(ada, 'GET', `${base}/versions/1/audio/voicemail`)
    assert.equal(none.status, 404)
  }))

test('message: what is no recording, too large or of another kind is refused before it is kept', () =>
  withWorld(async (world, ada) => {
    const send = (bytes: Uint8Array, type: string, headers = {}) =>
      world.ask(ada, 'POST', recording, { bytes, type, headers })
    assert.equal((await send(Buffer.from('{}'), 'application/json')).status, 415)
    assert.equal((await send(Buffer.from('Bonjour.'), 'audio/wav')).status, 400)
    const large = await send(new Uint8Array(64 * 1024 * 1024 + 1), 'audio/wav')
    assert.equal(large.status, 413)
    const wrongTrack = await world.ask(ada, 'POST', `${base}/recordings/..%2f..%2fetc`, {
      ...{ bytes: new Uint8Array(10), type: 'audio/wav' },
    })
    assert.equal(wrongTrack.status, 400)
    assert.deepEqual((await world.ask(ada, 'GET', base)).json.recordings, [])
  }))

test('message: an observer listens and records nothing; another organisation sees nothing at all', () =>
  withWorld(async (world, ada) => {
    await sampleVersion(world, ada)
    const observer = await world.addMember('obs@exemple.fr', ['observer'])
    assert.equal((await world.ask(observer, 'GET', base)).status, 200)
    assert.equal((await world.ask(observer, 'POST', `${recording}/sample`)).status, 403)
    const review = await world.ask(observer, 'POST', `${base}/versions/1/reviews`, {
      body: { hash: 'x', answer: 'approved' },
    })
    assert.equal(review.status, 403)
    const child = await world.ask(ada, 'POST', '/organisations/1/children', {
      body: { name: 'Ville' },
    })
    const elsewhere = base.replace('/1/', `/${child.json.id}/`)
    for (const [method, where] of [
      ['GET', elsewhere],
      ['GET', `${elsewhere}/recordings/call/audio`],
      ['GET', `${elsewhere}/versions`],
      ['POST', `${elsewhere}/versions`],
      ['POST', `${elsewhere}/recordings/call/sample`],
    ] as const) {
      const answer = await world.ask(ada, method, where)
      assert.equal(answer.status, 404, `${method} ${where}`)
    }
  }))

test('approval: a link shows one version and takes one answer, after the whole was heard', () =>
  withWorld(async (world, ada) => {
    const { hash } = await sampleVersion(world, ada)
    const approval = `/approvals/${await linkFor(world, ada)}`
    const seen = await world.ask(null, 'GET', approval)
    assert.deepEqual(Object.keys(seen.json).sort(), [
      ...['askedBy', 'campaign', 'controller', 'expiresAt', 'hash', 'heard', 'practice'],
      ...['review', 'state', 'version'],
    ])
    const body = { hash, answer: 'approved', name: 'Nour Exemple' }
    const early = await world.ask(null, 'POST', `${approval}/answer`, { body })
    assert.match(early.json.detail, /Listen to the whole message first/)
    assert.equal((await world.ask(null, 'GET', `${approval}/audio/live`)).status, 200)
    const tooSoon = await world.ask(null, 'POST', `${approval}/answer`, { body })
    assert.equal(tooSoon.status, 422)
    world.later(30_000)
    const done = await world.ask(null, 'POST', `${approval}/answer`, { body })
    assert.deepEqual([done.json.state, done.json.review.by], ['answered', 'Nour Exemple'])
    const twice = await world.ask(null, 'POST', `${approval}/answer`, { body })
    assert.equal(twice.status, 409)
    const versions = await world.ask(ada, 'GET', `${base}/versions`)
    assert.equal(versions.json.items[0].approval.by, 'Nour Exemple')
  }))

test('approval: a link is guessed by nobody, ends after seven days, and dies with its recording', () =>
  withWorld(async (world, ada) => {
    await sampleVersion(world, ada)
    const token = await linkFor(world, ada)
    for (const guess of ['x', token.slice(1), `${token}a`, '%00', "' or 1=1"]) {
      const answer = await world.ask(null, 'GET', `/approvals/${encodeURIComponent(guess)}`)
      assert.equal(answer.status, 404, guess)
    }
    await world.ask(ada, 'POST', `${recording}/repairs`, {
      body: { revision: 1, repair: { is: 'cutPausesBefore', beforeMs: 12_000 } },
    })
    assert.equal((await world.ask(ada, 'POST', `${base}/versions`)).json.version, 2)
    const replaced = await world.ask(null, 'GET', `/approvals/${token}`)
    assert.equal(replaced.json.state, 'replaced')
    world.later(7 * 24 * 3_600_000)
    const old = await world.ask(null, 'GET', `/approvals/${token}`)
    assert.deepEqual([old.status, old.json.measured], [404, 'expired'])
    assert.equal((await world.ask(null, 'GET', `/approvals/${token}/audio/live`)).status, 404)
  }))

test('message: the last eight steps of a take can be gone back to, and no more', () =>
  withWorld(async (world, ada) => {
    let shown = (await world.ask(ada, 'POST', `${recording}/sample`)).json
    const repairOnce = async (): Promise<void> => {
      const repair = { is: 'setLoudness' }
      const { revision } = shown.recordings[0]
      shown = (await world.ask(ada, 'POST', `${recording}/repairs`, { body: { revision, repair } }))
        .json
    }
    for (let step = 2; step <= stepsKeptMax; step += 1) await repairOnce()
    assert.equal(shown.recordings[0].undoable, stepsKeptMax - 1)
    await repairOnce()
    assert.equal(shown.recordings[0].undoable, stepsKeptMax - 1)
    for (let undone = 0; undone < stepsKeptMax; undone += 1) {
      const { revision } = shown.recordings[0]
      const answer = await world.ask(ada, 'POST', `${recording}/undo`, { body: { revision } })
      assert.equal(answer.status, undone === stepsKeptMax - 1 ? 409 : 200)
      if (answer.status === 200) shown = answer.json
    }
  }))

test('message: a version made before is taken up again, with what is said in it and when', () =>
  withWorld(async (world, ada) => {
    await sampleVersion(world, ada)
    const { segments } = (await world.ask(ada, 'GET', base)).json.recordings[0]
    assert.equal((await world.ask(ada, 'DELETE', recording)).json.recordings.length, 0)
    const again = await world.ask(ada, 'POST', `${base}/versions/1/draft`)
    const [draft] = again.json.recordings
    assert.deepEqual(draft.problems, [])
    assert.deepEqual(
      draft.segments.map(({ role, text }: { role: string; text: string }) => [role, text]),
      segments.map(({ role, text }: { role: string; text: string }) => [role, text]),
    )
    assert.equal(again.json.script.voiceOrigin, 'synthetic')
  }))

test('message: an upload may have 64 MiB, to the byte, however it is cut into pieces', async () => {
  const piece = Buffer.alloc(1024 * 1024)
  const stream = (last: number): Readable =>
    Readable.from([...Array.from({ length: 63 }, () => piece), Buffer.alloc(last)])
  for (const last of [piece.length - 1, piece.length]) {
    assert.equal((await bytesOf(stream(last))).length, 63 * piece.length + last)
  }
  await assert.rejects(bytesOf(stream(piece.length + 1)), /larger than 64 MiB/)
})

/** A phone that is taken at once, hears everything and presses a key. */
const phonePressing = (key: '1' | '3', rung: string[]): PhoneRinger => ({
  async ring({ number, clips }, told) {
    rung.push(number)
    const tell = (input: ApprovalCallInput): void => void setImmediate(() => told(input))
    tell({ is: 'answered' })
    return {
      play: (part) => {
        tell({ is: 'partEnded' })
        if (part === clips.length - 1) setTimeout(() => told({ is: 'key', key }), 20)
      },
      hangUp: () => undefined,
    }
  },
})

test('approval: where real phones ring, the key at the end of a second person’s call approves', async () => {
  const rung: string[] = []
  await withWorld(
    async (world, ada) => {
      const { hash } = await sampleVersion(world, ada)
      const own = await world.ask(ada, 'POST', `${base}/versions/1/reviews`, {
        body: { hash, answer: 'approved' },
      })
      assert.match(own.json.detail, /a second person approves by telephone/)
      const approval = `/approvals/${await linkFor(world, ada)}`
      const onPage = await world.ask(null, 'POST', `${approval}/answer`, {
        body: { hash, answer: 'approved', name: 'Nour Exemple' },
      })
      assert.equal(onPage.status, 422)
      const call = (email: string) =>
        world.ask(null, 'POST', `${approval}/calls`, {
          body: { name: 'Nour Exemple', email, number: '06 39 98 12 34' },
        })
      assert.match((await call('ADA@exemple.fr')).json.detail, /somebody else must/)
      const { json } = await call('nour@exemple.fr')
      const ended = await untilEnded(world, `${approval}/calls/${json.call}`)
      assert.equal(ended, 'approved')
      assert.deepEqual(rung, ['+33639981234'])
      const { review } = (await world.ask(null, 'GET', approval)).json
      assert.deepEqual([review.how, review.number], ['phone', '06\u00a039\u00a098\u00a0••\u00a034'])
    },
    { campaign: { practiceStart: null }, phones: phonePressing('1', rung) },
  )
})

async function untilEnded(world: MessageWorld, where: string): Promise<string> {
  for (let asked = 0; asked < 100; asked += 1) {
    const { json } = await world.ask(null, 'GET', where)
    if (json.state === 'ended') return json.ended
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the call never ended')
}
