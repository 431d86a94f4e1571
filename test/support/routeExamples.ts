/**
 * A request for every route of the API, built from the route's own value: ids of the path from what the
 * victim owns, bodies from their shapes. A route for which none can be built fails the walk.
 */
import { z } from 'zod'
import type { AnyRoute } from '../../src/http/api/route.ts'

export interface Example {
  readonly method: string
  /** Below /api/v1. */
  readonly path: string
  readonly body?: unknown
  readonly type?: string
}

/** Values by the name they have in paths and bodies, such as `campaign`. */
export type Known = Readonly<Record<string, string | number>>

export class NoExample extends Error {
  constructor(route: AnyRoute, what: string) {
    super(`${route.name}: no example of ${what}: add one to test/support/routeExamples.ts`)
    this.name = 'NoExample'
  }
}

/** Where the shape alone does not say what would be taken. */
const bodies: Readonly<Record<string, (known: Known) => unknown>> = {
  correctContact: () => ({ lastName: 'Durand' }),
  addSuppression: () => ({ number: '06 39 98 00 77', reason: 'asked', scope: 'organisation' }),
}

export function exampleOf(route: AnyRoute, known: Known): Example {
  const place = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = known[name]
    if (value === undefined) throw new NoExample(route, `:${name}`)
    return encodeURIComponent(String(value))
  })
  const { method, name, takes, query } = route
  const asked = query ? (bodyOf(route, query, {}) as Readonly<Record<string, unknown>>) : {}
  const search = new URLSearchParams(asked as Record<string, string>)
  const path = search.size > 0 ? `${place}?${search}` : place
  if (takes) return { method, path, body: 'x', type: takes.types[0] ?? 'application/octet-stream' }
  const given = bodies[name]?.(known)
  const body = given ?? (route.body && bodyOf(route, route.body, known))
  return { method, path, ...(body === undefined ? {} : { body }) }
}

type Schema = Readonly<Record<string, unknown>>

function bodyOf(route: AnyRoute, shape: z.ZodType, known: Known): unknown {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
  return valueOfSchema(route, schema, {
    known,
    definitions: (schema['$defs'] ?? {}) as Schema,
    name: '',
  })
}

interface Around {
  readonly known: Known
  readonly definitions: Schema
  readonly name: string
}

function valueOfSchema(route: AnyRoute, schema: Schema, around: Around): unknown {
  const { known, definitions, name } = around
  const reference = schema['$ref']
  if (typeof reference === 'string') {
    const at = definitions[reference.replace('#/$defs/', '')] as Schema
    return valueOfSchema(route, at, around)
  }
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const choices = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined
  if (choices) return valueOfSchema(route, choices[0] as Schema, around)
  switch (schema['type']) {
    case 'object':
      return objectOf(route, schema, around)
    case 'array': {
      const few = Number(schema['minItems'] ?? 0)
      return Array.from({ length: few }, () =>
        valueOfSchema(route, schema['items'] as Schema, around),
      )
    }
    case 'string':
      return known[name] === undefined ? textOf(schema) : String(known[name])
    case 'integer':
    case 'number':
      return known[name] === undefined ? Number(schema['minimum'] ?? 1) : Number(known[name])
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return {}
  }
}

/** What must be there, and every id that may be. */
function objectOf(route: AnyRoute, schema: Schema, around: Around): unknown {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>
  const required = (schema['required'] ?? []) as readonly string[]
  const wanted = Object.entries(properties).filter(
    ([name]) => required.includes(name) || around.known[name] !== undefined,
  )
  return Object.fromEntries(
    wanted.map(([name, each]) => [name, valueOfSchema(route, each, { ...around, name })]),
  )
}

function textOf(schema: Schema): string {
  const format = schema['format']
  if (format === 'email') return 'somebody@exemple.example'
  if (format === 'date-time') return '2027-01-05T10:00:00.000Z'
  if (format === 'date') return '2027-01-05'
  if (format === 'uri') return 'https://exemple.example/'
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000001'
  return 'exemple'
    .padEnd(Number(schema['minLength'] ?? 0), 'x')
    .slice(0, Number(schema['maxLength'] ?? 99))
}
