/** Recording with the words before one's eyes: countdown, level, pause, listen again, keep. */
import { Button, Group, Stack, Text } from '@mantine/core'
import IconMicrophone from '@tabler/icons-react/icons/IconMicrophone'
import { type ReactNode, useEffect } from 'react'
import { announce } from '../../parts/LiveRegion.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { PlayerBar } from './PlayerBar.tsx'
import classes from './RecorderPanel.module.css'
import { longestMs } from './recording.ts'
import { recordingWords } from './recordingWords.ts'
import type { MessageDraft } from './useMessage.ts'
import { usePlayer } from './usePlayer.ts'
import { type Recorder, useRecorder } from './useRecorder.ts'
import { messageWords } from './words.ts'

interface RecorderPanelProps {
  readonly lines: MessageDraft['script']['lines']
  readonly busy: boolean
  readonly onKeep: (file: Blob) => void
  readonly onCancel: () => void
}

export function RecorderPanel({ lines, busy, onKeep, onCancel }: RecorderPanelProps): ReactNode {
  const say = useWords(recordingWords).recorder
  const recorder = useRecorder()
  const { state, recording } = recorder
  // Whoever opened it wants to record: the browser asks for the microphone at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened
  useEffect(() => void recording.start(), [])
  useEffect(() => {
    if (state.is === 'recording') announce(say.recording)
  }, [state.is, say.recording])
  return (
    <section className={classes['panel']} aria-label={say.title} data-state={state.is}>
      <Stack gap="md">
        <Status recorder={recorder} />
        {state.is !== 'refused' && <Prompter lines={lines} />}
        {state.is === 'done' && <Review url={state.url} durationMs={recorder.elapsedMs} />}
        <Acts recorder={recorder} busy={busy} onKeep={onKeep} onCancel={onCancel} />
      </Stack>
    </section>
  )
}

function Status({ recorder }: { readonly recorder: Recorder }): ReactNode {
  const say = useWords(recordingWords).recorder
  const format = useFormat()
  const { state, elapsedMs, level } = recorder
  if (state.is === 'refused') {
    return (
      <Text role="alert" className={classes['refused']}>
        {say[state.why]}
      </Text>
    )
  }
  const left = Math.max(0, longestMs - elapsedMs)
  const words = {
    idle: say.asking,
    asking: say.asking,
    countdown: state.is === 'countdown' ? say.countdown(state.left) : '',
    recording: say.recording,
    paused: say.paused,
    done: say.listen,
  }[state.is]
  const hears = state.is === 'countdown' || state.is === 'recording' || state.is === 'paused'
  return (
    <div>
      <Group gap="md" wrap="nowrap">
        <span className={classes['light']} data-on={state.is === 'recording'} aria-hidden />
        <Text fw={650} size="lg">
          {words}
        </Text>
        <Text className="pv-figures" ml="auto" size="lg">
          {format.number(elapsedMs / 1000, 1)} s
        </Text>
      </Group>
      {hears && (
        <>
          <meter
            className={classes['meter']}
            aria-label={say.level}
            min={0}
            max={1}
            low={0.05}
            high={0.95}
            optimum={0.5}
            value={level}
          />
          <Text size="sm" c="dimmed" className={classes['hint']}>
            {level > 0.98
              ? say.tooLoud
              : state.is === 'recording' && level < 0.01
                ? say.tooLow
                : ''}
            {left < 30_000 ? ` ${say.left(format.duration(left))}` : ''}
          </Text>
        </>
      )}
    </div>
  )
}

function Prompter({ lines }: Pick<RecorderPanelProps, 'lines'>): ReactNode {
  const say = useWords(messageWords)
  const spoken = lines.filter(({ text }) => text.trim() !== '')
  if (spoken.length === 0) return null
  return (
    <ol className={classes['prompter']} lang="fr">
      {spoken.map(({ role, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines stand in their order
        <li key={place} data-role={role}>
          <span className={classes['role']}>{say.roles[role]}</span>
          {text}
        </li>
      ))}
    </ol>
  )
}

function Review({ url, durationMs }: { readonly url: string; readonly durationMs: number }) {
  const player = usePlayer()
  return <PlayerBar player={player} src={url} durationMs={durationMs} />
}

interface ActsProps extends Omit<RecorderPanelProps, 'lines'> {
  readonly recorder: Recorder
}

function Acts({ recorder, busy, onKeep, onCancel }: ActsProps): ReactNode {
  const say = useWords(recordingWords).recorder
  const { state, recording } = recorder
  return (
    <Group gap="sm">
      {state.is === 'recording' && <Button onClick={() => recording.stop()}>{say.stop}</Button>}
      {state.is === 'recording' && (
        <Button variant="default" onClick={() => recording.pause()}>
          {say.pause}
        </Button>
      )}
      {state.is === 'paused' && <Button onClick={() => recording.resume()}>{say.resume}</Button>}
      {state.is === 'paused' && (
        <Button variant="default" onClick={() => recording.stop()}>
          {say.stop}
        </Button>
      )}
      {state.is === 'done' && (
        <Button loading={busy} loaderProps={{ type: 'dots' }} onClick={() => onKeep(state.file)}>
          {say.keep}
        </Button>
      )}
      {(state.is === 'done' || state.is === 'refused') && (
        <Button
          variant="default"
          leftSection={<IconMicrophone size={18} aria-hidden />}
          onClick={() => void recording.start()}
        >
          {say.again}
        </Button>
      )}
      <Button
        variant="subtle"
        onClick={() => {
          recording.reset()
          onCancel()
        }}
      >
        {say.cancel}
      </Button>
    </Group>
  )
}
