/**
 * Somebody who has never seen Portevoix, from the set-up link to the downloaded report, in a real Chromium
 * with nothing but the pages; each part says how long it took. Pictures of each screen lie in test-artefacts/.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { realClock } from '../../src/base/clock.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { shot, type Visitor, type WebWorld, webWorld } from '../support/webWorld.ts'

/** A campaign of 400 lines, with the second attempt of who did not answer. */
const campaignWithinMs = 280_000
const patient = { timeout: campaignWithinMs + 60_000 }
const lookEveryMs = 500

let world: WebWorld
let newcomer: Visitor
let campaign = '' as CampaignId
const startedAt = performance.now()

before(async () => {
  world = await webWorld()
  newcomer = await world.visitor()
})
after(async () => {
  await newcomer.close()
  console.log(`the whole journey: ${Math.round((performance.now() - startedAt) / 1000)} s`)
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).first().click()
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name }).waitFor()

test('newcomer: the set-up link makes the owner, and one press prepares a campaign with a file of 400 lines', async () => {
  const { page } = newcomer
  const token = await world.access.makeSetupToken(realClock.epoch())
  await newcomer.go(`/app/first-run?token=${token}`)
  await page.getByLabel('Votre équipe ou organisation').fill('Équipe Camille Exemple')
  await page.getByLabel('Votre nom').fill('Nour Exemple')
  await page.getByLabel('Adresse e-mail').fill('nour@exemple.fr')
  await page.getByLabel('Phrase de passe', { exact: true }).fill('quatre mots sans rapport 9')
  await press(page, 'Commencer')
  await heading(page, 'Tableau de bord')
  await shot(page, 'newcomer-1-dashboard')
  await press(page, /^Essayer/)
  await page.waitForURL(/\/campaigns\/[^/]+\/purpose$/)
  campaign = (new URL(page.url()).pathname.split('/').at(-2) ?? '') as CampaignId
  await heading(page, 'Objet')
  await shot(page, 'newcomer-2-purpose')
})

test('newcomer: people, message and hours are there; the author approves alone in practice; nothing blocks', async () => {
  const { page } = newcomer
  await follow(page, /^Continuer/)
  await heading(page, 'Personnes')
  await page.getByText(/numéros retenus sur/).waitFor()
  await shot(page, 'newcomer-3-people')
  await follow(page, /^Continuer/)
  await heading(page, 'Message')
  await press(page, 'Approuver moi-même')
  await page.getByText(/Approuvée par Nour Exemple/).waitFor()
  await shot(page, 'newcomer-4-message')
  await follow(page, /^Horaires/)
  await heading(page, 'Horaires')
  await page
    .getByRole('button', { name: /permis, \d+ joignables/ })
    .first()
    .waitFor()
  await shot(page, 'newcomer-5-schedule')
  await follow(page, /^Continuer/)
  await heading(page, 'Vérification')
  await page.getByText('Qui sera appelé ?').waitFor({ timeout: 40_000 })
  await page.getByText(/^Rien ne bloque/).waitFor()
  await shot(page, 'newcomer-6-check')
})

test('newcomer: the browser rings, the message is heard, key 9 is confirmed and nothing is written', async () => {
  const { page } = newcomer
  await follow(page, /^Continuer/)
  await press(page, 'Faire sonner ce téléphone')
  await press(page, 'Décrocher')
  await page.getByText(/premier mot [\d,]+ ms après le décroché/).waitFor()
  await press(page, /^1\b/)
  await page
    .getByText(/vous avez tapé 1/)
    .first()
    .waitFor()
  await press(page, /^9\b/)
  await page
    .getByText(/ce numéro serait maintenant rayé/)
    .first()
    .waitFor()
  await shot(page, 'newcomer-7-listen')
  const { rows } = await world.database.pool.query(
    'select from suppression where attempt_id is not null',
  )
  assert.equal(rows.length, 0, 'who listens to their own message objects to nothing')
})

test(
  'newcomer: one sentence, one button; the campaign runs to its end before their eyes',
  patient,
  async () => {
    const { page } = newcomer
    await follow(page, /^Lancement/)
    await heading(page, 'Lancement')
    await page.getByText(/seront appelées pour entendre le message de Camille Exemple/).waitFor()
    await shot(page, 'newcomer-8-launch')
    const announced = Number(
      /\d+/.exec(await page.getByRole('button', { name: /^(Appeler|Répéter)/ }).innerText()),
    )
    await press(page, /^(Appeler|Répéter)/)
    await page.waitForURL(/\/live$/)
    await page
      .getByText(/^Les appels sont en cours/)
      .first()
      .waitFor()
    await whole(page)
    const counters = await world.store.counters(campaign)
    assert.equal(counters.remaining, 0, 'nobody is left to call')
    assert.ok(
      announced > 300 && counters.attempts >= announced * 0.8,
      `${announced} announced, ${counters.attempts} attempts`,
    )
  },
)

/** Pictures on the way; over when the store says so, and then the page says it too. */
async function whole(page: Page): Promise<void> {
  const began = performance.now()
  let pictured = false
  for (;;) {
    const { state } = await world.store.campaign(campaign)
    if (state === 'completed') break
    assert.equal(state, 'running', 'it runs until nobody is left')
    assert.ok(
      performance.now() - began < campaignWithinMs,
      'a practice campaign of 400 ends in time',
    )
    if (!pictured && performance.now() - began > 15_000) {
      await shot(page, 'newcomer-9-live')
      pictured = true
    }
    await page.waitForTimeout(lookEveryMs)
  }
  await page.getByRole('link', { name: 'Voir le rapport' }).waitFor()
  await shot(page, 'newcomer-10-over')
}

test('newcomer: the report closes its sum and comes as a file', async () => {
  const { page } = newcomer
  await follow(page, 'Voir le rapport')
  await heading(page, /^Rapport/)
  await page.getByText('La campagne est terminée', { exact: false }).first().waitFor()
  await shot(page, 'newcomer-11-report')
  const waited = page.waitForEvent('download', { timeout: 60_000 })
  await press(page, /^Appels CSV/)
  const link = page.getByRole('link', { name: /Télécharger/ }).first()
  await link.waitFor({ timeout: 40_000 })
  await link.click()
  const text = readFileSync((await (await waited).path()) ?? '', 'utf8')
  const { attempts } = await world.store.counters(campaign)
  assert.equal(text.trim().split('\n').length, attempts + 1, 'one line a call, and the header')
  assert.doesNotMatch(text, /\+33\d{9}|\b0\d{9}\b/, 'no whole number leaves in an export')
})
