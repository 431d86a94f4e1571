/** Opt-in on a page: nothing is assumed, the words are exact, and only a code makes it a consent. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { outsideBoxes, slotsOf, usualBoxes, wholeWording } from '../../src/http/offered.ts'
import { addOffer, type ConsentOffer } from '../../src/store/postgres/consentOffers.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { at, numberOf } from '../support/dialling.ts'
import { type Browser, type Fields, type PagesWorld, pagesWorld } from '../support/pagesWorld.ts'

const organisation = 1
const text =
  'J’accepte que la Liste Exemple m’appelle « par un automate » <2027> & seulement ainsi.'

const offerIn = ({ database }: PagesWorld, wordingVersion = 'v1'): Promise<ConsentOffer> =>
  addOffer(
    database,
    {
      ...{ organisation, controller: 'Liste Exemple', channel: 'automate', wordingVersion },
      ...{ language: 'fr', wording: wholeWording(text, 'fr'), endsAt: at(3600 * 24) },
    },
    at(0),
  )

const filled: Fields = {
  number: '06 39 98 00 05',
  postcode: '75011',
  slot: ['2-18-20', '4-18-20', '1-10-13'],
  agree: 'yes',
  political: 'yes',
  adult: 'yes',
}

async function withOffer(
  work: (world: PagesWorld, browser: Browser, path: string, offer: ConsentOffer) => Promise<void>,
): Promise<void> {
  const world = await pagesWorld()
  try {
    const offer = await offerIn(world)
    await work(world, world.browser(), `/consent/${offer.id}`, offer)
  } finally {
    await world.close()
  }
}

const consentsOf = async ({ database }: PagesWorld) =>
  (await personFile(database, organisation, numberOf(5), at(99))).consents

test('opt-in, RGPD recital 32: no box is ticked beforehand, and the wording is shown as it stands', () =>
  withOffer(async (_world, browser, path) => {
    const { body } = await browser.get(path)
    assert.equal(
      body.match(/type="checkbox"/g)?.length,
      usualBoxes.length + outsideBoxes.length + 4,
    )
    assert.doesNotMatch(body, /\bchecked\b/)
    const shown = body.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    assert.ok(shown.includes(text))
    assert.match(body, /publicité politique/)
    assert.match(body, /18 ans ou plus/)
  }))

// biome-ignore format: one row a case
const lacking: readonly [what: string, change: Fields, sentence: RegExp][] = [
  ['no number', { number: '' }, /Écrivez votre numéro/],
  ['no slot', { slot: [] }, /Cochez au moins un créneau/],
  ['a slot nobody offers', { slot: '7-03-04' }, /Cochez au moins un créneau/],
  ['no consent', { agree: 'no' }, /cochez cet accord/],
  ['politics not agreed to', { political: '' }, /Ces appels sont politiques/],
  ['no age', { adult: '' }, /18 ans ou plus/],
  ['an unusual slot not asked for in so many words', { outside: '7-10-13' }, /créneau inhabituel/],
  ['unusual hours asked for, none ticked', { express: 'yes' }, /cochez-en au moins un/],
  ['a postcode of four digits', { postcode: '7501' }, /cinq chiffres/],
]
for (const [what, change, sentence] of lacking) {
  test(`opt-in: ${what} is no consent, and what was filled in is kept`, () =>
    withOffer(async (world, browser, path) => {
      const answer = await browser.submit(path, path, { ...filled, ...change })
      assert.equal(answer.status, 422)
      assert.match(answer.body, sentence)
      assert.match(answer.body, /role="alert"/)
      if (!('number' in change)) assert.match(answer.body, /value="06 39 98 00 05"/)
      assert.equal(world.asked.length, 0)
    }))
}

test('opt-in: only the code dictated to the number makes it a consent, with slots, words and proof', () =>
  withOffer(async (world, browser, path, offer) => {
    const asked = await browser.submit(path, path, filled)
    assert.deepEqual([asked.status, asked.headers.location], [303, `${path}/code`])
    assert.deepEqual(await consentsOf(world), [])
    const [call] = world.asked
    assert.deepEqual([call?.purpose, call?.number], ['consent', numberOf(5)])
    const code = call?.digits ?? ''
    const wrong = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`
    assert.equal(
      (await browser.submit(`${path}/code`, `${path}/code`, { code: wrong })).status,
      422,
    )
    assert.deepEqual(await consentsOf(world), [])
    const done = await browser.submit(`${path}/code`, `${path}/code`, { code })
    assert.equal(done.status, 200)
    assert.match(done.body, new RegExp(offer.wordingSha256))
    const [consent, ...others] = await consentsOf(world)
    assert.deepEqual(others, [])
    assert.deepEqual(consent?.slots, [
      { days: [1], from: '10:00', to: '13:00' },
      { days: [2, 4], from: '18:00', to: '20:00' },
    ])
    assert.equal(consent?.wording, offer.wording)
    assert.equal(createHash('sha256').update(offer.wording).digest('hex'), offer.wordingSha256)
    const { rows } = await world.database.pool.query<{
      proof: { kind: string; reference: string }
    }>('select proof from consent')
    assert.equal(rows[0]?.proof.kind, 'web')
    assert.match(
      rows[0]?.proof.reference ?? '',
      new RegExp(`consent/${offer.id}, boxes ticked 2026-05-05T`),
    )
    const facts = (await personFile(world.database, organisation, numberOf(5), at(99))).facts
    assert.ok(facts.some(({ fact, value }) => fact === 'postcode' && value === '75011'))
    // The same code again says nothing more.
    await browser.post(`${path}/code`, { code, token: '' })
    assert.equal((await consentsOf(world)).length, 1)
  }))

test('opt-in: hours outside the usual ones are kept as asked for in so many words', () =>
  withOffer(async (world, browser, path) => {
    await browser.submit(path, path, {
      ...filled,
      slot: [],
      outside: ['6-10-13', '7-10-13'],
      express: 'yes',
    })
    await browser.submit(`${path}/code`, `${path}/code`, { code: world.asked[0]?.digits ?? '' })
    assert.deepEqual((await consentsOf(world))[0]?.slots, [
      { days: [6, 7], from: '10:00', to: '13:00', expressOutsideHours: true },
    ])
  }))

test('opt-in: a code asked for one wording agrees to no other', () =>
  withOffer(async (world, browser, path) => {
    const other = await offerIn(world, 'v2')
    await browser.submit(path, path, filled)
    const page = `/consent/${other.id}/code`
    const code = world.asked[0]?.digits ?? ''
    const answer = await browser.submit(`${path}/code`, page, { code })
    assert.equal(answer.status, 403)
    assert.deepEqual(await consentsOf(world), [])
  }))

test('opt-in: a code asked for to see data gives no consent', () =>
  withOffer(async (world, browser, path) => {
    await browser.submit('/why', '/why', { number: '06 39 98 00 05' })
    const code = world.asked[0]?.digits ?? ''
    const answer = await browser.submit('/why/code', `${path}/code`, { code })
    assert.equal(answer.status, 422)
    assert.deepEqual(await consentsOf(world), [])
  }))

test('opt-in: the last moment of an offer is good, its end is no page any more', () =>
  withOffer(async (world, browser, path) => {
    world.later(3600 * 24 * 1000 - 60_000)
    assert.equal((await browser.get(path)).status, 200)
    world.later(60_000)
    assert.equal((await browser.get(path)).status, 404)
  }))

test('opt-in: an objection that stands is said once the number is proved, and stays', () =>
  withOffer(async (world, browser, path) => {
    await browser.submit('/object', '/object', { number: '0639980005', reach: 'organisation' })
    const asked = await browser.submit(path, path, filled)
    assert.doesNotMatch(asked.body, /opposé/)
    const code = world.asked[0]?.digits ?? ''
    const done = await browser.submit(`${path}/code`, `${path}/code`, { code })
    assert.match(done.body, /Cette opposition tient toujours/)
    const { rows } = await world.database.pool.query('select 1 from standing_suppression')
    assert.equal(rows.length, 1)
  }))

test('opt-in: slots with the same hours are one; nothing ticked is none', () => {
  assert.deepEqual(slotsOf([], false), [])
  assert.deepEqual(slotsOf(['3-14-18', '1-14-18', '1-10-13'], false), [
    { days: [1], from: '10:00', to: '13:00' },
    { days: [1, 3], from: '14:00', to: '18:00' },
  ])
})
