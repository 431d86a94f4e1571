/** A JSON Schema as people read it: one line a field, with what it means beside it; and an example of it. */
import { html } from 'ghtml'
import type { JsonSchema } from './jsonSchemas.ts'

const depthMax = 6

/** HTML, escaped. */
export function schemaText(schema: JsonSchema, indent = ''): string {
  const inner = `${indent}  `
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].split('/').at(-1) ?? ''
    return html`<a href="#shape-${name}">${name}</a>`
  }
  const choices = choicesOf(schema)
  if (choices) return choices.map((choice) => schemaText(choice, indent)).join(' | ')
  if (schema['const'] !== undefined) return html`${JSON.stringify(schema['const'])}`
  if (Array.isArray(schema['enum'])) {
    return html`${schema['enum'].map((value) => JSON.stringify(value)).join(' | ')}`
  }
  if (schema['type'] === 'array') {
    return `[ ${schemaText(schemaIn(schema, 'items'), indent)} … ]`
  }
  if (schema['type'] === 'object' || schema['properties'] !== undefined) {
    return objectText(schema, indent, inner)
  }
  return html`${kindOf(schema)}`
}

function objectText(schema: JsonSchema, indent: string, inner: string): string {
  const required = (schema['required'] ?? []) as readonly string[]
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
  if (indent.length / 2 > depthMax) return '{ … }'
  if (fields.length === 0) return '{ [name]: … }'
  const lines = fields.map(([name, field]) => {
    const description = typeof field['description'] === 'string' ? field['description'] : ''
    const remark = description ? html` <i>// ${description}</i>` : ''
    return html`${inner}${name}!${required.includes(name) ? '' : '?'}: !${schemaText(field, inner)}!${remark}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

const choicesOf = (schema: JsonSchema): readonly JsonSchema[] | null =>
  ((schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined) ?? null

const schemaIn = (schema: JsonSchema, key: string): JsonSchema => (schema[key] ?? {}) as JsonSchema

/** `string (date-time)`, `integer ≥ 1, ≤ 200`. */
function kindOf(schema: JsonSchema): string {
  const kind = [schema['type'] ?? 'any'].flat().join(' | ')
  const format = schema['format'] === undefined ? '' : ` (${schema['format']})`
  const least = schema['minimum'] ?? schema['minLength'] ?? schema['minItems']
  const most = schema['maximum'] ?? schema['maxLength'] ?? schema['maxItems']
  const range = [
    ...(least === undefined ? [] : [`≥ ${least}`]),
    ...(most === undefined ? [] : [`≤ ${most}`]),
  ].join(', ')
  const otherwise = schema['default'] === undefined ? '' : ` = ${JSON.stringify(schema['default'])}`
  return `${kind}${format}${range === '' ? '' : ` ${range}`}${otherwise}`
}

/** The smallest value that looks like the schema: what a curl command is shown with. */
export function exampleOf(
  schema: JsonSchema,
  named: Readonly<Record<string, JsonSchema>> = {},
): unknown {
  if (typeof schema['$ref'] === 'string') {
    const known = named[schema['$ref'].split('/').at(-1) ?? '']
    return known ? exampleOf(known, named) : null
  }
  const { examples } = schema
  if (Array.isArray(examples) && examples.length > 0) return examples[0]
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const [choice] = choicesOf(schema) ?? []
  if (choice) return exampleOf(choice, named)
  switch ([schema['type']].flat()[0]) {
    case 'object': {
      const required = (schema['required'] ?? []) as readonly string[]
      const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
      const shown = fields.filter(([name]) => required.includes(name))
      return Object.fromEntries(shown.map(([name, field]) => [name, exampleOf(field, named)]))
    }
    case 'array':
      return [exampleOf(schemaIn(schema, 'items'), named)]
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1
    case 'boolean':
      return true
    case 'string':
      return stringExamples[String(schema['format'])] ?? '…'
    default:
      return null
  }
}

const stringExamples: Readonly<Record<string, string>> = {
  'date-time': '2027-04-16T08:00:00.000Z',
  date: '2027-04-16',
  email: 'nour@exemple.example',
  uuid: '6f1f2b8c-4f0e-4d3a-9a55-0a1c9d1b7e10',
}
