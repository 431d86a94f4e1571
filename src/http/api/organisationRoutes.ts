/** Organisations in their tree: what they are called, their mode, their rules, what was administered. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { AdministrativeAct, OrganisationRecord } from '../../store/accessStore.ts'
import { productionNeedList } from '../../store/accessStore.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { organisationMode } from './meShapes.ts'
import { organisationRules, rulesOf } from './organisationShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { instant, isoOf } from './times.ts'

const tag = 'Organisations'
const name = z.string().trim().min(1).max(120)

const organisationShape = z
  .object({
    id: z.number().int(),
    parent: z.number().int().nullable().describe('null: at the top.'),
    name: z.string(),
    mode: organisationMode,
    createdAt: instant,
    rules: organisationRules.describe('What it says itself.'),
    effective: organisationRules.describe(
      'What holds: its own and those above, the stricter of each.',
    ),
    parentEffective: organisationRules.describe(
      'What holds above it: its own may only be stricter.',
    ),
  })
  .meta({ id: 'Organisation' })

const shown = (record: OrganisationRecord): z.input<typeof organisationShape> => ({
  ...record,
  createdAt: isoOf(record.createdAt),
})

const getOrganisation = route({
  ...{ name: 'getOrganisation', method: 'GET', path: '/organisations/:organisation', tag },
  summary: 'One organisation with the rules that hold for it.',
  access: 'campaign.read',
  reply: organisationShape,
  async handle({ services, organisation }) {
    const found = await services.access.organisation(organisation)
    if (!found)
      throw new Failure('notFound', `There is no organisation ${organisation}.`, {
        fr: `Il n’y a pas d’organisation ${organisation}.`,
      })
    return shown(found)
  },
})

const getTree = route({
  ...{ name: 'getOrganisationTree', method: 'GET', path: '/organisations/:organisation/tree', tag },
  summary: 'Itself first, then everything below, parents before children, then by name.',
  access: 'campaign.read',
  reply: z.object({ items: z.array(organisationShape) }),
  async handle({ services, organisation }) {
    return { items: (await services.access.organisationTree(organisation)).map(shown) }
  },
})

const createChild = route({
  ...{
    name: 'createOrganisation',
    method: 'POST',
    path: '/organisations/:organisation/children',
    tag,
  },
  summary: 'Makes an organisation below this one; its rules may only be stricter.',
  access: 'organisation.write',
  creates: true,
  body: z.object({ name, rules: organisationRules.default({}) }),
  reply: organisationShape,
  status: 201,
  async handle({ services, organisation, body, actor, now }) {
    const child = { name: body.name, rules: rulesOf(body.rules) }
    return shown(await services.access.createOrganisation(organisation, child, actor, now))
  },
})

const updateOrganisation = route({
  ...{ name: 'updateOrganisation', method: 'PATCH', path: '/organisations/:organisation', tag },
  summary: 'Changes the name, or replaces the rules.',
  access: 'organisation.write',
  body: z.object({ name: name.optional(), rules: organisationRules.optional() }),
  reply: organisationShape,
  async handle({ services, organisation, body, actor, now }) {
    const change = {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.rules === undefined ? {} : { rules: rulesOf(body.rules) }),
    }
    return shown(await services.access.updateOrganisation(organisation, change, actor, now))
  },
})

const productionNeeds = route({
  ...{ name: 'getProductionNeeds', method: 'GET', tag },
  path: '/organisations/:organisation/production-needs',
  summary: 'What must be there before real telephones ring, each met or not.',
  access: 'campaign.read',
  reply: z.object({
    items: z.array(z.object({ need: z.enum(productionNeedList), met: z.boolean() })),
  }),
  async handle({ services, organisation }) {
    return { items: [...(await services.access.productionNeeds(organisation))] }
  },
})

const setMode = route({
  ...{ name: 'setMode', method: 'PUT', path: '/organisations/:organisation/mode', tag },
  summary: 'To practice, or to production once every need is met.',
  access: 'organisation.write',
  body: z.object({ mode: organisationMode }),
  reply: organisationShape,
  async handle({ services, organisation, body, actor, now }) {
    return shown(await services.access.setMode(organisation, body.mode, actor, now))
  },
})

const act = z
  .object({
    id: z.number().int(),
    at: instant,
    who: z.string(),
    what: z.string().describe('A word such as `memberInvited`.'),
    about: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AdministrativeAct' })

const listActs = route({
  ...{ name: 'listAdministrativeActs', method: 'GET', tag },
  path: '/organisations/:organisation/administrative-acts',
  summary: 'Everything that was administered, the newest first; the ledger holds each act.',
  access: 'audit.read',
  query: pageQuery,
  reply: pageOf(act),
  async handle({ services, organisation, query }) {
    const before = keyAfter(query.after, z.number().int().min(1))
    const found = await services.access.administrativeActs(
      organisation,
      query.limit + 1,
      before ?? undefined,
    )
    return onePage(found, query.limit, { item: shownAct, key: ({ id }) => id })
  },
})

const shownAct = ({ id, at, who, what, about }: AdministrativeAct): z.input<typeof act> => ({
  ...{ id, who, what, about },
  at: isoOf(at),
})

export const organisationRoutes: readonly AnyRoute[] = [
  getOrganisation,
  getTree,
  createChild,
  updateOrganisation,
  productionNeeds,
  setMode,
  listActs,
]
