/**
 * The web app's shell in a real browser: coming in, going out, language, appearance, telephone width,
 * keyboard, a lost connection; and WCAG 2.2 AA by axe-core of every screen of it in every look.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { realClock } from '../../src/base/clock.ts'
import {
  assertAccessible,
  looks,
  shot,
  theOwner,
  type Visitor,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

let world: WebWorld

before(async () => {
  world = await webWorld()
})

test('web: the first run asks four things, makes the owner and ends before two cards', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  const token = await world.access.makeSetupToken(realClock.epoch())
  await visitor.go(`/app/first-run?token=${token}`)
  await assertAccessible(page, 'first run')
  await shot(page, 'first-run')

  await page.getByRole('button', { name: 'Commencer' }).click()
  const summary = page.getByRole('alert').filter({ hasText: '4 points sont à corriger' })
  await summary.waitFor()
  assert.equal(await page.evaluate('document.activeElement.getAttribute("role")'), 'alert')
  await assertAccessible(page, 'first run, nothing filled in')
  await page.getByRole('link', { name: 'Écrivez votre nom.' }).click()
  assert.equal(await page.evaluate('document.activeElement.id'), 'name')

  await page.getByLabel('Votre équipe ou organisation').fill(theOwner.organisationName)
  await page.getByLabel('Votre nom').fill(theOwner.name)
  await page.getByLabel('Adresse e-mail').fill(theOwner.email)
  const passphrase = page.getByLabel('Phrase de passe')
  await passphrase.fill(theOwner.password)
  await page.getByRole('button', { name: 'Montrer' }).click()
  assert.equal(await passphrase.getAttribute('type'), 'text')
  await page.getByRole('button', { name: 'Commencer' }).click()

  await page
    .getByRole('heading', { name: 'Essayer avec un fichier fictif de 400 lignes' })
    .waitFor()
  assert.match(page.url(), /\/app\/o\/\d+$/)
  await page.getByText('aucun vrai téléphone ne sonne.').first().waitFor()
  await shot(page, 'dashboard-empty')
  await visitor.close()
})

test('web: the link of the first run works once, and says so the second time', async () => {
  const visitor = await world.visitor()
  await visitor.go('/app/first-run?token=used')
  await visitor.page.getByRole('heading', { name: 'Ce serveur a déjà son propriétaire' }).waitFor()
  await assertAccessible(visitor.page, 'first run, closed')
  await visitor.close()
})

test('web: a wrong passphrase is said at its field; the right one leads where one wanted to go', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  await visitor.go('/app/o/1?from=a-bookmark')
  await page.waitForURL('**/app/sign-in**')
  await page.getByLabel('Adresse e-mail').fill(theOwner.email)
  await page.getByLabel('Phrase de passe').fill('ce n’est pas elle')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('alert').getByText('ne vont pas ensemble').waitFor()
  await assertAccessible(page, 'sign-in, refused')

  await page.getByLabel('Phrase de passe').fill(theOwner.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL('**/app/o/1?from=a-bookmark')
  await signOut(page)
  await page.waitForURL('**/app/sign-in')
  await visitor.go('/app/o/1')
  await page.waitForURL('**/app/sign-in**')
  await visitor.close()
})

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Menu de ${theOwner.name}` }).click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
}

test('web: language and appearance change at once, and are remembered', async () => {
  const visitor = await world.owner({ colorScheme: 'light' })
  const { page } = visitor
  await visitor.go('/app/o/1')
  await page.getByRole('button', { name: `Menu de ${theOwner.name}` }).click()
  await page.getByRole('radio', { name: 'English' }).check({ force: true })
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  assert.equal(await page.evaluate('document.documentElement.lang'), 'en')
  assert.equal(await page.title(), 'Dashboard · Portevoix')
  const body = await page.evaluate('getComputedStyle(document.body).backgroundColor')
  assert.equal(body, 'rgb(26, 27, 30)')
  await visitor.close()
})

test('web: at 320 px the navigation opens under its button and closes when one goes', async () => {
  const visitor = await world.owner({ viewport: { width: 320, height: 640 } })
  const { page } = visitor
  await visitor.go('/app/o/1')
  assert.equal(await page.getByRole('navigation').count(), 0)
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await assertAccessible(page, 'the open menu at 320 px', 'header')
  await page.getByRole('link', { name: 'Contacts' }).click()
  await page.waitForURL('**/contacts')
  await page.getByRole('navigation').waitFor({ state: 'detached' })
  await visitor.close()
})

test('web: by keyboard alone: skip link, navigation, and the focus goes to the new heading', async () => {
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go('/app/o/1')
  await page.keyboard.press('Tab')
  assert.equal(await focused(page), 'Aller au contenu')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate('document.activeElement.id'), 'content')
  await page.reload()
  await page.getByRole('heading', { name: 'Tableau de bord' }).waitFor()
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === 'Contacts') break
  }
  await page.keyboard.press('Enter')
  await page.waitForURL('**/contacts')
  await page.locator('h1:focus').waitFor()
  await visitor.close()
})

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>("document.activeElement?.textContent?.trim() ?? ''")

test('web: a lost server is said with what goes on, and its return too', async () => {
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go('/app/o/1')
  // The line of events is open before it can be lost.
  await page.waitForTimeout(500)
  await world.down()
  try {
    const band = page.getByRole('complementary', { name: 'Connexion' })
    await band.waitFor({ timeout: 15_000 })
    await page.getByText('portevoix campaign stop').waitFor()
    await assertAccessible(page, 'offline')
    await shot(page, 'offline')
    await world.up()
    await band.waitFor({ state: 'detached', timeout: 15_000 })
    await page.getByText('Connexion rétablie, chiffres à jour.').waitFor({ state: 'attached' })
  } finally {
    await visitor.context.close()
  }
})

test('web: an address that leads nowhere, and an organisation of others, are said in the shell', async () => {
  const visitor = await world.owner()
  await visitor.go('/app/o/1/nothing-here')
  await visitor.page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor()
  await assertAccessible(visitor.page, 'not found')
  await visitor.go('/app/o/999')
  await visitor.page.getByRole('heading', { name: 'Cette page n’existe pas' }).waitFor()
  await visitor.close()
})

test('web: a session that ended in the middle of work says so, and signing in leads back', async () => {
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go('/app/o/1')
  await visitor.context.clearCookies()
  await page.getByRole('link', { name: 'Contacts' }).click()
  await page.getByRole('alert').getByText('Votre session est terminée').waitFor()
  await page.getByRole('link', { name: 'Se connecter' }).click()
  await page.waitForURL('**/app/sign-in?next=**contacts**')
  await page.getByLabel('Adresse e-mail').fill(theOwner.email)
  await page.getByLabel('Phrase de passe').fill(theOwner.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL('**/app/o/1/contacts')
  await visitor.close()
})

test('web: one press on the trial makes a campaign with its people and opens its first step', async () => {
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go('/app/o/1')
  await page.getByRole('button', { name: 'Essayer maintenant' }).click()
  await page.waitForURL('**/campaigns/*/purpose', { timeout: 30_000 })
  const [campaign, ...others] = await world.store.campaigns()
  assert.equal(others.length, 0)
  assert.equal(campaign?.state, 'draft')
  assert.ok(campaign.message && campaign.practiceStart !== null && campaign.election)
  await visitor.go('/app/o/1')
  await page
    .getByRole('link', { name: /^Essai/ })
    .first()
    .waitFor()
  await visitor.close()
})

test('web: a provider sees its organisations in one table, their sums on top, and goes into each', async () => {
  const actor = { is: 'system', name: 'a test' } as const
  for (const name of ['Ville d’Arras', 'Ville de Lens']) {
    await world.access.createOrganisation(1, { name, rules: {} }, actor, realClock.epoch())
  }
  const visitor = await world.owner()
  const { page } = visitor
  await visitor.go('/app/o/1')
  await page.getByRole('heading', { name: 'Vos organisations' }).waitFor()
  await page.getByText('Ensemble, 2 organisations').waitFor()
  await page.getByRole('link', { name: 'Ville d’Arras' }).click()
  await page
    .getByRole('heading', { name: 'Essayer avec un fichier fictif de 400 lignes' })
    .waitFor()
  await page.getByRole('button', { name: /Ville d’Arras/ }).click()
  await page.getByRole('link', { name: 'Ville de Lens' }).click()
  await page.getByRole('button', { name: /Ville de Lens/ }).waitFor()
  await visitor.close()
})

for (const [name, look] of looks) {
  test(`WCAG 2.2 AA by axe-core: the shell's screens, ${name}`, async () => {
    const stranger = await world.visitor(look)
    await stranger.go('/app/sign-in')
    await assertAccessible(stranger.page, `sign-in, ${name}`)
    await shot(stranger.page, `sign-in-${name}`)
    await stranger.go('/app/invitation/unknown')
    await assertAccessible(stranger.page, `a link that leads nowhere, ${name}`)
    await stranger.close()
    const owner = await world.owner(look)
    await owner.go('/app/o/1')
    await settled(owner)
    await assertAccessible(owner.page, `dashboard, ${name}`)
    await shot(owner.page, `dashboard-${name}`)
    await owner.page.getByRole('button', { name: theOwner.name }).click()
    await owner.page.getByRole('radio').first().waitFor({ state: 'attached' })
    await assertAccessible(owner.page, `the open menu, ${name}`, 'header')
    await owner.close()
  })
}

/** What is asked for has come. */
async function settled({ page }: Visitor): Promise<void> {
  await page.getByRole('table').first().waitFor()
}
