/**
 * Friday 13 March 2020: some 500,000 recorded calls in one day, two days before the first round of the
 * municipal election in Paris; people asked who gave their number, had moved away, were ex-directory or
 * had objected long before (cyberguerre.numerama.com/3909).
 */
import type { Random } from '../../base/random.ts'
import { epochMs, seconds } from '../../base/units.ts'
import type { ConsentEntry } from '../../contacts/consent.ts'
import type { SuppressionEntry } from '../../contacts/suppression.ts'
import { knownElection } from '../../law/fr/elections.ts'
import { both } from '../../law/say.ts'
import { numberOf, type Shape, type SyntheticPerson } from './shape.ts'

const controller = 'Liste 2020'
/** Shares supposed here; the complaints of the day say that there were such people, not how many. */
const share = {
  mobile: 0.7,
  moved: 0.12,
  exDirectory: 0.2,
  objected: 0.05,
  partner: 0.6,
  own: 0.03,
}

const mobiles =
  '33611 33613 33616 33620 33650 33660 33668 33680 33685 33698 33761 33777 33782'.split(' ')
const landlines = '33142 33143 33144 33145 33147 33148 33153 33140'.split(' ')
/** Where people who left Paris say they live. */
const elsewhere =
  '33063 44109 69123 13055 31555 59350 35238 67482 06088 34172 92012 94028 97411'.split(' ')
const arrondissements = Array.from({ length: 20 }, (_, n) => String(75_101 + n))

const collectedAt = epochMs(Date.UTC(2019, 5, 1))
/** "I agree to receive offers of partners": to somebody else, for no slot. */
const toPartner: ConsentEntry = {
  kind: 'given',
  controller: 'Loueur de fichiers',
  channel: 'automate',
  at: collectedAt,
  slots: [],
}
const withoutSlot: ConsentEntry = { ...toPartner, controller }
const objection: SuppressionEntry = {
  scope: 'platform',
  at: epochMs(Date.UTC(2018, 8, 3)),
  reason: 'liste d’opposition',
}

export const shape2020: Shape = {
  key: '2020',
  title: both('13 March 2020, municipal election in Paris', '13 mars 2020, municipales à Paris'),
  story: [
    both(
      '500,000 recorded calls on one Friday to landlines and mobiles, with an ordinary number of 01 88 shown.',
      '500\u202f000 appels enregistrés en un vendredi, vers des fixes et des mobiles, avec un numéro ordinaire en 01\u202f88 affiché.',
    ),
    both(
      'Lists "with opt-in" whose provenance was not told: consents, where there are any, name the list’s owner.',
      'Des listes « opt-in » dont la provenance n’était pas dite\u202f: les accords, quand il y en a, nomment le propriétaire du fichier.',
    ),
    both(
      'Supposed here: 70 % mobiles, 12 % had moved away, 20 % ex-directory, 5 % on an objection list, 60 % with a consent to somebody else and 3 % with one to this list without any time slot; calls from 10:00 to 20:00.',
      'Supposé ici\u202f: 70\u202f% de mobiles, 12\u202f% de déménagés, 20\u202f% en liste rouge, 5\u202f% sur une liste d’opposition, 60\u202f% avec un accord donné à un autre et 3\u202f% avec un accord sans plage horaire\u202f; appels de 10\u202fh à 20\u202fh.',
    ),
  ],
  contacts: 500_000,
  days: ['2020-03-13'],
  fromHour: 10,
  toHour: 20,
  campaign: {
    channel: 'automate',
    controller,
    purpose: 'electoral',
    election: parisOnly(),
    callerId: '+33188000000',
    trunk: { kind: 'real', callerIds: ['+33188000000'] },
    ringTimeoutMs: seconds(25),
    maxTalkMs: seconds(75),
  },
  marks: {
    moved: both(
      'had left Paris, by their own word',
      'avaient quitté Paris, selon leurs propres dires',
    ),
    exDirectory: both('were ex-directory', 'étaient en liste rouge'),
    objected: both('were on an objection list', 'étaient sur une liste d’opposition'),
    partner: both('had agreed, but to somebody else', 'avaient accepté, mais pour un autre'),
  },
  personOf,
}

function parisOnly(): NonNullable<Shape['campaign']['election']> {
  const election = knownElection('municipales-2020')
  const rounds = election?.rounds ?? []
  return {
    name: 'municipales 2020',
    kind: 'municipal',
    status: 'decreed',
    rounds,
    inseePrefixes: ['751', '75056'],
  }
}

function personOf(random: Random): SyntheticPerson {
  const mobile = random.next() < share.mobile
  const moved = random.next() < share.moved
  const exDirectory = random.next() < share.exDirectory
  const objected = random.next() < share.objected
  const agreed = random.next()
  const partner = agreed < share.partner
  const own = !partner && agreed < share.partner + share.own
  return {
    facts: {
      callee: {
        number: numberOf(random, mobile ? mobiles : landlines, 11),
        insee: random.pick(moved ? elsewhere : arrondissements),
      },
      consents: partner ? [toPartner] : own ? [withoutSlot] : [],
      suppressions: objected ? [objection] : [],
      attempts: [],
      source: { kind: 'partner' },
    },
    marks: Object.entries({ moved, exDirectory, objected, partner }).flatMap(([mark, is]) =>
      is ? [mark] : [],
    ),
  }
}
