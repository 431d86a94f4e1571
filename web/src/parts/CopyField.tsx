/** A text to hand on (a link, a key) with its button; on an insecure address the browser copies nothing. */
import { Button, Group, Text, TextInput } from '@mantine/core'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import { type ReactNode, useRef, useState } from 'react'
import { useWords } from '../words/words.ts'
import { announce } from './LiveRegion.tsx'
import { partsWords } from './words.ts'

interface CopyFieldProps {
  readonly label: string
  readonly value: string
}

export function CopyField({ label, value }: CopyFieldProps): ReactNode {
  const say = useWords(partsWords)
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const field = useRef<HTMLInputElement>(null)
  const copy = async (): Promise<void> => {
    field.current?.select()
    try {
      await navigator.clipboard.writeText(value)
      setState('copied')
      announce(say.copied)
    } catch (error) {
      console.warn(`nothing was copied: ${String(error)}`)
      setState('refused')
    }
  }
  return (
    <div>
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput ref={field} label={label} value={value} readOnly style={{ flex: 1 }} />
        <Button
          variant="default"
          onClick={() => void copy()}
          leftSection={
            state === 'copied' ? (
              <IconCheck size={18} aria-hidden />
            ) : (
              <IconCopy size={18} aria-hidden />
            )
          }
        >
          {state === 'copied' ? say.copied : say.copy}
        </Button>
      </Group>
      {state === 'refused' && (
        <Text size="sm" c="dimmed" mt={6} role="status">
          {say.copyBy}
        </Text>
      )}
    </div>
  )
}
