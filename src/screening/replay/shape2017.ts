/**
 * April 2017: six million recorded calls in the four days before the first round of the presidential
 * election, to landlines from the public directory, until 20:00 on the last day (francetvinfo.fr, April
 * 2017; clubic.com 829134; liberation.fr 7 April 2022).
 */
import type { Random } from '../../base/random.ts'
import { seconds } from '../../base/units.ts'
import { knownElection } from '../../law/fr/elections.ts'
import { both } from '../../law/say.ts'
import { numberOf, type Shape, type SyntheticPerson } from './shape.ts'

/** Landlines by zone, with communes of it; a directory knows the address. */
const zones: readonly {
  readonly share: number
  readonly prefixes: readonly string[]
  readonly digits: number
  readonly communes: readonly string[]
}[] = [
  zone(
    0.23,
    '33140 33142 33143 33145 33147 33148 33153 33156 33160 33164 33169',
    '75056 92012 93066 94028 78646 91228 95127 77288',
  ),
  zone(
    0.15,
    '33223 33231 33235 33240 33241 33251 33298 33299',
    '44109 35238 29019 76540 14118 49007 37261',
  ),
  zone(
    0.19,
    '33320 33321 33322 33326 33327 33380 33385 33388',
    '59350 67482 68224 57463 54395 21231 51454',
  ),
  zone(
    0.22,
    '33442 33467 33472 33474 33476 33478 33491 33493',
    '13055 69123 38185 06088 34172 63113 2A004',
  ),
  zone(
    0.175,
    '33549 33553 33555 33556 33557 33559 33561 33562',
    '33063 31555 64445 86194 87085 17300',
  ),
  zone(0.009, '262262', '97411 97415 97416', 12),
  zone(0.009, '590590', '97105 97101 97113', 12),
  zone(0.009, '596596', '97209 97213', 12),
  zone(0.006, '594594', '97302 97304', 12),
  zone(0.001, '262269', '97611', 12),
  zone(0.001, '50841', '97502', 9),
]

function zone(share: number, prefixes: string, communes: string, digits = 11) {
  return { share, prefixes: prefixes.split(' '), communes: communes.split(' '), digits }
}

/** Directory entries whose holder asked not to be prospected (liste orange): supposed. */
const orangeShare = 0.08
const orange = 'holderObjected'

export const shape2017: Shape = {
  key: '2017',
  title: both('April 2017, presidential election', 'Avril 2017, élection présidentielle'),
  story: [
    both(
      '6,000,000 recorded calls to landlines of the public directory, 18 to 21 April 2017, until 20:00; "press 1 to listen".',
      '6\u202f000\u202f000 appels enregistrés vers des fixes de l’annuaire, du 18 au 21 avril 2017, jusqu’à 20\u202fh\u202f; « tapez 1 pour écouter ».',
    ),
    both(
      'Nobody had agreed to be called by an automated system: the directory was the only source.',
      'Personne n’avait accepté d’être appelé par un automate\u202f: l’annuaire était la seule source.',
    ),
    both(
      'Supposed here: calls spread evenly from 10:00 to 20:00; 8 % of the holders had asked not to be prospected; a geographic number shown.',
      'Supposé ici\u202f: appels répartis également de 10\u202fh à 20\u202fh\u202f; 8\u202f% des titulaires avaient refusé la prospection\u202f; un numéro géographique affiché.',
    ),
  ],
  contacts: 6_000_000,
  days: ['2017-04-18', '2017-04-19', '2017-04-20', '2017-04-21'],
  fromHour: 10,
  toHour: 20,
  campaign: {
    channel: 'automate',
    controller: 'Candidat 2017',
    purpose: 'electoral',
    election: knownElection('presidentielle-2017') ?? null,
    // Of fiction, and geographic by its form: whoever reads it can ring nobody.
    callerId: '+33199001234',
    trunk: { kind: 'real', callerIds: ['+33199001234'] },
    ringTimeoutMs: seconds(25),
    // The gate, and ninety seconds of message.
    maxTalkMs: seconds(120),
  },
  marks: {
    [orange]: both(
      'had asked their operator not to be prospected',
      'avaient demandé à leur opérateur de ne pas être prospectés',
    ),
  },
  personOf,
}

function personOf(random: Random): SyntheticPerson {
  const { prefixes, digits, communes } = zoneOf(random.next())
  const objected = random.next() < orangeShare
  return {
    facts: {
      callee: { number: numberOf(random, prefixes, digits), insee: random.pick(communes) },
      consents: [],
      suppressions: [],
      attempts: [],
      source: { kind: 'directory', ...(objected ? { holderObjected: true } : {}) },
    },
    marks: objected ? [orange] : [],
  }
}

function zoneOf(share: number): (typeof zones)[number] {
  let left = share
  for (const each of zones) {
    if (left < each.share) return each
    left -= each.share
  }
  return zones[0] as (typeof zones)[number]
}
