/** The sounds that Portevoix adds where the team has none: named, and to be heard. */
import { ActionIcon, Group, Text } from '@mantine/core'
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay'
import { type ReactNode, useRef } from 'react'
import { apiBase } from '../../api/client.ts'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import { type MessageDraft, useHere } from './useMessage.ts'
import { messageWords } from './words.ts'

export function ShippedCard({ shipped }: Pick<MessageDraft, 'shipped'>): ReactNode {
  const say = useWords(messageWords).shipped
  const { organisation, campaign } = useHere()
  const audio = useRef<HTMLAudioElement>(null)
  if (shipped.length === 0) return null
  const play = (name: MessageDraft['shipped'][number]): void => {
    if (!audio.current) return
    audio.current.src = `${apiBase}/organisations/${organisation}/campaigns/${encodeURIComponent(campaign)}/message/shipped/${name}/audio`
    audio.current.play().catch((error: unknown) => console.warn(`not played: ${String(error)}`))
  }
  return (
    <Card title={say.title}>
      <Text mb="sm">{say.lead}</Text>
      {/* biome-ignore lint/a11y/useMediaCaption: its words stand beside it */}
      <audio ref={audio} preload="none" />
      {shipped.map((name) => (
        <Group key={name} gap="sm" wrap="nowrap" mb={6}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`${say.play} (${say.names[name]})`}
            onClick={() => play(name)}
          >
            <IconPlayerPlay size={18} aria-hidden />
          </ActionIcon>
          <Text>{say.names[name]}</Text>
        </Group>
      ))}
    </Card>
  )
}
