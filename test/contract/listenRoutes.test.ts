/** Calls in browsers over the API: who may, what is told line by line, and a server that ends in the middle. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { epochMs } from '../../src/base/units.ts'
import { addTonesCampaign, heardTones } from '../support/browserCampaign.ts'
import { closeBeforeServer } from '../support/database.ts'
import { type MessageWorld, messageWorld, owner, type Person } from '../support/messageWorld.ts'

let world: MessageWorld
let person: Person
let campaign: string

before(async () => {
  world = await messageWorld()
  closeBeforeServer(() => world.close())
  person = await world.signIn(owner)
  campaign = await addTonesCampaign(world.store, epochMs(Date.now()))
})

const at = (rest: string): string => `/organisations/1/${rest}`

async function ring(version = 'live'): Promise<string> {
  const body = { version, sdpOffer: null }
  const answer = await world.ask(person, 'POST', at(`campaigns/${campaign}/listen`), { body })
  assert.equal(answer.status, 201)
  assert.equal(answer.json.sdpAnswer, null)
  return answer.json.call
}

/** Every event until the end. */
async function follow(call: string): Promise<readonly Record<string, unknown>[]> {
  const response = await fetch(`${world.url}/api/v1${at(`listen/${call}`)}`, {
    headers: { cookie: person.cookie },
  })
  assert.match(response.headers.get('content-type') ?? '', /x-ndjson/)
  const text = await response.text()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

test('listening over the API: what can be heard, with its words in the order they are heard', async () => {
  const { status, json } = await world.ask(person, 'GET', at(`campaigns/${campaign}/listen`))
  assert.equal(status, 200)
  assert.deepEqual(
    json.message.heard.map(({ name, durationMs }: { name: string; durationMs: number }) => [
      ...[name, durationMs],
    ]),
    [
      ['live', heardTones.gate.lastsMs + heardTones.content.lastsMs + heardTones.closing.lastsMs],
      ['voicemail', heardTones.voicemail.lastsMs],
    ],
  )
  assert.deepEqual(
    json.message.heard[0].says.map(({ part }: { part: string }) => part),
    ['gate', 'content', 'closing', 'objectionConfirmed'],
  )
})

test('listening over the API: ring, take, press 9, and each event is a line of its own', async () => {
  const call = await ring()
  const told = follow(call)
  assert.equal((await world.ask(person, 'POST', at(`listen/${call}/answer`))).status, 204)
  const body = { key: '9' }
  assert.equal((await world.ask(person, 'POST', at(`listen/${call}/keys`), { body })).status, 204)
  const events = await told
  assert.deepEqual(
    events.map(({ id }) => id),
    events.map((_, index) => index + 1),
  )
  const names = events.map(({ is }) => is)
  assert.deepEqual(names, [
    ...['ringing', 'answered', 'plays', 'says', 'firstSound', 'key', 'wouldSuppress', 'stops'],
    ...['plays', 'says', 'ended'],
  ])
  const plays = events.find(({ is }) => is === 'plays') as { clip: string }
  const sound = await world.ask(person, 'GET', at(`listen/${call}/clips/${plays.clip}`))
  assert.equal(sound.headers.get('content-type'), 'audio/wav')
  assert.equal(sound.bytes.length, 44 + heardTones.gate.lastsMs * 16)
})

test('listening over the API: what does not exist is said in a sentence', async () => {
  const missing = await world.ask(person, 'POST', at(`campaigns/${campaign}/listen`), {
    body: { version: 'callback', sdpOffer: null },
  })
  assert.deepEqual([missing.status, missing.json.code], [409, 'wrongState'])
  const noOffer = await world.ask(person, 'POST', at(`campaigns/${campaign}/listen`), {
    body: { sdpOffer: 'hello' },
  })
  assert.deepEqual([noOffer.status, noOffer.json.code], [400, 'badInput'])
  const gone = at('listen/00000000-0000-4000-8000-000000000000')
  assert.equal((await world.ask(person, 'DELETE', gone)).status, 404)
  const key = await world.ask(person, 'POST', `${gone}/keys`, { body: { key: 'x' } })
  assert.equal(key.status, 400)
})

test('listening over the API: a server that ends hangs up first, and waits for nobody', async () => {
  const other = await messageWorld()
  const its = await other.signIn(owner)
  const id = await addTonesCampaign(other.store, epochMs(Date.now()))
  const body = { sdpOffer: null }
  const rung = await other.ask(its, 'POST', at(`campaigns/${id}/listen`), { body })
  const response = await fetch(`${other.url}/api/v1${at(`listen/${rung.json.call}`)}`, {
    headers: { cookie: its.cookie },
  })
  const [text] = await Promise.all([response.text(), other.close()])
  assert.match(text, /"is":"ended"/)
})
