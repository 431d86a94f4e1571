/** A tenant that has something of everything, and whose owner is signed in: nobody else may see any of it. */
import assert from 'node:assert/strict'
import type { ApiBrowser, ApiWorld } from './apiWorld.ts'
import type { Known } from './routeExamples.ts'

export interface Victim {
  readonly organisation: number
  readonly owner: ApiBrowser
  readonly known: Known
  /** Names in paths that stand for something of the victim's. */
  readonly ids: readonly string[]
  /** What would tell that something of theirs was answered. */
  readonly secrets: readonly string[]
  /** Routes whose thing does not exist yet at this point of the campaign. */
  readonly absent: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: what the API answers is looked at by the walk
type Answered = any

const secrets = {
  organisation: 'Mairie Zyxwvut',
  member: 'zyxmember@exemple.example',
  key: 'Zyxkey',
  webhook: 'zyxhook.example',
  phone: 'Zyxphone',
  words: 'Zyxwords of a person',
  trunk: 'Zyxtrunk',
}

export async function victimOf(world: ApiWorld): Promise<Victim> {
  const { database, access } = world
  const { rows } = await database.pool.query<{ id: number }>(
    'insert into organisation (name) values ($1) returning id',
    [secrets.organisation],
  )
  const organisation = rows[0]?.id ?? assert.fail('no organisation')
  const owner = await world.person('owner', organisation)
  const home = `/organisations/${organisation}`
  const made = async (path: string, body: unknown): Promise<Answered> => {
    const { status, json, body: text } = await owner.post(`${home}${path}`, body)
    assert.ok(status < 300, `${path}: ${status} ${text}`)
    return json
  }
  const { campaign } = await made('/sample', {})
  const contact = await firstContact(world, organisation)
  await database.pool.query(
    `insert into own_phone (organisation_id, phone, label, added_at) values ($1, '+33639980011', $2, 1)`,
    [organisation, secrets.phone],
  )
  const phone = (await owner.get(`${home}/phones`)).json.items[0].id
  const { id: trunk } = await made('/trunks', newTrunk)
  const { reference } = await made('/rights', { kind: 'access', contact, words: secrets.words })
  const { webhook } = await made('/webhooks', {
    url: `https://${secrets.webhook}/`,
    kinds: ['objection.recorded'],
  })
  const { invitation } = await made('/invitations', { email: secrets.member, roles: ['observer'] })
  const { key } = await made('/keys', { name: secrets.key, scopes: ['report.read'] })
  const task = await made(`/campaigns/${campaign}/check`, {})
  const attempt = await callToJudge(world, campaign, contact)
  const upload = await sendFile(owner, home)
  await world.person('observer', organisation)
  const session = await newestSession(world)
  const members = await access.members(organisation)
  return {
    organisation,
    owner,
    known: {
      ...{ organisation, campaign, contact, reference, upload: upload.upload },
      ...{ phone, trunk, webhook: idOf(webhook) },
      ...{ invitation: idOf(invitation), key: idOf(key), task: idOf(task) },
      ...{
        user: members.at(-1)?.user ?? 0,
        part: 'payer',
        track: 'call',
        name: 'objectionConfirmed',
      },
      ...{
        version: 1,
        heard: 'gate',
        file: anyUuid,
        call: anyUuid,
        clip: 'x',
        delivery: 1,
        session,
        attempt,
      },
    },
    ids: [
      ...['campaign', 'contact', 'reference', 'upload', 'phone', 'trunk', 'webhook', 'invitation'],
      ...['key', 'task', 'user', 'call', 'delivery', 'attempt'],
    ],
    secrets: Object.values(secrets),
    absent: [
      // No file of the task, no recording of one's own, no call in a browser, no engine behind this server.
      ...['getTaskFile', 'hearRecording', 'followBrowserCall', 'getBrowserCallClip', 'getLive'],
    ],
  }
}

/** Of things that come and go in the memory of the server. */
const anyUuid = '00000000-0000-4000-8000-000000000001'

const idOf = (thing: unknown): number => (thing as { id: number }).id

const newTrunk = {
  label: secrets.trunk,
  host: '127.0.0.1',
  callsPerSecond: 1,
  concurrentCalls: 1,
  callerIds: ['+33163001234'],
}

async function newestSession({ database }: ApiWorld): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    'select max(id) as id from user_session',
  )
  return rows[0]?.id ?? assert.fail('no session')
}

/** Ended, listened to, and drawn for people to say who answered. */
async function callToJudge(
  { database }: ApiWorld,
  campaign: string,
  contact: number,
): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `with chosen as (
       insert into target (campaign_id, contact_id, state) values ($1, $2, 'done')
       on conflict (contact_id, campaign_id) do update set state = target.state returning id
     ), called as (
       insert into attempt (id, campaign_id, target_id, attempt_number, lease_token, state, verdict,
         armed_at, outcome)
       select gen_random_uuid(), $1, id, 1, 1, 'ended', '{}', 1, 'heardToEnd' from chosen returning id
     ), heard as (
       insert into answerer (attempt_id, campaign_id, verdict, at_ms, confidence, features)
       select id, $1, 'human', 800, 0.9, '{}' from called returning attempt_id
     )
     insert into answerer_sample (attempt_id, campaign_id, turn, drawn_at, drawn_by)
     select attempt_id, $1, 1, 1, 'test' from heard returning attempt_id as id`,
    [campaign, contact],
  )
  return rows[0]?.id ?? assert.fail('no call')
}

async function firstContact({ database }: ApiWorld, organisation: number): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    'select min(id) as id from contact where organisation_id = $1',
    [organisation],
  )
  return rows[0]?.id ?? assert.fail('no contact')
}

async function sendFile(owner: ApiBrowser, home: string): Promise<Answered> {
  const headers = { 'content-type': 'text/csv', 'x-file-name': 'zyx.csv' }
  const answer = await owner.ask('POST', `${home}/files?name=zyx.csv`, {
    body: 'Portable\n06 39 98 00 12\n',
    headers,
  })
  assert.ok(answer.status < 300, answer.body)
  return answer.json
}
