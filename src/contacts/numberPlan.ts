/**
 * The numbering plans as data: E.164 prefix → what such a number is and where it can belong.
 * Sources: plan national de numérotation (décision Arcep 2018-0881 modifiée), base MAJNUM of
 * 17 April 2026, and the plans of the three Pacific territories. The longest prefix wins.
 */

export const territoryCodes = [
  ...(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM'] as const),
  ...(['BL', 'MF', 'NC', 'PF', 'WF'] as const),
] as const
/** FR is the metropole. */
export type TerritoryCode = (typeof territoryCodes)[number]

export type NumberClass =
  | 'fixed'
  | 'mobile'
  | 'voip'
  /** Kept by Arcep for works of fiction (annex § 2.5.12): the only numbers tests and demos dial. */
  | 'fiction'
  /** Numéros polyvalents vérifiés: caller IDs of automated systems, nobody's telephone. */
  | 'npv'
  /** Exchanges with a technical platform (0937 to 0939). */
  | 'platform'
  /** 08 and its like: free, shared-cost or premium services. */
  | 'special'
  | 'short'
  | 'emergency'
  | 'm2m'
  | 'unallocated'
  | 'foreign'

export interface PlanRow {
  readonly prefix: string
  readonly class: NumberClass
  readonly territories: readonly TerritoryCode[]
}

/** Country codes a contact may have, and how many digits follow them. */
export const countryCodes: Readonly<Record<string, readonly number[]>> = {
  33: [9],
  262: [9],
  590: [9],
  594: [9],
  596: [9],
  508: [6, 9],
  681: [6],
  687: [6],
  689: [8],
}

/**
 * National prefixes (the leading 0 left out) that belong to another country code than +33. The
 * library reads 0262 12 34 56 as an invalid number of the metropole, so this comes before it.
 */
export const overseasCountryCodes: readonly (readonly [countryCode: string, prefixes: string])[] = [
  ['262', '262 263 269 2688 2689 639 692 693 7092 70935 70936 70937'],
  ['262', '97622 97623 97624 97625 97626 97627 97628 97629 9763 9769 9478 9479 9398 9399'],
  ['590', '590 690 691 7090 5987 97600 97601 97602 97603 97604 97605 97606 97607 97608 97609'],
  ['590', '97610 97611 97612 97613 97614 97615 97616 97617 97618 97619 9475 9395'],
  ['594', '594 694 70930 70931 70932 70933 5988 9764 9765 9476 9396'],
  ['596', '596 696 697 7091 5989 9766 9767 9477 9397'],
  ['508', '508 70856'],
]

/** Numbers of fiction that would fall under +262 by their first digits: 06 39 98, before Mayotte's 0639. */
export const metropolitanExceptions: readonly string[] = ['63998']

/** One line a range: class, territories, country code, then the prefixes that follow it. */
const ranges: readonly (readonly [NumberClass, string, string, string])[] = [
  ['fixed', 'FR', '33', '1 2 3 4 5'],
  ['mobile', 'FR', '33', '60 61 62 63 64 65 66 67 68 695 698 699 74 75 76 77 78'],
  ['voip', 'FR', '33', '946 95 96 97 98'],
  ['unallocated', 'FR', '33', '6 69 70 71 72 73 79 9 262 263 269 508 590 594 596 639 976'],
  ['special', 'FR', '33', '8'],
  ['m2m', 'FR', '33', '700 901'],
  ['npv', 'FR', '33', '162 163 270 271 377 378 424 425 568 569 947 948 949 2688 2689'],
  ['npv', 'FR', '33', '5987 5988 5989'],
  ['platform', 'FR', '33', '937 938 939'],
  ['fiction', 'FR', '33', '19900 26191 35301 46571 53649 63998'],

  ['fixed', 'RE', '262', '262 263'],
  ['fixed', 'YT', '262', '269'],
  ['mobile', 'RE', '262', '692 693 7092'],
  ['mobile', 'YT', '262', '639 70935 70936 70937'],
  ['voip', 'RE', '262', '97622 97623 97624 97625 97626 97627 97628 97629 9763'],
  ['voip', 'YT', '262', '9769'],
  ['npv', 'RE', '262', '2688 9479'],
  ['npv', 'YT', '262', '2689 9478'],
  ['platform', 'RE', '262', '937 938 939 9399'],
  ['platform', 'YT', '262', '9398'],
  ['special', 'RE YT', '262', '8'],
  ['unallocated', 'RE YT', '262', '1 2 3 4 5 6 7 9'],
  // 06 39 98 is fiction: nobody has it as a number of Mayotte either.
  ['unallocated', 'YT', '262', '63998'],

  ['fixed', 'GP BL MF', '590', '590'],
  ['mobile', 'GP BL MF', '590', '690 691 7090'],
  ['voip', 'GP BL MF', '590', '9760 9761'],
  ['npv', 'GP BL MF', '590', '5987 9475'],
  ['platform', 'GP BL MF', '590', '937 938 939'],
  ['special', 'GP BL MF', '590', '8'],
  ['unallocated', 'GP BL MF', '590', '1 2 3 4 5 6 7 9'],

  ['fixed', 'GF', '594', '594'],
  ['mobile', 'GF', '594', '694 70930 70931 70932 70933'],
  ['voip', 'GF', '594', '9764 9765'],
  ['npv', 'GF', '594', '5988 9476'],
  ['platform', 'GF', '594', '937 938 939'],
  ['special', 'GF', '594', '8'],
  ['unallocated', 'GF', '594', '1 2 3 4 5 6 7 9'],

  ['fixed', 'MQ', '596', '596'],
  ['mobile', 'MQ', '596', '696 697 7091'],
  ['voip', 'MQ', '596', '9766 9767'],
  ['npv', 'MQ', '596', '5989 9477'],
  ['platform', 'MQ', '596', '937 938 939'],
  ['special', 'MQ', '596', '8'],
  ['unallocated', 'MQ', '596', '1 2 3 4 5 6 7 9'],

  // Saint-Pierre-et-Miquelon: 0508 41 12 34 is +508 41 12 34; mobiles may start with 4 or 5 too.
  ['fixed', 'PM', '508', '2 3 4 5 6 7 9'],
  ['mobile', 'PM', '508', '70856'],
  ['unallocated', 'PM', '508', '1 7084 7085'],
  ['special', 'PM', '508', '8'],

  ['fixed', 'NC', '687', '2 3 41 42 43 44 45 46 47 88'],
  ['mobile', 'NC', '687', '5 7 80 81 82 83 84 85 86 87 89 9'],
  ['special', 'NC', '687', '0 36'],
  ['unallocated', 'NC', '687', '1 4 6'],

  ['fixed', 'PF', '689', '40 49'],
  ['mobile', 'PF', '689', '87 88 89'],
  ['voip', 'PF', '689', '499'],
  ['special', 'PF', '689', '44 80'],
  ['unallocated', 'PF', '689', '1 2 3 4 5 6 7 8 9'],

  ['fixed', 'WF', '681', '72'],
  ['mobile', 'WF', '681', '82 83'],
  ['voip', 'WF', '681', '9'],
  ['special', 'WF', '681', '40 80'],
  ['unallocated', 'WF', '681', '1 2 3 4 5 6 7 8'],
]

export const planRows: readonly PlanRow[] = ranges.flatMap(([kind, where, countryCode, prefixes]) =>
  prefixes.split(' ').map((prefix) => ({
    prefix: countryCode + prefix,
    class: kind,
    territories: where.split(' ') as TerritoryCode[],
  })),
)

/** Emergency services (MAJNFB, category URG): whole numbers, whatever is dialled after them. */
export const emergencyNumbers: readonly string[] = [
  ...['15', '17', '18', '112', '114', '115', '119', '191', '196', '197', '116000', '116117'],
]

/** Short numbers: 1x, 10xx, 118xxx, 30xx to 39xx, 116xxx. */
export const shortNumber: RegExp = /^(?:1\d{1,3}|11[68]\d{3}|3\d{3})$/
