/**
 * `npm test`: what must hold before a change lands, in under ten minutes on two cores. Installs what the
 * tests need from the system when it may, checks types, style and dead code, then runs every test but the
 * journeys in a real browser, which are `npm run test:web` (test/web). CI runs both. Nothing is skipped.
 */
import { globSync } from 'node:fs'
import path from 'node:path'
import { runChecks, runStep } from './steps.ts'
import { ensureSystemPackages } from './systemPackages.ts'

const root = path.dirname(import.meta.dirname)
/** A single test that hangs is a failure, not a stuck machine. */
const TEST_TIMEOUT_MS = 180_000
/** Telephones are timed in real time: more at once than cores, and they would be late. A journey fills both. */
const kinds = {
  all: { files: 'src/**/*.test.ts web/src/**/*.test.ts test/**/*.test.ts', concurrency: 2 },
  web: { files: 'test/web/*.test.ts', concurrency: 1 },
} as const

const isWeb = process.argv[2] === 'web'
const { files, concurrency } = isWeb ? kinds.web : kinds.all
const chosen = process.argv.slice(isWeb ? 3 : 2)
const found = files
  .split(' ')
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .filter((name) => isWeb || !name.startsWith(path.join('test', 'web')))

ensureSystemPackages()
if (!isWeb) runChecks()
runStep(isWeb ? 'journeys in a browser' : 'tests', process.execPath, [
  '--test',
  `--test-timeout=${TEST_TIMEOUT_MS}`,
  `--test-concurrency=${concurrency}`,
  ...(chosen.length > 0 ? chosen : found.sort()),
])
