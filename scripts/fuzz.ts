/**
 * `node scripts/fuzz.ts SECONDS SEED [TARGET]`: the readers of test/fuzz for as long as you like. Inputs
 * that reach code no other reached (V8's precise coverage) become seeds of the run; the smallest of them
 * are written to test/fuzz/corpus, to be read and committed. Stops at the first broken promise.
 */
import { Session } from 'node:inspector/promises'
import { randomFrom } from '../src/base/random.ts'
import { keepSeed, seedsMax, seedsOf, tortureMessages } from '../test/fuzz/corpus.ts'
import { mutate } from '../test/fuzz/mutator.ts'
import { targets } from '../test/fuzz/targets.ts'

/** Reading the counters takes milliseconds: once for so many inputs. */
const inputsInBatch = 500
/** Longer ones reach the same code as a shorter one would, and nobody reads them. */
const keptBytesMax = 2000
const watched = /\/src\/(?:sip|sdp|rtp|contacts|telephony)\//

const [secondsText = '60', seedText = '1', only] = process.argv.slice(2)
const seconds = Number(secondsText)
const seed = Number(seedText)
if (!(seconds > 0) || !Number.isInteger(seed) || (only !== undefined && !(only in targets))) {
  console.error(
    `node scripts/fuzz.ts SECONDS SEED [TARGET]; targets: ${Object.keys(targets).join(', ')}`,
  )
  process.exit(2)
}

const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

/** What ran since it was last asked, as `file:from-to` of blocks. */
async function blocksRun(): Promise<string[]> {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  return result
    .filter(({ url }) => watched.test(url))
    .flatMap(({ url, functions }) =>
      functions.flatMap(({ ranges }) =>
        ranges
          .filter(({ count }) => count > 0)
          .map(({ startOffset, endOffset }) => `${url}:${startOffset}-${endOffset}`),
      ),
    )
}

function runOne(name: string, input: Uint8Array): void {
  try {
    targets[name]?.(input)
  } catch (error) {
    console.error(`${name}, seed ${seed}: ${Buffer.from(input).toString('base64')}`)
    console.error(error)
    process.exit(1)
  }
}

/** The inputs of a batch that reach what was not seen, found by halving it. */
async function freshIn(
  name: string,
  batch: readonly Uint8Array[],
  seen: Set<string>,
): Promise<{ readonly input: Uint8Array; readonly block: string }[]> {
  for (const input of batch) runOne(name, input)
  const fresh = (await blocksRun()).filter((block) => !seen.has(block))
  const [block] = fresh
  const [input] = batch
  if (!block || !input) return []
  if (batch.length === 1) {
    for (const found of fresh) seen.add(found)
    return [{ input, block }]
  }
  const middle = Math.ceil(batch.length / 2)
  const first = await freshIn(name, batch.slice(0, middle), seen)
  return [...first, ...(await freshIn(name, batch.slice(middle), seen))]
}

async function fuzz(name: string, until: number): Promise<void> {
  const takesSip = name === 'sip' || name === 'stream'
  const seeds = [...seedsOf(name), ...(takesSip ? tortureMessages() : [])]
  const random = randomFrom(seed)
  let places = seedsMax - seedsOf(name).length
  let inputs = 0
  let kept = 0
  for (const input of seeds) runOne(name, input)
  const seen = new Set(await blocksRun())
  while (performance.now() < until) {
    const batch = Array.from({ length: inputsInBatch }, () => mutate(random, seeds))
    inputs += batch.length
    for (const { input, block } of await freshIn(name, batch, seen)) {
      seeds.push(input)
      if (places === 0 || input.length > keptBytesMax) continue
      places -= 1
      kept += 1
      keepSeed(name, `reached ${placeOf(block)}`, input)
    }
  }
  console.log(`${name}: ${inputs} inputs, ${seen.size} blocks reached, ${kept} new seeds`)
}

const placeOf = (block: string): string => block.replace(/^.*\/src\//, 'src/').replace(/:.*$/, '')

const names = only === undefined ? Object.keys(targets) : [only]
for (const name of names) {
  await fuzz(name, performance.now() + (seconds * 1000) / names.length)
}
session.disconnect()
