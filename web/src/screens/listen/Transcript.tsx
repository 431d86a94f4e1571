/** Every sentence at the moment it is heard, every key and what it did. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Listen.module.css'
import type { Ended, Line, ListenView } from './listenView.ts'
import { listenWords } from './words.ts'

export function Transcript({ view }: { readonly view: ListenView }): ReactNode {
  const say = useWords(listenWords)
  const format = useFormat()
  const end = useRef<HTMLLIElement>(null)
  const count = view.lines.length + (view.ended ? 1 : 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is brought into view
  useEffect(() => {
    end.current?.parentElement?.scrollTo({ top: end.current.offsetTop })
  }, [count])
  if (count === 0) return <p className={classes['empty']}>{say.transcriptEmpty}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ol className={classes['lines']} tabIndex={0} aria-label={say.transcript}>
      {view.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added
        <li key={index} data-kind={line.is} data-means={line.is === 'key' ? line.means : undefined}>
          <time>{say.seconds(format.number(line.atMs / 1000, 1))}</time>
          <span>{sentenceOf(line)}</span>
        </li>
      ))}
      {view.ended && (
        <li data-kind="ended">
          <time>{say.seconds(format.number(view.ended.atMs / 1000, 1))}</time>
          <span>{endSentence(view.ended, say)}</span>
        </li>
      )}
      <li ref={end} aria-hidden="true" className={classes['end']} />
    </ol>
  )

  function sentenceOf(line: Line): string {
    switch (line.is) {
      case 'says':
        return line.text ?? say.noWords(say.parts[line.part])
      case 'key':
        return say.keySaid[line.means](line.key)
      case 'waits':
        return say.waits(format.number(line.forMs / 1000))
      case 'wouldSuppress':
        return say.wouldSuppress
    }
  }
}

export function endSentence({ outcome, why }: Ended, { ends }: (typeof listenWords)['fr']): string {
  if (why === 'noConnection' || why === 'tooLong') return ends[why]
  return outcome in ends ? ends[outcome as keyof typeof ends] : ends.other
}
