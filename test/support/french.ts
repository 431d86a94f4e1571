/** Whether a sentence that a French reader is shown is in French: what stands between its quotes, and names of rows, aside. */
import assert from 'node:assert/strict'

const english =
  /\b(?:the|of|with|from|by|to|is|has|no|not|none|known|before|after|within|declared|number|trunk|attempts?|days?|calls?|consent|first|given|and|on|an?|or|at|voice|keys?|text)\b/i
/** Words both languages write alike. */
const alike = /\b(?:a|an|on|or)\b/gi

export function assertFrench(text: string, from: string): void {
  const plain = text.replace(/«[^»]*»|\b\w+\/\S+/g, '').replace(alike, '')
  assert.doesNotMatch(plain, english, `“${text}”, of “${from}”`)
}
