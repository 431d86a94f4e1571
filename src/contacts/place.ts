/**
 * INSEE codes of communes and postcodes, and the territory each lies in. Sources: Code officiel
 * géographique (INSEE), base officielle des codes postaux (La Poste).
 */
import type { TerritoryCode } from './numberPlan.ts'

/** As nearly all are written; what follows reads the others. */
const usual = /^(?:0[1-9]|[1-8]\d|9[0-578])\d{3}$/

/** `1001` → `01001`: spreadsheets drop the leading zero. undefined: not the code of a commune. */
export function parseInsee(text: string): string | undefined {
  // Corsica is 2A and 2B for INSEE: 20004 is a postcode.
  if (/^\s*20/.test(text)) return undefined
  if (usual.test(text)) return text
  const code = text.trim().toUpperCase().replace(/^'/, '')
  const five = /^\d{4}$/.test(code) ? `0${code}` : code
  return /^(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97|98)\d{3}$/.test(five) ? five : undefined
}

export function parsePostcode(text: string): string | undefined {
  if (usual.test(text)) return text
  const code = text.replace(/^(?:f-?)?\s*|\s+/gi, '').replace(/^'/, '')
  const five = /^\d{4}$/.test(code) ? `0${code}` : code
  return /^(?:0[1-9]|[1-8]\d|9[0-5]|97|98)\d{3}$/.test(five) ? five : undefined
}

const byInsee: readonly (readonly [prefix: string, TerritoryCode])[] = [
  // Before 2008 the two islands were communes of Guadeloupe: old files still say so.
  ...([
    ['97123', 'BL'],
    ['97127', 'MF'],
  ] as const),
  ...([
    ['971', 'GP'],
    ['972', 'MQ'],
    ['973', 'GF'],
    ['974', 'RE'],
    ['975', 'PM'],
  ] as const),
  ...([
    ['976', 'YT'],
    ['977', 'BL'],
    ['978', 'MF'],
  ] as const),
  ...([
    ['986', 'WF'],
    ['987', 'PF'],
    ['988', 'NC'],
  ] as const),
]

const byPostcode: readonly (readonly [prefix: string, TerritoryCode])[] = [
  ...([
    ['97133', 'BL'],
    ['97150', 'MF'],
  ] as const),
  ...([
    ['971', 'GP'],
    ['972', 'MQ'],
    ['973', 'GF'],
    ['974', 'RE'],
    ['975', 'PM'],
  ] as const),
  ...([
    ['976', 'YT'],
    ['986', 'WF'],
    ['987', 'PF'],
    ['988', 'NC'],
  ] as const),
]

/** undefined: no territory of ours (984 Terres australes, 980 Monaco, 989 Clipperton). */
export const territoryOfInsee = (code: string): TerritoryCode | undefined => within(code, byInsee)
export const territoryOfPostcode = (code: string): TerritoryCode | undefined =>
  within(code, byPostcode)

/** Saint-Barthélemy and Saint-Martin share postal routes with Guadeloupe: no contradiction there. */
export function placesDisagree(a: TerritoryCode, b: TerritoryCode): boolean {
  const island = (code: TerritoryCode): string => (code === 'BL' || code === 'MF' ? 'GP' : code)
  return island(a) !== island(b)
}

function within(
  code: string,
  table: readonly (readonly [prefix: string, TerritoryCode])[],
): TerritoryCode | undefined {
  if (!code.startsWith('97') && !code.startsWith('98')) return 'FR'
  return table.find(([prefix]) => code.startsWith(prefix))?.[1]
}
