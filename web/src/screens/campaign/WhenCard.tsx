/** The instants of the campaign: its mandatory end, its beginning, and in practice the clock it plays by. */
import { SimpleGrid, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import { fieldOf, instantIn } from './parisTime.ts'
import { useSaving } from './saving.tsx'
import { scheduleWords } from './scheduleWords.ts'
import type { Campaign } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'

export function WhenCard({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(scheduleWords)
  const { save } = useSaving()
  const disabled = !useEditable(campaign)
  return (
    <Card title={say.when}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="lg">
        <InstantField
          label={say.deadline}
          help={say.deadlineHelp}
          value={campaign.deadline}
          onSave={(deadline) => deadline !== null && save({ deadline })}
          required
          {...{ disabled }}
        />
        {campaign.practiceStart === null ? (
          <InstantField
            label={say.startsAt}
            help={say.startsAtHelp}
            value={campaign.startsAt}
            onSave={(startsAt) => save({ startsAt })}
            {...{ disabled }}
          />
        ) : (
          <InstantField
            label={say.clock}
            help={say.clockHelp}
            value={campaign.practiceStart}
            onSave={(practiceStart) => practiceStart !== null && save({ practiceStart })}
            required
            {...{ disabled }}
          />
        )}
      </SimpleGrid>
    </Card>
  )
}

interface InstantFieldProps {
  readonly label: string
  readonly help: string
  readonly value: string | null
  readonly disabled: boolean
  readonly required?: boolean
  readonly onSave: (value: string | null) => void
}

/** Saved when it is left: half a date is no date. */
function InstantField(props: InstantFieldProps): ReactNode {
  const { label, help, value, disabled, required = false, onSave } = props
  const say = useWords(scheduleWords)
  const shown = value === null ? '' : fieldOf(value)
  const [written, setWritten] = useState(shown)
  const [isWrong, setWrong] = useState(false)
  useEffect(() => setWritten(shown), [shown])
  const leave = (): void => {
    const instant = instantIn(written)
    const wrong = written === '' ? required : instant === undefined
    setWrong(wrong)
    if (!wrong && written !== shown) onSave(instant ?? null)
  }
  return (
    <TextInput
      type="datetime-local"
      {...{ label, disabled, required }}
      withAsterisk={false}
      description={help}
      error={isWrong ? say.wrongInstant : undefined}
      value={written}
      onChange={(event) => setWritten(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}
