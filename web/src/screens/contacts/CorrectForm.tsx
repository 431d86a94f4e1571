/** What the person says is right about themselves; it stands against whatever a file says later. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import type { ActProps } from './ContactActs.tsx'
import { contactsWords } from './words.ts'

const fields = ['firstName', 'lastName', 'commune', 'postcode', 'insee'] as const
type Field = (typeof fields)[number]

export function CorrectForm({ contact, onDone }: ActProps): ReactNode {
  const words = useWords(contactsWords).one
  const say = words.acts
  const { id: organisation } = useOrganisation()
  const [values, setValues] = useState<Readonly<Partial<Record<Field, string>>>>({})
  const changed = Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) => value.trim() !== '' && value !== contact[field as Field],
    ),
  )
  const correct = useMutation({
    mutationFn: () =>
      answer(
        api.PATCH('/organisations/{organisation}/contacts/{contact}', {
          params: { path: { organisation, contact: contact.id } },
          body: changed,
        }),
      ),
    onSuccess: () => onDone(say.corrected),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    correct.mutate()
  }
  return (
    <Card title={say.correct}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {say.correctHint}
          </Text>
          <Group gap="sm" align="flex-end">
            {fields.map((field) => (
              <TextInput
                key={field}
                label={words.facts[field]}
                value={values[field] ?? contact[field] ?? ''}
                maxLength={200}
                onChange={(event) => setValues({ ...values, [field]: event.currentTarget.value })}
              />
            ))}
          </Group>
          {correct.error && <ErrorState what={say.failed} error={correct.error} />}
          <Button
            type="submit"
            w="fit-content"
            loading={correct.isPending}
            disabled={Object.keys(changed).length === 0}
          >
            {say.correctDo}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
