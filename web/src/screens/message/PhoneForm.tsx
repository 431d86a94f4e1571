/** Where real phones ring: one's own phone rings with the message, and its last key is the answer. */
import { Button, Stack, Text, TextInput } from '@mantine/core'
import IconPhone from '@tabler/icons-react/icons/IconPhone'
import { type FormEvent, type ReactNode, useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { useWords } from '../../words/words.ts'
import { approveWords } from './approveWords.ts'
import { useApprovalCall } from './useApproval.ts'

export function PhoneForm({ token }: { readonly token: string }): ReactNode {
  const say = useWords(approveWords)
  const { ring, state } = useApprovalCall(token)
  const [person, setPerson] = useState({ name: '', email: '', number: '' })
  const set = (field: keyof typeof person) => (event: { currentTarget: { value: string } }) =>
    setPerson({ ...person, [field]: event.currentTarget.value })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ring.mutate(person)
  }
  const runs = state !== undefined && state.state !== 'ended'
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {ring.error && <Refused error={ring.error} />}
        <TextInput
          label={say.name}
          description={say.nameHint}
          autoComplete="name"
          size="md"
          required
          value={person.name}
          onChange={set('name')}
        />
        <TextInput
          label={say.email}
          type="email"
          autoComplete="email"
          size="md"
          required
          value={person.email}
          onChange={set('email')}
        />
        <TextInput
          label={say.number}
          description={say.numberHint}
          type="tel"
          autoComplete="tel"
          size="md"
          required
          value={person.number}
          onChange={set('number')}
        />
        <div>
          <Button
            type="submit"
            size="md"
            loading={ring.isPending}
            disabled={runs}
            leftSection={<IconPhone size={18} aria-hidden />}
          >
            {say.ring}
          </Button>
        </div>
        <Text role="status" fw={600}>
          {state && (state.ended ? say.ended[state.ended] : say.calls[state.state])}
        </Text>
      </Stack>
    </form>
  )
}

function Refused({ error }: { readonly error: unknown }): ReactNode {
  const say = useWords(approveWords)
  const { code, limit } = problemOf(error)
  if (code === 'system') return <ErrorState what={say.noPhones} />
  return <ErrorState what={limit === 'another person' ? say.author : say.failed} error={error} />
}
