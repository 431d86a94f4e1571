/**
 * Settings in a real browser: team and invitation by link, keys, second factor with its picture, sessions,
 * rules that only tighten, the provider's tree; and WCAG 2.2 AA by axe-core of each in every look.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import {
  assertAccessible,
  looks,
  shot,
  theOwner,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

let world: WebWorld

before(async () => {
  world = await webWorld()
})

const settings = (screen: string): string => `/app/o/1/settings/${screen}`
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('web settings: a person is invited by a link, joins with the roles given, and is taken out again', async () => {
  const owner = await world.owner()
  const { page } = owner
  await owner.go(settings('team'))
  await page.getByText('Vous êtes seul(e) pour l’instant').waitFor()
  await button(page, 'Inviter une personne').click()
  await button(page, 'Créer le lien d’invitation').click()
  await page.getByRole('alert').getByText('Choisissez au moins un rôle.').waitFor()
  await assertAccessible(page, 'invitation, nothing filled in')
  await page.getByLabel('Son adresse e-mail').fill('ines@exemple.example')
  await page.getByLabel('Responsable de campagne').check()
  await button(page, 'Créer le lien d’invitation').click()
  const link = await page.getByLabel('Lien à envoyer').inputValue()
  assert.match(link, /\/app\/invitation\/[\w-]{43}$/)
  await shot(page, 'settings-team-link')
  await button(page, 'C’est fait').click()
  await page.getByText('en attente, jusqu’au').waitFor()

  const newcomer = await world.visitor()
  await newcomer.go(new URL(link).pathname)
  await newcomer.page.getByLabel('Votre nom').fill('Inès Exemple')
  await newcomer.page.getByLabel('Phrase de passe').fill('cinq mots bien à elle seule')
  await button(newcomer.page, 'Rejoindre l’équipe').click()
  await newcomer.page.waitForURL('**/app/o/1')
  await newcomer.close()

  await owner.go(settings('team'))
  await page.getByText('Inès Exemple').waitFor()
  await shot(page, 'settings-team')
  const row = page.getByRole('listitem').filter({ hasText: theOwner.email })
  await row.getByRole('button', { name: 'Changer les rôles' }).click()
  await page.getByLabel('Propriétaire').uncheck()
  await page.getByLabel('Observation').check()
  await button(page, 'Enregistrer les rôles').click()
  await page.getByText('C’est le dernier propriétaire').waitFor()
  await assertAccessible(page, 'roles, refused')
  await button(page, 'Annuler').click()
  await button(page, 'Retirer de l’équipe').click()
  await button(page, 'Retirer Inès Exemple').click()
  await page.getByText('Inès Exemple').waitFor({ state: 'detached' })
  await owner.close()
})

test('web settings: a key is shown once, works, and is taken back', async () => {
  const owner = await world.owner()
  const { page } = owner
  await owner.go(settings('keys'))
  await button(page, 'Créer une clé').click()
  await page.getByLabel('À quoi servira-t-elle').fill('Tableau de la mairie')
  await assertAccessible(page, 'new key')
  await shot(page, 'settings-keys-new')
  await button(page, 'Créer la clé').click()
  const key = await page.getByLabel('Clé à copier').inputValue()
  const asked = (): Promise<Response> =>
    fetch(`${world.url}/api/v1/organisations/1`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal((await asked()).status, 200)
  await button(page, 'Je l’ai copiée').click()
  assert.ok(!(await page.content()).includes(key))
  await shot(page, 'settings-keys')
  await button(page, 'Retirer').click()
  await button(page, 'Retirer cette clé').click()
  await page.getByText('Clés retirées ou expirées').waitFor()
  assert.equal((await asked()).status, 401)
  await owner.close()
})

test('web settings: the second factor is scanned, confirmed, asked for at sign-in, and turned off', async () => {
  const owner = await world.owner()
  const { page } = owner
  await owner.go(settings('security'))
  await button(page, 'Activer').click()
  await page.locator('#provePassword').fill('pas la bonne')
  await button(page, 'Activer').click()
  await page.getByRole('alert').getByText('Ce n’est pas votre phrase de passe').waitFor()
  await page.locator('#provePassword').fill(theOwner.password)
  await button(page, 'Activer').click()
  await page.getByRole('img', { name: 'Code QR' }).waitFor()
  await assertAccessible(page, 'second factor, to scan')
  await shot(page, 'settings-security-qr')
  const secret = Secret.fromBase32(await page.getByLabel('Ou recopiez cette clé').inputValue())
  const codeIn = (steps: number): string =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
  await page.getByLabel('Le code à six chiffres').fill(codeIn(0))
  await button(page, 'Confirmer').click()
  await page.getByText('Vos codes de secours').waitFor()
  const codes = await page.locator('code').allTextContents()
  assert.equal(codes.length, 10)
  await shot(page, 'settings-security-codes')
  await button(page, 'Je les ai gardés').click()
  await page.getByText('Codes de secours restants : 10').waitFor()

  const visitor = await world.visitor()
  await visitor.go('/app/sign-in')
  await visitor.page.getByLabel('Adresse e-mail').fill(theOwner.email)
  await visitor.page.getByLabel('Phrase de passe').fill(theOwner.password)
  await button(visitor.page, 'Se connecter').click()
  await visitor.page.locator('#code').fill(codes[0] ?? '')
  await visitor.page.locator('#code').press('Enter')
  await visitor.page.waitForURL('**/app/o/1')
  await visitor.close()

  await owner.go(settings('security'))
  await page.getByText('Codes de secours restants : 9').waitFor()
  await button(page, 'Fermer toutes les autres').click()
  await button(page, 'Fermer toutes les autres').click()
  await page.getByText('Fermer toutes les autres').waitFor({ state: 'detached' })
  await button(page, 'Désactiver').click()
  await page.locator('#provePassword').fill(theOwner.password)
  await page.getByLabel('Le code à six chiffres').fill(codes[1] ?? '')
  await button(page, 'Désactiver').click()
  await button(page, 'Activer').waitFor()
  await owner.close()
})

test('web settings: a child organisation shows its parent’s rules and takes only stricter ones', async () => {
  const owner = await world.owner()
  const { page } = owner
  await owner.go(settings('organisation'))
  await page.getByLabel('Appels par seconde').fill('10')
  await page.getByLabel('Oppositions au plus').fill('2,5')
  await button(page, 'Enregistrer les règles').click()
  await page.getByText('Les règles sont enregistrées').waitFor()
  await shot(page, 'settings-organisation')

  await owner.go('/app/o/1/organisations')
  await assertAccessible(page, 'no organisation below')
  await button(page, 'Ajouter une organisation').click()
  await page.getByLabel('Comment s’appelle-t-elle').fill('Ville d’Exemple')
  await page.getByLabel('Appels par seconde').fill('11')
  await button(page, 'Créer l’organisation').click()
  await page.getByRole('alert').getByText('Au plus 10, comme au-dessus').waitFor()
  await page.getByLabel('Appels par seconde').fill('4')
  await button(page, 'Créer l’organisation').click()
  await page.getByRole('link', { name: 'Ouvrir Ville d’Exemple' }).waitFor()
  await shot(page, 'organisations')

  await page.getByRole('link', { name: /^Règles et quotas/ }).click()
  await page.waitForURL(/\/o\/\d+\/settings\/organisation$/)
  await page.getByText('Au-dessus : 10').waitFor()
  await page.getByLabel('Appels par seconde').fill('50')
  await button(page, 'Enregistrer les règles').click()
  await page.getByRole('alert').getByText('choisissez 10 ou plus strict').waitFor()
  await assertAccessible(page, 'rules, refused')
  await shot(page, 'settings-organisation-child')
  await owner.close()
})

test('web settings: each screen of access passes axe in every look', async () => {
  for (const [name, look] of looks) {
    const owner = await world.owner(look)
    for (const screen of ['team', 'keys', 'security', 'organisation']) {
      await owner.go(settings(screen))
      await owner.page.locator('h2, table, [data-empty]').first().waitFor()
      await assertAccessible(owner.page, `${screen}, ${name}`)
      await shot(owner.page, `settings-${screen}-${name}`)
    }
    await owner.go('/app/o/1/organisations')
    await owner.page.locator('h2, table, [data-empty]').first().waitFor()
    await assertAccessible(owner.page, `organisations, ${name}`)
    await shot(owner.page, `organisations-${name}`)
    await owner.close()
  }
})
