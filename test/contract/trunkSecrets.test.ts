/** What lets somebody call at an organisation's cost never lies in the database in clear. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrunkId } from '../../src/base/ids.ts'
import type { E164 } from '../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import { trunkProfileSchema } from '../../src/call/trunkProfile.ts'
import { keyBytes, numberKeyOf } from '../../src/store/numberKey.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { addTrunk, changeTrunk, trunkEntry } from '../../src/store/postgres/trunkBook.ts'
import { sealOldPasswords } from '../../src/store/postgres/trunkSecrets.ts'
import { openTestDatabase } from '../support/database.ts'

const password = 'le mot de passe du compte'
const privateKey = '-----BEGIN PRIVATE KEY-----\nsecret de la clef\n-----END PRIVATE KEY-----\n'
const trunk: Trunk = {
  ...{ id: 'operator' as TrunkId, kind: 'real', host: 'sip.example', port: 5061 },
  ...{ user: 'account', password, callsPerSecond: 5, concurrentCalls: 50 },
  ...{ callerIds: ['+33163001234' as E164], ...plainTrunk },
  profile: trunkProfileSchema.parse({
    network: { transport: 'tls', tls: { certificate: 'public', privateKey } },
  }),
}
const everything = 'select to_jsonb(trunk) as row from trunk where id = $1'

test('secrets of a trunk: read back as they were given, and in no column in clear', async (t) => {
  const database = await openTestDatabase()
  t.after(() => database.close())
  const store = postgresStore(database, 'test')
  t.after(() => store.close())
  const ways = {
    'the store': async () => {
      await store.addTrunk(trunk)
      return (await store.trunks()).find(({ id }) => id === trunk.id)
    },
    'the book, changed': async () => {
      await changeTrunk(database, 1, { trunk, label: 'Operator' })
      return (await trunkEntry(database, 1, trunk.id)).trunk
    },
    'the book, new': async () => {
      await database.pool.query('delete from trunk')
      await addTrunk(database, 1, { trunk, label: 'Operator' })
      return (await trunkEntry(database, 1, trunk.id)).trunk
    },
  }
  for (const [way, write] of Object.entries(ways)) {
    assert.deepEqual(await write(), trunk, way)
    const { rows } = await database.pool.query<{ row: object }>(everything, [trunk.id])
    const text = JSON.stringify(rows)
    assert.doesNotMatch(text, /mot de passe|secret de la clef/, way)
    assert.match(text, /secrets_sealed/, way)
  }
})

test('secrets of a trunk: a password of before is sealed when the database is opened', async (t) => {
  const database = await openTestDatabase()
  t.after(() => database.close())
  const store = postgresStore(database, 'test')
  t.after(() => store.close())
  const { password: _, ...open } = trunk
  await store.addTrunk({ ...open, profile: plainTrunk.profile })
  await database.pool.query('update trunk set password = $1', [password])
  const read = async () => (await store.trunks()).find(({ id }) => id === trunk.id)?.password
  assert.equal(await read(), password, 'it works before too')
  const client = await database.pool.connect()
  await sealOldPasswords(client, database.numberKey)
  await sealOldPasswords(client, database.numberKey)
  client.release()
  assert.equal(await read(), password)
  const { rows } = await database.pool.query('select password from trunk')
  assert.deepEqual(rows, [{ password: null }])
})

test('secrets of a trunk: with another key they are refused, not read as something else', async (t) => {
  const database = await openTestDatabase()
  t.after(() => database.close())
  await addTrunk(database, 1, { trunk, label: 'Operator' })
  const numberKey = numberKeyOf(Buffer.alloc(keyBytes, 7))
  await assert.rejects(trunkEntry({ ...database, numberKey }, 1, trunk.id))
})
