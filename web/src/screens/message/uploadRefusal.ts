/** Why a recording was not taken, in the reader's words; the server tells programs in English. */
import type { ApiProblem } from '../../api/problem.ts'

export const uploadRefusals = [
  ...(['empty', 'kind', 'silence', 'quiet', 'short', 'long', 'large'] as const),
  ...(['truncated', 'rate', 'other'] as const),
] as const
export type UploadRefusal = (typeof uploadRefusals)[number]

/** Part of the server's sentence → what it comes to for a person; the first that fits counts. */
const told: readonly (readonly [RegExp, UploadRefusal])[] = [
  [/is empty/, 'empty'],
  [/Portevoix reads WAV and MP3|no MP3 sound|not a WAV file/, 'kind'],
  [/holds silence only|holds no speech/, 'silence'],
  [/too quiet/, 'quiet'],
  [/at least/, 'short'],
  [/at most|the most/, 'long'],
  [/truncated|damaged|contradicts|without (sound|a format)|before its format/, 'truncated'],
  [/samples a second|changes its sample rate|coded in a way|channels/, 'rate'],
]

/** null: it is not about the recording (no line, no right): the usual words say it. */
export function uploadRefusal({
  code,
  message,
}: Pick<ApiProblem, 'code' | 'message'>): UploadRefusal | null {
  if (code === 'tooLarge') return 'large'
  if (code === 'wrongType') return 'kind'
  if (code !== 'badInput') return null
  return told.find(([sentence]) => sentence.test(message))?.[1] ?? 'other'
}
