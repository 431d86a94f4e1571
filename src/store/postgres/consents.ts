/**
 * Consents given and withdrawn one by one: on a page, in a call, at the office. Each is a row that is
 * only ever added to, and an entry of the ledger, in one SqlTransaction.
 */
import { Failure } from '../../base/failure.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import type { Channel, Slot } from '../../contacts/consent.ts'
import { type ConsentProof, lackingIn } from '../../contacts/consentProof.ts'
import type { Database } from '../database.ts'
import type { LedgerEntry } from '../ledger.ts'
import { appendToLedger } from './ledger.ts'
import { lockTargetsOf, revokeAndTell } from './objections.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { keepWordings, keptWording, type WordingText } from './wordings.ts'

export interface NewConsent {
  readonly organisation: number
  readonly number: E164
  /** On whose behalf, exactly as the wording names them. */
  readonly controller: string
  readonly channel: Channel
  readonly slots: readonly Slot[]
  /** The text as it was shown or read out; or the version or hash of one that is kept. */
  readonly wording: WordingText | { readonly kept: string }
  readonly at: EpochMs
  readonly proof: ConsentProof
}

type Pool = Pick<Database, 'pool'>

const insertContact = {
  name: 'consent-new-contact',
  text: `insert into contact (id, organisation_id, phone, person_id, household_id, created_at)
         overriding system value
         select n.id, $1, $2, n.id, n.id, $3 from (select nextval('contact_id_seq') as id) n
         on conflict (organisation_id, phone) do nothing`,
}
const contactOf = {
  name: 'consent-contact',
  text: 'select id from contact where organisation_id = $1 and phone = $2',
}
const insertGiven = {
  name: 'consent-give',
  text: `insert into consent (contact_id, kind, controller, channel, at, slots, wording_version,
           wording_hash, proof)
         values ($1, 'given', $2, $3, $4, $5, $6, $7, $8) returning id`,
}

/** Refused with one sentence that names everything it lacks. */
export function addConsent({ pool }: Pool, consent: NewConsent, now: EpochMs): Promise<void> {
  const { organisation, number, controller, channel, at, proof } = consent
  const wording = 'kept' in consent.wording ? consent.wording.kept : consent.wording.text
  const lacking = lackingIn({ ...consent, wording }, now)
  if (lacking.length > 0) {
    throw new Failure('badInput', `This is no consent yet: it lacks ${lacking.join('; ')}.`, {
      fr: `Ce n’est pas encore un accord : il manque ${lacking.join(' ; ')}.`,
    })
  }
  return inSqlTransaction(pool, async (client) => {
    const words = await wordingOf(client, consent, now)
    refuseExpired(words, at)
    const contact = await contactFor(client, organisation, number, now)
    const [made] = await rowsOf<{ id: number }>(client, insertGiven, [
      ...[contact, controller.trim(), channel, at, JSON.stringify(consent.slots)],
      ...[words.version, words.hash, JSON.stringify(proof)],
    ])
    const subject = `consent/${contact}/${made?.id}`
    await appendToLedger(client, organisation, [
      ...words.entries,
      { kind: 'consentGiven', at: now, subject, content: {} },
    ])
  })
}

interface Words {
  readonly hash: string
  readonly version: string
  readonly expiresAt: EpochMs | null
  readonly entries: readonly LedgerEntry[]
}

async function wordingOf(
  client: SqlClient,
  { organisation, wording }: NewConsent,
  now: EpochMs,
): Promise<Words> {
  const given = 'kept' in wording ? undefined : wording
  const entries = given ? await keepWordings(client, organisation, [given], now) : []
  const kept = await keptWording(client, organisation, 'kept' in wording ? wording.kept : wording)
  return { ...kept, version: given?.version ?? kept.version, entries }
}

function refuseExpired({ version, expiresAt }: Words, at: EpochMs): void {
  if (expiresAt === null || at < expiresAt) return
  throw new Failure('refused', `The wording ${version} had expired: ask under the one in force.`, {
    fr: `Le texte ${version} n’était plus en vigueur : demandez l’accord avec celui qui l’est.`,
    measured: new Date(at).toISOString(),
    limit: new Date(expiresAt).toISOString(),
  })
}

async function contactFor(
  client: SqlClient,
  organisation: number,
  number: E164,
  now: EpochMs,
): Promise<number> {
  await rowsOf(client, insertContact, [organisation, number, now])
  const [contact] = await rowsOf<{ id: number }>(client, contactOf, [organisation, number])
  if (contact) return contact.id
  throw new Failure('busy', 'This number is being erased: try again.', {
    fr: 'Ce numéro est en cours d’effacement : recommencez dans un instant.',
  })
}

export interface Withdrawal {
  readonly organisation: number
  readonly number: E164
  /** null: everybody to whom the person ever gave a consent. */
  readonly controller: string | null
  readonly at: EpochMs
  readonly proof: ConsentProof
}

/** All numbers of the person, both channels: withdrawing is as easy as giving (RGPD art. 7 § 3). */
const personOf = {
  name: 'consent-person',
  text: `select array(select mine.id from contact named join contact mine
           on mine.person_id = named.person_id and mine.organisation_id = named.organisation_id
         where named.organisation_id = $1 and named.phone = $2 order by mine.id) as contacts`,
}
const withdraw = {
  name: 'consent-withdraw',
  text: `insert into consent (contact_id, kind, controller, channel, at, proof)
         select mine, 'withdrawn', agreed.controller, channel, $3, $4
         from unnest($1::bigint[]) as mine
         cross join lateral (
           select $2::text as controller where $2 is not null
           union
           select e.controller from contact c
           cross join lateral consents_of(c.id, c.phone, c.organisation_id) e
           where $2 is null and c.id = any($1) and e.kind = 'given') agreed
         cross join unnest(array['automate', 'volunteer']) as channel
         returning contact_id as contact, id, controller`,
}

/**
 * A number not known yet is kept with its withdrawal: a file imported later may report an older consent.
 * Whoever is about to be called no longer is. Resolves with the controllers it was withdrawn from.
 */
export function withdrawConsent(
  { pool }: Pool,
  { organisation, number, controller, at, proof }: Withdrawal,
  now: EpochMs,
): Promise<readonly string[]> {
  return inSqlTransaction(pool, async (client) => {
    if (controller !== null) await contactFor(client, organisation, number, now)
    const [person] = await rowsOf<{ contacts: number[] }>(client, personOf, [organisation, number])
    const contacts = person?.contacts ?? []
    await lockTargetsOf(client, contacts)
    const withdrawn = await rowsOf<{ contact: number; id: number; controller: string }>(
      client,
      withdraw,
      [contacts, controller, at, JSON.stringify(proof)],
    )
    const controllers = [...new Set(withdrawn.map((row) => row.controller))].sort()
    for (const name of controllers) {
      await revokeAndTell(client, contacts, '', { organisation, controller: name })
    }
    await appendToLedger(
      client,
      organisation,
      withdrawn.map(({ contact, id }) => ({
        ...{ kind: 'consentWithdrawn', at: now, subject: `consent/${contact}/${id}`, content: {} },
      })),
    )
    return controllers
  })
}
