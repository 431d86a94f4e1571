/** Shapes of files of people: what their columns are, where they come from, what became of them. */
import { z } from 'zod'
import { fields } from '../../contacts/columns.ts'
import { sourceKinds } from '../../contacts/source.ts'
import { instant } from './times.ts'

export const ofOrganisation = z.object({ organisation: z.coerce.number().int() })

export const columnUse = z.enum([...fields, 'ignore']).meta({ id: 'ColumnUse' })

export const previewShape = z
  .object({
    columns: z.array(
      z.object({
        index: z.int(),
        header: z.string(),
        use: columnUse,
        because: z
          .enum(['recognised', 'mapped', 'unknown', 'ambiguous', 'rejectsReason'])
          .describe('Why it is read so. What is not certain is left out until somebody says.'),
        examples: z.array(z.string()).describe('Different values of its first rows.'),
        forbidden: z
          .string()
          .nullable()
          .describe('A subject that may not be imported: the file is refused with this column.'),
      }),
    ),
    rows: z.array(z.array(z.string())).describe('The first rows, cells as written.'),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'workbook']),
    delimiter: z.string(),
    sheets: z.array(z.string()).describe('Of a workbook; empty for CSV.'),
    sheet: z.string().nullable(),
    fromRejects: z.boolean().describe('It is a corrected file of lines to correct.'),
    refusal: z.string().nullable().describe('Why it cannot be imported as it is.'),
    refusalFr: z.string().nullable().describe('The same in French.'),
  })
  .meta({ id: 'FilePreview' })

const line = z.string().trim().min(1).max(300)

export const sourceBody = z
  .object({
    kind: z.enum(sourceKinds).describe('How the facts were collected.'),
    holder: line.describe('Who holds the file.'),
    collectedFrom: z.iso.date().describe('First day of collection.'),
    collectedTo: z.iso.date(),
    controller: line.optional().describe('On whose behalf people agreed to be called.'),
    channel: z.enum(['automate', 'volunteer']).optional(),
    wordings: z
      .array(z.object({ version: line, text: z.string().trim().min(1).max(10_000) }))
      .max(20)
      .optional()
      .describe('The exact texts people agreed to, by version.'),
    slots: line.optional().describe('Slots all of them agreed to, such as "mardi 10h-13h".'),
  })
  .meta({ id: 'SourceDeclaration' })

export const sourceShape = z
  .object({
    id: z.int(),
    fileName: z.string(),
    kind: z.enum(sourceKinds),
    holder: z.string(),
    collectedFrom: z.iso.date(),
    collectedTo: z.iso.date(),
    controller: z.string().nullable(),
    channel: z.enum(['automate', 'volunteer']).nullable(),
    wordings: z.array(z.object({ version: z.string(), text: z.string() })),
    evidenceFile: z.string().nullable(),
    importedAt: instant,
    rows: z
      .object({
        read: z.int(),
        accepted: z.int(),
        duplicates: z.int(),
        rejected: z.int(),
      })
      .describe('read = accepted + duplicates + rejected.'),
  })
  .meta({ id: 'Source' })

export const importBody = z.object({
  upload: z.uuid().describe('A file that has arrived.'),
  sheet: z.string().max(100).optional().describe('Of a workbook; absent: its first.'),
  mapping: z
    .record(z.string().max(300), columnUse)
    .default({})
    .describe('Header → use, where it is read otherwise than by itself.'),
  source: sourceBody,
  evidence: z.uuid().optional().describe('An upload that proves the consents; its hash is kept.'),
})
