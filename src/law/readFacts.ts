/** JSON text → facts behind their schema, or one sentence that names the field. */
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import type { CallFacts } from './facts.ts'
import { callFactsSchema } from './factsSchema.ts'
import { parseStrictJson } from './strictJson.ts'

export function readFacts(json: string): CallFacts {
  const written = parseStrictJson(json)
  const read = callFactsSchema.safeParse(written)
  if (read.success) return read.data
  throw new Failure('badInput', `The facts are not usable: ${sentenceOf(read.error, written)}`)
}

/** JSON Schema (draft 2020-12) of what readFacts takes. */
export function factsJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(callFactsSchema, {
      io: 'input',
      // Examples of fields we transform are written as people write them: keep them.
      override: ({ zodSchema, jsonSchema }) => {
        const examples = z.globalRegistry.get(zodSchema)?.examples
        if (Array.isArray(examples)) jsonSchema.examples = examples
      },
    }),
    title: 'Facts of one call, for portevoix law decide',
  }
}

function sentenceOf(error: z.ZodError, written: unknown): string {
  const issue = error.issues[0]
  if (!issue) return 'unknown problem.'
  const where = pathOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, keysShownMax).map(shown).join(', ')
    return `${where || 'the facts'}: unknown field ${keys}; see \`portevoix law facts-schema\`.`
  }
  if (valueAt(written, issue.path) === undefined) {
    return `${where || 'the facts'}: missing; see \`portevoix law facts-schema\`.`
  }
  return `${where || 'the facts'}: ${issue.message.replace(/\.$/, '')}.`
}

/** An outsider's words in our sentence: a few, and short. */
const keysShownMax = 3
const keyLengthMax = 40

const shown = (key: string): string =>
  key.length > keyLengthMax ? `“${key.slice(0, keyLengthMax)}…”` : `“${key}”`

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  let value = written
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null)?.[step]
  return value
}

/** `consents[0].slots[1].from` */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index ? '.' : ''}${String(step)}`,
    )
    .join('')
}
