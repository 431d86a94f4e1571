/** The legal file and the record of a launch in the store: only ever added to, and in the ledger. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CampaignId, ClipId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import { type LegalPart, legalFileOf, legalParts } from '../../src/campaign/legalFile.ts'
import type { VoiceMessage } from '../../src/campaign/voiceMessage.ts'
import type { Database } from '../../src/store/database.ts'
import type { LaunchStore } from '../../src/store/launchStore.ts'
import { postgresLaunchStore } from '../../src/store/postgres/launch.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { aCampaign, aTrunk, at, tuesday } from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const id = 'c1' as CampaignId
const clip = { id: 'ab'.repeat(32) as ClipId, pcma: new Uint8Array(8), pcmu: new Uint8Array(8) }
const recording = {
  clip: clip.id,
  durationMs: ms(3000),
  segments: [
    {
      role: 'identity',
      text: 'Message de Camille Exemple.',
      startsAtMs: ms(0),
      endsAtMs: ms(2000),
    },
  ],
} as const

function message(version: number): VoiceMessage {
  const part = <Role extends string>(role: Role) => ({ role, ...recording })
  return {
    version,
    hash: `hash${version}`,
    parts: {
      gate: part('gate'),
      content: part('content'),
      closing: part('closing'),
      objectionConfirmed: part('objectionConfirmed'),
    },
    voicemail: recording,
    callback: { gate: recording, content: recording },
    voiceOrigin: 'synthetic',
    approval: null,
  }
}

interface World {
  readonly store: Store
  readonly launch: LaunchStore
  readonly database: Database
}

for (const server of storeServers) {
  const onServer = (name: string, body: (world: World) => Promise<void>): void => {
    test(`${server.name}: ${name}`, async () => {
      const database = await server.open()
      const store = postgresStore(database, 'tester')
      try {
        await store.addTrunk(aTrunk)
        await store.createCampaign(
          aCampaign('c1', { answeringMachines: 'leaveVoicemail' }),
          tuesday,
        )
        await body({ store, launch: postgresLaunchStore(database), database })
      } finally {
        await store.close()
        await database.close()
      }
    })
  }

  onServer('a recording comes back with its words and its other versions', async ({ store }) => {
    await store.addVoiceMessage(id, message(1), [clip], tuesday)
    const { message: stored, answeringMachines } = await store.campaign(id)
    assert.deepEqual(stored, message(1))
    assert.equal(answeringMachines, 'leaveVoicemail')
  })

  onServer('the newest declaration of a part counts, and each is kept', async (world) => {
    const { launch, database } = world
    assert.deepEqual(await launch.legalFile(id), {})
    const payer = (name: string) => ({ by: 'Nour Exemple', at: tuesday, name })
    await launch.declare(id, 'payer', payer('Ada Martin'), 'Nour Exemple', tuesday)
    await launch.declare(id, 'callbackNumber', '+33163001234', 'Nour Exemple', at(1))
    await launch.declare(id, 'payer', payer('Léo Martin'), 'Ada Martin', at(2))
    await launch.declare(id, 'callbackNumber', null, 'Nour Exemple', at(3))
    assert.deepEqual(await launch.legalFile(id), { payer: payer('Léo Martin') })
    const { rows } = await database.pool.query(
      'select part, declared_by, declared_at from legal_declaration order by id',
    )
    assert.deepEqual(
      rows.map(({ part, declared_by, declared_at }) => [part, declared_by, declared_at]),
      [
        ['payer', 'Nour Exemple', tuesday],
        ['callbackNumber', 'Nour Exemple', at(1)],
        ['payer', 'Ada Martin', at(2)],
        ['callbackNumber', 'Nour Exemple', at(3)],
      ],
    )
  })

  onServer(
    'a declaration cannot be changed or removed, nor made for no campaign',
    async (world) => {
      const { launch, database } = world
      await launch.declare(id, 'noticeUrl', 'https://example.org/', 'Nour Exemple', tuesday)
      for (const change of [
        `update legal_declaration set value = '"https://example.com/"'`,
        'delete from legal_declaration',
      ]) {
        await assert.rejects(database.pool.query(change), /only ever added to/)
      }
      const none = 'none' as CampaignId
      await assert.rejects(
        launch.declare(none, 'noticeUrl', 'https://example.org/', 'Nour Exemple', tuesday),
        /There is no campaign "none"/,
      )
    },
  )

  onServer(
    'recordings, approvals, declarations and moves are entries of the ledger',
    async (world) => {
      const { store, launch, database } = world
      await store.addVoiceMessage(id, message(1), [clip], tuesday)
      await store.approve(id, 'hash1', 'Nour Exemple', at(1))
      await launch.declare(id, 'noticeUrl', 'https://example.org/', 'Nour Exemple', at(2))
      await store.moveCampaign(id, 'draft', 'ready', 'checked', at(3))
      const { rows } = await database.pool.query(
        `select kind, subject, at from ledger where at >= $1 order by seq`,
        [tuesday],
      )
      assert.deepEqual(
        rows.map((row) => [row.kind, String(row.subject).split('/')[0], row.at]),
        [
          ['messageAdded', 'voiceMessage', tuesday],
          ['messageApproved', 'voiceMessageApproval', at(1)],
          ['declared', 'legalDeclaration', at(2)],
          ['campaignMoved', 'campaignEvent', at(3)],
        ],
      )
    },
  )

  onServer('first use is the first start since this version of the recording', async (world) => {
    const { store, launch } = world
    const use = async () => {
      const { messageAddedAt, firstUsedAt } = await launch.launchRecord(id)
      return [messageAddedAt, firstUsedAt]
    }
    assert.deepEqual(await use(), [null, null])
    await store.addVoiceMessage(id, message(1), [clip], at(1))
    assert.deepEqual(await use(), [at(1), null])
    await store.moveCampaign(id, 'draft', 'ready', 'checked', at(2))
    await store.moveCampaign(id, 'ready', 'running', 'started', at(3))
    await store.moveCampaign(id, 'running', 'paused', 'lunch', at(4))
    await store.moveCampaign(id, 'paused', 'running', 'resumed', at(5))
    assert.deepEqual(await use(), [at(1), at(3)])
    await store.addVoiceMessage(id, message(2), [clip], at(6))
    assert.deepEqual(await use(), [at(6), null])
  })

  onServer(
    'a directory is a source of the campaign when somebody stands in no other',
    async (world) => {
      const { store, launch, database } = world
      const kinds = async () => (await launch.launchRecord(id)).sourceKinds
      assert.deepEqual(await kinds(), [])
      await addSource(database, 'ownForm', ['+33639980001'])
      await addSource(database, 'directory', ['+33639980001'])
      assert.deepEqual(await kinds(), ['ownForm'])
      await addSource(database, 'directory', ['+33639980002'])
      assert.deepEqual(await kinds(), ['directory', 'ownForm'])
      // Nobody of the directory is chosen.
      await database.pool.query(`update contact set insee = '75056' where phone = '+33639980001'`)
      await store.chooseTargets(id, ['75'], tuesday)
      assert.deepEqual(await kinds(), ['ownForm'])
      await store.chooseTargets(id, null, tuesday)
      assert.deepEqual(await kinds(), ['directory', 'ownForm'])
    },
  )
}

test('legal file: every part can be declared and taken back', () => {
  const declared = legalParts.map((part) => ({ part, value: 'x' as never }))
  const parts = Object.keys(legalFileOf(declared)) as LegalPart[]
  assert.deepEqual(parts, [...legalParts])
  const back = legalParts.map((part) => ({ part, value: null }))
  assert.deepEqual(legalFileOf([...declared, ...back]), {})
})

async function addSource({ pool }: Database, kind: string, phones: readonly string[]) {
  const { rows } = await pool.query(
    `insert into source (organisation_id, kind, holder, collected_from, collected_to, file_name,
       file_sha256, import_sha256, imported_at, rows_accepted)
     values (1, $1, 'Team', '2026-01-01', '2026-01-31', 'file.csv', 'x', $1 || $2, $3, 1)
     returning id`,
    [kind, phones.join(), tuesday],
  )
  await pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, created_at)
     select 1, phone, 1, 1, $2 from unnest($1::text[]) as phone
     on conflict (organisation_id, phone) do nothing`,
    [phones, tuesday],
  )
  await pool.query(
    `insert into mention (source_id, line, part, parts, phone, shared_line)
     select $1, n, 1, 1, phone, false from unnest($2::text[]) with ordinality as p(phone, n)`,
    [rows[0]?.id, phones],
  )
}
