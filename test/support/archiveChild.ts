/** Writes an archive that never ends, and says when it is half-way: to be killed there. */
import { setTimeout as pause } from 'node:timers/promises'
import { writeArchive } from '../../src/evidence/archive.ts'
import type { PackFile } from '../../src/evidence/packFile.ts'

const longEnoughToBeKilledMs = 600_000

async function* endless(): AsyncGenerator<PackFile> {
  yield { path: 'a.txt', content: 'a'.repeat(1_000_000) }
  console.log('half-way')
  await pause(longEnoughToBeKilledMs)
}

await writeArchive(process.argv[2] as string, endless())
