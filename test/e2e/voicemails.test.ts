/**
 * Voicemails over real SIP and RTP: a campaign to mailboxes of every kind, and to people among them. Each mailbox
 * records what arrives after its beep, and the recording is compared with the voicemail version sample by sample.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { practiceClock } from '../../src/base/clock.ts'
import type { AttemptId } from '../../src/base/ids.ts'
import { minutes, ms, seconds } from '../../src/base/units.ts'
import { runCampaigns } from '../../src/runner/campaignRunner.ts'
import { practiceSide } from '../../src/store/postgres/practiceSide.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { agreement } from '../../src/telephony/practice/agreement.ts'
import { type Behaviour, behaviourNames } from '../../src/telephony/practice/behaviour.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { isMachine } from '../../src/telephony/practice/machineLines.ts'
import type { PersonRecord } from '../../src/telephony/practice/personCall.ts'
import { demoMix, type Mix } from '../../src/telephony/practice/population.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { aCampaign, practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'
import { noiseFor } from '../support/contractWorlds.ts'
import { playedParts, virtualCampaign } from '../support/virtualCampaign.ts'

const seed = 7
const contacts = 420
const wholeShareLeast = 0.98
/**
 * Of the people with such a mailbox: a short greeting without a beep passes for a person's, who is left nothing. 98 of
 * 100 on a quiet machine (ADR 29); a busy one loses packets besides.
 */
const servedShareLeast = 0.92
/** A mailbox takes a message: what we begin there must be there from its first sample to its last. */
const takesMessages: readonly Behaviour[] = [
  'voicemail',
  'voicemailWithoutBeep',
  'voicemailBeepsTwice',
]

/** Two thirds machines, and those who press 9 or listen; nobody whose wait would only cost time. */
const weights: Mix['weights'] = {
  ...Object.fromEntries(behaviourNames.filter(isMachine).map((name) => [name, 15])),
  ...{ voicemail: 200, voicemailWithoutBeep: 30, voicemailBeepsTwice: 40 },
  ...{ listens: 60, pressesNothing: 30, objectsAtGate: 30, hangsUpAtGate: 20, busy: 20 },
}
const mix: Mix = {
  ...demoMix,
  weights,
  manners: {
    ...demoMix.manners,
    postDialMs: [ms(20), ms(100)],
    mailboxRingMs: [ms(500), ms(1500)],
    ringMs: [ms(500), ms(1500)],
  },
}

/** Everybody has two numbers; who was busy or got no message is tried once more. */
async function played(t: TestContext) {
  const options = {
    ...{ seed, contacts, phones: 2, household: 2, voicemailMs: 9000, sounds: noiseFor },
    trunk: { callsPerSecond: 15, concurrentCalls: 200 },
    campaigns: [
      {
        answeringMachines: 'leaveVoicemail' as const,
        menu: { ...aCampaign().menu, gateTimeoutMs: seconds(1) },
        retry: {
          attemptsMax: 2,
          busyDelayMs: minutes(20),
          noAnswerDelayMs: minutes(20),
          carrierDelayMs: minutes(20),
        },
      },
    ],
  }
  const parts = playedParts(options)
  const carrier = await startPracticeCarrier({ seed, mix, parts, clips: parts.map(noiseFor) })
  t.after(() => carrier.close())
  const { host, port } = carrier
  const world = await virtualCampaign({ ...options, trunk: { ...options.trunk, host, port } })
  t.after(() => world.close())
  const [own] = await world.store.routeOf(practiceTrunk.id)
  assert.ok(own)
  const trunk = { ...own, kind: 'practice' as const }
  const media = await openMediaEngine({ portRange: { from: 20_000, to: 22_999 } })
  const clock = practiceClock(tuesdayTen)
  const telephony = await openTelephony({ trunks: [trunk], media, clock, version: '' })
  t.after(() => telephony.close())
  const run = runCampaigns({
    ...{ store: world.store, telephony, campaigns: world.campaigns },
    line: { kind: 'practice', trunk, clock },
    newAttemptId: () => randomUUID() as AttemptId,
  })
  const result = await run.finished
  const [campaign] = world.campaigns
  assert.ok(campaign)
  return { world, result, campaign, records: await carrier.records() }
}

const recordedOf = ({ recorded }: PersonRecord) => (recorded === 'notKept' ? undefined : recorded)

test('voicemails: of all that mailboxes are left the whole is recorded, once a person, and never to a person', async (t) => {
  const { world, result, campaign, records } = await played(t)
  assert.equal(result.campaigns[0]?.state, 'completed')
  const { pool } = world.database
  const { rows: attempts } = await pool.query<{ number: string; person: string; outcome: string }>(
    `select c.phone as number, c.person_id as person, a.outcome from attempt a
     join target t on t.id = a.target_id join contact c on c.id = t.contact_id`,
  )
  const personOf = new Map(attempts.map(({ number, person }) => [number as string, person]))

  await t.test('at least 98 of 100 are whole from the first sample', () => {
    const mailboxes = records.filter(
      ({ behaviour, heard }) =>
        behaviour &&
        takesMessages.includes(behaviour) &&
        heard.some(({ role }) => role === 'voicemail'),
    )
    const whole = mailboxes.filter((record) => recordedOf(record)?.complete)
    t.diagnostic(`${whole.length} of ${mailboxes.length} voicemails whole`)
    const kinds = new Set(whole.map(({ behaviour }) => behaviour))
    assert.deepEqual([...kinds].sort(), [...takesMessages].sort())
    assert.ok(mailboxes.length >= 100, `only ${mailboxes.length} mailboxes were left something`)
    assert.ok(whole.length >= wholeShareLeast * mailboxes.length)
  })

  await t.test('who could be left a message was', () => {
    const machines = records.filter(
      ({ behaviour }) => behaviour && takesMessages.includes(behaviour),
    )
    const people = Map.groupBy(machines, ({ number }) => personOf.get(number))
    const served = [...people.values()].filter((calls) => calls.some((call) => recordedOf(call)))
    t.diagnostic(`${served.length} of ${people.size} people with a mailbox`)
    assert.ok(served.length >= servedShareLeast * people.size)
  })

  await t.test('nobody is left it twice, with two numbers and two attempts', () => {
    const whole = records.filter((record) => recordedOf(record)?.complete)
    assert.ok(whole.every((record) => recordedOf(record)?.copies === 1))
    const people = whole.map(({ number }) => personOf.get(number))
    assert.equal(new Set(people).size, people.length)
  })

  await t.test('no person is spoken to as a machine is', () => {
    const spokenTo = records.filter(
      ({ behaviour, heard }) =>
        behaviour && !isMachine(behaviour) && heard.some(({ role }) => role === 'voicemail'),
    )
    assert.deepEqual(spokenTo, [])
  })

  await t.test(
    'whoever pressed 9 is never called again, and the report agrees with every phone',
    () => reportAgrees({ world, campaign, records }),
  )
  t.diagnostic(
    JSON.stringify(
      Object.fromEntries(
        [...Map.groupBy(attempts, ({ outcome }) => outcome)].map(([outcome, { length }]) => [
          outcome,
          length,
        ]),
      ),
    ),
  )
})

async function reportAgrees({
  world,
  campaign,
  records,
}: Pick<Awaited<ReturnType<typeof played>>, 'world' | 'campaign' | 'records'>) {
  const ours = await practiceSide(world.database, campaign)
  const pressed = records.filter(({ keys }) => keys.some(({ key }) => key === '9'))
  assert.ok(pressed.length > 5)
  assert.deepEqual(
    pressed.filter(({ number }) => !ours.objected.has(number)),
    [],
  )
  const { menu } = aCampaign()
  const { disagreements } = agreement({
    ...{ menu, objected: ours.objected },
    attempts: ours.attempts,
    records,
  })
  assert.deepEqual(disagreements, [])
}
