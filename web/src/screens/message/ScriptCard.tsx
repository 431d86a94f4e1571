/** The words to be read aloud, part by part, kept as they are written; and whose voice says them. */
import { Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { charactersPerSecondMax, spokenLength } from '../../../../src/campaign/speech.ts'
import { Card } from '../../parts/Card.tsx'
import { SaveState } from '../../parts/SaveState.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { type MessageDraft, useDraftActs } from './useMessage.ts'
import { messageWords } from './words.ts'

type Script = Pick<MessageDraft['script'], 'lines' | 'voiceOrigin'>

interface ScriptCardProps {
  readonly script: MessageDraft['script']
  /** What is written now, saved or not. */
  readonly onChange: (script: Script) => void
}

const saveAfterMs = 800
/** As people read aloud for others. */
const charactersPerSecond = 15
const origins = ['recorded', 'synthetic', 'cloned'] as const

export function ScriptCard({ script, onChange }: ScriptCardProps): ReactNode {
  const say = useWords(messageWords)
  const format = useFormat()
  const { saveScript } = useDraftActs()
  const [written, setWritten] = useState<Script>(script)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const change = (next: Script): void => {
    setWritten(next)
    onChange(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      saveScript.mutate(next, { onSuccess: () => setSavedAt(Date.now()) })
    }, saveAfterMs)
  }
  const { lines, voiceOrigin } = written
  const setLine = (place: number, text: string): void =>
    change({
      ...written,
      lines: lines.map((line, at) => (at === place ? { ...line, text } : line)),
    })
  return (
    <Card
      title={say.script.title}
      acts={
        <SaveState saving={saveScript.isPending} failed={saveScript.isError} savedAt={savedAt} />
      }
    >
      <Stack gap="md">
        <Text c="dimmed">
          {say.script.lead} {say.script.why}
        </Text>
        {lines.map(({ role, text }, place) => (
          <Textarea
            // biome-ignore lint/suspicious/noArrayIndexKey: lines stand in their order
            key={place}
            label={say.roles[role]}
            description={
              text.trim() === ''
                ? say.roleHints[role]
                : `${say.roleHints[role]} · ${say.script.lasts(lasts(text, format.number))}`
            }
            lang="fr"
            autosize
            minRows={role === 'content' ? 4 : 1}
            maxRows={14}
            placeholder={role === 'content' ? say.script.content : ''}
            value={text}
            onChange={(event) => setLine(place, event.currentTarget.value)}
          />
        ))}
        <Radio.Group
          label={say.script.origin}
          value={voiceOrigin}
          onChange={(value) => change({ ...written, voiceOrigin: value as typeof voiceOrigin })}
        >
          <Group gap="lg" mt={8}>
            {origins.map((origin) => (
              <Radio key={origin} value={origin} label={say.script.origins[origin]} />
            ))}
          </Group>
        </Radio.Group>
      </Stack>
    </Card>
  )
}

const lasts = (text: string, number: (value: number, digits?: number) => string): string =>
  number(spokenLength(text) / Math.min(charactersPerSecond, charactersPerSecondMax), 1)
