/** What the organisation is called. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { problemOf } from '../../../api/problem.ts'
import { Card } from '../../../parts/Card.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { useWords } from '../../../words/words.ts'
import { useEntryForm } from '../../entry/useEntryForm.ts'
import { useRecordAgain } from './useOrganisationRecord.ts'
import { organisationWords } from './words.ts'

export function NameCard({ name }: { readonly name: string }): ReactNode {
  const { name: say } = useWords(organisationWords)
  const { id } = useOrganisation()
  const readAgain = useRecordAgain()
  const [saved, setSaved] = useState(false)
  const form = useEntryForm({
    initial: { name },
    check: (values): { name?: string } => (values.name.trim() === '' ? { name: say.missing } : {}),
    send: (body) =>
      answer(
        api.PATCH('/organisations/{organisation}', {
          params: { path: { organisation: id } },
          body: { name: body.name.trim() },
        }),
      ),
    onDone: () => {
      setSaved(true)
      readAgain()
    },
    wrongBy: (thrown) => (problemOf(thrown).code === 'conflict' ? { name: say.taken } : undefined),
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
          {form.failure !== null && <ErrorState what={say.failed} error={form.failure} />}
          <TextInput {...form.field('name')} label={say.label} autoComplete="organization" />
          <Group gap="md">
            <Button
              type="submit"
              variant="default"
              loading={form.busy}
              loaderProps={{ type: 'dots' }}
            >
              {say.save}
            </Button>
            {saved && (
              <Text role="status" c="dimmed">
                {say.saved}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
