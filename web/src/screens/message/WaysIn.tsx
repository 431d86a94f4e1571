/** The two ways in: the microphone of this device, or a file. And a shipped recording, to try with. */
import { Button, Progress, Text, Title } from '@mantine/core'
import IconMicrophone from '@tabler/icons-react/icons/IconMicrophone'
import { type ReactNode, useState } from 'react'
import type { ApiProblem } from '../../api/problem.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { FileDrop } from '../../parts/FileDrop.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { RecorderPanel } from './RecorderPanel.tsx'
import { recordingWords } from './recordingWords.ts'
import { type MessageDraft, type Track, useDraftActs } from './useMessage.ts'
import { type Upload, useUpload } from './useUpload.ts'
import classes from './WaysIn.module.css'

interface WaysInProps {
  readonly track: Track
  readonly lines: MessageDraft['script']['lines']
  /** Keeps the words that are about to be read: they are then found in the sound. */
  readonly beforeRecording?: () => Promise<void>
  /** Only this segment is recorded anew. */
  readonly segment?: number
  readonly offersSample?: boolean
  readonly onTaken?: () => void
  /** The recorder is open, with the words before it. */
  readonly onRecords?: (records: boolean) => void
}

export function WaysIn(props: WaysInProps): ReactNode {
  const { track, lines, beforeRecording, segment, offersSample = false, onTaken } = props
  const { onRecords } = props
  const say = useWords(recordingWords).ways
  const upload = useUpload(track)
  const [records, setOpen] = useState(segment !== undefined)
  const setRecords = (open: boolean): void => {
    setOpen(open)
    onRecords?.(open)
  }
  const send = async (file: Blob, name: string): Promise<void> => {
    if (await upload.send(file, name, segment)) {
      setRecords(false)
      onTaken?.()
    }
  }
  const open = async (): Promise<void> => {
    await beforeRecording?.()
    setRecords(true)
  }
  if (records) {
    return (
      <>
        <Sending upload={upload} />
        <RecorderPanel
          lines={lines}
          busy={upload.share !== null}
          onKeep={(file) => void send(file, 'recording.wav')}
          onCancel={() => {
            setRecords(false)
            if (segment !== undefined) onTaken?.()
          }}
        />
      </>
    )
  }
  return (
    <div>
      <Sending upload={upload} />
      <div className={classes['ways']}>
        <div className={classes['way']}>
          <span className={classes['icon']}>
            <IconMicrophone size={30} stroke={1.6} aria-hidden />
          </span>
          <Title order={2}>{say.record}</Title>
          <Text c="dimmed">{say.recordLead}</Text>
          <Button size="md" onClick={() => void open()}>
            {say.recordAct}
          </Button>
        </div>
        <FileDrop
          title={say.dropTitle}
          hint={say.dropHint}
          accept=".wav,.mp3,audio/wav,audio/mpeg"
          onFile={(file) => void send(file, file.name)}
        />
      </div>
      {offersSample && (track === 'call' || track === 'voicemail') && <Sample track={track} />}
    </div>
  )
}

/** What is wrong with the recording itself; null: it is not about that, and the usual words say it. */
function refusedBecause(
  { code, message }: ApiProblem,
  { large, kind }: { readonly large: string; readonly kind: string },
): string | null {
  if (code === 'tooLarge') return large
  if (code === 'wrongType') return kind
  return code === 'badInput' ? message : null
}

function Sending({ upload: { share, problem } }: { readonly upload: Upload }): ReactNode {
  const words = useWords(recordingWords)
  const format = useFormat()
  if (share !== null) {
    return (
      <div role="status" className={classes['sending']}>
        <Text>{share < 1 ? words.ways.sending(format.percent(share)) : words.ways.reading}</Text>
        <Progress
          value={share * 100}
          animated={share === 1}
          mt={8}
          aria-label={words.ways.reading}
        />
      </div>
    )
  }
  if (!problem) return null
  const refusal = refusedBecause(problem, words.uploads)
  return refusal === null ? (
    <ErrorState what={words.ways.failed} error={problem} />
  ) : (
    <ErrorState what={`${words.ways.failed} ${refusal}`} />
  )
}

function Sample({ track }: { readonly track: 'call' | 'voicemail' }): ReactNode {
  const say = useWords(recordingWords).ways
  const { takeSample } = useDraftActs()
  return (
    <Text mt="md" c="dimmed">
      {say.sample}{' '}
      <Button
        variant="subtle"
        size="compact-md"
        loading={takeSample.isPending}
        onClick={() => takeSample.mutate(track)}
      >
        {say.sampleAct}
      </Button>{' '}
      {say.sampleLead}
    </Text>
  )
}
