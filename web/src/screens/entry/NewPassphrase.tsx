/** A passphrase one chooses: how long it must be, and « Montrer » to check it. */
import type { TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { PassphraseField } from '../../parts/PassphraseField.tsx'
import { useWords } from '../../words/words.ts'
import { passphraseSignsMin } from './checkNewcomer.ts'
import { entryWords } from './words.ts'

export function NewPassphrase(field: TextInputProps): ReactNode {
  const words = useWords(entryWords)
  return (
    <PassphraseField
      {...field}
      label={words.passphrase}
      description={words.passphraseHint(passphraseSignsMin)}
      autoComplete="new-password"
      size="md"
    />
  )
}
