/** One recording under work: drawn, listened to, marked, mended. */
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconScissors from '@tabler/icons-react/icons/IconScissors'
import { type ReactNode, useState } from 'react'
import { apiBase } from '../../api/client.ts'
import { problemOf } from '../../api/problem.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { announce } from '../../parts/LiveRegion.tsx'
import { SaveState } from '../../parts/SaveState.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { PlayerBar } from './PlayerBar.tsx'
import { ProblemItem } from './ProblemItem.tsx'
import { SegmentTable } from './SegmentTable.tsx'
import { SoundChips } from './SoundChips.tsx'
import {
  type DraftRecording,
  type Here,
  type MessageDraft,
  type MessageRepair,
  useDraftActs,
  useHere,
} from './useMessage.ts'
import { usePlayer } from './usePlayer.ts'
import { useSegments } from './useSegments.ts'
import { Waveform } from './Waveform.tsx'
import { WaysIn } from './WaysIn.tsx'
import { messageWords } from './words.ts'

interface WorkbenchProps {
  readonly recording: DraftRecording
  /** Absent: there is nobody whom these clocks concern. */
  readonly clocks?: MessageDraft['clocks']
}

export function Workbench({ recording, clocks }: WorkbenchProps): ReactNode {
  const words = useWords(messageWords)
  const here = useHere()
  const player = usePlayer()
  const marked = useSegments(recording)
  const acts = useDraftActs()
  const [anew, setAnew] = useState<number | null>(null)
  const { track, revision, problems } = recording
  const busy = acts.repair.isPending || acts.undo.isPending || marked.saving
  const mend = (repair: MessageRepair): void =>
    acts.repair.mutate(
      { track, revision, repair },
      { onSuccess: () => announce(words.problems.mended) },
    )
  const general = problems.filter(({ segment }) => segment === undefined)
  const late = new Set(
    problems.flatMap(({ id, segment = -1 }) => (id.startsWith('clock/') ? [segment] : [])),
  )
  const segmentAt = (atMs: number): string => {
    const at = marked.segments.find((s) => s.startsAtMs <= atMs && atMs < s.endsAtMs)
    return at ? words.roles[at.role] : ''
  }
  return (
    <Stack gap="md">
      <SoundChips recording={recording} />
      <Waveform
        {...{ peaks: recording.peaks, durationMs: recording.durationMs, atMs: player.atMs, late }}
        segments={marked.segments}
        {...(clocks ? { clocks } : {})}
        onSeek={player.seek}
        onMoveLimit={marked.moveLimit}
      />
      <PlayerBar
        player={player}
        src={soundOf(here, recording)}
        durationMs={recording.durationMs}
        segmentAt={segmentAt}
      />
      {general.map((problem) => (
        <ProblemItem key={problem.id} {...{ track, problem, busy }} onRepair={mend} />
      ))}
      {acts.repair.error && <NotDone error={acts.repair.error} />}
      {anew !== null && (
        <WaysIn
          track={track}
          segment={anew}
          lines={marked.segments.slice(anew, anew + 1)}
          onTaken={() => setAnew(null)}
        />
      )}
      <MarkedSegments {...{ recording, marked, player, clocks, busy, mend }} onRerecord={setAnew} />
    </Stack>
  )
}

/** Somebody else was quicker: what is shown is up to date by then. */
function NotDone({ error }: { readonly error: unknown }): ReactNode {
  const words = useWords(messageWords)
  return problemOf(error).code === 'wrongState' ? (
    <ErrorState what={words.changedMeanwhile} />
  ) : (
    <ErrorState what={words.notDone} error={error} />
  )
}

interface MarkedProps {
  readonly recording: DraftRecording
  readonly marked: ReturnType<typeof useSegments>
  readonly player: ReturnType<typeof usePlayer>
  readonly clocks: MessageDraft['clocks'] | undefined
  readonly busy: boolean
  readonly mend: (repair: MessageRepair) => void
  readonly onRerecord: (place: number) => void
}

function MarkedSegments(props: MarkedProps): ReactNode {
  const { recording, marked, player, clocks, busy, mend, onRerecord } = props
  const words = useWords(messageWords)
  const format = useFormat()
  const { undo } = useDraftActs()
  const { track, revision, undoable, durationMs, problems } = recording
  const at = Math.round(player.atMs / 100) * 100
  return (
    <section aria-label={`${words.tracks[track]} : ${words.segments.title}`}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm" mt="md">
          <Title order={3}>{words.segments.title}</Title>
          <SaveState saving={marked.saving} failed={marked.failed} savedAt={marked.savedAt} />
        </Group>
        <Text c="dimmed" size="sm">
          {words.segments.lead}
        </Text>
        {marked.failed && <NotDone error={marked.error} />}
        <SegmentTable
          {...{ track, marked, durationMs, problems, busy, onRerecord, onRepair: mend }}
          {...(clocks ? { clocks } : {})}
          onPlay={({ startsAtMs, endsAtMs }) => player.playStretch(startsAtMs, endsAtMs)}
        />
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconScissors size={18} aria-hidden />}
            onClick={() => marked.split(at)}
          >
            {marked.segments.length === 0
              ? words.segments.mark
              : words.segments.split(format.number(at / 1000, 1))}
          </Button>
          {undoable > 0 && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={18} aria-hidden />}
              loading={undo.isPending}
              onClick={() =>
                undo.mutate(
                  { track, revision },
                  { onSuccess: () => announce(words.problems.undone) },
                )
              }
            >
              {words.problems.undo}
            </Button>
          )}
        </Group>
      </Stack>
    </section>
  )
}

/** Another sound has another address: no player shows the one before. */
const soundOf = (
  { organisation, campaign }: Here,
  { track, madeAt, undoable }: DraftRecording,
): string =>
  `${apiBase}/organisations/${organisation}/campaigns/${encodeURIComponent(campaign)}/message/recordings/${track}/audio?revision=${(Date.parse(madeAt) % 1_000_000_000) + undoable}`
