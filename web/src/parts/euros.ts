/** Euros as people type them, in millionths of a euro as the API has them. Pure. */

const microPerEuro = 1_000_000

/** `1 500,50`, `0.009 €`; null: empty; undefined: not an amount, or more than `most` millionths. */
export function microEuroIn(text: string, most: number): number | null | undefined {
  const plain = text
    .trim()
    .replace(/\s*€.*$/, '')
    .replace(/\s/g, '')
    .replace(',', '.')
  if (plain === '') return null
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined
  const value = Math.round(Number(plain) * microPerEuro)
  return value <= most ? value : undefined
}

export const eurosText = (microEuro: number): string =>
  String(microEuro / microPerEuro).replace('.', ',')
