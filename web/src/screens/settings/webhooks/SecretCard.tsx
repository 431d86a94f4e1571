/** A signing key, shown this once: what it is for, and how to take it along. */
import { Button, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../../parts/Card.tsx'
import { CopyField } from '../../../parts/CopyField.tsx'
import { useWords } from '../../../words/words.ts'
import { webhooksWords } from './words.ts'

interface SecretCardProps {
  readonly secret: string
  readonly onDone: () => void
}

export function SecretCard({ secret, onDone }: SecretCardProps): ReactNode {
  const say = useWords(webhooksWords)
  return (
    <Card title={say.secretTitle}>
      <Stack gap="md" maw="44rem">
        <Text>{say.secretLead}</Text>
        <CopyField label={say.secret} value={secret} />
        <div>
          <Button variant="default" onClick={onDone}>
            {say.secretDone}
          </Button>
        </div>
      </Stack>
    </Card>
  )
}
