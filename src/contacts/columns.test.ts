import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import {
  type ColumnUse,
  columnsMax,
  type MappingOverrides,
  mapColumns,
  parseMapFlag,
  phoneColumnsMax,
} from './columns.ts'
import { forbiddenSubjectOf } from './forbiddenColumns.ts'

const none: MappingOverrides = new Map()
const usesOf = (headers: readonly string[], overrides = none): readonly string[] =>
  mapColumns(headers, overrides).columns.map(({ use }) => use)

// biome-ignore format: header → what it holds, as a table
const headers: readonly (readonly [ColumnUse, readonly string[]])[] = [
  ['phone', ['Téléphone', 'TELEPHONE', 'Tél.', 'tel', 'N° de téléphone', 'Numéro de téléphone', 'Téléphone 1', 'Tel2',
    'Portable', 'Tél. portable', 'Téléphone portable perso', 'Mobile', 'GSM', 'Fixe', 'Tél fixe', 'Phone', 'phone_number',
    'PhoneNumber', 'Mobile phone', 'Landline', 'Cell phone', 'Home Phone']],
  ['lastName', ['Nom', 'NOM', 'Nom de famille', 'Nom de naissance', 'Last name', 'LastName', 'Surname', 'Name']],
  ['firstName', ['Prénom', 'prenom', 'First name', 'Given name', 'Prénom(s)']],
  ['commune', ['Commune', 'Ville', 'City', 'Town', 'Nom de la commune']],
  ['postcode', ['Code postal', 'CODE_POSTAL', 'CP', 'ZIP', 'Zip code', 'Postcode']],
  ['insee', ['Code INSEE', 'INSEE', 'code_insee', 'Code commune', 'Code INSEE de la commune', 'DEPCOM']],
  ['street', ['Adresse', 'Rue', 'Address', 'Adresse 1', 'Street']],
  ['consentDate', ['Date de consentement', 'date du consentement', 'Consent date', 'Consentement le', 'Opt-in date']],
  ['consent', ['Consentement', 'Consent', 'Accord', 'Opt-in']],
  ['slot', ['Créneau', 'Créneau accepté', 'creneaux_horaires', 'Slot', 'Time slot', 'Plage horaire']],
  ['wordingVersion', ['Version du texte', 'Wording version', 'consent_version']],
  ['communeSaidBy', ['Commune déclarée par', 'Commune said by', 'Source de la commune']],
  ['communeSaidAt', ['Commune déclarée le', 'Date de la commune', 'Commune given on']],
  ['objection', ['Opposition', 'Opposé', 'opposée', 'Ne pas appeler', 'Ne plus appeler', 'NE_PAS_CONTACTER', 'STOP', 'Stop appels', 'Opt-out', 'OptOut',
    'Opt out date', 'Do not call', 'DoNotCall', 'DNC', 'dnc_flag', 'Bloctel', 'Inscrit Bloctel', 'Désinscrit', 'Date de désinscription', 'Désabonné',
    'Unsubscribed', 'unsubscribed_at', 'Liste noire', 'Blacklisted', "Date d'opposition", 'Opposition au démarchage', 'Refus', "Refus d'appel",
    'Ne souhaite plus être appelé', 'Consentement retiré', 'Consent withdrawn', 'Objection', 'Pas d’appels', 'No calls']],
  ['ignore', ['Liste rouge', 'Obs', 'Code', 'E-mail', 'Fax', 'Code postal / INSEE', 'Type de téléphone', '', 'Civilité', 'Id']],
]

test('columns: French and English headers are recognised whatever accents, case and spacing', () => {
  for (const [use, names] of headers) {
    for (const name of names) assert.equal(usesOf([name, 'Contact phone'])[0], use, name)
  }
})

test('columns: two columns for one field: the better named one holds it, the other is left out', () => {
  const { columns } = mapColumns(['Nom de naissance', 'Nom', 'Tél', 'Ville', 'Commune'], none)
  assert.deepEqual(
    columns.map(({ use, because }) => `${use} ${because}`),
    [
      'ignore ambiguous',
      'lastName recognised',
      'phone recognised',
      'ignore ambiguous',
      'commune recognised',
    ],
  )
  assert.deepEqual(usesOf(['Nom 1', 'Nom 2', 'Tél']), ['ignore', 'ignore', 'phone'])
})

test('columns: what the person says wins, and only a header of the file can be mapped', () => {
  const mapped = new Map([
    parseMapFlag('Contact=phone'),
    parseMapFlag('tél=ignore'),
    parseMapFlag('Ref=insee'),
  ])
  assert.deepEqual(usesOf(['Contact', 'Tél', 'Ref', 'Code INSEE'], mapped), [
    'phone',
    'ignore',
    'insee',
    'ignore',
  ])
  assert.throws(() => usesOf(['Tél'], mapped), isFailure('badInput', /no column "Contact"/))
  for (const flag of ['Tel', 'Tel=', '=phone', 'Tel=number'])
    assert.throws(() => parseMapFlag(flag), isFailure('usage', /Header=field/), flag)
  assert.deepEqual(parseMapFlag('a=b=phone'), ['a=b', 'phone'])
})

test('GDPR art. 21: a column of objections cannot be left out, and each of several counts', () => {
  for (const name of ['Opposition', 'ne pas appeler', 'STOP', 'Opt-out']) {
    const ignored = new Map([parseMapFlag(`${name}=ignore`)])
    assert.throws(
      () => usesOf(['Tél', name], ignored),
      isFailure('refused', /lose their objections/),
    )
  }
  assert.deepEqual(usesOf(['Tél', 'Opposition', "Date d'opposition", 'Bloctel']), [
    'phone',
    ...['objection', 'objection', 'objection'],
  ])
  const own = new Map([parseMapFlag('Obs=objection'), parseMapFlag('Stop=commune')])
  assert.deepEqual(usesOf(['Tél', 'Obs', 'Stop'], own), ['phone', 'objection', 'commune'])
})

test('columns: one field cannot be mapped from two columns', () => {
  const twice = new Map([parseMapFlag('A=insee'), parseMapFlag('B=insee')])
  assert.throws(() => usesOf(['A', 'B', 'Tél'], twice), isFailure('badInput', /"A", "B".*insee/))
})

test('La Poste and INSEE: 98714 is a postcode and an INSEE code, so a plain code is never guessed', () => {
  assert.deepEqual(usesOf(['Tél', 'Code', 'Code Commune ou postal']), ['phone', 'ignore', 'ignore'])
})

test('columns: no telephone column, or data where the header should be, is one clear failure', () => {
  assert.throws(() => usesOf(['Nom', 'Ville']), isFailure('badInput', /No column holds telephone/))
  const data = ['Dupont', '06 39 98 12 34']
  assert.throws(() => usesOf(data), isFailure('badInput', /first line holds a telephone number/))
  assert.throws(
    () => usesOf(data),
    (error: Error) => !error.message.includes('98 12'),
  )
})

test('columns: two columns of the same name are a failure, two without a name are not', () => {
  assert.throws(() => usesOf(['Tél', 'Ville', 'ville ']), isFailure('badInput', /Two columns/))
  assert.deepEqual(usesOf(['Tél', '', '']), ['phone', 'ignore', 'ignore'])
})

test('columns: the widest table passes, one column more does not; so for telephone columns', () => {
  const wide = (count: number) => ['Tél', ...Array.from({ length: count - 1 }, (_, i) => `c${i}x`)]
  assert.equal(usesOf(wide(columnsMax - 1)).length, columnsMax - 1)
  assert.equal(usesOf(wide(columnsMax)).length, columnsMax)
  assert.throws(() => usesOf(wide(columnsMax + 1)), isFailure('badInput', /201 columns/))
  const phones = (count: number) => Array.from({ length: count }, (_, i) => `Tél ${i + 1}`)
  assert.equal(usesOf(phones(phoneColumnsMax)).length, phoneColumnsMax)
  assert.throws(() => usesOf(phones(phoneColumnsMax + 1)), isFailure('badInput', /5 columns hold/))
})

// biome-ignore format: header → subject, as a table
const forbidden: readonly (readonly [string, readonly string[]])[] = [
  ['political opinion', ['vote', 'Intention_vote', 'intentionVote', 'Intention de vote', 'Score', 'score LFI', 'Opinion', 'Parti préféré',
    'Sympathisant', 'Sympathisante', 'Orientation politique', 'A voté', 'Vote 2022', 'Bord politique', 'Voting intention', 'Party',
    'Political views', 'Abstentionniste', 'Turnout score', 'Support level', 'Bureau de vote et intention de vote']],
  ['income', ['Revenu', 'Revenus annuels', 'Salaire net', 'Income', 'household income', 'Salary', 'Tranche fiscale']],
  ['religion', ['Religion', 'religieux', 'Confession', 'Faith', 'Religious group']],
  ['ethnic origin', ['Ethnie', 'Origine', 'Origine ethnique', 'Race', 'Ethnicity', 'ethnic group']],
  ['health', ['Santé', 'État de santé', 'Handicap', 'Maladie', 'Health', 'Disability', 'Handicapé', 'vaccination']],
  ['union membership', ['Syndicat', 'Syndiqué', 'Trade union', 'Union member']],
  ['sex life', ['Vie sexuelle', 'Sexual life']],
  ['criminal record', ['Casier judiciaire', 'Condamnations']],
]
/** What a model guessed of a person, or what stands in for it. */
// biome-ignore format: a list
const guessed: readonly string[] = [
  'Tendance', 'Gauche/droite', 'Émargement 2022', 'participation', 'Participation 2022 T1', 'prediction', 'predicted_party',
  'Segment', 'cluster_id', 'Persona', 'Typologie', 'modeled_support', 'likelihood', 'Probabilité', 'Persuadability', 'leaning',
  'Affinity', 'Supporter', 'Pro-Macron', 'LFI', 'CSP', 'Catégorie socio-professionnelle', 'Niveau de vie', 'Mosquée',
  'Nationalité', 'Pays de naissance', 'IMC', 'CGT', 'Sondage',
]

test('GDPR art. 9: a column of opinion, income, religion, origin or health refuses the file by name', () => {
  for (const [subject, names] of forbidden) {
    for (const name of names) {
      assert.equal(forbiddenSubjectOf(name), subject, name)
      const ignored = new Map([[name, 'ignore' as const]])
      assert.throws(
        () => usesOf(['Tél', name], ignored),
        isFailure('refused', new RegExp(`"${name}" refused`)),
      )
    }
  }
})

test('CNIL, 18 December 2025: a trait that is guessed, or stands in for one, refuses the file too', () => {
  for (const name of guessed) assert.notEqual(forbiddenSubjectOf(name), undefined, name)
})

test('GDPR art. 9: columns that only sound like one are not refused', () => {
  // biome-ignore format: a list
  const harmless = ['Bureau de vote', 'Date de vote', 'Lieu de vote', 'Adresse du bureau de vote', 'Revenue Street', 'Origine des données',
    'Origine du numéro', 'Départ', 'Appartement', 'Partie', 'Grâce', 'Note', 'Sexe', 'Syndic', 'Prénom', 'Terrace', 'Département',
    'Consentement politique', 'Votre ville', 'Devoté', 'Descore', 'Rue de la paix', 'Situation', 'Participant', 'Horaires',
    'Participation au meeting', 'Support de collecte', 'Tél pro', 'Langue', 'Lieu de naissance', 'Phone model', 'Pseudo', 'Provenance', 'Région']
  for (const name of harmless) assert.equal(forbiddenSubjectOf(name), undefined, name)
})

const isFailure = (code: string, sentence: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && sentence.test(error.message)
