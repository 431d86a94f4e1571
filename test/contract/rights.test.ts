/** Requests of people called, and the file of a person, on real PostgreSQL. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hours } from '../../src/base/units.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import {
  answerRequest,
  findRequest,
  listRequests,
  openRequest,
  provedByCode,
} from '../../src/store/postgres/rights.ts'
import {
  at,
  callSome,
  controller,
  ended,
  numberOf,
  singles,
  startCampaign,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const organisation = 1
const asked = {
  organisation,
  kind: 'access',
  channel: 'web',
  proof: 'code',
  words: 'Who gave you my number?',
  reach: null,
} as const

for (const server of storeServers) {
  test(`${server.name}: RGPD art. 15: a person sees their calls and requests; a stranger the same file, empty`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      const campaign = await startCampaign(database, store, singles(2))
      const [first] = await callSome(store, campaign, 2)
      assert.ok(first)
      await store.endAttempts([ended(first, 'heardToEnd', { placedAt: at(2) })])
      await openRequest(database, { ...asked, number: numberOf(0) }, at(3))
      const known = await personFile(database, organisation, numberOf(0), at(9))
      assert.deepEqual(
        known.calls.map((call) => [call.controller, call.at, call.outcome, call.practice]),
        [[controller, at(2), 'heardToEnd', true]],
      )
      assert.deepEqual(known.calls[0]?.verdict.rulesRun, ['fr.consent', 'fr.hours'])
      assert.equal(known.requests[0]?.words, asked.words)
      const stranger = await personFile(database, organisation, numberOf(9), at(9))
      const empty = { facts: [], calls: [], consents: [], suppressions: [], requests: [] }
      assert.deepEqual(stranger, { ...known, ...empty, number: numberOf(9) })
    } finally {
      await store.close()
      await database.close()
    }
  })

  test(`${server.name}: RGPD art. 21: only a request opened with a code, for that very number, proves whose act it is`, async () => {
    const database = await server.open()
    try {
      const number = numberOf(0)
      const open = (proof: 'code' | null) =>
        openRequest(database, { ...asked, proof, number }, at(1))
      const [byCode, byLetter] = [await open('code'), await open(null)]
      const proves = (reference: string, of = number) =>
        provedByCode(database, organisation, of, reference)
      assert.equal(await proves(byCode.reference), true)
      assert.equal(await proves(byLetter.reference), false, 'opened by the office')
      assert.equal(await proves(byCode.reference, numberOf(1)), false, 'of somebody else')
      assert.equal(await proves('PV-2222-2222'), false, 'invented')
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: RGPD art. 12 § 3: a request has 30 days, is answered once, and then forgets the number`, async () => {
    const database = await server.open()
    try {
      const { reference, dueAt } = await openRequest(
        database,
        { ...asked, number: numberOf(0) },
        at(0),
      )
      assert.match(reference, /^PV(-[2-9A-HJ-NP-Z]{4}){2}$/)
      assert.equal(dueAt, at(0) + hours(30 * 24))
      assert.equal((await findRequest(database, organisation, reference)).number, numberOf(0))
      const given = { state: 'answered', text: 'From the form of 3 May.', by: 'Ada' } as const
      await assert.rejects(
        answerRequest(database, organisation, reference, { ...given, text: ' ' }, at(5)),
      )
      await answerRequest(database, organisation, reference, given, at(5))
      await assert.rejects(answerRequest(database, organisation, reference, given, at(6)), {
        code: 'wrongState',
      })
      const { request, number } = await findRequest(database, organisation, reference)
      assert.deepEqual([request.state, request.answeredAt, number], ['answered', at(5), null])
      assert.deepEqual(await listRequests(database, organisation, { openOnly: true }), [])
      const found = await personFile(database, organisation, numberOf(0), at(9))
      assert.deepEqual(found.requests, [request])
    } finally {
      await database.close()
    }
  })
}
