/**
 * Where a file comes from, declared before anything is imported: who holds it, when and how the facts
 * were collected, and exactly what the people agreed to. Without it no provenance, so no import.
 */
import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import type { Channel, Slot } from './consent.ts'
import { parseDate } from './dateText.ts'
import { parseSlots } from './slotText.ts'

export const sourceKinds = [
  ...(['ownForm', 'paperForm', 'partner', 'directory'] as const),
  ...(['membership', 'event', 'petition', 'other'] as const),
] as const
export type SourceKind = (typeof sourceKinds)[number]

/** Data collected for another purpose: never used for a campaign (GDPR art. 5 §1 b; CNIL, NS-34). */
const refusedKinds = {
  municipal: 'a town hall',
  medical: 'a carer or a health body',
  employer: 'an employer',
  school: 'a school',
} as const

/** The person wrote or said it themselves. */
export const kindsFilledInByPerson: readonly SourceKind[] = [
  ...(['ownForm', 'paperForm', 'membership', 'event', 'petition'] as const),
]

/** Being in a directory is no consent to an automated call (CNIL, 21 April 2017). */
export const kindsWithoutConsent: readonly SourceKind[] = ['directory']

export interface Wording {
  readonly version: string
  /** The text people agreed to, exactly. */
  readonly text: string
}

/** What the people of this source agreed to. */
export interface DeclaredConsent {
  /** On whose behalf, exactly as the wording names them. */
  readonly controller: string
  readonly channel: Channel
  readonly wordings: readonly Wording[]
  /** Slots everybody agreed to, when the form offered no choice; a slot column replaces them. */
  readonly slots: readonly Slot[]
}

export interface Source {
  readonly kind: SourceKind
  /** Who holds the file: an organisation, or the person in charge of it. */
  readonly holder: string
  /** First and last day of collection, `2026-01-10`. */
  readonly collectedFrom: string
  readonly collectedTo: string
  readonly consent: DeclaredConsent | null
  /** Path of the signed form, export or contract that proves it; its hash is stored. */
  readonly evidenceFile: string | null
}

const wordMax = 300
const wordingMax = 10_000
const wordingsMax = 20
const short = z.string().trim().min(1).max(wordMax)

const day = short.transform((text, context) => {
  const parsed = parseDate(text)
  if (parsed.is === 'date') return parsed.day
  context.addIssue({ code: 'custom', message: 'write a date such as 2026-01-10' })
  return z.NEVER
})

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write an hour such as 10:00')
const slotObject = z
  .strictObject({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: clock,
    to: clock,
    expressOutsideHours: z.boolean().optional(),
    includesHolidays: z.boolean().optional(),
  })
  .refine(({ from, to }) => from < to, 'a slot ends after it begins')

const slotsAsText = short.transform((text, context) => {
  const slots = parseSlots(text)
  if (slots) return [...slots]
  context.addIssue({ code: 'custom', message: 'write slots such as "mardi 10h-13h"' })
  return z.NEVER
})

const sourceSchema = z.strictObject({
  kind: z.string(),
  holder: short,
  collectedFrom: day,
  collectedTo: day,
  controller: short.optional(),
  channel: z.enum(['automate', 'volunteer']).optional(),
  wording: z.string().trim().min(1).max(wordingMax).optional(),
  wordingVersion: short.optional(),
  wordings: z
    .array(z.strictObject({ version: short, text: z.string().trim().min(1).max(wordingMax) }))
    .max(wordingsMax)
    .optional(),
  slots: z.union([slotsAsText, z.array(slotObject).max(21)]).optional(),
  evidenceFile: z.string().min(1).max(4096).optional(),
})
type DeclaredSource = z.infer<typeof sourceSchema>

/** `declared`: the JSON of `--source FILE`, or the flags of the command line under the same names. */
export function parseSource(declared: unknown): Source {
  const parsed = sourceSchema.safeParse(declared)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.length > 0 ? path.join('.') : 'source'}: ${message}`,
    )
    throw new Failure(
      'badInput',
      `The source is not declared as it must be: ${wrong.join('; ')}.`,
      { fr: `La source n’est pas déclarée comme il faut : ${wrong.join(' ; ')}.` },
    )
  }
  const { kind, holder, collectedFrom, collectedTo, evidenceFile } = parsed.data
  if (collectedFrom > collectedTo) {
    throw new Failure(
      'badInput',
      `The source says it was collected from ${collectedFrom} to ${collectedTo}: exchange the two.`,
      {
        fr:
          `La source dit avoir été recueillie du ${collectedFrom} au ${collectedTo} : échangez les ` +
          'deux dates.',
      },
    )
  }
  return {
    kind: kindOf(kind),
    holder,
    collectedFrom,
    collectedTo,
    consent: consentOf(parsed.data),
    evidenceFile: evidenceFile ?? null,
  }
}

function kindOf(text: string): SourceKind {
  if (text in refusedKinds) {
    const holder = refusedKinds[text as keyof typeof refusedKinds]
    throw new Failure(
      'refused',
      `A file of ${holder} was collected for another purpose: it cannot be used for a campaign ` +
        '(GDPR art. 5 §1 b). Nothing was imported.',
      {
        fr:
          `Un fichier de ${holder} a été recueilli pour un autre usage : il ne peut pas servir à ` +
          'une campagne (RGPD, art. 5, 1, b). Rien n’a été importé.',
        measured: text,
        limit: sourceKinds.join(', '),
      },
    )
  }
  const kind = sourceKinds.find((known) => known === text)
  if (kind !== undefined) return kind
  throw new Failure('badInput', `Source kind "${text}" is not one of: ${sourceKinds.join(', ')}.`, {
    fr:
      `« ${text} » n’est pas une sorte de source ; choisissez parmi : ` +
      `${sourceKinds.join(', ')}.`,
  })
}

/** All or nothing: a consent that does not say for whom, by what means and to what proves nothing. */
function consentOf(declared: DeclaredSource): DeclaredConsent | null {
  const { controller, channel, wording, wordingVersion, slots = [] } = declared
  const single = wording && wordingVersion ? [{ version: wordingVersion, text: wording }] : []
  const wordings = [...single, ...(declared.wordings ?? [])]
  if (new Set(wordings.map(({ version }) => version)).size < wordings.length) {
    throw new Failure('badInput', 'The source declares two wordings under one version.', {
      fr: 'La source déclare deux textes sous une même version.',
    })
  }
  const said = [controller, channel, wording, wordingVersion, declared.wordings, declared.slots]
  if (said.every((part) => part === undefined)) return null
  const missing = [
    controller === undefined ? 'controller (on whose behalf)' : '',
    channel === undefined ? 'channel (automate or volunteer)' : '',
    wordings.length === 0 ? 'wording and wordingVersion (the exact text people agreed to)' : '',
  ].filter((part) => part !== '')
  if (controller === undefined || channel === undefined || wordings.length === 0) {
    throw new Failure(
      'badInput',
      `The source declares a consent but lacks ${missing.join(', ')}. Add it, or declare no consent.`,
      {
        fr:
          `La source déclare un accord, mais il manque ${missing.join(', ')}. Ajoutez-le, ou ne ` +
          'déclarez pas d’accord.',
      },
    )
  }
  return { controller, channel, wordings, slots: slots as readonly Slot[] }
}
