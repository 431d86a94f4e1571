/**
 * Checks what was sent against a route's shape, once, at the border: every wrong field by its name with
 * what to do, and every field the shape does not know, at any depth.
 */
import { z } from 'zod'
import { Failure, type WrongField } from '../../base/failure.ts'
import type { Language } from '../language.ts'

type Part = 'body' | 'query' | 'path'

/** More are not told; the first is named in the sentence. */
export const fieldsToldMax = 20

export function readShape<Shape extends z.ZodType>(
  part: Part,
  shape: Shape,
  given: unknown,
  language: Language = 'en',
): z.output<Shape> {
  const value = part === 'query' ? withLists(shape, given) : given
  const strange = part === 'path' ? [] : unknownFields(shape, value)
  const read = shape.safeParse(value, language === 'fr' ? inFrench : {})
  const wrong = read.success ? strange : [...strange, ...read.error.issues.map(wrongField)]
  if (read.success && wrong.length === 0) return read.data
  throw notUsable(part, wrong)
}

const inFrench = { error: z.locales.fr().localeError }
const parts = { body: 'Le contenu', query: 'La question', path: 'L’adresse' } as const

function notUsable(part: Part, wrong: readonly WrongField[]): Failure {
  const [first] = wrong
  const others = wrong.length > 1 ? ` ${wrong.length - 1} more below.` : ''
  const name = first?.field ? `"${first.field.slice(0, 80)}": ` : ''
  return new Failure(
    'badInput',
    `The ${part} is not usable: ${name}${first?.sentence ?? 'nothing was sent.'}${others}`,
    {
      fields: wrong.slice(0, fieldsToldMax),
      fr: `${parts[part]} ne convient pas\u202f: ${name}${first?.fr ?? first?.sentence ?? 'rien n’a été envoyé.'}`,
    },
  )
}

const wrongField = ({ path, message }: z.core.$ZodIssue): WrongField => ({
  field: path.map(String).join('.'),
  sentence: /[.!?]$/.test(message) ? message : `${message}.`,
})

/** Fields that no object of the shape knows. A catchall or a record knows all. */
function unknownFields(shape: z.ZodType, value: unknown, path = ''): readonly WrongField[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = bare(shape)
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, index) =>
      unknownFields(inner.element as z.ZodType, item, `${path}${index}.`),
    )
  }
  if (inner instanceof z.ZodUnion) {
    const each = inner.options.map((option) => unknownFields(option as z.ZodType, value, path))
    const fits = inner.options.findIndex((option) => (option as z.ZodType).safeParse(value).success)
    // Where no option fits, the shape itself says so.
    return fits === -1 ? [] : (each[fits] ?? [])
  }
  if (!(inner instanceof z.ZodObject) || inner.def.catchall) return []
  const known = inner.shape as Readonly<Record<string, z.ZodType>>
  return Object.entries(value).flatMap(([name, item]) => {
    const field = Object.hasOwn(known, name) ? known[name] : undefined
    if (field) return unknownFields(field, item, `${path}${name}.`)
    const fr = 'ce champ n’existe pas ici.'
    return [{ field: `${path}${name}`, sentence: 'there is no such field here.', fr }]
  })
}

/** Without what only wraps it: optional, default, nullable, readonly, pipe. */
function bare(shape: z.ZodType): z.ZodType {
  if (
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodNullable ||
    shape instanceof z.ZodDefault ||
    shape instanceof z.ZodPrefault ||
    shape instanceof z.ZodReadonly ||
    shape instanceof z.ZodCatch
  ) {
    return bare(shape.unwrap() as z.ZodType)
  }
  if (shape instanceof z.ZodPipe) {
    const { in: before, out: behind } = shape.def
    return bare((before instanceof z.ZodTransform ? behind : before) as z.ZodType)
  }
  if (shape instanceof z.ZodLazy) return bare(shape.unwrap() as z.ZodType)
  return shape
}

/** `?state=a` for a list of one: a query cannot tell it from a single value. */
function withLists(shape: z.ZodType, given: unknown): unknown {
  const inner = bare(shape)
  if (!(inner instanceof z.ZodObject) || typeof given !== 'object' || given === null) return given
  const known = inner.shape as Readonly<Record<string, z.ZodType>>
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const field = Object.hasOwn(known, name) ? known[name] : undefined
      const isList = field !== undefined && bare(field) instanceof z.ZodArray
      return [name, isList && typeof value === 'string' ? [value] : value]
    }),
  )
}
