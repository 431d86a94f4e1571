/** How a telephone number may be shown: logs, errors and screens never carry a whole one. */

/** `+33639981234` → `+336••••••34`; what is too short to mask is masked whole. */
export function maskNumber(number: string): string {
  const keepHead = number.startsWith('+') ? 4 : 2
  if (number.length < keepHead + 4) return '•'.repeat(number.length)
  const hidden = number.length - keepHead - 2
  return number.slice(0, keepHead) + '•'.repeat(hidden) + number.slice(-2)
}

/** Masks every run of six digits or more (spaces, dots, dashes inside allowed) in free text. */
export function maskNumbersIn(text: string): string {
  return text.replace(/\+?\d(?:[ .\-/()\u00a0\u202f]{0,2}\d){5,}/g, (run) =>
    maskNumber(run.replace(/[^\d+]/g, '')),
  )
}
