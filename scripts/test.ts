/**
 * `npm test`: types, style, dead code, and every test that needs neither telephones nor a browser, in under
 * ten minutes on two cores. `npm run test:simulations`: whole campaigns in virtual time. `npm run test:calls`:
 * commands and calls from outside, other people's SIP programs, hostile input, crashes. `npm run test:web`:
 * journeys in a real browser. CI runs all four.
 * Each installs what it needs from the system when it may. Nothing is skipped.
 */
import { globSync } from 'node:fs'
import path from 'node:path'
import { runChecks, runStep } from './steps.ts'
import { ensureSystemPackages } from './systemPackages.ts'

const root = path.dirname(import.meta.dirname)
/** A single test that hangs is a failure, not a stuck machine. */
const TEST_TIMEOUT_MS = 180_000
/** Of the contracts, those that are kept by real SIP and RTP. */
const overTelephones = 'media,rtpengine,telephony,incoming,ringBackPeople'
/**
 * A test waits more than it works, so three of them fill two cores. Telephones are timed in real time: no
 * more at once than cores. A journey fills both by itself.
 */
const kinds = {
  all: { files: 'src/**/*.test.ts web/src/**/*.test.ts test/**/*.test.ts', concurrency: 3 },
  simulations: { files: 'test/simulation/**/*.test.ts', concurrency: 3 },
  calls: {
    files: `test/{crash,e2e,fuzz,interop}/**/*.test.ts test/contract/{${overTelephones}}*.test.ts`,
    concurrency: 2,
  },
  web: { files: 'test/web/*.test.ts', concurrency: 1 },
} as const
const apart =
  /^test.((web|simulation|crash|e2e|fuzz|interop)[/\\]|contract.(media|rtpengine|telephony|incoming|ringBackPeople))/
const titles = {
  all: 'tests',
  simulations: 'campaigns in virtual time',
  calls: 'calls from outside',
  web: 'journeys in a browser',
} as const

const asked = process.argv[2]
const kind = asked === 'web' || asked === 'calls' || asked === 'simulations' ? asked : 'all'
const { files, concurrency } = kinds[kind]
const chosen = process.argv.slice(kind === 'all' ? 2 : 3)
const found = files
  .split(' ')
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .filter((name) => kind !== 'all' || !apart.test(name))

ensureSystemPackages()
if (kind === 'all') runChecks()
runStep(titles[kind], process.execPath, [
  '--test',
  `--test-timeout=${TEST_TIMEOUT_MS}`,
  `--test-concurrency=${concurrency}`,
  ...(chosen.length > 0 ? chosen : found.sort()),
])
