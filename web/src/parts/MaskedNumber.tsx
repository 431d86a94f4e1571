/** A telephone number whose middle is hidden; showing it is an act of its own, written in the journal. */
import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/words.ts'
import { ErrorState } from './ErrorState.tsx'
import { partsWords } from './words.ts'

interface MaskedNumberProps {
  /** « 06 39 98 •• 34 », as the API gives it. */
  readonly masked: string
  /** Asks for the whole number; absent where the person may not. */
  readonly reveal?: () => Promise<string>
  readonly failed?: string
}

export function MaskedNumber({ masked, reveal, failed = '' }: MaskedNumberProps): ReactNode {
  const say = useWords(partsWords)
  const [whole, setWhole] = useState<string>()
  const [error, setError] = useState<unknown>()
  const show = (): void => {
    reveal?.().then(setWhole, setError)
  }
  if (error !== undefined) return <ErrorState what={failed} error={error} onRetry={show} />
  return (
    <Group gap="sm" component="span" display="inline-flex">
      <span className="pv-figures">
        {whole ?? masked}
        {whole === undefined && <span className="pv-visually-hidden"> ({say.masked})</span>}
      </span>
      {reveal && whole === undefined && (
        <Button variant="default" size="compact-sm" onClick={show}>
          {say.reveal}
        </Button>
      )}
      {whole !== undefined && (
        <Text component="span" size="sm" c="dimmed" role="status">
          {say.revealNoted}
        </Text>
      )}
    </Group>
  )
}
