import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { inSequence, silence, tone, wavOf } from '../../test/support/sounds.ts'
import { MARK_TOLERANCE } from '../audio/pauses.ts'
import { Failure } from '../base/failure.ts'
import { ms } from '../base/units.ts'
import type { SegmentRole } from '../campaign/voiceMessage.ts'
import { prepareMessage, readMessageScript } from './messageScript.ts'
import { prepareSpoken, type SpokenRecording } from './spokenRecording.ts'

const examples = path.join(import.meta.dirname, '../../examples/audio')
const example = (name: string): string => path.join(examples, name)
const speech = (seconds: number) => tone({ hz: 440, seconds, rateHz: 16_000 })
const quiet = (seconds: number) => silence(seconds, 16_000)
/** What takes so many seconds to say: 12 characters a second. */
const words = (seconds: number): string => 'bonjour les '.repeat(seconds).trim()

async function aFolder(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), 'spoken-'))
  t.after(() => rm(folder, { recursive: true }))
  return async (name: string, bytes: Uint8Array | string): Promise<string> => {
    const file = path.join(folder, name)
    await writeFile(file, bytes)
    return file
  }
}

async function refusalOf(prepared: Promise<unknown>): Promise<Failure> {
  const failure = await prepared.then(
    () => assert.fail('it was accepted'),
    (error: unknown) => error,
  )
  assert.ok(failure instanceof Failure, String(failure))
  assert.equal(failure.code, 'badInput')
  assert.match(failure.message, /^[^\n]+\.$/, 'one sentence')
  return failure
}

const times = ({ segments = [] }: SpokenRecording) =>
  segments.map(({ role, startsAtMs, endsAtMs }) => [role, startsAtMs, endsAtMs])

test('the example recordings: marks beside them give identity within 5 s and key 9 within 12 s', async () => {
  const gate = await prepareSpoken({ is: 'file', file: example('gate.wav') })
  assert.deepEqual(times(gate), [
    ['identity', 0, 4680],
    ['content', 4770, 7190],
    ['objection', 7330, 10_150],
    ['content', 10_290, 11_614],
  ])
  assert.match(gate.segments?.[0]?.text ?? '', /^Publicité politique, voix de synthèse/)
  const [wav, mp3] = await Promise.all(
    ['content.wav', 'content.mp3'].map((name) =>
      prepareSpoken({ is: 'file', file: example(name) }),
    ),
  )
  assert.ok(wav && mp3)
  assert.deepEqual(times(mp3), times(wav))
  for (const name of ['voicemail.wav', 'callback.wav']) {
    const { segments = [] } = await prepareSpoken({ is: 'file', file: example(name) })
    assert.deepEqual(
      segments.map(({ role }) => role).sort(),
      ['content', 'identity', 'objection', 'source'],
      name,
    )
    assert.ok((segments[0]?.endsAtMs ?? Infinity) <= 5000, name)
    assert.ok((segments[1]?.endsAtMs ?? Infinity) <= 12_000, name)
  }
})

test('joined files: the times are the measured lengths, silence included, less what is cut before', async (t) => {
  const write = await aFolder(t)
  const file = async (name: string, lead: number, seconds: number, trail: number) =>
    write(name, wavOf(inSequence(quiet(lead), speech(seconds), quiet(trail))))
  const segments = [
    { role: 'identity' as const, text: words(3), file: await file('a.wav', 1, 3, 0.5) },
    { role: 'objection' as const, text: words(2), file: await file('b.wav', 0.25, 2, 0.125) },
    { role: 'source' as const, text: words(2), file: await file('c.wav', 0, 2, 0.125) },
  ]
  const joined = await prepareSpoken({ is: 'joined', segments })
  // 1 s of silence is cut but for 30 ms.
  assert.deepEqual(times(joined), [
    ['identity', 0, 3530],
    ['objection', 3530, 5905],
    ['source', 5905, 8030],
  ])
  assert.equal(joined.durationMs, 8030)
})

test('silence that is not cut counts: noise before the identity makes it late', async (t) => {
  const write = await aFolder(t)
  const noise = tone({ hz: 100, seconds: 2, rateHz: 16_000, amplitude: 0.05 })
  const file = await write('a.wav', wavOf(inSequence(noise, speech(4), quiet(0.3))))
  const segments = [{ role: 'identity' as const, text: words(4), file }]
  const { segments: heard } = await prepareSpoken({ is: 'joined', segments })
  assert.ok((heard?.[0]?.endsAtMs ?? 0) > 5999)
})

/** 2 s of speech, a pause of 300 ms, 2 s of speech. */
const twoSentences = wavOf(inSequence(speech(2), quiet(0.3), speech(2)))

function marked(
  file: string,
  ...marks: readonly (readonly [SegmentRole, string, number | null])[]
) {
  return prepareSpoken({
    is: 'file',
    file,
    marks: marks.map(([role, text, endMs]) => {
      return { role, text, endMs: endMs === null ? null : ms(endMs) }
    }),
  })
}

test('marks: one must stand in a pause that is heard, 150 ms more or less', async (t) => {
  const file = await (await aFolder(t))('two.wav', twoSentences)
  const at = (end: number) =>
    marked(file, ['identity', words(2), end], ['objection', words(2), null])
  for (const mark of [2000 - MARK_TOLERANCE, 2000, 2150, 2300, 2300 + MARK_TOLERANCE]) {
    assert.deepEqual(
      times(await at(mark)),
      [
        ['identity', 0, 2000],
        ['objection', 2300, 4300],
      ],
      `mark at ${mark}`,
    )
  }
  for (const mark of [1000, 2000 - MARK_TOLERANCE - 1, 2300 + MARK_TOLERANCE + 1]) {
    const { message, measured, limit } = await refusalOf(at(mark))
    assert.match(message, /two\.wav: the mark at .* in the middle of speech/)
    assert.match(measured ?? '', /^\d+ ms from a pause$/)
    assert.equal(limit, '150 ms')
  }
})

test('marks: one after the end of what is heard is none', async (t) => {
  const file = await (await aFolder(t))('two.wav', twoSentences)
  const { message, measured } = await refusalOf(marked(file, ['identity', words(4), 5000]))
  assert.match(message, /stands after the end of what is heard/)
  assert.equal(measured, '700 ms from a pause')
})

test('marks: they reach the end, one a pause, and only the last one stands there', async (t) => {
  const file = await (await aFolder(t))('two.wav', twoSentences)
  const rest = await refusalOf(marked(file, ['identity', words(2), 2000]))
  assert.match(rest.message, /something is said after the last mark/)
  const early = marked(file, ['identity', words(4), 4300], ['content', 'Oui.', 4300])
  assert.match((await refusalOf(early)).message, /nothing follows it/)
  const twice = marked(
    file,
    ['identity', words(2), 2000],
    ['content', 'Oui.', 2200],
    ['content', words(2), null],
  )
  assert.match((await refusalOf(twice)).message, /two marks stand in one pause/)
})

test('marks: words that cannot be said in the time are refused, and those over silence', async (t) => {
  const write = await aFolder(t)
  const file = await write('two.wav', twoSentences)
  const fast = await refusalOf(
    marked(file, ['identity', words(6), 2000], ['objection', words(2), null]),
  )
  assert.match(fast.message, /declared as identity cannot be said in the time heard/)
  assert.equal(fast.limit, '25 characters a second')
  const slow = await refusalOf(
    marked(file, ['identity', 'Oui', 2000], ['objection', words(2), null]),
  )
  assert.match(slow.message, /would be drawn out/)
  const hollow = await write(
    'hollow.wav',
    wavOf(inSequence(speech(0.4), quiet(4), speech(0.4), quiet(0.1), speech(1))),
  )
  const silent = await refusalOf(
    marked(hollow, ['identity', words(4), 4800], ['objection', words(1), null]),
  )
  assert.match(silent.measured ?? '', /^\d+ ms of sound$/)
})

test('marks beside a recording: text and JSON; what cannot be read is refused with its line', async (t) => {
  const write = await aFolder(t)
  const file = await write('two.wav', twoSentences)
  const marks = await write(
    'two.marks.txt',
    `# who calls\n\nidentity 2,15 s: ${words(2)}\r\nobjection 4.3: ${words(2)}\n`,
  )
  assert.deepEqual(
    times(await prepareSpoken({ is: 'file', file })).map(([role]) => role),
    ['identity', 'objection'],
  )
  for (const [text, sentence] of [
    ['identity: no time', /two\.marks\.txt, line 1: write a role/],
    ['opinion 2.15 s: Oui.', /two\.marks\.txt \(0\.role\)/],
    ['identity 2.15 s: Oui.\nobjection 1 s: Non.', /in the order they are heard/],
    ['', /two\.marks\.txt/],
  ] as const) {
    await writeFile(marks, text)
    assert.match((await refusalOf(prepareSpoken({ is: 'file', file }))).message, sentence)
  }
  await rm(marks)
  assert.equal((await prepareSpoken({ is: 'file', file })).segments, undefined)
  const json = await write('two.marks.json', '{')
  assert.match((await refusalOf(prepareSpoken({ is: 'file', file }))).message, /is not JSON/)
  await writeFile(json, JSON.stringify([{ role: 'identity', text: words(4) }]))
  assert.deepEqual(times(await prepareSpoken({ is: 'file', file })), [['identity', 0, 4300]])
})

const shipped = { closing: example('closing.wav'), objectionConfirmed: example('objection.wav') }

test('a script: versions, files and marks, from where the script stands', async (t) => {
  const write = await aFolder(t)
  const file = await write('two.wav', twoSentences)
  const marks = [
    { role: 'identity', text: words(2), end: 2.1 },
    { role: 'objection', text: words(2) },
  ]
  const script = await write(
    'script.json',
    JSON.stringify({
      voice: 'synthetic',
      live: {
        gate: { file: 'two.wav', marks },
        content: [{ role: 'content', text: words(4), file: 'two.wav' }],
      },
      voicemail: [{ role: 'identity', text: words(4), file }],
      callback: { gate: { file: 'two.wav', marks } },
    }),
  )
  const declared = await readMessageScript(script, shipped)
  assert.equal(declared.voiceOrigin, 'synthetic')
  const { recorded, clips, prepared } = await prepareMessage(declared.script)
  assert.deepEqual(recorded.parts.gate.segments, recorded.callback?.gate.segments)
  assert.deepEqual(recorded.callback?.content.clip, recorded.parts.content.clip)
  assert.equal(recorded.voicemail?.segments?.[0]?.text, words(4))
  assert.equal(recorded.parts.closing.segments?.[1]?.role, 'source')
  assert.deepEqual([...prepared.keys()].slice(4), [
    'voicemail',
    'callback gate',
    'callback content',
  ])
  assert.equal(clips.length, new Set(clips.map(({ id }) => id)).size)
})

test('a script: what is wrong in it is said with its place; who calls is said where all hear it', async (t) => {
  const write = await aFolder(t)
  await write('two.wav', twoSentences)
  const read = async (script: unknown) => {
    const text = typeof script === 'string' ? script : JSON.stringify(script)
    const { script: read } = await readMessageScript(await write('script.json', text), shipped)
    return prepareMessage(read)
  }
  const content = [{ role: 'identity', text: words(4), file: 'two.wav' }]
  for (const [script, sentence] of [
    ['{', /is not JSON/],
    [{}, /script\.json, live/],
    [{ live: { gate: 5, content: 'two.wav' } }, /script\.json, live\.gate: name a file/],
    [{ live: { gate: 'none.wav', content: 'two.wav' } }, /There is no file/],
    [{ live: { gate: 'two.wav', content: 'two.wav' }, fax: 'two.wav' }, /fax/],
    [{ live: { gate: 'two.wav', content } }, /"identity" stands in the content/],
  ] as const) {
    assert.match((await refusalOf(read(script))).message, sentence)
  }
  const none = readMessageScript('/nowhere/script.json', shipped)
  assert.match((await refusalOf(none)).message, /cannot be read/)
})
