/**
 * The public pages in a real browser: WCAG 2.2 AA by axe-core, light and dark, telephone and desktop,
 * both languages; and the whole way to one's file with JavaScript switched off.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { browsers, onPath } from '../../scripts/systemPackages.ts'
import { wholeWording } from '../../src/http/offered.ts'
import { addOffer } from '../../src/store/postgres/consentOffers.ts'
import { aMessage } from '../support/aCampaign.ts'
import { at, callSome, ended, singles, startCampaign } from '../support/dialling.ts'
import { type PagesWorld, pagesWorld } from '../support/pagesWorld.ts'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** WCAG 2.2, 1.4.10: nothing scrolls sideways at 320 px. */
const narrowest = 320

let browser: Browser

before(async () => {
  browser = await chromium.launch({
    executablePath: onPath(browsers) ?? assert.fail('no Chromium: run npm test once'),
    // It reads our pages only, and asks nobody else for anything.
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
})

after(() => browser.close())

interface Site {
  readonly world: PagesWorld
  /** Path of a request for consent. */
  readonly offer: string
}

/** One person was called, another is only known; there is an offer and a notice. */
async function withSite(work: (site: Site) => Promise<void>): Promise<void> {
  const world = await pagesWorld()
  try {
    const { database, store } = world
    const campaign = await startCampaign(database, store, singles(2))
    await store.addVoiceMessage(campaign, { ...aMessage, approval: null }, [], at(0))
    await store.approve(campaign, aMessage.hash, 'Ada', at(0))
    const [attempt] = await callSome(store, campaign, 1)
    assert.ok(attempt)
    await store.endAttempts([ended(attempt, 'heardToEnd', { placedAt: at(2) })])
    const wording = wholeWording('J’accepte.', 'fr')
    const { id } = await addOffer(
      database,
      {
        ...{ organisation: 1, controller: 'Liste Exemple', channel: 'automate', language: 'fr' },
        ...{ wordingVersion: 'v1', wording, endsAt: at(99_999) },
      },
      at(0),
    )
    await work({ world, offer: `/consent/${id}` })
  } finally {
    await world.close()
  }
}

const looks: readonly [name: string, options: BrowserContextOptions][] = [
  [
    'telephone, French, light',
    { viewport: { width: narrowest, height: 640 }, locale: 'fr-FR', colorScheme: 'light' },
  ],
  [
    'desktop, English, dark',
    { viewport: { width: 1280, height: 900 }, locale: 'en-GB', colorScheme: 'dark' },
  ],
]

for (const [name, options] of looks) {
  test(`WCAG 2.2 AA by axe-core: every public page, ${name}`, () =>
    withSite(async ({ world, offer }) => {
      // axe is a script of the test's own: the pages allow none.
      const context = await browser.newContext({ ...options, bypassCSP: true })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      try {
        for (const path of ['/', '/why', '/object', offer, '/notice/c1/1', '/nothing']) {
          await page.goto(world.url + path)
          await assertAccessible(page, path)
        }
        for (const path of ['/why', '/object', offer]) {
          await page.goto(world.url + path)
          await page.click('main form button[type=submit]')
          await assertAccessible(page, `${path}, nothing filled in`)
        }
        await openFile(
          world,
          page,
          options.locale === 'fr-FR' ? '06 39 98 00 00' : '06 39 98 00 01',
        )
        await assertAccessible(page, 'the file')
        await page.click('form[action="/why/object"] button')
        await assertAccessible(page, 'the receipt')
        await page.goto(`${world.url}/why/file`)
        await page.click('form[action="/why/erase"] button')
        await assertAccessible(page, 'the file, erasing not confirmed')
      } finally {
        await context.close()
      }
    }))
}

test('public pages: without JavaScript, by keyboard alone, a person reaches their file and objects', () =>
  withSite(async ({ world }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    try {
      await page.goto(`${world.url}/why`)
      await tabTo(page, 'number')
      await page.keyboard.type('06 39 98 00 01')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/why/code')
      await tabTo(page, 'code')
      await page.keyboard.type(world.asked.at(-1)?.digits ?? '')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/why/file')
      await page.click('form[action="/why/object"]:has(input[value=everything]) button')
      await page.waitForURL('**/receipt/PV-*')
      assert.match(await page.locator('.reference').innerText(), /^PV-\w{4}-\w{4}$/)
      assert.equal(await page.locator('script').count(), 0)
    } finally {
      await context.close()
    }
  }))

test('public pages: the browser itself finds nothing that the policy forbids', () =>
  withSite(async ({ world, offer }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    try {
      for (const path of ['/', '/why', '/object', offer, '/notice/c1/1']) {
        await page.goto(world.url + path)
      }
      assert.deepEqual(complaints, [])
      const font = await page.evaluate<string>('getComputedStyle(document.body).fontFamily')
      assert.match(font, /system-ui/)
    } finally {
      await context.close()
    }
  }))

async function openFile({ url, asked }: PagesWorld, page: Page, number: string): Promise<void> {
  await page.goto(`${url}/why`)
  await page.fill('#number', number)
  await page.click('main form button[type=submit]')
  await page.waitForURL('**/why/code')
  await assertAccessible(page, 'the code')
  await page.fill('#code', asked.at(-1)?.digits ?? '')
  await page.click('main form button[type=submit]')
  await page.waitForURL('**/why/file')
}

/** Presses Tab until the field has the focus: it is reached, and its focus can be seen. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`#${id}:focus-visible`).count()) === 1) return
  }
  assert.fail(`#${id} is not reached by the keyboard`)
}

async function assertAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(axe.source)
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, { runOnly: ${JSON.stringify(levels)} })`,
  )
  const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  assert.deepEqual(violations, [], what)
  const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(width <= 0, `${what} scrolls sideways by ${width} px`)
}
