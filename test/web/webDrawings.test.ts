/**
 * The drawings in a real Chromium, on a page of their own with figures made up: the map by keyboard alone, the
 * table beside it, what stands still on demand, and axe in light and dark, wide and narrow.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import { webConfig, webFolder } from '../../scripts/webConfig.ts'
import { assertAccessible, launchBrowser, shot } from '../support/webWorld.ts'

const root = path.join(import.meta.dirname, '..', '..')
const drawings = path.join(webFolder, 'src', 'drawings')

const page = `<!doctype html><html lang="fr"><head><title>Dessins</title>
<meta name="viewport" content="width=device-width">
<script>document.documentElement.dataset.mantineColorScheme =
  matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'</script></head>
<body><div id="root"></div><script type="module" src="./main.js"></script></body></html>`

/** Every territory has a share of its own; Martinique waits, frozen; nobody is to be called in 01. */
const script = `
import '@mantine/core/styles.css'
import { MantineProvider } from '@mantine/core'
import { createElement as e, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { cssVariables, theme } from '${webFolder}/src/app/theme.ts'
import { AreaTable } from '${drawings}/AreaTable.tsx'
import { FranceMap } from '${drawings}/FranceMap.tsx'
import { ListenCurve } from '${drawings}/ListenCurve.tsx'
import { OutcomeBar } from '${drawings}/OutcomeBar.tsx'
import { RateChart } from '${drawings}/RateChart.tsx'
import { loadFranceMap } from '${drawings}/mapData.ts'

const { areas } = await loadFranceMap()
const figuresOf = (more) => areas.map(({ code }, index) => ({
  code, called: ((index * 37) % 100) * 12 + more, total: code === '01' ? 0 : 1212,
  ...(code === '972' ? { isFrozen: true, state: 'attend 10 h (16 h à Paris)' } : {}),
}))
const counts = { heardToEnd: 31000, heardInPart: 12000, notChosen: 8000, voicemail: 9000,
  noAnswer: 37000, objection: 900, fault: 2100 }
const shares = Array.from({ length: 53 }, (_, second) => 1 - second * 0.011)
const points = Array.from({ length: 600 }, (_, second) => (
  { at: 1.8e12 + second * 1000, perSecond: Math.min(40, second / 3) }))

function Screen() {
  const [more, setMore] = useState(0)
  const [isHeld, setHeld] = useState(false)
  window.more = setMore
  window.hold = setHeld
  const figures = figuresOf(more)
  const opened = (code) => { window.opened = code }
  return e('main', { style: { padding: 12, display: 'grid', gap: 20, gridTemplateColumns: 'minmax(0,1fr)' } },
    e('h1', null, 'Dessins'),
    e(OutcomeBar, { counts, linkOf: (outcome, word) => e('a', { href: '#' + outcome }, word), isHeld }),
    e(ListenCurve, { shares, marks: [{ atSecond: 5, name: 'Identité' }], isHeld }),
    e(RateChart, { points, limitPerSecond: 40, isHeld }),
    e(FranceMap, { figures, isHeld, onOpen: opened }),
    e(AreaTable, { figures, isHeld, onOpen: opened }))
}
createRoot(document.getElementById('root')).render(
  e(MantineProvider, { theme, cssVariablesResolver: cssVariables, defaultColorScheme: 'auto' }, e(Screen)))
`

let folder: string
let server: Server
let browser: Browser
let url: string

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'portevoix-drawings-'))
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  writeFileSync(path.join(folder, 'index.html'), page)
  writeFileSync(path.join(folder, 'main.js'), script)
  const built = path.join(folder, 'built')
  const { plugins = [] } = webConfig(built)
  await build({
    ...{ configFile: false, root: folder, logLevel: 'error', plugins },
    resolve: { dedupe: ['react', 'react-dom', '@mantine/core'] },
    build: { outDir: built, target: 'esnext' },
  })
  server = serve(built)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  browser = await launchBrowser()
})

after(async () => {
  await browser?.close()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

const types: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' },
}

function serve(built: string): Server {
  return createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : path.normalize(request.url ?? '')
    const type = types[path.extname(name)]
    if (type === undefined) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': type }).end(readFileSync(path.join(built, name)))
  })
}

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', ...options })
  const opened = await context.newPage()
  opened.on('pageerror', (error) => assert.fail(error))
  await opened.goto(url)
  await opened.locator('[data-code="75"]').first().waitFor()
  return opened
}

const focused = (at: Page): Promise<string | null> =>
  at.evaluate<string | null>('document.activeElement.getAttribute("aria-label")')

test('map in Chromium: one tab stop, arrows to the neighbour, 972 jumps, Enter opens', async () => {
  const at = await open()
  const stops = await at.locator('[data-code][tabindex="0"]').count()
  assert.equal(stops, 1)
  await at.locator('[data-code="75"]').focus()
  assert.match((await focused(at)) ?? '', /^Paris\u202f: /)
  await at.keyboard.press('ArrowLeft')
  assert.match((await focused(at)) ?? '', /^Hauts-de-Seine/)
  for (const key of '972') await at.keyboard.press(key)
  const name = await focused(at)
  assert.match(name ?? '', /^972 Martinique\u202f: 1\s068 appelées sur 1\s212, \d+\s%, attend 10 h/)
  assert.equal(await at.locator('[data-code][tabindex="0"]').getAttribute('data-code'), '972')
  await at.keyboard.press('Enter')
  assert.equal(await at.evaluate('window.opened'), '972')
  // Shift+Tab leaves the map at once, and comes back to where it was left.
  await at.keyboard.press('Shift+Tab')
  assert.equal(await at.evaluate('Boolean(document.activeElement.dataset.code)'), false)
  await at.keyboard.press('Tab')
  assert.equal(await at.evaluate('document.activeElement.dataset.code'), '972')
  await at.context().close()
})

test('map in Chromium: the table says the same, and sorts by each of its columns', async () => {
  const at = await open()
  const rows = at.locator('section table tbody tr')
  assert.equal(await rows.count(), 106)
  const region = at.getByRole('region', { name: 'Les mêmes chiffres' })
  const top = region.locator('tbody tr').first()
  for (const column of ['Part', 'À appeler', 'Territoire', 'Appelées']) {
    await region.getByRole('button', { name: new RegExp(`^${column}`) }).click()
    const sorted = region.locator('th[aria-sort]:not([aria-sort="none"])')
    assert.equal(await sorted.count(), 1)
    assert.match(await sorted.innerText(), new RegExp(column.replace(' ', '\\s')))
  }
  assert.match(await top.innerText(), /1\s188/)
  await at.context().close()
})

test('drawings in Chromium: what is held stands still, and shows the newest when it is let go', async () => {
  const at = await open()
  const caption = at.locator('figcaption strong').first()
  const before = await caption.innerText()
  await at.evaluate('window.hold(true)')
  await at.evaluate('window.more(12)')
  assert.equal(await caption.innerText(), before)
  await at.evaluate('window.hold(false)')
  const shown = at.locator('figcaption strong', { hasText: before })
  await shown.waitFor({ state: 'detached' })
  await at.context().close()
})

for (const [name, look] of [
  ['1280-light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['320-dark', { colorScheme: 'dark', viewport: { width: 320, height: 800 } }],
] as const) {
  test(`drawings pass axe: ${name}`, async () => {
    const at = await open(look)
    await assertAccessible(at, `drawings ${name}`)
    await shot(at, `drawings-${name}`)
    await at.context().close()
  })
}
