/** Each segment with its limits and its words, its clock, and what mends it: the equal of the drawing. */
import { ActionIcon, Group, NativeSelect, Textarea } from '@mantine/core'
import IconMicrophone from '@tabler/icons-react/icons/IconMicrophone'
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import { ClockMark } from './ClockMark.tsx'
import { ProblemItem } from './ProblemItem.tsx'
import { SecondsField } from './SecondsField.tsx'
import classes from './SegmentTable.module.css'
import type {
  DraftRole,
  DraftSegment,
  MessageDraft,
  MessageProblem,
  MessageRepair,
  Track,
} from './useMessage.ts'
import type { Segments } from './useSegments.ts'
import { messageWords } from './words.ts'

interface SegmentTableProps {
  readonly track: Track
  readonly marked: Segments
  readonly durationMs: number
  readonly problems: readonly MessageProblem[]
  /** Absent: there is nobody whom these clocks concern. */
  readonly clocks?: MessageDraft['clocks']
  readonly busy: boolean
  readonly onRepair: (repair: MessageRepair) => void
  readonly onPlay: (segment: DraftSegment) => void
  readonly onRerecord: (place: number) => void
}

export function SegmentTable(props: SegmentTableProps): ReactNode {
  const say = useWords(messageWords).segments
  return (
    <div>
      {/* Every field names its segment: the titles are for the eye. */}
      <div className={classes['head']} aria-hidden>
        {[say.role, say.from, say.to, say.text, say.clock].map((title) => (
          <span key={title}>{title}</span>
        ))}
      </div>
      <ol className={classes['table']} aria-label={say.title}>
        {props.marked.segments.map((segment, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a segment is known by its place only
          <SegmentRow key={place} {...props} segment={segment} place={place} />
        ))}
      </ol>
    </div>
  )
}

const roleOrder: readonly DraftRole[] = [
  ...(['identity', 'objection', 'invitation', 'content', 'source', 'closing'] as const),
]

interface RowProps extends SegmentTableProps {
  readonly segment: DraftSegment
  readonly place: number
}

function SegmentRow(props: RowProps): ReactNode {
  const { track, segment, place, marked, durationMs, problems, clocks, busy, onRepair } = props
  const words = useWords(messageWords)
  const say = words.segments
  const role = words.roles[segment.role]
  const about = problems.filter((problem) => problem.segment === place)
  const change = (next: Partial<DraftSegment>): void => marked.change(place, next)
  return (
    <li className={classes['item']}>
      <div className={classes['row']}>
        <div className={classes['role']}>
          <span className={classes['dot']} data-role={segment.role} aria-hidden />
          <NativeSelect
            aria-label={say.roleOf(place + 1)}
            value={segment.role}
            data={roleOrder.map((value) => ({ value, label: words.roles[value] }))}
            onChange={(event) => change({ role: event.currentTarget.value as DraftRole })}
          />
        </div>
        <div>
          <SecondsField
            label={say.fromOf(role)}
            valueMs={segment.startsAtMs}
            maxMs={durationMs}
            onChange={(startsAtMs) => change({ startsAtMs })}
          />
        </div>
        <div>
          <SecondsField
            label={say.toOf(role)}
            valueMs={segment.endsAtMs}
            maxMs={durationMs}
            onChange={(endsAtMs) => change({ endsAtMs })}
          />
        </div>
        <div className={classes['text']}>
          <Textarea
            aria-label={say.textOf(role)}
            lang="fr"
            autosize
            minRows={1}
            maxRows={6}
            value={segment.text}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
        </div>
        <div className={classes['clock']}>
          <ClockMark segments={marked.segments} place={place} clocks={clocks} />
        </div>
        <div>
          <RowActs {...props} name={role} />
        </div>
      </div>
      {about.map((problem) => (
        <div key={problem.id} className={classes['problem']}>
          <ProblemItem {...{ track, problem, busy, onRepair }} />
        </div>
      ))}
    </li>
  )
}

function RowActs({
  segment,
  place,
  marked,
  name,
  onPlay,
  onRerecord,
}: RowProps & { name: string }) {
  const say = useWords(messageWords).segments
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={say.playSegment(name)}
        onClick={() => onPlay(segment)}
      >
        <IconPlayerPlay size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={say.rerecord(name)}
        onClick={() => onRerecord(place)}
      >
        <IconMicrophone size={18} aria-hidden />
      </ActionIcon>
      {marked.segments.length > 1 && (
        <ActionIcon
          variant="subtle"
          size="lg"
          color="gris"
          aria-label={say.remove(name)}
          onClick={() => marked.remove(place)}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  )
}
