/** How a telephone number may be shown: logs, errors and screens never carry a whole one. */

/** `+33639981234` → `+336••••••34`; what is too short to mask is masked whole. */
export function maskNumber(number: string): string {
  const keepHead = number.startsWith('+') ? 4 : 2
  if (number.length < keepHead + 4) return '•'.repeat(number.length)
  const hidden = number.length - keepHead - 2
  return number.slice(0, keepHead) + '•'.repeat(hidden) + number.slice(-2)
}

/**
 * Masks what may be a telephone number in free text: nine digits or more with the marks people write
 * between them. Dates, UUIDs and hashes are left alone: they are how a person finds a call again.
 */
export function maskNumbersIn(text: string): string {
  return text.replace(numberLike, (run) =>
    /^\d{4}-\d\d-\d\d\b/.test(run) ? run : maskNumber(run.replace(/[^\d+]/g, '')),
  )
}

const numberLike = /(?<![\w-])\+?\d(?:[ .\-/()\u00a0\u202f]{0,2}\d){8,}(?![\w-])/g
