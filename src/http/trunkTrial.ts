/**
 * A test call over a trunk as a task: rings one of the organisation's own phones (over the practice carrier:
 * a practice phone), counts aloud, and says in plain words what the call showed.
 */
import { createHash } from 'node:crypto'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { ClipId } from '../base/ids.ts'
import { type E164, type Ms, ms, seconds } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import { BUILT_IN_PORT } from '../engine/campaigns.ts'
import { listOwnPhones, trunkEntry } from '../store/postgres/trunkBook.ts'
import type { TaskContext, TaskKind } from '../tasks/task.ts'
import { openMediaEngine } from '../telephony/media.ts'
import { startPracticeCarrier } from '../telephony/practice/carrier.ts'
import { demoMix, only } from '../telephony/practice/population.ts'
import {
  type Diagnosis,
  diagnose,
  diagnoseFailure,
  type TrialFacts,
} from '../telephony/trunkDiagnosis.ts'
import { findRoute } from '../telephony/trunkRoute.ts'
import { runTrunkTest, type TrunkTestResult } from '../telephony/trunkTest.ts'
import { isAllowedAddress } from '../webhooks/address.ts'
import { loadVoices, partsOf, type Voices } from './codeVoice.ts'

export interface TrialInput {
  readonly trunk: string
  readonly number: E164
  readonly callerId: E164
}

export interface TrialResult {
  readonly diagnosis: Diagnosis
  /** null: the call could not even be tried. */
  readonly call: TrunkTestResult | null
  /** What was wrong then, word for word. */
  readonly detail: string | null
}

const ringTimeoutMs: Ms = seconds(40)
const sayEvery: Ms = ms(500)
const version = '1'

/** Not begun again after a crash: a telephone would ring that nobody expects. */
export const trialKind: TaskKind<TrialInput, TrialResult> = {
  name: 'trunkTest',
  repeatable: false,
  permission: 'trunk.read',
  run: runTrial,
}

async function runTrial(input: TrialInput, context: TaskContext): Promise<TrialResult> {
  const { database, organisation, progress } = context
  const { trunk } = await trunkEntry(database, organisation, input.trunk)
  const ownPhones = (await listOwnPhones(database, organisation)).map(({ number }) => number)
  const voices = await loadVoices()
  let passed = 0
  const saying = setInterval(() => {
    passed += sayEvery
    progress({ done: Math.round(passed / 1000), unit: 'seconds' })
  }, sayEvery)
  try {
    return await tryTrunk(trunk, input, { ownPhones, voices })
  } finally {
    clearInterval(saying)
  }
}

interface Trying {
  readonly ownPhones: readonly E164[]
  readonly voices: Voices
}

/** Rings `number` over it; the practice carrier inside the program is started for this call. */
export async function tryTrunk(
  trunk: Trunk,
  input: TrialInput,
  trying: Trying,
): Promise<TrialResult> {
  const isBuiltIn = trunk.kind === 'practice' && trunk.port === BUILT_IN_PORT
  if (!isBuiltIn) return callOver(trunk, input, trying)
  const { voices } = trying
  const carrier = await startPracticeCarrier({
    ...{ seed: 1, mix: only('pressesNothing', demoMix) },
    ...{ parts: partsOf(voices), clips: voices.clips },
  })
  try {
    const { host, port } = carrier
    return await callOver({ ...trunk, host, port }, input, trying)
  } finally {
    await carrier.close()
  }
}

async function callOver(
  trunk: Trunk,
  { number, callerId }: TrialInput,
  { ownPhones, voices }: Trying,
): Promise<TrialResult> {
  const { host, port, user } = trunk
  let facts: TrialFacts = { behindNat: false, hasCredentials: user !== undefined }
  try {
    const route = await findRoute(trunk)
    const behindNat = !isPublic(route.localAddress) && isPublic(route.remote.host)
    facts = { ...facts, behindNat }
    const call = await runTrunkTest({
      uri: `sip:${number}@${host}:${port}`,
      ...{ trunk, number, callerId, ownPhones, ringTimeoutMs },
      message: counting(voices),
      media: await openMediaEngine({}),
      clock: realClock,
      version,
    })
    return { diagnosis: diagnose(call, facts), call, detail: null }
  } catch (error) {
    if (!(error instanceof Failure && (error.code === 'carrier' || error.code === 'refused'))) {
      throw error
    }
    return { diagnosis: diagnoseFailure(error.code, facts), call: null, detail: error.message }
  }
}

const isPublic = (address: string): boolean =>
  isAllowedAddress(address, { loopback: false, privateNetworks: false })

/** "One, two, three, four, five": what the person hears tells them that sound passes. */
function counting(voices: Voices): Clip {
  const words = (['1', '2', '3', '4', '5'] as const).map((digit) => {
    const id = voices.word('fr', digit)
    const clip = voices.clips.find((each) => each.id === id)
    if (!clip) throw new Failure('internal', 'A shipped voice is missing.')
    return clip
  })
  const pcma = Buffer.concat(words.map((clip) => clip.pcma))
  const pcmu = Buffer.concat(words.map((clip) => clip.pcmu))
  const id = createHash('sha256').update(pcma).digest('hex') as ClipId
  return { id, pcma, pcmu }
}
