/** Webhooks of an organisation: where they lead, what they tell, how each delivery went. */
import { z } from 'zod'
import { actorName } from '../../access/actor.ts'
import {
  addTestDelivery,
  addWebhook,
  changeWebhook,
  listDeliveries,
  listWebhooks,
  redeliver,
  removeWebhook,
  renewSecret,
  webhook,
} from '../../store/postgres/webhooks.ts'
import type { Delivery, Webhook } from '../../store/webhookStore.ts'
import { readAddress, urlSignsMax } from '../../webhooks/address.ts'
import { testKind, webhookKinds } from '../../webhooks/kinds.ts'
import { triesMax } from '../../webhooks/retry.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

const tag = 'Webhooks'
const access = 'webhook.write'
const home = '/organisations/:organisation/webhooks'

const kinds = z
  .array(z.enum(webhookKinds))
  .min(1)
  .max(webhookKinds.length)
  .describe('What it is told of.')
const url = z
  .string()
  .trim()
  .min(1)
  .max(urlSignsMax)
  .describe('HTTPS; in practice also this machine.')

const ofChildren = z
  .boolean()
  .optional()
  .describe('Tell it of what happens in the organisations below, too.')

const webhookShape = z
  .object({
    id: z.number().int(),
    url: z.string(),
    kinds: z.array(z.string()),
    ofChildren: z.boolean().describe('Told of the organisations below as well.'),
    createdAt: instant,
    createdBy: z.string(),
    failures: z.number().int().describe('Failed tries since the last that was taken.'),
    failingSince: instant.nullable(),
    enabled: z.boolean(),
    disabledAt: instant.nullable(),
    disabledWhy: z.string().nullable(),
  })
  .meta({ id: 'Webhook' })

const shown = (found: Webhook): z.input<typeof webhookShape> => ({
  ...{ id: found.id, url: found.url, kinds: [...found.kinds], createdBy: found.createdBy },
  ...{ failures: found.failures, disabledWhy: found.disabledWhy, ofChildren: found.ofChildren },
  enabled: found.disabledAt === null,
  createdAt: isoOf(found.createdAt),
  failingSince: isoOrNull(found.failingSince),
  disabledAt: isoOrNull(found.disabledAt),
})

const deliveryShape = z
  .object({
    id: z.number().int().describe('The same at every try: a receiver that has it has had it.'),
    kind: z.string(),
    organisation: z.number().int().describe('Where it happened: here, or below.'),
    happenedAt: instant.describe('By the clock of the campaign: a practice one has its own.'),
    about: z.record(z.string(), z.unknown()),
    state: z.enum(['waiting', 'sending', 'delivered', 'failed']),
    tries: z.number().int().describe(`Of ${triesMax}.`),
    nextTryAt: instant.nullable(),
    triedAt: instant.nullable(),
    tookMs: z.number().nullable().describe('Milliseconds of the last try.'),
    status: z.number().int().nullable().describe('What the receiver answered; null: nothing.'),
    trouble: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

const shownDelivery = (found: Delivery): z.input<typeof deliveryShape> => ({
  ...{ id: found.id, kind: found.kind, organisation: found.organisation },
  ...{ about: found.about, state: found.state },
  ...{ tries: found.tries, tookMs: found.tookMs, status: found.status, trouble: found.trouble },
  happenedAt: isoOf(found.happenedAt),
  nextTryAt: found.dueAt === 0 ? null : isoOrNull(found.dueAt),
  triedAt: isoOrNull(found.triedAt),
})

const webhookInPath = z.object({ webhook: z.coerce.number().int().min(1) })
const withSecret = z.object({
  secret: z.string().describe('Verifies signatures (docs/webhooks.md); shown this once.'),
  webhook: webhookShape,
})

/** What addresses are allowed where the call is made. */
async function checkedUrl(call: ApiCall<unknown, unknown, unknown>, text: string): Promise<string> {
  const found = await call.services.access.organisation(call.organisation)
  const { privateNetworks } = call.services.webhooks
  return readAddress(text, { loopback: found?.mode === 'practice', privateNetworks }).href
}

const list = route({
  ...{ name: 'listWebhooks', method: 'GET', path: home, tag, access },
  summary: 'Webhooks of the organisation; never their secrets.',
  reply: z.object({ items: z.array(webhookShape) }),
  async handle({ database, organisation }) {
    return { items: (await listWebhooks(database, organisation)).map(shown) }
  },
})

const create = route({
  ...{ name: 'createWebhook', method: 'POST', path: home, tag, access },
  summary: 'Tells this address of what happens from now on.',
  creates: true,
  body: z.object({ url, kinds, ofChildren }),
  reply: withSecret,
  status: 201,
  async handle(call) {
    const { database, organisation, body, actor, now } = call
    const { ofChildren = false } = body
    const address = await checkedUrl(call, body.url)
    const added = { url: address, kinds: [...new Set(body.kinds)], ofChildren }
    const made = await addWebhook(database, organisation, { ...added, by: actorName(actor) }, now)
    return { secret: made.secret, webhook: shown(made.webhook) }
  },
})

const update = route({
  ...{ name: 'updateWebhook', method: 'PATCH', path: `${home}/:webhook`, tag, access },
  summary: 'Changes address or kinds; switches it off, or on again after failures.',
  params: webhookInPath,
  body: z.object({
    url: url.optional(),
    kinds: kinds.optional(),
    ofChildren,
    enabled: z.boolean().optional(),
  }),
  reply: webhookShape,
  async handle(call) {
    const { database, organisation, params, body, actor, now } = call
    const change = {
      ...{ kinds: body.kinds, ofChildren: body.ofChildren, enabled: body.enabled },
      by: actorName(actor),
      url: body.url === undefined ? undefined : await checkedUrl(call, body.url),
    }
    return shown(await changeWebhook(database, [organisation, params.webhook], change, now))
  },
})

const renew = route({
  ...{ name: 'renewWebhookSecret', method: 'POST', path: `${home}/:webhook/secret`, tag, access },
  summary: 'A new secret; the one before is worthless at once.',
  params: webhookInPath,
  reply: withSecret,
  async handle({ database, organisation, params }) {
    const secret = await renewSecret(database, organisation, params.webhook)
    return { secret, webhook: shown(await webhook(database, organisation, params.webhook)) }
  },
})

const remove = route({
  ...{ name: 'removeWebhook', method: 'DELETE', path: `${home}/:webhook`, tag, access },
  summary: 'Tells it nothing more; its log goes with it.',
  params: webhookInPath,
  async handle({ database, organisation, params }) {
    await removeWebhook(database, organisation, params.webhook)
    return undefined
  },
})

const test = route({
  ...{ name: 'testWebhook', method: 'POST', path: `${home}/:webhook/test`, tag, access },
  summary:
    'Sends a delivery of the kind `test`, signed like any other; see how it went in the log.',
  params: webhookInPath,
  reply: deliveryShape,
  status: 202,
  async handle({ database, organisation, params, actor, now }) {
    const about = { sentence: 'Portevoix can reach you.', askedBy: actorName(actor) }
    const asked = { kind: testKind, about }
    return shownDelivery(
      await addTestDelivery(database, [organisation, params.webhook], asked, now),
    )
  },
})

const deliveries = route({
  ...{ name: 'listWebhookDeliveries', method: 'GET', tag, access },
  path: `${home}/:webhook/deliveries`,
  summary: 'The log of a webhook for 30 days, the newest first.',
  params: webhookInPath,
  query: pageQuery.extend({
    state: z.enum(['waiting', 'sending', 'delivered', 'failed']).optional(),
  }),
  reply: pageOf(deliveryShape),
  async handle({ database, organisation, params, query }) {
    const { limit, after, state = null } = query
    const before = keyAfter(after, z.number().int().min(1))
    const question = { before, limit: limit + 1, state }
    await webhook(database, organisation, params.webhook)
    const found = await listDeliveries(database, [organisation, params.webhook], question)
    return onePage(found, limit, { item: shownDelivery, key: ({ id }) => id })
  },
})

const again = route({
  ...{ name: 'redeliverWebhook', method: 'POST', tag, access },
  path: `${home}/:webhook/deliveries/:delivery/redeliver`,
  summary: 'Sends a delivery again, under its own number.',
  params: webhookInPath.extend({ delivery: z.coerce.number().int().min(1) }),
  reply: deliveryShape,
  status: 202,
  async handle({ database, organisation, params }) {
    return shownDelivery(await redeliver(database, [organisation, params.webhook, params.delivery]))
  },
})

export const webhookRoutes: readonly AnyRoute[] = [
  ...[list, create, update, renew, remove],
  ...[test, deliveries, again],
]
