/** Screens the campaign c1 of the database at the URL given, and tells its progress. */
import type { CampaignId } from '../../src/base/ids.ts'
import { epochMs } from '../../src/base/units.ts'
import { screenCampaign } from '../../src/screening/screenCampaign.ts'
import { openDatabase } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'

const [url = '', now = '0'] = process.argv.slice(2)
const database = await openDatabase({ url })
const store = postgresStore(database)
const campaign = await store.campaign('c1' as CampaignId)
const [trunk] = await store.trunks()
if (!trunk) throw new Error('no trunk')
const screening = await screenCampaign({
  ...{ database, store, campaign, trunk, now: epochMs(Number(now)), workers: 1 },
  onProgress: ({ people }) => process.stdout.write(`progress ${people}\n`),
})
process.stdout.write(`done ${JSON.stringify(screening)}\n`)
await store.close()
await database.close()
