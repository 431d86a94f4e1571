/**
 * The shapes of the routes as JSON Schema 2020-12, which OpenAPI 3.1 speaks: what is sent and what is
 * answered, with every named shape once among the components.
 */
import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

type Direction = 'input' | 'output'

export interface SchemaBook {
  of(shape: z.ZodType, direction: Direction): JsonSchema
  /** Every named schema that was met so far, by name. */
  readonly components: Readonly<Record<string, JsonSchema>>
}

export function openSchemaBook(): SchemaBook {
  const components: Record<string, JsonSchema> = {}

  const of = (shape: z.ZodType, direction: Direction): JsonSchema => {
    const {
      $schema: _,
      $defs,
      ...schema
    } = z.toJSONSchema(shape, {
      io: direction,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => tidied(jsonSchema as Record<string, unknown>, direction),
    }) as Record<string, unknown>
    const named = ($defs ?? {}) as Readonly<Record<string, JsonSchema>>
    const names = direction === 'input' ? secondNames(named, components) : new Map<string, string>()
    const pointed = (value: JsonSchema): JsonSchema => withNames(value, names) as JsonSchema
    for (const [name, definition] of Object.entries(named)) {
      components[names.get(name) ?? name] ??= pointed(withoutId(definition))
    }
    return pointed(withoutId(schema))
  }
  return { of, components }
}

/**
 * Shapes that read otherwise than they are answered (a default, say), or hold such a one, have a second
 * name for what is sent. What is answered is to be asked for before what is sent.
 */
function secondNames(
  named: Readonly<Record<string, JsonSchema>>,
  components: Readonly<Record<string, JsonSchema>>,
): ReadonlyMap<string, string> {
  const texts = Object.entries(named).map(([name, definition]) => {
    const own = JSON.stringify(withNames(withoutId(definition), new Map()))
    return { name, own, known: JSON.stringify(components[name]) }
  })
  const names = new Map<string, string>()
  for (let before = -1; before !== names.size; ) {
    before = names.size
    for (const { name, own, known } of texts) {
      const holdsOne = [...names.keys()].some((each) =>
        own.includes(`"#/components/schemas/${each}"`),
      )
      if (known !== undefined && (known !== own || holdsOne)) names.set(name, `${name}Input`)
    }
  }
  return names
}

const withoutId = ({ id: _, ...rest }: JsonSchema): JsonSchema => rest

function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== '$ref' || typeof inner !== 'string') return [key, withNames(inner, names)]
      const name = inner.replace(/^#\/\$defs\//, '')
      return [key, `#/components/schemas/${names.get(name) ?? name}`]
    }),
  )
}

/** In place, as zod wants it. */
function tidied(schema: Record<string, unknown>, direction: Direction): void {
  // The pattern of a date is three lines long and says what its format says.
  if (schema['format'] !== undefined) delete schema['pattern']
  for (const [bound, extreme] of [
    ['minimum', Number.MIN_SAFE_INTEGER],
    ['maximum', Number.MAX_SAFE_INTEGER],
  ] as const) {
    if (schema[bound] === extreme) delete schema[bound]
  }
  if (schema['type'] !== 'object' || schema['properties'] === undefined) return
  // What is sent may hold nothing else; an answer may grow.
  if (direction === 'input') schema['additionalProperties'] ??= false
  else if (schema['additionalProperties'] === false) delete schema['additionalProperties']
}
