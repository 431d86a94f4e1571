/** The sources of an organisation as they were declared, the newest first. */
import type { EpochMs } from '../../base/units.ts'
import type { SourceKind } from '../../contacts/source.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface StoredSource {
  readonly id: number
  readonly fileName: string
  readonly kind: SourceKind
  readonly holder: string
  readonly collectedFrom: string
  readonly collectedTo: string
  readonly controller: string | null
  readonly channel: 'automate' | 'volunteer' | null
  readonly wordings: readonly { readonly version: string; readonly text: string }[]
  readonly evidenceFile: string | null
  readonly importedAt: EpochMs
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly duplicates: number
    readonly rejected: number
  }
}

const list = {
  name: 'sources-list',
  text: `select s.id, s.file_name as "fileName", s.kind, s.holder, s.collected_from as "collectedFrom",
      s.collected_to as "collectedTo", s.controller, s.channel, s.evidence_file as "evidenceFile",
      s.imported_at as "importedAt",
      jsonb_build_object('read', s.rows_read, 'accepted', s.rows_accepted,
        'duplicates', s.rows_duplicate, 'rejected', s.rows_rejected) as rows,
      coalesce((select jsonb_agg(jsonb_build_object('version', v.version, 'text', w.text)
          order by v.version)
        from source_wording v
        join wording w on w.hash = v.hash and w.organisation_id = s.organisation_id
        where v.source_id = s.id), '[]') as wordings
    from source s where s.organisation_id = $1 and s.id < $2 and s.kind <> 'person' order by s.id desc limit $3`,
}

export const listSources = (
  client: SqlClient,
  organisation: number,
  before: number,
  limit: number,
): Promise<StoredSource[]> => rowsOf<StoredSource>(client, list, [organisation, before, limit])
