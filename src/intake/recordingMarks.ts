/**
 * Marks: what is said in a recording and until when, in a file beside it. gate.wav has gate.marks.txt
 * (`identity 4.78 s: Publicité politique, …`, one line a segment) or gate.marks.json.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import { type Ms, ms } from '../base/units.ts'
import { type SegmentRole, segmentRoles } from '../campaign/voiceMessage.ts'

export interface Mark {
  readonly role: SegmentRole
  readonly text: string
  /** In the recording as it was given; null, of the last mark only: its end. */
  readonly endMs: Ms | null
}

/** Of one recording. */
export const segmentsMax = 30
export const segmentTextMax = 3000

/** Seconds, to the millisecond. */
const seconds = z
  .number()
  .positive()
  .max(600)
  .transform((value) => ms(Math.round(value * 1000)))
export const segmentText = z.string().trim().min(1).max(segmentTextMax)

export const marksSchema = z
  .array(z.strictObject({ role: z.enum(segmentRoles), text: segmentText, end: seconds.optional() }))
  .min(1)
  .max(segmentsMax)
  .transform((marks, context): readonly Mark[] => {
    const read = marks.map(({ role, text, end }) => ({ role, text, endMs: end ?? null }))
    if (read.slice(0, -1).some(({ endMs }) => endMs === null)) {
      context.addIssue({ code: 'custom', message: 'every mark but the last needs an "end"' })
    }
    const isInOrder = read.every(
      ({ endMs }, place) => endMs === null || endMs > (read[place - 1]?.endMs ?? 0),
    )
    if (!isInOrder) {
      context.addIssue({ code: 'custom', message: 'marks stand in the order they are heard' })
    }
    return read
  })

/** null: there is none. */
export async function marksBeside(recording: string): Promise<readonly Mark[] | null> {
  const { dir, name } = path.parse(recording)
  for (const ending of ['.marks.txt', '.marks.json'] as const) {
    const file = path.join(dir, name + ending)
    const text = await readIfThere(file)
    if (text === null) continue
    return parseMarks(ending === '.marks.txt' ? marksOfLines(text, file) : jsonOf(text, file), file)
  }
  return null
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : String(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new Failure('badInput', `The marks ${path.basename(file)} cannot be read (${code}).`)
  }
}

function parseMarks(declared: unknown, file: string): readonly Mark[] {
  const parsed = marksSchema.safeParse(declared)
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  const where = first?.path.length ? ` (${first.path.join('.')})` : ''
  throw new Failure('badInput', `${path.basename(file)}${where}: ${first?.message}.`)
}

const line = /^(\w+)\s+(\d+(?:[.,]\d+)?)\s*s?\s*:\s*(.+)$/

/** Blank lines, and lines that begin with #, say nothing. */
function marksOfLines(text: string, file: string): readonly object[] {
  return text
    .split(/\r?\n/)
    .map((each, place) => [each.trim(), place + 1] as const)
    .filter(([each]) => each !== '' && !each.startsWith('#'))
    .map(([each, place]) => {
      const parts = line.exec(each)
      if (parts) {
        const [, role, end = '', words] = parts
        return { role, text: words, end: Number(end.replace(',', '.')) }
      }
      throw new Failure(
        'badInput',
        `${path.basename(file)}, line ${place}: write a role, the second it ends at, and the words, ` +
          'such as "identity 4.78 s: Message de Camille Exemple".',
      )
    })
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure('badInput', `${path.basename(file)} is not JSON: correct it.`)
  }
}
