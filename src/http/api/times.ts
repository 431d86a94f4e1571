/** Instants as the API writes them: ISO 8601 in UTC with Z. */
import { z } from 'zod'
import { type EpochMs, epochMs } from '../../base/units.ts'

export const instant = z.iso.datetime().describe('An instant, ISO 8601 in UTC.')

export const isoOf = (at: EpochMs): string => new Date(at).toISOString()
export const isoOrNull = (at: EpochMs | null): string | null => (at === null ? null : isoOf(at))
export const epochOf = (iso: string): EpochMs => epochMs(Date.parse(iso))
