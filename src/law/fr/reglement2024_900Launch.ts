/** Regulation (EU) 2024/900 on political advertising: label, sponsor, notice, before a launch. */
import { type Election, pollDatesOf } from '../../campaign/election.ts'
import { type CivilDay, dateOf, day, dayOf, isoDate, parseDay } from '../civilDate.ts'
import {
  firstSaid,
  inEachVersion,
  namesOfVersion,
  notDeclared,
  passed,
  refusedGate,
} from '../gate.ts'
import { names, plain } from '../plainText.ts'
import { type Dated, type GateRule, valueOn } from '../rule.ts'
import { both } from '../say.ts'
import { unknownElection, unknownPollDays } from '../unknownFacts.ts'

const since = '2025-10-10'
const code = 'Règlement (UE) 2024/900'
const inForce = { from: day(since) }
const isPolitical = ({ purpose }: { readonly purpose: string }): boolean => purpose === 'electoral'

export const politicalLabel: GateRule = {
  id: 'fr.RPP-11',
  title: both('Spoken label', 'Mention parlée'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code,
    article: 'art. 11 ; règlement d’exécution du 9 juillet 2025',
    from: since,
    confidence: 'V2',
    source: 'commission.europa.eu, transparency and targeting of political advertising',
  },
  quote: {
    words:
      'Chaque annonce à caractère politique porte une mention indiquant qu’il s’agit d’une annonce à ' +
      'caractère politique, l’identité du parraineur et l’élection à laquelle elle est liée.',
    exact: false,
  },
  does: both(
    'Refuses a launch unless the identity segment of each version says “publicité politique”, the ' +
      'sponsor and the election.',
    'Refuse le lancement si le segment d’identité d’une version ne dit pas « publicité politique », ' +
      'le parraineur et l’élection.',
  ),
  inForce,
  appliesTo: isPolitical,
  check({ facts }) {
    const { election } = facts
    if (election === undefined) return unknownElection
    const sponsor = facts.legalFile.sponsor?.name ?? facts.controller
    return inEachVersion(facts, (segments, version) => {
      const label = firstSaid(segments, 'identity')?.text ?? ''
      const missing = [
        ...(plain(label).includes('publicite politique') ? [] : ['“publicité politique”']),
        ...(names(label, sponsor) ? [] : [`the sponsor (${sponsor})`]),
        ...(election === null || namesElection(label, election)
          ? []
          : [`the election (${election.name})`]),
      ]
      const limit = `“publicité politique”, ${sponsor}${election ? `, ${election.name}` : ''}`
      if (missing.length === 0) return passed(`${version}: “${label}”`, limit)
      const { en, fr } = namesOfVersion[version]
      return refusedGate(
        `${version}: “${label}” lacks ${missing.join(', ')}`,
        limit,
        both(
          `In ${en}, the first words must say that this is a political advertisement, for whom and ` +
            'about which election.',
          `Dans ${fr}, les premiers mots doivent dire que c’est une publicité politique, pour qui et ` +
            'pour quelle élection.',
        ),
      )
    })
  },
}

/** By its name, or as people call what is elected. */
const words: Readonly<Record<Election['kind'], RegExp>> = {
  presidential: /\bpresidentielles?\b/,
  legislative: /\blegislatives?\b/,
  municipal: /\bmunicipales?\b/,
  departmental: /\bdepartementales?\b/,
  regional: /\bregionales?\b/,
  european: /\beuropeennes?\b/,
  other: /(?!)/,
}

const namesElection = (label: string, { kind, name }: Election): boolean =>
  words[kind].test(plain(label)) || names(label, name)

export const sponsorDeclaration: GateRule = {
  id: 'fr.RPP-7',
  title: both('The sponsor’s declaration', 'Déclaration du parraineur'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code,
    article: 'art. 7 et 10',
    from: since,
    confidence: 'K',
    source: 'principle read at commission.europa.eu (V2); the articles are known, not verified',
  },
  quote: {
    words:
      'Le parraineur déclare au prestataire si le service est une publicité politique, son identité, ' +
      'l’entité qui le contrôle et l’origine des fonds.',
    exact: false,
  },
  does: both(
    'Refuses a launch until the sponsor has declared name, kind, place of establishment, who controls ' +
      'it, and where the money comes from.',
    'Refuse le lancement tant que le parraineur n’a pas déclaré nom, qualité, lieu d’établissement, ' +
      'qui le contrôle et l’origine des fonds.',
  ),
  inForce,
  appliesTo: isPolitical,
  check({ facts }) {
    const { sponsor } = facts.legalFile
    if (sponsor) return passed(`${sponsor.name}, declared by ${sponsor.by}`, 'a declaration')
    return notDeclared(
      'legalFile.sponsor',
      'The sponsor’s declaration is missing: declare it with --sponsor sponsor.json.',
      'La déclaration du parraineur manque\u202f: déclarez-la avec --sponsor sponsor.json.',
    )
  },
}

const foreignSponsorMonths: Dated<number> = [{ from: day(since), value: 3, text: 'art. 5 § 2 (K)' }]
const union: Dated<readonly string[]> = [
  {
    from: day('2020-02-01'),
    value: 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(
      ' ',
    ),
    text: 'member states since the United Kingdom left',
  },
]

export const unionSponsor: GateRule = {
  id: 'fr.RPP-5',
  title: both('No sponsor from outside the Union', 'Pas de parraineur hors de l’Union'),
  level: 'gate',
  phase: 'approve',
  paper: false,
  text: {
    code,
    article: 'art. 5 § 2',
    from: since,
    confidence: 'K',
    source: 'known, not verified: the wording of the three months must be read before release',
  },
  quote: {
    words:
      'Dans les trois mois qui précèdent une élection, les services de publicité politique ne sont ' +
      'fournis qu’à un parraineur de l’Union, qui n’est pas contrôlé par une entité d’un pays tiers.',
    exact: false,
  },
  does: both(
    'In the three months before a vote, refuses a sponsor established outside the Union, or ' +
      'controlled from outside it.',
    'Dans les trois mois avant un vote, refuse un parraineur établi hors de l’Union ou contrôlé ' +
      'depuis l’extérieur.',
  ),
  inForce,
  parameters: { foreignSponsorMonths, union },
  appliesTo: (facts) =>
    isPolitical(facts) && facts.election !== null && facts.legalFile.sponsor !== undefined,
  check({ facts, legalDay }) {
    const { election, legalFile } = facts
    if (!election) return unknownElection
    const dates = election.rounds.flatMap(pollDatesOf).sort()
    const [first, last] = [dates[0], dates.at(-1)].map((date = '') => parseDay(date))
    if (first === undefined || last === undefined) return unknownPollDays
    const from = monthsBefore(first, valueOn(foreignSponsorMonths, legalDay) ?? 0)
    const countries = valueOn(union, legalDay) ?? []
    const sponsor = legalFile.sponsor
    const controller = sponsor?.controllerEstablishedIn
    const outside = [sponsor?.establishedIn ?? '', ...(controller ? [controller] : [])].filter(
      (country) => !countries.includes(country.toUpperCase()),
    )
    const limit = `established in the Union from ${isoDate(from)} to ${isoDate(last)}`
    const isNear = legalDay >= from && legalDay <= last
    if (!isNear || outside.length === 0) return passed(sponsor?.establishedIn ?? '', limit)
    return refusedGate(
      outside.join(', '),
      limit,
      both(
        'Within three months of the vote, a sponsor from outside the European Union may not pay for ' +
          'political advertising.',
        'À moins de trois mois du vote, un parraineur hors de l’Union européenne ne peut pas payer de ' +
          'publicité politique.',
      ),
    )
  },
}

/** The same date, or the last day of the month that has no such date. */
function monthsBefore(when: CivilDay, months: number): CivilDay {
  const { year, month, date } = dateOf(when)
  const lastOfMonth = dateOf((dayOf(year, month - months + 1, 1) - 1) as CivilDay).date
  return dayOf(year, month - months, Math.min(date, lastOfMonth))
}

export const noticeAddress: GateRule = {
  id: 'fr.RPP-12-address',
  title: both('Address of the transparency notice', 'Adresse de l’avis de transparence'),
  level: 'gate',
  phase: 'approve',
  paper: true,
  text: {
    code,
    article: 'art. 11 § 1 et 12',
    from: since,
    confidence: 'V',
    source: 'fantasticsearch.net (art. 12 read there)',
  },
  quote: {
    words: 'La mention indique où l’avis de transparence peut être consulté.',
    exact: false,
  },
  does: both(
    'Refuses a launch until the public address of the transparency notice is declared.',
    'Refuse le lancement tant que l’adresse publique de l’avis de transparence n’est pas déclarée.',
  ),
  inForce,
  appliesTo: isPolitical,
  check({ facts }) {
    const { noticeUrl } = facts.legalFile
    if (noticeUrl !== undefined) return passed(noticeUrl, 'an address')
    return notDeclared(
      'legalFile.noticeUrl',
      'The address of the transparency notice is missing: declare it with --notice-url URL.',
      'L’adresse de l’avis de transparence manque\u202f: déclarez-la avec --notice-url URL.',
    )
  },
}
