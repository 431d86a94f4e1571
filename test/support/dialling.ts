/** Builders for tests of the store: a campaign that runs, with people to call, and verdicts for them. */

import { randomUUID } from 'node:crypto'
import type { AttemptId, CampaignId, OrganisationId, TrunkId } from '../../src/base/ids.ts'
import { type E164, type EpochMs, epochMs, minutes, ms, seconds } from '../../src/base/units.ts'
import type { Outcome } from '../../src/call/outcome.ts'
import { plainTrunk } from '../../src/call/trunk.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import type { Verdict } from '../../src/law/verdict.ts'
import type { Database } from '../../src/store/database.ts'
import type { ArmRequest, AttemptEnd, LeasedTarget, Store } from '../../src/store/store.ts'

/** Tuesday 5 May 2026, 10:00 in Paris. */
export const tuesday: EpochMs = epochMs(Date.UTC(2026, 4, 5, 8, 0))
export const at = (secondsLater: number): EpochMs => epochMs(tuesday + secondsLater * 1000)
export const leaseFor = seconds(30)
export const controller = 'Liste Exemple'

export const aTrunk = {
  id: 'practice' as TrunkId,
  kind: 'practice',
  host: '127.0.0.1',
  port: 5060,
  callsPerSecond: 10,
  concurrentCalls: 20,
  ...plainTrunk,
  callerIds: ['+33163001234' as E164],
} as const

export function aCampaign(id: string, change: Partial<Campaign> = {}): Campaign {
  return {
    id: id as CampaignId,
    organisation: '1' as OrganisationId,
    name: `Campaign ${id}`,
    controller,
    purpose: 'electoral',
    election: null,
    trunk: aTrunk.id,
    callerId: aTrunk.callerIds[0],
    state: 'draft',
    deadline: at(3600 * 10),
    ringTimeoutMs: seconds(30),
    maxTalkMs: seconds(120),
    menu: {
      listen: '1',
      objection: '9',
      replay: '2',
      gateTimeoutMs: seconds(8),
      replaysMax: 1,
    },
    retry: {
      attemptsMax: 3,
      busyDelayMs: minutes(10),
      noAnswerDelayMs: minutes(60),
      carrierDelayMs: minutes(1),
    },
    message: null,
    practiceStart: tuesday,
    ...change,
  }
}

/** A contact as `[person, household]`; its number is the fiction number of its place in the list. */
export type Home = readonly [person: number, household: number]

/** Everybody lives alone. */
export const singles = (count: number): readonly Home[] =>
  Array.from({ length: count }, (_, index) => [index + 1, index + 1] as const)

export const numberOf = (place: number): E164 => `+3363998${String(place).padStart(4, '0')}` as E164

export async function addContacts({ pool }: Database, homes: readonly Home[]): Promise<void> {
  const rows = homes.map(([person, household], index) => ({
    phone: numberOf(index),
    person,
    household,
  }))
  await pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     select 1, phone, person, household, '75056', $2
     from jsonb_to_recordset($1) as r(phone text, person bigint, household bigint)`,
    [JSON.stringify(rows), tuesday],
  )
}

/** A running campaign whose targets are these people. */
export async function startCampaign(
  database: Database,
  store: Store,
  homes: readonly Home[],
  campaign = aCampaign('c1'),
): Promise<CampaignId> {
  await addContacts(database, homes)
  await store.addTrunk(aTrunk)
  return runCampaign(store, campaign)
}

/** A running campaign with all contacts there are. */
export async function runCampaign(store: Store, campaign: Campaign): Promise<CampaignId> {
  await store.createCampaign({ ...campaign, state: 'ready' }, tuesday)
  await store.chooseTargets(campaign.id, null, tuesday)
  await store.moveCampaign(campaign.id, 'ready', 'running', 'test', tuesday)
  return campaign.id
}

export const lawful: Verdict = {
  allowed: true,
  refusals: [],
  unknown: [],
  rulesRun: ['fr.consent', 'fr.hours'],
  judgedAt: tuesday,
  lawVersion: 'test',
}

export function refusedBy(rule: string, askAgainAt?: EpochMs): Verdict {
  const reason = { en: `refused by ${rule}`, fr: `refusé par ${rule}` }
  return {
    ...lawful,
    allowed: false,
    refusals: [{ rule, is: 'refused', measured: 'x', limit: 'y', reason }],
    ...(askAgainAt !== undefined && { askAgainAt }),
  }
}

export const armRequest = (leased: LeasedTarget, armedAt: EpochMs = tuesday): ArmRequest => ({
  attempt: randomUUID() as AttemptId,
  target: leased.target,
  leaseToken: leased.leaseToken,
  verdict: lawful,
  armedAt,
  ...(leased.mayLeaveVoicemail && { mayLeaveVoicemail: true }),
})

export const ended = (
  attempt: AttemptId,
  outcome: Outcome,
  change: Partial<AttemptEnd> = {},
): AttemptEnd => ({ attempt, outcome, endedAt: at(60), keys: [], talkMs: ms(1000), ...change })

/** Leases up to `limit` targets and arms them all. */
export async function callSome(
  store: Store,
  id: CampaignId,
  limit: number,
  now: EpochMs = tuesday,
): Promise<readonly AttemptId[]> {
  const leased = await store.lease(id, limit, now, leaseFor)
  return store.arm(leased.map((target) => armRequest(target, now)))
}
