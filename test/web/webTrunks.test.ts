/** Trunks with a test call, phones, webhooks with their log, in a real browser; axe in every look. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { E164 } from '../../src/base/units.ts'
import { ensurePracticeTrunk } from '../../src/engine/campaigns.ts'
import {
  assertAccessible,
  looks,
  shot,
  type Visitor,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

let world: WebWorld
let visitor: Visitor
let page: Page
let receiver: http.Server
let address: string

before(async () => {
  world = await webWorld()
  visitor = await world.owner()
  page = visitor.page
  await ensurePracticeTrunk(world.store, '+33163001234' as E164)
  receiver = http.createServer((request, response) => {
    request.resume()
    response.writeHead(204).end()
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/crm`
})

after(async () => {
  await visitor?.close()
  receiver?.close()
})

test('settings: a trunk is added with its limits, numbers and price, and what is wrong is named', async () => {
  await visitor.go('/app/o/1/settings/trunks')
  await page.getByRole('heading', { name: 'Opérateur de répétition' }).waitFor()
  await page.getByRole('button', { name: 'Ajouter un raccordement' }).click()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('alert').getByText('Donnez-lui un nom.').waitFor()
  await assertAccessible(page, 'a trunk with nothing filled in')
  await page.getByLabel('Comment l’appelez-vous').fill('Opérateur principal')
  await page.getByLabel('Adresse de l’opérateur').fill('sip.operateur.example')
  await page.getByLabel('Nom du compte SIP').fill('liste')
  await page.getByLabel('Mot de passe du compte SIP').fill('un secret')
  await page.getByLabel('Numéros à afficher').fill('bonjour')
  await page.getByLabel('Prix d’une minute').fill('0,009')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Un point est à corriger').waitFor()
  await page.getByLabel('Numéros à afficher').fill('01 63 00 12 34')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('heading', { name: 'Opérateur principal' }).waitFor()
  await page.getByText(/0,009\s€ par minute/).waitFor()
  await shot(page, 'settings-trunks')
})

test('settings: the test call over the practice carrier says in words that it works', async () => {
  await visitor.go('/app/o/1/settings/trunks')
  const practice = page.getByRole('region', { name: 'Opérateur de répétition' })
  await practice.getByRole('button', { name: 'Appel d’essai' }).click()
  await practice.getByRole('button', { name: 'Faire sonner' }).click()
  await practice.getByText(/L’appel est en cours/).waitFor()
  await practice
    // A machine that runs other tests beside may lose some sound, and then says so.
    .getByText(/Le raccordement fonctionne|se perd en route|après le décroché/)
    .first()
    .waitFor({ timeout: 60_000 })
  await practice.getByText('Détails pour votre opérateur').click()
  await assertAccessible(page, 'a test call that works')
  await shot(page, 'settings-trunk-test')
})

test('settings: numbers are shown with what they may be shown for; a fiction number is nobody’s phone', async () => {
  await visitor.go('/app/o/1/settings/numbers')
  await page.getByRole('cell', { name: 'appels automatisés' }).first().waitFor()
  await page.getByLabel('À qui est-il').fill('Accueil')
  await page.getByLabel('Numéro du téléphone').fill('06 39 98 12 34')
  await page.getByRole('button', { name: 'Déclarer ce téléphone' }).click()
  await page.getByText('Un point est à corriger').waitFor()
  await assertAccessible(page, 'a phone that is refused')
  await shot(page, 'settings-numbers')
})

test('settings: a webhook shows its key once, is tried, and its log says that it was taken', async () => {
  await visitor.go('/app/o/1/settings/webhooks')
  await assertAccessible(page, 'no webhook')
  await page.getByRole('button', { name: 'Ajouter un webhook' }).click()
  await page.getByLabel('Adresse').fill(address)
  await page.getByRole('checkbox', { name: /un appel s’est terminé/ }).check()
  await shot(page, 'settings-webhook-new')
  await page.getByRole('button', { name: 'Créer le webhook' }).click()
  const secret = page.getByRole('textbox', { name: 'Clé de signature' })
  assert.match(await secret.inputValue(), /^whsec_[\w-]{43}$/)
  await shot(page, 'settings-webhooks')
  await page.getByRole('button', { name: 'Je l’ai copiée' }).click()
  await page.getByRole('button', { name: 'Envoyer un essai' }).click()
  await page.getByText('L’essai part').waitFor()
  await page.getByRole('link', { name: 'Journal des envois' }).click()
  await page.getByText('reçu (204)').waitFor()
  await assertAccessible(page, 'the log of a webhook')
  await shot(page, 'settings-webhook-log')
})

for (const [name, look] of looks) {
  test(`settings: trunks, numbers and webhooks hold WCAG 2.2 AA in ${name}`, async () => {
    const other = await world.owner(look)
    for (const [screen, shown] of [
      ...([
        ['trunks', 'dl'],
        ['numbers', 'table'],
      ] as const),
      ...([
        ['webhooks', 'h2'],
        ['webhooks/1', 'table'],
      ] as const),
    ] as const) {
      await other.go(`/app/o/1/settings/${screen}`)
      await other.page.locator(`main ${shown}`).first().waitFor()
      await assertAccessible(other.page, `${screen} in ${name}`)
      await shot(other.page, `settings-${screen.replace('/', '-')}-${name}`)
    }
    await other.close()
  })
}
