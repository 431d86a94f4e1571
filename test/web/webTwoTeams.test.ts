/** Two teams of one provider at work at the same time, each in a browser of its own: neither sees the other. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { realClock } from '../../src/base/clock.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { type Visitor, type WebWorld, webWorld } from '../support/webWorld.ts'

const password = 'quatre autres mots sans lien 7'
const eachOfTheTwo = 25
const withinMs = 60_000

interface Team {
  readonly name: string
  readonly organisation: number
  readonly visitor: Visitor
  campaign: CampaignId
}

let world: WebWorld
let provider: Visitor
let teams: readonly [Team, Team]

before(async () => {
  world = await webWorld()
  provider = await world.owner()
  teams = [await newTeam('Ville de Lille', 'lille'), await newTeam('Ville de Brest', 'brest')]
})
after(async () => {
  for (const { visitor } of teams) await visitor.close()
  await provider.close()
})

/** A child organisation, and its owner, who comes in by an invitation. */
async function newTeam(name: string, short: string): Promise<Team> {
  const made = await call(provider, 'POST', '/organisations/1/children', { name })
  const organisation = Number(made['id'])
  const email = `${short}@exemple.fr`
  const { token } = await world.access.invite(
    organisation,
    { email, roles: ['owner'] },
    { is: 'user', user: 1, name: 'Nour Exemple', email: 'nour@exemple.fr' },
    realClock.epoch(),
  )
  const visitor = await world.visitor()
  const { page } = visitor
  await visitor.go(`/app/invitation/${token}`)
  await page.getByLabel('Votre nom').fill(`Équipe ${name}`)
  await page.getByLabel('Phrase de passe', { exact: true }).fill(password)
  await page.locator('form').getByRole('button').last().click()
  await page.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor()
  return { name, organisation, visitor, campaign: '' as CampaignId }
}

async function call(
  { context }: Visitor,
  method: 'GET' | 'POST',
  path: string,
  data?: object,
): Promise<Record<string, unknown>> {
  const me = await (await context.request.get(`${world.url}/api/v1/me`)).json()
  const response = await context.request.fetch(`${world.url}/api/v1${path}`, {
    method,
    headers: { 'x-portevoix-csrf': me.csrfToken, 'sec-fetch-site': 'same-origin' },
    ...(data && { data }),
  })
  assert.ok(response.ok(), `${path}: ${response.status()} ${await response.text()}`)
  return response.json()
}

test('two teams: both try at once, and each finds its own campaign alone', async () => {
  await Promise.all(
    teams.map(async (team) => {
      const { page } = team.visitor
      await page.getByRole('button', { name: /^Essayer/ }).click()
      await page.waitForURL(/\/campaigns\/[^/]+\/purpose$/, { timeout: 60_000 })
      team.campaign = (new URL(page.url()).pathname.split('/').at(-2) ?? '') as CampaignId
      assert.match(page.url(), new RegExp(`/o/${team.organisation}/`))
    }),
  )
  const [one, other] = teams
  assert.notEqual(one.campaign, other.campaign)
  for (const { visitor, organisation } of teams) {
    const list = await call(visitor, 'GET', `/organisations/${organisation}/campaigns`)
    assert.equal((list['items'] as unknown[]).length, 1)
  }
})

test('two teams: both call at once over their own practice line, and neither stops the other', async () => {
  for (const { visitor, organisation, campaign } of teams) {
    const { page } = visitor
    await visitor.go(`/app/o/${organisation}/campaigns/${campaign}/message`)
    await page.getByRole('button', { name: 'Approuver moi-même' }).click()
    await page.getByText(/Approuvée par/).waitFor()
    await visitor.go(`/app/o/${organisation}/campaigns/${campaign}/check`)
    await page.getByText('Qui sera appelé ?').waitFor({ timeout: 40_000 })
    await visitor.go(`/app/o/${organisation}/campaigns/${campaign}/launch`)
    await page.getByRole('button', { name: /^(Appeler|Répéter)/ }).click()
    await page.waitForURL(/\/live$/)
  }
  const began = performance.now()
  const attempts = () =>
    Promise.all(teams.map(async (team) => (await world.store.counters(team.campaign)).attempts))
  while (!(await attempts()).every((count) => count > eachOfTheTwo)) {
    assert.ok(
      performance.now() - began < withinMs,
      `both call within a minute: ${await attempts()}`,
    )
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const [one, other] = teams
  await one.visitor.page.getByRole('button', { name: 'Tout couper' }).click()
  await one.visitor.page.getByRole('button', { name: 'Tout couper' }).last().click()
  await one.visitor.page
    .getByText(/Tout est coupé|En pause/)
    .first()
    .waitFor()
  assert.equal((await world.store.campaign(other.campaign)).state, 'running', 'the other goes on')
})

test('two teams: the address of the other team’s campaign shows nothing of it', async () => {
  const [one, other] = teams
  const { page } = one.visitor
  for (const address of [
    `/app/o/${one.organisation}/campaigns/${other.campaign}/live`,
    `/app/o/${other.organisation}/campaigns/${other.campaign}/live`,
  ]) {
    await page.goto(address)
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(1000)
    assert.doesNotMatch(await page.locator('body').innerText(), /Ville de Brest/)
    assert.equal(await page.getByRole('button', { name: 'Tout couper' }).count(), 0)
  }
})

test('two teams: their provider sees both on one page, and the sums of both', async () => {
  await provider.go('/app/o/1')
  for (const { name } of teams) await provider.page.getByText(name).first().waitFor()
})
