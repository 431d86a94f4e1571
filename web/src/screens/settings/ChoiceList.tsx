/** Several of a few choices, each with a line that says what it means. */
import { Checkbox, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'

interface ChoiceListProps<Value extends string> {
  readonly id: string
  readonly label: string
  /** Side by side where there is room. */
  readonly columns?: 1 | 2
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
  const { id, label, columns = 1, error, choices, chosen, onChange } = props
  return (
    <Checkbox.Group
      id={id}
      tabIndex={-1}
      size="md"
      label={label}
      error={error ?? null}
      value={[...chosen]}
      onChange={(values) => onChange(values as Value[])}
    >
      <SimpleGrid cols={{ base: 1, sm: columns }} spacing="sm" mt="xs">
        {choices.map(({ value, label: name, hint, disabled = false }) => (
          <Checkbox
            key={value}
            value={value}
            label={name}
            disabled={disabled}
            {...(hint === undefined ? {} : { description: hint })}
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
