/** What was administered: a row that is only ever added, and its entry in the organisation's ledger. */
import { type Actor, actorName } from '../../access/actor.ts'
import type { EpochMs } from '../../base/units.ts'
import type { AdministrativeAct, JournalVerbs } from '../accessStore.ts'
import type { Database } from '../database.ts'
import { appendToLedger } from './ledger.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

/** One word for each thing that can be administered. */
export type AdministrativeWord =
  | 'ownerCreated'
  | 'ownerReset'
  | 'memberInvited'
  | 'invitationAccepted'
  | 'invitationRevoked'
  | 'rolesChanged'
  | 'memberLeft'
  | 'keyCreated'
  | 'keyRevoked'
  | 'organisationCreated'
  | 'organisationRenamed'
  | 'rulesChanged'
  | 'modeChanged'
  | 'secondFactorAdded'
  | 'secondFactorRemoved'
  | 'passwordChanged'
  // What was done with people's data.
  | 'numberRevealed'
  | 'letterMade'
  | 'suppressionsExported'
  | 'evidenceExported'
  // What was said of calls whose verdict is measured.
  | 'answerersDrawn'
  | 'answererLabelled'
  | 'answererLabelUndone'

export interface Administered {
  readonly organisation: number
  readonly actor: Actor
  readonly what: AdministrativeWord
  readonly about: Readonly<Record<string, unknown>>
  readonly at: EpochMs
}

const insert = {
  name: 'act-insert',
  text: `insert into administrative_act (organisation_id, at, who, what, about)
         values ($1, $2, $3, $4, $5) returning id`,
}

/** The last act of the SqlTransaction that administers: the head of the ledger stays locked after it. */
export async function administered(client: SqlClient, act: Administered): Promise<void> {
  const { organisation, actor, what, about, at } = act
  const who = actorName(actor)
  const rows = await rowsOf<{ id: number }>(client, insert, [
    ...[organisation, at, who, what, JSON.stringify(about)],
  ])
  const subject = `administrativeAct/${rows[0]?.id}`
  await appendToLedger(client, organisation, [{ kind: 'administered', at, subject, content: {} }])
}

const newest = {
  name: 'acts-newest',
  text: `select id, at, who, what, about from administrative_act
         where organisation_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
}

export function journalVerbs({ pool }: Database): JournalVerbs {
  return {
    administrativeActs: (organisation, limit, before) =>
      rowsOf<AdministrativeAct>(pool, newest, [organisation, before ?? null, limit]),
  }
}
