/** A passphrase with a « Montrer » button instead of a second field to repeat it in. */
import { TextInput, type TextInputProps, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/words.ts'
import classes from './PassphraseField.module.css'
import { partsWords } from './words.ts'

export function PassphraseField(props: TextInputProps): ReactNode {
  const say = useWords(partsWords)
  const [shown, setShown] = useState(false)
  return (
    <TextInput
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      rightSectionWidth={88}
      rightSection={
        <UnstyledButton
          className={classes['toggle']}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? say.hide : say.show}
        </UnstyledButton>
      }
    />
  )
}
