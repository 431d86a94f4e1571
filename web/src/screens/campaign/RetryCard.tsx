/** How often and after how long somebody who was not reached is called again. */
import { NativeSelect, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import { useSaving } from './saving.tsx'
import { scheduleWords } from './scheduleWords.ts'
import type { Campaign } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const attemptChoices = [1, 2, 3, 4]
const busyChoices = [5, 10, 20, 30, 60].map((count) => count * minuteMs)
const noAnswerChoices = [20 * minuteMs, ...[1, 2, 3, 4, 24].map((count) => count * hourMs)]
const ringChoices = [15, 20, 25, 30].map((count) => count * 1000)

export function RetryCard({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(scheduleWords)
  const { save } = useSaving()
  const { retry, ringTimeoutMs } = campaign
  const disabled = !useEditable(campaign)
  const long = (lasts: number): string =>
    lasts < hourMs ? say.minutes(lasts / minuteMs) : say.hoursLong(lasts / hourMs)
  return (
    <Card title={say.again}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="lg">
        <Choice
          label={say.attempts}
          help={say.attemptsHelp}
          value={retry.attemptsMax}
          choices={attemptChoices}
          nameOf={say.attemptsOf}
          onChange={(attemptsMax) => save({ retry: { ...retry, attemptsMax } })}
          {...{ disabled }}
        />
        <Choice
          label={say.ring}
          value={ringTimeoutMs}
          choices={ringChoices}
          nameOf={(lasts) => say.seconds(lasts / 1000)}
          onChange={(chosen) => save({ ringTimeoutMs: chosen })}
          {...{ disabled }}
        />
        <Choice
          label={say.busy}
          value={retry.busyDelayMs}
          choices={busyChoices}
          nameOf={long}
          onChange={(busyDelayMs) => save({ retry: { ...retry, busyDelayMs } })}
          {...{ disabled }}
        />
        <Choice
          label={say.noAnswer}
          value={retry.noAnswerDelayMs}
          choices={noAnswerChoices}
          nameOf={long}
          onChange={(noAnswerDelayMs) => save({ retry: { ...retry, noAnswerDelayMs } })}
          {...{ disabled }}
        />
      </SimpleGrid>
    </Card>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly help?: string
  readonly value: number
  readonly choices: readonly number[]
  readonly disabled: boolean
  readonly nameOf: (value: number) => string
  readonly onChange: (value: number) => void
}

/** What was set otherwise (over the API) is one of the choices too. */
function Choice({
  label,
  help,
  value,
  choices,
  disabled,
  nameOf,
  onChange,
}: ChoiceProps): ReactNode {
  const all = choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b)
  return (
    <NativeSelect
      {...{ label, disabled }}
      description={help}
      value={String(value)}
      data={all.map((choice) => ({ value: String(choice), label: nameOf(choice) }))}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  )
}
