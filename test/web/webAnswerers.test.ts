/** Who answered, in a real Chromium: figures in the report, and calls that a person judges one at a time. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type AmdVerdictName, amdVerdictNames } from '../../src/base/amd.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import { drawSample } from '../../src/store/postgres/answererSample.ts'
import { callsJudged, verdictOf } from '../support/answererCalls.ts'
import { aCampaign, singles, startCampaign, tuesday } from '../support/dialling.ts'
import { assertAccessible, looks, shot, type WebWorld, webWorld } from '../support/webWorld.ts'

/** Nothing was listened to in the second campaign. */
let world: WebWorld
let id: CampaignId
const silent = 'c2'
const tester = { is: 'system', name: 'tester' } as const
const plan: readonly AmdVerdictName[] = [
  ...(['human', 'human', 'human', 'machine', 'machine', 'unknown'] as const),
]

before(async () => {
  world = await webWorld()
  await (await world.owner()).close()
  id = await startCampaign(world.database, world.store, singles(8))
  await callsJudged(world.store, id, plan, {
    ...{ talkMs: ms(9400), ringMs: ms(6100), firstAudioMs: ms(20), heardMs: ms(2100) },
    answeredBy: {
      ...verdictOf('machine', { atMs: 1640, onsetMs: 420, speechMs: 1100, longestSpurtMs: 980 }),
      voiceTrack: 'Q21V60',
    },
    farSigns: [
      { is: 'quiet', fromMs: ms(3400) },
      { is: 'beep', fromMs: ms(3900), toMs: ms(4200), hz: 1000 },
      { is: 'speaks', fromMs: ms(6100) },
    ],
  })
  // The builder gave all of them one verdict: each has its own.
  for (const [index, verdict] of plan.entries()) {
    await world.database.pool.query(
      `update answerer set verdict = $1 where attempt_id =
         (select attempt_id from answerer order by attempt_id offset $2 limit 1)`,
      [verdict, index],
    )
  }
  await world.database.pool.query('delete from answerer_counter')
  await world.database.pool.query(`insert into answerer_counter (campaign_id, verdict, calls)
    select campaign_id, verdict, count(*) from answerer group by 1, 2`)
  await world.store.createCampaign(
    aCampaign(silent, { name: 'Campagne muette' }),
    aCampaign('x').deadline,
  )
})

const addressOf = (campaign: string, screen: string): string =>
  `/app/o/1/campaigns/${campaign}/${screen}`
const judged = (page: Page, count: number) => page.getByText(`${count} jugés sur 6 tirés`).waitFor()

test('who answered: counts and no error yet in the report; calls are drawn, judged by hand and by key, taken back; then the error with its interval', async () => {
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go(addressOf(id, 'report'))
  await page.getByText('L’erreur n’est pas encore mesurée').waitFor()
  await page
    .getByRole('row', { name: /un répondeur/ })
    .getByText('2')
    .waitFor()
  await page.getByRole('link', { name: 'Juger des appels' }).click()
  await page.getByText('Aucun appel n’est à juger.').waitFor()
  await page.getByRole('button', { name: 'Tirer des appels au sort' }).click()
  await judged(page, 0)
  await page.getByText(/bip à 3,9 s \(1\D?000 Hz\)/).waitFor()
  await page.getByText(/notre message commence à 0,0 s/).waitFor()
  // The verdict is not told before.
  assert.equal(await page.getByText('Le détecteur').count(), 0)
  await page.getByRole('button', { name: 'Une personne' }).click()
  await judged(page, 1)
  await page
    .getByText(/Une personne\. Le détecteur/)
    .first()
    .waitFor()
  await page.keyboard.press('5')
  await judged(page, 2)
  await page.keyboard.press('Backspace')
  await judged(page, 1)
  for (const [key, count] of [
    ['2', 2],
    ['1', 3],
    ['1', 4],
  ] as const) {
    await page.keyboard.press(key)
    await judged(page, count)
  }
  await looksOf('judging', addressOf(id, 'answerers'), (other) =>
    other.getByRole('group').first().waitFor(),
  )
  await looksOf('measured', addressOf(id, 'report'), (other) =>
    other
      .getByText(/95\D?%/)
      .first()
      .waitFor(),
  )
  for (const count of [5, 6]) {
    await page.keyboard.press('1')
    await judged(page, count)
  }
  await page.getByText('Tous les appels écoutés ont été jugés.').waitFor()
  await page.getByRole('link', { name: 'Retour au rapport' }).click()
  await page.getByText('tous ces appels ont été jugés').first().waitFor()
  await page.getByText('6 appels jugés').waitFor()
  await visitor.close()
  const { rows } = await world.database.pool.query(
    `select count(*) as n from administrative_act where what like 'answerer%'`,
  )
  assert.equal(rows[0]?.n, 1 + 7 + 1, 'drawn once, said seven times, taken back once')
})

test('who answered: what was not kept is said and can be said again; who may not judge is told; nothing heard is no error', async () => {
  await world.database.pool.query('delete from answerer_label')
  const drawing = { organisation: 1, campaign: id, actor: tester, now: tuesday }
  await drawSample(world.database, drawing, amdVerdictNames)
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go(addressOf(id, 'answerers'))
  const machine = page.getByRole('button', { name: 'Un répondeur' })
  await machine.waitFor()
  await judged(page, 0)
  await world.down()
  await machine.click()
  await page.getByText('Votre réponse n’a pas été enregistrée.').waitFor()
  await shot(page, 'answerers-not-kept')
  await world.up()
  await machine.click()
  await judged(page, 1)
  await visitor.go(addressOf(silent, 'answerers'))
  await page.getByText('il n’y a rien à juger').waitFor()
  await assertAccessible(page, 'nothing to judge')
  await world.database.pool.query(`update membership set roles = '{observer}'`)
  await visitor.go(addressOf(id, 'answerers'))
  await page.getByText('pas de juger des appels').waitFor()
  await visitor.go(addressOf(id, 'report'))
  await page.getByText('1 appel jugé').waitFor()
  assert.equal(await page.getByRole('link', { name: 'Juger des appels' }).count(), 0)
  await world.database.pool.query(`update membership set roles = '{owner}'`)
  await visitor.close()
})

async function looksOf(
  what: string,
  address: string,
  shown: (page: Page) => Promise<void>,
): Promise<void> {
  for (const [name, look] of looks) {
    const other = await world.owner(look)
    await other.go(address)
    await shown(other.page)
    await shot(other.page, `answerers-${what}-${name}`)
    await assertAccessible(other.page, `${what} ${name}`)
    await other.close()
  }
}
