/**
 * Call me, in a real Chromium that has no microphone and gives none: the browser rings, hears each recording
 * at its own frequency, presses keys as telephone events, and hears its objection confirmed.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { epochMs } from '../../src/base/units.ts'
import { addTonesCampaign, heardTones } from '../support/browserCampaign.ts'
import {
  assertAccessible,
  looks,
  shot,
  type Visitor,
  type WebWorld,
  webWorld,
} from '../support/webWorld.ts'

let world: WebWorld
let step: string

before(async () => {
  world = await webWorld()
  // The owner, and with them the first organisation.
  await (await world.owner()).close()
  const campaign = await addTonesCampaign(world.store, epochMs(Date.now()))
  step = `/app/o/1/campaigns/${campaign}/listen`
})

/** Lets a test see the connection and hear what the phone's own meter hears; notes who asks for a microphone. */
const ears = `
  window.microphones = 0
  navigator.mediaDevices && (navigator.mediaDevices.getUserMedia = () => {
    window.microphones += 1
    return Promise.reject(new DOMException('denied', 'NotAllowedError'))
  })
  const Connection = window.RTCPeerConnection
  if (Connection) window.RTCPeerConnection = class extends Connection {
    constructor(...given) { super(...given); window.connection = this }
  }
  const { createAnalyser } = BaseAudioContext.prototype
  BaseAudioContext.prototype.createAnalyser = function () {
    const made = createAnalyser.call(this)
    window.analyser = made
    return made
  }
  window.heardHz = () => {
    if (!window.analyser) return 0
    const bins = new Float32Array(window.analyser.frequencyBinCount)
    window.analyser.getFloatFrequencyData(bins)
    let best = 0
    for (let bin = 1; bin < bins.length; bin += 1) if (bins[bin] > bins[best]) best = bin
    return bins[best] < -50 ? 0 : best * window.analyser.context.sampleRate / window.analyser.fftSize
  }`

async function open(look?: BrowserContextOptions, first = ''): Promise<Visitor> {
  const visitor = await world.owner(look)
  await visitor.context.addInitScript(`${first};${ears}`)
  await visitor.go(step)
  return visitor
}

async function ringAndTake(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Faire sonner ce téléphone' }).click()
  await page.getByRole('button', { name: 'Décrocher' }).click()
  await page.getByText('En communication').waitFor()
}

/** One bin of the meter is 47 Hz wide. */
async function hears(page: Page, hz: number): Promise<void> {
  const until = performance.now() + 5000
  let heard = 0
  while (performance.now() < until) {
    heard = Number(await page.evaluate('window.heardHz()'))
    if (Math.abs(heard - hz) < 60) return
    await setTimeout(30)
  }
  assert.fail(`${hz} Hz was not heard within 5 s; last ${heard} Hz`)
}

/** Whether key 1, key 9, no key and the voicemail were tried, as a screen reader says it. */
async function triesOf(page: Page): Promise<readonly (string | undefined)[]> {
  const items = page.getByRole('list', { name: 'À essayer' }).getByRole('listitem')
  return (await items.allInnerTexts()).map((text) => text.split(', ').at(-1)?.trim())
}

/** What stands in the transcript, once it stands there. */
const told = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole('list', { name: 'Ce que vous entendez' }).getByText(text).waitFor()

test('call me in Chromium: heard at once without a microphone, key 1 listens, key 9 is confirmed aloud', async () => {
  const visitor = await open()
  const { page } = visitor
  await ringAndTake(page)
  await hears(page, heardTones.gate.hz)
  await page.getByText(/premier mot [\d,]+ ms après le décroché/).waitFor()
  // The focus is on the keypad: the digits of the computer are the keys of the phone.
  await page.keyboard.press('1')
  await hears(page, heardTones.content.hz)
  await told(page, 'vous avez tapé 1 : le message commence')
  const sent = await page.evaluate(
    `window.connection.getStats().then((stats) => [...stats.values()]
      .filter((one) => one.type === 'codec').map((one) => one.mimeType).join(' '))`,
  )
  assert.match(String(sent), /PCMA/)
  await page.getByRole('button', { name: '9', exact: true }).click()
  await hears(page, heardTones.objectionConfirmed.hz)
  await told(page, 'Ici, rien n’est enregistré')
  await told(page, 'Opposition confirmée, puis fin de l’appel.')
  assert.equal(await page.evaluate('window.microphones'), 0)
  await shot(page, 'listen')
  assert.deepEqual(await triesOf(page), ['essayé', 'essayé', 'pas encore', 'pas encore'])
  await page.reload()
  await page.getByRole('list', { name: 'À essayer' }).waitFor()
  assert.deepEqual(await triesOf(page), ['essayé', 'essayé', 'pas encore', 'pas encore'])
  await visitor.close()
})

test('call me in Chromium: where WebRTC does not exist the page plays the same call, keys by HTTP', async () => {
  const visitor = await open(undefined, 'delete window.RTCPeerConnection')
  const { page } = visitor
  await page.getByText('Répondeur', { exact: true }).click()
  await ringAndTake(page)
  await hears(page, heardTones.voicemail.hz)
  await told(page, 'Écouté jusqu’au bout.')
  await page.getByText('Décroché', { exact: true }).click()
  await page.getByRole('button', { name: 'Faire sonner encore' }).click()
  await page.getByRole('button', { name: 'Décrocher' }).click()
  await hears(page, heardTones.gate.hz)
  await page.getByRole('button', { name: '9', exact: true }).click()
  await hears(page, heardTones.objectionConfirmed.hz)
  await page.getByText('WebRTC est bloqué ici').waitFor()
  await told(page, 'Opposition confirmée')
  await visitor.close()
})

test('call me in Chromium: a network that lets no packet through falls back by itself', async () => {
  // What a browser knows of such a network: its connection stays where it is.
  const visitor = await open(
    undefined,
    `RTCPeerConnection.prototype.setRemoteDescription = async () => undefined`,
  )
  const { page } = visitor
  await page.getByRole('button', { name: 'Faire sonner ce téléphone' }).click()
  await page.getByText('WebRTC est bloqué ici').waitFor({ timeout: 12_000 })
  await page.getByRole('button', { name: 'Décrocher' }).click()
  await hears(page, heardTones.gate.hz)
  await visitor.close()
})

test('call me in Chromium: nothing pressed, the call ends by itself; refused, it is over', async () => {
  const visitor = await open()
  const { page } = visitor
  await ringAndTake(page)
  await told(page, 'silence : 4 s pour choisir une touche')
  await told(page, 'Sans touche, l’appel se termine de lui-même.')
  await page.getByRole('button', { name: 'Faire sonner encore' }).click()
  await page.getByRole('button', { name: 'Refuser' }).click()
  await told(page, 'Vous avez refusé l’appel.')
  await visitor.close()
})

test('call me in Chromium: a page that is closed in the middle of a call ends it', async () => {
  const visitor = await open()
  const { page } = visitor
  const rung = page.waitForResponse((response) => response.request().method() === 'POST')
  await ringAndTake(page)
  const { call } = (await (await rung).json()) as { call: string }
  await hears(page, heardTones.gate.hz)
  await page.close()
  const events = await visitor.context.request.get(`/api/v1/organisations/1/listen/${call}`)
  assert.match(await events.text(), /"is":"ended".*"why":"(call|hungUp)"/)
})

for (const [name, look] of looks) {
  test(`call me passes axe, ready and in a call: ${name}`, async () => {
    const visitor = await open(look)
    const { page } = visitor
    const start = page.getByRole('button', { name: /Faire sonner|Ring this phone/ })
    await start.waitFor()
    await shot(page, `listen-${name}`)
    await assertAccessible(page, `listen ${name}`)
    await start.click()
    await page.getByRole('button', { name: /Décrocher|Pick up/ }).click()
    await page.getByText(/En communication|In a call/).waitFor()
    await assertAccessible(page, `listen in a call ${name}`)
    await shot(page, `listen-call-${name}`)
    await visitor.close()
  })
}
