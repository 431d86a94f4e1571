/**
 * A file of half a million people through a running server, as the web app takes it: import, people,
 * calendar, check, launch. Of each step: how long its answer took, how long its task, and how late the
 * event loop of the server was meanwhile. The client lives in the same process: its work counts too.
 * Run: npm run bench -- journey [rows, default 500000]
 */

import { chmodSync, mkdtempSync, openAsBlob, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { realClock, steadyNow } from '../src/base/clock.ts'
import type { CampaignId, TrunkId } from '../src/base/ids.ts'
import { ms } from '../src/base/units.ts'
import type { Desk } from '../src/http/desk.ts'
import { openServices } from '../src/http/openServices.ts'
import { openServer } from '../src/http/server.ts'
import { openDatabase } from '../src/store/database.ts'
import { postgresAccessStore } from '../src/store/postgres/access.ts'
import { postgresStore } from '../src/store/postgres/postgresStore.ts'
import { firstOwner, type SignedIn } from './firstOwner.ts'
import { writePeople } from './peopleFile.ts'

const rows = Number(process.argv[2] ?? 500_000)
const loop = monitorEventLoopDelay({ resolution: 1 })
const steps: Record<string, Record<string, string>> = {}
const source = {
  ...{ kind: 'ownForm', holder: 'Équipe de Camille Exemple', channel: 'automate' },
  ...{ collectedFrom: '2026-01-01', collectedTo: '2026-06-29', controller: 'Camille Exemple' },
  wordings: [{ version: 'v1', text: 'J’accepte d’être appelé par un automate.' }],
}

const folder = mkdtempSync('/tmp/portevoix-bench-')
// The database of root runs as another user, who must be able to enter.
chmodSync(folder, 0o711)
const database = await openDatabase({ dataFolder: path.join(folder, 'data') })
const store = postgresStore(database, 'bench')
const access = postgresAccessStore(database)
const log = (line: string): void => console.error(line)
const opened = await openServices({
  ...{ system: database, store, access, log, clock: realClock, filesFolder: folder },
  calling: { media: 'dgram', version: 'bench' },
})
const desk: Desk = {
  ...{ database, store, clock: realClock, organisation: 1, cookies: { secure: false } },
  codes: { ask: () => undefined, close: async () => undefined },
  ...{ practice: true, practicePhone: null, answerEvery: ms(5) },
}
const server = await openServer({
  ...{ desk, trustProxy: [], log },
  api: { services: opened.services, clock: realClock, tenant: opened.tenant },
})
try {
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  await journey(`http://127.0.0.1:${port}`)
} finally {
  await server.close()
  await opened.close()
  await store.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
}

async function journey(url: string): Promise<void> {
  const file = path.join(folder, 'people.csv')
  await writePeople(file, { rows, seed: 1 })
  const ask = asker(url, await firstOwner(url, access))
  const of = '/organisations/1'
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is looked at by the bench
  const step = async (name: string, work: () => Promise<any>): Promise<any> => {
    loop.enable()
    loop.reset()
    const started = steadyNow()
    const answer = await work()
    const answered = steadyNow() - started
    const ended = answer?.kind && answer?.createdAt ? await taskEnded(ask, of, answer.id) : answer
    const took = steadyNow() - started
    loop.disable()
    steps[name] = {
      'answer, s': (answered / 1000).toFixed(2),
      'done, s': (took / 1000).toFixed(2),
      'loop late p99, ms': (loop.percentile(99) / 1e6).toFixed(0),
      'loop late most, ms': (loop.max / 1e6).toFixed(0),
    }
    console.log(name, steps[name]['answer, s'], steps[name]['done, s'])
    return ended
  }
  const { campaign } = await ask('POST', `${of}/sample`, { language: 'fr' })
  const one = `${of}/campaigns/${campaign}`
  const sent = await step('send the file', async () =>
    ask('POST', `${of}/files?name=people.csv`, await openAsBlob(file)),
  )
  await step('import', () =>
    ask('POST', `${of}/imports`, { upload: sent.upload, mapping: {}, source }),
  )
  await step('people of the campaign', () => ask('GET', `${one}/audience`))
  const some = { areas: [{ is: 'departement', code: '59', name: 'Nord' }] }
  await step('count a part', () => ask('POST', `${of}/audience/count`, some))
  await step('choose a part', () => ask('PUT', `${one}/audience`, some))
  await step('choose everybody', () => ask('PUT', `${one}/audience`, {}))
  await step('calendar', () => ask('GET', `${one}/schedule`))
  await step('the campaign', () => ask('GET', one))
  const [version] = (await ask('GET', `${one}/message/versions`)).items
  await ask('POST', `${one}/message/versions/${version.version}/reviews`, {
    ...{ hash: version.hash, answer: 'approved' },
  })
  await step('check', () => ask('POST', `${one}/check`))
  await step('calendar after the check', () => ask('GET', `${one}/schedule`))
  await step('check again', () => ask('POST', `${one}/check`))
  const seen = await step('launch sentence', () => ask('GET', `${one}/launch`))
  const body = { people: seen.people, messageHash: seen.messageHash }
  await step('launch', () => ask('POST', `${one}/launch`, body))
  await step('live page', () => ask('GET', `${one}/live`))
  await ask('POST', `${one}/stop`, {})
  const real = await aRealCampaign(campaign)
  const other = `${of}/campaigns/${real}`
  await step('real: calendar', () => ask('GET', `${other}/schedule`))
  await step('real: choose everybody (store)', () =>
    store.chooseTargets(real, null, realClock.epoch()),
  )
  await step('real: check', () => ask('POST', `${other}/check`))
  await step('real: choose a part', () => ask('PUT', `${other}/audience`, some))
  await step('real: check a part', () => ask('POST', `${other}/check`))
  await step('real: launch sentence', () => ask('GET', `${other}/launch`))
  console.log(`${Math.round(statSync(file).size / 1e6)} MB, ${rows} rows`)
  console.table(steps)
  console.log(`resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`)
}

/** All numbers are chosen for real calls; none is made: nothing here is launched. */
async function aRealCampaign(like: string): Promise<CampaignId> {
  const campaign = await store.campaign(like as CampaignId)
  const [practice] = await store.trunks()
  if (!practice) throw new Error('the sample has a trunk')
  const trunk = { ...practice, id: 'real-1' as TrunkId, kind: 'real' as const, port: 5060 }
  await store.addTrunk(trunk)
  const id = crypto.randomUUID() as string as CampaignId
  const { message: _message, ...same } = campaign
  await store.createCampaign(
    { ...same, id, trunk: trunk.id, message: null, state: 'draft', practiceStart: null },
    realClock.epoch(),
  )
  return id
}

type Ask = ReturnType<typeof asker>

async function taskEnded(ask: Ask, of: string, id: number): Promise<unknown> {
  let said = 0
  for (;;) {
    const task = await ask('GET', `${of}/tasks/${id}`)
    if (task.state === 'done') return task.result
    if (task.endedAt !== null) throw new Error(JSON.stringify(task.failure))
    if (steadyNow() - said > 2000) {
      said = steadyNow()
      console.log('  ', task.kind, task.state, task.done, '/', task.total, task.unit)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function asker(url: string, { cookie, csrf }: SignedIn) {
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is looked at by the bench
  return async (method: string, asked: string, body?: unknown): Promise<any> => {
    const isFile = body instanceof Blob
    const response = await fetch(`${url}/api/v1${asked}`, {
      method,
      headers: {
        ...{ cookie, 'x-portevoix-csrf': csrf, origin: url },
        ...(body !== undefined && { 'content-type': isFile ? 'text/csv' : 'application/json' }),
      },
      ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${asked}: ${response.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
}
