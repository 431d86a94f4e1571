/**
 * Nobody learns from the public pages whether a number is known: same status, same headers, same words,
 * same pace, for every kind of number; and no telephone rings because a stranger typed its number.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { steadyNow } from '../../src/base/clock.ts'
import type { AttemptId } from '../../src/base/ids.ts'
import { maskNumbersIn } from '../../src/base/redact.ts'
import { between, type E164, ms } from '../../src/base/units.ts'
import type { CallEvent, PlacedCall, Telephony } from '../../src/call/telephony.ts'
import { openCodeCalls } from '../../src/http/codeCalls.ts'
import { loadVoices } from '../../src/http/codeVoice.ts'
import { answerEveryMs } from '../../src/http/limits.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { addContacts, aTrunk, numberOf, singles } from '../support/dialling.ts'
import { type Answer, type PagesWorld, pagesWorld, tokenIn } from '../support/pagesWorld.ts'

const organisation = 1

// biome-ignore format: one row a kind
const kinds = [
  ['known', '06 39 98 00 00'],
  ['known and suppressed', '06 39 98 00 01'],
  ['erased', '06 39 98 00 02'],
  ['suppressed, otherwise unknown', '06 39 98 00 08'],
  ['unknown', '06 39 98 00 09'],
  ['a service number', '08 99 12 34 56'],
  ['a number of automated systems', '01 63 00 12 34'],
  ['not allocated', '07 39 98 00 09'],
  ['of another country', '+44 7400 123456'],
] as const

/** Three people are known; one objected, one was erased, and a stranger's number is suppressed. */
async function peopled(world: PagesWorld): Promise<void> {
  await addContacts(world.database, singles(3))
  const now = world.desk.clock.epoch()
  const entry = { scope: 'organisation', reason: 'test', at: now, ownAct: true } as const
  await world.store.addSuppression(numberOf(1), entry)
  await world.store.addSuppression(numberOf(8), entry)
  await erasePerson(world.database, organisation, numberOf(2), now, 'test')
}

/** What an answer says besides what the asker already knew: their number, token, cookie, the time. */
function toldBy({ status, headers, body }: Answer, written: string): unknown {
  const { date, 'set-cookie': cookie, 'x-ratelimit-remaining': left, ...kept } = headers
  const { 'x-ratelimit-reset': reset, 'content-length': length, location, ...others } = kept
  const place = location?.replace(/PV-\w{4}-\w{4}/, 'PV')
  const text = body
    .replaceAll(/value="[^"]*"/g, '')
    .replaceAll(/\+?\d[\d\u00a0•]{5,}/g, 'number')
    .replaceAll(/PV-\w{4}-\w{4}|S(-\w{4}){4}/g, 'PV')
    .replaceAll(written, 'number')
  return { status, place, others, hasCookie: cookie !== undefined, text }
}

async function sameForAll(
  ask: (world: PagesWorld, written: string) => Promise<readonly Answer[]>,
): Promise<void> {
  const world = await pagesWorld()
  try {
    await peopled(world)
    let first: unknown
    for (const [kind, written] of kinds) {
      const told = (await ask(world, written)).map((answer) => toldBy(answer, written))
      first ??= told
      assert.deepEqual(told, first, `${kind} is told apart from known`)
    }
    assert.deepEqual(world.logged, [])
  } finally {
    await world.close()
  }
}

test('pages: asking for a code says the same, whatever the number is', () =>
  sameForAll(async (world, written) => {
    const browser = world.browser()
    return [
      await browser.submit('/why', '/why', { number: written }),
      await browser.get('/why/code'),
    ]
  }))

test('pages: a wrong code is answered the same, whatever the number is', () =>
  sameForAll(async (world, written) => {
    const browser = world.browser()
    await browser.submit('/why', '/why', { number: written })
    const code = world.asked.at(-1)?.digits === '123456' ? '123457' : '123456'
    return [await browser.submit('/why/code', '/why/code', { code })]
  }))

test('pages: the day’s limit of codes is reached alike, whatever the number is', () =>
  sameForAll(async (world, written) => {
    const answers: Answer[] = []
    for (let n = 0; n < 3; n += 1) {
      await world.browser().submit('/why', '/why', { number: written })
    }
    answers.push(await world.browser().submit('/why', '/why', { number: written }))
    return answers
  }))

test('pages: an objection without a code is answered the same, whatever the number is', () =>
  sameForAll(async (world, written) => {
    const browser = world.browser()
    const answer = await browser.submit('/object', '/object', {
      number: written,
      reach: 'organisation',
    })
    return [answer, await browser.get(answer.headers.location ?? '')]
  }))

test('pages: a receipt that does not exist is the same page as any that does not', async () => {
  const world = await pagesWorld()
  try {
    const pages = await Promise.all(
      ['/receipt/PV-2345-6789', '/receipt/x', '/nothing', '/why/audio/a/1/gate', '/notice/c9'].map(
        (path) => world.browser().get(path),
      ),
    )
    for (const page of pages) {
      assert.equal(page.status, 404)
      assert.equal(page.body, pages[0]?.body)
    }
  } finally {
    await world.close()
  }
})

test('pages: answers about a number leave on the schedule, whatever the work behind them took', async () => {
  const world = await pagesWorld({ answerEvery: answerEveryMs })
  try {
    await peopled(world)
    const browser = world.browser()
    const token = tokenIn((await browser.get('/why')).body)
    for (const [, number] of kinds.slice(0, 3)) {
      for (const [path, fields] of [
        ['/why', { number, token }],
        ['/why/code', { code: '000000', token }],
        ['/object', { number, reach: 'everything', token }],
      ] as const) {
        const startedAt = steadyNow()
        await browser.post(path, fields)
        const took = between(startedAt, steadyNow())
        // Timers of Node may fire a millisecond early; later than the schedule says nothing.
        assert.ok(took >= answerEveryMs - 2, `${path} answered after ${took} ms`)
      }
    }
  } finally {
    await world.close()
  }
})

/** A telephone network that only notes what was dialled. */
function silentNetwork(placed: E164[]): Telephony {
  let tell: (event: CallEvent) => void = () => undefined
  return {
    onEvent: (listener) => {
      tell = listener
    },
    loadClip: async () => undefined,
    place: ({ lawful, attempt }: PlacedCall) => {
      placed.push(lawful.number)
      const rtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }
      const ended = { is: 'ended', by: 'refused', outcome: 'busy', at: steadyNow(), rtp } as const
      setImmediate(() => tell({ ...ended, attempt: attempt as AttemptId }))
    },
    play: () => undefined,
    stopPlaying: () => undefined,
    listen: () => undefined,
    hangUp: () => undefined,
    close: async () => undefined,
  }
}

test('pages: only numbers we hold something about are rung, and only so often a day', async () => {
  const placed: E164[] = []
  const world = await pagesWorld()
  const logged: string[] = []
  const callerId = aTrunk.callerIds[0]
  try {
    await peopled(world)
    const { database, desk } = world
    const codes = await openCodeCalls({
      ...{ database, organisation, callerId, clock: desk.clock },
      ...{ telephony: silentNetwork(placed), trunk: aTrunk, voices: await loadVoices() },
      log: (line) => logged.push(line),
    })
    for (const [, number] of kinds) {
      for (let n = 0; n < 4; n += 1) {
        await world.browser().submit('/why', '/why', { number })
      }
    }
    const total = world.asked.length
    assert.equal(total, 3 * kinds.length)
    for (const code of world.asked) codes.ask(code)
    await waitFor(() => placed.length + logged.length === total)
    // Known, known and suppressed, erased and suppressed: each three times and no more.
    assert.deepEqual(
      [...placed].sort(),
      [0, 1, 2, 8].flatMap((n) => [numberOf(n), numberOf(n), numberOf(n)]),
    )
    assert.ok(logged.every((line) => line === maskNumbersIn(line)))
    await codes.close()
  } finally {
    await world.close()
  }
})

test('pages: an objection a stranger typed does not make the number one that rings', async () => {
  const world = await pagesWorld()
  const placed: E164[] = []
  const logged: string[] = []
  try {
    const number = '06 39 98 00 09'
    await world.browser().submit('/object', '/object', { number, reach: 'organisation' })
    await world.browser().submit('/why', '/why', { number })
    const codes = await openCodeCalls({
      ...{ database: world.database, organisation, callerId: aTrunk.callerIds[0] },
      ...{ clock: world.desk.clock, telephony: silentNetwork(placed), trunk: aTrunk },
      ...{ voices: await loadVoices(), log: (line) => logged.push(line) },
    })
    for (const code of world.asked) codes.ask(code)
    await waitFor(() => logged.length === 1)
    assert.match(logged[0] ?? '', /code\.known$/)
    assert.deepEqual(placed, [])
    await codes.close()
  } finally {
    await world.close()
  }
})

/** Until it holds; the test's own time limit ends a wait that does not. */
async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, ms(20)))
}
