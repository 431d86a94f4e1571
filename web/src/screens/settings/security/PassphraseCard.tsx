/** Another passphrase: the one of now, then the new one. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { problemOf } from '../../../api/problem.ts'
import { Card } from '../../../parts/Card.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { PassphraseField } from '../../../parts/PassphraseField.tsx'
import { useWords } from '../../../words/words.ts'
import { passphraseSignsMin } from '../../entry/checkNewcomer.ts'
import { useEntryForm } from '../../entry/useEntryForm.ts'
import { securityWords } from './words.ts'

export function PassphraseCard(): ReactNode {
  const { passphrase: say } = useWords(securityWords)
  const [saved, setSaved] = useState(false)
  const form = useEntryForm({
    initial: { currentPassword: '', password: '' },
    check: ({ currentPassword, password }): { currentPassword?: string; password?: string } => ({
      ...(currentPassword === '' ? { currentPassword: say.missing } : {}),
      ...(password.length < passphraseSignsMin ? { password: say.short(passphraseSignsMin) } : {}),
    }),
    send: (body) => answer(api.POST('/me/password', { body })),
    onDone: () => setSaved(true),
    wrongBy: (thrown) => {
      const { code } = problemOf(thrown)
      if (code === 'unauthenticated') return { currentPassword: say.wrong }
      if (code === 'tooMany') return { currentPassword: say.tooMany }
      return code === 'badInput' ? { password: say.weak } : undefined
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setSaved(false)
    form.submit()
  }
  return (
    <Card title={say.title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md" maw="28rem">
          <FormErrors fields={form.errors} />
          {form.failure !== null && <ErrorState what={say.failed} error={form.failure} />}
          <PassphraseField
            {...form.field('currentPassword')}
            label={say.current}
            autoComplete="current-password"
          />
          <PassphraseField
            {...form.field('password')}
            label={say.next}
            description={say.nextHint(passphraseSignsMin)}
            autoComplete="new-password"
          />
          <Group>
            <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
              {say.save}
            </Button>
          </Group>
          {saved && <Text role="status">{say.saved}</Text>}
        </Stack>
      </form>
    </Card>
  )
}
