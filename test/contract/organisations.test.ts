/** Organisations in their tree: rules that only tighten, roles and keys that reach down, acts that are bound. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Failure } from '../../src/base/failure.ts'
import { type EpochMs, hours, minutes } from '../../src/base/units.ts'
import type { AccessStore, User } from '../../src/store/accessStore.ts'
import type { Database } from '../../src/store/database.ts'
import { breakSentence } from '../../src/store/ledgerBreak.ts'
import { postgresAccessStore } from '../../src/store/postgres/access.ts'
import { treeDepthMax } from '../../src/store/postgres/accessOrganisations.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { tenantDatabase } from '../../src/store/tenant.ts'
import { aTrunk, tuesday } from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'
import { actorOf, firstOwner, newMember } from '../support/teams.ts'

interface World {
  readonly access: AccessStore
  readonly database: Database
  readonly owner: User
}

const refused = (code: string, sentence: RegExp) => (error: unknown) => {
  assert.equal((error as Failure).code, code, String(error))
  assert.match((error as Failure).message, sentence)
  return true
}

async function breaks({ pool }: Database): Promise<readonly string[]> {
  const { chains } = await verifyLedger(pool)
  return chains.flatMap(({ name, breaks: found }) => found.map((each) => breakSentence(name, each)))
}

for (const server of storeServers) {
  const held = (name: string, work: (world: World) => Promise<void>) =>
    test(`${server.name}: organisations: ${name}`, async () => {
      const database = await server.open()
      try {
        const access = postgresAccessStore(database)
        await work({ access, database, owner: await firstOwner(access, tuesday) })
      } finally {
        await database.close()
      }
    })

  held('a child only tightens, also when its parent tightens later', async ({ access, owner }) => {
    const by = actorOf(owner)
    await access.updateOrganisation(
      1,
      { rules: { callsPerSecondMax: 10, attemptsMax: 3 } },
      by,
      tuesday,
    )
    const child = { name: 'Ville', rules: { callsPerSecondMax: 11 } }
    await assert.rejects(access.createOrganisation(1, child, by, tuesday), (error) => {
      const { measured, limit, fields } = error as Failure
      assert.deepEqual([measured, limit, fields[0]?.field], ['11', '10', 'rules.callsPerSecondMax'])
      return refused('refused', /only be stricter/)(error)
    })
    const rules = { callsPerSecondMax: 4, approversMin: 1 }
    const made = await access.createOrganisation(1, { name: 'Ville', rules }, by, tuesday)
    assert.deepEqual(made.effective, { callsPerSecondMax: 4, attemptsMax: 3, approversMin: 1 })
    assert.equal(made.mode, 'practice')
    await access.updateOrganisation(1, { rules: { callsPerSecondMax: 2 } }, by, tuesday)
    const now = await access.organisation(made.id)
    assert.deepEqual(now?.effective, { callsPerSecondMax: 2, approversMin: 1 })
    assert.deepEqual(now?.rules, rules)
    const same = { name: 'VILLE', rules: {} }
    await assert.rejects(
      access.createOrganisation(1, same, by, tuesday),
      refused('conflict', /already/),
    )
    await access.createOrganisation(made.id, same, by, tuesday)
    const tree = await access.organisationTree(1)
    assert.deepEqual(
      tree.map(({ name }) => name),
      ['Fédération', 'Ville', 'VILLE'],
    )
    assert.deepEqual(tree[2]?.effective, { callsPerSecondMax: 2, approversMin: 1 })
  })

  held(`the tree has ${treeDepthMax} levels and not one more`, async ({ access, owner }) => {
    let above = 1
    for (let depth = 2; depth <= treeDepthMax; depth += 1) {
      const child = { name: `Level ${depth}`, rules: {} }
      above = (await access.createOrganisation(above, child, actorOf(owner), tuesday)).id
    }
    const beyond = access.createOrganisation(
      above,
      { name: 'x', rules: {} },
      actorOf(owner),
      tuesday,
    )
    await assert.rejects(beyond, refused('refused', /too many levels/))
    assert.equal((await access.organisationReach(1)).length, treeDepthMax)
    assert.equal(await access.isWithin(above, 1), true)
    assert.equal(await access.isWithin(1, above), false)
  })

  held('a role given above holds below, and nowhere beside or above', async ({ access, owner }) => {
    const by = actorOf(owner)
    const make = async (name: string) =>
      (await access.createOrganisation(1, { name, rules: {} }, by, tuesday)).id
    const [one, two] = [await make('Une'), await make('Deux')]
    const place = { organisation: one, by: owner, now: tuesday }
    const member = await newMember(access, place, 'm@example.org', ['observer'])
    assert.deepEqual(await access.rolesIn(owner.id, two), ['owner'])
    assert.deepEqual(await access.rolesIn(member.id, one), ['observer'])
    assert.deepEqual(await access.rolesIn(member.id, two), [])
    assert.deepEqual(await access.rolesIn(member.id, 1), [])
    const mine = await access.organisationsOf(member.id)
    assert.deepEqual(
      mine.map(({ organisation }) => organisation),
      [one],
    )
    assert.equal((await access.organisationsOf(owner.id)).length, 3)
    const team = await access.members(one)
    assert.deepEqual(
      team.map(({ user, inheritedFrom }) => [user, inheritedFrom?.organisation ?? null]),
      [
        [member.id, null],
        [owner.id, 1],
      ],
    )
  })

  held('production waits for its needs, and only for them', async ({ access, database, owner }) => {
    const by = actorOf(owner)
    const missing = async () =>
      (await access.productionNeeds(1)).filter(({ met }) => !met).map(({ need }) => need)
    assert.equal((await missing()).length, 4)
    const toProduction = () => access.setMode(1, 'production', by, tuesday)
    await assert.rejects(toProduction(), refused('refused', /realTrunk, ownPhone/))
    const store = postgresStore(tenantDatabase(database, 1), 'tester')
    await store.addTrunk({ ...aTrunk, id: 'op' as never, kind: 'real' })
    await store.addOwnPhone('+33639980001' as never, 'x', tuesday)
    await store.close()
    const place = { organisation: 1, by: owner, now: tuesday }
    await newMember(access, place, 'dpo@example.org', ['dataProtectionOfficer'])
    assert.deepEqual(await missing(), ['ownersHaveSecondFactor'])
    const { secret } = await access.beginSecondFactor(owner.id, tuesday)
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: tuesday })
    await access.confirmSecondFactor(owner.id, code, tuesday)
    assert.equal((await toProduction()).mode, 'production')
    assert.equal((await access.setMode(1, 'practice', by, tuesday)).mode, 'practice')
  })

  held(
    'every administrative act is bound: one changed by hand is named',
    async ({ access, database, owner }) => {
      const by = actorOf(owner)
      await access.createOrganisation(1, { name: 'Ville', rules: {} }, by, tuesday)
      await access.createKey(
        1,
        { name: 'k', scopes: ['report.read'], expiresAt: null },
        by,
        tuesday,
      )
      const acts = await access.administrativeActs(1, 10)
      assert.deepEqual(
        acts.map(({ what, who }) => [what, who]),
        ['keyCreated', 'organisationCreated', 'ownerCreated'].map((what) => [
          ...[what, 'Olympe <Owner@example.org>'],
        ]),
      )
      const [newest] = acts
      assert.equal((await access.administrativeActs(1, 10, newest?.id)).length, 2)
      assert.deepEqual(await breaks(database), [])
      await assert.rejects(
        database.pool.query(`update administrative_act set who = 'x'`),
        /only ever added/,
      )
      await database.pool.query('alter table administrative_act disable trigger all')
      await database.pool.query(`update administrative_act set who = 'x' where what = 'keyCreated'`)
      assert.match((await breaks(database))[0] ?? '', /administrative act.*was changed/)
    },
  )

  held(
    'the shortest idle time of any organisation of the user holds',
    async ({ access, owner }) => {
      const idle = { idleSessionMsMax: minutes(10) }
      await access.updateOrganisation(1, { rules: idle }, actorOf(owner), tuesday)
      const at = (later: number): EpochMs => (tuesday + later) as EpochMs
      const visit = { address: '127.0.0.1', agent: 'test' }
      const { secret } = await access.openSession(owner.id, visit, tuesday)
      assert.ok(await access.session(secret, at(minutes(10) - 1)))
      assert.ok(await access.session(secret, at(minutes(19))))
      assert.equal(await access.session(secret, at(minutes(19) + minutes(10))), null)
      assert.equal(await access.session(secret, at(hours(2))), null)
    },
  )
}
