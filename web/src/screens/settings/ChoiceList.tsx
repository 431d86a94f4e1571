/** Several of a few choices, each with a line that says what it means. */
import { Checkbox, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

interface ChoiceListProps<Value extends string> {
  readonly id: string
  readonly label: string
  readonly error?: string | null
  readonly choices: readonly {
    readonly value: Value
    readonly label: string
    readonly hint?: string
    readonly disabled?: boolean
  }[]
  readonly chosen: readonly Value[]
  readonly onChange: (chosen: readonly Value[]) => void
}

export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>): ReactNode {
  const { id, label, error, choices, chosen, onChange } = props
  return (
    <Checkbox.Group
      id={id}
      tabIndex={-1}
      label={label}
      error={error ?? null}
      value={[...chosen]}
      onChange={(values) => onChange(values as Value[])}
    >
      <Stack gap="sm" mt="xs">
        {choices.map(({ value, label: name, hint, disabled = false }) => (
          <Checkbox
            key={value}
            value={value}
            label={name}
            disabled={disabled}
            {...(hint === undefined ? {} : { description: hint })}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
