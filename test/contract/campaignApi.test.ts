/** Campaigns over the API: made, changed, planned, checked, launched as seen; nothing of other tenants. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { epochMs, ms } from '../../src/base/units.ts'
import { voicemailTalkMs } from '../../src/campaign/answeringMachines.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { aMessage } from '../support/aCampaign.ts'
import { openPeopleApi, type PeopleApi } from '../support/peopleApi.ts'

const asked = { name: 'Premier tour', controller: 'Liste Exemple' }
const consentedAt = Date.UTC(2026, 8, 1)
/** As in somebody's file: never dialled, here least of all. */
const realNumber = (n: number): string => `+336${String(30_000_000 + n)}`

async function people(
  { database, organisations: [organisation] }: PeopleApi,
  count: number,
  numberOf: (n: number) => string = realNumber,
): Promise<void> {
  const slots = JSON.stringify([{ days: [1, 2, 3, 4, 5], from: '10:00', to: '20:00' }])
  await database.pool.query(
    `with added as (
       insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
       select $1, n.phone, n.id, n.id, case when n.id % 4 = 0 then '97209' else '75056' end, $3
       from jsonb_to_recordset($2) as n(id bigint, phone text) returning id)
     insert into consent (contact_id, kind, controller, channel, at, slots, wording_version)
     select id, 'given', 'Liste Exemple', 'automate', $3, $4, '1' from added`,
    [
      organisation,
      JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: n + 1, phone: numberOf(n) }))),
      consentedAt,
      slots,
    ],
  )
}

const base = (api: PeopleApi): string => `/organisations/${api.organisations[0]}/campaigns`

async function draft(api: PeopleApi): Promise<string> {
  const { status, body } = await api.ask('POST', base(api), asked)
  assert.equal(status, 201, JSON.stringify(body))
  return `${base(api)}/${body.id}`
}

const sqlOf = ({ database }: { readonly database: Database }) => database.pool

test('campaign API: a name and a controller make a practice draft with all else proposed', async (t) => {
  const api = await openPeopleApi(t)
  const { body } = await api.ask('POST', base(api), { ...asked, election: 'presidentielle-2027' })
  assert.deepEqual(
    [body.state, body.practice, body.purpose, body.election.name],
    ['draft', true, 'electoral', 'présidentielle 2027'],
  )
  assert.equal(body.trunk, `practice-${api.organisations[0]}`)
  const clock = new Date(body.practiceStart)
  assert.equal(
    new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Europe/Paris' }).format(clock),
    'Tue',
  )
  assert.equal(Date.parse(body.deadline) - clock.getTime(), 10 * 3_600_000)
  const marks = Object.fromEntries(
    body.steps.map(({ step, mark }: { step: string; mark: string }) => [step, mark]),
  )
  assert.deepEqual(marks, {
    ...{ purpose: 'done', people: 'open', message: 'open' },
    ...{ schedule: 'done', check: 'open', listen: 'open' },
  })
  const again = await api.ask('POST', base(api), asked)
  assert.equal(again.body.trunk, body.trunk, 'one practice trunk an organisation')
})

test('campaign API: a list by key, and nothing of another tenant', async (t) => {
  const api = await openPeopleApi(t)
  const made = await Promise.all(
    [1, 2, 3].map((n) => api.ask('POST', base(api), { ...asked, name: `C${n}` })),
  )
  const first = (await api.ask('GET', `${base(api)}?limit=2`)).body
  const second = (await api.ask('GET', `${base(api)}?limit=2&after=${first.next}`)).body
  const names = [...first.items, ...second.items].map(({ name }: { name: string }) => name).sort()
  assert.deepEqual(names, ['C1', 'C2', 'C3'])
  assert.equal(second.next, null)
  const [, other] = api.organisations
  assert.deepEqual((await api.ask('GET', `/organisations/${other}/campaigns`)).body.items, [])
  const id = made[0]?.body.id
  for (const [method, path, body] of [
    ['GET', ''],
    ['PATCH', '', { name: 'x' }],
    ['DELETE', ''],
    ['POST', '/copy', { name: 'x' }],
    ['GET', '/schedule'],
    ['POST', '/check'],
    ['GET', '/launch'],
    ['POST', '/launch', { people: 0, messageHash: 'x' }],
    ['GET', '/rehearsal'],
    ['GET', '/papers'],
  ] as const) {
    const { status } = await api.ask(method, `/organisations/${other}/campaigns/${id}${path}`, body)
    assert.equal(status, 404, `${method} ${path}`)
  }
})

test('campaign API: changes are saved one by one, and what follows from them follows', async (t) => {
  const api = await openPeopleApi(t)
  const one = await draft(api)
  const elections = (await api.ask('GET', `/organisations/${api.organisations[0]}/elections`)).body
  assert.ok(elections.items.some(({ key }: { key: string }) => key === 'presidentielle-2027'))
  const patched = await api.ask('PATCH', one, {
    election: { known: 'presidentielle-2027' },
    hours: [{ days: [2, 4], from: '10:00', to: '12:30' }],
    startsAt: '2027-03-02T09:00:00.000Z',
    practiceStart: '2027-03-02T09:00:00.000Z',
  })
  assert.equal(patched.status, 200, patched.text)
  assert.equal(patched.body.deadline, '2027-03-02T19:00:00.000Z', 'behind the beginning it follows')
  assert.deepEqual(patched.body.hours, [{ days: [2, 4], from: '10:00', to: '12:30' }])
  const read = (await api.ask('GET', one)).body
  assert.deepEqual(read, patched.body)
  const wrong = await api.ask('PATCH', one, { hours: [{ days: [8], from: '10:00', to: '09:00' }] })
  assert.equal(wrong.status, 400)
  const unknown = await api.ask('PATCH', one, { election: { known: 'nothing' } })
  assert.equal(unknown.body.code, 'badInput')
  const practising = await api.ask('POST', base(api), { ...asked, practice: false })
  assert.equal(
    practising.body.code,
    'refused',
    'an organisation in practice makes no real campaign',
  )
})

test('campaign API: what machines get is one of three answers; who leaves a voicemail has the time for it', async (t) => {
  const api = await openPeopleApi(t)
  const one = await draft(api)
  const { body: made } = await api.ask('GET', one)
  assert.deepEqual([made.answeringMachines, made.voicemailsADayMax], ['ignore', null])
  const id = made.id as CampaignId
  const voicemail = { clip: aMessage.parts.gate.clip, durationMs: ms(30_000) }
  const message = { ...aMessage, voicemail, approval: null }
  const store = postgresStore(api.database, 'tester')
  await store.addVoiceMessage(id, message, [], epochMs(consentedAt))
  await store.close()
  await api.ask('PATCH', one, { maxTalkMs: 60_000 })
  const { body: left } = await api.ask('PATCH', one, {
    ...{ answeringMachines: 'leaveVoicemail', voicemailsADayMax: 500 },
  })
  assert.deepEqual(
    [left.answeringMachines, left.voicemailsADayMax, left.maxTalkMs],
    ['leaveVoicemail', 500, voicemailTalkMs(ms(30_000))],
  )
  const { body: unlimited } = await api.ask('PATCH', one, { voicemailsADayMax: null })
  assert.equal(unlimited.voicemailsADayMax, null)
  for (const wrong of [{ answeringMachines: 'leave' }, { voicemailsADayMax: 0 }]) {
    assert.equal((await api.ask('PATCH', one, wrong)).status, 400, JSON.stringify(wrong))
  }
})

test('campaign API: papers are declared by whoever asks, and taken back', async (t) => {
  const api = await openPeopleApi(t)
  const one = await draft(api)
  const said = await api.ask('POST', `${one}/papers`, { part: 'payer', name: 'Mandataire Exemple' })
  assert.equal(said.status, 200, said.text)
  assert.deepEqual(
    said.body.items.map(({ part, by }: { part: string; by: string }) => [part, by]),
    [['payer', 'a test']],
  )
  const bad = await api.ask('POST', `${one}/papers`, { part: 'noticeUrl', url: 'nowhere' })
  assert.equal(bad.status, 400)
  const back = await api.ask('DELETE', `${one}/papers/payer`)
  assert.deepEqual(back.body.items, [])
})

test('campaign API: of a paper that is sent the name and the hash are kept, and not the file', async (t) => {
  const api = await openPeopleApi(t)
  const one = await draft(api)
  const [organisation] = api.organisations
  const upload = await api.send(organisation as number, 'mandat.pdf', 'the paper')
  const said = await api.ask('POST', `${one}/papers`, { part: 'numberMandate', upload })
  assert.equal(said.status, 200, said.text)
  const { reference, sha256, upload: kept } = said.body.items[0].value
  const hash = createHash('sha256').update('the paper').digest('hex')
  assert.deepEqual([reference, sha256, kept], ['mandat.pdf', hash, undefined])
  const again = await api.ask('POST', `${one}/papers`, { part: 'processorContract', upload })
  assert.equal(again.status, 404, 'the file itself is gone')
})

test('campaign API: the calendar names each closed hour’s article and whom each hour reaches', async (t) => {
  const api = await openPeopleApi(t)
  await people(api, 40)
  const one = await draft(api)
  await api.ask('PATCH', one, {
    election: { known: 'presidentielle-2027' },
    practiceStart: '2027-04-13T08:00:00.000Z',
    deadline: '2027-04-16T18:00:00.000Z',
  })
  const { body, status, text } = await api.ask('GET', `${one}/schedule?from=2027-04-13&days=7`)
  assert.equal(status, 200, text)
  assert.deepEqual([body.exact, body.people, body.unreachable, body.late], [true, 40, 0, 0])
  const territories = body.territories.map((each: { territories: string[]; people: number }) => [
    each.territories.join(),
    each.people,
  ])
  assert.deepEqual(territories, [
    ['FR', 30],
    ['MQ', 10],
  ])
  const bands = (territory: number, day: number) => body.territories[territory].days[day].bands
  const morning = bands(0, 0).find(({ from }: { from: string }) => from === '10:00')
  assert.deepEqual([morning.is, morning.to, morning.people], ['open', '13:00', 30])
  const [friday] = bands(1, 3)
  assert.equal(friday.is, 'frozen', 'Martinique votes on Saturday')
  assert.match(friday.article, /L49|L\. 49/)
  assert.ok(body.expectedEnd > '2027-04-13T08:00', 'Martinique opens at 14:00 UTC')
  assert.equal(body.perDay[0].people, 40)
  assert.equal(body.perDay[4].people, 0)
})

/** Approved, and heard within its five and twelve seconds. */
async function withMessage(api: PeopleApi, one: string): Promise<void> {
  const id = one.split('/').at(-1) as CampaignId
  const store = postgresStore(api.database, 'tester')
  const segment = (role: string, text: string, endsAtMs: number) => ({
    role,
    text,
    startsAtMs: 0,
    endsAtMs,
  })
  const { approval: _, ...message } = aMessage
  await store.addVoiceMessage(id, { ...message, approval: null }, [], consentedAt as never)
  await sqlOf(api).query(
    `update voice_message set parts = jsonb_set(parts, '{gate,segments}', $2) where campaign_id = $1`,
    [
      id,
      JSON.stringify([
        segment('identity', 'Liste Exemple', 4000),
        segment('objection', 'tapez 9', 8000),
      ]),
    ],
  )
  await store.approve(id, aMessage.hash, 'Ada Martin', consentedAt as never)
  await store.close()
}

test('campaign API: a check judges everybody, closes its sums and is kept until something changes', async (t) => {
  const api = await openPeopleApi(t)
  await people(api, 30)
  const one = await draft(api)
  await withMessage(api, one)
  assert.equal((await api.ask('GET', `${one}/launch`)).body.state, 'unchecked')
  const task = await api.ask('POST', `${one}/check`)
  assert.equal(task.status, 202, task.text)
  const ended = await api.ended(api.organisations[0], task.body.id)
  assert.equal(ended.state, 'done', JSON.stringify(ended.failure))
  const { check, since } = (await api.ask('GET', `${one}/check`)).body
  assert.deepEqual(since, [])
  const { now, later, never, unknown, people: all, reasons } = check.people
  assert.equal(all, 30)
  assert.equal(now + later + never + unknown, all)
  const first = reasons.reduce((sum: number, { people: each }: { people: number }) => sum + each, 0)
  assert.equal(first, later + never + unknown)
  assert.ok(now + later === 30, 'a rehearsal may call real people’s stand-ins')
  assert.deepEqual(check.rehearsal, {
    chosen: 30,
    fiction: 0,
    standIns: 30,
    leftOut: 0,
    objections: 0,
  })
  for (const finding of check.findings) assert.ok(finding.say.fr !== '' && finding.step !== '')
  const pdf = await api.ask('GET', `${one}/check.pdf`)
  assert.equal(pdf.headers.get('content-type'), 'application/pdf')
  const mapping = (await api.ask('GET', `${one}/rehearsal?limit=10`)).body
  assert.equal(mapping.items.length, 10)
  assert.equal(mapping.counts.standIns, 30)
  assert.match(mapping.items[0].person, /•/)
  await api.ask('PATCH', one, { name: 'Autre nom' })
  const stale = (await api.ask('GET', `${one}/check`)).body
  assert.deepEqual(
    stale.since.map(({ who, what }: { who: string; what: string }) => [who, what]),
    [['a test', 'changed']],
  )
  const launch = await api.ask('POST', `${one}/launch`, { people: 30, messageHash: aMessage.hash })
  assert.equal(launch.status, 409)
  assert.match(launch.body.detail, /Nobody was called.*a test: changed/)
})

test('campaign API: the launch is refused for another sound, another count, or people added since', async (t) => {
  const api = await openPeopleApi(t)
  await people(api, 8)
  const one = await draft(api)
  await withMessage(api, one)
  const launch = (people: number, messageHash = aMessage.hash) =>
    api.ask('POST', `${one}/launch`, { people, messageHash })
  assert.match((await launch(8)).body.detail, /not checked/)
  await api.ended(api.organisations[0], (await api.ask('POST', `${one}/check`)).body.id)
  assert.equal((await launch(8, 'another')).status, 409)
  assert.match((await launch(7)).body.detail, /count confirmed/)
  assert.match((await launch(9)).body.detail, /count confirmed/)
  // What was confirmed is what there is: only the engine, which this server lacks, is missing.
  assert.match((await launch(8)).body.detail, /does not call/)
  await sqlOf(api).query(
    `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     values ($1, '+33699999999', 900, 900, '75056', $2)`,
    [api.organisations[0], consentedAt],
  )
  assert.match((await launch(8)).body.detail, /1 people were added/)
})
