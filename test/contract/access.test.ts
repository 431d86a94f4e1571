/** Who comes in, with what, and until when: held on the shipped server and on the oldest supported. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { invitationMs, sessionIdleMs, sessionMs, setupMs } from '../../src/access/lifetimes.ts'
import type { Failure, FailureCode } from '../../src/base/failure.ts'
import { type EpochMs, epochMs, minutes } from '../../src/base/units.ts'
import type { AccessStore } from '../../src/store/accessStore.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresAccessStore } from '../../src/store/postgres/access.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { tuesday } from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'
import { actorOf, firstOwner, newMember, noPassword } from '../support/teams.ts'

const after = (ms: number): EpochMs => epochMs(tuesday + ms)
const visit = { address: '127.0.0.1', agent: 'test' }

const failsWith = (code: FailureCode, sentence: RegExp) => (error: unknown) => {
  assert.equal((error as Failure).code, code, String(error))
  assert.match((error as Failure).message, sentence)
  return true
}

for (const server of storeServers) {
  const held = (name: string, work: (access: AccessStore, database: Database) => Promise<void>) =>
    test(`${server.name}: access: ${name}`, async () => {
      const database = await server.open()
      try {
        await work(postgresAccessStore(database), database)
      } finally {
        await database.close()
      }
    })

  held(
    'the first owner comes in once, by a link that is good once and for a day',
    async (access) => {
      assert.equal(await access.hasOwner(), false)
      const replaced = await access.makeSetupToken(tuesday)
      const setupToken = await access.makeSetupToken(tuesday)
      const owner = {
        ...({
          email: 'a@example.org',
          name: 'A',
          language: 'fr',
          passwordHash: noPassword,
        } as const),
        organisationName: 'Ville',
      }
      const refused = failsWith('forbidden', /link of the first run is not valid/)
      await assert.rejects(access.createOwner({ ...owner, setupToken: replaced }, tuesday), refused)
      await assert.rejects(access.createOwner({ ...owner, setupToken }, after(setupMs)), refused)
      const nameless = access.createOwner({ ...owner, setupToken, organisationName: null }, tuesday)
      await assert.rejects(nameless, failsWith('badInput', /Name your organisation/))
      const both = await Promise.allSettled([
        access.createOwner({ ...owner, setupToken }, after(setupMs - 1)),
        access.createOwner({ ...owner, setupToken, email: 'b@example.org' }, after(setupMs - 1)),
      ])
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      assert.equal(await access.hasOwner(), true)
      await assert.rejects(access.makeSetupToken(tuesday), failsWith('wrongState', /has an owner/))
      assert.equal((await access.organisation(1))?.name, 'Ville')
    },
  )

  held(
    'an owner who lost everything comes in again by a link of the machine, once; all owners are signed out',
    async (access, database) => {
      await assert.rejects(
        access.resetOwner('command line', tuesday),
        failsWith('wrongState', /Nobody/),
      )
      const first = {
        ...({ email: 'a@example.org', name: 'A', language: 'fr' } as const),
        ...{ passwordHash: noPassword, organisationName: 'Ville' },
      }
      const setupToken = await access.makeSetupToken(tuesday)
      const owner = await access.createOwner({ ...first, setupToken }, tuesday)
      const visit = { address: '', agent: '' }
      const { secret } = await access.openSession(owner.id, visit, tuesday)
      assert.equal(await access.setupIsOpen(tuesday), false)
      const link = await access.resetOwner('command line', tuesday)
      assert.equal(await access.session(secret, tuesday), null)
      assert.equal(await access.setupIsOpen(tuesday), true)
      const again = { ...first, passwordHash: `${noPassword}2`, setupToken: link }
      const late = access.createOwner({ ...again, organisationName: null }, after(setupMs))
      await assert.rejects(late, failsWith('wrongState', /has an owner/))
      const back = await access.createOwner({ ...again, organisationName: null }, after(1))
      const { name, createdAt } = (await access.organisation(1)) ?? {}
      assert.deepEqual([name, createdAt], ['Ville', tuesday], 'its name and age are kept')
      assert.deepEqual([back.id, back.hasSecondFactor], [owner.id, false])
      assert.equal((await access.credentials('a@example.org'))?.passwordHash, `${noPassword}2`)
      assert.deepEqual(await access.rolesIn(owner.id, 1), ['owner'])
      await assert.rejects(
        access.createOwner(again, tuesday),
        failsWith('wrongState', /has an owner/),
      )
      const acts = await database.pool.query('select what from administrative_act order by id')
      assert.deepEqual(
        acts.rows.map(({ what }) => what),
        ['ownerCreated', 'ownerReset', 'ownerCreated'],
      )
      const { chains } = await verifyLedger(database.pool)
      assert.deepEqual(
        chains.flatMap(({ breaks }) => breaks),
        [],
      )
    },
  )

  held(
    'a session is found by its secret only, and ends in every way it may',
    async (access, { pool }) => {
      const { id: user } = await firstOwner(access, tuesday)
      const { secret, session } = await access.openSession(user, visit, tuesday)
      assert.equal((await access.session(secret, after(1)))?.user.email, 'Owner@example.org')
      assert.equal(await access.session(`${secret}x`, after(1)), null)
      assert.equal(await access.session(secret, after(sessionIdleMs)), null)
      const { rows } = await pool.query('select * from user_session')
      assert.ok(!JSON.stringify(rows).includes(secret))
      let at = tuesday
      while (at < tuesday + sessionMs - sessionIdleMs) {
        at = epochMs(at + sessionIdleMs - 1)
        assert.ok(await access.session(secret, at))
      }
      assert.equal(await access.session(secret, after(sessionMs)), null)
      const other = await access.openSession(user, visit, tuesday)
      assert.equal((await access.sessions(user, tuesday)).length, 2)
      assert.equal(await access.endSession(user + 1, session.id), false)
      assert.equal(await access.endOtherSessions(user, other.session.id), 1)
      assert.equal(await access.session(secret, after(1)), null)
      await access.changePassword(user, noPassword, null, tuesday)
      assert.equal(await access.session(other.secret, after(1)), null)
    },
  )

  held(
    'sign-ins fail until one must wait, by address typed and by network address',
    async (access) => {
      const subjects = { email: 'who@example.org', address: '192.0.2.1' }
      for (let failed = 1; failed <= 5; failed += 1) {
        assert.equal(await access.signInFailed(subjects, tuesday), null, `${failed} failures`)
      }
      assert.equal(await access.signInFailed(subjects, tuesday), after(2_000))
      assert.equal(
        await access.lockedUntil({ ...subjects, email: 'WHO@example.org ' }, tuesday),
        after(2_000),
      )
      assert.equal(await access.lockedUntil({ ...subjects, email: 'x@example.org' }, tuesday), null)
      await access.signInSucceeded(subjects)
      assert.equal(await access.lockedUntil(subjects, tuesday), null)
      const many = await Promise.all(
        Array.from({ length: 25 }, (_, n) =>
          access.signInFailed({ email: `n${n}@example.org`, address: '192.0.2.1' }, tuesday),
        ),
      )
      assert.equal(many.filter((until) => until !== null).length, 1, 'tries made at once all count')
    },
  )

  held('a code of the app is good once; recovery codes too', async (access, { pool }) => {
    const { id: user } = await firstOwner(access, tuesday)
    const { secret, uri } = await access.beginSecondFactor(user, tuesday)
    assert.match(uri, /^otpauth:\/\/totp\/Portevoix:Owner%40example\.org\?/)
    const codeAt = (at: EpochMs): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })
    const wrong = String((Number(codeAt(tuesday)) + 1) % 1_000_000).padStart(6, '0')
    await assert.rejects(
      access.confirmSecondFactor(user, wrong, tuesday),
      failsWith('badInput', /code/),
    )
    assert.equal(await access.secondFactorPasses(user, codeAt(tuesday), tuesday), false)
    const codes = await access.confirmSecondFactor(user, codeAt(tuesday), tuesday)
    assert.equal(codes.length, 10)
    assert.equal(await access.secondFactorPasses(user, codeAt(tuesday), tuesday), false, 'used')
    const later = after(minutes(2))
    const once = await Promise.all(
      [1, 2].map(() => access.secondFactorPasses(user, codeAt(later), later)),
    )
    assert.deepEqual(once.sort(), [false, true])
    const [recovery = ''] = codes
    assert.equal(await access.secondFactorPasses(user, recovery.toUpperCase(), later), true)
    assert.equal(await access.secondFactorPasses(user, recovery, later), false)
    assert.equal(await access.recoveryCodesLeft(user), 9)
    const { rows } = await pool.query(
      `select encode(totp_sealed, 'escape') as sealed from app_user`,
    )
    assert.ok(!String(rows[0]?.sealed).includes(secret))
    await access.removeSecondFactor(user, later)
    assert.equal(await access.recoveryCodesLeft(user), 0)
  })

  held('an invitation lets in whom it names, once, within its week', async (access) => {
    const owner = await firstOwner(access, tuesday)
    const asked = { email: 'New@example.org', roles: ['observer', 'treasurer'] } as const
    const { token } = await access.invite(1, asked, actorOf(owner), tuesday)
    const newcomer = {
      token,
      name: 'N',
      passwordHash: noPassword,
      user: null,
      language: 'en',
    } as const
    const late = after(invitationMs)
    await assert.rejects(
      access.acceptInvitation(newcomer, late),
      failsWith('wrongState', /too old/),
    )
    const passedOn = { ...newcomer, user: owner.id }
    await assert.rejects(
      access.acceptInvitation(passedOn, tuesday),
      failsWith('forbidden', /is for New@/),
    )
    const both = await Promise.allSettled([
      access.acceptInvitation(newcomer, epochMs(late - 1)),
      access.acceptInvitation(newcomer, epochMs(late - 1)),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const user = (await access.credentials('new@EXAMPLE.org'))?.user
    assert.deepEqual(await access.rolesIn(user?.id ?? 0, 1), ['treasurer', 'observer'])
    const second = await access.invite(1, asked, actorOf(owner), tuesday)
    await access.revokeInvitation(1, second.invitation.id, actorOf(owner), tuesday)
    const revoked = { ...newcomer, token: second.token, user: user?.id ?? 0 }
    await assert.rejects(
      access.acceptInvitation(revoked, tuesday),
      failsWith('wrongState', /taken back/),
    )
    assert.equal(await access.invitation('nothing', tuesday), null)
  })

  held('the last owner stays, and nobody joins by number', async (access) => {
    const owner = await firstOwner(access, tuesday)
    const by = actorOf(owner)
    const last = failsWith('refused', /last owner/)
    await assert.rejects(access.setRoles(1, owner.id, ['observer'], by, tuesday), last)
    await assert.rejects(access.setRoles(1, owner.id, [], by, tuesday), last)
    const place = { organisation: 1, by: owner, now: tuesday }
    const other = await newMember(access, place, 'b@example.org', ['owner'])
    const leaving = await Promise.allSettled([
      access.setRoles(1, owner.id, [], by, tuesday),
      access.setRoles(1, other.id, [], by, tuesday),
    ])
    assert.deepEqual(leaving.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(
      access.setRoles(1, 999, ['observer'], by, tuesday),
      failsWith('notFound', /not of the team/),
    )
  })

  held(
    'a key is shown once, holds what it was given, and ends at once',
    async (access, { pool }) => {
      const owner = await firstOwner(access, tuesday)
      const scopes = ['report.read', 'campaign.read'] as const
      const asked = { name: 'Tableau', scopes, expiresAt: after(1_000) }
      const { secret, key } = await access.createKey(1, asked, actorOf(owner), tuesday)
      assert.ok(secret.startsWith(`${key.prefix}_`))
      const { rows } = await pool.query('select * from api_key')
      assert.ok(!JSON.stringify(rows).includes(secret))
      assert.deepEqual((await access.keyHolder(secret, after(999)))?.scopes, [
        'campaign.read',
        'report.read',
      ])
      assert.equal(await access.keyHolder(secret, after(1_000)), null)
      assert.equal((await access.keys(1))[0]?.lastUsedAt, after(999))
      await assert.rejects(
        access.revokeKey(2, key.id, actorOf(owner), tuesday),
        failsWith('notFound', /no such key/),
      )
      await access.revokeKey(1, key.id, actorOf(owner), tuesday)
      assert.equal(await access.keyHolder(secret, after(1)), null)
    },
  )
}
