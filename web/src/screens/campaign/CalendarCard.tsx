/** The week as a table, what the chosen cell says, and what the whole schedule comes to. */
import { Button, Group, Text } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { type ReactNode, useState } from 'react'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { type Format, useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { CellSentence } from './CellSentence.tsx'
import { shiftDay } from './parisTime.ts'
import classes from './Schedule.module.css'
import { scheduleWords } from './scheduleWords.ts'
import { type Campaign, useCampaignAddress } from './useCampaign.ts'
import { WeekTable } from './WeekTable.tsx'
import type { Band, Schedule } from './weekRows.ts'

export interface ChosenCell {
  /** The territories of its row, as they stand together. */
  readonly territory: string
  readonly day: string
  readonly from: string
  readonly to: string
}

/** What stands in that cell now: it changes while it is looked at. */
function bandIn(schedule: Schedule, chosen: ChosenCell | undefined): Band | undefined {
  const week = schedule.territories.find(
    ({ territories }) => territories.join() === chosen?.territory,
  )
  const bands = week?.days.find(({ day }) => day === chosen?.day)?.bands
  return bands?.find(({ from, to }) => chosen && from <= chosen.from && chosen.from < to)
}

interface CalendarCardProps {
  readonly campaign: Campaign
  readonly schedule: Schedule
  readonly onWeek: (from: string) => void
}

export function CalendarCard({ campaign, schedule, onWeek }: CalendarCardProps): ReactNode {
  const say = useWords(scheduleWords)
  const format = useFormat()
  const [chosen, setChosen] = useState<ChosenCell>()
  const last = shiftDay(schedule.from, schedule.days - 1)
  const date = (day: string): string => format.date(`${day}T12:00:00Z`)
  return (
    <Card
      title={say.week(date(schedule.from), date(last))}
      acts={
        <Group gap="xs">
          <WeekButton
            label={say.before}
            icon={<IconChevronLeft size={18} aria-hidden />}
            onClick={() => onWeek(shiftDay(schedule.from, -7))}
          />
          <WeekButton
            label={say.after}
            icon={<IconChevronRight size={18} aria-hidden />}
            onClick={() => onWeek(shiftDay(schedule.from, 7))}
          />
        </Group>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {say.sevenDays}
        {!schedule.exact && ` · ${say.sampled}`}
      </Text>
      <WeekTable schedule={schedule} chosen={chosen} onChoose={setChosen} />
      <CellSentence campaign={campaign} chosen={chosen} band={bandIn(schedule, chosen)} />
      <Outlook campaign={campaign} schedule={schedule} />
    </Card>
  )
}

interface WeekButtonProps {
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
}

function WeekButton({ label, icon, onClick }: WeekButtonProps): ReactNode {
  return (
    <Button variant="default" size="compact-md" aria-label={label} onClick={onClick}>
      {icon}
    </Button>
  )
}

/** Whom this reaches and until when, in sentences. */
function Outlook({ campaign, schedule }: Omit<CalendarCardProps, 'onWeek'>): ReactNode {
  const say = useWords(scheduleWords)
  const format = useFormat()
  const address = useCampaignAddress()
  const sentences = outlookOf(campaign, schedule, say, format)
  const check = `/o/${address.organisation}/campaigns/${address.campaign}/check`
  return (
    <ul className={classes['outlook']}>
      {sentences.map(({ text, isWarning, askWhy }) => (
        <li key={text} data-warning={isWarning}>
          {text}
          {askWhy && (
            <>
              {' '}
              <AnchorLink to={check as '/'}>{say.whyNot}</AnchorLink>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Hours that would be lawful are empty, because the campaign is over by then. */
const isCutShort = ({ territories }: Schedule): boolean =>
  territories.some(({ days }) => days.some(({ bands }) => bands.some(({ is }) => is === 'late')))

interface OutlookSentence {
  readonly text: string
  readonly isWarning: boolean
  /** The legal check counts whom no hour suits, rule by rule. */
  readonly askWhy?: true
}

function outlookOf(
  campaign: Campaign,
  schedule: Schedule,
  say: (typeof scheduleWords)['fr'],
  format: Format,
): readonly OutlookSentence[] {
  const { people, expectedEnd, late, unreachable, callsPerHour, nextOpening } = schedule
  const sure = (text: string): OutlookSentence => ({ text, isWarning: false })
  const warning = (text: string): OutlookSentence => ({ text, isWarning: true })
  if (people === 0) return [sure(say.nobodyYet)]
  if (unreachable === people) {
    const next = nextOpening === null ? [] : [warning(say.nextOpening(format.instant(nextOpening)))]
    return [{ ...warning(say.nobody), askWhy: true }, ...next]
  }
  return [
    ...(expectedEnd === null
      ? []
      : [sure(say.expectedEnd(format.number(callsPerHour), format.instant(expectedEnd)))]),
    ...(isCutShort(schedule) ? [sure(say.over(format.instant(campaign.deadline)))] : []),
    ...(late === 0
      ? []
      : [warning(say.lateCount(format.number(late), format.instant(campaign.deadline)))]),
    ...(unreachable === 0
      ? []
      : [{ ...sure(say.unreachable(format.number(unreachable))), askWhy: true as const }]),
  ]
}
