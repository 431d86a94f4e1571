/**
 * When two imports are the same one: same bytes, mapped the same way, declared the same way. Whoever
 * mapped a column wrongly, or declared a wrong wording, imports the file again with the right one.
 */
import { createHash } from 'node:crypto'
import type { MappingOverrides } from '../contacts/columns.ts'
import { normalised } from '../contacts/headerWords.ts'
import type { Source } from '../contacts/source.ts'

interface ImportIdentity {
  readonly fileSha256: string
  /** The evidence counts by what is in it, not by where it lies. */
  readonly evidenceSha256: string | null
  readonly source: Source
  readonly mapping: MappingOverrides
}

/** Lower-case hex SHA-256. */
export function importSha256(identity: ImportIdentity): string {
  const { fileSha256, evidenceSha256, source, mapping } = identity
  const { kind, holder, collectedFrom, collectedTo, consent } = source
  const mapped = [...mapping].map(([header, use]) => `${normalised(header)}=${use}`).sort()
  const declared = [
    ...[kind, holder, collectedFrom, collectedTo, evidenceSha256],
    ...(consent ? [consent.controller, consent.channel, consent.wordings, consent.slots] : []),
  ]
  return createHash('sha256')
    .update(JSON.stringify([fileSha256, mapped, declared]))
    .digest('hex')
}
