import assert from 'node:assert/strict'
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { inSequence, silence, tone, wavOf } from '../../test/support/sounds.ts'
import { decodeALaw, decodeMuLaw } from '../audio/g711.ts'
import { toneAmplitude } from '../audio/goertzel.ts'
import { readMp3 } from '../audio/mp3.ts'
import { Failure } from '../base/failure.ts'
import { prepareRecording, RECORDING_BYTES_AT_MOST } from './recording.ts'
import { recordingFormat } from './recordingFormat.ts'

const examples = path.join(import.meta.dirname, '../../examples/audio')

async function aFolder(
  t: TestContext,
): Promise<(name: string, bytes: Uint8Array) => Promise<string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recording-'))
  t.after(() => rm(folder, { recursive: true }))
  return async (name, bytes) => {
    const file = path.join(folder, name)
    await writeFile(file, bytes)
    return file
  }
}

async function sentenceFor(file: string): Promise<string> {
  const failure = await prepareRecording(file).then(
    () => assert.fail(`${file} was accepted`),
    (error: unknown) => error,
  )
  assert.ok(failure instanceof Failure, String(failure))
  assert.equal(failure.code, 'badInput')
  assert.match(failure.message, /^[^\n]+\.$/, 'one sentence')
  return failure.message
}

test('a stereo WAV of 44.1 kHz and 24 bits becomes a clip in both laws', async (t) => {
  const write = await aFolder(t)
  const rateHz = 44_100
  const spoken = tone({ hz: 700, seconds: 2, rateHz })
  const recorded = inSequence(silence(0.8, rateHz), spoken, silence(1, rateHz))
  const file = await write('message.WAV', wavOf(recorded, { bits: 24, channels: 2 }))
  const { clip, durationMs, measured } = await prepareRecording(file)
  assert.match(clip.id, /^[0-9a-f]{64}$/)
  assert.equal(clip.pcma.length, clip.pcmu.length)
  assert.ok(Math.abs(durationMs - clip.pcma.length / 8) < 1)
  assert.ok(durationMs > 2000 && durationMs < 2400, `${durationMs} ms`)
  assert.equal(measured.codec, 'WAV, PCM 24 bits')
  assert.deepEqual([measured.inputRateHz, measured.channels], [44_100, 2])
  assert.ok(measured.leadingSilenceCutMs > 740 && measured.leadingSilenceCutMs <= 800)
  for (const samples of [decodeALaw(clip.pcma), decodeMuLaw(clip.pcmu)]) {
    const middle = samples.subarray(4000, 12_000)
    const amplitude = toneAmplitude({ rateHz: 8000, samples: middle }, 700)
    assert.ok(amplitude > 0.1 && amplitude < 0.71, `amplitude ${amplitude}`)
  }
})

test('the same recording is the same clip, another sound is another', async (t) => {
  const write = await aFolder(t)
  const one = await write('one.wav', wavOf(tone({ hz: 700, seconds: 2 })))
  const same = await write('same.wav', wavOf(tone({ hz: 700, seconds: 2 })))
  const other = await write('other.wav', wavOf(tone({ hz: 701, seconds: 2 })))
  const ids = await Promise.all(
    [one, same, other].map(async (f) => (await prepareRecording(f)).clip.id),
  )
  assert.equal(ids[0], ids[1])
  assert.notEqual(ids[0], ids[2])
})

test('the example recordings are accepted; the MP3 lasts as long as its WAV', async () => {
  const durations: Record<string, number> = {}
  for (const name of ['gate.wav', 'content.wav', 'closing.wav', 'objection.wav', 'content.mp3']) {
    const { durationMs, measured } = await prepareRecording(path.join(examples, name))
    durations[name] = durationMs
    assert.ok(measured.leadingSilenceCutMs < 100, `${name} begins at once`)
    assert.ok(measured.peakDbfs <= -2.9)
  }
  const difference = (durations['content.mp3'] ?? 0) - (durations['content.wav'] ?? 0)
  assert.ok(Math.abs(difference) < 30, `${difference} ms`)
  assert.ok((durations['gate.wav'] ?? 99_000) <= 12_000, 'key 9 is named within 12 s')
})

test('files that are no recording are refused by what they are, not by their name', async (t) => {
  const write = await aFolder(t)
  const text = (letters: string) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['voice.wav', text('OggS\0\x02'), /voice\.wav is an Ogg file .* ffmpeg -i "voice\.wav"/],
    ['voice.mp3', text('fLaC\0\0'), /FLAC/],
    ['memo.mp3', text('\0\0\0\x20ftypM4A '), /M4A file \(AAC\)/],
    ['film.mp3', text('\0\0\0\x20ftypisom'), /MP4/],
    ['film.wav', text('RIFF\0\0\0\0AVI LIST'), /AVI video/],
    ['film.mkv', text('\x1aE\xdf\xa3'), /Matroska/],
    ['big.wav', text('RIFX\0\0\0\0WAVE'), /WAVE|RIFX/],
    ['list.csv', text('Nom;Téléphone\r\n'), /text file/],
    ['letter.pdf', text('%PDF-1.7'), /PDF/],
    ['zip.wav', text('PK\x03\x04'), /ZIP/],
    ['noise.wav', Uint8Array.from({ length: 999 }, (_, i) => (i * 73) % 251), /no sound file/],
    ['empty.wav', new Uint8Array(0), /empty\.wav is empty/],
    ['short.wav', text('RIFF\x04\0\0\0WAVE'), /without a format/],
    ['tag.mp3', text('ID3\x04\0\0\0\0\0\x0a0123456789'), /holds no MP3 sound/],
    ['aac.mp3', Uint8Array.of(0xff, 0xf1, 0x50, 0x80), /AAC/],
    ['layer2.mp3', Uint8Array.of(0xff, 0xfd, 0x50, 0x80), /layer I or II/],
  ]
  for (const [name, bytes, sentence] of cases) {
    assert.match(await sentenceFor(await write(name, bytes)), sentence, name)
  }
})

test('what cannot be read as a file is refused: nothing there, a folder, a device', async (t) => {
  const write = await aFolder(t)
  const file = await write('a.wav', wavOf(tone({ hz: 700, seconds: 2 })))
  const folder = path.join(path.dirname(file), 'folder.wav')
  await mkdir(folder)
  assert.match(await sentenceFor(path.join(folder, 'none.wav')), /There is no file/)
  assert.match(await sentenceFor(path.join(file, 'below.wav')), /There is no file/)
  assert.match(await sentenceFor(folder), /is a folder/)
  assert.match(await sentenceFor('/dev/zero'), /not an ordinary file/)
})

test('a file of 10 GB is refused at once, by what it is or by its size', async (t) => {
  const write = await aFolder(t)
  const bytes = wavOf(tone({ hz: 700, seconds: 2 }))
  for (const [name, head, sentence] of [
    ['long.wav', bytes, /long\.wav has 10240 MiB; 256 MiB is the most/],
    ['film.mp4', Uint8Array.from('\0\0\0\x20ftypisom', (c) => c.charCodeAt(0)), /MP4/],
  ] as const) {
    const file = await write(name, head)
    const handle = await open(file, 'r+')
    await handle.truncate(10 * 1024 ** 3)
    await handle.close()
    assert.match(await sentenceFor(file), sentence)
  }
  const atLimit = await write('limit.wav', bytes)
  const handle = await open(atLimit, 'r+')
  await handle.truncate(RECORDING_BYTES_AT_MOST)
  await handle.close()
  assert.ok((await prepareRecording(atLimit)).durationMs > 0, 'the limit itself is accepted')
})

test('a recording of 11 minutes is refused before it is decoded', async (t) => {
  const write = await aFolder(t)
  const minutes = (count: number) =>
    wavOf({ rateHz: 8000, samples: new Float32Array(8000 * 60 * count) }, { bits: 8 })
  assert.match(await sentenceFor(await write('long.wav', minutes(11))), /lasts 11 min; 10 min/)
  assert.match(await sentenceFor(await write('silent.wav', minutes(1))), /silence only/)
})

test('MP3: truncated anywhere, or with a hole, it is refused; tags around it do no harm', async (t) => {
  const write = await aFolder(t)
  const good = new Uint8Array(await readFile(path.join(examples, 'content.mp3')))
  for (const length of [10, 300, 5000, Math.floor(good.length / 2), good.length - 1]) {
    const sentence = await sentenceFor(await write('cut.mp3', good.subarray(0, length)))
    assert.match(sentence, /truncated|holds no MP3 sound/, `${length} bytes`)
  }
  const hole = good.slice()
  hole.fill(0x55, 20_000, 20_500)
  assert.match(await sentenceFor(await write('hole.mp3', hole)), /damaged|truncated/)
  const id3v2 = Uint8Array.from([...'ID3\x04\0\0\0\0\x01\x00'].map((c) => c.charCodeAt(0)))
  const id3v1 = new Uint8Array(128).fill(32)
  id3v1.set([0x54, 0x41, 0x47])
  const tagged = Uint8Array.from([...id3v2, ...new Uint8Array(128), ...good, ...id3v1])
  const { durationMs, measured } = await prepareRecording(await write('tagged.mp3', tagged))
  assert.ok(durationMs > 8_500)
  assert.equal(measured.codec, 'MP3, 48 kbit/s')
})

test('MP3: frames are counted without decoding them', async () => {
  const bytes = new Uint8Array(await readFile(path.join(examples, 'content.mp3')))
  const mp3 = readMp3(bytes)
  assert.ok(!('refused' in mp3))
  assert.deepEqual([mp3.rateHz, mp3.channels, mp3.bitRate], [16_000, 1, 48_000])
  assert.ok(mp3.duration > 8_900 && mp3.duration < 9_200, `${mp3.duration} ms`)
})

test('formats are told from the first bytes', () => {
  const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  assert.equal(recordingFormat(letters('RIFF\0\0\0\0WAVE')).is, 'wav')
  assert.equal(recordingFormat(letters('ID3')).is, 'mp3')
  assert.equal(recordingFormat(Uint8Array.of(0xff, 0xfb, 0x90, 0)).is, 'mp3')
  assert.equal(recordingFormat(Uint8Array.of(0xff, 0xe3, 0x90, 0)).is, 'mp3')
  assert.equal(recordingFormat(new Uint8Array(0)).is, 'other')
})
