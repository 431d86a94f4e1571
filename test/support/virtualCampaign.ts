/**
 * A whole campaign in virtual time: the real runner, the real law, the real PostgreSQL store, and the
 * practice population without sockets. Every call placed is watched from outside the runner.
 */
import { createHash } from 'node:crypto'
import { practiceClock } from '../../src/base/clock.ts'
import type { AttemptId, CampaignId, ClipId, TrunkId } from '../../src/base/ids.ts'
import { type E164, epochMs, hours, type MonoMs, ms } from '../../src/base/units.ts'
import type { Outcome } from '../../src/call/outcome.ts'
import type { Telephony } from '../../src/call/telephony.ts'
import type { Trunk } from '../../src/call/trunk.ts'
import type { Campaign, CampaignState } from '../../src/campaign/campaign.ts'
import {
  type Clip,
  hashOf,
  type MessagePart,
  partRoles,
  type VoiceMessage,
  type VoiceMessageParts,
} from '../../src/campaign/voiceMessage.ts'
import { runCampaigns } from '../../src/runner/campaignRunner.ts'
import type { CampaignRun, RunOptions, RunProgress, RunResult } from '../../src/runner/run.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import type { PlayedPart } from '../../src/telephony/practice/behaviour.ts'
import type { CarrierLimits } from '../../src/telephony/practice/carrierLimits.ts'
import type { PersonRecord } from '../../src/telephony/practice/personCall.ts'
import { demoMix, type Mix } from '../../src/telephony/practice/population.ts'
import type { EarMistakes } from '../../src/telephony/practice/virtualEar.ts'
import type { VirtualTelephonyOptions } from '../../src/telephony/practice/virtualLine.ts'
import { virtualTelephony } from '../../src/telephony/practice/virtualTelephony.ts'
import { aCampaign, aPart, practiceTrunk, tuesdayTen } from './aCampaign.ts'
import { openTestDatabase } from './database.ts'
import { noTrouble, type Trouble, VirtualTime } from './virtualTime.ts'

export interface VirtualCampaignOptions {
  readonly seed: number
  readonly contacts: number
  readonly mix?: Mix
  readonly limits?: CarrierLimits
  readonly trunk?: Partial<Trunk>
  /** Those of its route. */
  readonly others?: readonly (Partial<Trunk> & Pick<Trunk, 'id'>)[]
  /** What is wrong with a trunk, and when. */
  readonly trunkTrouble?: VirtualTelephonyOptions['trouble']
  readonly campaigns?: readonly Partial<Campaign>[]
  readonly trouble?: Trouble
  /** Every so many contacts share a home (2: pairs); 1: everybody lives alone. */
  readonly household?: number
  /** Numbers a person has. */
  readonly phones?: number
  /** The message has a voicemail version; absent: none. */
  readonly voicemailMs?: number
  readonly ear?: EarMistakes
  /** Places in the list of those suppressed before the campaign. */
  readonly suppressed?: readonly number[]
  /** The number at each place of the list, ending in its four digits; real ones are rehearsed. */
  readonly numbers?: (place: number) => E164
  /** What each part sounds like, for real media; by default next to nothing. */
  readonly sounds?: (part: Pick<MessagePart, 'clip' | 'durationMs'>) => Clip
  /** Somebody looks: the runner counts and tells. */
  readonly watched?: boolean
}

/** One call as it was placed, seen from the network's side of the runner. */
export interface Placed {
  readonly attempt: AttemptId
  readonly number: E164
  readonly trunk: TrunkId | undefined
  readonly at: MonoMs
  readonly epoch: number
  outcome: Outcome | undefined
  endedAt: MonoMs | null
  /** When the INVITE left, on the calendar of the line; null: telephony held it back. */
  leftAt: number | null
  /** Calls up, this one included, when it was placed. */
  readonly up: number
}

export interface VirtualCampaign {
  readonly store: Store
  readonly database: Database
  readonly time: VirtualTime
  readonly clock: ReturnType<typeof practiceClock>
  readonly campaigns: readonly CampaignId[]
  readonly placed: readonly Placed[]
  /** Attempt → when its objection was committed; and confirmations played before that (none). */
  readonly objections: ReadonlyMap<AttemptId, MonoMs>
  readonly confirmedTooEarly: readonly AttemptId[]
  readonly progress: RunProgress[]
  /** `campaigns`: with which of them; absent: all. */
  start(carrier?: Partial<Pick<RunOptions, 'ownCarrier' | 'campaigns'>>): CampaignRun
  /** Another process moves a campaign, and the store tells the runner. */
  move(id: CampaignId, from: CampaignState, to: CampaignState): Promise<void>
  /** Another process wrote something about a campaign, and the store tells the runner. */
  tell(id: CampaignId): void
  live(run: CampaignRun): Promise<RunResult>
  records(): readonly PersonRecord[]
  close(): Promise<void>
}

export const numberAt = (place: number): E164 => `+3363998${String(place).padStart(4, '0')}` as E164

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const clipOf = (role: string): ClipId => sha256(role) as ClipId

const parts = Object.fromEntries(
  partRoles.map((role) => {
    const durations = { gate: 8000, content: 20_000, closing: 2000, objectionConfirmed: 3000 }
    return [role, { ...aPart(role, durations[role]), clip: clipOf(role) }]
  }),
) as VoiceMessageParts

function messageOf({ voicemailMs }: VirtualCampaignOptions): VoiceMessage {
  const voicemail = voicemailMs && { clip: clipOf('voicemail'), durationMs: ms(voicemailMs) }
  const sounds = { parts, ...(voicemail && { voicemail }) }
  const hash = hashOf(sounds, sha256)
  return { version: 1, hash, ...sounds, voiceOrigin: 'synthetic', approval: null }
}

/** Everything that may be played: what practice phones are to recognise. */
export function playedParts(options: VirtualCampaignOptions): readonly PlayedPart[] {
  const { parts: live, voicemail } = messageOf(options)
  const left = voicemail ? [{ ...voicemail, role: 'voicemail' as const }] : []
  return [...Object.values(live), ...left]
}

export async function virtualCampaign(options: VirtualCampaignOptions): Promise<VirtualCampaign> {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'simulation')
  const { trunk, others } = routeOf(options)
  for (const added of [trunk, ...others]) await store.addTrunk(added)
  await addPeople(database, options)
  const campaigns = await addCampaigns(store, options)

  const time = new VirtualTime()
  const clock = practiceClock(tuesdayTen, time.timer.mono)
  const world = virtualTelephony({
    seed: options.seed,
    mix: options.mix ?? demoMix,
    parts: playedParts(options),
    clock,
    ...(options.ear === undefined ? {} : { ear: options.ear }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.trunkTrouble === undefined ? {} : { trouble: options.trunkTrouble }),
  })
  time.alongside(world)
  const watch = watched(world.telephony, time, clock.epoch)
  const slowed = time.slow(store, options.trouble ?? noTrouble)
  const progress: RunProgress[] = []
  let attempts = 0
  let changed = (_id: CampaignId): void => {}
  const runnersStore: Store = {
    ...slowed,
    suppress: watch.suppressing(slowed.suppress),
    // In virtual time: the real one listens and polls in the time of the machine.
    onCampaignChanged: (listener) => {
      changed = listener
      return Promise.resolve({ close: () => Promise.resolve() })
    },
  }
  return {
    store,
    database,
    time,
    clock,
    campaigns,
    progress,
    ...watch.seen,
    start: (carrier = {}) =>
      runCampaigns({
        campaigns,
        ...carrier,
        store: runnersStore,
        telephony: watch.telephony,
        line: { kind: 'practice', trunk, others, clock },
        timer: time.timer,
        newAttemptId: () => {
          attempts += 1
          return `00000000-0000-4000-8000-${String(attempts).padStart(12, '0')}` as AttemptId
        },
        ...(options.watched === true ? { onProgress: (now) => progress.push(now) } : {}),
      }),
    move: async (id, from, to) => {
      await store.moveCampaign(id, from, to, 'by hand', clock.epoch())
      changed(id)
    },
    tell: (id) => changed(id),
    live: (run) => time.until(run.finished, hours(24)),
    records: world.records,
    close: async () => {
      await store.close()
      await database.close()
    },
  }
}

function routeOf({ trunk: change, others = [] }: VirtualCampaignOptions) {
  const trunk = { ...practiceTrunk, ...change, kind: 'practice' as const }
  const { route } = trunk
  const beside = others.map((other) => ({ ...practiceTrunk, route, ...other }))
  return { trunk, others: beside.map((other) => ({ ...other, kind: 'practice' as const })) }
}

/** What the network sees: who is called when, how many are up, and what is confirmed when. */
function watched(telephony: Telephony, time: VirtualTime, epoch: () => number) {
  const placed: Placed[] = []
  const byAttempt = new Map<AttemptId, Placed>()
  const objections = new Map<AttemptId, MonoMs>()
  const confirmedTooEarly: AttemptId[] = []
  let up = 0
  const watchedTelephony: Telephony = {
    ...telephony,
    onEvent: (listener) =>
      telephony.onEvent((event) => {
        const call = byAttempt.get(event.attempt)
        if (event.is === 'placed' && call) call.leftAt = epoch()
        if (event.is === 'ended' && call) {
          up -= 1
          call.endedAt = event.at
          call.outcome = event.outcome
        }
        listener(event)
      }),
    place: (call) => {
      up += 1
      const { attempt, lawful, trunk } = call
      const seen = {
        attempt,
        trunk,
        number: lawful.number,
        outcome: undefined,
        at: time.timer.mono(),
        epoch: epoch(),
        up,
      }
      const entry: Placed = { ...seen, endedAt: null, leftAt: null }
      placed.push(entry)
      byAttempt.set(attempt, entry)
      telephony.place(call)
    },
    play: (attempt, clip) => {
      if (clip === clipOf('objectionConfirmed') && !objections.has(attempt)) {
        confirmedTooEarly.push(attempt)
      }
      telephony.play(attempt, clip)
    },
  }
  const suppressing =
    (suppress: Store['suppress']): Store['suppress'] =>
    async (attempt, reason, now) => {
      const receipt = await suppress(attempt, reason, now)
      objections.set(attempt, time.timer.mono())
      return receipt
    }
  return {
    telephony: watchedTelephony,
    suppressing,
    seen: { placed, objections, confirmedTooEarly },
  }
}

async function addPeople(
  { pool, numberKey }: Database,
  {
    contacts,
    household = 1,
    phones = 1,
    suppressed = [],
    numbers = numberAt,
  }: VirtualCampaignOptions,
): Promise<void> {
  const people = Array.from({ length: contacts }, (_, place) => ({
    phone: numbers(place),
    person: Math.floor(place / phones) + 1,
    household: Math.floor(place / household) + 1,
  }))
  await pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     select 1, phone, person, household, '75056', $2
     from jsonb_to_recordset($1) as r(phone text, person bigint, household bigint)`,
    [JSON.stringify(people), tuesdayTen - hours(24 * 90)],
  )
  await pool.query(
    `insert into consent (contact_id, kind, controller, channel, at, slots, wording_version)
     select id, 'given', $1, 'automate', $2, $3, '2026-1' from contact`,
    [aCampaign().controller, tuesdayTen - hours(24 * 60), JSON.stringify(slots)],
  )
  await pool.query(
    `insert into suppression (organisation_id, phone, number_hash, scope, reason, at)
     select 1, phone, number_hash(phone, $3, $4), 'organisation', 'asked by letter', $2
     from unnest($1::text[]) as phone`,
    [suppressed.map(numbers), tuesdayTen - hours(24), numberKey.innerPad, numberKey.outerPad],
  )
}

const slots = [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00' }]

function shortSilence({ clip: id }: Pick<MessagePart, 'clip'>): Clip {
  const silence = new Uint8Array(160)
  return { id, pcma: silence, pcmu: silence }
}

async function addCampaigns(
  store: Store,
  options: VirtualCampaignOptions,
): Promise<readonly CampaignId[]> {
  const { campaigns = [{}], sounds = shortSilence } = options
  const message = messageOf(options)
  const clips = playedParts(options).map(sounds)
  const added: CampaignId[] = []
  for (const [index, change] of campaigns.entries()) {
    const id = `c${index + 1}` as CampaignId
    const campaign = aCampaign({ id, message: null, state: 'draft', ...change })
    await store.createCampaign(campaign, tuesdayTen)
    await store.addVoiceMessage(id, message, clips, tuesdayTen)
    await store.approve(id, message.hash, 'Ada Martin', tuesdayTen)
    await store.chooseTargets(id, null, tuesdayTen)
    await store.moveCampaign(id, 'draft', 'ready', 'checked', tuesdayTen)
    await store.moveCampaign(id, 'ready', 'running', 'started', tuesdayTen)
    added.push(id)
  }
  return added
}

export const epochOf = (hour: number, minute = 0) =>
  epochMs(tuesdayTen + hours(hour - 10) + ms(minute * 60_000))
