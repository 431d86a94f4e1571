/**
 * Every route of the API, as whoever must not use it: nobody, a member of another organisation, each wrong
 * role, a key without the scope, and with another tenant's real ids in every place of an id. Requests are
 * built from the routes themselves: a new route is walked without a line here.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { permissions, permissionsOf, roles } from '../../src/access/permission.ts'
import type { AnyRoute } from '../../src/http/api/route.ts'
import { routes } from '../../src/http/api/routes.ts'
import type { Database } from '../../src/store/database.ts'
import { tenantDatabase } from '../../src/store/tenant.ts'
import {
  type ApiAnswer,
  type ApiBrowser,
  type ApiWorld,
  openApiWorld,
} from '../support/apiWorld.ts'
import { everyTable } from '../support/everyTable.ts'
import { exampleOf, type Known } from '../support/routeExamples.ts'
import { type Victim, victimOf } from '../support/victim.ts'

/** Answers go on for ever: who may not have them is refused at once, but who may is not walked. */
const endless = ['streamEvents']
/** Whoever may listen to one campaign may listen to the sounds that come with the program. */
const everybodys = ['hearShippedSound']
const tenantRoutes = routes.filter(({ path }) => path.includes(':organisation'))
const inOrganisation = (known: Known, organisation: number): Known => ({ ...known, organisation })

async function send(
  browser: ApiBrowser,
  route: AnyRoute,
  known: Known,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> {
  const { method, path, body, type } = exampleOf(route, known)
  return await browser.ask(method, path, {
    ...(body === undefined ? {} : { body }),
    headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
  })
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

function assertSilent(answer: ApiAnswer, { secrets }: Victim, what: string): void {
  const said = `${answer.body}\n${JSON.stringify(answer.headers)}`
  for (const secret of secrets) assert.ok(!said.includes(secret), `${what} says ${secret}`)
}

/** Of everything the victim has: that nothing of it changes under the walk. */
async function fingerprint(database: Database, organisation: number): Promise<string> {
  const tenant = tenantDatabase(database, organisation)
  const sums: string[] = []
  for (const { name } of await everyTable(database.pool)) {
    const sum = `select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${name} t`
    const rows = await tenant.pool.query(sum).then(
      (found) => found.rows,
      () => [{ sum: 'none' }],
    )
    sums.push(`${name} ${rows[0]?.sum}`)
  }
  return createHash('sha256').update(sums.join('\n')).digest('hex')
}

interface Walk {
  readonly world: ApiWorld
  readonly victim: Victim
}

async function theirOwnerIsAnswered({ victim }: Walk): Promise<void> {
  const wrong: string[] = []
  for (const route of tenantRoutes) {
    if (route.method !== 'GET' || endless.includes(route.name)) continue
    const { status, body } = await send(victim.owner, route, victim.known)
    if (status !== 200 && !victim.absent.includes(route.name)) {
      wrong.push(`${route.name}: ${status} ${body.slice(0, 200)}`)
    }
  }
  assert.deepEqual(wrong, [])
}

async function nobodyIsAnswered({ world, victim }: Walk): Promise<void> {
  for (const route of routes) {
    if (route.access === 'public') continue
    const answer = await send(world.stranger(), route, victim.known)
    assert.equal(answer.status, 401, route.name)
    assertSilent(answer, victim, route.name)
  }
}

async function ownersElsewhere({ world, victim }: Walk): Promise<void> {
  const before = await fingerprint(world.database, victim.organisation)
  const attacker = await world.person('owner')
  const key = await world.key(permissions)
  const nowhere = await attacker.get('/organisations/999999')
  assert.equal(nowhere.status, 404)
  for (const route of tenantRoutes) {
    for (const answer of [
      await send(attacker, route, victim.known),
      await send(world.stranger(), route, victim.known, bearer(key)),
    ]) {
      assert.deepEqual([answer.status, answer.json?.code], [404, 'notFound'], route.name)
      assertSilent(answer, victim, route.name)
    }
  }
  assert.equal(await fingerprint(world.database, victim.organisation), before)
}

async function idsOfOthers({ world, victim }: Walk): Promise<void> {
  const before = await fingerprint(world.database, victim.organisation)
  const attacker = await world.person('owner')
  const known = inOrganisation(victim.known, 1)
  const wrong: string[] = []
  for (const route of tenantRoutes) {
    if ([...endless, ...everybodys].includes(route.name)) continue
    const answer = await send(attacker, route, known)
    assertSilent(answer, victim, route.name)
    const ids = [...route.path.matchAll(/:(\w+)/g)].filter(([, name]) =>
      victim.ids.includes(name ?? ''),
    )
    // `system`: this server has no engine.
    const refused = answer.status >= 400 && (answer.status < 500 || answer.json?.code === 'system')
    const failed = answer.status >= 500 && answer.json?.code !== 'system'
    // A request that is not taken for its shape has not been refused for its ids.
    if (failed || (ids.length > 0 && (!refused || answer.status === 400))) {
      wrong.push(`${route.name}: ${answer.status} ${answer.body.slice(0, 300)}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(await fingerprint(world.database, victim.organisation), before)
}

async function sessionsOfOthers({ world, victim }: Walk): Promise<void> {
  const attacker = await world.person('owner')
  for (const route of routes.filter(({ path }) => path.startsWith('/me/') && path.includes(':'))) {
    const answer = await send(attacker, route, victim.known)
    assert.equal(answer.status, 404, route.name)
  }
  assert.equal((await victim.owner.get('/me')).status, 200)
}

async function wrongRoles({ world, victim }: Walk): Promise<void> {
  for (const role of roles) {
    const browser = await world.person(role, victim.organisation)
    const held = permissionsOf(role)
    for (const route of tenantRoutes) {
      if ((held as readonly string[]).includes(route.access)) continue
      const answer = await send(browser, route, victim.known)
      assert.deepEqual(
        [answer.status, answer.json?.code],
        [403, 'forbidden'],
        `${role}: ${route.name}`,
      )
      assertSilent(answer, victim, route.name)
    }
  }
}

async function wrongScopes({ world, victim }: Walk): Promise<void> {
  for (const route of tenantRoutes) {
    const others = permissions.filter((each) => each !== route.access)
    const key = await world.key(others, victim.organisation)
    const answer = await send(world.stranger(), route, victim.known, bearer(key))
    assert.deepEqual([answer.status, answer.json?.code], [403, 'forbidden'], route.name)
    assertSilent(answer, victim, route.name)
    const made = (await world.access.keys(victim.organisation))[0]
    await world.access.revokeKey(
      ...([victim.organisation, made?.id ?? 0] as const),
      ...([{ is: 'system', name: 'test' } as const, world.clock.epoch()] as const),
    )
  }
}

const steps = [
  ['the ids of the walk are real, so that their owner is answered', theirOwnerIsAnswered],
  ['nobody is answered anywhere', nobodyIsAnswered],
  ['an owner elsewhere, by session or by key, does not learn that it exists', ownersElsewhere],
  ['another tenant’s ids in one’s own organisation lead nowhere and change nothing', idsOfOthers],
  ['another person’s session is not ended', sessionsOfOthers],
  ['each role is refused what it does not hold', wrongRoles],
  ['a key is refused what is not in its scopes', wrongScopes],
] as const

test('routes of tenants: whoever must not use one is refused, and the tenant’s things stay as they were', async (t) => {
  const world = await openApiWorld(t)
  const walk = { world, victim: await victimOf(world) }
  for (const [name, step] of steps) await t.test(name, () => step(walk))
})
