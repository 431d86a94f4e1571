/** Whatever the business does is in the ledger as it was done: after each verb the chain holds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { hours } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { breakSentence } from '../../src/store/ledgerBreak.ts'
import { setAudience } from '../../src/store/postgres/audience.ts'
import { correctFact } from '../../src/store/postgres/correction.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { postgresLaunchStore } from '../../src/store/postgres/launch.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { runRetention } from '../../src/store/postgres/retention.ts'
import { answerRequest, openRequest } from '../../src/store/postgres/rights.ts'
import { suppressionStore } from '../../src/store/postgres/suppressionEntries.ts'
import type { Store } from '../../src/store/store.ts'
import { aMessage } from '../support/aCampaign.ts'
import {
  aCampaign,
  aTrunk,
  at,
  callSome,
  controller,
  ended,
  runCampaign,
  tuesday,
} from '../support/dialling.ts'
import { fillLedger, numberAt } from '../support/ledgerPeople.ts'
import { storeServers } from '../support/storeServers.ts'

interface World {
  readonly database: Database
  readonly store: Store
  readonly draft: CampaignId
}

/** A practice campaign's people are kept a while after it; by then everybody's time has come. */
const muchLater = hours(24 * 365 * 4)

const clip = {
  id: 'ab'.repeat(32) as ClipId,
  pcma: Buffer.from([213, 0]),
  pcmu: Buffer.from([1, 2]),
}
const parts = { ...aMessage.parts, content: { ...aMessage.parts.content, clip: clip.id } }

const verbs: readonly (readonly [string, (world: World) => Promise<unknown>])[] = [
  [
    'a recording is added, approved, replaced and killed',
    async ({ store, draft }) => {
      const message = { ...aMessage, parts, approval: null }
      await store.addVoiceMessage(draft, message, [clip], at(1))
      await store.approve(draft, message.hash, 'Ada Martin', at(2))
      const second = { ...message, version: 2, hash: 'h2' }
      await store.addVoiceMessage(draft, second, [], at(3))
      await store.killMessage('h2', { why: 'wrong number spoken', by: 'Ada' }, at(4))
    },
  ],
  [
    'the legal file is declared, and a part of it taken back',
    async ({ database, draft }) => {
      const launch = postgresLaunchStore(database)
      const agent = { name: 'Ada Martin', by: 'Ada Martin', at: at(5) }
      await launch.declare(draft, 'financialAgent', agent, 'Ada Martin', at(5))
      await launch.declare(draft, 'financialAgent', null, 'Ada Martin', at(6))
    },
  ],
  [
    'people are chosen',
    ({ database, draft }) => {
      const selection = { conditions: [], pollingDistricts: [], languages: [], areas: [] }
      const chosen = { campaign: draft, selection, insee: null, by: 'Ada', now: at(7) }
      return setAudience(database, chosen)
    },
  ],
  [
    'a campaign runs, and somebody presses key 9',
    async ({ store }) => {
      const campaign = await runCampaign(store, aCampaign('c1'))
      const [first, second] = await callSome(store, campaign, 2)
      assert.ok(first && second)
      await store.suppress(first, 'key 9', at(9))
      await store.endAttempts([ended(first, 'heardPart'), ended(second, 'heardToEnd')])
      await store.moveCampaign(campaign, 'running', 'completed', 'all called', at(10))
    },
  ],
  [
    'an objection is written down, and taken back',
    async ({ database, store }) => {
      const entry = { scope: 'organisation', at: at(11), reason: 'letter', ownAct: true } as const
      await store.addSuppression(numberAt(20), entry)
      const lift = { proof: 'letter of 7 May', scope: null }
      assert.ok(await suppressionStore(database, 'tester').lift(numberAt(20), lift, at(12)))
    },
  ],
  [
    'a list of another holder is imported',
    ({ database }) => {
      const list = { name: 'opposed', holder: 'Bloc', dated: '2026-05-01', controller: null }
      const file = { fileName: 'opposed.csv', fileSha256: '0'.repeat(64), secret: null }
      return suppressionStore(database, 'tester').importList(
        { ...list, ...file, scope: 'organisation', kept: 'clear' },
        at(13),
        (sink) => {
          for (const place of [30, 31, 32]) sink.write(numberAt(place))
          return Promise.resolve({ rowsRead: 3, rejected: 0 })
        },
      )
    },
  ],
  [
    'a request is opened and answered',
    async ({ database }) => {
      const asked = { kind: 'access', channel: 'web', proof: 'code', words: 'Why?' } as const
      const about = { organisation: 1, number: numberAt(21), reach: null }
      const { reference } = await openRequest(database, { ...asked, ...about }, at(14))
      const given = { state: 'answered', text: 'From a form.', by: 'Ada' } as const
      await answerRequest(database, 1, reference, given, at(15))
    },
  ],
  [
    'a person corrects what is said of them, twice, and is erased',
    async ({ database }) => {
      await correctFact(database, 1, numberAt(22), { insee: '75056' }, at(16))
      await correctFact(database, 1, numberAt(22), { lastName: 'Durand' }, at(17))
      await erasePerson(database, 1, numberAt(22), at(18), 'asked by letter')
    },
  ],
  [
    'everybody whose time has come is purged',
    async ({ database }) => {
      const purged = await runRetention(database, at(muchLater / 1000), { batchMax: 500 })
      assert.ok(purged.length > 0)
      const { rows } = await database.pool.query('select count(*)::int as n from contact')
      assert.equal(rows[0]?.n, 0)
    },
  ],
]

for (const server of storeServers) {
  test(`${server.name}: after every verb of the business the chain holds, and no row is without an entry`, async (t) => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await fillLedger(database)
      await store.addTrunk(aTrunk)
      const draft = aCampaign('draft', { controller })
      await store.createCampaign(draft, tuesday)
      let entries = 0
      for (const [what, act] of verbs) {
        await t.test(`${server.name}: ${what}`, async () => {
          await act({ database, store, draft: draft.id })
          const [chain] = (await verifyLedger(database.pool)).chains
          const found = chain?.breaks.map((broken) => breakSentence('P', broken))
          assert.deepEqual(found, [])
          assert.ok(chain && chain.entries > entries, 'it is in the ledger')
          entries = chain.entries
        })
      }
      await t.test(
        `${server.name}: another sound under an approved recording is found`,
        async () => {
          await database.pool.query("update clip set pcma = '\\x0000'")
          const [first] = (await verifyLedger(database.pool)).chains[0]?.breaks ?? []
          assert.match(
            first ? breakSentence('P', first) : '',
            /\(recording added, .*: the row voiceMessage\/draft\/1 was changed/,
          )
        },
      )
    } finally {
      await store.close()
      await database.close()
    }
  })
}
