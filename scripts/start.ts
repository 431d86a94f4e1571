/**
 * `npm start`: builds the web app when it is stale, then serves everything on this machine and opens it in
 * the browser where there is one. What stands behind `--` goes to `portevoix serve`.
 */
import { run } from '../src/cli/program.ts'
import { buildWeb } from './buildWeb.ts'

const { built, tookMs } = await buildWeb()
if (built) console.error(`The web app was built in ${(tookMs / 1000).toFixed(1)} s.`)
process.exitCode = await run(['serve', '--open', ...process.argv.slice(2)])
