/**
 * The whole of what a carrier-grade dialler is measured by, in one run and printed as one table: ten minutes of the
 * operation of 2017, the same at five loads, playbacks beside rtpengine and SIPp, signalling alone, and half an hour of
 * short calls. An hour and a quarter, alone on the machine; each part is a bench of its own.
 * `npm run bench -- carrier [MINUTES OF STEADY LOAD, default 10] [MINUTES OF SHORT CALLS, default 31; 0: none]
 * [SECONDS AT EACH OF THE FIVE LOADS, default 60]`
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { kilobytesACallMore, type Load } from './farEnd/memory.ts'

const [steadyMinutes = 10, soakMinutes = 31, loadSeconds = 60] = process.argv.slice(2).map(Number)
/** A little above the 46.3 of 2017, for what the pacer leaves out. */
const rate = 48
const operationRate = 46.5
const loads = [8.3, 16.7, 33.3, operationRate, 66.7]
/** At this many legs engines are compared; with fewer it is what each has for itself that is measured. */
const legsCompared = 2000

type Row = Readonly<Record<string, number | string | null>>

/** Its own lines go to the screen too. */
function rowsOf(bench: string, ...words: readonly (string | number)[]): readonly Row[] {
  const file = path.join(import.meta.dirname, `${bench}.bench.ts`)
  console.log(`── ${[bench, ...words].join(' ')}`)
  const { stdout, status } = spawnSync(process.execPath, [file, ...words.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  console.log(stdout)
  if (status !== 0) throw new Error(`the bench ${bench} failed`)
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

const [steady] = rowsOf('operation', 'nowhere', steadyMinutes * 60, rate)
const curve = rowsOf('operation', 'nowhere', loadSeconds, ...loads)
const [playbacks] = rowsOf('playback', 10, legsCompared)
const signalling = rowsOf('sip')
const soak = soakMinutes > 0 ? rowsOf('soak', soakMinutes, 20).at(-1) : undefined

const ofPeer = (name: string): unknown => {
  const row = playbacks?.[`${legsCompared} legs, ${name}`] as Row | undefined
  return row?.['ours on shared ports to it']
}
const [least] = curve
const ofOperation = curve.find((each) => each['calls/s asked'] === operationRate)
const loadOf = (line: Row | undefined): Load => ({
  'calls up': Number(line?.['calls up']),
  'resident MB': Number(line?.['resident MB']),
})
const row = (measure: string, must: string, moonshot: string, measured: unknown) => ({
  ...{ measure, must, moonshot, measured: String(measured) },
})
console.table([
  row(
    'attempts/s of the whole product',
    '46.5',
    '185',
    `${steady?.['calls/s']} for ${steadyMinutes} min`,
  ),
  row(
    '… outcomes',
    'no failure of ours',
    '',
    `${steady?.['heard to the end']}, ${steady?.['other outcomes']}`,
  ),
  row(
    'calls up, late ms p50/p99/max',
    '2,800, p99 10',
    '7,400',
    `${steady?.['calls up']}, ${steady?.['late ms p50/p99/max']}`,
  ),
  row('CPU of the product, % of a core', '100', '50', steady?.['product % of a core']),
  row('first audio, ms p50/p99', '5 / 20', '2 / 5', steady?.['first audio ms p50/p99']),
  row('playbacks a core, of rtpengine’s', '3', '6', ofPeer('rtpengine')),
  row('… of SIPp’s', '1', '2', ofPeer('sipp')),
  row(
    'signalling only, calls/s on a core',
    '1,500',
    '4,000',
    signalling.at(-1)?.['calls/s on a core'],
  ),
  row(
    'memory of a call more, kB: at 2,800 up, at the heaviest load',
    '60',
    '20',
    [ofOperation, curve.at(-1)].map((each) => kilobytesACallMore(loadOf(least), loadOf(each))),
  ),
  ...(soak === undefined
    ? []
    : [
        row('heap, MB an hour', '0', '0', soak['heap, MB an hour']),
        row('objects an hour', '0', '0', soak['objects an hour']),
        row('handles an hour', '0', '0', soak['handles an hour']),
        row('descriptors an hour', '0', '0', soak['descriptors an hour']),
      ]),
])
