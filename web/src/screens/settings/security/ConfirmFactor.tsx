/** A secret to scan, and the first code that proves the app has it. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import { problemOf } from '../../../api/problem.ts'
import { CopyField } from '../../../parts/CopyField.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { useWords } from '../../../words/words.ts'
import { useEntryForm } from '../../entry/useEntryForm.ts'
import { QrCode } from './QrCode.tsx'
import { securityWords } from './words.ts'

interface ConfirmFactorProps {
  readonly secret: string
  readonly uri: string
  readonly onDone: (answer: { recoveryCodes: string[] }) => void
  readonly onCancel: () => void
}

export function ConfirmFactor({ secret, uri, onDone, onCancel }: ConfirmFactorProps): ReactNode {
  const { factor: say } = useWords(securityWords)
  const form = useEntryForm({
    initial: { code: '' },
    check: ({ code }): { code?: string } =>
      /^\d{6}$/.test(code.replace(/\s/g, '')) ? {} : { code: say.wrongCode },
    send: ({ code }) =>
      answer(api.POST('/me/second-factor/confirm', { body: { code: code.replace(/\s/g, '') } })),
    onDone,
    wrongBy: (thrown) =>
      problemOf(thrown).code === 'badInput' ? { code: say.wrongCode } : undefined,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors fields={form.errors} />
        {form.failure !== null && <ErrorState what={say.failed} error={form.failure} />}
        <Text>{say.scan}</Text>
        <QrCode text={uri} label={say.qr} />
        <CopyField label={say.byHand} value={secret} />
        <TextInput
          {...form.field('code')}
          label={say.code}
          autoComplete="one-time-code"
          inputMode="numeric"
          maw="24rem"
        />
        <Group gap="sm">
          <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
            {say.confirm}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {say.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
