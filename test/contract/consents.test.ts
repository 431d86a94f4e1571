/** Consents given and withdrawn one by one, and the wordings they rest on, as the dialling sees them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { type E164, epochMs } from '../../src/base/units.ts'
import type { ConsentEntry } from '../../src/contacts/consent.ts'
import type { Database } from '../../src/store/database.ts'
import { consentsOfNumber, factsOfNumber } from '../../src/store/postgres/consentHistory.ts'
import { addConsent, type NewConsent, withdrawConsent } from '../../src/store/postgres/consents.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { expireWording, wordings } from '../../src/store/postgres/wordings.ts'
import type { Store } from '../../src/store/store.ts'
import {
  aCampaign,
  aTrunk,
  at,
  controller,
  leaseFor,
  runCampaign,
  tuesday,
} from '../support/dialling.ts'
import { chosen, importPeople, numberAt, wording } from '../support/ledgerPeople.ts'
import { storeServers } from '../support/storeServers.ts'

const consent: NewConsent = {
  organisation: 1,
  number: chosen,
  controller,
  channel: 'automate',
  slots: [{ days: [2], from: '18:00', to: '20:00' }],
  wording: { version: 'v2', text: 'Oui.' },
  at: tuesday,
  proof: { kind: 'web', reference: 'request 7' },
}
const proof = { kind: 'web', reference: 'request 8' } as const

for (const server of storeServers) {
  const within = (work: (database: Database, store: Store) => Promise<void>) => async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      await work(database, store)
      // Whatever was done, the chain holds.
      assert.deepEqual((await verifyLedger(database.pool)).chains[0]?.breaks, [])
    } finally {
      await store.close()
      await database.close()
    }
  }

  test(
    `${server.name}: a consent given on a page is known with its proof, its words and its provenance`,
    within(async (database) => {
      await addConsent(database, consent, at(1))
      const [entry] = await consentsOfNumber(database.pool, 1, chosen)
      const { slots, proof } = consent
      assert.deepEqual(
        { kind: entry?.kind, at: entry?.at, slots: entry?.slots, proof: entry?.proof },
        { kind: 'given', at: tuesday, slots, proof },
      )
      assert.equal(entry?.wordingVersion, 'v2')
      assert.equal(entry?.wordingHash, (await wordings(database.pool, 1))[0]?.hash)
      const facts = await factsOfNumber(database.pool, 1, chosen)
      assert.deepEqual(facts, [
        {
          ...{ fact: 'phone', value: chosen, holder: 'Portevoix', source: null, line: null },
          ...{ saidBy: 'the person', saidAt: '2026-05-05' },
        },
      ])
    }),
  )

  test(
    `${server.name}: a text is kept once, however often and by whomever it is named`,
    within(async (database) => {
      await addConsent(database, consent, tuesday)
      await addConsent(database, { ...consent, wording: { version: 'page', text: 'Oui.' } }, at(1))
      await importPeople(database, [numberAt(1)])
      await addConsent(database, { ...consent, wording: { kept: wording.version } }, at(2))
      const kept = await wordings(database.pool, 1)
      assert.deepEqual(kept.map(({ version, text }) => [version, text]).sort(), [
        [wording.version, wording.text],
        ['v2', 'Oui.'],
      ])
      const versions = (await consentsOfNumber(database.pool, 1, chosen)).map(
        ({ wordingVersion }) => wordingVersion,
      )
      assert.deepEqual(versions, ['v2', 'page', wording.version])
    }),
  )

  const refused: readonly (readonly [string, Partial<NewConsent>, RegExp])[] = [
    ['without slots', { slots: [] }, /lacks a time slot/],
    ['without proof', { proof: { kind: 'office', reference: '' } }, /lacks a reference/],
    ['in the future', { at: at(100) }, /not in the future/],
    ['to words nobody knows', { wording: { kept: 'v9' } }, /No wording is called "v9"/],
  ]
  test(
    `${server.name}: a consent that lacks something is refused, and nothing of it is kept`,
    within(async (database) => {
      for (const [name, change, expected] of refused) {
        const give = async (): Promise<void> =>
          addConsent(database, { ...consent, ...change }, tuesday)
        await assert.rejects(give, expected, name)
      }
      const { rows } = await database.pool.query(
        'select count(*) + (select count(*) from contact) + (select count(*) from ledger) as n from consent',
      )
      assert.equal(rows[0]?.n, 0)
    }),
  )

  test(
    `${server.name}: RGPD art. 7 § 3: a withdrawal takes effect in the next lease, and frees the leased target`,
    within(async (database, store) => {
      await addConsent(database, consent, tuesday)
      await store.addTrunk(aTrunk)
      const campaign = await runCampaign(store, aCampaign('c1'))
      const before = await facts(store, campaign)
      assert.deepEqual(
        before.map(({ kind }) => kind),
        ['given'],
      )
      // It is leased still: the withdrawal gives it back.
      const from = await withdrawConsent(
        database,
        { organisation: 1, number: chosen, controller: null, at: at(1), proof },
        at(1),
      )
      assert.deepEqual(from, [controller])
      const after = await facts(store, campaign)
      assert.deepEqual(
        after.map(({ kind }) => kind),
        ['given', 'withdrawn', 'withdrawn'],
      )
    }),
  )

  test(
    `${server.name}: a withdrawal of a number nobody knows is kept, and stands against an older consent`,
    within(async (database) => {
      const about = { organisation: 1, number: numberAt(3), at: tuesday, proof }
      assert.deepEqual(await withdrawConsent(database, { ...about, controller: null }, at(1)), [])
      await withdrawConsent(database, { ...about, controller }, at(1))
      await importPeople(database, [numberAt(3)])
      const kinds = (await consentsOfNumber(database.pool, 1, numberAt(3))).map(({ kind }) => kind)
      assert.deepEqual(kinds, ['given', 'withdrawn', 'withdrawn'])
    }),
  )

  test(
    `${server.name}: a wording that ends is known where law decides, of files and of pages, until taken back`,
    within(async (database, store) => {
      await importPeople(database, [chosen])
      await addConsent(database, consent, tuesday)
      await store.addTrunk(aTrunk)
      const campaign = await runCampaign(store, aCampaign('c1'))
      const end = at(3600)
      for (const named of ['v2', wording.version]) {
        await expireWording(database.pool, { organisation: 1, named, at: end, by: 'Anne' }, at(1))
      }
      const ended = await facts(store, campaign, at(2))
      assert.deepEqual(
        ended.map(({ wordingExpiredAt }) => wordingExpiredAt),
        [end, end],
      )
      const late = { ...consent, at: end }
      await assert.rejects(addConsent(database, late, end), /The wording v2 had expired/)
      await addConsent(database, { ...consent, at: epochMs(end - 1) }, end)
      await expireWording(
        database.pool,
        { organisation: 1, named: 'v2', at: null, by: 'Anne' },
        at(3),
      )
      await addConsent(database, late, end)
      const kept = (await wordings(database.pool, 1)).find(({ version }) => version === 'v2')
      assert.equal(kept?.expiresAt, null)
    }),
  )

  test(
    `${server.name}: one version that names two texts is not guessed`,
    within(async (database) => {
      await addConsent(database, consent, tuesday)
      const other = { ...consent, wording: { version: 'v2', text: 'Oui, toujours.' } }
      await addConsent(database, other, tuesday)
      const end = { organisation: 1, named: 'v2', at: tuesday, by: 'Anne' }
      await assert.rejects(expireWording(database.pool, end, tuesday), (error: unknown) => {
        assert.ok(error instanceof Failure && error.code === 'badInput')
        assert.match(error.message, /2 texts are called "v2": name one by its hash/)
        return true
      })
    }),
  )
}

/** The consents that law is told of, of the one who is leased. */
async function facts(
  store: Store,
  campaign: CampaignId,
  now = at(2),
): Promise<readonly ConsentEntry[]> {
  const leased = await store.lease(campaign, 10, now, leaseFor)
  assert.deepEqual(
    leased.map(({ number }) => number as E164),
    [chosen],
  )
  return leased[0]?.consents ?? []
}
