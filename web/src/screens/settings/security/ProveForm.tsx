/** Before what protects the access changes, the person proves again that they are themselves. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { problemOf } from '../../../api/problem.ts'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { PassphraseField } from '../../../parts/PassphraseField.tsx'
import { useWords } from '../../../words/words.ts'
import { useEntryForm } from '../../entry/useEntryForm.ts'
import { securityWords } from './words.ts'

interface Proof {
  readonly currentPassword: string
  readonly code: string
}

interface ProveFormProps<Answer> {
  readonly lead?: string
  readonly act: string
  readonly withCode?: boolean
  readonly send: (proof: Proof) => Promise<Answer>
  readonly onDone: (answer: Answer) => void
  readonly onCancel: () => void
}

export function ProveForm<Answer>(props: ProveFormProps<Answer>): ReactNode {
  const { lead, act, withCode = false, send, onDone, onCancel } = props
  const { factor: say, passphrase } = useWords(securityWords)
  const form = useEntryForm({
    initial: { currentPassword: '', code: '' },
    check: ({ currentPassword, code }): { currentPassword?: string; code?: string } => ({
      ...(currentPassword === '' ? { currentPassword: passphrase.missing } : {}),
      ...(withCode && code.trim().length < 6 ? { code: say.wrongCode } : {}),
    }),
    send,
    onDone,
    wrongBy: (thrown) => {
      const { code } = problemOf(thrown)
      if (code === 'unauthenticated') return { currentPassword: passphrase.wrong }
      if (code === 'tooMany') return { currentPassword: passphrase.tooMany }
      return code === 'badInput' && withCode ? { code: say.wrongCode } : undefined
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw="28rem">
        {lead !== undefined && <Text>{lead}</Text>}
        <FormErrors fields={form.errors} />
        {form.failure !== null && <ErrorState what={say.failed} error={form.failure} />}
        <PassphraseField
          {...form.field('currentPassword')}
          id="provePassword"
          label={passphrase.current}
          autoComplete="current-password"
        />
        {withCode && (
          <TextInput
            {...form.field('code')}
            label={say.code}
            autoComplete="one-time-code"
            inputMode="numeric"
          />
        )}
        <Group gap="sm">
          <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
            {act}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {say.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
