/** One thing that can be heard of a version, with its words beside it. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { apiBase } from '../../api/client.ts'
import { useWords } from '../../words/words.ts'
import classes from './HeardPlayer.module.css'
import { PlayerBar } from './PlayerBar.tsx'
import { TranscriptText } from './TranscriptText.tsx'
import { type MessageVersion, useHere } from './useMessage.ts'
import { usePlayer } from './usePlayer.ts'
import { versionWords } from './versionWords.ts'

interface HeardPlayerProps {
  readonly heard: MessageVersion['heard'][number]
  readonly version: number
}

export function HeardPlayer({ heard, version }: HeardPlayerProps): ReactNode {
  const say = useWords(versionWords)
  const { organisation, campaign } = useHere()
  const player = usePlayer()
  const { name, durationMs, transcript } = heard
  const src = `${apiBase}/organisations/${organisation}/campaigns/${encodeURIComponent(campaign)}/message/versions/${version}/audio/${name}`
  const title = name === 'voicemail' || name === 'objectionConfirmed' ? say[name] : say.live
  return (
    <div className={classes['heard']}>
      <Text fw={600} mb={6}>
        {title}
      </Text>
      <PlayerBar player={player} src={src} durationMs={durationMs} />
      <details>
        <summary>{say.transcript}</summary>
        <TranscriptText transcript={transcript} atMs={player.playing ? player.atMs : null} />
      </details>
    </div>
  )
}
