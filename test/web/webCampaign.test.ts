/**
 * A campaign prepared in a real browser: made from two names, its purpose, its week, its check, its
 * launch as far as the button; every screen by axe in every look.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
let campaign = ''

before(async () => {
  world = await webWorld()
  owner = await world.owner()
  await addPeople()
})
after(() => owner.close())

/** People of a file: real numbers, which only their stand-ins ring for. */
async function addPeople(): Promise<void> {
  const people = Array.from({ length: 60 }, (_, n) => ({
    ...{ id: n + 1, phone: `+336${40_000_000 + n}` },
    insee: n % 4 === 0 ? '97209' : '75056',
  }))
  await world.database.pool.query(
    `with added as (
       insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
       select 1, p.phone, p.id, p.id, p.insee, 0
       from jsonb_to_recordset($1) as p(id bigint, phone text, insee text) returning id)
     insert into consent (contact_id, kind, controller, channel, at, slots, wording_version)
     select id, 'given', 'Camille Exemple', 'automate', 0, $2, '1' from added where id % 10 <> 0`,
    [
      JSON.stringify(people),
      JSON.stringify([{ days: [1, 2, 3, 4, 5], from: '10:00', to: '20:00' }]),
    ],
  )
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('it did not come to hold within 5 s')
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('web campaign: two names make a practice campaign, and its first step asks for an election', async () => {
  const { page } = owner
  await owner.go('/app/o/1/campaigns')
  await page.getByText('Aucune campagne.').waitFor()
  await shot(page, 'campaigns-empty')
  await assertAccessible(page, 'campaigns, none')
  await page.getByRole('link', { name: 'Nouvelle campagne' }).first().click()
  await heading(page, 'Nouvelle campagne').waitFor()
  await page.getByRole('button', { name: 'Créer la campagne' }).click()
  await page.getByRole('link', { name: 'Donnez un nom à la campagne.' }).waitFor()
  await assertAccessible(page, 'new campaign, nothing written')
  await page.getByLabel('Nom de la campagne').fill('Présidentielle, premier tour')
  await page.getByLabel('Pour le compte de').fill('Camille Exemple')
  await shot(page, 'campaign-new')
  await page.getByRole('button', { name: 'Créer la campagne' }).click()
  await heading(page, 'Objet').waitFor()
  campaign = new URL(page.url()).pathname.split('/').at(-2) ?? ''
  const steps = page.getByRole('navigation', { name: 'Étapes de la campagne' })
  assert.equal(await steps.getByRole('listitem').count(), 7)
  const current = await steps.locator('[aria-current="step"]').innerText()
  assert.match(current.replaceAll('\n', ' '), /^1 Objet \(à faire\)$/)
})

test('web campaign: what is chosen is saved at once, and a paper says who declared it', async () => {
  const { page } = owner
  await page.getByLabel('Présidentielle 2027').check()
  await page.getByText(/Enregistré à/).waitFor()
  await page.getByText('Mandataire financier', { exact: true }).click()
  await page.getByText('Code électoral, L52-4 : les dépenses').waitFor()
  await page.locator('details[open]').getByLabel('Nom').fill('Sacha Exemple')
  await page.locator('details[open]').getByRole('button', { name: 'Déclarer' }).click()
  await page.getByText(/déclaré par Nour Exemple/).waitFor()
  await shot(page, 'campaign-purpose')
  await page.reload()
  await heading(page, 'Objet').waitFor()
  assert.ok(await page.getByLabel('Présidentielle 2027').isChecked())
  await page.locator('[aria-current="step"]', { hasText: 'Objet (faite)' }).waitFor()
})

test('web campaign: an election that is not known is written down, and kept only when it is whole', async () => {
  const { page } = owner
  await page.getByLabel('Une autre élection').check()
  await page.getByRole('button', { name: 'Garder cette élection' }).click()
  await page.getByText('Donnez le jour du premier tour.').waitFor()
  await assertAccessible(page, 'an election of their own, nothing written')
  await page.getByLabel('Nom de l’élection').fill('Municipale partielle de Vauvert')
  await page.getByLabel('Premier tour', { exact: true }).fill('2027-06-06')
  await page.getByLabel('Second tour, s’il y en a un').fill('2027-06-13')
  await page.getByLabel('Codes INSEE des communes').fill('30341')
  await shot(page, 'campaign-own-election')
  await page.getByRole('button', { name: 'Garder cette élection' }).click()
  const own = 'Élection propre à cette campagne : Municipale partielle de Vauvert'
  await page.getByLabel(own).waitFor()
  await page.reload()
  await heading(page, 'Objet').waitFor()
  assert.ok(await page.getByLabel(own).isChecked())
  assert.equal(await page.getByLabel('Codes INSEE des communes').inputValue(), '30341')
  await page.getByLabel('Présidentielle 2027').check()
  await page.getByLabel('Nom de l’élection').waitFor({ state: 'detached' })
  await page.getByLabel('Une autre élection').waitFor()
})

test('web campaign: the week says why a cell is closed; hours left out are saved and told', async () => {
  const { page } = owner
  await page.getByRole('link', { name: 'Continuer : Personnes' }).waitFor()
  await page.getByRole('link', { name: /^Horaires/ }).click()
  await heading(page, 'Horaires').waitFor()
  const clock = page.getByLabel('Horloge de répétition')
  await clock.fill('2027-04-13T10:00')
  await clock.blur()
  const deadline = page.getByLabel('Ne plus appeler après')
  await until(async () => (await deadline.inputValue()).startsWith('2027-04-13'))
  await deadline.fill('2027-04-16T20:00')
  await deadline.blur()
  await page.getByText('Du 13 avril 2027 au 19 avril 2027').waitFor()
  const saturday = page.getByRole('button', { name: /samedi 17 avril 2027, 10 h à 13 h/ }).first()
  await saturday.focus()
  await page.keyboard.press('Enter')
  await page.getByText(/aucun appel depuis/).waitFor()
  await page
    .getByText(/Code électoral, L49|L\. 49/)
    .first()
    .waitFor()
  const tuesday = page.getByRole('button', {
    name: /mardi 13 avril 2027, 10 h à 13 h, permis, \d+ joignables/,
  })
  await tuesday.first().click()
  await page.getByRole('button', { name: 'Ne pas appeler à ces heures' }).click()
  await page
    .getByRole('button', { name: /mardi 13 avril 2027, 10 h à 13 h, permis, non choisi/ })
    .first()
    .waitFor()
  await page.getByText(/tout le monde aura été appelé une fois/).waitFor()
  await page.getByText(/Après le 16 avr\. 2027.*la campagne est finie/).waitFor()
  await shot(page, 'campaign-schedule')
  await page.getByRole('button', { name: 'Appeler à toutes les heures permises' }).click()
  await tuesday.first().waitFor()
})

test('web campaign: what machines get is chosen on the schedule, and how many voicemails a day', async () => {
  const { page } = owner
  const chosen = async (): Promise<unknown> => {
    const { rows } = await world.database.pool.query(
      `select answering_machines as machines, voicemails_a_day_max as most from campaign where id = $1`,
      [campaign],
    )
    return rows[0]
  }
  const choice = (name: string) => page.getByRole('radio', { name })
  assert.ok(await choice('Ne pas chercher à le savoir').isChecked(), 'nobody listens unasked')
  await choice('Laisser le message pour répondeurs').check()
  const most = page.getByLabel('Messages laissés par jour, au plus')
  await most.fill('500')
  const asked = JSON.stringify({ machines: 'leaveVoicemail', most: 500 })
  await until(async () => JSON.stringify(await chosen()) === asked)
  await shot(page, 'campaign-machines')
  await choice('Raccrocher').check()
  await most.waitFor({ state: 'detached' })
  await until(async () => JSON.stringify(await chosen()).includes('hangUp'))
})

test('web campaign: the check counts everybody, closes its sum, and leads to what mends each point', async () => {
  const { page } = owner
  await page.getByRole('link', { name: /^Vérification/ }).click()
  await heading(page, 'Vérification').waitFor()
  await page.getByText('Qui sera appelé ?').waitFor()
  const sum = page.locator('p', { hasText: 'personnes' }).filter({ hasText: 'plus tard' })
  assert.match((await sum.innerText()).replaceAll(/\s/g, ' '), /^60 personnes ?= ?\d+ maintenant/)
  await page.getByText('Il n’y a pas de message vocal').waitFor()
  await page.getByText('Consentement à l’automate d’appel').waitFor()
  await page.getByText(/avec une doublure/).waitFor()
  await shot(page, 'campaign-check')
  await page.getByRole('link', { name: 'Voir qui double qui' }).click()
  await heading(page, 'Doublures de la répétition').waitFor()
  await page
    .getByRole('cell', { name: /^06.40.00.••.\d\d$/ })
    .first()
    .waitFor()
  await shot(page, 'campaign-rehearsal')
  await page.getByRole('link', { name: 'Retour à la vérification' }).click()
  await page.getByRole('link', { name: 'Corriger le message' }).first().click()
  await page.waitForURL(`**/campaigns/${campaign}/message`)
})

test('web campaign: the launch is not offered before the check passes, and leads to what blocks', async () => {
  const { page } = owner
  await owner.go(`/app/o/1/campaigns/${campaign}/launch`)
  await page.getByRole('link', { name: 'Voir ce qui bloque' }).waitFor()
  await shot(page, 'campaign-launch-blocked')
})

/** What stands on a step once it has been read. */
const shownIn = [
  ['purpose', 'details'],
  ['schedule', 'tfoot'],
  ['check', 'main table'],
  ['launch', 'main a[href$="/check"]'],
  ['rehearsal', 'main table'],
] as const

test('web campaign: every step passes axe, light and dark, desktop and telephone, both languages', async () => {
  for (const [index, [name, look]] of looks.entries()) {
    const visitor = await world.owner(look)
    // Each step in two looks that have nothing in common; the pictures show all of them.
    for (const [step, shown] of shownIn.filter((_, n) => n % 2 === index % 2 || index > 2)) {
      await visitor.go(`/app/o/1/campaigns/${campaign}/${step}`)
      await visitor.page.locator(shown).first().waitFor()
      await assertAccessible(visitor.page, `${step} ${name}`)
      await shot(visitor.page, `campaign-${step}-${name}`)
    }
    await visitor.close()
  }
})

test('web campaign: a copy is another draft, and a draft is deleted after a second press', async () => {
  const { page } = owner
  await owner.go('/app/o/1/campaigns')
  await page.getByRole('button', { name: 'Copier Présidentielle, premier tour' }).click()
  await heading(page, 'Objet').waitFor()
  assert.equal(
    await page.getByLabel('Nom de la campagne').inputValue(),
    'Présidentielle, premier tour (copie)',
  )
  await owner.go('/app/o/1/campaigns')
  const row = page.getByRole('row', { name: /\(copie\)/ })
  await row.getByRole('button', { name: 'Supprimer' }).click()
  await row.getByRole('button', { name: 'Supprimer ce brouillon' }).click()
  await row.waitFor({ state: 'detached' })
})

test('web campaign: the sample is checked, launched with its count, and goes to its live page', async () => {
  const { page } = owner
  await owner.go('/app/o/1')
  const csrf = (await (await page.request.get('/api/v1/me')).json()).csrfToken
  const made = await page.request.post('/api/v1/organisations/1/sample', {
    headers: { 'x-portevoix-csrf': csrf },
    data: { language: 'fr' },
  })
  const sample = (await made.json()).campaign
  await owner.go(`/app/o/1/campaigns/${sample}/check`)
  const approve = page.getByRole('button', { name: 'Approuver moi-même' })
  const passes = page.getByText(/Rien ne bloque/)
  await approve.or(passes).first().waitFor()
  if (await approve.isVisible()) {
    await approve.click()
    await approve.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Vérifier de nouveau' }).click()
  }
  await passes.waitFor()
  await owner.go(`/app/o/1/campaigns/${sample}/launch`)
  const launch = page.getByRole('button', { name: /^Répéter avec \d+ personnes$/ })
  await launch.waitFor()
  await page.getByText(/personnes qui ont donné leur accord seront appelées/).waitFor()
  await assertAccessible(page, 'launch, ready')
  await shot(page, 'campaign-launch')
  await launch.click()
  await page.waitForURL(`**/campaigns/${sample}/live`)
})
