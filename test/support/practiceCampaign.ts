/**
 * Example people, the practice trunk and a draft that lacks nothing. Benches use it: nothing here may load the
 * test runner, whose hooks on every promise a server has not got.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { realClock } from '../../src/base/clock.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { after, type E164, minutes, seconds } from '../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import { exampleCsv } from '../../src/contacts/exampleContacts.ts'
import { parseSource } from '../../src/contacts/source.ts'
import { BUILT_IN_PORT, PRACTICE_TRUNK } from '../../src/engine/campaigns.ts'
import { createCampaign, shippedRecordings } from '../../src/intake/createCampaign.ts'
import { importContacts } from '../../src/intake/importContacts.ts'
import { readMessageScript } from '../../src/intake/messageScript.ts'
import { practiceStart } from '../../src/law/practiceStart.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'

const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const callerId = '+33163001234' as E164
/** Of the shipped source declaration: on whose behalf its consents were given. */
const controller = 'Camille Exemple'

/** People of the shipped source declaration, in the first organisation. */
export async function addExamplePeople(
  db: Database,
  people: number,
  folder: string,
): Promise<void> {
  const file = path.join(folder, 'people.csv')
  writeFileSync(file, exampleCsv(people, 7))
  const declared = JSON.parse(readFileSync(path.join(examples, 'source.json'), 'utf8'))
  const source = parseSource({ ...declared, evidenceFile: undefined })
  await importContacts({
    ...{ db, file, source, mapping: new Map(), now: realClock.epoch() },
    rejectsPath: path.join(folder, 'to-correct.csv'),
    onProgress: () => undefined,
  })
}

export async function addPracticeTrunk(store: Store, change: Partial<Trunk> = {}): Promise<void> {
  await store.addTrunk({
    ...{ id: PRACTICE_TRUNK, kind: 'practice', host: '127.0.0.1', port: BUILT_IN_PORT },
    ...{ callsPerSecond: 20, concurrentCalls: 100, callerIds: [callerId] },
    ...plainTrunk,
    ...change,
  })
}

/** A draft of the first organisation that lacks nothing. */
export async function aPracticeCampaign(
  database: Database,
  name: string,
  { budgetMicroEuro }: { readonly budgetMicroEuro?: number } = {},
): Promise<CampaignId> {
  const store = postgresStore(database, 'test')
  const now = realClock.epoch()
  const startsAt = practiceStart(now, null)
  const { script } = await readMessageScript(path.join(examples, 'script.json'), shippedRecordings)
  const { campaign, message } = await createCampaign(
    store,
    {
      ...{ name, controller, election: null, trunk: PRACTICE_TRUNK, callerId, script },
      ...{ deadline: after(startsAt, minutes(45)), ringTimeoutMs: seconds(12) },
      retry: {
        attemptsMax: 1,
        busyDelayMs: minutes(20),
        noAnswerDelayMs: minutes(20),
        carrierDelayMs: minutes(20),
      },
      ...{ voiceOrigin: 'synthetic', practiceStart: startsAt },
    },
    now,
  )
  if (budgetMicroEuro !== undefined) {
    await database.pool.query('update campaign set budget_micro_euro = $2 where id = $1', [
      campaign.id,
      budgetMicroEuro,
    ])
  }
  await store.approve(campaign.id, message.hash, 'Nour Exemple', now)
  return campaign.id
}

/** Asked again and again; fails when it stays false. */
export async function eventually(
  what: string,
  holds: () => Promise<boolean> | boolean,
  withinMs = 60_000,
): Promise<void> {
  const until = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
