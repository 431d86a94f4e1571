/** docs/trunk-profile.md: every row of a trunk profile, from the schema that reads it. */
import { z } from 'zod'
import { trunkProfileSchema } from '../src/call/trunkProfile.ts'

interface Shape {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly default?: unknown
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly properties?: Readonly<Record<string, Shape>>
}

export function trunkProfilePage(): string {
  const schema = z.toJSONSchema(trunkProfileSchema, { io: 'output' }) as Shape & {
    readonly $defs?: Readonly<Record<string, Shape>>
  }
  // A schema with a name of its own stands among the definitions.
  const { properties = {} } = schema.$defs?.['TrunkProfile'] ?? schema
  const parts = Object.entries(properties).map(
    ([name, shape]) => `## ${name}\n\n${tableOf(name, shape)}\n`,
  )
  return [
    '# Trunk profiles',
    '',
    'What operators differ in is data, not code: a JSON file for `portevoix trunk add NAME --profile FILE`, or the',
    'field `profile` of a trunk in the API. Leave out what is usual; `{}` is a plain UDP trunk that wants E.164.',
    '`npm run docs` writes this page from `src/call/trunkProfile.ts`.',
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
    ...parts,
  ].join('\n')
}

/** A carrier that wants TLS, national numbers and an identity header. */
const example = {
  network: { transport: 'tls' },
  numbers: { called: 'national', shown: 'national' },
  identity: { header: 'pAssertedIdentity' },
  media: { protection: 'sdes' },
} satisfies z.input<typeof trunkProfileSchema>

function tableOf(prefix: string, shape: Shape): string {
  const rows = rowsOf(prefix, shape)
  return ['| row | may be | by itself | what it does |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  )
}

function rowsOf(prefix: string, { properties = {} }: Shape): readonly string[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    const path = `${prefix}.${name}`
    if (shape.properties) return rowsOf(path, shape)
    const usual = `\`${JSON.stringify(shape.default)}\``
    return [`| \`${path}\` | ${valuesOf(shape)} | ${usual} | ${shape.description ?? ''} |`]
  })
}

function valuesOf({ anyOf, enum: values, type, format, minimum, maximum, items }: Shape): string {
  if (anyOf) return [...new Set(anyOf.map(valuesOf))].join(' or ')
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ')
  if (items) return `a list of ${valuesOf(items)}`
  if (type === 'integer' || type === 'number') return `${minimum} to ${maximum}`
  if (type === 'boolean') return '`true`, `false`'
  if (type === 'null') return '`null`'
  return format ? `an ${format} address` : 'text'
}
