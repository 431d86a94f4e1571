/** Live events over real HTTP: heard, resumed, ended with the session; a reader who does not read is dropped. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { streamsOfOneMax } from '../../src/http/api/eventHub.ts'
import { waitingBytesMax } from '../../src/http/api/eventRoutes.ts'
import { type ApiBrowser, type ApiWorld, openApiWorld } from '../support/apiWorld.ts'
import { aCampaign, aTrunk, tuesday } from '../support/dialling.ts'

interface Stream {
  readonly events: { readonly id: number; readonly kind: string; readonly data: string }[]
  readonly response: http.IncomingMessage
  until(holds: () => boolean): Promise<void>
  close(): void
}

function listen(world: ApiWorld, browser: ApiBrowser, more = '', lastId?: number): Promise<Stream> {
  const cookie = `portevoix-app=${browser.browser.cookies.get('portevoix-app')}`
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${world.url}/api/v1/organisations/1/events${more}`,
      {
        agent: false,
        headers: { cookie, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) },
      },
      (response) => {
        const events: Stream['events'] = []
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
          const blocks = text.split('\n\n')
          text = blocks.pop() ?? ''
          for (const block of blocks) {
            const [, id] = /^id: (\d+)$/m.exec(block) ?? []
            const [, kind = ''] = /^event: (.*)$/m.exec(block) ?? []
            const [, data = ''] = /^data: (.*)$/m.exec(block) ?? []
            if (kind !== '' && kind !== 'beat') events.push({ id: Number(id), kind, data })
          }
        })
        response.on('error', () => undefined)
        resolve({
          ...{ events, response },
          until: async (holds) => {
            for (let waited = 0; !holds(); waited += 20) {
              assert.ok(waited < 5_000, `only ${JSON.stringify(events)} was heard`)
              await pause(20)
            }
          },
          close: () => request.destroy(),
        })
      },
    )
    request.on('error', reject)
  })
}

test('events: a stream says hello, tells what happens, and goes on after the last event that was seen', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('observer')
  const first = await listen(world, browser)
  assert.match(String(first.response.headers['content-type']), /^text\/event-stream/)
  assert.match(String(first.response.headers['cache-control']), /no-store/)
  world.services.events.publish(1, { kind: 'changed', what: 'contacts' })
  await first.until(() => first.events.length === 2)
  assert.deepEqual(
    first.events.map(({ kind }) => kind),
    ['hello', 'changed'],
  )
  const lastId = first.events[1]?.id ?? 0
  first.close()
  world.services.events.publish(1, { kind: 'changed', what: 'message' })
  world.services.events.publish(2, { kind: 'changed', what: 'of another tenant' })
  for (const again of [
    await listen(world, browser, '', lastId),
    await listen(world, browser, `?lastEventId=${lastId}`),
  ]) {
    await again.until(() => again.events.length === 1)
    assert.deepEqual(JSON.parse(again.events[0]?.data ?? ''), { organisation: 1, what: 'message' })
    again.close()
  }
  const tooOld = await listen(world, browser, '', 5)
  await tooOld.until(() => tooOld.events[0]?.kind === 'resync')
  tooOld.close()
})

test('events: a campaign moved by another process is told, once, with why', async (t) => {
  const world = await openApiWorld(t)
  const { store } = world
  const stream = await listen(world, await world.person('observer'))
  await store.addTrunk(aTrunk)
  await store.createCampaign({ ...aCampaign('c1'), state: 'ready' }, tuesday)
  await store.moveCampaign(aCampaign('c1').id, 'ready', 'running', 'a test', tuesday)
  const moved = () =>
    stream.events.filter(({ kind }) => kind === 'campaign').map(({ data }) => JSON.parse(data))
  await stream.until(() => moved().some(({ state }) => state === 'running'))
  await pause(1_500)
  assert.deepEqual(moved().at(-1), {
    ...{ organisation: 1, campaign: 'c1', state: 'running', why: 'a test' },
  })
  assert.equal(moved().filter(({ state }) => state === 'running').length, 1)
  stream.close()
})

test('events: a provider hears the organisations below it when it asks for its tree', async (t) => {
  const world = await openApiWorld(t)
  const actor = { is: 'system', name: 'tester' } as const
  const city = { name: 'Ville', rules: {} }
  const child = await world.access.createOrganisation(1, city, actor, world.clock.epoch())
  const browser = await world.person('owner')
  const [own, tree] = [await listen(world, browser), await listen(world, browser, '?reach=tree')]
  world.services.events.publish(child.id, { kind: 'changed', what: 'contacts' })
  world.services.events.publish(1, { kind: 'changed', what: 'contacts' })
  await tree.until(() => tree.events.length === 3)
  await own.until(() => own.events.length === 2)
  assert.deepEqual(
    tree.events.slice(1).map(({ data }) => JSON.parse(data).organisation),
    [child.id, 1],
  )
  own.close()
  tree.close()
})

test('events: one session has six streams; the seventh is told to close one', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('observer')
  const open = await Promise.all(
    Array.from({ length: streamsOfOneMax }, () => listen(world, browser)),
  )
  assert.deepEqual(new Set(open.map(({ response }) => response.statusCode)), new Set([200]))
  const answer = await browser.get('/organisations/1/events')
  assert.deepEqual([answer.status, answer.json.code], [429, 'tooMany'])
  open[0]?.close()
  await pause(100)
  const again = await listen(world, browser)
  assert.equal(again.response.statusCode, 200)
  for (const stream of [...open, again]) stream.close()
})

test('events: a reader who does not read is dropped, and others hear on', async (t) => {
  const world = await openApiWorld(t)
  const [lazy, eager] = [await world.person('observer'), await world.person('observer')]
  const stuck = await listen(world, lazy)
  const stream = await listen(world, eager)
  stuck.response.pause()
  let dropped = false
  stuck.response.on('close', () => {
    dropped = true
  })
  const what = 'x'.repeat(8 * 1024)
  // Beyond what waits for it here lie what the system's own buffers hold.
  const rounds = Math.ceil((waitingBytesMax * 64) / what.length)
  for (let each = 0; each < rounds; each += 1) {
    world.services.events.publish(1, { kind: 'changed', what })
    if (each % 4 === 0) await pause(1)
  }
  await stream.until(() => stream.events.length >= rounds)
  stuck.response.resume()
  await stream.until(() => dropped)
  assert.ok(stuck.events.length < rounds)
  stream.close()
})

test('events: who left while they were asked who they are holds no stream, whenever they left', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('observer')
  const cookie = `portevoix-app=${browser.browser.cookies.get('portevoix-app')}`
  for (let afterMs = 0; afterMs < 24; afterMs += 1) {
    const request = http.get(`${world.url}/api/v1/organisations/1/events`, {
      ...{ agent: false, headers: { cookie } },
    })
    request.on('error', () => undefined)
    request.on('response', (response) => response.on('error', () => undefined))
    await once(request, 'finish')
    await pause(afterMs)
    request.destroy()
  }
  for (let waited = 0; world.services.events.isHeard(1); waited += 20) {
    assert.ok(waited < 2_000, 'somebody who is gone is still told what happens')
    await pause(20)
  }
})

test('events: who may not see the organisation hears nothing', async (t) => {
  const world = await openApiWorld(t)
  const answer = await world.stranger().get('/organisations/1/events')
  assert.equal(answer.status, 401)
  const browser = await world.person('observer')
  assert.equal((await browser.get('/organisations/2/events')).status, 404)
})

test('events: the stream ends at once when its session is signed out, or its role is taken', async (t) => {
  const world = await openApiWorld(t)
  const boss = await world.person('owner')
  const reader = await world.person('observer')
  const [own, readers] = [await listen(world, boss), await listen(world, reader)]
  const { json } = await boss.get('/organisations/1/members')
  const member = json.items.find(({ roles }: { roles: string[] }) => roles.includes('observer'))
  assert.equal((await boss.ask('DELETE', `/organisations/1/members/${member.user}`)).status, 204)
  await readers.until(() => readers.response.readableEnded)
  assert.equal(own.response.readableEnded, false, 'nobody else is disturbed')
  assert.equal((await boss.ask('POST', '/sign-out')).status, 204)
  await own.until(() => own.response.readableEnded)
})
