/** What the benches of the whole product share: a campaign ready to be called, its run, and its far end. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { realClock } from '../../src/base/clock.ts'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import { after, type E164, minutes, seconds } from '../../src/base/units.ts'
import { plainTrunk } from '../../src/call/trunk.ts'
import { bringToRunning } from '../../src/engine/bringToRunning.ts'
import { PRACTICE_TRUNK } from '../../src/engine/campaigns.ts'
import { lineOf } from '../../src/engine/line.ts'
import { createCampaign, shippedRecordings } from '../../src/intake/createCampaign.ts'
import { readMessageScript } from '../../src/intake/messageScript.ts'
import { practiceStart } from '../../src/law/practiceStart.ts'
import { runCampaigns } from '../../src/runner/campaignRunner.ts'
import type { CampaignRun, RunProgress } from '../../src/runner/run.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { type EmbeddedMediaEngine, openMediaEngine } from '../../src/telephony/media.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { addExamplePeople } from '../../test/support/practiceCampaign.ts'
import type { FarEndReport } from './farEnd.ts'
import { isInside } from './nowhere.ts'

export interface Operation {
  readonly callsPerSecond: number
  /** Of fiction; some live at one home and wait for each other. */
  readonly people: number
  readonly contentSeconds: number
  readonly sipPort: number
}

const callerId = '+33163001234' as E164
const ringMs = 2000
const examples = path.join(import.meta.dirname, '..', '..', 'examples')

/** A practice campaign over the far end's trunk: people, consents, a message of this length, approved. */
export async function prepare(
  database: Database,
  own: string,
  { callsPerSecond, people, contentSeconds, sipPort }: Operation,
): Promise<CampaignId> {
  const store = postgresStore(database, 'bench')
  await addExamplePeople(database, people, own)
  await store.addTrunk({
    ...{ id: PRACTICE_TRUNK, kind: 'practice', host: '127.0.0.1', port: sipPort },
    ...{
      callsPerSecond: Math.ceil(callsPerSecond),
      concurrentCalls: 12_000,
      callerIds: [callerId],
    },
    ...plainTrunk,
  })
  const now = realClock.epoch()
  const startsAt = practiceStart(now, null)
  const { script } = await readMessageScript(path.join(examples, 'script.json'), shippedRecordings)
  const content = path.join(own, 'content.wav')
  writeFileSync(content, longContent(contentSeconds))
  const { campaign, message } = await createCampaign(
    store,
    {
      ...{ name: 'Bench', controller: 'Camille Exemple', election: null, trunk: PRACTICE_TRUNK },
      ...{ callerId, voiceOrigin: 'synthetic', practiceStart: startsAt },
      script: { ...script, live: { ...script.live, content: { is: 'file', file: content } } },
      ...{ deadline: after(startsAt, minutes(90)), ringTimeoutMs: seconds(30) },
      retry: {
        ...{ attemptsMax: 1, busyDelayMs: minutes(20), noAnswerDelayMs: minutes(20) },
        carrierDelayMs: minutes(20),
      },
    },
    now,
  )
  await store.approve(campaign.id, message.hash, 'Nour Exemple', now)
  await store.close()
  return campaign.id
}

/** The shipped speech again and again. */
function longContent(contentSeconds: number): Buffer {
  const wav = readFileSync(path.join(examples, 'audio', 'content.wav'))
  const at = wav.indexOf('data') + 8
  const head = Buffer.from(wav.subarray(0, at))
  const speech = wav.subarray(at)
  const bytes = Math.round(contentSeconds * 16_000) * 2
  head.writeUInt32LE(bytes, at - 4)
  head.writeUInt32LE(at - 8 + bytes, 4)
  const times = Math.ceil(bytes / speech.length)
  return Buffer.concat([head, ...Array<Buffer>(times).fill(speech)]).subarray(0, at + bytes)
}

export async function startFarEnd(sipPort: number, pressAtMs: number): Promise<ChildProcess> {
  const asked = [sipPort, ringMs, pressAtMs, isInside() ? 1 : 0].map(String)
  const child = fork(path.join(import.meta.dirname, 'farEnd.ts'), asked, {
    execPath: process.execPath,
    execArgv: [],
  })
  child.once('exit', (code, signal) => {
    if (code !== 0) console.error(`the far end ended with ${code ?? signal}`)
  })
  await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error('the far end did not start')))
  })
  return child
}

export function reportOf(farEnd: ChildProcess): Promise<FarEndReport> {
  const reported = new Promise<FarEndReport>((resolve) =>
    farEnd.once('message', (report) => resolve(report as FarEndReport)),
  )
  farEnd.send('report')
  return reported
}

export interface CalledRun {
  readonly run: CampaignRun
  readonly media: EmbeddedMediaEngine
  progress(): RunProgress | undefined
  close(): Promise<void>
}

/** As the engine opens a run (src/engine/activeRun.ts), with its media at hand to be measured. */
export async function openRun(database: Database, id: CampaignId): Promise<CalledRun> {
  const store = postgresStore(database, 'bench')
  const found = await store.campaign(id)
  const line = await lineOf({ database, store }, [found])
  await bringToRunning({ database, store }, found, line, null)
  const media = await openMediaEngine({ remark: (sentence) => console.error(sentence) })
  const telephony = await openTelephony({
    ...{ trunks: [line.trunk], media, version: 'bench', mediaPorts: 'shared' },
    clock: line.kind === 'practice' ? line.clock : realClock,
  })
  let progress: RunProgress | undefined
  const run = runCampaigns({
    ...{ store, telephony, line, campaigns: [id] },
    onTrunkSign: (listener) => telephony.onTrunkSign(listener),
    soundLateMs: async () => (await media.health()).recentLateMs?.p99 ?? null,
    newAttemptId: () => randomUUID() as string as AttemptId,
    onProgress: (now) => {
      progress = now
    },
  })
  return {
    ...{ run, media },
    progress: () => progress,
    async close() {
      await telephony.close()
      await store.close()
    },
  }
}
