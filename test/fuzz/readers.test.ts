/**
 * Readers of bytes from the network, fed hostile input: the committed corpus, then mutations of it from
 * one printed seed. `node scripts/fuzz.ts SECONDS SEED` goes on for longer and keeps what finds new code.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../../src/base/random.ts'
import { seedsOf, tortureMessages } from './corpus.ts'
import { inputBytesMax, mutate } from './mutator.ts'
import { targets } from './targets.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 4475)
const rounds = 1500
/** Of the processor, for one input of at most 65,535 bytes: generous, on a machine that does other things. */
const cpuMsMax = 400

for (const [name, run] of Object.entries(targets)) {
  const takesSip = name === 'sip' || name === 'stream'
  const seeds = [...seedsOf(name), ...(takesSip ? tortureMessages() : [])]

  test(`fuzz ${name}: ${seeds.length} seeds and ${rounds} mutations of them, seed ${seed}`, () => {
    assert.ok(seeds.length > 0)
    const random = randomFrom(seed)
    for (let i = 0; i < seeds.length + rounds; i += 1) {
      const input = seeds[i] ?? mutate(random, seeds)
      const before = process.cpuUsage()
      try {
        run(input)
      } catch (error) {
        throw new Error(`round ${i}, input ${Buffer.from(input).toString('base64')}`, {
          cause: error,
        })
      }
      const { user, system } = process.cpuUsage(before)
      assert.ok((user + system) / 1000 < cpuMsMax, `round ${i}: ${(user + system) / 1000} ms`)
    }
  })
}

test('fuzz: one seed gives the same inputs in every run, and none is longer than a datagram', () => {
  const inputs = (from: number) => {
    const random = randomFrom(from)
    return Array.from({ length: 200 }, () => mutate(random, seedsOf('sip')))
  }
  assert.deepEqual(inputs(1), inputs(1))
  assert.notDeepEqual(inputs(1), inputs(2))
  assert.ok(inputs(3).every(({ length }) => length <= inputBytesMax))
})
