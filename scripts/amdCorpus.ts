/**
 * `npm run amd:corpus [-- SHARE [SEED]]`: builds the labelled corpus of answered calls into corpus/amd (never committed).
 * SHARE 1 (the default) is about 1,800 clips a split. What of it is synthetic: docs/adr/0029-who-answered.md.
 */
import { buildSplit } from '../bench/amd/build.ts'
import { buildRecorded } from '../bench/amd/recorded.ts'
import { machineSpeech } from '../bench/amd/speech.ts'
import { splits } from '../bench/amd/voices.ts'
import { steadyNow } from '../src/base/clock.ts'
import { ensureSounds, onPath } from './systemPackages.ts'

const share = Number(process.argv[2] ?? 1)
const seed = Number(process.argv[3] ?? 20_270_418)
if (!(share > 0 && share <= 10) || !Number.isInteger(seed)) {
  console.error(
    'npm run amd:corpus [-- SHARE [SEED]]: a share from 0.001 to 10, a whole number as seed',
  )
  process.exit(2)
}

const absent = ensureSounds()
if (absent.length > 0) console.log(`not to be had here, and done without: ${absent.join(', ')}`)
const flite = onPath(['flite']) !== undefined
const started = steadyNow()
const { speak, close } = machineSpeech()
try {
  const recorded = buildRecorded(seed)
  console.log(
    recorded.length === 0
      ? 'recorded: none of Debian’s recorded prompts is installed'
      : `recorded: ${recorded.length} clips of prompts that people recorded, ${Math.round((steadyNow() - started) / 1000)} s`,
  )
  for (const split of [...splits].reverse()) {
    let said = 0
    const onClip = (done: number, of: number): void => {
      const percent = Math.floor((done / of) * 10) * 10
      if (percent === said) return
      said = percent
      console.log(
        `${split}: ${done} of ${of} clips, ${Math.round((steadyNow() - started) / 1000)} s`,
      )
    }
    const rows = await buildSplit(split, { seed, share, speak, flite, onClip })
    const minutes = rows.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000
    console.log(`${split}: ${rows.length} clips, ${minutes.toFixed(0)} minutes, seed ${seed}`)
  }
} finally {
  close()
}
