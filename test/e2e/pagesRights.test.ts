/** "Why was I called?" from the code to the last act, on real PostgreSQL: what is seen, and what is done. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { encodeALaw } from '../../src/audio/g711.ts'
import { decodeWav, readWavHeader } from '../../src/audio/wav.ts'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import { type Clip, partRoles } from '../../src/campaign/voiceMessage.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { aMessage } from '../support/aCampaign.ts'
import { at, callSome, ended, numberOf, singles, startCampaign } from '../support/dialling.ts'
import { type Browser, type PagesWorld, pagesWorld, prove } from '../support/pagesWorld.ts'

const organisation = 1
const number = '06 39 98 00 00'

/** A clip of its own for each part, so that the right one is heard again. */
function clipOf(seed: number): Clip {
  const samples = Float32Array.from({ length: 1600 }, (_, i) => Math.sin(i / (3 + seed)) / 2)
  const pcma = encodeALaw(samples)
  const id = createHash('sha256').update(pcma).digest('hex') as ClipId
  return { id, pcma, pcmu: pcma }
}
const clips = partRoles.map((_, index) => clipOf(index))

/** One campaign with a recording; the first two people were called, the first heard it all. */
async function called(world: PagesWorld): Promise<CampaignId> {
  const { database, store } = world
  const campaign = await startCampaign(database, store, singles(3))
  const parts = Object.fromEntries(
    partRoles.map((role, index) => [
      role,
      {
        ...{ role, clip: clips[index]?.id, durationMs: ms(200) },
        segments: [
          { role: 'content', text: `Texte de ${role} <b>`, startsAtMs: ms(0), endsAtMs: ms(200) },
        ],
      },
    ]),
  ) as unknown as typeof aMessage.parts
  await store.addVoiceMessage(campaign, { ...aMessage, parts, approval: null }, clips, at(0))
  await store.approve(campaign, aMessage.hash, 'Ada', at(0))
  const [first, second] = await callSome(store, campaign, 2)
  assert.ok(first && second)
  await store.endAttempts([
    ended(first, 'heardToEnd', { placedAt: at(2) }),
    ended(second, 'busy', { placedAt: at(3) }),
  ])
  return campaign
}

async function withFile(
  work: (world: PagesWorld, browser: Browser, campaign: CampaignId) => Promise<void>,
): Promise<void> {
  const world = await pagesWorld()
  try {
    const campaign = await called(world)
    const browser = world.browser({ language: 'en' })
    await prove(world, browser, number)
    await work(world, browser, campaign)
  } finally {
    await world.close()
  }
}

const fileOf = (world: PagesWorld, place = 0) =>
  personFile(world.database, organisation, numberOf(place), at(99))

test('pages, RGPD art. 15: who, when, which recording, which rules, where from: the person sees it all', () =>
  withFile(async (_world, browser, campaign) => {
    const { body } = await browser.get('/why/file')
    for (const expected of [
      /06\u00a039\u00a098\u00a000\u00a000/,
      /Tuesday 5 May 2026/,
      /Liste Exemple/,
      /Campaign c1/,
      /you listened to the message to its end/,
      /The 2 rules checked \(law: test\)/,
      new RegExp(`/why/audio/${campaign}/1/content`),
      new RegExp(`/notice/${campaign}/1`),
      /Texte de content (&#60;|&lt;)b/,
    ]) {
      assert.match(body, expected)
    }
  }))

test('pages, RGPD art. 15: the recording is heard again sample for sample, whole or from the middle', () =>
  withFile(async (_world, browser, campaign) => {
    const { bytes, headers, status } = await browser.get(`/why/audio/${campaign}/1/content`)
    assert.deepEqual([status, headers['content-type']], [200, 'audio/wav'])
    const header = readWavHeader(bytes)
    assert.ok(!('refused' in header))
    const heard = encodeALaw(decodeWav(bytes, header).samples)
    assert.deepEqual(Buffer.from(heard), Buffer.from(clips[1]?.pcma ?? []))
    const part = await browser.get(`/why/audio/${campaign}/1/content`, { range: 'bytes=100-149' })
    assert.equal(part.status, 206)
    assert.deepEqual(part.bytes, bytes.subarray(100, 150))
  }))

test('pages: a recording is played to who was called with it, and not to another person', () =>
  withFile(async (world, browser, campaign) => {
    for (const path of [`${campaign}/2/content`, `${campaign}/1/nothing`, 'c9/1/content']) {
      assert.equal((await browser.get(`/why/audio/${path}`)).status, 404, path)
    }
    const stranger = world.browser()
    assert.equal((await stranger.get(`/why/audio/${campaign}/1/content`)).status, 404)
    await prove(world, stranger, '06 39 98 00 02')
    assert.equal((await stranger.get(`/why/audio/${campaign}/1/content`)).status, 404)
  }))

// biome-ignore format: one row a reach
const reaches = [
  ['campaign', 'Liste Exemple', 'controller'],
  ['organisation', '', 'organisation'],
  ['everything', '', 'platform'],
] as const

for (const [reach, controller, scope] of reaches) {
  test(`pages, RGPD art. 21: objecting to ${reach} is stored as the person’s own act, with a receipt`, () =>
    withFile(async (world, browser) => {
      const answer = await browser.submit('/why/file', '/why/object', { reach, controller })
      assert.match(answer.headers.location ?? '', /^\/receipt\/PV-\w{4}-\w{4}$/)
      const receipt = await browser.get(answer.headers.location ?? '')
      assert.match(receipt.body, /already in effect/)
      const { rows } = await world.database.pool.query(
        'select scope, controller, whole_person from suppression where reference is not null',
      )
      assert.deepEqual(rows, [{ scope, controller: controller || null, whole_person: true }])
      // Somebody may lift it: the person, having proved the number.
      await browser.submit('/why/file', '/why/lift', {})
      assert.deepEqual((await fileOf(world)).suppressions, [])
    }))
}

test('pages: a controller that never called cannot be named in an objection', () =>
  withFile(async (_world, browser) => {
    const fields = { reach: 'campaign', controller: 'Somebody else' }
    assert.equal((await browser.submit('/why/file', '/why/object', fields)).status, 400)
  }))

test('pages, RGPD art. 21: without a code the number typed is suppressed at once, and nothing else', async () => {
  const world = await pagesWorld()
  try {
    await called(world)
    const answer = await world
      .browser()
      .submit('/object', '/object', { number: '06 39 98 00 02', reach: 'organisation' })
    assert.equal(answer.status, 303)
    const { rows } = await world.database.pool.query(
      'select phone, scope, whole_person from suppression order by id',
    )
    assert.deepEqual(rows, [{ phone: numberOf(2), scope: 'organisation', whole_person: false }])
    assert.equal((await callSome(world.store, 'c1' as CampaignId, 5)).length, 0)
  } finally {
    await world.close()
  }
})

test('pages, RGPD art. 16: a correction stands, and an unusable one is explained where it was typed', () =>
  withFile(async (world, browser) => {
    const empty = await browser.submit('/why/file', '/why/correct', { fact: 'commune', value: ' ' })
    assert.equal(empty.status, 422)
    assert.match(empty.body, /Write the right value/)
    const wrong = await browser.submit('/why/file', '/why/correct', {
      fact: 'insee',
      value: 'Paris',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /value="Paris"/)
    const right = await browser.submit('/why/file', '/why/correct', {
      fact: 'commune',
      value: 'Lyon',
    })
    assert.equal(right.status, 303)
    const commune = (await fileOf(world)).facts.filter(({ fact }) => fact === 'commune')
    assert.ok(commune.some(({ value }) => value === 'Lyon'))
  }))

test('pages, RGPD art. 20: the copy for machines says what the file says', () =>
  withFile(async (world, browser) => {
    const { body, headers } = await browser.submit('/why/file', '/why/export', {})
    assert.match(headers['content-disposition'] ?? '', /filename="portevoix\.json"/)
    const copy = JSON.parse(body)
    const file = JSON.parse(JSON.stringify(await fileOf(world)))
    assert.deepEqual({ ...copy, drawnAt: 0 }, { ...file, drawnAt: 0 })
  }))

test('pages, RGPD art. 12: the letter is a PDF, and the request for it is filed', () =>
  withFile(async (world, browser) => {
    const { bytes, headers } = await browser.submit('/why/file', '/why/letter', {})
    assert.equal(headers['content-type'], 'application/pdf')
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    const { requests } = await fileOf(world)
    assert.deepEqual(
      requests.map(({ kind, channel, proof }) => [kind, channel, proof]),
      [['access', 'web', 'code']],
    )
  }))

test('pages, RGPD art. 17: erased once confirmed, the file closes, and the next import cannot call', () =>
  withFile(async (world, browser) => {
    const unconfirmed = await browser.submit('/why/file', '/why/erase', {})
    assert.equal(unconfirmed.status, 422)
    const { rows: before } = await world.database.pool.query('select 1 from contact')
    assert.equal(before.length, 3)
    const answer = await browser.submit('/why/file', '/why/erase', { erase: 'yes' })
    assert.match((await browser.get(answer.headers.location ?? '')).body, /Your data are erased/)
    const { rows } = await world.database.pool.query('select phone from contact order by phone')
    assert.deepEqual(
      rows.map(({ phone }) => phone),
      [numberOf(1), numberOf(2)],
    )
    assert.equal((await browser.get('/why/file')).headers.location, '/why')
    const again = world.browser()
    await prove(world, again, number)
    assert.doesNotMatch((await again.get('/why/file')).body, /value="Paris"|75056/)
    const { rows: left } = await world.database.pool.query(
      `select phone from spoken_code where phone = $1 union all
       select phone from suppression where phone = $1`,
      [numberOf(0)],
    )
    assert.deepEqual(left, [])
  }))

test('pages, RGPD art. 12 § 3: a complaint has a reference and thirty days; nobody else can read it', () =>
  withFile(async (world, browser) => {
    assert.equal((await browser.submit('/why/file', '/why/complain', { words: ' ' })).status, 422)
    const words = 'Vous m’avez appelé à 8 h.'
    const answer = await browser.submit('/why/file', '/why/complain', { words })
    const receipt = await world.browser({ language: 'en' }).get(answer.headers.location ?? '')
    assert.match(receipt.body, /owed an answer by 4 June 2026/)
    assert.doesNotMatch(receipt.body, /8 h|06/)
    const [request] = (await fileOf(world)).requests
    assert.deepEqual([request?.kind, request?.state, request?.words], ['complain', 'open', words])
    const { rows } = await world.database.pool.query('select campaign_id, reference from complaint')
    assert.deepEqual(rows, [{ campaign_id: 'c1', reference: request?.reference }])
  }))

test('pages: everything done there is in the ledger, and the ledger holds', () =>
  withFile(async (world, browser) => {
    await browser.submit('/why/file', '/why/object', { reach: 'organisation' })
    await browser.submit('/why/file', '/why/lift', {})
    await browser.submit('/why/file', '/why/complain', { words: 'x' })
    await browser.submit('/object', '/object', { number: '0639980009', reach: 'everything' })
    await browser.submit('/why/file', '/why/erase', { erase: 'yes' })
    const { rows } = await world.database.pool.query<{ kind: string }>(
      'select distinct kind from ledger order by kind',
    )
    for (const kind of [
      'erased',
      'rightsAnswered',
      'rightsOpened',
      'suppressed',
      'suppressionLifted',
    ]) {
      assert.ok(
        rows.some((row) => row.kind === kind),
        kind,
      )
    }
    const { chains } = await verifyLedger(world.database.pool)
    assert.deepEqual(
      chains.map(({ breaks }) => breaks),
      [[]],
    )
  }))

test('pages, Regulation (EU) 2024/900 art. 12: each approved version has its notice, for everybody', () =>
  withFile(async (world, _browser, campaign) => {
    const visitor = world.browser({ language: 'en' })
    const first = await visitor.get(`/notice/${campaign}`)
    assert.equal(first.headers.location, `/notice/${campaign}/1`)
    const notice = await visitor.get(`/notice/${campaign}/1`)
    for (const expected of [
      /Political advertisement of Liste Exemple/,
      /Not declared yet/,
      /Texte de gate/,
      /Nobody is chosen by their opinions/,
      /Practice campaign/,
    ]) {
      assert.match(notice.body, expected)
    }
    assert.doesNotMatch(notice.body, /06\u00a039|\+3363998/)
    const sound = await visitor.get(`/notice/${campaign}/1/audio/gate`)
    assert.equal(sound.headers['content-type'], 'audio/wav')
    // A version nobody approved yet is not published.
    const message = { ...aMessage, version: 2, hash: 'h2', approval: null }
    await world.store.addVoiceMessage(campaign, message, [], at(9))
    assert.equal((await visitor.get(`/notice/${campaign}/2`)).status, 404)
    await world.store.approve(campaign, 'h2', 'Ada', at(9))
    assert.match((await visitor.get(`/notice/${campaign}/2`)).body, /Version 1, of/)
    assert.match((await visitor.get(`/notice/${campaign}/1`)).body, /By version 2/)
  }))
