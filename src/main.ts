/** The command line's entry: runs one command and ends with its documented exit code. */
import { run } from './cli/program.ts'

process.exitCode = await run(process.argv.slice(2))
