/**
 * An act that counts: the button repeats the count (« Appeler 451 892 personnes »); where it cannot be
 * undone, a first press shows the sentence and the button that does it, in place, never in a dialog.
 */
import { Button, type ButtonProps, Group, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../words/words.ts'
import classes from './ConfirmButton.module.css'
import { partsWords } from './words.ts'

interface ConfirmButtonProps extends Omit<ButtonProps, 'children'> {
  /** On the first button. */
  readonly label: string
  /** What will happen, with its count. */
  readonly sentence: string
  /** On the button that does it: the act and its count. */
  readonly confirm: string
  readonly onConfirm: () => void
}

export function ConfirmButton(props: ConfirmButtonProps): ReactNode {
  const { label, sentence, confirm, onConfirm, ...look } = props
  const say = useWords(partsWords)
  const [asked, setAsked] = useState(false)
  const doIt = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asked) doIt.current?.focus()
  }, [asked])
  if (!asked) {
    return (
      <Button {...look} onClick={() => setAsked(true)}>
        {label}
      </Button>
    )
  }
  return (
    <fieldset className={classes['asked']} aria-label={label}>
      <Text>{sentence}</Text>
      <Group gap="sm" mt="sm">
        <Button
          {...look}
          ref={doIt}
          onClick={() => {
            setAsked(false)
            onConfirm()
          }}
        >
          {confirm}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {say.cancel}
        </Button>
      </Group>
    </fieldset>
  )
}
