/** What another process does to the database in tests of the store; each step is printed once it is done. */
import type { CampaignId } from '../../src/base/ids.ts'
import { openDatabase } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { armRequest, aTrunk, at, ended, leaseFor, tuesday } from './dialling.ts'

const [what, where, campaign] = process.argv.slice(2)
const database = await openDatabase(
  where?.startsWith('/') ? { dataFolder: where } : { url: where ?? '' },
)
const store = postgresStore(database, 'child')
const id = campaign as CampaignId

switch (what) {
  case 'pause':
    await store.moveCampaign(id, 'running', 'paused', 'from another process', at(1))
    console.log('paused')
    await store.close()
    await database.close()
    break
  case 'holdCampaign':
    console.log((await store.holdCampaign(id)) ? 'held' : 'busy')
    break
  case 'holdTrunk':
    console.log((await store.holdTrunk(aTrunk.id)) ? 'held' : 'busy')
    break
  case 'call':
    await callWithoutEnd()
    break
  case 'stay':
    console.log(`server ${database.serverPid}`)
    setInterval(() => undefined, 1000)
    break
  case 'forget':
    console.log(`server ${database.serverPid}`)
    process.exit(0)
    break
  default:
    throw new Error(`unknown step ${what}`)
}

/** Calls everybody, every third person objects; prints what the store has acknowledged. */
async function callWithoutEnd(): Promise<void> {
  for (;;) {
    const leased = await store.lease(id, 10, tuesday, leaseFor)
    if (leased.length === 0) break
    const armed = await store.arm(leased.map((target) => armRequest(target)))
    for (const attempt of armed) console.log(`armed ${attempt}`)
    for (const attempt of armed.filter((_, index) => index % 3 === 0)) {
      await store.suppress(attempt, 'key 9', at(10))
      console.log(`suppressed ${attempt}`)
    }
    await store.endAttempts(armed.map((attempt) => ended(attempt, 'heardPart')))
    for (const attempt of armed) console.log(`ended ${attempt}`)
  }
  console.log('nobody left')
}
