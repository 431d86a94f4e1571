/** Recovery codes, shown this once: to copy or to keep as a file. */
import { Button, Code, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../../words/words.ts'
import { securityWords } from './words.ts'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactNode {
  const { factor: say } = useWords(securityWords)
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Portevoix\n${codes.join('\n')}\n`)}`
  return (
    <Stack gap="md" role="status">
      <Title order={3}>{say.recoveryTitle}</Title>
      <Text>{say.recovery}</Text>
      <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="xs">
        {codes.map((code) => (
          <Code key={code} ta="center" p={6} fz="sm">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group gap="sm">
        <Button onClick={onDone}>{say.kept}</Button>
        <Button component="a" variant="default" href={file} download="portevoix-codes.txt">
          {say.download}
        </Button>
      </Group>
    </Stack>
  )
}
