/**
 * Everything Portevoix holds about the person behind one number, as they may see it (RGPD art. 15):
 * who called, when, with which recording, which rules allowed it, where each fact came from. The same
 * value feeds the page "Why was I called?", the letter and the export.
 */
import type { AmdFeatures, AmdVerdictName } from '../base/amd.ts'
import type { E164, EpochMs } from '../base/units.ts'
import type { Outcome } from '../call/outcome.ts'
import type { RingBackOutcome } from '../call/ringBackOutcome.ts'
import type { ConsentEntry } from '../contacts/consent.ts'
import type { SuppressionEntry } from '../contacts/suppression.ts'
import type { Verdict } from '../law/verdict.ts'
import type { RightsRequest } from './request.ts'

export interface PersonFile {
  readonly number: E164
  readonly organisation: string
  /** Each fact known, with who said it, in which line of which source. Empty: we do not know this number. */
  readonly facts: readonly PersonFact[]
  readonly calls: readonly PersonCall[]
  /** Calls from this number to those we show, oldest first. */
  readonly ringBacks: readonly PersonRingBack[]
  /** Whole ledger for this number, oldest first. */
  readonly consents: readonly (ConsentEntry & {
    readonly source: string | null
    /** The exact words agreed to, when they are kept. */
    readonly wording: string | null
  })[]
  readonly suppressions: readonly SuppressionEntry[]
  readonly requests: readonly RightsRequest[]
  readonly drawnAt: EpochMs
}

export interface PersonRingBack {
  readonly at: EpochMs
  /** null: it goes on, or is not known. */
  readonly outcome: RingBackOutcome | null
  readonly controller: string | null
  readonly campaignName: string | null
}

export interface PersonFact {
  readonly fact:
    | ('phone' | 'lastName' | 'firstName' | 'commune' | 'postcode' | 'insee' | 'territory')
    | ('language' | 'pollingDistrict')
  readonly value: string
  readonly source: PersonSource
  /** null: not from a file; the person told us themselves. */
  readonly line: number | null
  readonly saidBy: string | null
  readonly saidAt: string | null
}

export interface PersonSource {
  readonly kind: string
  readonly holder: string
  readonly collectedFrom: string
  readonly collectedTo: string
  readonly importedAt: EpochMs
}

export interface PersonCall {
  readonly campaign: string
  readonly campaignName: string
  readonly controller: string
  readonly at: EpochMs
  readonly outcome: Outcome | null
  /** The recording that was played; null: none was stored. */
  readonly message: { readonly version: number; readonly hash: string } | null
  /** Why it was allowed: the rules run, the version of the law. */
  readonly verdict: Verdict
  /** Made over the practice carrier: no phone rang. */
  readonly practice: boolean
  /** Who answered, as it was judged, and what that was judged by; null: nobody listened. */
  readonly answerer: { readonly verdict: AmdVerdictName; readonly features: AmdFeatures } | null
  /** Of the campaign's legal file: the notice, and who answers for the data. */
  readonly noticeUrl: string | null
  readonly dataProtectionContact: string | null
}
