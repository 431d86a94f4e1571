/** Play, the position as a native slider that says where it stands, five seconds back and on. */
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import IconPlayerPauseFilled from '@tabler/icons-react/icons/IconPlayerPauseFilled'
import IconPlayerPlayFilled from '@tabler/icons-react/icons/IconPlayerPlayFilled'
import IconRewindBackward5 from '@tabler/icons-react/icons/IconRewindBackward5'
import IconRewindForward5 from '@tabler/icons-react/icons/IconRewindForward5'
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './PlayerBar.module.css'
import { recordingWords } from './recordingWords.ts'
import type { Player } from './usePlayer.ts'

interface PlayerBarProps {
  readonly player: Player
  readonly src: string
  readonly durationMs: number
  /** The name of the segment at the position; '' outside of all. */
  readonly segmentAt?: (atMs: number) => string
  readonly large?: boolean
}

const jumpMs = 5000

export function PlayerBar(props: PlayerBarProps): ReactNode {
  const { player, src, durationMs, segmentAt = () => '', large = false } = props
  const say = useWords(recordingWords).player
  const format = useFormat()
  const { audio, playing, atMs, toggle, seek, failed } = player
  const at = Math.min(atMs, durationMs)
  const seconds = (value: number): string => format.number(value / 1000, 1)
  return (
    <div>
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand beside it */}
      <audio ref={audio} src={src} preload="metadata" />
      <Group gap="sm" wrap="nowrap" className={classes['bar']}>
        <Button
          size={large ? 'md' : 'sm'}
          onClick={toggle}
          leftSection={
            playing ? (
              <IconPlayerPauseFilled size={16} aria-hidden />
            ) : (
              <IconPlayerPlayFilled size={16} aria-hidden />
            )
          }
        >
          {playing ? say.pause : say.play}
        </Button>
        <Text className={`${classes['time']} pv-figures`} size="sm">
          {seconds(at)} / {seconds(durationMs)} s
        </Text>
        <input
          type="range"
          className={classes['slider']}
          min={0}
          max={durationMs}
          step={100}
          value={Math.round(at)}
          aria-label={say.at}
          aria-valuetext={say.position(seconds(at), segmentAt(at))}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={say.back}
          onClick={() => seek(at - jumpMs)}
        >
          <IconRewindBackward5 size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={say.on}
          onClick={() => seek(Math.min(durationMs, at + jumpMs))}
        >
          <IconRewindForward5 size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {failed && (
        <Text size="sm" c="var(--pv-bad)" role="alert" mt={6}>
          {say.failed}
        </Text>
      )}
    </div>
  )
}
