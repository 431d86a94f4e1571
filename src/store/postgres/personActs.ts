/** What members of a team do with one person's data, written down where the data-protection officer reads it. */
import type { EpochMs } from '../../base/units.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface PersonAct {
  readonly organisation: number
  readonly who: string
  readonly what: 'numberRevealed' | 'letterMade' | 'suppressionsExported' | 'evidenceExported'
  /** Ids and counts, never a number or a name. */
  readonly about: Readonly<Record<string, string | number>>
  readonly now: EpochMs
}

const note = {
  name: 'person-act',
  text: `insert into administrative_act (organisation_id, at, who, what, about)
         values ($1, $2, $3, $4, $5)`,
}

export async function noteAct(client: SqlClient, act: PersonAct): Promise<void> {
  const { organisation, who, what, about, now } = act
  await rowsOf(client, note, [organisation, now, who, what, JSON.stringify(about)])
}
