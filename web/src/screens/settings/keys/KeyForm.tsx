/** A new key: its name, what it may do, until when; then the key itself, shown this once. */
import { Button, Code, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { permissions as all, type Permission } from '../../../../../src/access/permission.ts'
import { answer, api, idempotencyKey } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { CopyField } from '../../../parts/CopyField.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { useWords } from '../../../words/words.ts'
import { accessWords } from '../accessWords.ts'
import { ChoiceList } from '../ChoiceList.tsx'
import { useKeysAgain } from './useKeys.ts'
import { keysWords } from './words.ts'

const dayMs = 86_400_000
type Lasts = keyof (typeof keysWords)['fr']['lasts']
const lastsChoices = ['30', '90', '365', 'never'] as const satisfies readonly Lasts[]

export function KeyForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const say = useWords(keysWords)
  const form = useKeyForm()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  if (form.secret !== undefined) return <Made secret={form.secret} onDone={onDone} />
  return (
    <Card title={say.newTitle}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg" maw="44rem">
          <FormErrors fields={form.errors} />
          {form.failure && <ErrorState what={say.createFailed} error={form.failure} />}
          <KeyFields form={form} />
          <Group gap="sm">
            <Button type="submit" loading={form.busy} loaderProps={{ type: 'dots' }}>
              {say.make}
            </Button>
            <Button variant="default" onClick={onDone}>
              {say.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function KeyFields({ form }: { readonly form: ReturnType<typeof useKeyForm> }): ReactNode {
  const say = useWords(keysWords)
  const { permissions } = useWords(accessWords)
  const { may } = useOrganisation()
  return (
    <>
      <TextInput
        id="name"
        label={say.name}
        description={say.nameHint}
        value={form.name}
        error={form.wrong['name'] ?? null}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={say.expires}
        maw="20rem"
        value={form.lasts}
        onChange={(event) => form.setLasts(event.currentTarget.value as Lasts)}
        data={lastsChoices.map((value) => ({ value, label: say.lasts[value] }))}
      />
      <ChoiceList
        id="scopes"
        columns={2}
        label={say.scopes}
        error={form.wrong['scopes'] ?? null}
        choices={all
          .filter((permission) => may(permission))
          .map((permission) => ({ value: permission, label: permissions[permission] }))}
        chosen={form.scopes}
        onChange={form.setScopes}
      />
    </>
  )
}

interface MadeProps {
  readonly secret: string
  readonly onDone: () => void
}

function Made({ secret, onDone }: MadeProps): ReactNode {
  const say = useWords(keysWords)
  const { id } = useOrganisation()
  const address = `${location.origin}/api/v1/organisations/${id}`
  return (
    <Card title={say.made}>
      <Stack gap="lg" role="status">
        <Text>{say.madeSentence}</Text>
        <CopyField label={say.secret} value={secret} />
        <div>
          <Text size="sm" c="dimmed">
            {say.example}
          </Text>
          <Code block>{`curl -H 'Authorization: Bearer ${secret.slice(0, 11)}…' ${address}`}</Code>
        </div>
        <Group>
          <Button onClick={onDone}>{say.done}</Button>
        </Group>
      </Stack>
    </Card>
  )
}

function useKeyForm() {
  const say = useWords(keysWords)
  const { id } = useOrganisation()
  const readAgain = useKeysAgain()
  const [name, setName] = useState('')
  const [lasts, setLasts] = useState<Lasts>('90')
  const [scopes, setScopes] = useState<readonly Permission[]>(['campaign.read', 'report.read'])
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const [errors, setErrors] = useState<{ id: string; sentence: string }[]>([])
  const sending = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/keys', {
          params: { path: { organisation: id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: {
            name: name.trim(),
            scopes: [...scopes],
            expiresAt:
              lasts === 'never' ? null : new Date(Date.now() + Number(lasts) * dayMs).toISOString(),
          },
        }),
      ),
    onSuccess: readAgain,
  })
  const submit = (): void => {
    const found = {
      ...(name.trim() === '' ? { name: say.missing.name } : {}),
      ...(scopes.length === 0 ? { scopes: say.missing.scopes } : {}),
    }
    setWrong(found)
    setErrors(Object.entries(found).map(([field, sentence]) => ({ id: field, sentence })))
    if (Object.keys(found).length === 0) sending.mutate()
  }
  return {
    ...{ name, setName, lasts, setLasts, scopes, setScopes, wrong, errors, submit },
    busy: sending.isPending,
    failure: sending.error,
    secret: sending.data?.secret,
  }
}
