/** « ✔ 4,2 ≤ 5 s » beside the segment whose end a clock asks for: by its word and its sign, then its colour. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { DraftSegment, MessageDraft } from './useMessage.ts'
import { messageWords } from './words.ts'

interface ClockMarkProps {
  readonly segments: readonly DraftSegment[]
  readonly place: number
  readonly clocks: MessageDraft['clocks'] | undefined
}

export function ClockMark({ segments, place, clocks }: ClockMarkProps): ReactNode {
  const say = useWords(messageWords).clock
  const format = useFormat()
  const limit = clocks && limitAt(segments, place, clocks)
  const segment = segments[place]
  if (!limit || !segment) return null
  const inTime = segment.endsAtMs <= limit
  const at = format.number(segment.endsAtMs / 1000, 1)
  return (
    <Text size="sm" fw={600} c={inTime ? 'var(--pv-good)' : 'var(--pv-bad)'} className="pv-figures">
      {inTime ? '✔ ' : '✗ '}
      {(inTime ? say.inTime : say.late)(at, format.number(limit / 1000))}
    </Text>
  )
}

/** A clock asks for the end of the first words of its kind. */
function limitAt(
  segments: readonly DraftSegment[],
  place: number,
  clocks: MessageDraft['clocks'],
): number | undefined {
  const role = segments[place]?.role
  if (role !== 'identity' && role !== 'objection') return undefined
  const first = segments.findIndex((segment) => segment.role === role)
  const behind = segments.findIndex((segment, at) => at > first && segment.role !== role)
  const last = behind === -1 ? segments.length - 1 : behind - 1
  if (place !== last) return undefined
  return role === 'identity' ? clocks.identityWithinMs : clocks.objectionWithinMs
}
