/** Codes against whoever guesses, replays or steals them: real HTTP, real PostgreSQL. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hours } from '../../src/base/units.ts'
import {
  codeAttemptsMax,
  codeLivesMs,
  codesPerNumber,
  provedForMs,
  wrongCodesPerHour,
} from '../../src/rights/spokenCode.ts'
import { sweepCodes } from '../../src/store/postgres/spokenCodes.ts'
import { type Browser, type PagesWorld, pagesWorld, prove, tokenIn } from '../support/pagesWorld.ts'

const number = '06 39 98 00 00'

/** A digit changed. */
const wrong = (code: string): string => code.slice(0, 5) + ((Number(code[5]) + 1) % 10)

async function withWorld(work: (world: PagesWorld) => Promise<void>): Promise<void> {
  const world = await pagesWorld()
  try {
    await work(world)
  } finally {
    await world.close()
  }
}

async function askCode(world: PagesWorld, browser: Browser, written = number): Promise<string> {
  const answer = await browser.submit('/why', '/why', { number: written })
  assert.equal(answer.status, 303)
  return world.asked.at(-1)?.digits ?? ''
}

const type = (browser: Browser, code: string) => browser.submit('/why/code', '/why/code', { code })

test('pages: the right code opens the file once, and the same code opens nothing again', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    const { token } = { token: tokenIn((await browser.get('/why/code')).body) }
    const before = new Map(browser.cookies)
    const opened = await browser.post('/why/code', { code, token })
    assert.deepEqual([opened.status, opened.headers.location], [303, '/why/file'])
    assert.equal((await browser.get('/why/file')).status, 200)
    // Replayed by the same browser, and by somebody who recorded request and cookie.
    assert.equal((await browser.submit('/why', '/why/code', { code })).status, 422)
    const thief = world.browser()
    for (const [name, value] of before) thief.cookies.set(name, value)
    assert.equal((await thief.post('/why/code', { code, token })).status, 422)
    assert.equal((await thief.get('/why/file')).headers.location, '/why')
  }))

test('pages: the browser’s secret changes when it proves a number: one that was planted opens nothing', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    const planted = browser.cookies.get('portevoix')
    await type(browser, code)
    assert.notEqual(browser.cookies.get('portevoix'), planted)
    const planter = world.browser()
    planter.cookies.set('portevoix', planted ?? '')
    assert.equal((await planter.get('/why/file')).headers.location, '/why')
  }))

test('pages: a code works in the browser that asked for it, and in no other', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    const other = world.browser()
    await askCode(world, other, '06 39 98 00 01')
    assert.equal((await type(other, code)).status, 422)
    assert.equal((await type(browser, code)).status, 303)
  }))

test('pages: a code asked for to consent does not open a file', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    await world.database.pool.query(`update spoken_code set purpose = 'consent'`)
    const page = await browser.get('/why')
    const answer = await browser.post('/why/code', { code, token: tokenIn(page.body) })
    assert.equal(answer.status, 422)
  }))

test(`pages: ${codeAttemptsMax} guesses kill a code, the right one after them opens nothing`, () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    for (let left = codeAttemptsMax - 1; left > 0; left -= 1) {
      const answer = await type(browser, wrong(code))
      assert.equal(answer.status, 422)
      assert.match(answer.body, new RegExp(`Essais restants\u202f: ${left}\\.`))
    }
    assert.match((await type(browser, wrong(code))).body, /ne peut plus servir/)
    assert.equal((await type(browser, code)).status, 422)
  }))

test(`pages: the guess before the last may still be right`, () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    for (let n = 1; n < codeAttemptsMax; n += 1) await type(browser, wrong(code))
    assert.equal((await type(browser, code)).status, 303)
  }))

test('pages: guesses sent all at once are counted like guesses one after the other', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    const token = tokenIn((await browser.get('/why/code')).body)
    const guesses = Array.from({ length: 20 }, (_, n) => String(n).padStart(6, '0'))
    const answers = await Promise.all(
      guesses
        .filter((guess) => guess !== code)
        .map((guess) => browser.post('/why/code', { code: guess, token })),
    )
    assert.ok(answers.every(({ status }) => status === 422))
    const { rows } = await world.database.pool.query('select attempts, state from spoken_code')
    assert.deepEqual(rows, [{ attempts: codeAttemptsMax, state: 'dead' }])
  }))

test('pages: a code lives ten minutes: good one second before, dead at the end', () =>
  withWorld(async (world) => {
    const [early, late] = [world.browser(), world.browser()]
    const first = await askCode(world, early)
    const second = await askCode(world, late, '06 39 98 00 01')
    world.later(codeLivesMs - 60_000)
    assert.equal((await type(early, first)).status, 303)
    world.later(60_000)
    assert.equal((await type(late, second)).status, 422)
  }))

test('pages: a new code kills the one before it', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const first = await askCode(world, browser)
    await browser.submit('/why/code', '/why/again', {})
    const second = world.asked.at(-1)?.digits ?? ''
    assert.equal(world.asked.at(-1)?.number, '+33639980000')
    if (first !== second) assert.equal((await type(browser, first)).status, 422)
    assert.equal((await type(browser, second)).status, 303)
  }))

test(`pages: ${codesPerNumber} codes a day for one number, whoever asks; the next day again`, () =>
  withWorld(async (world) => {
    for (let n = 0; n < codesPerNumber; n += 1) await askCode(world, world.browser())
    const refused = await world.browser().submit('/why', '/why', { number })
    assert.equal(refused.status, 429)
    assert.match(refused.body, /PV-430/)
    assert.equal(world.asked.length, codesPerNumber)
    // Another number is not concerned, and spelling does not help.
    await askCode(world, world.browser(), '06 39 98 00 01')
    const spelt = await world.browser().submit('/why', '/why', { number: '+33 (0)6-39-98-00-00' })
    assert.equal(spelt.status, 429)
    world.later(hours(24) + 1000)
    await askCode(world, world.browser())
  }))

test('pages: asking at once from many browsers does not get around the day’s limit', () =>
  withWorld(async (world) => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => world.browser().submit('/why', '/why', { number })),
    )
    const asked = answers.filter(({ status }) => status === 303)
    assert.equal(asked.length, codesPerNumber)
    assert.equal(world.asked.length, codesPerNumber)
  }))

test(`pages: after ${wrongCodesPerHour} wrong codes of everybody nobody may guess for an hour`, () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const code = await askCode(world, browser)
    const now = world.desk.clock.epoch()
    const wrongOf = (count: number) =>
      world.database.pool.query(
        `insert into spoken_code (organisation_id, purpose, session_hash, number_hash, code_hash, state,
           attempts, asked_at, expires_at, last_try_at)
         select 1, 'data', sha256(n::text::bytea), sha256(n::text::bytea), sha256('x'), 'dead', 5, $2, $2, $2
         from generate_series(1, $1::int) n`,
        [count / 5, now],
      )
    await wrongOf(wrongCodesPerHour)
    assert.equal((await type(browser, code)).status, 429)
    await world.database.pool.query(
      'delete from spoken_code where attempts = 5 and asked_at = $1 and session_hash = sha256($2)',
      [now, '1'],
    )
    assert.equal((await type(browser, code)).status, 303)
  }))

test('pages: the database tells no code: neither the code nor a plain hash of it is stored', () =>
  withWorld(async (world) => {
    const code = await askCode(world, world.browser())
    const { rows } = await world.database.pool.query<{ row: string; hashed: boolean }>(
      `select s::text as row, s.code_hash = sha256($1::bytea) as hashed from spoken_code s`,
      [code],
    )
    const [stored] = rows
    assert.ok(stored && !stored.row.includes(`,${code},`) && stored.hashed === false)
  }))

test('pages: codes are spread over all million, with leading zeros', () =>
  withWorld(async (world) => {
    for (let n = 0; n < 20; n += 1) {
      await askCode(world, world.browser(), `06 39 98 01 ${String(n).padStart(2, '0')}`)
    }
    const codes = world.asked.map(({ digits }) => digits)
    assert.ok(codes.every((code) => /^\d{6}$/.test(code)))
    assert.ok(new Set(codes).size >= 19)
  }))

test('pages: the file closes by itself after half an hour, and when the person closes it', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    await prove(world, browser, number)
    world.later(provedForMs - 60_000)
    assert.equal((await browser.get('/why/file')).status, 200)
    world.later(61_000)
    assert.equal((await browser.get('/why/file')).headers.location, '/why')
    const again = world.browser()
    await prove(world, again, '06 39 98 00 01')
    await again.submit('/why/file', '/why/leave', {})
    assert.equal((await again.get('/why/file')).headers.location, '/why')
  }))

test('pages: what the pages hold is forgotten by itself: the number first, then the row', () =>
  withWorld(async (world) => {
    await askCode(world, world.browser())
    const held = async () => {
      await sweepCodes(world.database, world.desk.clock.epoch())
      const { rows } = await world.database.pool.query('select state, phone from spoken_code')
      return rows
    }
    assert.deepEqual(await held(), [{ state: 'waiting', phone: '+33639980000' }])
    world.later(codeLivesMs)
    assert.deepEqual(await held(), [{ state: 'dead', phone: '+33639980000' }])
    world.later(hours(1))
    assert.deepEqual(await held(), [{ state: 'dead', phone: null }])
    world.later(hours(48))
    assert.deepEqual(await held(), [])
  }))
