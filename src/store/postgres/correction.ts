/**
 * A person says what is right about themselves (RGPD art. 16): a mention of their own, with its
 * provenance, which stands against whatever any file says later. The place is one fact: a commune named
 * without its code replaces the code too, and law then asks for it.
 */
import { Failure } from '../../base/failure.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import { isSharedLine } from '../../contacts/phoneNumber.ts'
import {
  parseInsee,
  parsePostcode,
  placesDisagree,
  territoryOfInsee,
  territoryOfPostcode,
} from '../../contacts/place.ts'
import { dayInParis } from '../../rights/retention.ts'
import type { Database } from '../database.ts'
import { appendToLedger } from './ledger.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

export interface Correction {
  readonly lastName?: string
  readonly firstName?: string
  readonly commune?: string
  readonly postcode?: string
  readonly insee?: string
}

const textMax = 200

const contactOf = {
  name: 'correct-contact',
  text: 'select id from contact where organisation_id = $1 and phone = $2 for update',
}
/** One source an organisation for all that people say of themselves; its line is their turn. */
const ownWords = {
  name: 'correct-source',
  text: `insert into source as s (organisation_id, kind, holder, collected_from, collected_to, file_name,
           file_sha256, import_sha256, imported_at, rows_read, rows_accepted)
         select $1, 'person', name, $2, $2, '', '', 'the persons themselves', $3, 1, 1
         from organisation where id = $1
         on conflict (organisation_id, import_sha256) do update
         set rows_read = s.rows_read + 1, rows_accepted = s.rows_accepted + 1,
           collected_to = greatest(s.collected_to, excluded.collected_to)
         returning id, rows_read as line`,
}
const mention = {
  name: 'correct-mention',
  text: `insert into mention (source_id, line, part, parts, phone, shared_line, last_name, first_name,
           commune, postcode, insee, territory, said_by, said_at)
         values ($1, $2, 0, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
}
const correct = {
  name: 'correct-facts',
  text: `update contact set own_words = true,
           last_name = coalesce($2, last_name), first_name = coalesce($3, first_name),
           commune = case when $8 then $4 else commune end,
           postcode = case when $8 then $5 else postcode end,
           insee = case when $8 then $6 else insee end,
           territory = case when $8 then $7 else territory end,
           polling_district = case when $8 then null else polling_district end,
           home_key = null
         where id = $1`,
}

/** `said_by` of every correction: the page and the letter show it. */
export const saidByThemselves = 'the person'

/** false: nobody is known under this number, so nothing is there to be corrected. */
export async function correctFact(
  { pool }: Database,
  organisation: number,
  number: E164,
  correction: Correction,
  now: EpochMs,
): Promise<boolean> {
  const said = readCorrection(correction)
  return inSqlTransaction(pool, async (client) => {
    const [contact] = await rowsOf<{ id: number }>(client, contactOf, [organisation, number])
    if (!contact) return false
    const today = dayInParis(now)
    const [source] = await rowsOf<{ id: number; line: number }>(client, ownWords, [
      ...[organisation, today, now],
    ])
    const { lastName, firstName, commune, postcode, insee, territory } = said
    const facts = [lastName, firstName, commune, postcode, insee, territory]
    await rowsOf(client, mention, [
      ...[source?.id, source?.line, number, isSharedLine(number)],
      ...facts,
      ...[saidByThemselves, today],
    ])
    const placed = [commune, postcode, insee].some((part) => part !== null)
    await rowsOf(client, correct, [contact.id, ...facts, placed])
    await appendToLedger(client, organisation, [
      {
        kind: 'declared',
        at: now,
        subject: `correction/${source?.id}/${source?.line}`,
        content: {},
      },
    ])
    return true
  })
}

function readCorrection(correction: Correction) {
  const insee = codeOf('INSEE code', correction.insee, parseInsee)
  const postcode = codeOf('postcode', correction.postcode, parsePostcode)
  const byInsee = insee === null ? undefined : territoryOfInsee(insee)
  const byPostcode = postcode === null ? undefined : territoryOfPostcode(postcode)
  if (byInsee && byPostcode && placesDisagree(byInsee, byPostcode)) {
    throw unusable(
      'The postcode and the INSEE code are of different places: correct one of them.',
      'Le code postal et le code Insee désignent deux lieux : corrigez l’un des deux.',
    )
  }
  const said = {
    lastName: textOf('last name', correction.lastName),
    firstName: textOf('first name', correction.firstName),
    commune: textOf('commune', correction.commune),
    postcode,
    insee,
    territory: byInsee ?? byPostcode ?? null,
  }
  if (Object.values(said).every((part) => part === null)) {
    throw unusable(
      'The correction says nothing: give a name, a commune, a postcode or an INSEE code.',
      'La correction ne dit rien : donnez un nom, une commune, un code postal ou un code Insee.',
    )
  }
  return said
}

function textOf(what: string, text = ''): string | null {
  const trimmed = text.normalize('NFC').trim()
  if (trimmed.length <= textMax && !hasControl(trimmed)) return trimmed || null
  throw unusable(
    `The ${what} is longer than ${textMax} characters, or holds some that are no text.`,
    `Un champ dépasse ${textMax} caractères, ou contient autre chose que du texte : raccourcissez-le.`,
  )
}

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text)

function codeOf(
  what: string,
  text: string | undefined,
  parse: (text: string) => string | undefined,
): string | null {
  if (text === undefined || text.trim() === '') return null
  const code = parse(text)
  if (code !== undefined) return code
  throw unusable(
    `The ${what} is not one of France: it has five signs, such as 75056.`,
    'Un code de France a cinq signes, par exemple 75056 : corrigez le code postal ou le code Insee.',
  )
}

const unusable = (sentence: string, fr: string): Failure =>
  new Failure('badInput', sentence, { fr })
