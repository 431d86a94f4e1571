/**
 * Which column holds what: French and English headers are recognised, `--map "Obs=ignore"` overrides,
 * and what is not certain is left out and reported. An INSEE code is never taken for a postcode or
 * the other way round: 98714 is Papeete's postcode and Bora-Bora's INSEE code.
 */
import { Failure } from '../base/failure.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { refuseForbiddenColumns } from './forbiddenColumns.ts'
import { normalised, wordsOf } from './headerWords.ts'
import { speaksOfObjection } from './objectionHeaders.ts'
import { readPhoneCell } from './phoneCell.ts'
import { isRejectsHeader, rejectsColumns } from './rejectedRows.ts'

/** A table of people has tens of columns; more is an export of something else. */
export const columnsMax = 200

export const fields = [
  ...(['phone', 'lastName', 'firstName', 'street', 'postcode', 'commune', 'insee'] as const),
  ...(['consent', 'consentDate', 'slot', 'wordingVersion'] as const),
  ...(['communeSaidBy', 'communeSaidAt', 'pollingDistrict', 'language', 'objection'] as const),
] as const
export type Field = (typeof fields)[number]

export type ColumnUse = Field | 'ignore'

export interface Column {
  readonly index: number
  readonly header: string
  readonly use: ColumnUse
  /** Why it is what it is: told to the person, who may map it otherwise. */
  readonly because: 'recognised' | 'mapped' | 'unknown' | 'ambiguous' | 'rejectsReason'
}

export interface Mapping {
  readonly columns: readonly Column[]
  /** Columns of a corrected file of rejected rows: the guard before = + - @ is undone. */
  readonly fromRejects: boolean
}

/** Header → use, as the person said. */
export type MappingOverrides = ReadonlyMap<string, ColumnUse>

/** Each column of these counts; of any other field a table has one. */
const repeatable: readonly Field[] = ['phone', 'objection']

/** Best name first: when two columns claim one field, the better named one has it. */
const synonyms: Readonly<Record<Exclude<Field, 'objection'>, string>> = {
  phone:
    'telephone|tel|phone|phone number|portable|mobile|gsm|fixe|landline|telephone portable|' +
    'telephone mobile|telephone fixe|tel portable|tel mobile|tel fixe|tel gsm|mobile phone|cell|' +
    'cell phone|cellphone|cellulaire|home phone|work phone|landline phone|fixed line|' +
    'telephone domicile|tel domicile|telephone bureau|tel bureau|tel maison|tel pro|ligne fixe|' +
    'telephone principal|mobile number|msisdn|telephone contact|contact phone|numero',
  lastName:
    'nom|last name|lastname|surname|family name|nom famille|nom usage|nom naissance|birth name|' +
    'nom patronymique|name|nom complet|nom prenom|full name',
  firstName: 'prenom|first name|firstname|given name|forename|prenoms',
  street:
    'adresse|rue|voie|adresse postale|adresse 1|street|address|street address|address line|' +
    'address line 1|numero voie|adresse ligne|adresse ligne 1|libelle voie',
  postcode: 'code postal|cp|postcode|postal code|zip|zip code|zipcode|codepostal|post code',
  commune: 'commune|ville|city|town|localite|municipality|nom commune|commune residence',
  insee:
    'code insee|insee|code commune|code insee commune|code commune insee|insee code|codeinsee|' +
    'cog|code officiel geographique|code commune cog|depcom|codgeo',
  consent: 'consentement|consent|accord|opt in|optin|consentement automate|accord automate',
  consentDate:
    'date consentement|consent date|date accord|date opt in|date optin|opt in date|optin date|' +
    'consentement le|consentement donne le|consent given on|consent at|consented at|date recueil|date recueil consentement|' +
    'consentement donne|accord donne|date signature|consented on',
  slot:
    'creneau|creneau accepte|creneaux|creneaux acceptes|slot|slots|time slot|time slots|' +
    'creneau horaire|creneaux horaires|plage horaire|plages horaires|accepted slot|horaires|' +
    'horaire accepte|horaires acceptes|accepted slots|consent slot',
  wordingVersion:
    'version texte|texte version|wording version|text version|version consentement|' +
    'consent version|version formulaire|version texte accepte|version mention|wording',
  communeSaidBy:
    'commune declaree par|commune dite par|commune donnee par|source commune|commune said by|' +
    'commune given by|city given by|commune stated by|origine commune|commune source',
  communeSaidAt:
    'commune declaree le|commune dite le|commune donnee le|commune declaree|date commune|commune said on|commune given on|' +
    'commune stated on|commune said at|date declaration commune|commune date',
  pollingDistrict:
    'bureau vote|bureau de vote|numero bureau vote|numero du bureau de vote|bv|polling district|' +
    'polling station|voting district|voting station|polling place',
  // Not the mother tongue: that would suppose an origin (RGPD art. 9).
  language:
    'langue|langue souhaitee|langue choisie|langue contact|langue de contact|langue appel|' +
    'language|preferred language|contact language|langue preferee',
}

/** Words that carry no meaning in a header: articles, "number", "personal". */
const emptyWords = new Set(
  'de du des d la le les l s n no nr num the of a au aux numero number perso personnel personnelle'
    .split(' ')
    .concat(['personal', 'principal', 'principale', 'main', 'on']),
)

/** `Numéro de téléphone n° 2` → `telephone`; `Commune déclarée le` → `commune declaree`. */
function meaning(header: string): string {
  const words = wordsOf(header)
  const kept = words.filter((word) => !emptyWords.has(word))
  const named = kept.length > 1 && /^\d$/.test(kept.at(-1) ?? '') ? kept.slice(0, -1) : kept
  const joined = named.join(' ').replace(/^(tel|telephone|phone|mobile|portable|fixe)\d$/, '$1')
  return joined === '' ? words.join(' ') : joined
}

interface Claim {
  readonly field: Field
  readonly rank: number
}

/** As written first (`Consentement le` is a date, `Consentement` a yes or no), then by meaning. */
const claims = new Map<string, Claim>()
for (const asWritten of [true, false]) {
  for (const [field, names] of Object.entries(synonyms)) {
    for (const [rank, name] of names.split('|').entries()) {
      const key = asWritten ? name : `~${meaning(name)}`
      if (!claims.has(key)) claims.set(key, { field: field as Field, rank })
    }
  }
}

const claimOf = (header: string): Claim | undefined =>
  speaksOfObjection(header)
    ? { field: 'objection', rank: 0 }
    : (claims.get(normalised(header)) ?? claims.get(`~${meaning(header)}`))

/** Several telephone columns are several numbers of one person; more is another kind of table. */
export const phoneColumnsMax = 4

export function mapColumns(headers: readonly string[], overrides: MappingOverrides): Mapping {
  if (headers.length > columnsMax) {
    throw new Failure(
      'badInput',
      `The file has ${headers.length} columns; a table of people has at most ${columnsMax}. ` +
        'Nothing was imported. Keep only the columns you need.',
      {
        fr:
          `Ce fichier a ${headers.length} colonnes ; un tableau de personnes en a au plus ` +
          `${columnsMax}. Rien n’a été importé. Ne gardez que les colonnes utiles.`,
        measured: String(headers.length),
        limit: String(columnsMax),
      },
    )
  }
  refuseForbiddenColumns(headers)
  const { columns, fromRejects } = recogniseColumns(headers, overrides)
  const phones = columns.filter(({ use }) => use === 'phone').length
  if (phones === 0) throw noPhoneColumn(headers)
  if (phones > phoneColumnsMax) throw tooManyPhoneColumns(phones)
  refuseSharedFields(columns)
  return { columns, fromRejects }
}

/** Without what a whole table needs: shown while the person still says what each column is. */
export function recogniseColumns(headers: readonly string[], overrides: MappingOverrides): Mapping {
  const fromRejects = isRejectsHeader(headers)
  const own = fromRejects ? headers.slice(rejectsColumns.length) : headers
  refuseDuplicates(own)
  const mapped = mappedByPerson(own, overrides)
  const offset = headers.length - own.length
  const columns = headers.map((header, index): Column => {
    if (index < offset) return { index, header, use: 'ignore', because: 'rejectsReason' }
    const use = mapped.get(normalised(header))
    if (use === 'ignore' && speaksOfObjection(header)) throw objectionsIgnored(header)
    if (use !== undefined && header.trim() !== '') return { index, header, use, because: 'mapped' }
    return recognised(header, index, own, mapped)
  })
  return { columns, fromRejects }
}

function recognised(
  header: string,
  index: number,
  headers: readonly string[],
  mapped: MappingOverrides,
): Column {
  const claim = claimOf(header)
  if (!claim) return { index, header, use: 'ignore', because: 'unknown' }
  const ambiguous: Column = { index, header, use: 'ignore', because: 'ambiguous' }
  if (!repeatable.includes(claim.field)) {
    if ([...mapped.values()].includes(claim.field)) return ambiguous
    for (const other of headers) {
      const rival = other === header || mapped.has(normalised(other)) ? undefined : claimOf(other)
      if (rival?.field === claim.field && rival.rank <= claim.rank) return ambiguous
    }
  }
  return { index, header, use: claim.field, because: 'recognised' }
}

/** `--map "Obs=ignore"` → header and use. */
export function parseMapFlag(flag: string): readonly [header: string, use: ColumnUse] {
  const at = flag.lastIndexOf('=')
  const header = flag.slice(0, at).trim()
  const use = flag.slice(at + 1).trim()
  const known = [...fields, 'ignore' as const].find((name) => name === use)
  if (at > 0 && header !== '' && known !== undefined) return [header, known]
  throw new Failure(
    'usage',
    `--map "${flag}" is not understood. Write --map "Header=field", with one of: ` +
      `${fields.join(', ')}, ignore.`,
  )
}

function mappedByPerson(
  headers: readonly string[],
  overrides: MappingOverrides,
): Map<string, ColumnUse> {
  const known = new Set(headers.map(normalised))
  const mapped = new Map<string, ColumnUse>()
  for (const [header, use] of overrides) {
    const name = normalised(header)
    if (!known.has(name)) {
      throw new Failure(
        'badInput',
        `The file has no column "${header}". Its columns are: ${listed(headers)}.`,
        { fr: `Ce fichier n’a pas de colonne « ${header} ». Ses colonnes : ${listed(headers)}.` },
      )
    }
    mapped.set(name, use)
  }
  return mapped
}

function refuseDuplicates(headers: readonly string[]): void {
  const seen = new Set<string>()
  for (const header of headers) {
    const name = normalised(header)
    if (name !== '' && seen.has(name)) {
      throw new Failure(
        'badInput',
        `Two columns are named "${header}": which one counts cannot be known. Nothing was ` +
          'imported. Rename or remove one of them.',
        {
          fr:
            `Deux colonnes s’appellent « ${header} » : renommez ou retirez l’une d’elles. Rien n’a ` +
            'été importé.',
        },
      )
    }
    seen.add(name)
  }
}

function refuseSharedFields(columns: readonly Column[]): void {
  for (const field of fields) {
    const holders = columns.filter(({ use }) => use === field)
    if (repeatable.includes(field) || holders.length < 2) continue
    throw new Failure(
      'badInput',
      `Columns ${listed(holders.map(({ header }) => header))} are all mapped to ${field}: keep one.`,
      {
        fr:
          `Les colonnes ${listed(holders.map(({ header }) => header))} ont le même usage : ` +
          'gardez-en une.',
      },
    )
  }
}

function noPhoneColumn(headers: readonly string[]): Failure {
  const isData = headers.some((header) => readPhoneCell(header).some(({ is }) => is === 'number'))
  const sentence = isData
    ? 'The first line holds a telephone number where the column names should be. Add a first line ' +
      'with names, such as Nom;Prénom;Téléphone.'
    : `No column holds telephone numbers: the columns are ${listed(headers)}. Name one of them ` +
      '"Téléphone", or say which it is: --map "Header=phone".'
  return new Failure('badInput', `${sentence} Nothing was imported.`, {
    fr: isData
      ? 'La première ligne contient un téléphone au lieu des noms de colonnes. Ajoutez une première ' +
        'ligne, par exemple Nom;Prénom;Téléphone. Rien n’a été importé.'
      : 'Aucune colonne de téléphones n’est reconnue : dites laquelle dans le tableau. Rien n’a été importé.',
  })
}

const objectionsIgnored = (header: string): Failure =>
  new Failure(
    'refused',
    `Column "${header}" says who does not want to be called: leaving it out would lose their ` +
      'objections. Nothing was imported. Do not map it to ignore; if it holds something else, ' +
      'rename it in the file.',
    {
      fr:
        `La colonne « ${header} » dit qui ne veut pas être appelé : elle ne se laisse pas de ` +
        'côté. Rien n’a été importé. Si elle contient autre chose, renommez-la dans le fichier.',
      measured: header,
      limit: 'no column of objections left out',
    },
  )

const tooManyPhoneColumns = (count: number): Failure =>
  new Failure(
    'badInput',
    `${count} columns hold telephone numbers; one person has at most ${phoneColumnsMax} here. ` +
      'Leave some out: --map "Header=ignore".',
    {
      fr:
        `${count} colonnes contiennent des téléphones ; une personne en a ici au plus ` +
        `${phoneColumnsMax}. Laissez-en de côté.`,
      measured: String(count),
      limit: String(phoneColumnsMax),
    },
  )

const headersShownMax = 12
function listed(headers: readonly string[]): string {
  const shown = headers
    .slice(0, headersShownMax)
    .map((header) => `"${maskNumbersIn(header).slice(0, 40)}"`)
  return shown.join(', ') + (headers.length > headersShownMax ? ', …' : '')
}
