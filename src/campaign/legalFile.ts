/**
 * What a campaign declares on paper before it may call: who pays and through whom, the sponsor's
 * declaration, contracts and assessments. Each entry names who declared it and when; what is not
 * declared is absent, and the gate that needs it refuses.
 */
import type { EpochMs } from '../base/units.ts'

/** A document by its name and SHA-256, declared by a named person. */
export interface Declared {
  readonly by: string
  readonly at: EpochMs
  /** Where the paper is: a file name or reference, and the hash of the file when one was given. */
  readonly reference?: string
  readonly sha256?: string
}

export interface LegalFile {
  /** The candidate's financial agent (mandataire financier). */
  readonly financialAgent?: Declared & { readonly name: string }
  /** Who pays for the calls; must be the financial agent of the campaign. */
  readonly payer?: Declared & { readonly name: string }
  /** Regulation (EU) 2024/900: the sponsor's declaration. */
  readonly sponsor?: Declared & {
    readonly name: string
    readonly kind: 'candidate' | 'party' | 'person' | 'company' | 'publicBody'
    readonly establishedIn: string
    readonly controlledBy?: string
    /** Country of who controls the sponsor, as two letters. */
    readonly controllerEstablishedIn?: string
    readonly funding: string
  }
  /** Contract between controller and processor (RGPD art. 28), and impact assessment (art. 35). */
  readonly processorContract?: Declared
  readonly impactAssessment?: Declared
  /** The operator's proof that the number shown may be shown. */
  readonly numberMandate?: Declared & { readonly number: string }
  /** "No new polemic element" (Code électoral L48-2), for the recording of this hash. */
  readonly reattestation?: Declared & { readonly messageHash: string }
  /** The candidate's consent to the cloning of their voice. */
  readonly voiceCloning?: Declared
  /** Where people can ring back, and every number spoken in the recording. */
  readonly callbackNumber?: string
  readonly spokenNumbers?: readonly string[]
  /** A price below the public one: percent, and the public commercial rule that grants it to all. */
  readonly rebate?: Declared & { readonly percent: number; readonly publicRule?: string }
  /** Address of the transparency notice, and of the data-protection contact. */
  readonly noticeUrl?: string
  readonly dataProtectionContact?: string
}

export const legalParts = [
  ...(['financialAgent', 'payer', 'sponsor', 'processorContract', 'impactAssessment'] as const),
  ...(['numberMandate', 'reattestation', 'voiceCloning', 'callbackNumber'] as const),
  ...(['spokenNumbers', 'rebate', 'noticeUrl', 'dataProtectionContact'] as const),
] as const satisfies readonly (keyof LegalFile)[]
export type LegalPart = (typeof legalParts)[number]

/** One declaration as it was written: what, by whom, when; null takes back what was declared before. */
export interface Declaration<Part extends LegalPart = LegalPart> {
  readonly part: Part
  readonly value: NonNullable<LegalFile[Part]> | null
}

/** The newest declaration of each part counts; `declarations` are oldest first. */
export function legalFileOf(declarations: readonly Declaration[]): LegalFile {
  const newest = new Map(declarations.map(({ part, value }) => [part, value]))
  return Object.fromEntries([...newest].filter(([, value]) => value !== null))
}
