/**
 * Whole campaigns that leave voicemails, in virtual time with the real store: nobody is left two, the day's limit
 * holds, and with each setting machines get what it says. A failure names the seed in the test's title.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minutes, seconds } from '../../src/base/units.ts'
import { voicemailTalkMs } from '../../src/campaign/answeringMachines.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { demoMix } from '../../src/telephony/practice/population.ts'
import { type EarMistakes, noMistakes } from '../../src/telephony/practice/virtualEar.ts'
import { aCampaign } from '../support/aCampaign.ts'
import { assertInvariants } from '../support/invariants.ts'
import { type VirtualCampaign, virtualCampaign } from '../support/virtualCampaign.ts'

const voicemailMs = seconds(16)
const trunk = { callsPerSecond: 10, concurrentCalls: 30 }
/** Half of the phones are answered by a mailbox, and some of those take nothing or cut. */
const mix = {
  ...demoMix,
  weights: {
    ...{ listens: 30, pressesNothing: 10, hangsUpAtGate: 10, busy: 5, ringsOut: 5 },
    ...{
      voicemail: 30,
      voicemailWithoutBeep: 5,
      voicemailFull: 5,
      voicemailCuts: 5,
      fax: 2,
      screens: 3,
    },
  },
}
const retry = { ...aCampaign().retry, attemptsMax: 3, noAnswerDelayMs: minutes(20) }
const maxTalkMs = voicemailTalkMs(voicemailMs)

async function simulate(
  seed: number,
  change: Partial<Campaign>,
  check: (world: VirtualCampaign) => void | Promise<void>,
  { phones = 1, ear = noMistakes }: { readonly phones?: number; readonly ear?: EarMistakes } = {},
): Promise<void> {
  const contacts = 240
  const campaigns = [{ retry, maxTalkMs, ...change }]
  const homes = { phones, household: phones }
  const options = { seed, contacts, trunk, mix, voicemailMs, campaigns, ear, ...homes }
  const world = await virtualCampaign(options)
  try {
    const result = await world.live(world.start())
    await assertInvariants(world, options, result)
    assert.equal(result.campaigns[0]?.fault, null)
    await check(world)
  } finally {
    await world.close()
  }
}

/** By person: how often a mailbox has some of the voicemail. */
async function leftTo({
  database,
  records,
}: VirtualCampaign): Promise<ReadonlyMap<number, number>> {
  const { rows } = await database.pool.query('select phone, person_id as person from contact')
  const personOf = new Map<string, number>(rows.map(({ phone, person }) => [phone, person]))
  const left = new Map<number, number>()
  for (const { number, heard } of records()) {
    const person = personOf.get(number)
    assert.ok(person !== undefined)
    if (!heard.some(({ role }) => role === 'voicemail')) continue
    left.set(person, (left.get(person) ?? 0) + 1)
  }
  return left
}

const outcomesOf = async ({ database }: VirtualCampaign): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await database.pool.query(
    'select outcome, count(*)::int as calls from attempt group by outcome',
  )
  return new Map(rows.map(({ outcome, calls }) => [outcome, calls]))
}

const errs: EarMistakes = { humanCalledMachine: 0.03, machineCalledHuman: 0.05, beepMissed: 0.05 }

for (const [phones, ear] of [
  [1, noMistakes],
  [2, errs],
] as const) {
  test(`voicemails, seed ${60 + phones}: three tries, ${phones} phones a person, ${ear === errs ? 'an ear that errs' : 'an ear'}: nobody is left two`, async () => {
    await simulate(
      60 + phones,
      { answeringMachines: 'leaveVoicemail' },
      async (world) => {
        const outcomes = await outcomesOf(world)
        assert.ok((outcomes.get('voicemailLeft') ?? 0) > 30, JSON.stringify([...outcomes]))
        assert.ok((outcomes.get('voicemailCut') ?? 0) > 0, 'some mailboxes cut')
        assert.ok((outcomes.get('mailboxFull') ?? 0) > 0, 'some mailboxes are full')
        const left = await leftTo(world)
        const { rows } = await world.database.pool.query(
          `select c.person_id as person, count(*)::int as calls from attempt a
           join target t on t.id = a.target_id join contact c on c.id = t.contact_id
           where a.voicemail_ms is not null group by 1`,
        )
        assert.ok(rows.length > 30)
        assert.deepEqual(
          rows.filter(({ calls }) => calls > 1),
          [],
          'as the store says',
        )
        // A mailbox that hangs up at our first word may have a word of it, and takes the whole later.
        const full = world.records().filter(({ behaviour }) => behaviour === 'voicemailFull')
        assert.ok([...left.values()].filter((times) => times > 1).length <= full.length)
      },
      { phones, ear },
    )
  })
}

test('voicemails, seed 63: of the day’s 15 no more are left, and the other machines are hung up on', async () => {
  await simulate(
    63,
    { answeringMachines: 'leaveVoicemail', voicemailsADayMax: 15 },
    async (world) => {
      const { rows } = await world.database.pool.query(
        `select count(*)::int as taken from attempt where voicemail_day is not null`,
      )
      const counted = await world.database.pool.query('select taken from voicemail_counter')
      // A call that may still leave one holds its place: the last of a day may end below what is allowed.
      const taken: number = rows[0].taken
      assert.ok(taken <= 15 && taken >= 12, `${taken} of 15`)
      assert.deepEqual(counted.rows, [{ taken }])
      assert.ok(((await outcomesOf(world)).get('answeredByMachine') ?? 0) > 20)
    },
  )
})

test('voicemails, seed 64: where machines are hung up on, none has a word of it', async () => {
  await simulate(64, { answeringMachines: 'hangUp' }, async (world) => {
    const outcomes = await outcomesOf(world)
    assert.ok((outcomes.get('answeredByMachine') ?? 0) > 50)
    assert.equal(outcomes.get('voicemailLeft'), undefined)
    assert.deepEqual([...(await leftTo(world))], [])
  })
})

test('voicemails, seed 65: where machines are ignored, they hear what people hear', async () => {
  await simulate(65, { answeringMachines: 'ignore' }, async (world) => {
    const outcomes = await outcomesOf(world)
    const ofMachines = [
      'voicemailLeft',
      'voicemailCut',
      'mailboxFull',
      'answeredByMachine',
      'screened',
      'fax',
    ]
    assert.deepEqual(
      ofMachines.filter((outcome) => outcomes.has(outcome)),
      [],
    )
    const mailboxes = world.records().filter(({ behaviour }) => behaviour === 'voicemail')
    assert.ok(mailboxes.length > 20)
    assert.ok(mailboxes.every(({ heard }) => heard.every(({ role }) => role === 'gate')))
  })
})
