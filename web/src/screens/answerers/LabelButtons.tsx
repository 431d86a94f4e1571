/** Five answers. Keys of the keyboard count only while the focus is here (WCAG 2.1.4). */
import { Button } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { type AnswererLabel, answererLabels } from '../../../../src/report/answerers.ts'
import { useWords } from '../../words/words.ts'
import classes from './Answerers.module.css'
import { answererWords } from './words.ts'

interface LabelButtonsProps {
  readonly isBusy: boolean
  readonly onLabel: (label: AnswererLabel) => void
  /** Absent: there is nothing to take back. */
  readonly onUndo: (() => void) | undefined
}

export function LabelButtons({ isBusy, onLabel, onUndo }: LabelButtonsProps): ReactNode {
  const say = useWords(answererWords)
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  const typed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const label = answererLabels[Number(event.key) - 1]
    if (label) onLabel(label)
    else if (event.key === 'Backspace') onUndo?.()
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would ask for a legend that is seen
    <div className={classes['labels']} role="group" aria-label={say.question} onKeyDown={typed}>
      {answererLabels.map((label, index) => (
        <Button
          key={label}
          ref={index === 0 ? first : undefined}
          classNames={{ root: classes['label'] ?? '', label: classes['labelText'] ?? '' }}
          variant={label === 'cannotTell' ? 'default' : 'light'}
          // Never disabled: the focus would be lost between two calls.
          aria-disabled={isBusy}
          onClick={() => onLabel(label)}
        >
          <span className={classes['key']} aria-hidden="true">
            {index + 1}
          </span>
          {say.labels[label]}
        </Button>
      ))}
    </div>
  )
}
