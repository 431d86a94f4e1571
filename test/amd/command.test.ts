/** `portevoix amd`: any recording the product reads, one value as JSON, refusals that say what to do, both languages. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { put, silence } from '../../bench/amd/mix.ts'
import { tone } from '../../bench/amd/tones.ts'
import { Failure } from '../../src/base/failure.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import { hearRecording, judgeRecordings } from '../../src/cli/amdActions.ts'
import type { Invocation } from '../../src/cli/command.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-amd-test-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A mailbox without a word: a beep of 1,000 Hz from 1.0 to 1.4 s, then nothing. */
function beepAlone(): Float32Array {
  const sound = silence(4000)
  put(sound, tone([1000], 400), 1000, 0.2)
  return sound
}

/** Held, not interpolated: what matters is the reader, the rate and the channels. */
function wavAt(rateHz: number, channels: number, sound: Float32Array): Uint8Array {
  const frames = Math.floor((sound.length * rateHz) / 8000)
  const bytes = new Uint8Array(44 + frames * channels * 2)
  const view = new DataView(bytes.buffer)
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i))
  }
  tag(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, rateHz, true)
  view.setUint32(28, rateHz * channels * 2, true)
  view.setUint16(32, channels * 2, true)
  view.setUint16(34, 16, true)
  tag(36, 'data')
  view.setUint32(40, frames * channels * 2, true)
  for (let i = 0; i < frames * channels; i += 1) {
    const sample = sound[Math.floor((Math.floor(i / channels) * 8000) / rateHz)] as number
    view.setInt16(44 + i * 2, Math.round(sample * 32_767), true)
  }
  return bytes
}

function fileOf(name: string, bytes: Uint8Array | string): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

interface Said {
  readonly lines: string[]
  readonly results: unknown[]
}

async function amd(files: readonly string[], language: 'en' | 'fr' = 'en'): Promise<Said> {
  const said: Said = { lines: [], results: [] }
  const invocation = {
    output: {
      json: false,
      say: (line: string) => said.lines.push(line),
      result: (value: unknown) => said.results.push(value),
      progress: () => {},
      progressDone: () => {},
    },
    config: () => ({ language }),
    endWith: () => {},
  } as unknown as Invocation
  await judgeRecordings(invocation, files, {})
  return said
}

interface Judged {
  readonly verdict: string
  readonly beepAtMs: number | null
}

for (const [rateHz, channels] of [
  [8000, 1],
  [16_000, 1],
  [44_100, 2],
] as const) {
  test(`amd: a beep alone is a machine, in ${channels} channels of ${rateHz} Hz`, async () => {
    const file = fileOf(`${rateHz}-${channels}.wav`, wavAt(rateHz, channels, beepAlone()))
    const [judged] = (await amd([file])).results as readonly Judged[]
    assert.equal(judged?.verdict, 'machine')
    assert.ok(Math.abs((judged?.beepAtMs ?? 0) - 1000) <= 40, `${judged?.beepAtMs}`)
    assert.deepEqual(Object.keys(judged as object).sort(), [
      ...['atMs', 'beepAtMs', 'confidence', 'features', 'file', 'verdict'],
    ])
  })
}

test('amd: several files are one list, each in its sentence, in English and in French', async () => {
  const one = fileOf('one.wav', wavAt(8000, 1, beepAlone()))
  const two = fileOf('two.wav', wavAt(8000, 1, silence(4000)))
  const { lines, results } = await amd([one, two])
  assert.equal((results[0] as unknown[]).length, 2)
  assert.match(
    lines[0] as string,
    /one\.wav: a machine, said at \d\.\d\d s \(confidence \d+ %\), beep at \d\.\d\d s$/,
  )
  assert.match(lines[1] as string, /two\.wav: unsure, and so treated as a person, .*, no beep$/)
  const french = await amd([one, two], 'fr')
  assert.match(
    french.lines[0] as string,
    /one\.wav : un répondeur, dit à \d,\d\d s \(confiance \d+ %\), bip à \d,\d\d s$/,
  )
  assert.match(french.lines[1] as string, /aucun bip$/)
})

test('amd: what is no recording is refused with what to do', async () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    [path.join(folder, 'absent.wav'), /There is no file .*absent\.wav: check the path/],
    [folder, /is a folder/],
    [fileOf('text.wav', 'Bonjour, ceci n’est pas du son.'), /reads WAV and MP3/],
    [fileOf('empty.wav', ''), /is empty/],
    [fileOf('cut.wav', wavAt(8000, 1, beepAlone()).subarray(0, 5000)), /is truncated/],
  ]
  for (const [file, sentence] of refused) {
    await assert.rejects(amd([file]), (error) => {
      assert.ok(error instanceof Failure)
      assert.match(error.message, sentence)
      return true
    })
  }
})

test('amd: a recording shorter than a verdict goes on in silence, and is answered all the same', () => {
  for (const samples of [new Float32Array(1), new Float32Array(159), new Float32Array(161)]) {
    const { verdict, beepAtMs } = hearRecording(samples, { weSpeak: true, settings: amdDefaults })
    assert.equal(verdict, 'unknown')
    assert.equal(beepAtMs, null)
  }
})
