/** What the chosen cell says: its article when it is closed, and the act that belongs to it when open. */
import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { ChosenCell } from './CalendarCard.tsx'
import classes from './Schedule.module.css'
import { useSaving } from './saving.tsx'
import { scheduleWords } from './scheduleWords.ts'
import type { Campaign } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'
import { hourIn } from './WeekTable.tsx'
import { type Band, withStretch } from './weekRows.ts'

interface CellSentenceProps {
  readonly campaign: Campaign
  readonly chosen: ChosenCell | undefined
  readonly band: Band | undefined
}

export function CellSentence({ campaign, chosen, band }: CellSentenceProps): ReactNode {
  const say = useWords(scheduleWords)
  const format = useFormat()
  const { save } = useSaving()
  const editable = useEditable(campaign)
  const all = campaign.hours !== null && editable && (
    <Button variant="default" size="compact-md" onClick={() => save({ hours: null })}>
      {say.allHours}
    </Button>
  )
  if (!chosen || !band) {
    return (
      <Group justify="space-between" className={classes['sentence']} role="status">
        <Text c="dimmed">{say.chooseCell}</Text>
        {all}
      </Group>
    )
  }
  const { day, from, to } = chosen
  const reason =
    band.reason?.[format.language] ?? say.people(format.number(band.people), band.people > 1)
  return (
    <Group justify="space-between" className={classes['sentence']} role="status">
      <div>
        <Text fw={600}>
          {format.day(`${day}T12:00:00Z`)}, {hourIn(from, format)}–{hourIn(to, format)} :{' '}
          {say.states[band.is]}
        </Text>
        <Text>
          {reason}
          {band.article && <span className={classes['article']}> ({band.article})</span>}
        </Text>
      </div>
      <Group gap="xs">
        <Toggle {...{ campaign, chosen, band }} />
        {all}
      </Group>
    </Group>
  )
}

/** Only lawful hours can be chosen or left out. */
function Toggle({
  campaign,
  chosen: { day, from, to },
  band,
}: {
  readonly campaign: Campaign
  readonly chosen: ChosenCell
  readonly band: Band
}): ReactNode {
  const say = useWords(scheduleWords)
  const { save } = useSaving()
  const editable = useEditable(campaign)
  if (!editable || (band.is !== 'open' && band.is !== 'unchosen')) return null
  const toBeCalled = band.is === 'unchosen'
  return (
    <Button
      size="compact-md"
      variant={toBeCalled ? 'filled' : 'default'}
      onClick={() => {
        const rows = withStretch(campaign.hours, weekdayOf(day), { from, to }, toBeCalled)
        const isAll = rows.length === 1 && rows[0]?.days.length === 7 && rows[0].to === '24:00'
        save({ hours: isAll ? null : rows.map((row) => ({ ...row, days: [...row.days] })) })
      }}
    >
      {toBeCalled ? say.callThen : say.leaveOut}
    </Button>
  )
}

/** 1 Monday … 7 Sunday. */
const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7
