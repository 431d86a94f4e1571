/**
 * People in a real browser: a file is dropped, its columns settled, its source declared, imported; its
 * lines to correct come back; then contacts, objections, requests and proofs; every screen by axe.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import {
  assertAccessible,
  looks,
  shot,
  type Visitor,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

let world: WebWorld
let owner: Visitor
let people = ''
/** Markup in every cell that is shown: text it is, and text it stays. */
const markup = '<img src=x onerror=alert(1)>'
const file = [
  'Nom;Prénom;Portable perso;Ville;Code INSEE;Date de consentement;Remarque',
  `Dupont;${markup};06 39 98 20 01;Paris 11e;75111;12/03/2025;=1+1`,
  'Été;Zoé;06 39 98 20 02;Lyon;69123;12/03/2025;',
  'Été;Zoé;06 39 98 20 02;Lyon;69123;12/03/2025;deux fois',
  'Martin;Paul;06 39 98;Lille;59350;12/03/2025;court',
].join('\r\n')

before(async () => {
  world = await webWorld()
  owner = await world.owner()
  const { request } = owner.context
  const { csrfToken } = await (await request.get(`${world.url}/api/v1/me`)).json()
  const made = await request.post(`${world.url}/api/v1/organisations/1/campaigns`, {
    data: { name: 'Premier tour', controller: 'Camille Exemple' },
    headers: { 'x-portevoix-csrf': csrfToken },
  })
  people = `/app/o/1/campaigns/${(await made.json()).id}/people`
})
after(() => owner.close())

const drop = (page: Page, name: string, content: string | Buffer): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content as string) })

async function declareSource(page: Page): Promise<void> {
  await page.getByLabel('Recueillis du').fill('2025-01-01')
  await page.getByLabel('au', { exact: true }).fill('2025-06-30')
  await page.getByLabel('Texte accepté, mot pour mot').fill('J’accepte d’être appelé.')
}

test('web people: a file with an opinion in it is refused by the name of its column', async () => {
  const { page } = owner
  await owner.go(people)
  await page.getByText('Personne n’est appelé à cette étape.').waitFor()
  await assertAccessible(page, 'people, nobody yet')
  await shot(page, 'people-empty')
  await drop(page, 'opinions.csv', 'Téléphone;intention_vote\n0639982001;x\n')
  await page.getByText(/Colonne «.intention_vote.» refusée/).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Importer' }).count(), 0)
  await assertAccessible(page, 'people, a forbidden column')
  await shot(page, 'people-refused')
  await page.getByRole('button', { name: 'Choisir un autre fichier' }).click()
})

test('web people: columns are settled, the source is declared, and the sum of the import closes', async () => {
  const { page } = owner
  await drop(page, 'optin.csv', file)
  await page.getByText(/6 colonnes reconnues sur 7/).waitFor()
  await page.getByText(markup).waitFor()
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByRole('alert').getByText('Donnez le premier jour du recueil.').waitFor()
  await assertAccessible(page, 'people, the source lacks words')
  await declareSource(page)
  await shot(page, 'people-mapping')
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByText('ligne à corriger').first().waitFor()
  const sum = (await page.locator('p', { hasText: 'doublon' }).first().innerText()).replace(
    /\s+/g,
    ' ',
  )
  assert.equal(sum, '4 lignes = 2 contacts + 1 doublon + 1 ligne à corriger')
  await page.getByText(/2 numéros retenus sur 2/).waitFor()
  await shot(page, 'people-imported')
  await assertAccessible(page, 'people, imported')
})

test('web people: the lines to correct wait on the dashboard, one press from their file', async () => {
  const { page } = owner
  await owner.go('/app/o/1')
  await page.getByText(/ligne à corriger dans optin/).waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger' }).click()
  assert.match(readFileSync(await (await coming).path(), 'utf8'), /^ligne;colonne;/)
  await owner.go(people)
})

test('web people: the lines to correct are one’s own file, and come back corrected', async () => {
  const { page } = owner
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger les lignes à corriger' }).click()
  const rejects = readFileSync(await (await coming).path(), 'utf8')
  assert.match(rejects, /^ligne;colonne;valeur masquée;motif;quoi faire;Nom;Prénom/)
  await drop(
    page,
    'optin à corriger.csv',
    rejects.replace('Paul;06 39 98;', 'Paul;06 39 98 20 03;'),
  )
  await page.getByText(/fichier de lignes corrigées/).waitFor()
  await page.getByLabel('Reprendre une source déjà déclarée').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByText(/3 numéros retenus sur 3/).waitFor()
})

test('web people: a workbook is read once it has arrived, by the sheet that is chosen', async () => {
  const { page } = owner
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('Accueil').addRow(['Bienvenue'])
  workbook.addWorksheet('Membres').addRows([
    ['Nom', 'Téléphone'],
    ['Zola', '06 39 98'],
  ])
  await owner.go(people)
  await drop(page, 'membres.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()))
  await page.getByText(/Aucune colonne de téléphones/).waitFor()
  await page.getByLabel('Feuille du classeur').selectOption('Membres')
  await page.getByText('Les 2 colonnes sont reconnues.').waitFor()
  await assertAccessible(page, 'people, a workbook')
  await page.getByRole('button', { name: 'Choisir un autre fichier' }).click()
})

test('web people: a part of the contacts is chosen by place, and the choice is kept', async () => {
  const { page } = owner
  await page.getByLabel('Une partie d’entre eux').check()
  await page.getByLabel('Lieux : communes, départements').fill('lyon')
  await page.getByRole('button', { name: /^Ajouter Lyon \(/ }).click()
  await page.getByText(/1 numéro retenu sur 3/).waitFor()
  await assertAccessible(page, 'people, chosen by place')
  await page.getByRole('button', { name: 'Enregistrer ce choix' }).click()
  await page.getByText('Choix enregistré.').waitFor()
  await shot(page, 'people-audience')
  await page.reload()
  await page.getByText(/1 numéro retenu sur 3/).waitFor()
})

test('web people: a contact’s page says whether and why, and its acts are written down', async () => {
  const { page } = owner
  await owner.go('/app/o/1/contacts')
  await page.getByLabel('Chercher').fill('dup')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await page.getByRole('link', { name: '06 39 98 •• 01' }).click()
  await page.getByRole('heading', { name: 'Peut-on l’appeler ?' }).waitFor()
  await page.getByText(`${markup} Dupont`).waitFor()
  await page.getByText('optin.csv, ligne 2').first().waitFor()
  await page.getByRole('button', { name: 'Montrer le numéro' }).click()
  await page.getByText('06 39 98 20 01').waitFor()
  await shot(page, 'contact')
  await assertAccessible(page, 'contact')
  await page.getByRole('button', { name: 'Noter une opposition' }).click()
  await page.getByLabel('Comment la personne l’a-t-elle dit ?').fill('par téléphone')
  await page.getByRole('button', { name: 'Ne plus l’appeler' }).click()
  await page.getByText(/plus aucun appel à ce numéro/).waitFor()
  await page.getByText('NON', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Ouvrir une demande d’effacement' }).click()
  await page.getByRole('link', { name: 'Répondre' }).click()
  await page.getByRole('heading', { name: /Effacer · PV-/ }).waitFor()
  assert.match(
    await page.getByRole('textbox', { name: 'Votre réponse' }).inputValue(),
    /effacé tout ce qui vous désigne/,
  )
  await shot(page, 'rights-request')
  await assertAccessible(page, 'a request')
  await page.getByRole('button', { name: 'Effacer cette personne et répondre' }).click()
  await page.getByRole('button', { name: 'Effacer pour toujours' }).click()
  await page.getByRole('heading', { name: 'Ce qui a été répondu' }).waitFor()
  await owner.go('/app/o/1/contacts')
  await page.getByLabel('Chercher').fill('06 39 98 20 01')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await page
    .getByText(/Aucune trace de ce numéro|Cette personne|Oppositions/)
    .first()
    .waitFor()
})

test('web people: objections are found by number, and the journal tells what the team did', async () => {
  const { page } = owner
  await owner.go('/app/o/1/suppressions')
  await page.getByText(/oppositions? ces dernières 24 heures/).waitFor()
  await page.getByLabel('Chercher un numéro').fill('0639982001')
  await page.getByRole('button', { name: 'Chercher', exact: true }).click()
  await page.getByText(/ne doit pas être appelé/).waitFor()
  await owner.go('/app/o/1/evidence')
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await page.getByText(/Intacte.: \d+ entrées relues/).waitFor()
  await page.getByRole('button', { name: 'Préparer le dossier' }).click()
  await page.getByRole('link', { name: 'Télécharger le dossier' }).waitFor()
  await page.getByText('a vu un numéro entier').waitFor()
  await shot(page, 'evidence')
})

for (const [name, look] of looks) {
  test(`web people: every screen of people passes axe at ${name}`, async () => {
    const visitor = await world.owner(look)
    const screens: readonly (readonly [string, string])[] = [
      ['people', people],
      ['contacts', '/app/o/1/contacts'],
      ['contact', '/app/o/1/contacts/2'],
      ['suppressions', '/app/o/1/suppressions'],
      ['rights', '/app/o/1/rights'],
      ['evidence', '/app/o/1/evidence'],
    ]
    for (const [screen, address] of screens) {
      await visitor.go(address)
      await visitor.page.waitForTimeout(400)
      await shot(visitor.page, `${screen}-${name}`)
      await assertAccessible(visitor.page, `${screen} at ${name}`)
    }
    await visitor.close()
  })
}
