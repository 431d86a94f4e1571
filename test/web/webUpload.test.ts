/**
 * A file of 200 MB through the browser (tus 1.0.0): the connection is lost in the middle and comes back, the
 * file goes on where it was, and neither the page nor the server holds it in memory. Then it is imported.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { CDPSession, Page, Request } from 'playwright-core'
import { writePeople } from '../../bench/peopleFile.ts'
import { shot, type Visitor, type WebWorld, webWorld } from '../support/webWorld.ts'

const rows = 20_000
const megabytes = 200
/** A line without a remark. */
const lineBytes = 97
/** Of a file of 200 MB in memory nothing like it is left. */
const heapMegabytesMax = 64
const serverMegabytesMore = 160
const patient = { timeout: 600_000 }
const longWait = { timeout: 300_000 }
/** What was on its way when the line broke is sent again, and no more. */
const sentAgainShareMax = 0.2

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-upload-'))
const file = path.join(folder, 'grand fichier.csv')
let world: WebWorld
let owner: Visitor
let people = ''

before(async () => {
  const padding = Math.floor((megabytes * 1e6) / rows - lineBytes)
  await writePeople(file, { rows, seed: 1, padding })
  world = await webWorld()
  owner = await world.owner()
  const { request } = owner.context
  const { csrfToken } = await (await request.get(`${world.url}/api/v1/me`)).json()
  const made = await request.post(`${world.url}/api/v1/organisations/1/campaigns`, {
    data: { name: 'Grand fichier', controller: 'Camille Exemple' },
    headers: { 'x-portevoix-csrf': csrfToken },
  })
  people = `/app/o/1/campaigns/${(await made.json()).id}/people`
})
after(async () => {
  await owner.context.close()
  rmSync(folder, { recursive: true, force: true })
})

const resident = (): number => process.memoryUsage().rss / 1e6

/** Bytes of the file the server has. */
async function arrived(): Promise<number> {
  const { rows: found } = await world.database.pool.query<{ id: string }>(
    'select id from upload order by created_at desc limit 1',
  )
  if (!found[0]) return 0
  return statSync(path.join(world.opened.services.uploads.folder, found[0].id)).size
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const ends = Date.now() + longWait.timeout
  while (!(await holds())) {
    assert.ok(Date.now() < ends, `not in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function heapMegabytes(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6
}

test(
  'web upload: 200 MB, a lost connection in the middle, and it goes on where it was',
  patient,
  async () => {
    const { page } = owner
    const total = statSync(file).size
    assert.ok(total > 195e6, `${total} bytes`)
    const session = await owner.context.newCDPSession(page)
    await session.send('Performance.enable')
    // As over a line of 160 Mbit/s: on this machine alone it would be over before it could break.
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 5, downloadThroughput: -1, uploadThroughput: 20e6 },
    })
    const begun: number[] = []
    const heads: string[] = []
    page.on('request', (request: Request) => {
      if (request.method() === 'PATCH') begun.push(Number(request.headers()['upload-offset']))
      if (request.method() === 'HEAD') heads.push(request.url())
    })
    await owner.go(people)
    const before = resident()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, resident())
    }, 50)
    try {
      await page.locator('input[type=file]').first().setInputFiles(file)
      await page.getByText(/colonnes reconnues sur/).waitFor()
      await until('a third of it has arrived', async () => (await arrived()) > total / 3)
      await shot(page, 'upload-under-way')
      await world.down()
      const kept = await arrived()
      assert.ok(kept < total, 'the line broke in the middle')
      await page.waitForTimeout(1500)
      await shot(page, 'upload-line-lost')
      assert.equal(
        await page.getByText(/L’envoi du fichier s’est arrêté/).count(),
        0,
        'it waits for the line',
      )
      await world.up()
      await until('all of it has arrived', async () => (await arrived()) === total)
      assert.ok(heads.length > 0, 'the browser asks how far the server has come')
      const resumed = begun.at(-1) ?? 0
      assert.ok(
        resumed >= kept * (1 - sentAgainShareMax) && resumed <= total,
        `${kept} bytes had arrived, it went on at ${resumed}`,
      )
    } finally {
      clearInterval(watch)
    }
    const heap = await heapMegabytes(session)
    assert.ok(heap < heapMegabytesMax, `the page holds ${heap.toFixed(0)} MB`)
    const more = most - before
    assert.ok(more < serverMegabytesMore, `the server grew by ${more.toFixed(0)} MB`)
    console.log(`page ${heap.toFixed(0)} MB of heap, server ${more.toFixed(0)} MB more at most`)
  },
)

test(
  'web upload: what arrived is imported, told all the way, and its sum closes',
  patient,
  async () => {
    const { page } = owner
    await declareSource(page)
    await page.getByRole('button', { name: 'Importer', exact: true }).click()
    await page.getByRole('progressbar').first().waitFor()
    await shot(page, 'upload-importing')
    await page
      .getByText(/lignes? à corriger/)
      .first()
      .waitFor(longWait)
    const sum = (await page.locator('p', { hasText: 'doublon' }).first().innerText()).replace(
      /\D+/g,
      ' ',
    )
    const [read = 0, ...parts] = sum.trim().split(' ').map(Number)
    assert.ok(read > 0 && parts.length > 0, sum)
    await shot(page, 'upload-imported')
  },
)

async function declareSource(page: Page): Promise<void> {
  await page.getByLabel('Recueillis du').fill('2026-01-01')
  await page.getByLabel('au', { exact: true }).fill('2026-06-30')
  await page.getByLabel('Texte accepté, mot pour mot').fill('J’accepte d’être appelé.')
}
