import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { openApiDocument } from './openApi.ts'
import { referencePage } from './referencePage.ts'
import { route } from './route.ts'
import { routes } from './routes.ts'

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Readonly<Record<string, unknown>>
  readonly security: readonly unknown[]
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
}

const document = openApiDocument(routes)
const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.values(methods).map((operation) => ({ path, ...operation })),
)

test('openapi: every route is in the document once, under a name of its own', () => {
  assert.equal(operations.length, routes.length)
  assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, routes.length)
})

test('openapi: every part of a path is a parameter, and every operation says how it fails', () => {
  for (const { path, parameters, responses, operationId } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name)
    assert.deepEqual(declared, named, operationId)
    assert.ok(responses['4XX'] && responses['5XX'], operationId)
  }
})

test('openapi: every reference leads to a component, and every component is valid JSON Schema 2020-12', () => {
  const text = JSON.stringify(document)
  const { schemas, responses } = document['components'] as Record<string, Record<string, object>>
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    assert.ok(name && schemas?.[name], `there is no component ${name}`)
  }
  assert.ok(responses?.['Problem'])
  assert.doesNotMatch(text, /\$defs|"\$schema"|"nullable"/)
  for (const schema of Object.values(schemas ?? {})) z.fromJSONSchema(inline(schema, schemas ?? {}))
})

/** References followed, so that each schema stands for itself. */
function inline(schema: unknown, schemas: Readonly<Record<string, unknown>>, depth = 0): never {
  if (typeof schema !== 'object' || schema === null || depth > 60) return schema as never
  if ('$ref' in schema) {
    const name = String(schema.$ref).split('/').at(-1) ?? ''
    return inline(schemas[name], schemas, depth + 1)
  }
  if (Array.isArray(schema)) return schema.map((each) => inline(each, schemas, depth + 1)) as never
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, inline(value, schemas, depth + 1)]),
  ) as never
}

test('openapi: what is open to everybody says so, and what changes something asks for the csrf token', () => {
  for (const { access, method, name } of routes) {
    const { security } = operations.find(({ operationId }) => operationId === name) ?? {}
    const open = access === 'public'
    const session = method === 'GET' ? { session: [] } : { session: [], csrf: [] }
    assert.deepEqual(security, open ? [] : [session, { key: [] }], name)
  }
})

test('openapi: a shape that is read otherwise than it is answered has a second name', () => {
  const shape = z.object({ size: z.number().default(1) }).meta({ id: 'Thing' })
  const asRoute = route({
    ...{ name: 'a', method: 'POST', path: '/a', tag: 'A', summary: 'A.', access: 'public' },
    body: shape,
    reply: z.object({ thing: shape }),
    handle: async () => undefined,
  })
  const { components } = openApiDocument([asRoute]) as { components: { schemas: object } }
  assert.deepEqual(Object.keys(components.schemas), ['Thing', 'ThingInput', 'Problem'])
})

test('openapi: the reference page shows every route, escapes what it shows, and runs no script', () => {
  const page = referencePage(routes)
  for (const { name } of routes) assert.ok(page.includes(`id="${name}"`), name)
  assert.doesNotMatch(page, /<script|javascript:|undefined|\[object/)
})
