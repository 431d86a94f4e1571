/** What some operators ask for: below a fold, because most people never need it. */
import { Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../../words/words.ts'
import { carrierWords } from './carrierWords.ts'

interface CarrierFieldsProps {
  readonly field: (name: WayName) => {
    readonly id: string
    readonly name: string
    readonly value: string
    readonly error: string | null
    readonly onChange: (event: { currentTarget: { value: string } }) => void
  }
}

type WayName = Choice | 'route' | 'priority' | 'weight'
type Choice =
  | 'ringBack'
  | 'transport'
  | 'called'
  | 'shown'
  | 'identity'
  | 'register'
  | 'protect'
  | 'keys'

export function CarrierFields({ field }: CarrierFieldsProps): ReactNode {
  const say = useWords(carrierWords)
  const half = { style: { flex: '1 1 14rem' } } as const
  const choice = (name: Choice): ReactNode => (
    <NativeSelect
      label={say[name].label}
      data={Object.entries(say[name].choices).map(([value, label]) => ({ value, label }))}
      {...half}
      {...field(name)}
    />
  )
  return (
    <>
      <NativeSelect
        label={say.ringBack.label}
        description={say.ringBack.hint}
        data={Object.entries(say.ringBack.choices).map(([value, label]) => ({ value, label }))}
        {...field('ringBack')}
      />
      <details>
        <summary>{say.summary}</summary>
        <Stack gap="md" mt="sm">
          <Group gap="md" align="flex-end">
            {choice('transport')}
            {choice('register')}
          </Group>
          <Group gap="md" align="flex-end">
            {choice('called')}
            {choice('shown')}
          </Group>
          <Group gap="md" align="flex-end">
            {choice('identity')}
            {choice('keys')}
          </Group>
          {choice('protect')}
          <TextInput label={say.route} description={say.routeHint} {...field('route')} />
          <Group gap="md" align="flex-end">
            <TextInput
              label={say.priority}
              description={say.priorityHint}
              inputMode="numeric"
              {...half}
              {...field('priority')}
            />
            <TextInput
              label={say.weight}
              description={say.weightHint}
              inputMode="numeric"
              {...half}
              {...field('weight')}
            />
          </Group>
        </Stack>
      </details>
    </>
  )
}
