/**
 * `npm test`: everything that must hold before a change lands. Installs what the tests need from the
 * system when it may, checks types, style and dead code, then runs every test. Nothing is skipped.
 */
import { runChecks, runStep } from './steps.ts'
import { ensureSystemPackages } from './systemPackages.ts'

const TEST_FILES = ['src/**/*.test.ts', 'web/src/**/*.test.ts', 'test/**/*.test.ts']
/** A single test that hangs is a failure, not a stuck machine. */
const TEST_TIMEOUT_MS = 180_000

ensureSystemPackages()
runChecks()
const chosen = process.argv.slice(2)
runStep('tests', process.execPath, [
  '--test',
  `--test-timeout=${TEST_TIMEOUT_MS}`,
  '--test-concurrency=2',
  ...(chosen.length > 0 ? chosen : TEST_FILES),
])
