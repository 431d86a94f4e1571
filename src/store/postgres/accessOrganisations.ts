/** The tree of organisations: their rules, of which a child's may only be stricter, and their mode. */
import type { Actor } from '../../access/actor.ts'
import { type OrganisationRules, stricter, tighten } from '../../access/organisationRules.ts'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type {
  OrganisationMode,
  OrganisationRecord,
  OrganisationVerbs,
  ProductionNeed,
} from '../accessStore.ts'
import type { Database } from '../database.ts'
import { administered } from './accessJournal.ts'
import { lockOrganisation } from './accessTeam.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { asOwner } from './tenantRole.ts'

/** A provider, its regions, their cities, their districts. */
export const treeDepthMax = 5
export const childrenMax = 2_000

const columns = `o.id, o.parent_id as parent, o.name, o.mode, o.created_at as "createdAt", o.rules`
const above = {
  name: 'organisation-above',
  text: `select ${columns} from organisations_above($1) a join organisation o on o.id = a.id
         order by a.depth desc`,
}
const below = {
  name: 'organisation-below',
  text: `select ${columns} from organisations_below($1) b join organisation o on o.id = b.id
         order by b.depth, lower(o.name), o.id`,
}
const reach = {
  name: 'organisation-reach',
  text: 'select id from organisations_below($1) order by depth, id',
}
const within = {
  name: 'organisation-within',
  text: 'select exists (select from organisations_above($1) where id = $2) as found',
}
const count = {
  name: 'organisation-children',
  text: 'select count(*)::int as children from organisation where parent_id = $1',
}
const insert = {
  name: 'organisation-insert',
  text: `insert into organisation (name, parent_id, created_at, rules) values ($1, $2, $3, $4)
         on conflict do nothing returning id`,
}
const rename = {
  name: 'organisation-rename',
  text: 'update organisation set name = $2 where id = $1',
}
const taken = {
  name: 'organisation-taken',
  text: `select exists (select from organisation o join organisation me on me.id = $1
         where o.id <> me.id and o.parent_id is not distinct from me.parent_id
           and lower(o.name) = lower($2)) as found`,
}
const setRules = {
  name: 'organisation-rules',
  text: 'update organisation set rules = $2 where id = $1',
}
const setMode = {
  name: 'organisation-mode',
  text: 'update organisation set mode = $2 where id = $1',
}
const needs = {
  name: 'organisation-needs',
  text: `with held as (
           select m.user_id, role from organisations_above($1) a
           join membership m on m.organisation_id = a.id cross join unnest(m.roles) as role)
         select exists (select from trunk where organisation_id = $1 and kind = 'real') as "realTrunk",
           exists (select from own_phone where organisation_id = $1) as "ownPhone",
           exists (select from held where role = 'dataProtectionOfficer') as "dataProtectionOfficer",
           exists (select from held where role = 'owner') and not exists (
             select from held join app_user u on u.id = held.user_id
             where role = 'owner' and u.totp_confirmed_at is null) as "ownersHaveSecondFactor"`,
}
const calling = {
  name: 'organisation-calling',
  text: `select exists (select from campaign k join trunk t on t.id = k.trunk_id
         where k.organisation_id = $1 and k.state = 'running' and t.kind = 'real') as found`,
}

type Row = Omit<OrganisationRecord, 'effective' | 'parentEffective'>

async function lineOf(client: SqlClient, id: number): Promise<readonly Row[]> {
  return await rowsOf<Row>(client, above, [id])
}

const rulesOfLine = (line: readonly Row[]): OrganisationRules =>
  line.reduce<OrganisationRules>((held, { rules }) => stricter(held, rules), {})

/** What holds for an organisation: its own rules and all above, the stricter of each. */
export async function effectiveRules(
  client: SqlClient,
  organisation: number,
): Promise<OrganisationRules> {
  return rulesOfLine(await lineOf(client, organisation))
}

/** The same for who sees only their own organisation: rules come from above, and what is above stays hidden. */
export const rulesAbove = (
  { pool }: Pick<Database, 'pool'>,
  organisation: number,
): Promise<OrganisationRules> =>
  inSqlTransaction(pool, (client) => asOwner(client, () => effectiveRules(client, organisation)))

async function recordOf(client: SqlClient, id: number): Promise<OrganisationRecord | null> {
  const line = await lineOf(client, id)
  const own = line.at(-1)
  if (!own) return null
  return { ...own, effective: rulesOfLine(line), parentEffective: rulesOfLine(line.slice(0, -1)) }
}

async function wanted(client: SqlClient, id: number): Promise<OrganisationRecord> {
  await rowsOf(client, lockOrganisation, [id])
  const found = await recordOf(client, id)
  if (found) return found
  throw new Failure('notFound', `There is no organisation ${id}.`, {
    fr: `Il n’y a pas d’organisation ${id}.`,
  })
}

export function organisationVerbs({ pool }: Database): OrganisationVerbs {
  const change = <Result>(work: (client: SqlClient) => Promise<Result>): Promise<Result> =>
    inSqlTransaction(pool, work)
  return {
    organisation: (id) => recordOf(pool, id),
    organisationTree: (top) => treeOf(pool, top),
    async organisationReach(top) {
      return (await rowsOf<{ id: number }>(pool, reach, [top])).map(({ id }) => id)
    },
    async isWithin(organisation, top) {
      return (
        (await rowsOf<{ found: boolean }>(pool, within, [organisation, top]))[0]?.found ?? false
      )
    },
    createOrganisation: (parent, child, actor, now) =>
      change((client) => createChild(client, { parent, child, actor, now })),
    updateOrganisation: (id, asked, actor, now) =>
      change((client) => updateIt(client, { id, asked, actor, now })),
    productionNeeds: (id) => needsOf(pool, id),
    setMode: (id, mode, actor, now) =>
      change((client) => changeMode(client, { id, mode, actor, now })),
  }
}

async function treeOf(client: SqlClient, top: number): Promise<readonly OrganisationRecord[]> {
  const root = await recordOf(client, top)
  if (!root) return []
  const held = new Map<number, OrganisationRules>([[root.id, root.effective]])
  const rows = await rowsOf<Row>(client, below, [top])
  return rows.map((row) => {
    if (row.id === root.id) return root
    const parentEffective = held.get(row.parent as number) ?? {}
    const effective = stricter(parentEffective, row.rules)
    held.set(row.id, effective)
    return { ...row, effective, parentEffective }
  })
}

interface Change {
  readonly actor: Actor
  readonly now: EpochMs
}

async function createChild(
  client: SqlClient,
  {
    parent,
    child,
    actor,
    now,
  }: Change & {
    readonly parent: number
    readonly child: { name: string; rules: OrganisationRules }
  },
): Promise<OrganisationRecord> {
  const above_ = await wanted(client, parent)
  const depth = (await lineOf(client, parent)).length + 1
  refuseBeyond(depth, treeDepthMax, {
    en: 'The tree has too many levels: make it below a higher one.',
    fr: 'L’arbre a trop de niveaux : créez-la sous une organisation plus haute.',
  })
  const [counted] = await rowsOf<{ children: number }>(client, count, [parent])
  refuseBeyond((counted?.children ?? 0) + 1, childrenMax, {
    en: 'There are too many organisations below.',
    fr: 'Il y a trop d’organisations en dessous.',
  })
  refuseLooser(above_.effective, child.rules)
  const [made] = await rowsOf<{ id: number }>(client, insert, [
    ...[child.name, parent, now, JSON.stringify(child.rules)],
  ])
  if (!made) throw nameTaken(child.name)
  // Both journals say it: the provider's, and as its first entry the child's.
  for (const organisation of [parent, made.id]) {
    await administered(client, {
      ...{ organisation, actor, at: now },
      what: 'organisationCreated',
      about: { organisation: made.id, parent, name: child.name, rules: child.rules },
    })
  }
  return await wanted(client, made.id)
}

async function updateIt(
  client: SqlClient,
  {
    id,
    asked: { name, rules },
    actor,
    now: at,
  }: Change & {
    readonly id: number
    readonly asked: { readonly name?: string; readonly rules?: OrganisationRules }
  },
): Promise<OrganisationRecord> {
  const before = await wanted(client, id)
  if (name !== undefined && name !== before.name) {
    const [other] = await rowsOf<{ found: boolean }>(client, taken, [id, name])
    if (other?.found) throw nameTaken(name)
    await rowsOf(client, rename, [id, name])
    const about = { before: before.name, name }
    await administered(client, { organisation: id, actor, what: 'organisationRenamed', about, at })
  }
  if (rules !== undefined) {
    refuseLooser(before.parentEffective, rules)
    await rowsOf(client, setRules, [id, JSON.stringify(rules)])
    const about = { before: before.rules, rules }
    await administered(client, { organisation: id, actor, what: 'rulesChanged', about, at })
  }
  return await wanted(client, id)
}

async function needsOf(
  client: SqlClient,
  id: number,
): Promise<readonly { readonly need: ProductionNeed; readonly met: boolean }[]> {
  const [row] = await rowsOf<Record<ProductionNeed, boolean>>(client, needs, [id])
  return Object.entries(row ?? {}).map(([need, met]) => ({ need: need as ProductionNeed, met }))
}

async function changeMode(
  client: SqlClient,
  { id, mode, actor, now: at }: Change & { readonly id: number; readonly mode: OrganisationMode },
): Promise<OrganisationRecord> {
  const before = await wanted(client, id)
  if (before.mode === mode) return before
  const missing = (await needsOf(client, id)).filter(({ met }) => !met).map(({ need }) => need)
  if (mode === 'production' && missing.length > 0) {
    throw new Failure('refused', `Production needs more first: ${missing.join(', ')}.`, {
      fr: 'Il manque encore quelque chose pour passer en production : faites d’abord ce que la liste demande.',
      ...{ measured: `${missing.length} missing`, limit: '0 missing' },
    })
  }
  const [busy] = await rowsOf<{ found: boolean }>(client, calling, [id])
  if (mode === 'practice' && busy?.found) {
    throw new Failure('wrongState', 'A campaign is calling over a real trunk: stop it first.', {
      fr: 'Une campagne appelle sur une vraie ligne : arrêtez-la d’abord.',
    })
  }
  await rowsOf(client, setMode, [id, mode])
  const about = { before: before.mode, mode }
  await administered(client, { organisation: id, actor, what: 'modeChanged', about, at })
  return { ...before, mode }
}

/** What the person reads names each rule, in the words of the API. */
function refuseLooser(parent: OrganisationRules, child: OrganisationRules): void {
  const tightened = tighten(parent, child)
  if (tightened.is === 'effective') return
  const [first, ...others] = tightened.rules
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  throw new Failure(
    'refused',
    `${first?.rule} may only be stricter than what holds above: choose ${first?.limit} or stricter${more}.`,
    {
      fr: 'Une règle ne peut être que plus stricte que celle d’au-dessus : resserrez celles qui sont marquées.',
      ...(first && { measured: first.measured, limit: first.limit }),
      fields: tightened.rules.map(({ rule, measured, limit }) => ({
        field: `rules.${rule}`,
        sentence: `${measured} is looser than ${limit}, which holds above.`,
        fr: `${measured} est plus large que ${limit}, qui vaut au-dessus.`,
      })),
    },
  )
}

function refuseBeyond(
  measured: number,
  limit: number,
  say: { readonly en: string; readonly fr: string },
): void {
  if (measured <= limit) return
  throw new Failure('refused', say.en, { fr: say.fr, measured: `${measured}`, limit: `${limit}` })
}

const nameTaken = (name: string): Failure =>
  new Failure('conflict', `There is an organisation "${name}" here already: name it otherwise.`, {
    fr: `Il y a déjà ici une organisation « ${name} » : donnez-lui un autre nom.`,
  })
