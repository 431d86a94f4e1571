/** The live page and the report in a real Chromium, while the engine calls practice people. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { CampaignId } from '../../src/base/ids.ts'
import type { Engine } from '../../src/engine/engine.ts'
import {
  addExamplePeople,
  addPracticeTrunk,
  aPracticeCampaign,
  eventually,
} from '../support/practiceCampaign.ts'
import { assertAccessible, looks, shot, type WebWorld, webWorld } from '../support/webWorld.ts'

interface Calling {
  readonly world: WebWorld
  readonly engine: Engine
  readonly id: CampaignId
}

async function calling(t: TestContext): Promise<Calling> {
  const world = await webWorld()
  const folder = mkdtempSync('/tmp/portevoix-live-')
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  await (await world.owner()).close()
  await addExamplePeople(world.database, 900, folder)
  await addPracticeTrunk(world.store, { callsPerSecond: 6 })
  const id = await aPracticeCampaign(world.database, 'Présidentielle T1')
  const { engine } = world.opened.services
  assert.ok(engine)
  return { world, engine, id }
}

test('live page, then report: figures move by themselves, acts say what they do, sums lead to lists, files come', async (t) => {
  const { world, engine, id } = await calling(t)
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go(`/app/o/1/campaigns/${id}/live`)
  await page.getByText('aucun appel n’est parti').first().waitFor()
  await shot(page, 'live-not-started')
  await engine.start(id, 'Nour Exemple')
  await page
    .getByText(/^Les appels sont en cours/)
    .first()
    .waitFor()
  await eventually('calls end', async () => (await world.store.counters(id)).attempts > 60)
  const done = page.locator('dl strong').nth(2)
  const before = await done.textContent()
  await eventually('figures move', async () => (await done.textContent()) !== before, 15_000)
  await looksOf(world, `/app/o/1/campaigns/${id}/live`, 'live')
  await pauseAndCut(page)
  await eventually('nothing is up', async () => (await engine.live(id)).callsUp === 0, 5000)
  await stopAndReport(page)
  const { attempts } = await world.store.counters(id)
  await filesOf(page, attempts)
  await looksOf(world, `/app/o/1/campaigns/${id}/report`, 'report')
  await visitor.close()
})

async function looksOf(world: WebWorld, address: string, what: string): Promise<void> {
  for (const [name, look] of looks) {
    const other = await world.owner(look)
    await other.go(address)
    await other.page.locator('dl strong').first().waitFor()
    await other.page.waitForTimeout(2500)
    await shot(other.page, `${what}-${name}`)
    await assertAccessible(other.page, `${what} ${name}`)
    await other.close()
  }
}

async function pauseAndCut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Suspendre' }).click()
  await page.getByText('plus de nouvel appel').first().waitFor()
  await shot(page, 'live-pause-asked')
  await page.getByRole('button', { name: 'Suspendre' }).click()
  await page.getByText('En pause : suspendue par Nour Exemple.').first().waitFor()
  await shot(page, 'live-paused')
  await page.getByRole('button', { name: 'Reprendre', exact: true }).click()
  await page
    .getByText(/^Les appels sont en cours/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Figer l’affichage' }).click()
  await page
    .getByText(/figé à/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Reprendre l’affichage' }).click()
  await page.getByRole('button', { name: 'Tout couper' }).click()
  await page
    .getByText(/s’arrêtent en 5 s/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Tout couper' }).click()
  await page.getByText('tout a été coupé par Nour Exemple').first().waitFor()
}

async function stopAndReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Arrêter' }).click()
  await page
    .getByText(/ne reprend pas/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Arrêter' }).click()
  await page
    .getByText(/personnes n’ont pas été appelées/)
    .first()
    .waitFor()
  await shot(page, 'live-stopped')
  await page.getByRole('link', { name: 'Voir le rapport' }).click()
  await page.getByText('personnes choisies =').first().waitFor()
  await page.getByRole('link', { name: /non jointes/ }).click()
  await page.getByRole('heading', { name: 'Personnes non jointes' }).waitFor()
  await page.getByText(/•/).first().waitFor()
  await shot(page, 'report-list')
}

async function filesOf(page: Page, attempts: number): Promise<void> {
  for (const format of ['Rapport PDF', 'Classeur Excel', 'Appels CSV']) {
    await page.getByRole('button', { name: format }).click()
  }
  await eventually('three files', async () => (await page.getByText(/^Télécharger/).count()) === 3)
  const downloading = page.waitForEvent('download')
  await page.getByText(/^Télécharger .*csv/).click()
  const csv = readFileSync(await (await downloading).path(), 'utf8')
  assert.equal(csv.trimEnd().split('\r\n').length, attempts + 1)
  assert.ok(csv.includes('•') && !/[,']\+33[0-9]{9}/.test(csv))
}
