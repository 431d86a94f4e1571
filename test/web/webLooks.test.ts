/**
 * Every screen in every look: two sizes, light and dark, French and English, by axe and without scrolling
 * sideways. One page is kept and turned over: each language is loaded once a screen, the rest is emulated.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assertAccessible,
  assertStillAccessible,
  type Visitor,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const
const schemes = ['light', 'dark'] as const
const languages = ['fr', 'en'] as const
const loading = { fr: 'Chargement', en: 'Loading' } as const

const ofOrganisation = {
  ...{ dashboard: '', campaigns: '/campaigns', 'new campaign': '/campaigns/new' },
  ...{ contacts: '/contacts', objections: '/suppressions', rights: '/rights' },
  ...{ evidence: '/evidence', organisations: '/organisations', trunks: '/settings/trunks' },
  ...{ numbers: '/settings/numbers', webhooks: '/settings/webhooks', team: '/settings/team' },
  ...{ keys: '/settings/keys', organisation: '/settings/organisation' },
  ...{ security: '/settings/security', 'nothing there': '/nothing' },
} as const
const ofCampaign = [
  ...['purpose', 'people', 'message', 'schedule', 'check', 'listen', 'launch', 'rehearsal'],
  ...['live', 'report', 'answerers'],
]

let world: WebWorld
let owner: Visitor
let campaign = ''

before(async () => {
  world = await webWorld()
  owner = await world.owner()
  const { request } = owner.context
  const { csrfToken } = await (await request.get(`${world.url}/api/v1/me`)).json()
  const made = await request.post(`${world.url}/api/v1/organisations/1/sample`, {
    data: { language: 'fr' },
    headers: { 'x-portevoix-csrf': csrfToken },
  })
  campaign = (await made.json()).campaign
})
after(() => owner.close())

async function inEveryLook(visitor: Visitor, name: string, path: string): Promise<void> {
  const { page } = visitor
  // A colour on its way to another is neither: who wants no motion is shown where it ends.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const language of languages) {
    await page.evaluate(`localStorage.setItem('portevoix.language', '${language}')`)
    await visitor.go(path)
    await page
      .getByRole('status', { name: loading[language] })
      .first()
      .waitFor({ state: 'detached' })
    assert.equal(await page.evaluate('document.documentElement.lang'), language)
    let isFirst = true
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const look = `${name}, ${language}, ${size.width} px, ${colorScheme}`
        await (isFirst ? assertAccessible(page, look) : assertStillAccessible(page, look))
        isFirst = false
      }
    }
  }
}

test('looks: the doors, before anybody is signed in', async () => {
  const visitor = await world.visitor()
  await visitor.go('/app/sign-in')
  for (const [name, path] of [
    ['sign in', '/app/sign-in'],
    ['first run, closed', '/app/first-run'],
    ['an invitation that is not there', '/app/invitation/nothing'],
  ] as const) {
    await inEveryLook(visitor, name, path)
  }
  await visitor.close()
})

for (const [name, path] of Object.entries(ofOrganisation)) {
  test(`looks: ${name}`, async () => {
    await owner.go('/app/o/1')
    await inEveryLook(owner, name, `/app/o/1${path}`)
  })
}

for (const step of ofCampaign) {
  test(`looks: campaign, ${step}`, async () => {
    await owner.go('/app/o/1')
    await inEveryLook(owner, step, `/app/o/1/campaigns/${campaign}/${step}`)
  })
}
