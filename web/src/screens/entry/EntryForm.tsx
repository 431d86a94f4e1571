/** A form of coming in: its errors first, its fields, one button. */
import { Button, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { FormErrors } from '../../parts/FormErrors.tsx'

interface EntryFormProps {
  readonly errors: readonly { readonly id: string; readonly sentence: string }[]
  readonly failed: string
  readonly failure: unknown
  readonly act: string
  readonly busy: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
}

export function EntryForm(props: EntryFormProps): ReactNode {
  const { errors, failed, failure, act, busy, onSubmit, children } = props
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormErrors fields={errors} />
          {failure !== null && failure !== undefined && (
            <ErrorState what={failed} error={failure} />
          )}
          {children}
          <Button type="submit" size="md" loading={busy} loaderProps={{ type: 'dots' }}>
            {act}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
