/** How the ledger reads again what was administered. */
import { type AuditSubject, idKey } from './auditSubject.ts'

export const administrativeAct: AuditSubject = {
  name: 'administrativeAct',
  kind: 'administered',
  key: idKey,
  read: `select id::text as key, jsonb_build_object('at', at, 'who', who, 'what', what, 'about', about)
      as content
    from administrative_act where organisation_id = $1 and id = any($2::bigint[])`,
  every: 'select id::text as key from administrative_act where organisation_id = $1',
}
