/** A campaign from two names; what else it needs is proposed and changed in its steps. */
import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { answer, api, idempotencyKey } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { FormErrors } from '../../parts/FormErrors.tsx'
import { Page } from '../../parts/Page.tsx'
import { useWords } from '../../words/words.ts'
import { campaignWords } from './words.ts'

interface Written {
  readonly name: string
  readonly controller: string
  readonly practice: boolean
}

export function NewCampaignScreen(): ReactNode {
  const say = useWords(campaignWords).create
  const { practice } = useOrganisation()
  const [written, setWritten] = useState<Written>({ name: '', controller: '', practice: true })
  const [wrong, setWrong] = useState<readonly { id: string; sentence: string }[]>([])
  const create = useCreate()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const missing = [
      ...(written.name.trim() === '' ? [{ id: 'name', sentence: say.nameMissing }] : []),
      ...(written.controller.trim() === ''
        ? [{ id: 'controller', sentence: say.controllerMissing }]
        : []),
    ]
    setWrong(missing)
    if (missing.length === 0) create.mutate(written)
  }
  const sentenceOf = (id: string): string | undefined =>
    wrong.find((each) => each.id === id)?.sentence
  return (
    <Page title={say.title} lead={say.lead} width="form">
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <FormErrors fields={wrong} />
          {create.error && <ErrorState what={say.failed} error={create.error} />}
          <Card>
            <Stack gap="lg">
              <TextInput
                id="name"
                label={say.name}
                description={say.nameHelp}
                placeholder={say.nameExample}
                error={sentenceOf('name')}
                maxLength={200}
                value={written.name}
                onChange={(event) => setWritten({ ...written, name: event.currentTarget.value })}
              />
              <TextInput
                id="controller"
                label={say.controller}
                description={say.controllerHelp}
                placeholder={say.controllerExample}
                error={sentenceOf('controller')}
                maxLength={200}
                value={written.controller}
                onChange={(event) =>
                  setWritten({ ...written, controller: event.currentTarget.value })
                }
              />
              {!practice && <Calls written={written} onChange={setWritten} />}
            </Stack>
          </Card>
          <Group justify="flex-end">
            <Button type="submit" size="md" loading={create.isPending}>
              {say.act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  )
}

function Calls({
  written,
  onChange,
}: {
  readonly written: Written
  readonly onChange: (written: Written) => void
}): ReactNode {
  const say = useWords(campaignWords).create
  return (
    <Radio.Group
      label={say.calls}
      value={written.practice ? 'practice' : 'real'}
      onChange={(chosen) => onChange({ ...written, practice: chosen === 'practice' })}
    >
      <Stack gap="sm" mt="xs">
        <Radio value="practice" label={say.practice} description={say.practiceHelp} />
        <Radio value="real" label={say.real} description={say.realHelp} />
      </Stack>
    </Radio.Group>
  )
}

function useCreate() {
  const { id } = useOrganisation()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const key = useRef(idempotencyKey())
  return useMutation({
    mutationFn: (body: Written) =>
      answer(
        api.POST('/organisations/{organisation}/campaigns', {
          params: { path: { organisation: id }, header: { 'Idempotency-Key': key.current } },
          body: { ...body, election: null },
        }),
      ),
    // Another try with other words is another request.
    onError: () => {
      key.current = idempotencyKey()
    },
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ['campaigns', id] })
      void navigate({ to: `/o/${id}/campaigns/${made.id}/purpose` as '/' })
    },
  })
}
