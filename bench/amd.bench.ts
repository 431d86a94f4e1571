/**
 * Who answered, and where the beep is: our ear and the classic cadence algorithm over the same clips in the same run.
 * `npm run bench -- amd [development | evaluation | recorded] [--json] [--failures]`; the corpus is built by `npm run amd:corpus`.
 * With --failures each clip that was misjudged is named (never look at those of the evaluation split to tune anything).
 */
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { openAmdEar } from '../src/audio/amd/ear.ts'
import { amdDefaults } from '../src/call/amdSettings.ts'
import { costOf, costOfStep, earsAtOnce } from './amd/cpu.ts'
import { type Heard, hearWithClassic, hearWithEar } from './amd/hear.ts'
import { type ClipRow, manifestOf, readClip, readManifest } from './amd/manifest.ts'
import { beepFound, hasFalseBeep, isRight, type Scored, score } from './amd/score.ts'
import { printConfusion, printFailures, printScores } from './amd/table.ts'

const words = process.argv.slice(2)
const json = words.includes('--json')
const split = words.find((word) => !word.startsWith('-')) ?? 'evaluation'
if (!existsSync(manifestOf(split))) {
  console.error(
    `There is no corpus ${split} yet: npm run amd:corpus builds development, evaluation and recorded.`,
  )
  process.exit(3)
}

const rows = readManifest(split)
const clips = rows.map(readClip)
const openEar = () => openAmdEar(amdDefaults)
const over = (hear: (row: ClipRow, samples: Int16Array) => Heard): readonly Scored[] =>
  rows.map((row, index) => ({ row, heard: hear(row, clips[index] as Int16Array) }))

const ours = over((row, samples) => hearWithEar(openEar(), row, samples))
const scores = { ear: score(ours), classic: score(over(hearWithClassic)) }
const cost = costOf(openEar, clips)
const step = costOfStep()
if (json) {
  const clipsJson = ours.map(({ row, heard }) => ({ ...row, heard }))
  console.log(JSON.stringify({ split, scores, cost, step, clips: clipsJson }))
} else {
  const minutes = rows.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000
  console.log(
    `${split}: ${rows.length} clips, ${minutes.toFixed(0)} minutes, load ${(loadavg()[0] ?? 0).toFixed(2)}`,
  )
  printScores(scores)
  printConfusion('ear', scores.ear)
  printConfusion('classic', scores.classic)
  printFailures(ours)
  console.log(
    `${earsAtOnce} ears at once: ${(cost.share * 100).toFixed(2)} % of a core, ` +
      `${cost.microsecondsAFrame.toFixed(2)} µs a frame, ${cost.msACall.toFixed(2)} ms a call of ${cost.heardSeconds} s`,
  )
  console.log(
    `One look of the network: ${step.vectorsUs.toFixed(1)} µs in vectors, ${step.plainUs.toFixed(0)} number by number`,
  )
  console.log(
    'Asterisk’s own AMD(): Debian 12 has no package asterisk; the classic column restates it.',
  )
  if (words.includes('--failures')) nameFailures()
}

function nameFailures(): void {
  for (const scored of ours) {
    const { row, heard } = scored
    const missed = row.beeps.length > 0 && !beepFound(scored)
    if (isRight(scored) && !missed && !hasFalseBeep(scored)) continue
    const beeps = heard.beeps.map(({ startedAtMs, hz }) => `${startedAtMs} ms ${hz} Hz`).join(', ')
    console.log(
      `${row.file}: ${row.label} heard as ${heard.verdict} at ${heard.atMs} ms` +
        `${missed ? `, beep at ${row.beep?.startMs} ms missed` : ''}${beeps === '' ? '' : `, beeps ${beeps}`}`,
    )
  }
}
