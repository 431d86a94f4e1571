/** `campaign check`, `declare` and `message --script`: a real launch is refused until it is lawful. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { epochMs } from '../../src/base/units.ts'
import { type DeclareOptions, declareCommand } from '../../src/cli/campaignDeclare.ts'
import { exampleCsv } from '../../src/contacts/exampleContacts.ts'
import { dayMs } from '../../src/law/civilDate.ts'
import { france } from '../../src/law/ruleSets.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { aDataFolder } from '../support/dataFolder.ts'
import { portevoix } from '../support/portevoix.ts'

const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const audio = (name: string): string => path.join(examples, 'audio', name)
const PEOPLE = 12
/** A real trunk has the real clock: the deadline is far enough wherever this runs. */
const deadline = `${new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10)}T20:00`

interface Gate {
  readonly rule: string
  readonly is: string
  readonly measured: string
  readonly limit: string
  readonly reason?: string
  readonly reasonFr?: string
}

test('campaign check: a real launch waits for its papers and for what is said in time', (t) =>
  withTeam(t, async ({ run, folder, database }) => {
    const id = (await run(0, 'campaign create', ...onRealTrunk))['campaign'] as string
    await run(0, 'campaign approve', id, '--by', 'Nour Exemple')

    const bare = await run(5, 'campaign check', id)
    assert.equal(bare['launchable'], false)
    assert.deepEqual(bare['readiness'], [])
    const papers = ['fr.MAN', 'fr.RPP-7', 'fr.RPP-12-address', 'fr.RGPD-28', 'fr.RGPD-35']
    assert.deepEqual(refusedIn(bare), papers.filter(isInForce))
    for (const { is, measured, limit, reason, reasonFr } of bare['gates'] as readonly Gate[]) {
      assert.ok(is === 'passed' || (measured !== '' && limit !== '' && reason && reasonFr))
    }
    // No real telephone is a number of fiction.
    assert.deepEqual(countsOf(bare), { now: 0, later: 0, never: PEOPLE, unknown: 0 })

    const paper = path.join(folder, 'contract.pdf')
    writeFileSync(paper, 'signed')
    await run(
      0,
      'campaign declare',
      ...[id, '--by', 'Nour Exemple', '--sponsor', path.join(examples, 'sponsor.json')],
      ...['--processor-contract', paper, '--impact-assessment', paper, '--number-mandate', paper],
      ...['--notice-url', 'https://example.org/avis'],
    )
    assert.equal((await run(0, 'campaign check', id))['launchable'], true)

    const late = path.join(folder, 'late.json')
    writeFileSync(late, JSON.stringify(lateScript))
    await run(0, 'campaign message', id, '--script', late)
    const refused = await run(5, 'campaign start', id)
    assert.match(String((refused['error'] as { message: string }).message), /cannot start yet/)
    const { gates } = await run(5, 'campaign check', id)
    const identity = (gates as readonly Gate[]).find(({ rule }) => rule === 'fr.CNIL-identity')
    assert.deepEqual(
      [identity?.is, identity?.measured, identity?.limit],
      ['refused', 'live: 7190 ms', 'fully spoken by 5000 ms'],
    )

    // Paused, or left running by a process that died: it is judged again.
    const store = postgresStore(database)
    const now = epochMs(Date.now())
    await store.moveCampaign(id as CampaignId, 'draft', 'ready', 'by a test', now)
    await store.moveCampaign(id as CampaignId, 'ready', 'running', 'by a test', now)
    await run(5, 'campaign start', id)
    await store.moveCampaign(id as CampaignId, 'running', 'paused', 'by a test', now)
    await run(5, 'campaign resume', id)
    assert.equal((await store.campaign(id as CampaignId)).state, 'paused')
    await store.close()
  }))

/** A real trunk has the real clock, whatever it says where this runs. */
const isInForce = (rule: string): boolean =>
  france.launch.some(({ id, inForce }) => id === rule && inForce.from <= Date.now() / dayMs)

const wrong: readonly (readonly [
  options: Partial<DeclareOptions>,
  code: string,
  sentence: RegExp,
])[] = [
  [{}, 'usage', /Nothing is declared/],
  [{ by: '  ' }, 'usage', /--by must be a text/],
  [{ payer: '' }, 'usage', /--payer must be a text/],
  [{ payer: 'a'.repeat(301) }, 'usage', /of 1 to 300 characters/],
  [{ callback: 'mairie' }, 'usage', /"mairie" is not a telephone number/],
  [{ noticeUrl: 'example.org' }, 'usage', /write it whole, such as https/],
  [{ noticeUrl: 'javascript:alert(1)' }, 'usage', /not an address on the web/],
  [{ rebate: '101' }, 'usage', /from 0 to 100 percent/],
  [{ rebateRule: 'for all' }, 'usage', /goes with --rebate/],
  [{ processorContract: '/nowhere' }, 'badInput', /cannot be read \(ENOENT\)/],
  [{ impactAssessment: examples }, 'badInput', /is not a file: name the document/],
  [{ sponsor: audio('gate.wav') }, 'badInput', /is not JSON/],
  [{ sponsor: path.join(examples, 'facts.json') }, 'badInput', /facts\.json, /],
  [{ takeBack: ['everything'] }, 'usage', /"everything" is not one of: financialAgent/],
]

test('campaign declare: what cannot be used is refused in one sentence, and nothing is written', (t) =>
  withTeam(t, async ({ run, dataFolder, database }) => {
    const id = (await run(0, 'campaign create', ...onRealTrunk))['campaign'] as string
    const invocation = {
      output: {
        json: false,
        say: () => 0,
        result: () => 0,
        progress: () => 0,
        progressDone: () => 0,
      },
      config: () => ({ ...settings, dataFolder }),
      endWith: () => 0,
    }
    for (const [options, code, sentence] of wrong) {
      const failure = await declareCommand(invocation, id, { by: 'Nour Exemple', ...options }).then(
        () => assert.fail(`${JSON.stringify(options)} was accepted`),
        (error: unknown) => error,
      )
      assert.ok(failure instanceof Failure, String(failure))
      assert.equal(failure.code, code, failure.message)
      assert.match(failure.message, sentence)
    }
    const { rows } = await database.pool.query('select count(*)::int as n from legal_declaration')
    assert.deepEqual(rows, [{ n: 0 }])
  }))

const settings = {
  databaseUrl: undefined,
  dataHome: undefined,
  numberKeyFile: undefined,
  server: undefined,
  apiKey: undefined,
  sipPort: undefined,
  privateWebhooks: false,
  desktop: false,
  media: 'dgram',
  rtpengine: undefined,
  language: 'en',
} as const

const onRealTrunk = [
  ...['--name', 'real', '--trunk', 'carrier', '--no-election', '--voice', 'synthetic'],
  ...['--controller', 'Camille Exemple', '--caller-id', '+33163001234', '--deadline', deadline],
  ...['--gate', audio('gate.wav'), '--content', audio('content.wav')],
]

/** Who calls is said after what is said, 7.19 s after the answer. */
const lateScript = {
  voice: 'recorded',
  live: {
    gate: {
      file: audio('gate.wav'),
      marks: [
        {
          role: 'content',
          text: 'Publicité politique pour une candidate à la présidentielle.',
          end: 4.78,
        },
        { role: 'identity', text: 'Publicité politique de Camille Exemple.', end: 7.33 },
        { role: 'objection', text: "Pour ne plus recevoir d'appel, tapez neuf.", end: 10.3 },
        { role: 'content', text: 'Pour écouter, tapez un.' },
      ],
    },
    content: audio('content.wav'),
  },
}

/** People, a real trunk nobody calls over, and the server kept running between commands. */
async function withTeam(t: TestContext, body: (team: Team) => Promise<void>): Promise<void> {
  const dataFolder = aDataFolder(t)
  const database = await openDatabase({ dataFolder })
  try {
    await body({ ...(await aTeam(dataFolder)), dataFolder, database })
  } finally {
    await database.close()
  }
}

interface Team extends Awaited<ReturnType<typeof aTeam>> {
  readonly dataFolder: string
  readonly database: Database
}

async function aTeam(dataFolder: string) {
  const folder = path.dirname(dataFolder)
  const run = async (exitCode: number, line: string, ...args: readonly string[]) => {
    const ran = await portevoix([...line.split(' '), ...args, '--json'], {
      PORTEVOIX_DATA: dataFolder,
    })
    assert.equal(ran.exitCode, exitCode, ran.stderr)
    return ran.json()
  }
  const people = path.join(folder, 'people.csv')
  writeFileSync(people, exampleCsv(PEOPLE, 1))
  await run(0, 'contacts import --source', path.join(examples, 'source.json'), people)
  await run(
    0,
    'trunk add carrier --kind real --host 127.0.0.1 --port 5060 --calls-per-second 1',
    ...['--concurrent-calls', '1', '--caller-id', '+33163001234'],
  )
  return { run, folder }
}

const refusedIn = (checked: Record<string, unknown>): readonly string[] =>
  (checked['gates'] as readonly Gate[]).filter(({ is }) => is !== 'passed').map(({ rule }) => rule)

function countsOf(checked: Record<string, unknown>) {
  const { now, later, never, unknown } = checked['people'] as Record<string, number>
  return { now, later, never, unknown }
}
