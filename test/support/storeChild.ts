/** What another process does to the database in tests of the store; each step is printed once it is done. */
import { steadyNow } from '../../src/base/clock.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { openDatabase } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { suppressionStore } from '../../src/store/postgres/suppressionEntries.ts'
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
  case 'kill': {
    const { message } = await store.campaign(id)
    await store.killMessage(message?.hash ?? '', { why: 'test', by: 'another process' }, at(1))
    console.log(`killed ${steadyNow()}`)
    await store.close()
    await database.close()
    break
  }
  case 'suppressAll':
    await suppressAll()
    console.log(`suppressed ${steadyNow()}`)
    await store.close()
    await database.close()
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

/** As a list of this day: one SqlTransaction. */
async function suppressAll(): Promise<void> {
  const { rows } = await database.pool.query<{ phone: string }>('select phone from contact')
  const list = { name: 'all', holder: 'test', dated: '2027-01-12', controller: null, secret: null }
  const file = { fileName: 'all.csv', fileSha256: '0'.repeat(64) }
  await suppressionStore(database, 'child').importList(
    { ...list, ...file, scope: 'organisation', kept: 'clear' },
    at(1),
    (sink) => {
      for (const { phone } of rows) sink.write(phone)
      return Promise.resolve({ rowsRead: rows.length, rejected: 0 })
    },
  )
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
