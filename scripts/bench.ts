/**
 * `npm run bench [-- NAME [ARGUMENTS]…]`: runs the benches of bench/ one after the other, all of them
 * when none is named; what follows a name and is no name goes to that bench. Results: bench/RESULTS.md.
 */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const ending = '.bench.ts'
const names = globSync(`bench/*${ending}`, { cwd: root })
  .map((file) => path.basename(file, ending))
  .sort()

/** Runs others of them, and is run by its name alone. */
const ofOthers = new Set(['carrier'])
/** Benches with arguments that are words; after any other, a word that is no bench is a mistake. */
const takesWords = new Set(['amd', 'media', 'operation'])

interface Chosen {
  readonly name: string
  readonly args: string[]
}

function chosenBy(words: readonly string[]): readonly Chosen[] {
  if (words.length === 0) {
    return names.filter((name) => !ofOthers.has(name)).map((name) => ({ name, args: [] }))
  }
  const chosen: Chosen[] = []
  for (const word of words) {
    const last = chosen.at(-1)
    if (names.includes(word)) chosen.push({ name: word, args: [] })
    else if (last && (!/^[a-z]/i.test(word) || takesWords.has(last.name))) last.args.push(word)
    else {
      console.error(`There is no bench ${word}. There are: ${names.join(', ')}`)
      process.exit(2)
    }
  }
  return chosen
}

for (const { name, args } of chosenBy(process.argv.slice(2))) {
  const load = (loadavg()[0] ?? 0).toFixed(2)
  console.log(`── ${[name, ...args].join(' ')} (load average before: ${load})`)
  const { status } = spawnSync(process.execPath, [`bench/${name}${ending}`, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  // The others are still worth their minute.
  if (status !== 0) process.exitCode = 1
}
