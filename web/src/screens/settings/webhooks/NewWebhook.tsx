/** A new webhook: its address, and what it is told of. */
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api, idempotencyKey } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { useWords } from '../../../words/words.ts'
import { useEntryForm } from '../../entry/useEntryForm.ts'
import { webhooksWords } from './words.ts'

const kinds = [
  ...(['objection.recorded', 'attempt.ended', 'ringBack.ended'] as const),
  ...(['campaign.moved', 'rights.opened'] as const),
] as const
type Kind = (typeof kinds)[number]

interface NewWebhookProps {
  /** With the signing key; undefined: nothing was made. */
  readonly onDone: (secret: string | undefined) => void
}

export function NewWebhook({ onDone }: NewWebhookProps): ReactNode {
  const say = useWords(webhooksWords)
  const [chosen, setChosen] = useState<readonly Kind[]>(['objection.recorded'])
  const [ofChildren, setOfChildren] = useState(false)
  const { id, me } = useOrganisation()
  const hasChildren = me.organisations.some(({ parent }) => parent === id)
  const form = useNewWebhook({ chosen, ofChildren }, onDone)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  return (
    <Card title={say.add}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg" maw="40rem">
          <FormErrors fields={form.errors} />
          {form.failure !== null && <ErrorState what={say.addFailed} error={form.failure} />}
          <TextInput
            label={say.url}
            description={say.urlHint}
            type="url"
            placeholder="https://"
            autoComplete="off"
            {...form.field('url')}
          />
          <Checkbox.Group
            label={say.kindsLabel}
            value={[...chosen]}
            onChange={(values) => setChosen(kinds.filter((kind) => values.includes(kind)))}
            error={form.errors.find(({ id }) => id === 'kinds')?.sentence}
          >
            <Stack gap="xs" mt="xs" id="kinds" tabIndex={-1}>
              {kinds.map((kind) => (
                <Checkbox key={kind} value={kind} label={say.kinds[kind]} description={kind} />
              ))}
            </Stack>
          </Checkbox.Group>
          {hasChildren && (
            <Checkbox
              label={say.ofChildren}
              description={say.ofChildrenHint}
              checked={ofChildren}
              onChange={(event) => setOfChildren(event.currentTarget.checked)}
            />
          )}
          <Group gap="sm">
            <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
              {say.save}
            </Button>
            <Button variant="default" onClick={() => onDone(undefined)}>
              {say.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

interface Asked {
  readonly chosen: readonly Kind[]
  readonly ofChildren: boolean
}

function useNewWebhook({ chosen, ofChildren }: Asked, onDone: NewWebhookProps['onDone']) {
  const say = useWords(webhooksWords)
  const { id } = useOrganisation()
  const client = useQueryClient()
  return useEntryForm({
    initial: { url: '', kinds: '' },
    check: ({ url }) => ({
      ...(url.trim() === '' ? { url: say.noUrl } : {}),
      ...(chosen.length === 0 ? { kinds: say.noKind } : {}),
    }),
    send: ({ url }) =>
      answer(
        api.POST('/organisations/{organisation}/webhooks', {
          params: {
            path: { organisation: id },
            header: { 'Idempotency-Key': idempotencyKey() },
          },
          body: { url, kinds: [...chosen], ofChildren },
        }),
      ),
    onDone: ({ secret }) => {
      void client.invalidateQueries({ queryKey: ['webhooks', id] })
      onDone(secret)
    },
  })
}
