/**
 * Whether a sentence that a French reader is shown is in French: what stands between its quotes, and names
 * of rows, aside.
 */
import assert from 'node:assert/strict'

const englishWords = [
  ...['the', 'of', 'with', 'from', 'by', 'to', 'is', 'has', 'no', 'not', 'none', 'known', 'before'],
  ...['after', 'within', 'declared', 'number', 'trunk', 'attempts?', 'days?', 'calls?', 'consent'],
  ...['first', 'given', 'and', 'at', 'voice', 'keys?', 'text'],
]
const english = new RegExp(`\\b(?:${englishWords.join('|')})\\b`, 'i')

export function assertFrench(text: string, from: string): void {
  const plain = text.replace(/«[^»]*»|\b\w+\/\S+/g, '')
  assert.doesNotMatch(plain, english, `“${text}”, of “${from}”`)
}
