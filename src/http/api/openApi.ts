/** The OpenAPI 3.1 document of the API, made of its routes. The same routes always give the same text. */
import type { z } from 'zod'
import { failures } from '../../base/failure.ts'
import { csrfHeader } from './asking.ts'
import { keySignsMax, keySignsMin } from './idempotency.ts'
import { type JsonSchema, openSchemaBook, type SchemaBook } from './jsonSchemas.ts'
import type { AnyRoute } from './route.ts'

export type OpenApiDocument = Readonly<Record<string, unknown>>

const about = `Everything the web app does, it does through this API.

**Who asks.** A browser with the session cookie that \`POST /sign-in\` sets; each request that changes something also
carries the header \`${csrfHeader}\` with the \`csrfToken\` of \`GET /me\`. A program with a key: \`Authorization: Bearer KEY\`.

**Failures** are \`application/problem+json\` with a \`code\` and a sentence that says what to do.

**Lists** answer \`{ items, next }\`: give \`next\` as \`after\` until it is null.

**Repeating.** A route that creates something takes an \`Idempotency-Key\` (a new UUID for each thing): the same request
with the same key is done once and answers the same for 24 hours.

Instants are ISO 8601 in UTC, durations milliseconds (\`…Ms\`), money millionths of a euro (\`…MicroEuro\`).`

export function openApiDocument(routes: readonly AnyRoute[]): OpenApiDocument {
  const book = openSchemaBook()
  for (const { reply } of routes) if (reply) book.of(reply, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operationOf(route, book)
  }
  const tags = [...new Set(routes.map(({ tag }) => tag))]
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'Portevoix', version: '1', description: about },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...sorted(book.components), Problem: problemSchema },
      responses: {
        Problem: {
          description: 'What went wrong, in a sentence that says what to do.',
          content: { 'application/problem+json': { schema: refOf('Problem') } },
        },
      },
      securitySchemes: {
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: 'portevoix-app' },
          description: 'Set by POST /sign-in; over HTTPS it is named __Host-portevoix-app.',
        },
        csrf: {
          ...{ type: 'apiKey', in: 'header', name: csrfHeader },
          description:
            'The `csrfToken` of GET /me, with each request of a session that changes something.',
        },
        key: { type: 'http', scheme: 'bearer', description: 'A key made under Settings, Keys.' },
      },
    },
  }
}

function operationOf(route: AnyRoute, book: SchemaBook): JsonSchema {
  const { name, tag, summary, access } = route
  const permission = access === 'public' || access === 'signedIn' ? undefined : access
  const body = bodyOf(route, book)
  return {
    ...{ operationId: name, tags: [tag], summary },
    ...(permission ? { description: `Needs the permission \`${permission}\`.` } : {}),
    security: securityOf(route),
    parameters: parametersOf(route, book),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [route.status ?? (route.reply || route.streams ? 200 : 204)]: replyOf(route, book),
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
  }
}

function securityOf({ access, method }: AnyRoute): readonly JsonSchema[] {
  if (access === 'public') return []
  const session = method === 'GET' ? { session: [] } : { session: [], csrf: [] }
  return [session, { key: [] }]
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

export function parametersOf(route: AnyRoute, book: SchemaBook): readonly Parameter[] {
  const inPath = membersOf(route.params, book)
  const ofPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']): Parameter => {
    const schema = inPath.schemas[name] ?? (name === 'organisation' ? integer : { type: 'string' })
    return parameter(name, 'path', true, schema)
  })
  const inQuery = membersOf(route.query, book)
  const ofQuery = Object.entries(inQuery.schemas).map(([name, schema]) =>
    parameter(name, 'query', inQuery.required.includes(name), schema),
  )
  return [...ofPath, ...ofQuery, ...(route.creates ? [idempotencyKey] : [])]
}

const integer: JsonSchema = {
  type: 'integer',
  minimum: 1,
  description: 'Number of the organisation.',
}

const idempotencyKey: Parameter = {
  ...{ name: 'Idempotency-Key', in: 'header', required: false },
  description: 'A new UUID for each thing to create: the request may then be repeated safely.',
  schema: { type: 'string', minLength: keySignsMin, maxLength: keySignsMax },
}

function parameter(
  name: string,
  where: 'path' | 'query',
  required: boolean,
  { description, ...schema }: JsonSchema,
): Parameter {
  const words = typeof description === 'string' ? { description } : {}
  return { name, in: where, required, ...words, schema }
}

interface Members {
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly required: readonly string[]
}

function membersOf(shape: z.ZodType | undefined, book: SchemaBook): Members {
  if (!shape) return { schemas: {}, required: [] }
  const { properties = {}, required = [] } = book.of(shape, 'input')
  return { schemas: properties as Members['schemas'], required: required as readonly string[] }
}

function bodyOf({ body, takes }: AnyRoute, book: SchemaBook): JsonSchema | null {
  if (takes) {
    const content = takes.types.map((type) => [type, { schema: {} }] as const)
    return { required: true, content: Object.fromEntries(content) }
  }
  if (!body) return null
  const required = !body.safeParse({}).success
  return { required, content: { 'application/json': { schema: book.of(body, 'input') } } }
}

function replyOf({ reply, streams, creates }: AnyRoute, book: SchemaBook): JsonSchema {
  const headers = creates
    ? {
        'Idempotency-Replayed': {
          description: '`true`: this is the answer given before.',
          schema: { type: 'string', enum: ['true'] },
        },
      }
    : undefined
  const told = { ...(headers ? { headers } : {}) }
  if (streams) {
    const schema = /^(text|application\/json)/.test(streams) ? { type: 'string' } : {}
    return { description: 'A stream.', ...told, content: { [streams]: { schema } } }
  }
  if (!reply) return { description: 'Done.', ...told }
  const schema = book.of(reply, 'output')
  return { description: 'Done.', ...told, content: { 'application/json': { schema } } }
}

export const refOf = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457, with the code of docs/errors.md.',
  properties: {
    type: { type: 'string', description: 'Where the code is explained.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'One sentence that says what to do.' },
    code: { type: 'string', enum: Object.keys(failures) },
    id: {
      type: 'string',
      description: 'Of this one failure: the log of the server has a line with it.',
      examples: ['PV-4F2A7K'],
    },
    measured: { type: 'string' },
    limit: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, sentence: { type: 'string' } },
        required: ['field', 'sentence'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
  examples: [
    {
      type: '/api/v1/reference#error-notFound',
      title: 'What was named does not exist.',
      status: 404,
      detail: 'There is no campaign "spring": list them with GET /campaigns.',
      code: 'notFound',
    },
  ],
}
