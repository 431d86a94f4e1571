/** An engine with a database of its own, example people, and practice campaigns ready to be launched. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { TestContext } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import type { Trunk } from '../../src/call/trunk.ts'
import { type Engine, type EngineOptions, openEngine } from '../../src/engine/engine.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestDatabase } from './database.ts'
import { addExamplePeople, addPracticeTrunk, aPracticeCampaign } from './practiceCampaign.ts'

export interface Published {
  readonly organisation: number
  readonly kind: string
  readonly [fact: string]: unknown
}

export interface EngineWorld {
  readonly database: Database
  readonly store: Store
  readonly published: readonly Published[]
  open(change?: Partial<EngineOptions>): Promise<Engine>
  /** A draft that lacks nothing. */
  campaign(name: string, change?: { readonly budgetMicroEuro?: number }): Promise<CampaignId>
}

export async function engineWorld(
  t: TestContext,
  { people, trunk = {} }: { readonly people: number; readonly trunk?: Partial<Trunk> },
): Promise<EngineWorld> {
  const folder = mkdtempSync('/tmp/portevoix-engine-')
  const database = await openTestDatabase()
  const store = postgresStore(database, 'test')
  const engines: Engine[] = []
  t.after(async () => {
    for (const engine of engines) await engine.close()
    await store.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await addExamplePeople(database, people, folder)
  await addPracticeTrunk(store, trunk)
  const published: Published[] = []
  return {
    ...{ database, store, published },
    async open(change = {}) {
      const engine = await openEngine({
        ...{ system: database, media: 'dgram', version: 'test', log: () => undefined },
        rulesOf: () => Promise.resolve({}),
        publish: (organisation, event) => published.push({ organisation, ...event }),
        isWatched: () => true,
        ...change,
      })
      engines.push(engine)
      return engine
    },
    campaign: (name, change) => aPracticeCampaign(database, name, change),
  }
}
