/**
 * The main safety claim: a campaign whose process is killed (SIGKILL) at random instants calls nobody
 * twice for one attempt, and loses no objection and no outcome. Real parts: the command line, the
 * embedded PostgreSQL, SIP and RTP; the practice carrier is a process of its own and is not killed.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { randomFrom } from '../../src/base/random.ts'
import { type PartRole, partRoles } from '../../src/campaign/voiceMessage.ts'
import { exampleCsv } from '../../src/contacts/exampleContacts.ts'
import { prepareRecording } from '../../src/intake/recording.ts'
import { openDatabase } from '../../src/store/database.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import type { PersonRecord } from '../../src/telephony/practice/personCall.ts'
import { quickMix } from '../../src/telephony/practice/population.ts'
import { aDataFolder } from '../support/dataFolder.ts'
import { portevoix, startPortevoix } from '../support/portevoix.ts'

const KILLS = 20
/** Random instants; the seed is printed when the test fails. */
const SEED = Date.now() % 1_000_000
/** From the first new call of a run to its death: gate, keys, objections, ends, retries are in reach. */
const LIFE_MS = { least: 30, most: 2500 }
const PEOPLE = 2500
/** A process takes some seconds to come up on a busy machine, and it dies twenty times. */
const patient = { timeout: 400_000 }
const NEW_CALL_WITHIN_MS = 30_000
const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const recordings: Record<PartRole, string> = {
  gate: path.join(examples, 'audio', 'gate.wav'),
  content: path.join(examples, 'audio', 'content.wav'),
  closing: path.join(examples, 'audio', 'closing.wav'),
  objectionConfirmed: path.join(examples, 'audio', 'objection.wav'),
}

interface Line extends PersonRecord {
  readonly is: 'began' | 'ended'
}

interface Attempt {
  readonly id: string
  readonly number: string
  readonly state: 'armed' | 'ended' | 'unknown'
  readonly outcome: string | null
}

test(
  `killed ${KILLS} times: nobody is called twice for one attempt, nothing acknowledged is lost`,
  patient,
  async (t) => {
    const campaign = await aPracticeCampaign(t)
    const random = randomFrom(SEED)
    let known = new Map<string, string>()
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const begun = campaign.callsBegun()
      const run = startPortevoix(['campaign', 'start', campaign.id], campaign.env)
      await until(() => campaign.callsBegun() > begun, `a new call in run ${kill} (seed ${SEED})`)
      await wait(LIFE_MS.least + random.below(LIFE_MS.most - LIFE_MS.least))
      run.process.kill('SIGKILL')
      await run.exited
      const { attempts, objectedAttempts } = await campaign.stored()
      // An outcome that was stored stays as it was, whatever dies afterwards.
      for (const [id, outcome] of known) {
        const now = attempts.find((attempt) => attempt.id === id)
        assert.equal(now?.outcome, outcome, `attempt ${id} changed (seed ${SEED}, kill ${kill})`)
      }
      known = new Map(attempts.flatMap(({ id, outcome }) => (outcome ? [[id, outcome]] : [])))
      holdsAgainstPhones(campaign.lines(), attempts, objectedAttempts, `seed ${SEED}, kill ${kill}`)
    }
    const begun = campaign.callsBegun()
    const recovered = startPortevoix(['campaign', 'start', campaign.id], campaign.env)
    await until(() => campaign.callsBegun() > begun, `a call after the last kill (seed ${SEED})`)
    await portevoix(['campaign', 'stop', campaign.id], campaign.env)
    await recovered.exited
    const { attempts, objectedAttempts } = await campaign.stored()
    const left = attempts.filter(({ state }) => state === 'armed')
    assert.equal(left.length, 0, `every armed attempt ends or is unknown (seed ${SEED})`)
    assert.ok(
      attempts.some(({ state }) => state === 'unknown'),
      'the kills left attempts to account for',
    )
    assert.ok(objectedAttempts.size > 0, 'people objected while processes died')
    holdsAgainstPhones(campaign.lines(), attempts, objectedAttempts, `seed ${SEED}, at the end`)
  },
)

/** What the phones lived against what is stored. Call-IDs are attempt ids (telephony.ts). */
function holdsAgainstPhones(
  lines: readonly Line[],
  attempts: readonly Attempt[],
  objectedAttempts: ReadonlySet<string>,
  when: string,
): void {
  const calls = Map.groupBy(
    lines.filter(({ is }) => is === 'began'),
    ({ callId }) => callId,
  )
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]))
  for (const [callId, began] of calls) {
    assert.equal(began.length, 1, `attempt ${callId} rang ${began.length} times (${when})`)
    assert.ok(byId.has(callId), `a phone rang for ${callId}, which is not stored (${when})`)
    assert.equal(byId.get(callId)?.number, began[0]?.number, `${callId} rang its number (${when})`)
  }
  for (const { is, callId, confirmationHeard } of lines) {
    if (is !== 'ended' || !confirmationHeard) continue
    assert.ok(
      objectedAttempts.has(callId),
      `${callId} heard "noted" without an objection (${when})`,
    )
  }
}

async function aPracticeCampaign(t: TestContext) {
  const dataFolder = aDataFolder(t)
  const folder = path.dirname(dataFolder)
  const env = { PORTEVOIX_DATA: dataFolder }
  const { port, records } = await aCarrier(t, folder)
  const people = path.join(folder, 'people.csv')
  writeFileSync(people, exampleCsv(PEOPLE, SEED))
  const done = async (line: string, ...args: string[]) => {
    const ran = await portevoix([...line.split(' '), ...args, '--json'], env)
    assert.equal(ran.exitCode, 0, ran.stderr)
    return ran.json()
  }
  await done('contacts import --source', path.join(examples, 'source.json'), people)
  await done(
    `trunk add outside --kind practice --host 127.0.0.1 --port ${port}`,
    ...['--calls-per-second', '40', '--concurrent-calls', '300', '--caller-id', '+33163001234'],
  )
  const created = await done(
    'campaign create --name killed --trunk outside --no-election --voice synthetic --ring-timeout 5',
    ...['--controller', 'Camille Exemple', '--caller-id', '+33163001234'],
    ...['--gate', recordings.gate, '--content', recordings.content],
  )
  const id = created['campaign'] as string
  await done('campaign approve', id, '--by', 'Nour Exemple')
  const lines = (): readonly Line[] =>
    existsSync(records) ? parseLines(readFileSync(records, 'utf8')) : []
  return {
    id,
    env,
    lines,
    callsBegun: () => lines().filter(({ is }) => is === 'began').length,
    stored: () => storedOf(dataFolder),
  }
}

/** In this process, which lives on: its phones recognise the recordings and can bear witness. */
async function aCarrier(t: TestContext, folder: string) {
  const records = path.join(folder, 'records.jsonl')
  const prepared = await Promise.all(
    partRoles.map(async (role) => ({ role, ...(await prepareRecording(recordings[role])) })),
  )
  const carrier = await startPracticeCarrier({
    seed: SEED,
    mix: quickMix,
    parts: prepared.map(({ role, clip, durationMs }) => ({ role, clip: clip.id, durationMs })),
    clips: prepared.map(({ clip }) => clip),
    recordsFile: records,
  })
  t.after(() => carrier.close())
  return { port: carrier.port, records }
}

/** The last line may be half written. */
function parseLines(text: string): readonly Line[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

async function storedOf(dataFolder: string) {
  const database = await openDatabase({ dataFolder })
  try {
    const { rows: attempts } = await database.pool.query<Attempt>(
      `select a.id, c.phone as number, a.state, a.outcome from attempt a
       join target t on t.id = a.target_id join contact c on c.id = t.contact_id`,
    )
    const { rows } = await database.pool.query<{ id: string }>(
      'select distinct attempt_id as id from suppression where attempt_id is not null',
    )
    return { attempts, objectedAttempts: new Set(rows.map(({ id }) => id)) }
  } finally {
    await database.close()
  }
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const limit = performance.now() + NEW_CALL_WITHIN_MS
  while (!holds()) {
    assert.ok(performance.now() < limit, `waited ${NEW_CALL_WITHIN_MS} ms for ${what}`)
    await wait(20)
  }
}
