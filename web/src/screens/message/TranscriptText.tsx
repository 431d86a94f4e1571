/** What is said, in order; the sentence that is heard is marked. People are called in French. */
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './TranscriptText.module.css'
import type { MessageVersion } from './useMessage.ts'
import { messageWords } from './words.ts'

interface TranscriptTextProps {
  readonly transcript: MessageVersion['heard'][number]['transcript']
  /** null: nothing is heard now. */
  readonly atMs: number | null
}

export function TranscriptText({ transcript, atMs }: TranscriptTextProps): ReactNode {
  const { roles } = useWords(messageWords)
  const format = useFormat()
  return (
    <ol className={classes['words']}>
      {transcript.map(({ role, text, startsAtMs, endsAtMs }) => (
        <li
          key={startsAtMs}
          data-heard={atMs !== null && atMs >= startsAtMs && atMs < endsAtMs}
          className={classes['line']}
        >
          <span className={`${classes['at']} pv-figures`}>
            {format.number(startsAtMs / 1000, 1)} s · {roles[role]}
          </span>
          <span lang="fr">{text}</span>
        </li>
      ))}
    </ol>
  )
}
