/** What happens where a machine answers, and how many voicemails a day may have. */
import { NumberInput, Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { answeringMachineChoices } from '../../../../src/campaign/answeringMachines.ts'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import { machinesWords } from './machinesWords.ts'
import { useSaving } from './saving.tsx'
import type { Campaign } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'

const mostADay = 1_000_000

export function MachinesCard({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(machinesWords)
  const { save } = useSaving()
  const disabled = !useEditable(campaign)
  const { answeringMachines, voicemailsADayMax } = campaign
  const choose = (value: string): void => {
    const chosen = answeringMachineChoices.find((each) => each === value)
    if (chosen) save({ answeringMachines: chosen })
  }
  const limit = (value: string | number): void =>
    save({ voicemailsADayMax: typeof value === 'number' && value > 0 ? value : null })
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <Radio.Group label={say.label} value={answeringMachines} onChange={choose}>
          <Stack gap="sm" mt="xs">
            {answeringMachineChoices.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={say.choices[choice]}
                description={say.what[choice]}
                disabled={disabled}
              />
            ))}
          </Stack>
        </Radio.Group>
        {answeringMachines === 'leaveVoicemail' && (
          <NumberInput
            label={say.aDay}
            description={say.aDayHelp}
            value={voicemailsADayMax ?? ''}
            min={1}
            max={mostADay}
            allowDecimal={false}
            allowNegative={false}
            maw={320}
            onChange={limit}
            {...{ disabled }}
          />
        )}
        <Text size="sm" c="dimmed">
          {say.unsure}
        </Text>
      </Stack>
    </Card>
  )
}
