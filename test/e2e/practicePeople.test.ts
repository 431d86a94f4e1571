/** The practice carrier through the command line, and its people when they cannot tell the parts apart. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { practiceClock } from '../../src/base/clock.ts'
import { seconds } from '../../src/base/units.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import type { Behaviour } from '../../src/telephony/practice/behaviour.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { quickMix } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'
import { contractPlan, noiseFor } from '../support/contractWorlds.ts'
import { practiceCalls } from '../support/practiceCalls.ts'
import { fictionNumbers } from '../support/virtualCalls.ts'

/** Calls `count` people of the carrier at this port and waits for the end of every call. */
async function callEverybody(port: number, count: number) {
  const clock = practiceClock(tuesdayTen)
  const media = await openMediaEngine({ portRange: { from: 18_000, to: 18_999 } })
  const trunks = [{ ...practiceTrunk, host: '127.0.0.1', port }]
  const telephony = await openTelephony({ trunks, media, clock, version: 'test' })
  try {
    for (const part of Object.values(contractPlan.parts)) await telephony.loadClip(noiseFor(part))
    const plan = { ...contractPlan, ringTimeoutMs: seconds(2) }
    const calls = practiceCalls(telephony, clock, plan)
    for (const number of fictionNumbers(count)) calls.call(number)
    while (calls.up() > 0) {
      calls.wake()
      await wait(5)
    }
    return calls.lived()
  } finally {
    await telephony.close()
  }
}

test('practice people who were told no parts go by the clock: they listen, object and hang up', async () => {
  const outcomes: Partial<Record<Behaviour, string>> = {
    listens: 'heardToEnd',
    objectsAtGate: 'objected',
    hangsUpAtGate: 'hungUpAtGate',
  }
  const weights = { listens: 1, objectsAtGate: 1, hangsUpAtGate: 1 }
  const carrier = await startPracticeCarrier({ seed: 2, mix: { ...quickMix, weights } })
  try {
    const lived = await callEverybody(carrier.port, 12)
    const records = await carrier.records()
    for (const { behaviour, heard, number } of records) {
      const outcome = lived.find((call) => call.number === number)?.outcome
      assert.equal(outcome, behaviour && outcomes[behaviour], behaviour)
      // Nobody can say what they heard.
      assert.deepEqual(heard, [])
    }
    assert.equal(records.length, 12)
  } finally {
    await carrier.close()
  }
})

test('practice carrier as a process of its own: says where it is, records, ends on SIGTERM', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-practice-'))
  const records = path.join(folder, 'records.jsonl')
  const args = ['src/main.ts', 'practice-carrier', '--port', '0', '--seed', '3', '--json']
  const child = spawn(process.execPath, [...args, '--records', records], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const { host, port } = JSON.parse(line.toString()) as { host: string; port: number }
    assert.equal(host, '127.0.0.1')
    const lived = await callEverybody(port, 10)
    assert.equal(lived.length, 10)
    child.kill('SIGTERM')
    const [exitCode] = await once(child, 'exit')
    assert.equal(exitCode, 0)
    const lines = readFileSync(records, 'utf8').trim().split('\n')
    const began = lines.filter((text) => (JSON.parse(text) as { is: string }).is === 'began')
    assert.equal(began.length, 10)
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
})
