/** An invitation: for which address, with which roles; then the link, shown this once. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { roles as allRoles } from '../../../../../src/access/permission.ts'
import { answer, api, idempotencyKey } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { CopyField } from '../../../parts/CopyField.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { FormErrors } from '../../../parts/FormErrors.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { accessWords } from '../accessWords.ts'
import { ChoiceList } from '../ChoiceList.tsx'
import { type Invitation, type Role, useTeamAgain } from './useTeam.ts'
import { teamWords } from './words.ts'

interface InviteFormProps {
  readonly email: string
  readonly onDone: () => void
}

export function InviteForm({ email: first, onDone }: InviteFormProps): ReactNode {
  const say = useWords(teamWords)
  const { roles } = useWords(accessWords)
  const { may } = useOrganisation()
  const form = useInvite(first)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    form.submit()
  }
  if (form.made) return <Made {...form.made} onDone={onDone} />
  return (
    <Card title={say.inviteTitle}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg" maw="36rem">
          <FormErrors fields={form.errors} />
          {form.failure && <ErrorState what={say.inviteFailed} error={form.failure} />}
          <TextInput
            id="email"
            type="email"
            label={say.email}
            description={say.emailHint}
            autoComplete="off"
            value={form.email}
            error={form.wrong['email'] ?? null}
            onChange={(event) => form.setEmail(event.currentTarget.value)}
          />
          <ChoiceList
            id="roles"
            label={say.roles}
            error={form.wrong['roles'] ?? null}
            choices={allRoles.map((role) => ({
              ...{ value: role, label: roles[role][0], hint: roles[role][1] },
              disabled: role === 'owner' && !may('organisation.write'),
            }))}
            chosen={form.chosen}
            onChange={form.setChosen}
          />
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

interface MadeProps {
  readonly invitation: Invitation
  readonly path: string
  readonly onDone: () => void
}

function Made({ invitation, path, onDone }: MadeProps): ReactNode {
  const say = useWords(teamWords)
  const format = useFormat()
  return (
    <Card title={say.made}>
      <Stack gap="lg" role="status">
        <Text>{say.madeSentence(invitation.email, format.date(invitation.expiresAt))}</Text>
        <CopyField label={say.link} value={new URL(path, location.origin).href} />
        <Group>
          <Button variant="default" onClick={onDone}>
            {say.done}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

function useInvite(first: string) {
  const say = useWords(teamWords)
  const { id } = useOrganisation()
  const readAgain = useTeamAgain()
  const [email, setEmail] = useState(first)
  const [chosen, setChosen] = useState<readonly Role[]>([])
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const [errors, setErrors] = useState<{ id: string; sentence: string }[]>([])
  const sending = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/invitations', {
          params: { path: { organisation: id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { email: email.trim(), roles: [...chosen] },
        }),
      ),
    onSuccess: readAgain,
  })
  const submit = (): void => {
    const found = {
      ...(/^\S+@\S+\.\S+$/.test(email.trim()) ? {} : { email: say.missing.email }),
      ...(chosen.length === 0 ? { roles: say.missing.roles } : {}),
    }
    setWrong(found)
    setErrors(Object.entries(found).map(([field, sentence]) => ({ id: field, sentence })))
    if (Object.keys(found).length === 0) sending.mutate()
  }
  return {
    ...{ email, setEmail, chosen, setChosen, wrong, errors, submit },
    busy: sending.isPending,
    failure: sending.error,
    made: sending.data,
  }
}
