/**
 * The message step in a real browser: recorded with Chromium's fake microphone, found in the words that
 * were read, mended in one click, kept as a version, approved by a second person in another browser.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { joined, pieceOf } from '../../src/audio/edits.ts'
import { encodePcm16 } from '../../src/audio/pcm16.ts'
import { wavOfPcm16 } from '../../src/audio/wavFile.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { sampleTake } from '../../src/intake/take/shippedSounds.ts'
import type { DraftSegment } from '../../src/intake/take/take.ts'
import { aCampaign, practiceTrunk } from '../support/aCampaign.ts'
import { tuesday } from '../support/dialling.ts'
import { silence } from '../support/sounds.ts'
import {
  assertAccessible,
  launchBrowser,
  shot,
  theOwner,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

let world: WebWorld
let browser: Browser
let folder: string
let lines: readonly { readonly role: string; readonly text: string }[]
let lastsMs: number

/** Who calls, the content, and only then how to object: too late by the law's clock. */
async function lateRecording(): Promise<string> {
  const { sound, segments } = await sampleTake('call')
  const named = (role: string, place = 0): DraftSegment =>
    segments.filter((segment) => segment.role === role)[place] ?? assert.fail(role)
  const order = [named('identity'), named('content', 1), named('content', 2), named('objection')]
  const pause = silence(0.5)
  const pieces = order.flatMap(({ startsAtMs, endsAtMs }) => [
    pieceOf(sound, { fromMs: startsAtMs, toMs: endsAtMs }),
    pause,
  ])
  const [identity, one, two, objection] = order as [
    DraftSegment,
    DraftSegment,
    DraftSegment,
    DraftSegment,
  ]
  lines = [identity, { ...one, text: `${one.text} ${two.text}` }, objection].map(
    ({ role, text }) => ({
      ...{ role, text },
    }),
  )
  const spoken = joined(pieces)
  lastsMs = spoken.samples.length / 8
  const file = path.join(folder, 'microphone.wav')
  // Permission and countdown take three seconds: nobody speaks yet.
  const heard = joined([silence(3.4), spoken, silence(20)])
  await writeFile(file, wavOfPcm16(encodePcm16(heard.samples)))
  return file
}

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portevoix-microphone-'))
  const file = await lateRecording()
  world = await webWorld()
  browser = await launchBrowser([
    ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
    ...[
      `--use-file-for-fake-audio-capture=${file}%noloop`,
      '--autoplay-policy=no-user-gesture-required',
    ],
  ])
  const made = await world.owner()
  await made.close()
  await world.store.addTrunk(practiceTrunk)
  await world.store.createCampaign(
    aCampaign({
      ...{ id: 'c1' as Campaign['id'], state: 'draft', message: null },
      controller: 'Camille Exemple',
    }),
    tuesday,
  )
})

after(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const base = '/api/v1/organisations/1/campaigns/c1/message'
const step = '/app/o/1/campaigns/c1/message'

/** The owner, in the browser that has the fake microphone. */
async function ownerPage(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    ...{ locale: 'fr-FR', viewport: { width: 1280, height: 900 }, baseURL: world.url },
  })
  const { email, password } = theOwner
  const signedIn = await context.request.post('/api/v1/sign-in', { data: { email, password } })
  assert.ok(signedIn.ok(), await signedIn.text())
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return { context, page }
}

async function saveScript(context: BrowserContext): Promise<void> {
  const me = await (await context.request.get('/api/v1/me')).json()
  const saved = await context.request.put(`${base}/script`, {
    data: { lines, voiceOrigin: 'synthetic' },
    headers: { 'x-portevoix-csrf': me.csrfToken },
  })
  assert.ok(saved.ok(), await saved.text())
}

test('web message: record, mend a clock in one click, keep a version, approved by a second person', async () => {
  const { context, page } = await ownerPage()
  await saveScript(context)
  await page.goto(step)
  await page.getByRole('heading', { name: 'Enregistrer ici' }).waitFor()
  await shot(page, 'message-empty')

  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await page.getByText('Enregistrement en cours').first().waitFor()
  await shot(page, 'message-recording')
  await page.waitForTimeout(lastsMs + 600)
  await page.getByRole('button', { name: 'Terminer' }).click()
  await page.getByRole('button', { name: 'Garder cet enregistrement' }).click()

  await page.getByText(/La touche 9 est annoncée à 1\d,\d s/).waitFor()
  assert.equal(await page.getByLabel('Texte de Opposition').inputValue(), lines[2]?.text)
  await shot(page, 'message-late')
  await page.getByRole('button', { name: /Mettre « Opposition » avant « Contenu »/ }).click()
  await page.getByText(/✔ \d,\d ≤ 12 s/).waitFor()

  await page.getByRole('button', { name: 'Enregistrer cette version' }).click()
  await page.getByRole('button', { name: 'Demander l’approbation' }).click()
  const link = await page.getByLabel('Lien d’approbation').inputValue()
  await shot(page, 'message-version')
  await assertAccessible(page, 'message, a version')

  await approveAsAnother(link)
  await page.getByText(/Approuvée par Sacha Exemple/).waitFor()
  await context.close()
})

async function approveAsAnother(link: string): Promise<void> {
  const stranger = await world.visitor({ viewport: { width: 360, height: 780 } })
  const { page } = stranger
  await stranger.go(link)
  await page.getByRole('heading', { name: 'Écoutez ce message, puis répondez' }).waitFor()
  await assertAccessible(page, 'approval')
  await shot(page, 'approve')
  const approve = page.getByRole('button', { name: '1 Approuver' })
  assert.equal(await approve.isDisabled(), true)
  await page.getByRole('button', { name: 'Écouter', exact: true }).first().click()
  // Sixteen times as fast as it is; the server is told that it began a minute ago.
  await page.evaluate(`document.querySelector('audio').playbackRate = 16`)
  await page.getByText('Vous l’avez entendu en entier.').waitFor()
  await world.database.pool.query(
    'update approval_link set first_played_at = first_played_at - 60000',
  )
  await page.getByLabel('Votre nom et prénom').fill('Sacha Exemple')
  await approve.click()
  await page.getByRole('heading', { name: 'C’est approuvé' }).waitFor()
  await stranger.close()
}

test('web message: limits are moved by keys as by the mouse, and the server puts them into pauses', async () => {
  const { context, page } = await ownerPage()
  await page.goto(step)
  const end = page.getByLabel('Fin de Identité, en secondes')
  await end.focus()
  await end.press('Shift+ArrowUp')
  await page.getByText(/✗ \d,\d > 5 s/).waitFor()
  await page.getByText(/On sait qui appelle à \d,\d s/).waitFor()
  const late = Number((await end.inputValue()).replace(',', '.'))
  // Where the sentence really pauses, and nowhere else.
  const shown = await (await context.request.get(base)).json()
  assert.equal((shown.recordings[0].segments[0].endsAtMs / 1000).toFixed(1), late.toFixed(1))
  await end.press('Shift+ArrowDown')
  await page.getByText(/✔ \d,\d ≤ 5 s/).waitFor()
  await context.close()
})

test('web message: a microphone that is refused is said in one sentence; a wrong file in another', async () => {
  const visitor = await world.owner({ permissions: [] })
  const { page } = visitor
  await world.store.createCampaign(
    aCampaign({ ...{ id: 'c2' as Campaign['id'], state: 'draft', message: null } }),
    tuesday,
  )
  await visitor.go('/app/o/1/campaigns/c2/message')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await page.getByText(/Le micro est bloqué|Aucun micro n’est branché/).waitFor()
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  await page.getByLabel('Déposez un fichier WAV ou MP3').setInputFiles({
    ...{ name: 'lettre.wav', mimeType: 'audio/wav', buffer: Buffer.from('Chers amis') },
  })
  await page
    .getByText(/n’est pas un fichier que Portevoix lit/)
    .first()
    .waitFor()
  await assertAccessible(page, 'message, a wrong file')
  await visitor.close()
})
