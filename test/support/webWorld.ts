/**
 * The whole server (public pages, API, web app as it was built) on a database of its own, and a real
 * Chromium that visits it. `open` gives a page with its look; whatever the browser complains of fails.
 */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import axe from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { buildWeb } from '../../scripts/buildWeb.ts'
import { browsers, onPath } from '../../scripts/systemPackages.ts'
import { realClock } from '../../src/base/clock.ts'
import { ms } from '../../src/base/units.ts'
import type { Desk } from '../../src/http/desk.ts'
import { type OpenServices, openServices } from '../../src/http/openServices.ts'
import { openServer, type PagesServer } from '../../src/http/server.ts'
import type { AccessStore } from '../../src/store/accessStore.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresAccessStore } from '../../src/store/postgres/access.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { closeBeforeServer, openTestDatabase } from './database.ts'

const artefacts = path.join(import.meta.dirname, '..', '..', 'test-artefacts')
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export interface WebWorld {
  readonly url: string
  readonly database: Database
  readonly store: Store
  readonly access: AccessStore
  readonly opened: OpenServices
  readonly browser: Browser
  /** A browser of its own, not signed in. */
  visitor(look?: BrowserContextOptions): Promise<Visitor>
  /** A browser of the owner, signed in; who is made when there is none. */
  owner(look?: BrowserContextOptions): Promise<Visitor>
  /** The server is gone, as after a lost connection; `up` brings it back on the same port. */
  down(): Promise<void>
  up(): Promise<void>
}

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** What the browser complained of: a script that failed, something the policy forbids. */
  readonly complaints: string[]
  go(path: string): Promise<void>
  close(): Promise<void>
}

export const theOwner = {
  ...{ name: 'Nour Exemple', email: 'nour@exemple.fr', password: 'quatre mots sans rapport 9' },
  ...{ organisationName: 'Équipe Camille Exemple', language: 'fr' },
} as const

/** One for a whole test file (`before`); it goes with the file. */
export async function webWorld(): Promise<WebWorld> {
  const { folder: built } = await buildWeb()
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  const access = postgresAccessStore(database)
  const filesFolder = mkdtempSync(path.join(os.tmpdir(), 'portevoix-web-'))
  // A copy: what is built anew while we run does not take our files away.
  const webFolder = path.join(filesFolder, 'web')
  cpSync(built, webFolder, { recursive: true })
  const log = (line: string): void => console.error(line)
  const opened = await openServices({
    ...{ system: database, store, access, filesFolder, log, clock: realClock },
    calling: { media: 'dgram', version: 'test' },
  })
  const serving = servingOf({ database, store, opened, webFolder, log })
  await serving.up()
  const browser = await launchBrowser()
  const visitor = (look?: BrowserContextOptions): Promise<Visitor> =>
    visit(browser, serving.url(), look)
  closeBeforeServer(async () => {
    await inTime('the end of the browser', browser.close()).catch(killBrowsers)
    await inTime('the end of the server', serving.down())
    await inTime('the end of the services', opened.close())
    await inTime('the end of the store', store.close())
    await inTime('the end of the database', database.close())
    rmSync(filesFolder, { recursive: true, force: true })
  })
  return {
    ...{ database, store, access, opened, browser, visitor },
    url: serving.url(),
    owner: async (look) => signedIn(await visitor(look), access, serving.url()),
    down: serving.down,
    up: serving.up,
  }
}

const inTimeMs = 30_000

/** What does not come is named, instead of a test that never ends. */
async function inTime<Value>(what: string, coming: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const failure = new Error(`waited ${inTimeMs} ms for ${what}`)
    timer = setTimeout(() => reject(failure), inTimeMs)
  })
  return await Promise.race([coming, late]).finally(() => clearTimeout(timer))
}

/** Chromium sometimes does not end when it is asked to; that is no fault of what is tested. */
function killBrowsers(late: unknown): void {
  console.error(`${String(late)}: it is killed`)
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
  for (const child of children.trim().split(' ').map(Number)) {
    if (/chrom/.test(readlinkSync(`/proc/${child}/exe`))) process.kill(child, 'SIGKILL')
  }
}

interface Serving {
  url(): string
  up(): Promise<void>
  down(): Promise<void>
}

interface ServingParts {
  readonly database: Database
  readonly store: Store
  readonly opened: OpenServices
  readonly webFolder: string
  readonly log: (line: string) => void
}

function servingOf({ database, store, opened, webFolder, log }: ServingParts): Serving {
  const desk: Desk = {
    ...{ database, store, clock: realClock, organisation: 1, cookies: { secure: false } },
    codes: { ask: () => undefined, close: async () => undefined },
    ...{ practice: true, practicePhone: null, answerEvery: ms(5) },
  }
  const { services, tenant } = opened
  let server: PagesServer | undefined
  let port = 0
  return {
    url: () => `http://127.0.0.1:${port}`,
    async up() {
      server = await openServer({
        ...{ desk, trustProxy: [], log, webFolder },
        api: { services, clock: realClock, tenant },
      })
      port = (await server.listen({ host: '127.0.0.1', port })).port
    },
    async down() {
      server?.app.server.closeAllConnections()
      await server?.close()
      server = undefined
    },
  }
}

export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: onPath(browsers) ?? assert.fail('no Chromium: run npm test once'),
    // It reads our own server only, and asks nobody else for anything.
    args: [
      ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', ...args],
    ],
  })
}

async function visit(
  browser: Browser,
  url: string,
  look: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    ...{ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, baseURL: url, ...look },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // What the server refuses is shown by the screen; the browser notes it too.
    const isRefusal = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
  })
  return {
    ...{ context, page, complaints },
    async go(address) {
      await page.goto(address)
      await page.locator('h1').first().waitFor()
    },
    async close() {
      await inTime('the end of a page', context.close())
      assert.deepEqual(complaints, [])
    },
  }
}

/** Signs in through the API: the cookie goes into the browser. */
async function signedIn(visitor: Visitor, access: AccessStore, url: string): Promise<Visitor> {
  const { request } = visitor.context
  if (await access.hasOwner()) {
    const { email, password } = theOwner
    await answered(request.post(`${url}/api/v1/sign-in`, { data: { email, password } }))
  } else {
    const setupToken = await access.makeSetupToken(realClock.epoch())
    await answered(request.post(`${url}/api/v1/first-run`, { data: { ...theOwner, setupToken } }))
  }
  return visitor
}

async function answered(asked: ReturnType<BrowserContext['request']['post']>): Promise<void> {
  const response = await asked
  assert.ok(response.ok(), `${response.url()}: ${response.status()} ${await response.text()}`)
}

/**
 * WCAG 2.2 AA by axe-core, and nothing that scrolls sideways (1.4.10). `within`: of what covers the rest,
 * where half hidden targets are no fault.
 */
export async function assertAccessible(page: Page, what: string, within = 'html'): Promise<void> {
  await page.evaluate(axe.source)
  await assertBy(page, what, within, levels)
}

/** The rules whose answer depends on size, scheme or the length of words; the others were asked already. */
const ofLooks = ['color-contrast', 'target-size', 'scrollable-region-focusable']

/** The same screen turned over: only what another look can change is asked again. */
export const assertStillAccessible = (page: Page, what: string): Promise<void> =>
  assertBy(page, what, 'html', ofLooks)

/**
 * Colours that fade in are judged once they have come: nothing that ends is on its way for two looks. A page that draws
 * no frame is looked at all the same. Gives what never came to rest.
 */
const atRest = `(async () => {
  const look = () => new Promise((resolve) => {
    requestAnimationFrame(resolve)
    setTimeout(resolve, 50)
  })
  const moving = () => document.getAnimations()
    .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity)
  let still = 0
  for (let looks = 0; looks < 200 && still < 2; looks += 1) {
    await look()
    still = moving().length === 0 ? still + 1 : 0
  }
  return still < 2 ? moving().map((each) => each.effect?.target?.outerHTML.slice(0, 200) ?? '') : []
})()`

async function assertBy(
  page: Page,
  what: string,
  within: string,
  runOnly: readonly string[],
): Promise<void> {
  const restless = await inTime(`${what}, coming to rest`, page.evaluate<string[]>(atRest))
  assert.deepEqual(restless, [], `${what} does not come to rest`)
  const found = await inTime(
    `${what}, asked of axe`,
    page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      `axe.run('${within}', { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`,
    ),
  )
  const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  assert.deepEqual(violations, [], what)
  const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  assert.ok(width <= 0, `${what} scrolls sideways by ${width} px`)
}

/** A picture of the screen, kept in test-artefacts/ (not in git). */
export async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(artefacts, `${name}.png`), fullPage: true })
}

/** Light and dark, desktop and telephone, French and English, in as few pages as show all of them. */
export const looks: readonly (readonly [name: string, look: BrowserContextOptions])[] = [
  ['1280-light-fr', { locale: 'fr-FR', colorScheme: 'light' }],
  ['1280-dark-en', { locale: 'en-GB', colorScheme: 'dark' }],
  ['360-dark-fr', { locale: 'fr-FR', colorScheme: 'dark', viewport: { width: 360, height: 780 } }],
  [
    '360-light-en',
    { locale: 'en-GB', colorScheme: 'light', viewport: { width: 360, height: 780 } },
  ],
]
