/** `npm run check`: types, style, dead code and the shape of the tree; seconds, before each commit. */
import { runChecks, runStep } from './steps.ts'

runChecks()
runStep('tidy', process.execPath, ['--test', 'test/tidy.test.ts'])
