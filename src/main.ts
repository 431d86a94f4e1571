/** The command line's entry: runs one command and ends with its documented exit code. */
import { run } from './cli/program.ts'

// Whoever read us has gone (`| head`): a campaign that is calling goes on, unheard.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await run(process.argv.slice(2))
