/**
 * A person asks to be erased (RGPD art. 17): contacts, mentions, consents, clear numbers and the salts of
 * the ledger go, on every number known to be theirs. What stays names nobody: counts, attempts, and their
 * objection as a keyed hash, so that the next import cannot bring them back to be called.
 */
import { Failure } from '../../base/failure.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { type Forgotten, forgetContacts, lockForForgetting, writePurgeLog } from './forgetting.ts'
import { appendToLedger } from './ledger.ts'
import { addEntry } from './objections.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface Erasure {
  readonly at: EpochMs
  /** How many rows of each table were deleted or emptied. */
  readonly rows: Forgotten
  /** Of the objection that stays. */
  readonly objection: string
}

const erasureRule = 'fr.RGPD-12'
const erasureArticle = 'RGPD, art. 17'
/** They are refused like whoever objected, for that is what stays of them. */
const objectionRule = 'fr.RGPD-21'

const contactsOf = {
  name: 'erase-contacts',
  text: `select mine.id from contact named join contact mine on mine.person_id = named.person_id
           and mine.organisation_id = named.organisation_id
         where named.organisation_id = $1 and named.phone = $2 order by mine.id`,
}
/** Also of a run that died: only its campaign can say how that call ended. */
const inCall = {
  name: 'erase-in-call',
  text: `select 1 from target where contact_id = any($1::bigint[]) and state = 'armed' limit 1`,
}
/** Entries for the number alone: those of contacts are emptied with them. */
const clearNumber = {
  name: 'erase-number',
  text: `with codes as (delete from spoken_code where organisation_id = $1 and number_hash = $3),
           proofs as (delete from consent_proof where organisation_id = $1 and number_hash = $3),
           links as (update target set number_hash = null where number_hash = $3),
           rang as (update ring_back set caller_hash = null
             where organisation_id = $1 and caller_hash = $3),
           asked as (update rights_request set phone = null, words = null, answer = null
             where organisation_id = $1 and number_hash = $3)
         update suppression set phone = null, line = null
         where organisation_id = $1 and phone = $2 and number_hash is not null`,
}

export function erasePerson(
  database: Database,
  organisation: number,
  number: E164,
  now: EpochMs,
  why: string,
): Promise<Erasure> {
  return inSqlTransaction(database.pool, async (client) => {
    const found = await rowsOf<{ id: number }>(client, contactsOf, [organisation, number])
    const contacts = found.map(({ id }) => id)
    await lockForForgetting(client, contacts)
    await refuseInCall(client, contacts)
    // Asking to be forgotten is asking not to be called: without it the next file brings them back.
    const { reference } = await addEntry(client, database, {
      number,
      organisation,
      entry: { scope: 'organisation', at: now, reason: `erased: ${why}`, ownAct: true },
    })
    const rows = await forgetContacts(client, {
      contacts,
      numberKey: database.numberKey,
      now,
      because: {
        rule: objectionRule,
        measured: 'erased',
        en: 'the person asked to be erased',
        fr: 'la personne a demandé son effacement',
      },
      keepProof: false,
    })
    await rowsOf(client, clearNumber, [organisation, number, database.numberKey.hash(number)])
    const entry = {
      organisation,
      at: now,
      rule: erasureRule,
      article: erasureArticle,
      keptFrom: null,
    }
    const log = await writePurgeLog(client, { ...entry, rows })
    await appendToLedger(
      client,
      organisation,
      log.map((id) => ({ kind: 'erased', at: now, subject: `purge/${id}`, content: {} })),
    )
    return { at: now, rows, objection: reference }
  })
}

async function refuseInCall(client: SqlClient, contacts: readonly number[]): Promise<void> {
  if ((await rowsOf(client, inCall, [contacts])).length > 0) {
    throw new Failure(
      'busy',
      'A call to this person is under way: try again when it has ended. If a ' +
        'run died, start or stop its campaign first.',
      {
        fr:
          'Un appel à cette personne est en cours : recommencez quand il sera terminé. Si le ' +
          'serveur s’est arrêté pendant l’appel, lancez ou arrêtez d’abord sa campagne.',
      },
    )
  }
}
